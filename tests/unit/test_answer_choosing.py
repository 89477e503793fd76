"""Which form of a follow-up to take: the rules', or what was typed with the words of the last question beside it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answer import Form, beside, is_better
from assistant.answer.choosing import stands_alone
from assistant.records import Turn

WHO = Turn(question="Who led the raid on the port of Dorn?", answer="Ada Lee led it. [1]")


def test_the_words_of_the_last_question_stand_beside_what_was_typed() -> None:
    """Those that it has itself, and small ones, are left out."""
    assert beside("how old was the leader of the raid?", [WHO]) == "How old was the leader of the raid (led port Dorn)?"


@pytest.mark.parametrize("question", ["thanks", "Who said that?"])
def test_what_leans_on_no_event_has_nothing_beside_it(question: str) -> None:
    """Thanks, and a question after the last answer."""
    assert beside(question, [WHO]) is None


def test_without_a_conversation_there_is_nothing_to_put_beside() -> None:
    """A first question is asked as it is."""
    assert beside("How old was she?", []) is None


@pytest.mark.parametrize(
    ("typed", "rules", "beside_likely", "rules_likely", "better"),
    [
        # The rules only added to it: about as likely is enough.
        ("how old was she?", "How old was she in Dorn?", 0.6, 0.65, True),
        # They put it into the last question: the other has to be far likelier.
        ("and civilians?", "How many civilians died in Dorn?", 0.6, 0.65, False),
        ("and civilians?", "How many civilians died in Dorn?", 0.95, 0.3, True),
    ],
)
def test_what_the_rules_rewrote_is_likelier_meant_than_what_they_added_to(
    typed: str, rules: str, beside_likely: float, rules_likely: float, *, better: bool
) -> None:
    """Both are answered: how likely, and how much of what was typed the rules kept, decide."""
    one, two = Form("", beside_likely, is_answered=True), Form(rules, rules_likely, is_answered=True)
    assert is_better(typed, [WHO], one, two) is better


def test_an_answer_is_better_than_none() -> None:
    """Whatever the rules made of it."""
    one, two = Form("", 0.5, is_answered=True), Form("How many civilians died?", 0.1, is_answered=False)
    assert is_better("and civilians?", [WHO], one, two)
    assert not is_better("and civilians?", [WHO], two, one)


def test_what_has_a_name_of_its_own_is_asked_as_it_stands() -> None:
    """It turns to something else: words of the conversation beside it have to be far likelier."""
    asked = "How many people live in Ostend?"
    assert stands_alone(asked, [WHO])
    assert not stands_alone("How many live there?", [WHO])
    one, two = Form("", 0.8, is_answered=True), Form(asked, 0.7, is_answered=True)
    assert not is_better(asked, [WHO], one, two)


def test_reports_that_were_cited_before_are_likelier_meant() -> None:
    """The form that they answer is taken."""
    history = [replace(WHO, documents=("a", "b"))]
    typed, cited = "How old was she?", frozenset(("b", "c"))
    one = Form("", 0.7, is_answered=True, documents=cited)
    two = Form("How old was Ada Lee?", 0.7, is_answered=True, documents=frozenset(("d",)))
    assert is_better(typed, history, one, two)
    assert not is_better(typed, history, one._replace(documents=two.documents), two._replace(documents=cited))


def test_an_answer_holds_what_was_asked() -> None:
    """Names above all: "And according to the Courier?" is not answered by what the army said."""
    typed = "And according to the Courier?"
    rules = Form("How many died in Dorn according to the Courier?", 0.6, is_answered=True, said="The Courier has 12.")
    other = Form("", 0.8, is_answered=True, said="The army said nine died.")
    assert not is_better(typed, [WHO], other, rules)
    assert is_better(typed, [WHO], other._replace(said=rules.said), rules._replace(said=other.said))
