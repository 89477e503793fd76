"""Accounts that stand in the sentence beside the one that was read."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.evidence.finding import find_all
from assistant.evidence.neighbours import neighbours
from assistant.evidence.told import Told
from assistant.records import Document, Passage, Span
from assistant.text import sentence_spans


def beside(text: str, read: str, passage: int | None = None) -> list[str]:
    """Return what the neighbours of the sentence with `read` give in its place, in a passage of so many characters."""
    document = Document(document_id="r", title="", text=text, content_hash=text, source="r", published_at="2031-05-04")
    start = text.index(read)
    sentence = next(span for span in sentence_spans(text) if span.start <= start < span.end)
    held = next(
        item
        for item in find_all(sentence.of(text), published=date(2031, 5, 4))
        if item.span.shifted(sentence.start).start <= start + len(read) - 1
    )
    found_in = Span(0, passage or len(text))
    told = Told(
        document=document,
        passage=Passage(passage_id="p", document_id="r", span=found_in, text=found_in.of(text)),
        sentence=sentence,
        span=held.span.shifted(sentence.start),
        value=held.value,
    )
    return [found.span.of(text) for found in neighbours([told], {"r": document})]


@pytest.mark.parametrize(
    ("text", "read", "expected"),
    [
        (
            "The subsidy will return on 1 November, the premier announced. Her rival said it would be on 9 November.",
            "1 November",
            ["9 November"],
        ),
        ("Police saw 8,000 people. The union counted 25,000.", "8,000", ["25,000"]),
        ("The union counted 25,000 people. Police saw 8,000.", "25,000", ["8,000"]),
        ("Police saw 8,000 people.\nThe union counted 25,000.", "8,000", []),
        ("Police saw 8,000 people. Police counted 25,000 on Monday.", "8,000", []),
        ("Police saw 8,000 people. Seventy shops closed.", "8,000", []),
        ("Police saw 8,000 people. The union counted 40 buses.", "8,000", []),
        ("Police saw 8,000 people. The union counted 900 women and 25,000 people.", "8,000", ["25,000"]),
        ("Police saw 8,000 people. The union counted 900 in the morning and 2,500 later.", "8,000", []),
    ],
)
def test_the_next_sentence_may_give_anothers_account(text: str, read: str, expected: list[str]) -> None:
    """In the same paragraph, by another source, and no other thing: one value that could stand in its place."""
    assert beside(text, read) == expected


def test_a_sentence_beyond_the_passage_is_none() -> None:
    """What is hidden in a report is blanked in the passages that were found, and nowhere else."""
    text = "Police saw 8,000 people. The union counted 25,000."
    assert beside(text, "8,000", passage=len("Police saw 8,000 people.")) == []
