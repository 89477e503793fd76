"""The phrases of a question that a follow-up can put others in place of: what is counted, where, when, who says so."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.records import Turn

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_DATE = (
    rf"(?:(?:{_DAYS}),?\s+)?\d{{1,2}}\s+(?:{_MONTHS})(?:\s+\d{{4}})?|(?:{_MONTHS})\s+\d{{1,2}}(?:,?\s+\d{{4}})?"
    rf"|(?:{_MONTHS})(?:\s+\d{{4}})?|(?:{_DAYS})|(?:19|20)\d\d|yesterday|today"
)
_WHEN = re.compile(rf"(?:\b(?P<lead>by|on|in|since|until|before|after|during)\s+)?(?P<date>{_DATE})\b")
_RELATIVE = re.compile(
    r"^(?:(?P<lead>by|on|in|since|until)\s+)?the\s+(?:(?P<one>year|month|week|day)\s+(?P<way>before|after|earlier|later)"
    r"|(?P<which>previous|next|following|preceding)\s+(?P<two>year|month|week|day))$",
    re.IGNORECASE,
)
_NAME = r"[A-Z][\w'\u2019-]*(?:\s+(?:of\s+)?[A-Z][\w'\u2019-]*)*"
_PLACE = re.compile(
    rf"\b(?:in|at|near|around|outside|from|across)\s+(?:the\s+)?(?:{_NAME})(?:\s+(?:province|district|city))?"
)
_PLACE_LEAD = re.compile(r"^(?:in|at|near|around|outside|from|across)\s", re.IGNORECASE)
_SPEAKER = re.compile(r"\baccording to\s+.+?(?=\s+(?:on|by|in|at|since|until|after|before|of)\s|,|$)", re.IGNORECASE)
_SPEAKER_AND_DAY = re.compile(
    rf"^(?P<who>according to .+?)\s+(?P<when>(?:(?:on|by|in)\s)?(?:the\s(?:day|week|month|year)\s\w+|{_DATE}))$",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(r"^(?P<prep>of|by|from|with|about|for|to|on|in|at|against)\s", re.IGNORECASE)
_AUX = (
    r"(?:is|are|was|were|has|have|had|did|do|does|will|would|can|could|may|might|must|should|died|lost|took|fled|left)"
)
_COUNTED = re.compile(
    rf"^(?P<lead>(?:[Ii]n|[Bb]y|[Oo]n)?\s*(?:how many|how much|which|what|how large a)\s+)(?P<noun>.+?)(?=\s+{_AUX}\b)",
    re.IGNORECASE,
)
_STATE = re.compile(
    r"\b(?:killed|wounded|injured|arrested|detained|captured|displaced|abducted|freed|rescued|missing|dead"
    r"|hurt|evacuated|kidnapped|destroyed|damaged|burnt)\b"
)
_VERB = re.compile(
    rf"\b(?:{_AUX}|say|said|says|claim|claimed|killed by|happen(?:ed)?|made|gave|give|led|want|wanted|call|called|mean"
    r"|began|ended|end|begin)\b",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    rf"\b(?:did|does|do|was|were|is|are|has|have|had|will)\s+(?P<name>(?:the\s+)?(?:{_NAME}|[a-z]+))\b"
)
_NAMES = re.compile(rf"(?<!^)(?<![.?!] )\b(?:the\s+)?{_NAME}")
_DEFINITE = re.compile(
    r"\bthe\s+(?!(?:year|month|week|day|number|same)\b)[a-z][\w-]*(?:\s+(?:of|on|at|in)\s+(?:the\s+)?(?:[A-Z][\w-]*\s?)+)?"
)
_OPENING_WH = re.compile(r"^(?:who|whom|what|when|where|why|which|how)\b", re.IGNORECASE)
_PERSON = re.compile(r"\b(?P<he>he|she|him)\b|\b(?P<his>his|her)\b", re.IGNORECASE)
_GROUP = re.compile(r"\b(?P<they>they|them|those|these)\b|\b(?P<their>their)\b", re.IGNORECASE)
_THING = re.compile(
    rf"\b(?P<it>it)\b|\b(?P<its>its)\b|(?<!say )(?<!said )\b(?P<that>that|this)\b"
    rf"(?=\s+(?:{_AUX}|been|happen\w*|mean|end|begin|start)\b|\s*[?,]|\s*$)"
    r"|\b(?P<which>(?:that|this|those|these)\s+(?:figures?|numbers?|tolls?|claims?|attacks?|reports?|count|operation"
    r"|group|day|statement))\b",
    re.IGNORECASE,
)
_THERE = re.compile(
    r"(?<!is )(?<!are )(?<!was )(?<!were )(?<!be )(?<!been )\bthere\b(?!\s+(?:is|are|was|were))", re.IGNORECASE
)
_THEN = re.compile(r"\b(?:by then|then|at that time|that day|since then)\b$|\bby then\b", re.IGNORECASE)
_PLURAL = re.compile(
    r"\bthe\s+[a-z]+s\b"
    r"|(?:how many|which)\s+(?:of\s+(?:its|the|their)\s+(?:own\s+)?)?(?P<noun>[a-z]\w*(?:\s[a-z]\w*)*?s)\b(?=\s)",
    re.IGNORECASE,
)
_WHICH = re.compile(r"^(?:which|what)\s+(?P<role>[a-z]+)\s", re.IGNORECASE)
_ASKS_WHO = re.compile(r"^(?:\w+\s)?(?:who|whom|which|what)\b", re.IGNORECASE)
_SUBJECT_THING = re.compile(
    r"\b(?:did|does|do|was|were|is|are)\s+(?P<thing>the\s+[a-z][\w-]*|[A-Za-z][\w-]*(?:\s+[\dA-Z][\w-]*)+)"
)
# "The group", "the statement": somebody or something that was just spoken of.
_SPOKEN_OF = re.compile(
    r"\bthe\s(?:group|statement|attacks?|operation|toll|reports?|militants|attackers|hostages|victims|talks|blast|bombing"
    r"|incident|ban|claims?|figures?|count|explosion|hijacking|siege|raid|standoff|minister|official|spokesman)\b",
    re.IGNORECASE,
)
_REFLEXIVE = frozenset(("he", "she", "him", "his", "her", "they", "them", "their", "it", "its"))
_LONGEST_FRAGMENT = 6


def is_fragment(text: str) -> bool:
    """Return whether `text` is a phrase without a verb of its own: "civilians", "in Panjgur", "how many soldiers"."""
    bare = re.sub(r"^(?:how many|how much|which)\s+", "", text, flags=re.IGNORECASE)
    spoken = bool(re.match(r"according to\b", bare, re.IGNORECASE))
    return (
        0 < len(bare.split()) <= _LONGEST_FRAGMENT
        and (spoken or not _VERB.search(bare))
        and not _OPENING_WH.match(bare)
        and not _points(bare)
    )


def pointer(text: str) -> bool:
    """Return whether `text` has a word that points out of it: "they", "that attack", "there"."""
    return _points(text) or (bool(_SPOKEN_OF.search(text)) and not re.search(rf"\s{_NAME}", text))


def _points(text: str) -> bool:
    found = (pattern.search(text) for pattern in (_PERSON, _GROUP, _THING, _THERE, _THEN))
    return any(match and not _named_before(text[: match.start()], match) for match in found)


def substitute(fragment: str, stem: str) -> str | None:  # noqa: C901, PLR0911 - one branch for each kind of phrase
    """Return the question `stem` with `fragment` in the place of the phrase of its kind; `None` where it has none."""
    if match := _RELATIVE.match(fragment):
        return _moved(match, stem)
    if both := _SPEAKER_AND_DAY.match(fragment):
        return substitute(both["when"], substitute(both["who"], stem) or stem)
    if re.match(r"according to\b", fragment, re.IGNORECASE):
        return _replaced(_SPEAKER, fragment, stem) or f"{stem} {fragment}"
    when = _WHEN.fullmatch(fragment)
    if when:
        return _at(when, stem)
    if _PLACE_LEAD.match(fragment):
        return _replaced(_PLACE, fragment, stem) or f"{stem} {fragment}"
    if re.match(r"^(?:how many|how much|which)\s", fragment, re.IGNORECASE) and (counted := _COUNTED.match(stem)):
        return fragment + stem[counted.end() :]
    if _STATE.fullmatch(fragment.removeprefix("the ")) and _STATE.search(stem):
        return _STATE.sub(fragment.removeprefix("the "), stem, count=1)
    if re.fullmatch(rf"(?:the\s+)?{_NAME}", fragment):
        return _renamed(fragment, stem)
    if lead := _PREPOSITION.match(fragment):
        place = re.compile(rf"\b{lead['prep']}\s+(?:the\s+)?{_NAME}")
        return _replaced(place, fragment, stem) or f"{stem} {fragment}"
    if re.search(r"\b(?:before|after|earlier|later)$", fragment):
        return f"{stem} {fragment}"
    return _recounted(fragment, stem)


def without_pointers(text: str, last: Turn) -> str:
    """Return `text` with its pointing words replaced by what they point to in the last turn, where that can be told."""
    stem = last.question.strip().rstrip("?.! ")
    for pattern, referent in (
        (_PERSON, _person(stem, last.answer)),
        (_GROUP, _group(stem)),
        (_THING, _thing(stem)),
    ):
        match = pattern.search(text)
        if match and referent and not _named_before(text[: match.start()], match):
            owns = match.lastgroup in ("his", "their", "its")
            text = f"{text[: match.start()]}{referent}{_owning(referent) if owns else ''}{text[match.end() :]}"
    place, when = _PLACE.search(stem), _WHEN.search(stem)
    if place:
        text = _THERE.sub(lambda _: place.group(), text)
    if when:
        text = _THEN.sub(lambda _: when.group(), text)
    return text


def with_context(text: str, stem: str) -> str:
    """Return `text` with the place, day and speaker of `stem`, where it has none of its own."""
    for pattern in (_PLACE, _WHEN):
        found = pattern.search(stem)
        if found and not pattern.search(text) and found.group() not in text:
            text = f"{text} {found.group()}"
    if not re.search(rf"\s{_NAME}", text):
        named = [match.group() for match in _NAMES.finditer(stem)]
        text = f"{text}, {named[-1]}" if named else text
    return text


def _named_before(before: str, pointing: re.Match[str]) -> bool:
    # "What did Bugti say his forces did?" points to nothing outside; "what does the army say about that?" does.
    if pointing.group().lower() not in _REFLEXIVE:
        return False
    return bool(re.search(rf"\s{_NAME}(?!\s+[a-z]+s\b)", before) or re.search(r"\bthe\s+[a-z]+", before))


def _replaced(pattern: re.Pattern[str], fragment: str, stem: str) -> str | None:
    match = pattern.search(stem)
    return f"{stem[: match.start()]}{fragment}{stem[match.end() :]}" if match else None


def _at(when: re.Match[str], stem: str) -> str:
    known = _WHEN.search(stem)
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
    known = _WHEN.search(stem)
    unit = (relative["one"] or relative["two"]).lower()
    back = (relative["way"] or relative["which"]).lower() in ("before", "earlier", "previous", "preceding")
    if known is None:
        return f"{stem} {relative.group()}"
    moved = _shifted(known["date"], unit, -1 if back else 1)
    lead = f"{known['lead']} " if known["lead"] else ""
    return f"{stem[: known.start()]}{lead}{moved or relative.group()}{stem[known.end() :]}"


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
    if subject := re.search(rf"\b(?:did|does|was|is|has|had)\s+(?P<name>(?:the\s+)?{_NAME})", stem):
        return f"{stem[: subject.start('name')]}{name}{stem[subject.end('name') :]}"
    found = [match for match in _NAMES.finditer(stem) if not _WHEN.fullmatch(match.group())]
    if not found:
        return None
    return f"{stem[: found[-1].start()]}{name}{stem[found[-1].end() :]}"


def _recounted(noun: str, stem: str) -> str | None:
    if counted := _COUNTED.match(stem):
        return f"{counted['lead']}{noun}{stem[counted.end() :]}"
    if subject := _SUBJECT.search(stem):
        return f"{stem[: subject.start('name')]}{noun}{stem[subject.end('name') :]}"
    if definite := _DEFINITE.search(stem):
        return f"{stem[: definite.start()]}{noun}{stem[definite.end() :]}"
    return None


def _person(stem: str, answer: str) -> str | None:
    asked = [match.group() for match in _NAMES.finditer(stem) if not _is_place_or_day(stem, match)]
    said = [match.group() for match in re.finditer(_NAME, answer) if not _is_place_or_day(answer, match)]
    found = (*said, *asked) if _ASKS_WHO.match(stem) and not _SUBJECT.search(stem) else (*asked, *said)
    role = _WHICH.match(stem)
    return next(iter(found), f"the {role['role']}" if role else None)


def _group(stem: str) -> str | None:
    if match := _PLURAL.search(stem):
        noun = match["noun"]
        return f"the {noun}" if noun else match.group()
    names = [match.group() for match in _NAMES.finditer(stem) if not _is_place_or_day(stem, match)]
    return names[0] if names else None


def _thing(stem: str) -> str | None:
    if match := _DEFINITE.search(stem):
        return match.group()
    names = [match.group() for match in _NAMES.finditer(stem) if not _is_place_or_day(stem, match)]
    subject = _SUBJECT_THING.search(stem)
    return names[0] if names else subject["thing"] if subject else None


def _is_place_or_day(text: str, name: re.Match[str]) -> bool:
    return bool(_WHEN.fullmatch(name.group())) or bool(
        re.search(r"\b(?:in|at|near|from|around|outside|across)\s+(?:the\s+)?$", text[: name.start()])
    )


def _owning(name: str) -> str:
    return "\u2019" if name.endswith("s") else "\u2019s"
