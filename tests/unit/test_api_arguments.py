"""What callers may ask, and how much of what was said before is looked at."""

from __future__ import annotations

import pytest

from assistant import Abstention, Filters, QuestionError, Trace, Turn
from assistant.api.arguments import LONGEST_QUESTION, LONGEST_TURN, MOST_TURNS, question_of, recent, several


def test_a_question_has_a_length() -> None:
    """One as long as is allowed is taken; one character more is refused with the figures and the next step."""
    longest = "w" * LONGEST_QUESTION
    assert question_of(longest) == longest
    with pytest.raises(QuestionError, match="2,001 characters; at most 2,000") as raised:
        question_of(f"{longest}?")
    assert "fewer words" in raised.value.hint


def test_a_blank_question_is_a_mistake_of_the_caller() -> None:
    """It is no question at all."""
    with pytest.raises(ValueError, match="the question is empty"):
        question_of("")


def test_of_a_conversation_the_end_is_looked_at_and_of_each_turn_the_beginning() -> None:
    """The rules for follow-ups see a bounded text, however much was said."""
    said = [Turn(question=f"{number} " + "which " * 9_999, answer="so " * 9_999) for number in range(MOST_TURNS + 5)]
    kept = recent(said)
    assert [turn.question.split()[0] for turn in kept] == [str(number) for number in range(5, MOST_TURNS + 5)]
    assert {len(turn.question) for turn in kept} | {len(turn.answer) for turn in kept} == {LONGEST_TURN}


def test_an_outcome_is_a_turn_and_a_bare_question_is_none() -> None:
    """Whoever keeps what `ask` returned has the history; what was asked alone lacks the answer."""
    trace = Trace(question="How many died?", filters=Filters(), stages=())
    outcome = Abstention(text="No.", reason="no_evidence", nearest=(), missing=(), mode="reader", trace=trace)
    assert recent([outcome]) == (Turn(question="How many died?", answer=""),)
    with pytest.raises(TypeError, match="Turn"):
        recent(["How many died?"])  # type: ignore[list-item]


def test_one_publisher_is_a_list_of_one() -> None:
    """Its letters are no publishers."""
    assert several("Harbour Wire") == ("Harbour Wire",)
    assert several(["Dawn", "Mint"]) == ("Dawn", "Mint")
