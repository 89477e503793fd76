"""The HTML report: one file, everything escaped, the words in question marked."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from assistant.evaluation import Baseline, compare, evaluate, page
from assistant.evaluation.html.markup import marked, window
from assistant.evaluation.html.plots import latency_plot, reliability_plot, risk_coverage_plot
from assistant.records import Span

from .oracle import OUTCOMES, QUESTIONS, Oracle, abstention, answer, cite, question

if TYPE_CHECKING:
    from assistant.records import Outcome

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)> & \"quoted\" 'single'"


class Elements(HTMLParser):
    """What a browser would make of the page: its elements with their attributes, and what is left open."""

    VOID = frozenset({"meta", "br", "img", "path", "use", "rect"})

    def __init__(self, html: str) -> None:
        """Read the page."""
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the element."""
        self.found.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an element that closes itself, as SVG has them."""
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        """Close the element."""
        if tag not in self.VOID:
            assert self.open.pop() == tag


@pytest.fixture(scope="module")
def shown() -> str:
    """Return the page of the whole run."""
    return page(evaluate(Oracle(OUTCOMES), QUESTIONS), title="Six questions")


def test_page_is_one_file_that_asks_nothing_of_any_host(shown: str) -> None:
    """No script, no frame, no address to fetch; every element is closed."""
    elements = Elements(shown)
    assert elements.open == []
    tags = {tag for tag, _ in elements.found}
    assert not tags & {"script", "link", "iframe", "object", "img", "a", "form"}
    for _, attributes in elements.found:
        assert not [name for name in attributes if name.startswith("on")]
        for name, value in attributes.items():
            if name in ("src", "href", "xlink:href", "action", "data"):
                assert (value or "").startswith("#")
    assert "url(http" not in shown
    assert "@import" not in shown


def test_page_has_figures_slices_and_plots(shown: str) -> None:
    """Every metric is there with its n, every slice, and three plots whose ids do not clash."""
    for words in ("hit@10", "false_refusals", "aurc", "ece", "type: number", "split: test", "turn: follow-up"):
        assert words in shown
    assert shown.count("<svg") == 3
    ids = re.findall(r'\bid="([^"]+)"', "".join(re.findall(r"<defs>.*?</defs>", shown, re.DOTALL)))
    assert len(ids) == len(set(ids))


def test_every_failing_question_is_there(shown: str) -> None:
    """Question, what was wanted, what came out; a refusal with what was read and how likely it was."""
    assert shown.count('<details class="case"') == 3
    refused = shown[shown.index('id="refused"') :]
    assert "Why did it refuse?" in refused
    assert "Which? → The train." in refused
    assert "0.400" in refused
    assert "Evidence is at rank 1." in refused


def test_cited_and_gold_words_are_marked(shown: str) -> None:
    """In the cited passage the cited words are marked, gold words too, and those that are both as both."""
    wrong = shown[shown.index('id="wrong"') : shown.index('id="refused"')]
    assert '<mark class="cited">It stopped </mark>' in wrong
    assert '<mark class="gold">at nine</mark>' in wrong
    assert '<mark class="cited gold">at one</mark>' in wrong


def test_text_of_questions_answers_and_reports_is_escaped() -> None:
    """Nothing that a question or an answer says becomes an element, in the title or anywhere else."""
    asked = [question(HOSTILE, [HOSTILE]), question("unsaid", [HOSTILE], type=HOSTILE)]
    said = replace(answer(HOSTILE, cite("train", "left Quetta")), short_answer=HOSTILE)
    outcomes: dict[str, Outcome] = {HOSTILE: said, "unsaid": replace(abstention(), missing=(HOSTILE,))}
    shown = page(evaluate(Oracle(outcomes), asked), title=HOSTILE)
    assert "<script" not in shown
    assert "<img" not in shown
    assert not [name for _, attributes in Elements(shown).found for name in attributes if name.startswith("on")]


def test_changes_against_a_baseline_are_shown() -> None:
    """What moved is in a table, question by question behind it."""
    report = evaluate(Oracle(OUTCOMES), QUESTIONS)
    changed = evaluate(Oracle({**OUTCOMES, "right": abstention()}), QUESTIONS)
    shown = page(changed, differences=compare(changed, Baseline.model_validate(report.baseline())))
    assert "Against the baseline" in shown
    assert "right (1.00 → 0.00)" in shown


def test_marks_overlap_and_touch() -> None:
    """Overlapping spans are cut at every edge; what is cut off on either side is said so."""
    text = "abc def ghi jkl"
    html = marked(text, Span(0, 11), cited=[Span(4, 9)], gold=[Span(7, 15)])
    assert html == (
        '<blockquote dir="auto">abc <mark class="cited">def</mark><mark class="cited gold"> g</mark>'
        '<mark class="gold">hi</mark>…</blockquote>'
    )


def test_window_is_the_paragraph_cut_short_where_it_is_long() -> None:
    """A short paragraph is whole; a long one is cut between words on both sides; no text gives an empty window."""
    text = "first\nsecond one\nthird"
    assert window(text, Span(7, 9)) == Span(6, 16)
    long = "word " * 500
    cut = window(long, Span(1_000, 1_004))
    assert cut.start <= 1_000
    assert cut.end >= 1_004
    assert len(range(*cut)) < 900
    assert long[cut.start : cut.end].startswith("word")
    assert window("", Span(0, 0)) == Span(0, 0)


def test_plots_of_nothing_are_nothing() -> None:
    """Without guesses and stages there is nothing to draw."""
    assert risk_coverage_plot([], None) == reliability_plot([]) == latency_plot({}) == ""
