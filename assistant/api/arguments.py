"""What callers may give as a question or a day, made one form or refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from assistant.errors import QuestionError
from assistant.records import Abstention, Answer, Turn

if TYPE_CHECKING:
    from collections.abc import Sequence

Day = date | str
# Rules read questions and what was said before with patterns whose time grows faster than the text.
LONGEST_QUESTION = 2_000
LONGEST_TURN = 2_000
MOST_TURNS = 20


def not_blank(name: str, text: str) -> str:
    """Return `text`. Raises `ValueError` if it is blank."""
    if not text.strip():
        raise ValueError(f"the {name} is empty")
    return text


def question_of(text: str) -> str:
    """Return a question that is already normalised.

    Raises:
        ValueError: It is blank.
        QuestionError: It is too long to be one.
    """
    if len(text) > LONGEST_QUESTION:
        raise QuestionError(
            f"the question has {len(text):,} characters; at most {LONGEST_QUESTION:,} are taken",
            hint="ask in fewer words, or one thing at a time",
        )
    return not_blank("question", text)


def recent(history: Sequence[Turn | Answer | Abstention]) -> tuple[Turn, ...]:
    """Return the last turns, each cut to what the rules for follow-ups look at; an outcome is a turn that ended in it.

    Raises:
        TypeError: Something else was given as a turn.
    """
    turns = (_turn(item) for item in history[-MOST_TURNS:])
    return tuple(
        replace(turn, question=turn.question[:LONGEST_TURN], answer=turn.answer[:LONGEST_TURN]) for turn in turns
    )


def _turn(item: object) -> Turn:
    if isinstance(item, Turn):
        return item
    if isinstance(item, Answer | Abstention):
        return Turn.after(item)
    raise TypeError(f"history takes turns and outcomes, not {item!r}: give Turn(question=..., answer=...)")


def several(one_or_more: Sequence[str] | str) -> tuple[str, ...]:
    """Return the names that were given; one by itself is a list of one."""
    return (one_or_more,) if isinstance(one_or_more, str) else tuple(one_or_more)


def day(name: str, value: Day | None) -> date | None:
    """Return a day given in any form. Raises `ValueError` for text that is none."""
    if isinstance(value, datetime):
        return value.date()
    if value is None or isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise ValueError(f"{name} must be a day like 2026-02-04, not {value!r}") from error
