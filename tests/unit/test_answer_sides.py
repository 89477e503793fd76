"""Answers made whole: the other side of a yes or no question, the share of a figure, the rest of a name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answer import is_contested, made_whole, with_sides
from assistant.records import Document, Draft, DraftClaim, Passage, Quote, Reading, Span
from assistant.text import sentence_spans

TEXT = (
    "Blue Line says it warned the towns at 11 p.m. The mayors say that no message came. Rain fell.\n"
    "There is no cholera in Ely, the clinic said. It tested 30 people.\n"
    "Doctors Abroad stood by this.\n"
    "Energy Minister Karl Moor spoke for an hour. He rejected calls to step down."
)
DOCUMENT = Document(document_id="a", title="Ely", text=TEXT, content_hash="a", source="a")


def _draft(sentence: str, *others: str) -> Draft:
    def claim(text: str) -> DraftClaim:
        start = TEXT.index(text)
        return DraftClaim(text=text, quotes=(Quote(document_id="a", span=Span(start, start + len(text))),))

    return Draft(claims=tuple(claim(text) for text in (sentence, *others)), short_answer=None)


@pytest.mark.parametrize(
    ("question", "found", "said"),
    [
        (
            "Did Blue Line warn the towns?",
            ("The mayors say that no message came.", "Rain fell."),
            ["Blue Line says it warned the towns at 11 p.m.", "The mayors say that no message came."],
        ),
        (
            "Is there cholera in Ely?",
            ("There is no cholera in Ely, the clinic said.",),
            ["There is no cholera in Ely, the clinic said.", "Doctors Abroad stood by this."],
        ),
        (
            "Did the energy minister step down?",
            ("Energy Minister Karl Moor spoke for an hour.",),
            ["Energy Minister Karl Moor spoke for an hour.", "He rejected calls to step down."],
        ),
        # Only yes or no has two sides.
        ("When did it rain?", ("Rain fell.",), ["Rain fell."]),
    ],
)
def test_yes_or_no_is_answered_with_what_stands_against_it(
    question: str, found: tuple[str, ...], said: list[str]
) -> None:
    """The sentence beside it that has more of the question, and the one that denies it, are said too."""
    draft = with_sides(question, _draft(*found), {"a": DOCUMENT}, most=3)
    assert [claim.text for claim in draft.claims][: len(said)] == said
    assert "Rain fell." not in [claim.text for claim in draft.claims[1:]]
    assert all(claim.quotes[0].span.of(TEXT) == claim.text for claim in draft.claims)


def test_why_is_answered_with_the_sentence_that_tells_what_had_gone_before() -> None:
    """Where the one that was read gives no reason; where it does, nothing is added."""
    text = "The toll was corrected on Monday. One man had been counted twice. It rained. It fell because of snow."
    document = replace(DOCUMENT, text=text)

    def draft(sentence: str) -> Draft:
        start = text.index(sentence)
        quote = Quote(document_id="a", span=Span(start, start + len(sentence)))
        return Draft(claims=(DraftClaim(text=sentence, quotes=(quote,)),), short_answer="on Monday")

    bare = with_sides(
        "Why was the toll corrected?", draft("The toll was corrected on Monday."), {"a": document}, most=3
    )
    assert [claim.text for claim in bare.claims][1:] == ["One man had been counted twice."]
    assert bare.short_answer is None
    told = with_sides("Why did it fall?", draft("It fell because of snow."), {"a": document}, most=3)
    assert len(told.claims) == 1
    assert told.short_answer == "on Monday"


@pytest.mark.parametrize(
    ("question", "sentence", "read", "whole"),
    [
        ("How many sirens failed?", "Eleven of the 14 sirens failed.", "14", "Eleven of the 14"),
        ("How many sirens are there?", "Eleven of the 14 sirens failed.", "14", "14"),
        ("How many sirens failed?", "Most of all the 14 sirens failed.", "14", "14"),
        ("Who counted them?", "Doctors without Borders counted 3.", "Doctors", "Doctors without Borders"),
        ("Who counted them?", "The aid group Nurses for All counted 3.", "Nurses", "Nurses for All"),
        ("Who counted them?", "Ada Lee for once counted 3.", "Ada Lee", "Ada Lee"),
    ],
)
def test_an_answer_has_the_words_it_cannot_do_without(question: str, sentence: str, read: str, whole: str) -> None:
    """A total is not the share that is asked for, nor a name's first word the name."""
    start = sentence.index(read)
    span = sentence_spans(sentence)[0]
    found = Reading(
        passage=Passage(passage_id="a", document_id="a", span=span, text=sentence),
        answer_span=Span(start, start + len(read)),
        sentence_span=span,
        score=1.0,
        probability=0.9,
    )
    answer = made_whole(question, found, sentence).answer_span
    assert answer is not None
    assert answer.of(sentence) == whole


def _said(*texts: str) -> Draft:
    quote = Quote(document_id="a", span=Span(0, 1))
    return Draft(claims=tuple(DraftClaim(text=text, quotes=(quote,)) for text in texts), short_answer=None)


@pytest.mark.parametrize(
    ("question", "texts", "contested"),
    [
        ("Did Blue Line warn the towns?", ("It warned the towns, it says.", "The mayors denied it on Monday."), True),
        ("Was the dam to blame?", ("Engineers blame the dam.", "Its owner rejected the charge that it failed."), True),
        ("Did the minister step down?", ("Karl Moor spoke for an hour.", "He rejected calls to step down."), False),
        ("Did Blue Line warn the towns?", ("The mayors denied it on Monday.",), False),
        ("Who opened the gates?", ("Who opened the gates is disputed.", "Moor names the operator."), True),
        ("Who opened the gates?", ("The operator opened the gates.", "Moor denied that he knew."), False),
    ],
)
def test_sides_that_deny_one_another_are_no_single_account(
    question: str, texts: tuple[str, ...], *, contested: bool
) -> None:
    """Of a yes or no question one side must deny what another says; else the answer must begin with the dispute."""
    assert is_contested(question, _said(*texts)) is contested
