"""Which event in time an account tells of: an inquiry or an anniversary piece tells of one long past."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from assistant.evidence import dates
from assistant.evidence.values import same

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from assistant.evidence.ledger import Evidence
    from assistant.records import Document, Span

# Reports further apart than this tell of different times, so that a figure of one is no earlier state of the other's.
MAX_GAP_DAYS = 120
# An event may have begun so long before its first report; of its own week a report only tells when it was printed.
_WEEK = 7
_EXACT = frozenset({"day", "month", "range", "year"})


def of_one_time(evidence: Sequence[Evidence]) -> list[Evidence]:
    """Return what lies in one run of days with the likeliest reading, without a gap of more than `MAX_GAP_DAYS`.

    A report from outside of it counts all the same where it names a day of the run, or the likeliest reading's report
    its day, or where it gives what one of the run gives.
    """
    anchor = evidence[0].day
    if anchor is None:
        return list(evidence)
    days = sorted({item.day for item in evidence if item.day})
    start = end = days.index(anchor)
    while start > 0 and _gap(days[start - 1], days[start]) <= MAX_GAP_DAYS:
        start -= 1
    while end + 1 < len(days) and _gap(days[end], days[end + 1]) <= MAX_GAP_DAYS:
        end += 1
    within = {at for at, item in enumerate(evidence) if item.day and days[start] <= item.day <= days[end]}
    run = _ordinal(days[start]), _ordinal(days[end])
    return [
        item
        for at, item in enumerate(evidence)
        if item.day is None
        or at in within
        or tells_of(item.tells_of, *run)
        or _told_by(evidence[0], _ordinal(item.day))
        or any(same(item.value, evidence[other].value) for other in within)
    ]


def days_named(document: Document, span: Span) -> tuple[tuple[int, int], ...]:
    """Return the days, months and years that a report names where it begins and in the paragraph of `span`.

    Each is its first and its last day, as ordinals. Those of the report's own week tell only when it was printed.
    """
    text = document.text
    paragraph = text[text.rfind("\n", 0, span.start) + 1 : span.end]
    day = document.published_date
    found = dates.find(f"{document.title}\n{text.partition(chr(10))[0]}\n{paragraph}", published=day)
    bounds = (
        (int(item.value.low), int(item.value.high))
        for item in found
        if item.value.unit in _EXACT and item.value.low is not None and item.value.high is not None
    )
    return tuple(dict.fromkeys(pair for pair in bounds if day is None or pair[1] < day.toordinal() - _WEEK))


def tells_of(named: Iterable[tuple[int, int]], first: int, last: int) -> bool:
    """Return whether a day that a report names, of `days_named`, is one that reports from `first` to `last` tell of."""
    return any(start <= last and first - _WEEK <= end for start, end in named)


def _told_by(lead: Evidence, day: int) -> bool:
    """Return whether the likeliest reading's report names a day, or one that was not long before it."""
    return any(first - _WEEK <= day <= last + MAX_GAP_DAYS for first, last in lead.tells_of)


def _gap(earlier: str, later: str) -> int:
    return _ordinal(later) - _ordinal(earlier)


def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()
