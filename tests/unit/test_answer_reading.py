"""Answers made from readings."""

from __future__ import annotations

from assistant.answer import from_readings
from assistant.records import Document, Passage, Reading, Span
from assistant.text import sha256

TEXT = "A heading. Forces killed 197 militants on Monday. At least 36 civilians died."


def _report(name: str, text: str = TEXT) -> Document:
    return Document(document_id=name, title="T", text=text, content_hash=sha256(text), source=name)


def _reading(document: Document, answer: str | None, sentence: str, score: float) -> Reading:
    def span(part: str) -> Span:
        start = document.text.index(part)
        return Span(start, start + len(part))

    whole = Span(0, len(document.text))
    name = document.document_id
    return Reading(
        passage=Passage(passage_id=name, document_id=name, span=whole, text=document.text),
        answer_span=span(answer) if answer else None,
        sentence_span=span(sentence),
        score=score,
        probability=0.5,
    )


MILITANTS, CIVILIANS = "Forces killed 197 militants on Monday.", "At least 36 civilians died."


def test_the_likeliest_answer_leads_and_its_sentence_is_quoted_in_place() -> None:
    """The best reading gives the short answer; each claim is the sentence around its answer."""
    report = _report("a")
    readings = [_reading(report, "36", CIVILIANS, 1.0), _reading(report, "197", MILITANTS, 2.0)]
    draft = from_readings(readings, {"a": report}, max_sentences=3)
    assert draft is not None
    assert draft.short_answer == "197"
    assert [claim.text for claim in draft.claims] == [MILITANTS, CIVILIANS]
    assert [quote.span.of(report.text) for claim in draft.claims for quote in claim.quotes] == [MILITANTS, CIVILIANS]


def test_one_answer_is_said_once_and_cites_every_report_with_the_sentence() -> None:
    """Copies are cited together; another sentence with the same answer adds nothing."""
    first, copy = _report("a"), _report("b")
    other = _report("c", "By Monday 197 were dead.")
    readings = [
        _reading(first, "197", MILITANTS, 3.0),
        _reading(copy, "197", MILITANTS, 2.0),
        _reading(other, "197", "By Monday 197 were dead.", 1.0),
    ]
    draft = from_readings(readings, {"a": first, "b": copy, "c": other}, max_sentences=3)
    assert draft is not None
    assert [[quote.document_id for quote in claim.quotes] for claim in draft.claims] == [["a", "b"]]


def test_no_more_sentences_than_wanted() -> None:
    """`max_sentences` bounds the draft."""
    report = _report("a")
    readings = [_reading(report, "36", CIVILIANS, 1.0), _reading(report, "197", MILITANTS, 2.0)]
    draft = from_readings(readings, {"a": report}, max_sentences=1)
    assert draft is not None
    assert [claim.text for claim in draft.claims] == [MILITANTS]


def test_no_passage_answers() -> None:
    """Where no reading has an answer, there is no draft: the assistant abstains."""
    report = _report("a")
    assert from_readings([_reading(report, None, MILITANTS, 2.0)], {"a": report}, max_sentences=3) is None
    assert from_readings([], {}, max_sentences=3) is None
