"""Which of the retrieved reports tell of the event that the likeliest answer is from."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.text import MONTHS, WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from assistant.records import Document

# The share of the reports that hold a name of the event's, and the share of those names that another report must hold.
COMMON, LEAST_SHARED = 0.25, 0.2
# Fewer names than these tell no event from another.
_FEWEST = 3
_NAME = re.compile(r"(?<![.!?\u201d\"] )(?<!^)\b[A-Z][\w-]*\w", re.MULTILINE)
_CALENDAR = frozenset((*WEEKDAYS, *MONTHS))


def of_one_event(lead: str, reports: Mapping[str, Document], pool: Iterable[str]) -> frozenset[str]:
    """Return the ids in `pool` of reports that share enough of the names which `lead` shares with many of them.

    Too few such names tell nothing: then all are.
    """
    held = {name: _names(reports[name]) for name in {lead, *pool}}
    common = {
        word for word in held[lead] if sum(word in words for words in held.values()) >= max(2, COMMON * len(held))
    }
    if len(common) < _FEWEST:
        return frozenset(held)
    return frozenset(name for name, words in held.items() if len(words & common) >= LEAST_SHARED * len(common))


def named(question: str, lead: str, reports: Mapping[str, Document], pool: Iterable[str]) -> frozenset[str]:
    """Return the ids in `pool` of reports that have one at least of the names in `question` which `lead` has."""
    asked = frozenset(_NAME.findall(question)) & _names(reports[lead])
    return frozenset(name for name in pool if not asked or asked & _names(reports[name]))


def _names(report: Document) -> frozenset[str]:
    return frozenset(_NAME.findall(f"{report.title}\n{report.text}")) - _CALENDAR
