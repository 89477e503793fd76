"""Of what is held every few years, the one before the one that was spoken of."""

from __future__ import annotations

import pytest

from assistant.answer import editions, standalone
from assistant.records import Turn

HISTORY = [Turn(question="What was the population of Norvia in the 2023 census?", answer="2 million")]


def test_the_one_before_is_put_with_the_year_that_reports_name() -> None:
    """The last before it, of those that any report names."""
    understood = standalone("and in the one before that?", HISTORY)
    assert understood == "What was the population of Norvia in the previous census?"
    edition = editions.before(understood, HISTORY)
    assert edition == ("census", 2023)
    texts = ("The census of 1998 found 1.1 million.", "In the 2017 census it was 1.8, in the 2023 census 2.0 million.")
    assert editions.dated(understood, *edition, texts) == "What was the population of Norvia in the 2017 census?"


def test_without_an_earlier_year_in_the_reports_the_question_stays() -> None:
    """Nothing is made up."""
    understood = standalone("and in the one before that?", HISTORY)
    assert editions.dated(understood, "census", 2023, ("The 2023 census found 2 million.",)) == understood


@pytest.mark.parametrize(
    "question", ["What was the population of Norvia?", "Who won the previous election?", "Who was the previous mayor?"]
)
def test_what_the_conversation_names_no_year_of_is_left_alone(question: str) -> None:
    """Only what was spoken of with its year has one before it."""
    assert editions.before(question, HISTORY) is None
