"""The days that a question names: the day it asks about, and that of the event it speaks of."""

from __future__ import annotations

import re

from assistant.evidence import dates
from assistant.text import MONTHS

# "The attacks of 26 August": the day names the event; "killed on 26 August" asks for that day alone.
_EVENT_OF = re.compile(
    r"\b(?:attacks?|bombings?|blasts?|explosions?|raids?|operations?|hijackings?|sieges?|strikes?|ambush(?:es)?|clashes"
    r"|floods?|earthquakes?|crash|fire|storm|protests?|election|assault|convoy|shooting)\s+(?:of|on|in)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_MONTH = "|".join(MONTHS)
_DAY_OF_YEAR = re.compile(
    rf"\bon (?:(?P<day>\d{{1,2}}) (?P<month>{_MONTH})|(?P<first>{_MONTH}) (?P<other>\d{{1,2}}))\b(?!,? \d{{4}})",
    re.IGNORECASE,
)


def days_of(question: str) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
    """Return the bounds of the day that a question asks about and of its event's days, as ordinals."""
    asked = event = None
    for found in dates.find(question):
        if found.value.low is None or found.value.high is None or found.value.unit not in ("day", "month", "range"):
            continue
        bounds = int(found.value.low), int(found.value.high)
        if found.value.unit == "day" and not _EVENT_OF.search(question[: found.span.start]):
            asked = bounds
        else:
            event = bounds
    return asked, event


def day_of_year(question: str) -> tuple[int, int] | None:
    """Return the month and the day that a question names without a year, where these are no event's name."""
    found = next(
        (match for match in _DAY_OF_YEAR.finditer(question) if not _EVENT_OF.search(question[: match.start()])), None
    )
    if found is None:
        return None
    day, month = int(found["day"] or found["other"]), found["month"] or found["first"]
    return MONTHS.index(month.capitalize()) + 1, day
