"""The extractive answerer and follow-up questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assistant.answer import extract, standalone
from assistant.answer.figures import asks_figure, figure_near, figures
from assistant.records import Document, Draft, Hit, Passage, Span, Turn
from assistant.text import sha256

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class _Lexicon:
    """Takes a word's first five letters for its stem; every word is in one passage of a hundred."""

    def stems(self, words: Sequence[str], /) -> Mapping[str, Sequence[str]]:
        return {word: [word[:5]] for word in words}

    def frequencies(self, words: Sequence[str], /) -> Mapping[str, int]:
        return dict.fromkeys(words, 1)

    def counts(self) -> tuple[int, int]:
        return 10, 100


def _no_meaning(_question: str, sentences: Sequence[str], /) -> Sequence[float]:
    return [0.0] * len(sentences)


def _report(name: str, text: str, day: str) -> Document:
    return Document(
        document_id=name, title="A report", text=text, content_hash=sha256(text), source=name, published_at=day
    )


def _hits(reports: Sequence[Document]) -> tuple[Hit, ...]:
    return tuple(
        Hit(
            passage=Passage(
                passage_id=report.document_id,
                document_id=report.document_id,
                span=Span(0, len(report.text)),
                text=report.text,
            ),
            score=1 / place,
            ranks={"lexical": place},
        )
        for place, report in enumerate(reports, start=1)
    )


def _extract(question: str, query_words: Sequence[str], *reports: Document, most: int = 3) -> Draft | None:
    return extract(
        question,
        query_words,
        _hits(reports),
        {report.document_id: report for report in reports},
        lexicon=_Lexicon(),
        scorer=_no_meaning,
        max_sentences=most,
    )


@pytest.mark.parametrize(
    ("question", "sentence", "figure"),
    [
        ("How many militants were killed?", "Forces killed 197 militants and 4 others.", "197"),
        ("How many civilians died?", "At least 36 civilians and 22 security personnel died.", "At least 36"),
        ("How many security personnel were killed?", "At least 36 civilians and 22 security personnel died.", "22"),
        ("How many people were killed in all?", "More than 1,250 people have been killed.", "More than 1,250"),
        ("How many militants were killed?", "The number of militants killed has reached 197.", "197"),
        ("How many militants were killed?", "The 58 dead were civilians, not militants.", None),
        ("How much money was taken?", "They took $3.5 million money.", "$3.5 million"),
        ("Who was killed?", "Forces killed 197 militants.", None),
        ("How many?", "Forces killed 197 militants.", None),
    ],
)
def test_figure_near_counts_the_thing_asked_for(question: str, sentence: str, figure: str | None) -> None:
    """A figure answers only when it counts the noun of the question."""
    assert figure_near(question, sentence) == figure


def test_figures_keep_hedges_and_units_and_skip_names() -> None:
    """A figure comes with its hedge and unit; digits inside a name are none."""
    assert figures("About 20% of BLA-4 and at least 1,200 men.") == ["About 20%", "at least 1,200"]


@pytest.mark.parametrize(("question", "asks"), [("How many died?", True), ("Who died?", False), ("death toll", True)])
def test_asks_figure(question: str, *, asks: bool) -> None:
    """A question after a number is known by its words."""
    assert asks_figure(question) is asks


def test_extract_quotes_whole_sentences_at_their_place() -> None:
    """A claim is a sentence of the report, and its quote is where it stands."""
    report = _report("a", "The road was closed. Forces killed 197 militants on Monday.", "2026-02-04")
    draft = _extract("How many militants were killed?", ("militants", "killed"), report)
    assert draft is not None
    assert draft.short_answer == "197"
    (claim,) = draft.claims
    assert claim.text == "Forces killed 197 militants on Monday."
    assert [quote.span.of(report.text) for quote in claim.quotes] == [claim.text]


def test_extract_cites_every_report_that_carries_the_sentence() -> None:
    """A sentence that two reports carry word for word is said once and cites both."""
    text = "Forces killed 197 militants on Monday."
    draft = _extract(
        "How many militants were killed?",
        ("militants", "killed"),
        _report("a", text, "2026-02-04"),
        _report("b", text, "2026-02-04"),
    )
    assert draft is not None
    assert [[quote.document_id for quote in claim.quotes] for claim in draft.claims] == [["a", "b"]]


def test_extract_puts_the_newest_figure_first_and_each_figure_once() -> None:
    """Tolls move: the newest report's figure leads, and a figure already given is not said again."""
    draft = _extract(
        "How many militants were killed?",
        ("militants", "killed"),
        _report("old", "On Saturday 92 militants were killed there.", "2026-01-31"),
        _report("new", "By Wednesday 197 militants had been killed in total.", "2026-02-04"),
        _report("copy", "Officials say that 197 militants were killed so far.", "2026-02-03"),
    )
    assert draft is not None
    assert draft.short_answer == "197"
    assert [claim.quotes[0].document_id for claim in draft.claims] == ["new", "old"]


def test_copies_do_not_bear_a_figure_out() -> None:
    """Lightly edited copies of one sentence weigh no more than one; two independent sentences weigh more."""
    copies = [
        _report(f"copy{n}", f"Today 37 militants were killed in the province, it said {n}.", "2026-02-01")
        for n in ("again", "now", "here", "later")
    ]
    others = [
        _report("x", "Officers counted 197 militants killed overall.", "2026-01-01"),
        _report("y", "A minister: 197 militants killed since the raids began.", "2026-01-01"),
    ]
    draft = _extract("How many militants were killed?", ("militants", "killed"), *copies, *others, most=1)
    assert draft is not None
    assert draft.short_answer == "197"


def test_extract_gives_nothing_for_another_topic() -> None:
    """Without related words or meaning there is no draft."""
    report = _report("a", "Forces killed 197 militants on Monday.", "2026-02-04")
    assert _extract("Who won the football cup?", ("football", "cup"), report) is None
    assert _extract("Who won?", (), report) is None


def test_extract_prefers_a_quotation_when_asked_for_words() -> None:
    """Asked what somebody called something, a sentence with a quotation is preferred."""
    report = _report(
        "a",
        "The council condemned attacks on Monday evening. The council called attacks \u201cheinous and cowardly\u201d.",
        "2026-02-04",
    )
    draft = _extract("What did the council call the attacks?", ("council", "attacks"), report, most=1)
    assert draft is not None
    assert "heinous" in draft.claims[0].text


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("And civilians?", "How many militants were killed on Sunday? And civilians?"),
        ("Who said that?", "How many militants were killed on Sunday? Who said that?"),
        ("What about the year before?", "How many militants were killed on Sunday? What about the year before?"),
        ("Which countries border the province of Balochistan?", "Which countries border the province of Balochistan?"),
    ],
)
def test_standalone_carries_the_last_question_along_only_when_needed(question: str, expected: str) -> None:
    """A follow-up is understood with the question before it; a full question stays as it is."""
    history = (
        Turn(question="Older?", answer=""),
        Turn(question="How many militants were killed on Sunday?", answer=""),
    )
    assert standalone(question, history) == expected
    assert standalone(question, ()) == question
