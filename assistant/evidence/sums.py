"""Whether the parts that a sentence gives add up to the total that it gives."""

from __future__ import annotations

import re
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from assistant.evidence.counted import STATES
from assistant.evidence.finding import find_all
from assistant.evidence.values import Value, compatible, quantity, units_fit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.evidence.values import FoundValue, Hedge

# What the parts of a total come after: those that name all of them, and those that may leave some out.
_ALL = re.compile(
    r"(?:\b(?:comprising|consisting of|made up of|namely|that is|broken down (?:into|as))|[:\u2014\u2013(])\W*$",
    re.IGNORECASE,
)
_SOME = re.compile(
    r"\b(?:including|includ(?:es?|ing)|among (?:them|whom|these)|of (?:them|whom|these)|with)\b\W*$", re.IGNORECASE
)
# Parts stand side by side: what is between two of them holds no verb that tells something new.
_BETWEEN = re.compile(
    r"^(?:\s[^\s,;.:()]+){0,6}?\s*(?:,\s*(?:and\s+)?|\s+and\s+|;\s*(?:and\s+)?|\s*\+\s*)$", re.IGNORECASE
)
_LEAST_PARTS = 2


def misfit(sentence: str) -> str | None:
    """Return what does not add up in `sentence` ("197 + 36 + 22 = 255, not 300"), `None` where nothing is amiss.

    A total is followed by two parts or more of what it counts. Parts said to be all of it must fit the total with its
    hedge; parts that it includes may be fewer, never more. Sentences that name only some of their parts in another way
    are not judged.
    """
    counts = [item for item in find_all(sentence) if item.value.kind == "number" and item.value.figure is not None]
    for place, total in enumerate(counts[:-_LEAST_PARTS]):
        parts = _side_by_side(sentence, total, counts[place + 1 :])
        if len(parts) < _LEAST_PARTS:
            continue
        before = sentence[total.span.end : parts[0].span.start]
        # A list that goes on in other words is not all of it.
        whole = bool(_ALL.search(before)) and len(parts) == len(counts) - place - 1
        if not (whole or _SOME.search(before)):
            continue
        added = _added([part.value for part in parts])
        if not (_fits(total.value, added) if whole else _within(total.value, added)):
            sums = " + ".join(_plain(part.value) for part in parts)
            return f"{sums} = {_plain(added)}, not {total.value.text}"
    return None


def _side_by_side(sentence: str, total: FoundValue, counts: Sequence[FoundValue]) -> list[FoundValue]:
    """Return the figures that may be parts of `total`: smaller, of people in no other state, one beside the other."""
    fit = list(takewhile(lambda item: _may_be_part(item, total), counts))
    parts = fit[:1]
    for one, other in pairwise(fit):
        if not _BETWEEN.match(sentence[one.span.end : other.span.start]) or _same_thing(one, other):
            break
        parts.append(other)
    return parts


def _may_be_part(item: FoundValue, total: FoundValue) -> bool:
    smaller = (item.value.figure or 0) < (total.value.figure or 0)
    return smaller and not (item.counted in STATES and item.counted != total.counted)


def _same_thing(one: FoundValue, other: FoundValue) -> bool:
    # "31 killed and 50 wounded" are no parts of one total; nor are two counts of one thing.
    return one.counted is not None and one.counted == other.counted


def _added(values: Sequence[Value]) -> Value:
    hedges: set[Hedge] = {value.hedge for value in values} - {"exact"}
    hedge: Hedge = hedges.pop() if len(hedges) == 1 else "about" if hedges else "exact"
    total = sum(value.figure or 0 for value in values)
    return quantity(kind="number", text=f"{total:g}", figure=total, hedge=hedge, unit=None)


def _fits(total: Value, added: Value) -> bool:
    return units_fit(total, added) and compatible(total, added)


def _within(total: Value, added: Value) -> bool:
    # No more than the total allows: "more than 250" allows any number.
    return total.high is None or added.low is None or added.low <= total.high


def _plain(value: Value) -> str:
    return f"{value.figure:,.0f}" if value.figure is not None and value.figure == int(value.figure) else value.text
