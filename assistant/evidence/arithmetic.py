"""Compute with figures that reports give: add, take away, set against one another. Hedges go into the result."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Literal

from assistant.evidence.finding import parse
from assistant.evidence.retold import MAX_GAP_DAYS
from assistant.evidence.units import measure_of
from assistant.evidence.values import Value, compatible, entails, quantity
from assistant.records import Calculation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.evidence.values import Hedge
    from assistant.records import Combination, CombinationKind, Operand, Standing, Term

# Which way the true figure may lie from the one written: "at least" up, "fewer than" down, "about" both.
_Way = Literal["up", "down", "both", ""]
_WAYS: dict[Hedge, _Way] = {
    "exact": "",
    "at_least": "up",
    "more_than": "up",
    "just_over": "up",
    "up_to": "down",
    "less_than": "down",
    "nearly": "down",
    "about": "both",
    "range": "both",
    "vague": "both",
}
_TURNED: dict[_Way, _Way] = {"up": "down", "down": "up", "both": "both", "": ""}
_HEDGES: dict[_Way, Hedge] = {"up": "at_least", "down": "up_to", "both": "about", "": "exact"}
_SIDE_BY_SIDE: frozenset[CombinationKind] = frozenset({"each", "course"})


def calculate(combination: Combination, terms: Sequence[Term]) -> Calculation | None:
    """Return what the combination makes of its terms, in order; `None` where they cannot be computed with.

    Figures of unlike kind or measure are never added or compared: counts with money, hours with kilometres, a day with
    a month that holds it; nor are those of several parties set side by side that tell of different times.
    """
    if not _of_one_time(terms):
        return None
    if combination.kind in _SIDE_BY_SIDE:
        return _made(combination, terms, ", ".join(term.value for term in terms)) if terms else None
    values = [value for value in map(_value, terms) if value is not None]
    if len(values) < max(2, len(combination.operands)) or not _alike(values):
        return None
    if combination.kind in ("sum", "difference", "remainder"):
        return None if values[0].kind == "date" else _reckoned(combination, terms, values)
    standing = _standing(values[0], values[1])
    if not standing or combination.kind == "relation":
        return _made(combination, terms, standing, standing) if standing else None
    first = standing in (("fewer", "earlier") if combination.lesser else ("more", "later"))
    level = standing in ("equal", "same day")
    return _made(combination, terms, "neither" if level else terms[0 if first else 1].operand.label, standing)


def _of_one_time(terms: Sequence[Term]) -> bool:
    """Return whether counts by party or place may be of one event; a name with a year in it says that they are not."""
    days = sorted(date.fromisoformat(term.day[:10]) for term in terms if term.day and _of_its_time(term.operand))
    return not days or (days[-1] - days[0]).days <= MAX_GAP_DAYS


def _of_its_time(operand: Operand) -> bool:
    return operand.question.startswith("How") and bool(operand.speaker or re.match(r"[^\d]+$", operand.named))


def _reckoned(combination: Combination, terms: Sequence[Term], values: Sequence[Value]) -> Calculation | None:
    if combination.kind == "sum":
        return _bounded(combination, terms, _total(values))
    standing = _standing(values[0], values[1])
    # A part that is larger than its whole is no part of it.
    if combination.kind == "remainder" and standing == "fewer":
        return None
    return _bounded(combination, terms, _difference(values[0], values[1]), standing)


def _value(term: Term) -> Value | None:
    found = parse(term.value, published=date.fromisoformat(term.day[:10]) if term.day else None)
    usable = found is not None and found.kind != "text" and found.resolved and _point(found) is not None
    # "Dozens" is no figure to compute with.
    usable = usable and found is not None and found.hedge != "vague"
    return found if usable else None


def _point(value: Value) -> float | None:
    if value.hedge == "range" and value.low is not None and value.high is not None:
        return (value.low + value.high) / 2
    return next((end for end in (value.figure, value.low, value.high) if end is not None), None)


def _alike(values: Sequence[Value]) -> bool:
    first = values[0]
    units = {value.unit for value in values}
    if any(value.kind != first.kind for value in values):
        return False
    # Counted things differ in a sum; what is measured has one unit, and so has money.
    return first.kind == "date" or len(units) == 1 or not (first.kind != "number" or any(map(measure_of, units)))


def _total(values: Sequence[Value]) -> Value:
    return _quantity(values[0], sum(_point(value) or 0.0 for value in values), [_WAYS[value.hedge] for value in values])


def _difference(first: Value, second: Value) -> Value:
    one, two = _point(first) or 0.0, _point(second) or 0.0
    greater, other = (first, second) if one >= two else (second, first)
    return _quantity(first, abs(one - two), [_WAYS[greater.hedge], _TURNED[_WAYS[other.hedge]]])


def _quantity(like: Value, figure: float, ways: Sequence[_Way]) -> Value:
    unhedged: set[_Way] = set(ways) - {""}
    way: _Way = next(iter(unhedged), "") if len(unhedged) < 2 else "both"  # noqa: PLR2004 - two ways are no way
    # What is counted is said in the sentence, and a sum may count several things.
    unit = like.unit if like.kind != "number" or measure_of(like.unit) else None
    return quantity(kind=like.kind, text="", figure=figure, hedge=_HEDGES[way], unit=unit)


def _standing(first: Value, second: Value) -> Standing:
    if first.kind == "date":
        return _in_time(first, second)
    one, two = _point(first) or 0.0, _point(second) or 0.0
    if one == two:
        return "equal"
    return "more" if one > two else "fewer"


def _in_time(first: Value, second: Value) -> Standing:
    one, two = first.days, second.days
    if one is None or two is None:
        return ""
    if one[1] < two[0]:
        return "earlier"
    if two[1] < one[0]:
        return "later"
    return "same day" if one == two and one[0] == one[1] else ""


def _bounded(combination: Combination, terms: Sequence[Term], value: Value, standing: Standing = "") -> Calculation:
    bound = parse(combination.bound) if combination.bound else None
    holds = None
    if bound and bound.kind == value.kind:
        holds = True if entails(value, bound) else None if compatible(value, bound) else False
    return _made(combination, terms, value.display, standing, holds=holds)


def _made(
    combination: Combination,
    terms: Sequence[Term],
    result: str,
    standing: Standing = "",
    *,
    holds: bool | None = None,
) -> Calculation:
    return Calculation(
        kind=combination.kind,
        operands=tuple(term.value for term in terms),
        given=tuple(term.value for term in terms if not term.quotes),
        result=result,
        standing=standing,
        holds=holds,
    )
