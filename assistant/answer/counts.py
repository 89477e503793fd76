"""Whom a question counts and those of whom its answer tells: what "they" and "how many of them" go on with."""

from __future__ import annotations

import re

from assistant.answer import nouns, verbs
from assistant.answer.phrases import COUNTED, STATES

_PASSIVE = re.compile(r"^\s(?:was|were|are|have been|had been|has been|is)\s", re.IGNORECASE)
# "How many inmates broke out of the jail".
_WHO_DID = re.compile(
    rf"^how many (?P<noun>(?!of\s)(?:[a-z-]+\s)?{nouns.PLURAL}) (?P<did>(?!ha[ds]\b|have\b)[a-z]+) (?P<rest>.+)$",
    re.IGNORECASE,
)
_DONE_TO_SOME = re.compile(
    rf"\b(?P<done>{STATES})\s(?:(?:at least|about|some|more than|over|nearly)\s)?(?:\d[\d,.]*|[a-z]+)"
    rf"\s(?P<noun>{nouns.COUNTED})\b"
)
_SOME_WERE = re.compile(
    rf"\b(?:\d[\d,.]*|[a-z]+)\s(?P<noun>{nouns.COUNTED})\s(?:were|are|was|have been|had been)\s(?P<done>{STATES})\b"
)
# "Protesters blocked the road."
_THOSE_ACTED = re.compile(r"^(?P<noun>[A-Z][a-z]+s)\s(?:had\s|have\s)?[a-z]{2,}ed\s")


def those_counted(stem: str) -> str | None:
    """Return whom a question counts, with what became of them: "the rebels killed in Dorn"."""
    if (did := _WHO_DID.match(stem)) and verbs.base(did["did"]):
        return f"the {did['noun']} who {did['did']} {did['rest']}"
    counted = COUNTED.match(stem)
    passive = _PASSIVE.match(stem[counted.end() :]) if counted else None
    if counted is None or passive is None or counted["noun"].startswith("of "):
        return None
    return f"the {counted['noun']} {stem[counted.end() + passive.end() :]}"


def what_they_did(how: str, stem: str) -> str | None:
    """Return "how" after "how many inmates broke out" as "how did the inmates break out"; `None` for another form."""
    match = _WHO_DID.match(stem)
    plain = verbs.base(match["did"]) if match else None
    return f"{how} did the {match['noun']} {plain} {match['rest']}" if match and plain else None


def counted(stem: str) -> str | None:
    """Return the noun of those whom a question counts: "inmates" of "how many inmates broke out"."""
    match = _WHO_DID.match(stem) or COUNTED.match(stem)
    found = match["noun"] if match and re.match(r"how many\b", stem, re.IGNORECASE) else ""
    return found if found and not found.startswith("of ") else None


def those_of(answer: str) -> str | None:
    """Return those to whom an answer says that something was done: "the people killed" of "gunmen killed 11 people"."""
    for form in (_DONE_TO_SOME, _SOME_WERE):
        if match := form.search(answer):
            return f"the {match['noun']} {match['done']}"
    match = _THOSE_ACTED.match(answer)
    return f"the {match['noun'].lower()}" if match and nouns.can_be_person(match["noun"]) else None
