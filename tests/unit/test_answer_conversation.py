"""Follow-up questions, and questions of several parts."""

from __future__ import annotations

import pytest

from assistant.answer import parts, standalone, wants_sentences
from assistant.records import Turn


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("And how many civilians?", "How many civilians were killed?"),
        ("civilians?", "How many civilians were killed?"),
        ("Who said that?", "Who said that 197 militants were killed?"),
        ("Where was the train stopped on Tuesday?", "Where was the train stopped on Tuesday?"),
    ],
)
def test_standalone_carries_the_last_question_along_only_when_needed(question: str, expected: str) -> None:
    """A question that leans on the one before it gets what it leaves out from there; any other stays as it is."""
    history = [Turn(question="How many militants were killed?", answer="197")]
    assert standalone(question, history) == expected
    assert standalone(question, ()) == question


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How many died?", ("How many died?",)),
        ("Which countries condemned it and offered help?", ("Which countries condemned it and offered help?",)),
        ("killed and wounded in Quetta", ("killed and wounded in Quetta",)),
        (
            "Who claimed the attacks, and how many people were killed?",
            ("Who claimed the attacks?", "how many people were killed?"),
        ),
        ("When and where was the train stopped?", ("When was the train stopped?", "Where was the train stopped?")),
        (
            "Which train was besieged, and on which day was it stopped?",
            ("Which train was besieged?", "on which day was it stopped?"),
        ),
        ("Is the group banned, and was it asked for again?", ("Is the group banned?", "was it asked for again?")),
        ("Who was killed? Who did it?", ("Who was killed?", "Who did it?")),
        ("Who was attacked and by whom?", ("Who was attacked?", "by whom was attacked?")),
        (
            "How many died by Monday, according to Bugti and according to Asif?",
            ("How many died by Monday according to Bugti?", "How many died by Monday according to Asif?"),
        ),
        ("What did the minister say and who else spoke about what and when it began", None),
    ],
)
def test_parts_are_the_questions_that_a_question_puts(question: str, expected: tuple[str, ...] | None) -> None:
    """Two questions in one are taken apart; "and" between two nouns or verbs parts nothing."""
    found = parts(question)
    assert all(found)
    assert expected is None or found == expected


@pytest.mark.parametrize(
    ("question", "several"),
    [
        ("Why was the border closed?", True),
        ("How did the operation end?", True),
        ("What happened in Nushki?", True),
        ("List the places that were attacked", True),
        ("How many died?", False),
        ("Who claimed it?", False),
        ("Where was the train stopped?", False),
    ],
)
def test_reasons_and_courses_of_events_want_sentences(question: str, *, several: bool) -> None:
    """A reason is rarely a few words; a figure, a name or a place is."""
    assert wants_sentences(question) is several
