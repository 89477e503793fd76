"""The Gradio page: components, their events, and the application that serves them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.api.arguments import LONGEST_QUESTION
from assistant.errors import AssistantError
from assistant.web import render, sources
from assistant.web.conversations import Failure
from assistant.web.dialogue import EXAMPLES, Frame, Limits
from assistant.web.evaluate_tab import MAX_FILE, EvaluateTab
from assistant.web.headers import guarded

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    import gradio as gr

    from assistant.web.dialogue import Dialogue
    from assistant.web.headers import Application
    from assistant.web.measuring import Measuring

_HERE = Path(__file__).resolve().parent
# Questions answered at once; more wait in Gradio's queue.
CONCURRENT_QUESTIONS = 4
# The browser keeps the key of its tab's conversation, so that a reload finds it again and another tab starts its own.
_LOAD_KEY = "() => [sessionStorage.getItem('conversation') ?? '']"
_KEEP_KEY = "(key) => { sessionStorage.setItem('conversation', key); }"
# Not on a telephone, where it would bring up the keyboard.
_FOCUS = """() => {
  if (window.matchMedia("(max-width: 900px)").matches) return;
  document.querySelector("#ra-ask textarea")?.focus({ preventScroll: true });
}"""
# The browser's own date field: Gradio's keeps the old day when its text is cleared.
_DAY = '<label class="ra-day">{}<input type="date" value="${{value}}"></label>'
_DAY_JS = "element.addEventListener('change', (event) => { props.value = event.target.value; });"
_FONTS = ("-apple-system", "Segoe UI", "Roboto", "Helvetica Neue", "Liberation Sans", "system-ui", "sans-serif")
_FOOTNOTE = (
    '<footer class="ra-footnote">Answers quote reports. Figures and accounts are the claims of those who made them, as '
    "published; this page does not establish them as facts. Open the source before you rely on a quote.</footer>"
)


def application(
    dialogue: Dialogue, measuring: Measuring, *, auth: tuple[str, str] | None = None, hosts: Collection[str] = ()
) -> Application:
    """Return the page as an ASGI application that asks nothing of any other host.

    Args:
        dialogue: What answers behind the page.
        measuring: What evaluates behind it.
        auth: User and password to ask visitors for; `None` asks nobody.
        hosts: The names that the page may be asked for by, in lower case; none given lets it be any.
    """
    import gradio as gr
    from fastapi import FastAPI

    app = gr.mount_gradio_app(
        FastAPI(docs_url=None, redoc_url=None, openapi_url=None),
        _blocks(dialogue, measuring),
        path="/",
        auth=auth,
        show_error=False,
        max_file_size=MAX_FILE,
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        enable_monitoring=False,
        mcp_server=False,
        pwa=False,
        favicon_path=str(_HERE / "favicon.svg"),
        theme=_theme(),
        css_paths=[_HERE / "page.css"],
    )
    return guarded(app, hosts)


def _theme() -> gr.themes.Base:
    import gradio as gr

    theme = gr.themes.Base(
        primary_hue=gr.themes.colors.blue,
        neutral_hue=gr.themes.colors.stone,
        radius_size=gr.themes.sizes.radius_md,
        # Fonts of the reader's own system: nothing is fetched.
        font=_FONTS,
        font_mono=("ui-monospace", "Consolas", "Liberation Mono", "monospace"),
    )
    return theme.set(
        body_background_fill="*neutral_50",
        body_background_fill_dark="*neutral_950",
        background_fill_primary="white",
        background_fill_primary_dark="*neutral_900",
        background_fill_secondary="*neutral_100",
        background_fill_secondary_dark="*neutral_800",
        border_color_primary="*neutral_200",
        border_color_primary_dark="*neutral_700",
    )


class _Parts:
    """The components of the page, in their order on it."""

    def __init__(self, measuring: Measuring) -> None:
        import gradio as gr

        script = (_HERE / "page.js").read_text(encoding="utf-8")
        self.key = gr.Textbox(visible="hidden", elem_id="ra-key")
        with gr.Row(elem_id="ra-top"):
            self.header = gr.HTML(apply_default_css=False, js_on_load=None, elem_id="ra-header")
            self.again = gr.Button("New conversation", size="sm", elem_id="ra-again", min_width=150, scale=0)
        with gr.Tabs(elem_id="ra-tabs"):
            with gr.Tab("Ask"), gr.Row(elem_id="ra-columns"):
                self._ask(script)
            with gr.Tab("Evaluate"):
                self.evaluate = EvaluateTab(measuring)
        gr.HTML(_FOOTNOTE, apply_default_css=False, js_on_load=None)

    def _ask(self, script: str) -> None:
        import gradio as gr

        with gr.Column(elem_id="ra-left", min_width=0):
            self.transcript = gr.HTML(apply_default_css=False, js_on_load=script, elem_id="ra-conversation")
            with gr.Row(elem_id="ra-examples", visible=False) as self.example_row:
                self.examples = [gr.Button(question, size="sm", min_width=0) for question, _ in EXAMPLES]
            self._composer()
        with gr.Column(elem_id="ra-right", min_width=0):
            self.panel = gr.HTML(sources.NOTHING_OPEN, apply_default_css=False, js_on_load=script, elem_id="ra-panel")

    def _composer(self) -> None:
        import gradio as gr

        with gr.Column(elem_id="ra-composer"):
            with gr.Row(elem_id="ra-ask-row"):
                self.question = gr.Textbox(
                    label="Your question",
                    show_label=False,
                    container=False,
                    placeholder="Ask the reports…",
                    lines=1,
                    max_lines=5,
                    max_length=LONGEST_QUESTION,
                    autofocus=True,
                    elem_id="ra-ask",
                    min_width=0,
                )
                self.send = gr.Button("Ask", variant="primary", min_width=72, scale=0, elem_id="ra-send")
            with gr.Accordion("Filter the reports", open=False, elem_id="ra-filters"):
                with gr.Row(elem_id="ra-days"):
                    self.days = [
                        gr.HTML("", html_template=_DAY.format(label), js_on_load=_DAY_JS, apply_default_css=False)
                        for label in ("As they stood on", "Published since", "Published until")
                    ]
                self.publishers = gr.Dropdown(
                    label="Publishers (all, unless some are chosen)", multiselect=True, choices=[]
                )

    @property
    def inputs(self) -> list[Any]:
        """The components that every question is asked with, after the key and the question."""
        return [*self.days, self.publishers]

    @property
    def live(self) -> list[Any]:
        """The components that change while a question is answered."""
        return [self.transcript, self.panel, self.example_row, self.question, self.send]


def _blocks(dialogue: Dialogue, measuring: Measuring) -> gr.Blocks:
    import gradio as gr

    blocks = gr.Blocks(title="Report Assistant", analytics_enabled=False, fill_width=True)
    with blocks:
        parts = _Parts(measuring)
        _wire(blocks, parts, dialogue)
        parts.evaluate.wire()
    # Conversations are not an API: the Python one and the command line are.
    blocks.queue(default_concurrency_limit=CONCURRENT_QUESTIONS, api_open=False)
    return blocks


def _wire(blocks: gr.Blocks, parts: _Parts, dialogue: Dialogue) -> None:
    import gradio as gr

    def opening(key: str) -> tuple[Any, ...]:
        return _opening(dialogue, key)

    def ask(key: str, question: str, *filters: Any) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401 - as Gradio gives them
        yield from _answering(dialogue, key, question, filters)

    def show(key: str, event: gr.EventData) -> str:
        # What a browser sends along may be anything.
        data = event._data if isinstance(event._data, dict) else {}  # noqa: SLF001 - Gradio's only way to the whole of it
        return dialogue.show(key, data.get("exchange"), data.get("citation"))

    # Gradio reads the annotation, which here is but a string, to see that the event itself is wanted.
    show.__annotations__["event"] = gr.EventData
    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    page = [parts.key, parts.header, *parts.live, parts.publishers, *parts.examples]
    asked = [parts.key, *parts.live]
    asking = [
        gr.on(
            [parts.question.submit, parts.send.click],
            ask,
            [parts.key, parts.question, *parts.inputs],
            asked,
            **quiet,
        )
    ]
    asking += [example.click(ask, [parts.key, example, *parts.inputs], asked, **quiet) for example in parts.examples]
    for event in asking:
        event.then(None, [parts.key], js=_KEEP_KEY, **quiet)
        event.then(None, js=_FOCUS, **quiet)
    # Opening a source must not wait behind questions.
    parts.transcript.click(show, [parts.key], [parts.panel], queue=False, **quiet)
    blocks.load(opening, [parts.key], page, js=_LOAD_KEY, queue=False, **quiet).then(
        None, [parts.key], js=_KEEP_KEY, **quiet
    )
    parts.again.click(lambda: opening(""), None, page, cancels=asking, queue=False, **quiet).then(
        None, [parts.key], js=_KEEP_KEY, **quiet
    )


def _opening(dialogue: Dialogue, key: str) -> tuple[Any, ...]:
    import gradio as gr

    try:
        opened = dialogue.open(key)
    except AssistantError as error:
        failed = render.failure(Failure(message=error.message, hint=error.hint))
        frame = Frame(key=dialogue.key_for(key), transcript="", panel=sources.NOTHING_OPEN)
        return (frame.key, failed, *_live(frame, busy=False), gr.skip(), *(gr.skip() for _ in EXAMPLES))
    return (
        opened.key,
        opened.header,
        *_live(opened.frame, busy=False, examples=bool(opened.examples)),
        gr.update(choices=list(opened.publishers)),
        *(gr.update(visible=question in opened.examples) for question, _ in EXAMPLES),
    )


def _answering(dialogue: Dialogue, key: str, question: str, filters: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
    import gradio as gr

    *days, publishers = filters
    # A browser's field gives a day or nothing, but what is sent in its place may be anything.
    as_of, since, until = (str(day) if day else None for day in days)
    limits = Limits(as_of=as_of, since=since, until=until, publishers=tuple(publishers or ()))
    last = None
    for frame in dialogue.ask(key, question, limits):
        last = frame
        yield (frame.key, *_live(frame, busy=True))
    if last is None:
        yield tuple(gr.skip() for _ in range(6))
        return
    yield (last.key, *_live(last, busy=False))


def _live(frame: Frame, *, busy: bool, examples: bool = False) -> tuple[Any, ...]:
    import gradio as gr

    return (
        frame.transcript,
        gr.skip() if frame.panel is None else frame.panel,
        gr.update(visible=examples),
        gr.update(interactive=False, value="") if busy else gr.update(interactive=True),
        gr.update(interactive=not busy),
    )
