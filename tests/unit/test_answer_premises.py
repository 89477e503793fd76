"""Questions that the reports do not answer, and what they say instead."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answer import instead
from assistant.answer.disputes import dispute
from assistant.records import Document, Draft, DraftClaim, Ledger, Passage, Position, Quote, Span
from assistant.text import sha256

TEXTS = {
    "fire": (
        "The mill in Dover burnt down on Friday, and two people were hurt.\n"
        "How the fire at the Dover mill began is disputed. The mayor spoke of a lamp. The owner blames a spark.\n"
        "A guard had seen smoke. What kind of lamp hung in the mill is therefore unclear.\n"
        "The Free Millers claimed the burning of the mill in a letter. The mill stood on the Ouse river."
    ),
    "gift": (
        "Who gave the bell to the church of Arles is not settled.\n"
        "The bishop says that it was a baker. He has a letter.\n"
        "The baker's heirs name a sailor."
    ),
    "cat": "Bart the cat turned up at a store in Nice looking for food, although it is unclear if he was hungry.",
}
DOCUMENTS = {
    name: Document(document_id=name, title=name, text=text, content_hash=sha256(text), source=name)
    for name, text in TEXTS.items()
}
PASSAGES = tuple(
    Passage(passage_id=f"{name}:0", document_id=name, span=Span(0, len(text)), text=text)
    for name, text in TEXTS.items()
)


def _said(draft: Draft | None) -> list[str]:
    return [claim.text for claim in draft.claims] if draft else []


def _read(sentence: str) -> Draft:
    start = TEXTS["fire"].index(sentence)
    quote = Quote(document_id="fire", span=Span(start, start + len(sentence)))
    return Draft(claims=(DraftClaim(text=sentence, quotes=(quote,)),), short_answer=None)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (
            "How did the fire at the Dover mill begin?",
            [
                "How the fire at the Dover mill began is disputed.",
                "The mayor spoke of a lamp.",
                "The owner blames a spark.",
            ],
        ),
        # A sentence that ends its paragraph sums up what stands before it.
        (
            "What kind of lamp hung in the mill at Dover?",
            ["A guard had seen smoke.", "What kind of lamp hung in the mill is therefore unclear."],
        ),
        # One that is a paragraph by itself opens those after it.
        (
            "Who gave the church of Arles its bell?",
            [
                "Who gave the bell to the church of Arles is not settled.",
                "The bishop says that it was a baker.",
                "The baker's heirs name a sailor.",
            ],
        ),
    ],
)
def test_accounts_that_differ_are_given_with_the_sentence_that_says_so(question: str, said: list[str]) -> None:
    """Every sentence is quoted at its place."""
    draft = dispute(question, PASSAGES, DOCUMENTS)
    assert _said(draft) == said
    assert draft is not None
    for claim in draft.claims:
        (quote,) = claim.quotes
        assert quote.span.of(TEXTS[quote.document_id]) == claim.text


def test_a_passage_that_holds_part_of_a_sentence_is_quoted_as_it_is() -> None:
    """A line without full stops is cut into passages: what they hold is no whole sentence of the report."""
    text = "row of a table " * 40 + "how the fire in Dorn began is disputed " + "row of a table " * 40
    document = Document(document_id="t", title="t", text=text, content_hash=sha256(text), source="t")
    start = text.index("how the fire")
    part = Span(start, start + 70)
    draft = dispute(
        "How did the fire in Dorn begin?",
        [Passage(passage_id="t:0", document_id="t", span=part, text=part.of(text))],
        {"t": document},
    )
    assert draft is not None
    assert [quote.span.of(text) for claim in draft.claims for quote in claim.quotes] == _said(draft)
    assert "is disputed" in _said(draft)[0]


@pytest.mark.parametrize(
    "question",
    [
        "Why did the fire at the Dover mill begin?",  # a reason is no account
        "How did the fire at the Arles mill begin?",  # another place
        "Who owned the harbour of Dover?",  # another matter
        "Which store in Nice did Bart the cat turn up at?",  # what is unclear is something else
        "How did it begin?",
        "",
    ],
)
def test_other_questions_are_in_no_dispute(question: str) -> None:
    """A word of dispute near the topic is not enough."""
    assert dispute(question, PASSAGES, DOCUMENTS) is None


@pytest.mark.parametrize(
    ("question", "said"),
    [
        # Another party says that it did it.
        ("Why did the Red Guard attack the mill of Dover?", []),
        (
            "Why did the Red Guard set fire to the mill in Dover?",
            ["The Free Millers claimed the burning of the mill in a letter."],
        ),
        ("Why did the Free Millers set fire to the mill in Dover?", []),
        # The nearest sentence to a yes or no question, which has another value in the place of the last.
        (
            "Were two people hurt at the mill in Dover on Monday?",
            ["The mill in Dover burnt down on Friday, and two people were hurt."],
        ),
        ("Did the mayor of Dover buy a boat?", []),
        ("When did the mayor of Dover buy a boat?", []),
    ],
)
def test_what_the_reports_say_instead(question: str, said: list[str]) -> None:
    """A correction is of the same deed or event; where none is told, the question stays unanswered."""
    assert _said(instead(question, PASSAGES, DOCUMENTS, draft=None, likely=0.0)) == said


def test_a_weak_answer_gives_way_to_a_sentence_that_tells_more_of_the_question() -> None:
    """One that the reader is sure of does not, nor does one whose sentence tells as much."""
    question = "Who says how the fire at the Dover mill began?"
    weak = _read("A guard had seen smoke.")
    near = _read("How the fire at the Dover mill began is disputed.")
    disputed = _said(dispute(question, PASSAGES, DOCUMENTS))

    assert _said(instead(question, PASSAGES, DOCUMENTS, draft=weak, likely=0.5)) == disputed
    assert instead(question, PASSAGES, DOCUMENTS, draft=weak, likely=0.9) is weak
    assert instead(question, PASSAGES, DOCUMENTS, draft=near, likely=0.5) is near


def test_positions_that_differ_give_way_to_no_denial() -> None:
    """They show already that the reports differ, and whose each is."""
    question = "Who says how the fire at the Dover mill began?"
    positions = tuple(Position(value=value, as_of=None, publishers=(), origins=1) for value in ("a lamp", "a spark"))
    weak = replace(
        _read("A guard had seen smoke."), ledger=Ledger(positions=positions, agreement="conflicting", reason="")
    )

    assert instead(question, PASSAGES, DOCUMENTS, draft=weak, likely=0.5) is weak
