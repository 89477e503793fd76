"""The phrases of a question that a follow-up can put others in place of: what is counted, where, when, who says so."""

from __future__ import annotations

import re
from datetime import date, timedelta

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_DATE = (
    rf"(?:(?:{_DAYS}),?\s+)?\d{{1,2}}\s+(?:{_MONTHS})(?:\s+\d{{4}})?|(?:{_MONTHS})\s+\d{{1,2}}(?:,?\s+\d{{4}})?"
    rf"|(?:{_MONTHS})(?:\s+\d{{4}})?|(?:{_DAYS})|(?:19|20)\d\d|yesterday|today"
)
WHEN = re.compile(rf"(?:\b(?P<lead>by|on|in|since|until|before|after|during|for|of)\s+)?(?P<date>{_DATE})\b")
_RELATIVE = re.compile(
    r"^(?:(?P<lead>by|on|in|since|until)\s+)?the\s+(?:(?P<one>year|month|week|day)\s+(?P<way>before|after|earlier|later)"
    r"|(?P<which>previous|next|following|preceding)\s+(?P<two>year|month|week|day))$",
    re.IGNORECASE,
)
# "The operation two years before".
_YEARS_AWAY = re.compile(
    r"^(?:(?P<what>(?:in\s)?the\s\w+)\s)?(?P<count>a|one|two|three|four|five|ten|\d{1,2})\syears?\s"
    r"(?P<way>before|earlier|ago|later|after)$",
    re.IGNORECASE,
)
_COUNTS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "ten": 10}
NAME = r"[A-Z][\w'\u2019-]*(?:\s+(?:of\s+)?[A-Z][\w'\u2019-]*)*"
PLACE = re.compile(
    # "In the Noshki bombing" names no place to ask about, "in the Noshki district" does.
    rf"\b(?:in|at|near|around|outside|from|across)\s+(?!(?:{_MONTHS}|{_DAYS})\b)"
    rf"(?:the\s+{NAME}\b(?!\s+(?!province|district|city|according)[a-z]{{4,}})|{NAME})(?:\s+(?:province|district|city))?"
)
_PLACE_LEAD = re.compile(r"^(?:in|at|near|around|outside|from|across)\s", re.IGNORECASE)
SPEAKER = re.compile(r"\baccording to\s+.+?(?=\s+(?:on|by|in|at|since|until|after|before|of)\s|,|$)", re.IGNORECASE)
_SPEAKER_AND_DAY = re.compile(
    rf"^(?P<who>according to .+?)\s+(?P<when>(?:(?:on|by|in)\s)?(?:the\s(?:day|week|month|year)\s\w+|{_DATE}))$",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(r"^(?P<prep>of|by|from|with|about|for|to|on|in|at|against)\s", re.IGNORECASE)
AUX = (
    r"(?:is|are|was|were|has|have|had|did|do|does|will|would|can|could|may|might|must|should|died|lost|took|fled|left)"
)
COUNTED = re.compile(
    rf"^(?P<lead>(?:[Ii]n|[Bb]y|[Oo]n)?\s*(?:how many|how much|which|what|how large a)\s+)(?P<noun>.+?)(?=\s+{AUX}\b)",
    re.IGNORECASE,
)
_STATE = re.compile(
    r"\b(?:killed|wounded|injured|arrested|detained|captured|displaced|abducted|freed|rescued|missing|dead"
    r"|hurt|evacuated|kidnapped|destroyed|damaged|burnt)\b"
)
SUBJECT = re.compile(rf"\b(?:did|does|do|was|were|is|are|has|have|had|will)\s+(?P<name>(?:the\s+)?(?:{NAME}|[a-z]+))\b")
NAMES = re.compile(rf"(?<!^)(?<![.?!] )\b(?:the\s+)?{NAME}")
_DEFINITE = re.compile(
    r"\bthe\s+(?!(?:year|month|week|day|number|same)\b)[a-z][\w-]*(?:\s+(?:of|on|at|in)\s+(?:the\s+)?(?:[A-Z][\w-]*\s?)+)?"
)


def substitute(fragment: str, stem: str) -> str | None:  # noqa: C901, PLR0911 - one branch for each kind of phrase
    """Return the question `stem` with `fragment` in the place of the phrase of its kind; `None` where it has none."""
    if ", " in fragment:
        first, _, rest = fragment.partition(", ")
        return substitute(rest, substitute(first, stem) or stem)
    if match := _RELATIVE.match(fragment):
        return _moved(match, stem)
    if match := _YEARS_AWAY.match(fragment):
        return _years_away(match, stem)
    if both := _SPEAKER_AND_DAY.match(fragment):
        return substitute(both["when"], substitute(both["who"], stem) or stem)
    if re.match(r"according to\b", fragment, re.IGNORECASE):
        return _replaced(SPEAKER, fragment, stem) or f"{stem} {fragment}"
    when = WHEN.fullmatch(fragment)
    if when:
        return _at(when, stem)
    if _PLACE_LEAD.match(fragment):
        return _replaced(PLACE, fragment, stem) or f"{stem} {fragment}"
    if re.match(r"^(?:how many|how much|which)\s", fragment, re.IGNORECASE) and (counted := COUNTED.match(stem)):
        return fragment + stem[counted.end() :]
    if _STATE.fullmatch(fragment.removeprefix("the ")) and _STATE.search(stem):
        return _STATE.sub(fragment.removeprefix("the "), stem, count=1)
    if re.fullmatch(rf"(?:the\s+)?{NAME}", fragment):
        return _renamed(fragment, stem)
    if lead := _PREPOSITION.match(fragment):
        place = re.compile(rf"\b{lead['prep']}\s+(?:the\s+)?{NAME}")
        return _replaced(place, fragment, stem) or f"{stem} {fragment}"
    if re.search(r"\b(?:before|after|earlier|later)$", fragment):
        return f"{stem} {fragment}"
    return _recounted(fragment, stem)


def _replaced(pattern: re.Pattern[str], fragment: str, stem: str) -> str | None:
    match = pattern.search(stem)
    return f"{stem[: match.start()]}{fragment}{stem[match.end() :]}" if match else None


def _at(when: re.Match[str], stem: str) -> str:
    known = WHEN.search(stem)
    if known is None:
        lead = when["lead"] or "on"
        return f"{stem} {lead} {when['date']}"
    lead = when["lead"] or known["lead"] or ""
    return f"{stem[: known.start()]}{lead} {_completed(when['date'], known['date'])}{stem[known.end() :]}"


def _completed(said: str, known: str) -> str:
    """Return a weekday or a day without its year with what the date before it adds ("Monday" after 4 February 2026)."""
    full = _day(known)
    if full is None:
        return said
    if said in _DAYS.split("|"):
        ahead = (_DAYS.split("|").index(said) - full.weekday()) % 7
        day = full + timedelta(days=ahead)
        return f"{said} {day.day} {day:%B %Y}"
    return said if re.search(r"\d{4}", said) else f"{said} {full.year}"


def _moved(relative: re.Match[str], stem: str) -> str:
    known = WHEN.search(stem)
    unit = (relative["one"] or relative["two"]).lower()
    back = (relative["way"] or relative["which"]).lower() in ("before", "earlier", "previous", "preceding")
    if known is None:
        return f"{stem} {relative.group()}"
    moved = _shifted(known["date"], unit, -1 if back else 1)
    lead = f"{known['lead']} " if known["lead"] else ""
    return f"{stem[: known.start()]}{lead}{moved or relative.group()}{stem[known.end() :]}"


def _years_away(match: re.Match[str], stem: str) -> str | None:
    year = re.search(r"\b(?:19|20)\d\d\b", stem)
    if year is None:
        return None
    count = _COUNTS.get(match["count"].lower()) or int(match["count"])
    moved = int(year.group()) + (count if match["way"].lower() in ("later", "after") else -count)
    stem = f"{stem[: year.start()]}{moved}{stem[year.end() :]}"
    what = match["what"]
    return (what and _replaced(PLACE, what if what.startswith("in ") else f"in {what}", stem)) or stem


def _shifted(said: str, unit: str, step: int) -> str | None:
    if unit == "year":
        year = re.search(r"\b(?:19|20)\d\d\b", said)
        return said.replace(year.group(), str(int(year.group()) + step)) if year else None
    day = _day(said)
    if day is None or unit == "month":
        return None
    moved = day + timedelta(days=step * (7 if unit == "week" else 1))
    return f"{moved.day} {moved:%B %Y}"


def _day(said: str) -> date | None:
    match = re.search(rf"(\d{{1,2}})\s+({_MONTHS})\s+(\d{{4}})|({_MONTHS})\s+(\d{{1,2}}),?\s+(\d{{4}})", said)
    if match is None:
        return None
    day, month, year = (match[1], match[2], match[3]) if match[1] else (match[5], match[4], match[6])
    try:
        return date(int(year), _MONTHS.split("|").index(month) + 1, int(day))
    except ValueError:
        return None


def _renamed(name: str, stem: str) -> str | None:
    if subject := re.search(rf"\b(?:did|does|was|is|has|had)\s+(?P<name>(?:the\s+)?{NAME})", stem):
        return f"{stem[: subject.start('name')]}{name}{stem[subject.end('name') :]}"
    found = [match for match in NAMES.finditer(stem) if not WHEN.fullmatch(match.group())]
    if not found:
        return None
    return f"{stem[: found[-1].start()]}{name}{stem[found[-1].end() :]}"


def _recounted(noun: str, stem: str) -> str | None:
    if counted := COUNTED.match(stem):
        return f"{counted['lead']}{noun}{stem[counted.end() :]}"
    if subject := SUBJECT.search(stem):
        return f"{stem[: subject.start('name')]}{noun}{stem[subject.end('name') :]}"
    if definite := _DEFINITE.search(stem):
        return f"{stem[: definite.start()]}{noun}{stem[definite.end() :]}"
    return None
