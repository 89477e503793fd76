"""The phrases of a question that a follow-up can put others in place of: what is counted, where, when, who says so."""

from __future__ import annotations

import re
from datetime import date, timedelta

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_DATE = (
    rf"(?:(?:{_DAYS}),?\s+)?\d{{1,2}}\s+(?:{_MONTHS})(?:\s+\d{{4}})?|(?:{_MONTHS})\s+\d{{1,2}}(?:,?\s+\d{{4}})?"
    rf"|(?:{_MONTHS})(?:\s+\d{{4}})?|(?:{_DAYS})|(?:19|20)\d\d|(?:the day before )?yesterday|today"
    rf"|(?:last|this|that) (?:week|month|year)"
)
WHEN = re.compile(
    rf"(?:\b(?P<lead>by|on|in|since|until|before|after|during|for|of|as of|at the end of)\s+)?(?P<date>{_DATE})\b"
)
_WAYS = {"before": -1, "earlier": -1, "previous": -1, "preceding": -1, "ago": -1}
_COUNTS = {"the": 1, "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "ten": 10}
# "The day before", "a week later", "the next day", "the operation two years before".
_AWAY = re.compile(
    r"^(?:(?P<lead>by|on|in|since|until)\s+)?(?:(?P<what>(?:in\s)?the\s(?!day|week|month|year|previous|next|following|preceding)\w+)\s)?"
    rf"(?:(?P<count>{'|'.join(_COUNTS)}|\d{{1,2}})\s)?(?:(?P<which>previous|next|following|preceding)\s)?"
    r"(?P<unit>day|week|month|year)s?(?:\s(?P<way>before|earlier|ago|later|after(?:wards)?)(?:\s(?:that|this|then))?)?$",
    re.IGNORECASE,
)
_WHOLE_TIME = re.compile(
    r"^(?:in|during|over|for)\sthe\s(?:whole|entire|same)\s(?P<unit>week|month|year)$", re.IGNORECASE
)
NAME = r"[A-Z][\w'\u2019-]*(?:\s+(?:of\s+)?[A-Z][\w'\u2019-]*)*"
PLACE = re.compile(
    # "In the Noshki bombing" names no place to ask about, "in the Noshki district" does.
    rf"\b(?:in|at|near|around|outside|from|across)\s+(?!(?:{_MONTHS}|{_DAYS})\b)"
    rf"(?:the\s+{NAME}\b(?!\s+(?!province|district|city|according)[a-z]{{4,}})|{NAME})(?:\s+(?:province|district|city))?"
)
_PLACE_LEAD = re.compile(r"^(?:in|at|near|around|outside|from|across)\s", re.IGNORECASE)
SPEAKER = re.compile(r"\baccording to\s+.+?(?=\s+(?:on|by|in|at|since|until|after|before|of)\s|,|$)", re.IGNORECASE)
_CLAIMED = re.compile(
    r"^(?P<many>how (?:many|much) .+?) (?:did|does|do) .+? (?:claim|say|report)(?: (?:to have|that|it|they|he|she))?"
    r"(?: ha[ds]| have)? (?P<verb>were|was|[a-z]+ed|died|lost)\b(?P<rest>.*)$",
    re.IGNORECASE,
)
_SPEAKER_AND_DAY = re.compile(
    rf"^(?P<who>according to .+?)\s+(?P<when>(?:(?:on|by|in)\s)?(?:the\s(?:day|week|month|year)\s\w+|{_DATE}))$",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(r"^(?P<prep>of|by|from|with|about|for|to|on|in|at|against)\s", re.IGNORECASE)
AUX = (
    r"(?:is|are|was|were|has|have|had|did|do|does|will|would|can|could|may|might|must|should|died|lost|took|fled|left)"
)
COUNTED = re.compile(
    rf"^(?P<lead>(?:[Ii]n|[Bb]y|[Oo]n)?\s*(?:how many|how much|which|what|how large a)\s+)(?P<noun>.+?)"
    rf"(?=\s+(?:{AUX}|live|work|want|voted|attended|took|escaped|survived|fled|joined|came)\b)",
    re.IGNORECASE,
)
_STATES = (
    r"killed|wounded|injured|arrested|detained|captured|displaced|abducted|freed|rescued|missing|dead|hurt|evacuated"
    r"|kidnapped|destroyed|damaged|burnt|sentenced|released|infected|stranded|trapped"
)
STATE = re.compile(rf"\b(?:{_STATES})\b")
_DIED = re.compile(r"\b(?:died|die)\b")
_STATE_AND_NOUN = re.compile(
    rf"^(?:the\s+)?(?:(?P<before>[a-z]+(?:\s[a-z]+)?)\s)?(?P<state>{_STATES})(?:\s(?P<noun>[a-z]+(?:\s[a-z]+)?))?$",
    re.IGNORECASE,
)
_HOW_MANY_STATE = re.compile(
    rf"^how many\s(?:were|are|was|got|have been|had been)\s(?P<state>{_STATES})(?P<rest>.*)$", re.IGNORECASE
)
# What is asked of some of many: "how many of them were women".
_PART = re.compile(
    r"^(?P<of>how (?:many|much) of .+? (?:is|are|was|were|been) )(?P<what>[^,]+?)(?=,| according |$)", re.IGNORECASE
)
_DURING = re.compile(r"^(?P<prep>during|before|after|since|until)\s(?:it|that|this|then|them)$", re.IGNORECASE)
_AROUND = re.compile(r"\b(?:during|before|after|since|until)\b(?=\s(?:the|his|her|its|their)\s)")
_TOTAL = re.compile(r"^(?:in (?:total|all|sum)|overall|altogether|so far|all together|until now)$", re.IGNORECASE)
_FOLLOWING = "(?:in|at|on|of|to|by|for|from|with|and|or)"
SUBJECT = re.compile(
    r"\b(?:did|does|do|was|were|is|are|has|have|had|will)\s+(?P<name>"
    rf"(?:the\s+)?(?:(?!{_FOLLOWING}\b)[a-z][\w-]*\s+){{0,2}}?{NAME}(?:\s+and\s+(?:the\s+)?{NAME})*"
    rf"|the\s+[a-z][\w-]*(?:\s+of\s+(?:the\s+)?{NAME})?|[a-z]+)(?![\w-])"
)
NAMES = re.compile(rf"(?<!^)(?<![.?!] )\b(?:the\s+)?{NAME}")
# "Norvia's revenue", "the army's toll".
_OWNED = re.compile(
    r"(?P<owner>(?:the\s+[a-z]+|(?:the\s+)?[A-Z][\w-]*(?:\s[A-Z][\w-]*)*))['\u2019]s?\s(?P<what>[a-z]+(?:\s[a-z]+)?)"
    rf"(?=\s{_FOLLOWING}\b|$)"
)
_DEFINITE = re.compile(
    r"\bthe\s+(?!(?:year|month|week|day|number|same)\b)[a-z][\w-]*(?:\s+(?:of|on|at|in)\s+(?:the\s+)?(?:[A-Z][\w-]*\s?)+)?"
)
_WH = re.compile(r"^(?:\w+\s)?(?:who|whom|whose|what|when|where|why|which|how)\b", re.IGNORECASE)


def substitute(fragment: str, stem: str) -> str | None:
    """Return the question `stem` with `fragment` in the place of the phrase of its kind; `None` where it has none."""
    if ", " in fragment:
        first, _, rest = fragment.partition(", ")
        return substitute(rest, substitute(first, stem) or stem)
    if both := _SPEAKER_AND_DAY.match(fragment):
        return substitute(both["when"], substitute(both["who"], stem) or stem)
    return _timed(fragment, stem) or _said_or_placed(fragment, stem) or _counted(fragment, stem)


def spoken(speaker: str, stem: str) -> str:
    """Return the question `stem` by the account of this speaker."""
    claim = _CLAIMED.match(stem)
    if claim and not SPEAKER.search(stem):
        # Another's account of it is no account of what the first one claimed.
        was = "" if re.fullmatch(AUX, claim["verb"]) else "were "
        stem = f"{claim['many']} {was}{claim['verb']}{claim['rest']}"
    return _replaced(SPEAKER, f"according to {speaker}", stem) or f"{stem} according to {speaker}"


def of_state(question: str, stem: str) -> str | None:
    """Return "how many were wounded" with those that `stem` counts, where and when; `None` for another form."""
    match = _HOW_MANY_STATE.match(question)
    found = _stated(match["state"].lower(), stem) if match and COUNTED.match(stem) else None
    rest = match["rest"].strip(" ,") if match else ""
    return substitute(rest, found) if found and rest else found


def _timed(fragment: str, stem: str) -> str | None:
    if (match := _AWAY.match(fragment)) and (match["way"] or match["which"]):
        return _moved(match, stem)
    if match := _WHOLE_TIME.match(fragment):
        return _within(match, stem)
    if _TOTAL.match(fragment):
        return f"{stem} {fragment}"
    when = WHEN.fullmatch(fragment)
    return _at(when, stem) if when else None


def _said_or_placed(fragment: str, stem: str) -> str | None:
    if re.match(r"according to\b", fragment, re.IGNORECASE):
        return spoken(re.sub(r"(?i)^according to ", "", fragment), stem)
    if (part := _PART.match(stem)) and not _PLACE_LEAD.match(fragment.replace("from ", "of ")):
        return f"{part['of']}{fragment}{stem[part.end() :]}"
    if _PLACE_LEAD.match(fragment):
        return _replaced(PLACE, fragment, stem) or f"{stem} {fragment}"
    during = _DURING.match(fragment)
    return _replaced(_AROUND, during["prep"], stem) if during else None


def _counted(fragment: str, stem: str) -> str | None:  # noqa: PLR0911 - one for each kind of phrase
    if re.match(r"^(?:how many|how much|which)\s", fragment, re.IGNORECASE) and (counted := COUNTED.match(stem)):
        return fragment + stem[counted.end() :]
    if (match := _STATE_AND_NOUN.match(fragment)) and (found := _stated(match["state"].lower(), stem)):
        noun = match["noun"] or match["before"]
        return _recounted(noun, found) if noun else found
    if article := re.fullmatch(rf"(an?)\s+{NAME}", fragment):
        return _replaced(re.compile(rf"\ban?\s+{NAME}"), article.group(), stem)
    if re.fullmatch(rf"(?:the\s+)?{NAME}", fragment):
        return _renamed(fragment, stem)
    if lead := _PREPOSITION.match(fragment):
        return _replaced(_behind(lead["prep"].lower()), fragment, stem) or f"{stem} {fragment}"
    if re.search(r"\b(?:before|after|earlier|later)$", fragment):
        return f"{stem} {fragment}"
    return _recounted(fragment, stem)


def _behind(preposition: str) -> re.Pattern[str]:
    if preposition == "about":
        return re.compile(r"\babout\s.+?(?=\s(?:on|in)\s\d|,|$)")
    return re.compile(rf"\b{preposition}\s+(?:the\s+)?{NAME}")


def _stated(state: str, stem: str) -> str | None:
    """Return the stem with another thing that became of those it counts."""
    if known := STATE.search(stem):
        return f"{stem[: known.start()]}{state}{stem[known.end() :]}"
    return _DIED.sub(f"were {state}", stem, count=1) if _DIED.search(stem) else None


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
    if full is None or not re.search(_MONTHS + "|" + _DAYS, said):
        return said
    if said in _DAYS.split("|"):
        ahead = (_DAYS.split("|").index(said) - full.weekday()) % 7
        day = full + timedelta(days=ahead)
        return f"{said} {day.day} {day:%B %Y}"
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
        stem = _replaced(PLACE, what, stem) or stem
        known = WHEN.search(stem)
    if known is None:
        return f"{stem} {away.group()}"
    lead = f"{known['lead']} " if known["lead"] else ""
    return f"{stem[: known.start()]}{lead}{moved or away.group()}{stem[known.end() :]}"


def _within(whole: re.Match[str], stem: str) -> str | None:
    """Return the stem with all of the month or year that its day is in."""
    known = WHEN.search(stem)
    full = _day(known["date"]) if known else None
    if known is None or full is None or whole["unit"] == "week":
        return f"{stem} {whole.group()}"
    span = f"in {full:%B %Y}" if whole["unit"] == "month" else f"in {full.year}"
    return f"{stem[: known.start()]}{span}{stem[known.end() :]}"


def _shifted(said: str, unit: str, steps: int) -> str | None:
    year = re.search(r"\b(?:19|20)\d\d\b", said)
    if unit == "year":
        return said.replace(year.group(), str(int(year.group()) + steps)) if year else None
    day = _day(said)
    if day is None or unit == "month":
        return None
    moved = day + timedelta(days=steps * (7 if unit == "week" else 1))
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
    if SPEAKER.search(stem):
        return spoken(name, stem)
    counted = COUNTED.match(stem)
    if counted and (known := re.search(rf"\b(?:the\s+)?{NAME}", counted["noun"])):
        start = counted.start("noun")
        return f"{stem[: start + known.start()]}{name}{stem[start + known.end() :]}"
    found = [match for match in NAMES.finditer(stem) if not WHEN.fullmatch(match.group())]
    for place in (*_OWNED.finditer(stem), *SUBJECT.finditer(stem)):
        group = "owner" if "owner" in place.re.groupindex else "name"
        if re.search(NAME, place[group]):
            return f"{stem[: place.start(group)]}{name}{stem[place.end(group) :]}"
    if not found:
        return None
    return f"{stem[: found[-1].start()]}{name}{stem[found[-1].end() :]}"


def _recounted(noun: str, stem: str) -> str | None:  # noqa: PLR0911 - one for each place it can take
    bare = re.sub(r"(?i)^(?:its|his|her|their|the)\s", "", noun)
    subject, owned = SUBJECT.search(stem), _OWNED.search(stem)
    if noun.startswith("the ") and SPEAKER.search(stem):
        return spoken(noun, stem)
    if counted := COUNTED.match(stem):
        return f"{counted['lead']}{noun}{stem[counted.end() :]}"
    if not _WH.match(stem) and (state := STATE.search(stem)):
        return f"{noun} {stem[state.start() :]}"
    if owned and not noun.startswith("the "):
        return f"{stem[: owned.start('what')]}{bare}{stem[owned.end('what') :]}"
    # A thing takes the place of a thing only, and somebody that of somebody.
    if subject and noun.startswith("the ") == bool(re.match(r"the\s|.*[A-Z]", subject["name"])):
        return f"{stem[: subject.start('name')]}{noun}{stem[subject.end('name') :]}"
    definite = _DEFINITE.search(stem)
    if definite and noun.startswith("the "):
        return f"{stem[: definite.start()]}{noun}{stem[definite.end() :]}"
    return None
