"""When, where and in which event: what a question says of it, and what a follow-up puts in its place."""

from __future__ import annotations

import re
from datetime import date, timedelta

from assistant.answer import nouns
from assistant.text import MONTHS, WEEKDAYS, full_day

_MONTHS, DAYS = "|".join(MONTHS), "|".join(WEEKDAYS)
DATE = (
    rf"(?:(?:{DAYS}),?\s+)?\d{{1,2}}\s+(?:{_MONTHS})(?:\s+\d{{4}})?|(?:{_MONTHS})\s+\d{{1,2}}(?:,?\s+\d{{4}})?"
    rf"|(?:{_MONTHS})(?:\s+\d{{4}})?|(?:{DAYS})|(?:19|20)\d\d|(?:the day before )?yesterday|today"
    rf"|(?:last|this|that) (?:week|month|year)"
)
WHEN = re.compile(
    rf"(?:\b(?P<lead>by|on|in|since|until|before|after|during|for|of|as of|at the end of)\s+)?(?P<date>{DATE})\b"
)
NAME = r"[A-Z][\w'\u2019-]*(?:\s+(?:of\s+)?[A-Z][\w'\u2019-]*)*"
PLACE = re.compile(
    # "In the Noshki bombing" names no place to ask about, "in the Noshki district" does.
    rf"\b(?:in|at|near|around|outside|from|across)\s+(?!(?:{_MONTHS}|{DAYS})\b)"
    rf"(?:the\s+{NAME}\b(?!\s+(?:[A-Z]|(?!province|district|city|according)[a-z]{{4,}}))|{NAME})(?<!['\u2019]s)(?![\w'\u2019-])(?:\s+(?:province|district|city))?"
)
# "Near the stadium in Dorn" is one place.
PLACES = re.compile(rf"{PLACE.pattern}(?:\s{PLACE.pattern})*")
PLACE_LEAD = re.compile(r"^(?:in|at|near|around|outside|from|across)\s", re.IGNORECASE)
_WAYS = {"before": -1, "earlier": -1, "previous": -1, "preceding": -1, "ago": -1}
# A year for days that name none; its February has 28 days, as most have.
_ANY_YEAR = 2001
_COUNTS = {"the": 1, "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "ten": 10}
# "The day before", "a week later", "the next day", "the operation two years before".
_AWAY = re.compile(
    r"^(?:(?P<lead>by|on|in|since|until)\s+)?(?:(?P<what>(?:in\s)?the\s(?!day|week|month|year|previous|next|following|preceding)\w+)\s)?"
    rf"(?:(?P<count>{'|'.join(_COUNTS)}|\d{{1,2}})\s)?(?:(?P<which>previous|next|following|preceding)\s)?"
    r"(?P<unit>day|week|month|year)s?(?:\s(?P<way>before|earlier|ago|later|after(?:wards)?)(?:\s(?:that|this|then))?)?$",
    re.IGNORECASE,
)
_ENDING = re.compile(
    r"\s(?P<away>(?:the|a|one|two|three) (?:day|week|month|year)s? (?:before|earlier|later|after)(?: (?:that|this))?"
    r"|the (?:previous|next|following|preceding) (?:day|week|year))$",
    re.IGNORECASE,
)
_WHOLE_TIME = re.compile(
    r"^(?:in|during|over|for)\sthe\s(?:whole|entire|same)\s(?P<unit>week|month|year)$", re.IGNORECASE
)
# "In the Quetta bombing of September 2025", "in operation Dawn": of one place and one time.
_NAMED_EVENT = re.compile(rf"\b(?:in|at|during|from|by|after) the (?P<name>{NAME}) {nouns.HAPPENING}\b(?P<of> of\b)?")
_OPERATION = re.compile(rf"\s(?:in|during) (?:the )?[Oo]peration {NAME}")
# Where the day that is meant is a bound, it is moved as it is.
_BOUNDS = frozenset(("by", "since", "until", "before", "after", "as of"))
BEFORE_THAT = re.compile(r"\b(before|after|earlier|later) (?:that|this|then)\b", re.IGNORECASE)
_LATELY = re.compile(r"(?:(?:the day before )?yesterday|today|(?:last|this|that) (?:week|month|year))$")
# "On the 3rd" of the month that the last question names.
_ORDINAL = re.compile(r"^(?:(?P<lead>by|on|since|until)\s)?(?:the\s)?(?P<day>\d{1,2})(?:st|nd|rd|th)$", re.IGNORECASE)
# "In the one before" of "the 2023 census".
ONE_BEFORE = re.compile(
    r"^(?:in |at |by )?the (?:one|[a-z]+) (?P<way>before|after)(?: (?:that|this|it))?$", re.IGNORECASE
)
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_NTH = re.compile(rf"\bthe (?P<nth>{'|'.join(_ORDINALS)})\b(?= [a-z])")
_OF_YEAR = re.compile(r"\bthe (?:19|20)\d\d (?P<what>[a-z]+)\b")


def timed(fragment: str, stem: str) -> str | None:
    """Return the question `stem` at the time that `fragment` names; `None` where it names none."""
    fragment = BEFORE_THAT.sub(
        r"\1", re.sub(r"(?i)^how (?:many|much) (?=(?:the|a|one|two) (?:day|week|month|year)\b)", "", fragment)
    )
    beside = ONE_BEFORE.match(fragment)
    if beside and (nth := _NTH.search(stem)):
        return _next_to(nth, stem, -1 if beside["way"].lower() == "before" else 1)
    if beside and beside["way"].lower() == "before" and (known := _OF_YEAR.search(stem)):
        return _OF_YEAR.sub(f"the previous {known['what']}", stem, count=1)
    if (match := _AWAY.match(fragment)) and (match["way"] or match["which"]):
        return _moved(match, stem)
    if match := _WHOLE_TIME.match(fragment):
        return _within(match, stem)
    if match := _ORDINAL.match(fragment):
        return _on_day(match, stem)
    when = WHEN.fullmatch(fragment)
    return _at(when, stem) if when else None


def _next_to(nth: re.Match[str], stem: str, step: int) -> str | None:
    """Return the stem of the one before or after "the fourth" one, whenever that was; `None` where there is none."""
    place = _ORDINALS.index(nth["nth"]) + step
    if not 0 <= place < len(_ORDINALS):
        return None
    rest = WHEN.sub("", stem[nth.end() :]).rstrip(" ,")
    return f"{stem[: nth.start()]}the {_ORDINALS[place]}{rest}"


def _at(when: re.Match[str], stem: str) -> str:
    known = WHEN.search(stem)
    if known is None:
        lead = "" if _LATELY.match(when["date"]) else when["lead"] or "on"
        return f"{stem} {lead} {when['date']}"
    lead = "" if _LATELY.match(when["date"]) else when["lead"] or known["lead"] or ""
    if known["lead"] is None and re.search(r"\bthe $", stem[: known.start()]):
        # "The 2023 census" becomes "the 2017 census".
        lead = ""
    return f"{stem[: known.start()]}{lead} {_completed(when['date'], known['date'])}{stem[known.end() :]}"


def _completed(said: str, known: str) -> str:
    """Return a weekday or a day without its year with what the date before it adds ("Monday" after 4 February 2026)."""
    full = _day(known)
    if full is None or not re.search(_MONTHS + "|" + DAYS, said):
        return said
    if said in WEEKDAYS:
        ahead = (WEEKDAYS.index(said) - full.weekday()) % 7
        day = full + timedelta(days=ahead)
        return f"{said} {full_day(day)}"
    return said if re.search(r"\d{4}", said) else f"{said} {full.year}"


def _moved(away: re.Match[str], stem: str) -> str | None:
    known = WHEN.search(stem)
    count = (away["count"] or "the").lower()
    step = (_COUNTS.get(count) or int(count)) * _WAYS.get((away["way"] or away["which"]).lower(), 1)
    moved = _shifted(known["date"], away["unit"].lower(), step) if known else None
    if away["what"]:
        if known is None or moved is None:
            return None
        what = away["what"] if away["what"].startswith("in ") else f"in {away['what']}"
        stem = replaced(PLACE, what, stem) or stem
        known = WHEN.search(stem)
    if known is None:
        return f"{stem} {away.group()}"
    if moved and away["unit"].lower() == "year" and not away["what"] and known["lead"] not in _BOUNDS:
        # What happened a year before was no part of the same event, and on no such day.
        return f"{_anywhere(stem[: known.start()])}in {moved[-4:]}{stem[known.end() :]}"
    lead = f"{known['lead']} " if known["lead"] else ""
    return f"{stem[: known.start()]}{lead}{moved or away.group()}{stem[known.end() :]}"


def _anywhere(text: str) -> str:
    """Return the words of a question without the one event that they name, with its place: "in Quetta"."""
    text = _NAMED_EVENT.sub(lambda event: f"in {event['name']}", text)
    return _OPERATION.sub("", text)


_EVENT_NAMED = re.compile(rf"\bthe (?:[\w'\u2019-]+ ){{0,4}}?(?P<kind>{nouns.HAPPENING})\b")
_ANOTHER = re.compile(
    r"^(?:(?:in|at|during) )?the (?:(?P<which>(?!(?:first|second|last|other|former|latter)\b).+?) ones?"
    r"|one (?P<where>(?:in|at|near|outside|on)\s.+))$",
    re.IGNORECASE,
)
_LAST_VERB = re.compile(r"\s(?:kill|injure|wound|hurt|cause|cost|claim|target|hit|destroy|affect)$")
# An event as a place of a question: "in the bombing at the station".
EVENT = re.compile(rf"\b(?:in|at|during|from) the (?:[\w'\u2019-]+ ){{0,3}}?{nouns.HAPPENING}\b")


def in_event(fragment: str, stem: str) -> str | None:
    """Return the question of another event, "in the raid on the camp"; `None` where it names no event, place or day."""
    if not EVENT.match(fragment):
        return None
    known = EVENT.search(stem) or PLACE.search(stem) or WHEN.search(stem)
    return f"{stem[: known.start()]}{fragment}" if known else None


def another(fragment: str, stem: str) -> str | None:
    """Return the question of "the Dorn one", where `stem` names an event; `None` for another form or without one."""
    match, known = _ANOTHER.match(fragment), _EVENT_NAMED.search(stem)
    if match is None or known is None:
        return None
    which = f"the {match['which']} {known['kind']}" if match["which"] else f"the {known['kind']} {match['where']}"
    # "How many did the raid on Dorn kill?"
    verb = _LAST_VERB.search(stem)
    return f"{stem[: known.start()]}{which}{verb.group() if verb else ''}"


def dated(stem: str, answer: str) -> str:
    """Return `stem` with the year of its answer, where it names no time: what "the year before" is counted from."""
    year = next((day["date"][-4:] for day in WHEN.finditer(answer) if re.search(r"\d{4}$", day["date"])), None)
    return stem if year is None or WHEN.search(stem) else f"{stem} in {year}"


def is_relative(fragment: str) -> bool:
    """Return whether a fragment counts its time from another: "the year before", "on the train a day later"."""
    away = _AWAY.match(fragment)
    return bool(_ENDING.search(f" {fragment}")) or bool(away and (away["way"] or away["which"]))


def placed_and_timed(fragment: str) -> tuple[str, str] | None:
    """Return the time and the place of "in Dorn in May", "on the train the year before"; `None` for anything else."""
    ending = _ENDING.search(fragment)
    before = fragment[: ending.start()].rstrip(" ,") if ending else ""
    if ending and not _AWAY.match(fragment) and re.match(r"(?i)(?:on|in|at|near|around|outside|from|across)\s", before):
        return ending["away"], before
    place = PLACES.match(fragment) or PLACES.match(f"{fragment[:1].lower()}{fragment[1:]}")
    rest = fragment[place.end() :].strip() if place else ""
    return (rest, fragment[: place.end()]) if place and WHEN.fullmatch(rest) else None


def place_of_event(stem: str) -> str | None:
    """Return "Quetta" of "in the Quetta bombing"."""
    event = _NAMED_EVENT.search(stem)
    return event["name"] if event else None


def elsewhere(stem: str) -> str:
    """Return the words of a question without the one event that it names by its place: what was so in another place."""
    return " ".join(_NAMED_EVENT.sub(lambda event: "in" if event["of"] else "", stem).split())


def from_then(text: str, stem: str) -> str | None:
    """Return a question that ends with "the year before" or "the next day" with that time, counted from `stem`'s."""
    ending = _ENDING.search(text)
    away = _AWAY.match(ending["away"]) if ending else None
    known = WHEN.search(stem)
    if ending is None or away is None or known is None:
        return None
    found = _moved(away, f"in {known['date']}" if away["unit"].lower() == "year" else f"on {known['date']}")
    return f"{text[: ending.start()]} {found}" if found else None


def _within(whole: re.Match[str], stem: str) -> str | None:
    """Return the stem with all of the month or year that its day is in."""
    known = WHEN.search(stem)
    full = _day(known["date"]) if known else None
    if known is None or full is None or whole["unit"] == "week":
        return f"{stem} {whole.group()}"
    span = f"in {MONTHS[full.month - 1]} {full.year}" if whole["unit"] == "month" else f"in {full.year}"
    return f"{stem[: known.start()]}{span}{stem[known.end() :]}"


def _shifted(said: str, unit: str, steps: int) -> str | None:
    year = re.search(r"\b(?:19|20)\d\d\b", said)
    if unit == "year":
        return said.replace(year.group(), str(int(year.group()) + steps)) if year else None
    day = _day(said) or _day(f"{said} {_ANY_YEAR}")
    if day is None or unit == "month":
        return None
    # A weekday that stood before the day is no longer right.
    return full_day(day + timedelta(days=steps * (7 if unit == "week" else 1))).removesuffix(f" {_ANY_YEAR}")


def _day(said: str) -> date | None:
    match = re.search(rf"(\d{{1,2}})\s+({_MONTHS})\s+(\d{{4}})|({_MONTHS})\s+(\d{{1,2}}),?\s+(\d{{4}})", said)
    if match is None:
        return None
    day, month, year = (match[1], match[2], match[3]) if match[1] else (match[5], match[4], match[6])
    try:
        return date(int(year), MONTHS.index(month) + 1, int(day))
    except ValueError:
        return None


def _on_day(ordinal: re.Match[str], stem: str) -> str | None:
    known = WHEN.search(stem)
    if known is None or (full := _day(known["date"])) is None:
        return None
    lead = known["lead"] or ordinal["lead"] or "on"
    return f"{stem[: known.start()]}{lead} {ordinal['day']} {MONTHS[full.month - 1]} {full.year}{stem[known.end() :]}"


def replaced(pattern: re.Pattern[str], fragment: str, stem: str) -> str | None:
    """Return the stem with `fragment` for what `pattern` finds in it; `None` where it finds nothing."""
    match = pattern.search(stem)
    return f"{stem[: match.start()]}{fragment}{stem[match.end() :]}" if match else None
