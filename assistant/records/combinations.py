"""Questions that combine figures: what has to be found for them, and what was computed from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.records.base import Record

# "remainder" is what a part leaves of a whole. "comparison" asks which of two is meant, "relation" how one stands to
# the other; "each" puts figures side by side.
CombinationKind = Literal["sum", "difference", "remainder", "comparison", "relation", "course", "each"]
# How the first operand stands to the second; "" where that is not compared.
Standing = Literal["more", "fewer", "equal", "later", "earlier", "same day", ""]


@dataclass(frozen=True, slots=True, kw_only=True)
class Operand(Record):
    """One figure or date that a combination needs: asked for, or given in the question.

    Attributes:
        label: What it is called when the result is said ("the BLA", "Monday 2 February 2026", "197 militants").
        question: Asks for it, and can be read alone; "" where the question gives the figure.
        given: The figure as the question gives it; "" where it has to be found.
        speaker: Whose figure it has to be; "" where anyone's will do.
        named: What the sentence that gives it, or the day or publisher of its report, has to name; "" for nothing more.
        weekday: On which it has to be reported first, where the question names one without a date; "" for any.
    """

    label: str
    question: str = ""
    given: str = ""
    speaker: str = ""
    named: str = ""
    weekday: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Combination(Record):
    """A question that no sentence of a report need answer: its operands, in order, and what is to be made of them.

    Attributes:
        kind: What is asked of the operands together.
        operands: One for a course, at least two for the others.
        lesser: Whether a comparison is after the smaller figure or the earlier day.
        bound: What a sum or a difference is held against ("more than 250"); "" where it is not.
    """

    kind: CombinationKind
    operands: tuple[Operand, ...]
    lesser: bool = False
    bound: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calculation(Record):
    """What a computed sentence was made from: no report is cited as saying its result.

    Attributes:
        kind: What was done.
        operands: The figures that went in, in order, each in the words of the report that is cited for it.
        given: Those of them that only the question gives: no report was found to say them.
        result: What came out: a figure with its hedge, the label of an operand, or the figures in order.
        standing: How the first operand stands to the second.
        holds: Whether the result is within the bound that was asked about; `None` where none was, or that is open.
    """

    kind: CombinationKind
    operands: tuple[str, ...]
    result: str
    given: tuple[str, ...] = ()
    standing: Standing = ""
    holds: bool | None = None
