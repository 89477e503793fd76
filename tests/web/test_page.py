"""The page in a real browser, against a real server, store and model."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from assistant import Assistant, Citation, Settings
from assistant.records import Answer, Position
from assistant.settings import StoreSettings
from assistant.timeline import draw

if TYPE_CHECKING:
    from pathlib import Path

    from selenium.webdriver.remote.webelement import WebElement

    from .visitor import Page

pytestmark = pytest.mark.browser

FERRY = "How many passengers were rescued from the ferry?"
DAM = "How many residents were evacuated below the dam?"
AIRSHIPS = "How many airships did Inspector Quillfeather count over Lake Orta?"
DAYS = "#ra-filters input[type='date']"
NOTHING = "Which violinist repaired the xylophone factory?"
# One of every kind of text that has a colour of its own.
TEXTS = (
    *(".ra-question", ".ra-claim", ".ra-short", ".ra-chip", ".ra-meta", ".ra-how", ".ra-source", ".ra-origin"),
    *(".ra-abstention", ".ra-missing", ".ra-near", ".ra-passage", ".ra-passage > mark", ".ra-fine", ".ra-footnote"),
    ".ra-scope",
)


def first_citation(store: Path, question: str) -> Citation:
    """Return what the Python API cites first for a question."""
    with Assistant(Settings(store=StoreSettings(path=store))) as assistant:
        outcome = assistant.ask(question)
    assert isinstance(outcome, Answer)
    return outcome.citations[0]


def test_a_chip_opens_its_source_with_exactly_the_quote_marked(page: Page, store: Path) -> None:
    """The panel names the report and marks the cited characters, no more and no fewer."""
    citation = first_citation(store, FERRY)
    exchange = page.ask(FERRY)
    assert "212 passengers were rescued from the ferry. [1]" in page.script("return arguments[0].innerText", exchange)
    chip = exchange.find_element(By.CSS_SELECTOR, "button.ra-chip[data-source='1:1']")
    panel = page.opened(chip)
    assert "Ferry runs aground off Larne" in panel.text
    assert "Harbour Post" in panel.text
    assert "10 January 2026" in panel.text
    mark = panel.find_element(By.CSS_SELECTOR, ".ra-passage mark")
    assert mark.get_attribute("textContent") == citation.quote
    assert chip.get_attribute("aria-pressed") == "true"
    # The paragraph around it is there, the next one only in the whole report.
    assert "Divers inspected the hull" in panel.find_element(By.CSS_SELECTOR, ".ra-passage").text
    assert "refunds" not in panel.text
    panel.find_element(By.TAG_NAME, "summary").click()
    assert "refunds" in panel.text


def test_numbers_belong_to_their_own_exchange(page: Page) -> None:
    """In a second turn, [1] opens the second turn's source, and the first turn's [1] still opens the first's."""
    first = page.ask(FERRY)
    second = page.ask(DAM)
    chip = second.find_element(By.CSS_SELECTOR, "button.ra-chip[data-source='2:1']")
    assert "Dam at Oberau leaks" in page.opened(chip).text
    chip = first.find_element(By.CSS_SELECTOR, "button.ra-chip[data-source='1:1']")
    assert "Ferry runs aground off Larne" in page.opened(chip).text


def test_a_reload_keeps_the_conversation_and_its_sources(page: Page) -> None:
    """After a reload the answers are there, and every number opens what it opened before."""
    page.ask(FERRY)
    page.ask(DAM)
    page.driver.refresh()
    page.one(".ra-exchange")
    assert len(page.all(".ra-exchange")) == 2
    assert "Ferry runs aground off Larne" in page.opened(page.one("button.ra-chip[data-source='1:1']")).text


def test_a_new_conversation_forgets_the_old_one(page: Page) -> None:
    """The button empties the conversation and the panel, and a reload does not bring them back."""
    page.ask(FERRY)
    page.one("#ra-again").click()
    page.one(".ra-welcome")
    page.one(".ra-panel-idle")
    page.driver.refresh()
    page.one(".ra-welcome")
    assert not page.all(".ra-exchange")


def test_a_chip_opens_from_the_keyboard(page: Page) -> None:
    """Chips are buttons with a name: Enter on one opens its source."""
    chip = page.ask(FERRY).find_element(By.CSS_SELECTOR, "button.ra-chip")
    page.script("document.querySelector('#ra-panel .ra-panel').removeAttribute('data-shown')")
    assert "Ferry runs aground off Larne" in str(chip.get_attribute("aria-label"))
    chip.send_keys(Keys.ENTER)
    page.until(lambda: "Harbour Post" in page.one("#ra-panel").text, "the source")


@pytest.mark.parametrize("key", [Keys.ENTER, Keys.SPACE])
def test_a_mark_of_a_picture_opens_from_the_keyboard(page: Page, store: Path, key: str) -> None:
    """Whoever uses no mouse reaches a figure with Tab, and Enter or Space opens its source, as a click does."""
    with Assistant(Settings(store=StoreSettings(path=store))) as assistant:
        outcome = assistant.ask(FERRY)
    assert isinstance(outcome, Answer)
    figures = tuple(
        Position(value="212", as_of=day, publishers=("A",), origins=1, low=212, high=212, citations=("1",))
        for day in ("2026-01-10", "2026-01-11")
    )
    picture = draw(replace(outcome, positions=figures), form="svg", sources={"1": "1:1"}).decode()
    page.ask(FERRY)
    page.ask(DAM)
    page.one("#ra-panel [data-shown='2:1']")
    page.script("arguments[0].insertAdjacentHTML('beforeend', arguments[1])", page.all(".ra-exchange")[0], picture)
    mark = page.one("#position-1")
    assert mark.get_attribute("role") == "button"
    top = page.script("arguments[0].focus(); return window.scrollY", mark)
    page.driver.switch_to.active_element.send_keys(key)
    assert "Ferry runs aground off Larne" in page.one("#ra-panel [data-shown='1:1']").text
    assert page.script("return window.scrollY") == top


def test_a_question_asked_before_the_page_has_its_key_is_its_visitor_s_own(page: Page) -> None:
    """It is answered and survives a reload, its sources open, and a new conversation shows nothing of it."""
    page.script(
        """const key = document.querySelector("#ra-key textarea, #ra-key input");
        key.value = "";
        key.dispatchEvent(new Event("input", { bubbles: true }));
        sessionStorage.clear();"""
    )
    chip = page.ask(FERRY).find_element(By.CSS_SELECTOR, "button.ra-chip")
    assert "Ferry runs aground off Larne" in page.opened(chip).text
    page.until(lambda: page.script("return sessionStorage.getItem('conversation')"), "the key is kept")
    page.driver.refresh()
    page.one(".ra-exchange")
    page.one("#ra-again").click()
    page.one(".ra-welcome")
    assert not page.all(".ra-exchange")


def test_an_abstention_shows_the_nearest_passages_to_open(page: Page) -> None:
    """Where the reports do not answer, the card says so, names the missing words, and its passages open."""
    exchange = page.ask(NOTHING)
    card = exchange.find_element(By.CSS_SELECTOR, ".ra-abstention")
    assert "The reports do not answer" in card.text
    assert "violinist" in card.find_element(By.CSS_SELECTOR, ".ra-missing").text
    nearest = card.find_elements(By.CSS_SELECTOR, "button.ra-near")
    assert len(nearest) == 3
    title = nearest[1].find_element(By.TAG_NAME, "b").text
    panel = page.opened(nearest[1])
    assert title in panel.text
    assert panel.find_element(By.CSS_SELECTOR, "mark").text


def test_a_hostile_report_is_shown_as_it_is_written(page: Page, store: Path) -> None:
    """Markup, templates, formulas and Markdown of a report are text: nothing runs, nothing loads, all can be read."""
    hostile = f"<img src=x onerror='window.pwned = 1'> $x$ ![](http://beacon.example/question.png) {AIRSHIPS}"
    assert hostile in page.ask(hostile).text
    exchange = page.ask(AIRSHIPS)
    quote = first_citation(store, AIRSHIPS).quote
    for text in ("$x^2$", "${window.pwned = 1}", "{{constructor}}", "**stars**"):
        assert text in quote
        assert text in exchange.text
    panel = page.opened(exchange.find_element(By.CSS_SELECTOR, "button.ra-chip"))
    assert panel.find_element(By.CSS_SELECTOR, ".ra-passage mark").get_attribute("textContent") == quote
    title = "Airships <script>window.pwned = 1</script> over \"Orta\" & 'Stresa' ![](http://beacon.example/title.png)"
    assert title in panel.text
    assert title in exchange.text
    assert "<b onmouseover='window.pwned = 1'>Lake Gazette</b>" in panel.text
    panel.find_element(By.TAG_NAME, "summary").click()
    # Tags and numbers of sources are evidence for nothing, so that they stand beside what is quoted.
    for text in ("<img src=x onerror='window.pwned = 1'>", "[1] [9]", "</mark></aside><svg/onload=alert(1)>"):
        assert text in panel.text
    page.one("#ra-filters > button").click()
    page.one("#ra-filters input[role='combobox']").click()
    page.until(lambda: "Lake Gazette" in page.one("#ra-filters ul").text, "the publishers")

    assert page.script("return window.pwned === undefined")
    made = "script, img, iframe, svg, object, [onerror], [onload], [onmouseover], a[href^='javascript']"
    for part in ("#ra-conversation", "#ra-panel"):
        assert (
            page.script("return document.querySelector(arguments[0]).querySelectorAll(arguments[1]).length", part, made)
            == 0
        )
    assert page.hosts() == {page.url.removeprefix("http://")}


def test_nothing_is_asked_of_another_host(page: Page) -> None:
    """Fonts, scripts, analytics: all come from the server itself, and its policy blocks nothing that the page needs."""
    page.opened(page.ask(FERRY).find_element(By.CSS_SELECTOR, "button.ra-chip"))
    assert page.hosts() == {page.url.removeprefix("http://")}
    assert [entry["message"] for entry in page.log("browser") if entry["level"] == "SEVERE"] == []


def test_a_telephone_scrolls_one_way_only(page: Page) -> None:
    """At 380 pixels nothing sticks out, chips are wide enough to tap, and the panel comes to the reader."""
    page.emulate(width=380)
    exchange = page.ask(FERRY)
    page.one("#ra-filters > button").click()
    assert page.script("return document.documentElement.scrollWidth") <= 380
    chip = exchange.find_element(By.CSS_SELECTOR, "button.ra-chip")
    assert chip.size["width"] >= 28
    assert chip.size["height"] >= 28
    panel = page.opened(chip)
    page.until(lambda: 0 <= page.script("return arguments[0].getBoundingClientRect().top", panel) < 400, "the panel")
    assert page.script("return document.documentElement.scrollWidth") <= 380
    panel.find_element(By.CSS_SELECTOR, ".ra-back").click()
    page.until(lambda: page.script("return arguments[0] === document.activeElement", chip), "the chip has the focus")


@pytest.mark.parametrize("dark", [False, True])
def test_text_stands_out_in_light_and_dark(page: Page, *, dark: bool) -> None:
    """Answer, chips, small print, panel, mark and abstention keep a contrast of 4.5 : 1, as WCAG AA asks."""
    page.emulate(dark=dark)
    page.ask(NOTHING)
    page.opened(page.ask(FERRY).find_element(By.CSS_SELECTOR, "button.ra-chip"))
    ground = page.script(_GROUND, page.one("body"))
    assert (luminance(ground) < 0.1) is dark
    for selector in TEXTS:
        element = page.one(selector)
        text, behind = (
            page.script("return getComputedStyle(arguments[0]).color", element),
            page.script(_GROUND, element),
        )
        assert contrast(text, behind) >= 4.5, (selector, text, behind)


def test_the_field_is_closed_while_a_question_runs(page: Page) -> None:
    """Questions do not interleave: button and field are off during a run, stages are shown, then the field is empty."""
    page.script(
        """window.seen = {};
        new MutationObserver(() => {
          window.seen.closed ||= document.querySelector("#ra-send").disabled;
          window.seen.stages ||= document.querySelector(".ra-stages") !== null;
        }).observe(document.body, { subtree: true, childList: true, attributes: true });"""
    )
    page.ask(FERRY)
    assert page.script("return window.seen") == {"closed": True, "stages": True}
    field = page.one("#ra-ask textarea")
    assert field.is_enabled()
    assert field.get_attribute("value") == ""


def test_filters_reach_the_answer_and_are_named_in_it(page: Page) -> None:
    """A day and a publisher set in the filters hold for the question, and can be taken back."""
    page.one("#ra-filters > button").click()
    set_day = "arguments[0].value = arguments[1]; arguments[0].dispatchEvent(new Event('change', { bubbles: true }))"
    # The accordion draws its three day fields one after the other, and those that are there again with each.
    page.until(lambda: len(page.all(DAYS)) == 3, "the day fields")
    since = page.all(DAYS)[1]
    page.script(set_day, since, "2026-01-12")
    page.one("#ra-filters input[role='combobox']").send_keys("Alpine Courier", Keys.ENTER)
    assert "published since 12 January 2026, from Alpine Courier" in page.ask(DAM).text
    page.script(set_day, since, "")
    assert "only reports from Alpine Courier" in page.ask(DAM).text


def test_the_head_says_what_answers_here(page: Page) -> None:
    """A visitor sees how many reports of which days there are, and no example that these reports cannot answer."""
    assert "6 reports · 10 January 2026 to 18 January 2026" in page.one(".ra-header").text
    assert page.driver.title == "Report Assistant"
    assert not [button for button in page.all("#ra-examples button") if button.is_displayed()]
    assert not [link for link in page.all("footer a, footer button") if link.is_displayed()]


# The colour that is seen behind an element: its own or, where that is transparent, that of what it stands on.
_GROUND = """
let element = arguments[0];
while (element && getComputedStyle(element).backgroundColor === "rgba(0, 0, 0, 0)") element = element.parentElement;
return getComputedStyle(element ?? document.body).backgroundColor;
"""


def luminance(colour: str) -> float:
    """Return the relative luminance of a CSS `rgb(…)` colour, in [0, 1] (WCAG 2.2)."""
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two CSS colours, in [1, 21] (WCAG 2.2)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


QUESTIONS = """\
{"id": "ferry", "question": "How many passengers were rescued from the ferry?", "answers": ["999"], "type": "number", \
"evidence": [{"document": "ferry", "quote": "212 passengers were rescued"}]}
{"id": "none", "question": "Which violinist repaired the xylophone factory?", "answers": null, "type": "none", \
"evidence": []}
{"id": "hostile", "question": "<img src=x onerror='window.pwned = 1'>", "answers": null, "type": "none", "evidence": []}
"""


def test_a_question_file_is_evaluated_beside_the_conversation(page: Page, tmp_path: Path) -> None:
    """The report of an uploaded file stands in a frame where nothing runs; a question can be asked before and after."""
    path = tmp_path / "questions.jsonl"
    path.write_text(QUESTIONS, encoding="utf-8")
    page.ask(FERRY)
    tab(page, "Evaluate").click()
    page.one("#ra-evaluate input[type=file]").send_keys(str(path))
    page.until(lambda: "questions\n.jsonl" in page.one("#ra-evaluate").text, "the file's name")
    page.one("#ra-evaluate-start").click()
    frame = page.one("#ra-evaluation iframe.ra-measured")
    assert frame.get_attribute("sandbox") == ""
    page.driver.switch_to.frame(frame)
    assert "3 questions" in page.one(".lead").text
    assert "Failing questions" in page.one("main").text
    page.driver.switch_to.default_content()
    assert page.script("return window.pwned") is None
    tab(page, "Ask").click()
    assert "212" in page.ask(FERRY).text
    assert page.hosts() <= {page.url.split("/")[2]}


def test_a_bad_question_file_is_said_so(page: Page, tmp_path: Path) -> None:
    """The line that is wrong is named, and the button can be pressed again."""
    path = tmp_path / "bad.jsonl"
    path.write_text('{"id": "a"}\n', encoding="utf-8")
    tab(page, "Evaluate").click()
    page.one("#ra-evaluate input[type=file]").send_keys(str(path))
    page.until(lambda: "bad\n.jsonl" in page.one("#ra-evaluate").text, "the file's name")
    page.one("#ra-evaluate-start").click()
    assert "the file:1" in page.one("#ra-evaluation .ra-failure").text
    page.until(lambda: page.one("#ra-evaluate-start").is_enabled(), "the button")


def tab(page: Page, name: str) -> WebElement:
    """Return the button of a tab."""
    return page.until(
        lambda: next((item for item in page.all("#ra-tabs button[role=tab]") if item.text == name), None), name
    )
