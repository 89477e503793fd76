"""Dates as files write them → ISO 8601, or nothing. Nothing is guessed: an ambiguous date is no date."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_SPELT = (
    re.compile(rf"(?:[a-z]+,?\s+)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH},?\s+(?P<year>\d{{4}})", re.IGNORECASE),
    re.compile(rf"(?:[a-z]+,?\s+)?{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})", re.IGNORECASE),
)
_ISO = re.compile(
    r"(?P<day>\d{4}[-/]\d{2}[-/]\d{2})"
    r"(?:(?:[Tt]|\s+)(?P<time>\d{2}:\d{2}(?::\d{2})?)(?:[.,]\d+)?\s*(?P<zone>[A-Za-z]{1,5}|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?"
)
_UTC_NAMES = frozenset({"Z", "UTC", "GMT"})
# Systems write "no date" as 0001-01-01, 1601-01-01 or a time stamp near 0.
_FIRST_YEAR = 1800
_FIRST_STAMP, _FIRST_MILLISECOND_STAMP, _LAST_STAMP = 1e8, 1e11, 1e14
_LONGEST = 100
# Lines from the top in which a text may say when it was published.
_DATELINES = 5
# Longer than any line that gives but a day and a place, and short enough to try every way to read it.
_LONGEST_DATELINE = 200
_DATELINE = re.compile(
    r"(?:published|posted|date|released|issued)(?:\s+on)?\s*:?\s+"
    r"(?P<date>(?:[a-z]+,\s+)?(?:\d{4}-\d{2}-\d{2}|\d{1,2}\s+[a-z]+\.?,?\s+\d{4}|[a-z]+\.?\s+\d{1,2},?\s+\d{4}))"
    r"(?:\s*[,|\u00b7\u2013-]\s*[^.!?]{1,80})?",
    re.IGNORECASE,
)


def to_iso(value: object) -> str | None:
    """Return a day as `YYYY-MM-DD`, a time with a known offset as `YYYY-MM-DDTHH:MM:SS+HH:MM`, else `None`.

    Read are ISO 8601, RFC 2822 (`Wed, 04 Feb 2026 10:00:00 +0500`), spelt months (`4 February 2026`, `Feb 4, 2026`),
    time stamps in seconds or milliseconds since 1970, and `date` or `datetime` objects. A time without an offset, or
    with a zone name other than UTC and GMT, is worth its day only: zone names are ambiguous, and a guessed hour could
    reorder the reports of a day. `04/02/2026` is two dates, so it is none.
    """
    moment: date | datetime | None
    if isinstance(value, str):
        moment = _read(value.strip()) if len(value) <= _LONGEST else None
    elif isinstance(value, date):
        moment = value
    elif isinstance(value, int | float) and not isinstance(value, bool):
        moment = _from_stamp(value)
    else:
        moment = None
    if moment is None or moment.year < _FIRST_YEAR:
        return None
    if not isinstance(moment, datetime):
        return moment.isoformat()
    return moment.isoformat(timespec="seconds") if moment.tzinfo else moment.date().isoformat()


def dateline(text: str) -> str | None:
    """Return the day of a line among the first of `text` that says when it was published: "Published: 8 May 2026".

    Only a line that says no more than that, and perhaps where, counts: a date in a sentence is of what it tells.
    """
    for line in text.strip().split("\n", _DATELINES)[:_DATELINES]:
        words = " ".join(line.split())
        match = _DATELINE.fullmatch(words) if len(words) <= _LONGEST_DATELINE else None
        if match and (day := to_iso(match["date"])):
            return day
    return None


def _read(text: str) -> date | datetime | None:
    try:
        if match := _ISO.fullmatch(text):
            return _from_iso(match)
        for pattern in _SPELT:
            if match := pattern.fullmatch(text):
                return date(int(match["year"]), _MONTHS.index(match["month"].lower()) + 1, int(match["day"]))
        return parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None


def _from_iso(match: re.Match[str]) -> date | datetime:
    day, zone = match["day"].replace("/", "-"), match["zone"] or ""
    if not match["time"]:
        return date.fromisoformat(day)
    offset = "+00:00" if zone.upper() in _UTC_NAMES else zone
    moment = datetime.fromisoformat(f"{day}T{match['time']}{offset if offset[:1] in ('+', '-') else ''}")
    return moment if moment.tzinfo else moment.date()


def _from_stamp(value: float) -> datetime | None:
    # `not <=` also refuses NaN.
    if not _FIRST_STAMP <= value <= _LAST_STAMP:
        return None
    return datetime.fromtimestamp(value / 1000 if value >= _FIRST_MILLISECOND_STAMP else value, tz=UTC)
