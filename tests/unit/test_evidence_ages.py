"""Whose age a sentence gives, and which readings are of whom a question names."""

from __future__ import annotations

import pytest

from assistant.evidence import of_whom_asked
from assistant.evidence.ages import owner_of_age
from assistant.records import Document, Span
from tests.readings import read_in

TEXT = (
    "The spokesman, Ivo Keld, said 40 men took part under Issa Baruk, a 38-year-old former clerk. The army named a"
    " 59-year-old surveyor. Ingrid Sol, 55, runs the firm."
)


def report() -> Document:
    """Return a report with three ages."""
    return Document(document_id="r", title="Raid", text=TEXT, content_hash="r", source="r")


@pytest.mark.parametrize(
    ("sentence", "age", "owner"),
    [
        ("He led them with Issa Baruk, a 38-year-old former clerk.", "38", "Issa Baruk"),
        ("The 61-year-old teacher Anda Harl spoke.", "61", "Anda Harl"),
        ("Police held Ivo Brann (34) there.", "34", "Ivo Brann"),
        ("Lea Marn, who turned 80 on Monday, left.", "80", "Lea Marn"),
        ("A 59-year-old surveyor died.", "59", None),
        ("In Port Dorn, 61-year-old Anda Harl won.", "61", "Anda Harl"),
        ("Anda Harl died in Dorn, aged 61.", "61", None),
        ("The 61-year-old told the Guardian newspaper.", "61", None),
        ("He is 47.", "47", None),
    ],
)
def test_an_age_is_of_whoever_the_words_around_it_name(sentence: str, age: str, owner: str | None) -> None:
    """The name before or behind it; an age that stands beside nobody's name is nobody's."""
    at = sentence.index(age)
    assert owner_of_age(sentence, Span(at, at + len(age))) == owner


@pytest.mark.parametrize(
    ("question", "kept"),
    [
        ("how old is Ivo Keld", []),
        ("How old was Issa Baruk?", ["38-year-old"]),
        ("What is Baruk's age?", ["38-year-old"]),
        ("How old was the youngest man in Sol?", ["38-year-old", "59-year-old", "55"]),
        ("How old is the head of Sol?", ["38-year-old", "59-year-old", "55"]),
        ("How many men took part?", ["38-year-old", "59-year-old", "55"]),
    ],
)
def test_another_ones_age_answers_nothing(question: str, kept: list[str]) -> None:
    """Only where a person is asked about by name: the head of a firm has a name that the question does not know."""
    reading = read_in(report(), ("38-year-old", 1.0), ("59-year-old", 0.5), ("55", 0.0))
    found = of_whom_asked(question, [reading], {"r": report()})

    words = [one.answer_span.of(TEXT) for item in found for one in (item, *item.further) if one.answer_span]
    assert words == kept
