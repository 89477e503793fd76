"""Hedges and days of a sentence in the words of its source: "at least 36" for "no fewer than 36"."""

from __future__ import annotations

import re

from assistant.text import MONTHS

# Within one class any may stand for any other.
_HEDGES = (
    ("about", "around", "roughly", "approximately", "some"),
    ("at least", "no fewer than", "no less than", "not less than", "a minimum of"),
    ("more than", "over", "above", "upwards of", "in excess of"),
    ("nearly", "almost", "close to", "just under", "just short of"),
    ("at most", "no more than", "not more than", "up to", "a maximum of"),
    ("fewer than", "less than", "under", "below"),
)
_CLASSES = {hedge: number for number, hedges in enumerate(_HEDGES) for hedge in hedges}
_HEDGED = re.compile(rf"\b(?P<hedge>{'|'.join(_CLASSES)})\s(?P<figure>\w*\d[\d.,]*\d|\d|[a-z]+)\b", re.IGNORECASE)
_MONTH = (
    rf"(?P<month>{'|'.join(MONTHS)}"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?"
)
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s)?"
_DAYS = (
    re.compile(rf"{_WEEKDAY}\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH}(?:,?\s(?P<year>\d{{4}}))?"),
    re.compile(rf"{_WEEKDAY}\b{_MONTH}\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s(?P<year>\d{{4}}))?"),
)
_SHORT = 3


def as_phrased(sentence: str, source: str) -> str:
    """Return the sentence with its hedges and days as `source` writes those of the same figure and the same day."""
    return _days_of(_hedges_of(sentence, source), source)


def _hedges_of(sentence: str, source: str) -> str:
    known = {
        (match["figure"].lower(), _CLASSES[match["hedge"].lower()]): match["hedge"]
        for match in _HEDGED.finditer(source)
    }

    def phrased(match: re.Match[str]) -> str:
        hedge = known.get((match["figure"].lower(), _CLASSES[match["hedge"].lower()]), match["hedge"])
        opens = match["hedge"][0].isupper()
        return f"{hedge[0].upper() if opens else hedge[0].lower()}{hedge[1:]} {match['figure']}"

    return _HEDGED.sub(phrased, sentence)


def _days_of(sentence: str, source: str) -> str:
    stated = [match for form in _DAYS for match in form.finditer(source)]

    def phrased(match: re.Match[str]) -> str:
        same = (other for other in stated if _day(other) == _day(match))
        alike = (other for other in same if None in (match["year"], other["year"]) or match["year"] == other["year"])
        return next((other.group() for other in alike), match.group())

    for form in _DAYS:
        if form.search(sentence):
            return form.sub(phrased, sentence)
    return sentence


def _day(match: re.Match[str]) -> tuple[int, str]:
    return int(match["day"]), match["month"][:_SHORT].lower()
