"""Other ways to put a follow-up in full than the rules' first."""

from __future__ import annotations

import pytest

from assistant.answer import alternatives, standalone
from assistant.records import Turn


def _history(*questions: str, answer: str = "") -> list[Turn]:
    return [Turn(question=question, answer=answer) for question in questions]


def test_a_question_without_history_or_that_asks_for_nothing_has_no_other_form() -> None:
    """Nothing can be put in from a conversation that there was not, and thanks ask for nothing."""
    assert alternatives("And civilians?", ()) == ()
    assert alternatives("Thanks!", _history("How many people were killed in Dorn?")) == ()


def test_a_question_that_breaks_off_is_no_obstacle() -> None:
    """Without its speaker the last question ends in "the": there is no noun to take from it, and no failure."""
    history = _history("Who attacked the according to the BLA?")
    assert standalone("And in Balochistan?", history)
    assert all(alternatives("And in Balochistan?", history))


def test_the_preferred_form_is_not_among_the_others_and_they_are_few() -> None:
    """What was read already is not read again, and a follow-up costs no more than a few readings."""
    history = _history(
        "Who is the mayor of Dorn?", "Did she visit the Falk camp?", "Were shops closed in Dorn on 4 May?"
    )
    for question in ("and schools?", "what did they say to the mayor?", "when did it reopen?"):
        others = alternatives(question, history)
        assert standalone(question, history) not in others
        assert len(others) == len(set(others)) <= 3


@pytest.mark.parametrize(
    ("question", "history", "expected"),
    [
        (
            "and phones?",
            ["Were trains suspended in Dorn on 4 May 2026?"],
            "Were phones suspended in Dorn on 4 May 2026?",
        ),
        (
            "and phones?",
            ["Were trains suspended in Dorn on 4 May 2026?"],
            "What happened to phones in Dorn on 4 May 2026?",
        ),
        (
            "from which robbery?",
            ["What did troops find in Dorn?"],
            "What did troops find in Dorn, from which robbery?",
        ),
        (
            "is a delay the same as a refusal?",
            ["Who delayed the vote in the United Kingdom?"],
            "Is a delay the same as a refusal?",
        ),
        (
            "does Lima consider them rebels?",
            ["Which group said it carried out the raids in Dorn, the NLA or the Guard?"],
            "Does Lima consider the NLA rebels in Dorn?",
        ),
        (
            "how many children?",
            ["How many people were killed in Dorn?", "Who runs the Lind school?"],
            "How many children were killed in Dorn?",
        ),
    ],
)
def test_a_follow_up_has_other_forms(question: str, history: list[str], expected: str) -> None:
    """A fragment takes another place, a pronoun another name, and an earlier question is gone on with."""
    assert expected in (*alternatives(question, _history(*history)), standalone(question, _history(*history)))


@pytest.mark.parametrize(
    "question", ["who said that?", "is that more than in Lima?", "is that still the toll?", "sources?"]
)
def test_what_asks_about_the_last_answer_has_no_other_form(question: str) -> None:
    """Who said it and whether it is more go with one answer; of another turn something else would be answered."""
    history = _history("How many people were killed in Dorn?", "How many were hurt in Dorn?", answer="Twelve.")
    assert alternatives(question, history) == ()


def test_people_who_are_counted_are_not_asked_after() -> None:
    """What became of the civilians is no answer to how many they were."""
    assert alternatives("and civilians?", _history("How many soldiers were killed in Dorn?")) == ()
