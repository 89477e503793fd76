"""A count without its time and speaker, and in total: "so far", "in all"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.answer.circumstances import PLACE, WHEN
from assistant.answer.phrases import COUNTED, SPEAKER

if TYPE_CHECKING:
    from collections.abc import Sequence

TOTAL = re.compile(
    r"^(?:(?:what|how much) (?:is|was) the (?:overall |whole )?total|the (?:overall |whole )?total|total"
    r"|in (?:total|all|sum)|overall|altogether|so far|all together|until now)$",
    re.IGNORECASE,
)
_WITHIN = re.compile(r"\b(?:in|within|over|during) (?:the (?:last|past|first) )?(?:[a-z]+|\d+) (?:hours|days|weeks)\b")


def timeless(stem: str) -> str:
    """Return a question without the time it is asked for and without who is to answer it."""
    for pattern in (SPEAKER, WHEN, _WITHIN):
        stem = pattern.sub("", stem)
    return " ".join(stem.replace(" ,", ",").split()).strip(" ,")


def totalled(stems: Sequence[str]) -> str:
    """Return the last of these questions, latest first, in total: without what it and the one before it differ in."""
    last, before = stems[0], stems[1] if len(stems) > 1 else ""
    counted, other = COUNTED.match(last), COUNTED.match(before)
    if counted and other and last[counted.end() :] == before[other.end() :]:
        last = f"{counted['lead']}people{last[counted.end() :]}"
    elif PLACE.search(last) and PLACE.sub("", last) == PLACE.sub("", before):
        last = " ".join(PLACE.sub("", last).split())
    return f"{last} in total"
