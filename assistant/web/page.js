// Runs once for the conversation and once for the source panel, with Gradio's `element`, `trigger` and `watch`.
// Every rule here is by delegation: the HTML inside `element` is replaced while an answer streams in.

const narrow = () => window.matchMedia("(max-width: 900px)").matches;
const shown = () => document.querySelector("#ra-panel [data-shown]")?.dataset.shown ?? null;

const paint = () => {
  const open = shown();
  for (const button of document.querySelectorAll("#ra-conversation [data-source]")) {
    button.setAttribute("aria-pressed", String(button.dataset.source === open));
  }
};

const reveal = () => {
  delete document.documentElement.dataset.raAsked;
  const panel = document.querySelector("#ra-panel .ra-panel");
  document.querySelector("#ra-panel").scrollTop = 0;
  if (panel && narrow()) {
    panel.scrollIntoView({ block: "start" });
    panel.focus({ preventScroll: true });
  }
};

element.addEventListener("click", (event) => {
  const source = event.target.closest("[data-source]");
  if (source) {
    document.documentElement.dataset.raAsked = source.dataset.source;
    if (source.dataset.source === shown()) {
      reveal();
      return;
    }
    const [exchange, citation] = source.dataset.source.split(/:(.*)/s);
    trigger("click", { exchange: Number(exchange), citation });
  }
  if (event.target.closest(".ra-back")) {
    const button = document.querySelector(`#ra-conversation [data-source="${CSS.escape(shown() ?? "")}"]`);
    button?.scrollIntoView({ block: "center" });
    button?.focus({ preventScroll: true });
  }
});

// The marks of a picture are no buttons of HTML: a browser makes no click of a key pressed on them.
element.addEventListener("keydown", (event) => {
  const mark = event.target.closest("g[data-source]");
  if (mark && (event.key === "Enter" || event.key === " ")) {
    event.preventDefault();
    mark.dispatchEvent(new MouseEvent("click", { bubbles: true }));
  }
});

// A new question is brought to the top and kept there while its answer grows, unless the reader scrolls.
let exchanges = element.querySelectorAll(".ra-exchange").length;
let following = false;
for (const gesture of ["wheel", "touchmove", "keydown"]) {
  window.addEventListener(gesture, () => { following = false; }, { passive: true });
}
watch("value", () => {
  paint();
  if (element.closest("#ra-panel")) {
    if (document.documentElement.dataset.raAsked === shown()) reveal();
    return;
  }
  const now = element.querySelectorAll(".ra-exchange");
  following = following || now.length > exchanges;
  exchanges = now.length;
  const last = now[exchanges - 1];
  if (following) last?.scrollIntoView({ block: "start" });
  if (!last?.querySelector(".ra-stages")) following = false;
});
paint();
