"""The words that forms of questions are made of, and phrases turned into questions that can be read alone."""

from __future__ import annotations

import re

_DAYS = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_MONTHS = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug"
    r"|sept?|oct|nov|dec)\.?"
)
_TOKEN = (
    rf"(?:{_DAYS}|{_MONTHS}|\d{{1,2}}(?:st|nd|rd|th)?|(?:19|20)\d\d|morning|afternoon|evening|night|noon|midnight"
    r"|yesterday|today)\b"
)
# "Monday 2 February 2026", "the night of 31 January", "Saturday night", "2024".
TIME = rf"(?:the\s+)?{_TOKEN}(?:,?\s+(?:(?:of|the)\s+)*{_TOKEN})*"
_DATED = re.compile(rf"\b(?:{_MONTHS}|(?:19|20)\d\d)\b", re.IGNORECASE)
_MONTH_ON = re.compile(rf"\b{_MONTHS}\b.*$", re.IGNORECASE)
_DAY = re.compile(rf"\b(?:{_DAYS}|\d{{1,2}}(?:st|nd|rd|th)?)\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d$")

_SPELT = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen"
    "|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|dozen"
)
_HEDGE = (
    r"(?:(?:at least|at most|more than|fewer than|less than|as many as|up to|about|around|roughly|nearly|almost|over"
    r"|under|some|an estimated|approximately)\s+)?"
)
# A figure as a question may give it, with its hedge: "197", "about three dozen", "Rs 200".
FIGURE = rf"{_HEDGE}(?:(?:[$\u20ac\u00a3]|Rs\.?\s?)?\d[\d,.]*|(?:{_SPELT})\b)(?:[- ](?:{_SPELT}|and (?:{_SPELT}))\b)*"

# What a party's own figure is called.
ACCOUNT = r"(?:count|figures?|account|tally|reckoning|estimate|toll|report)"
# Words after a noun that say what became of what is counted: "militants killed", "vehicles burnt".
_BECAME = (
    r"(?:killed|wounded|injured|hurt|dead|lost|shot|held|freed|missing|burnt|burned|taken|seen|found|sold|built|hit|made|sunk"
    r"|stolen|caught|drawn|drowned|slain|sent|brought|kept|left|paid|cut|torn|born|struck|won|spent|bought|taught|written"
    r"|\w{3,}ed)"
)
_SMALL = r"(?:of|in|on|at|by|for|from|that|who|which|to|near|during|since|with|under|between|over)"
_NOUN = rf"(?:(?!{_SMALL}\b|{_BECAME}\b)[\w'\u2019-]+)(?:\s+(?!{_SMALL}\b|{_BECAME}\b)[\w'\u2019-]+){{0,4}}"
_COUNT_OF = re.compile(
    r"^(?:the\s+)?(?P<kind>(?:[\w-]+\s+){0,2}?)(?:number|count|total|tally|figure|toll)s?\s+(?:of|for)\s+(?:the\s+)?(?P<what>.+)$",
    re.IGNORECASE,
)
_THINGS_DONE = re.compile(rf"^(?P<noun>{_NOUN})\s+(?P<became>{_BECAME})(?P<rest>\b.*)$", re.IGNORECASE)
_WHO_DID = re.compile(
    rf"^(?P<noun>{_NOUN})\s+(?:who|that|which)\s+(?P<rest>(?:were|was|have|had|are|died|fled)\b.*)$", re.IGNORECASE
)
_SAID = re.compile(
    rf"^(?P<noun>{_NOUN})\s+(?:that|which|whom)\s+(?P<who>.+?)\s+(?P<verb>claim|say|report|state|admit|boast|put|give)s?"
    r"\s+(?P<rest>(?:to|it|they)\b.*)$",
    re.IGNORECASE,
)
_DEATH_TOLL = re.compile(r"^(?:the\s+)?(?:(?P<who>[a-z-]+)\s+)?death\s+toll(?P<rest>\s.*)?$")
_CLAIMED_TOLL = re.compile(
    r"^(?P<who>(?:the\s+)?[\w. -]+?)['\u2019]s?\s+(?P<claimed>claimed\s+)?(?:own\s+)?(?:death\s+)?toll$", re.IGNORECASE
)
# Words before "death toll" that say whose figure it is or which, not who died.
_NOBODY = frozenset((
    "official", "final", "total", "overall", "latest", "current", "confirmed", "reported", "government", "military",
))  # fmt: skip
_WORD_COUNT = re.compile(r"\b(?:number|count|total|tally|figure|toll|casualties|deaths|losses)s?\b", re.IGNORECASE)
_DEFINITE = re.compile(r"(?:the|its|their|his|her|an?)\b|[\w.]+['\u2019]", re.IGNORECASE)
_OWNED = re.compile(
    r"^(?P<who>(?:the\s+)?[\w. -]+?)['\u2019]s?\s+(?:own\s+)?(?:\w+\s+)?(?:count|toll|figure|number|total|tally)\b"
)
_OFFICIAL = re.compile(r"\bofficial\b", re.IGNORECASE)


def is_figure_phrase(phrase: str) -> bool:
    """Return whether a noun phrase stands for a figure: "the death toll", "the number of trains"."""
    return bool(_WORD_COUNT.search(phrase))


def asks_for(phrase: str, tail: str = "") -> str:
    """Return the question after the figure that a noun phrase stands for, with `tail` at its end.

    "The number of militants killed" gives "How many militants were killed?", any other phrase "What was ...?".
    """
    end = f" {tail.strip()}" if tail.strip() else ""
    if claimed := _CLAIMED_TOLL.match(phrase):
        if claimed["claimed"]:
            return f"How many people {do(claimed['who'])} {claimed['who']} claim to have killed{end}?"
        return f"How many people were killed{end} according to {claimed['who']}?"
    counted = _COUNT_OF.match(phrase)
    if toll := _DEATH_TOLL.match(phrase):
        who = toll["who"] if toll["who"] and toll["who"] not in _NOBODY else "people"
        dead = who if who == "people" or who.endswith("s") else f"{who}s"
        # "The death toll of the fire" is of those killed in it.
        rest = re.sub(r"^\s+(?:of|for|from)\s+(?=the\s|[A-Z])", " in ", toll["rest"] or "")
        return f"How many {dead} were killed{rest}{end}?"
    # "The census figure of Ruritania" counts no Ruritanias.
    if counted is None or re.fullmatch(r"(?:[A-Z][\w'\u2019-]*\s?)+", counted["what"]):
        were = "were" if re.search(r"[^s]s$", phrase) and " of " not in phrase else "was"
        return f"What {were} {phrase if _DEFINITE.match(phrase) else f'the {phrase}'}{end}?"
    by = ", by the official count" if _OFFICIAL.search(counted["kind"]) else ""
    return f"{how_many(counted['what'])}{end}{by}?"


def how_many(what: str) -> str:
    """Return "how many" asked of a thing and what became of it, without a question mark.

    "Militants killed in Quetta" gives "How many militants were killed in Quetta".
    """
    what = re.sub(r"^the\s+", "", what.strip())
    if said := _SAID.match(what):
        return f"How many {said['noun']} {do(said['who'])} {said['who']} {said['verb']} {said['rest']}"
    if who := _WHO_DID.match(what):
        return f"How many {who['noun']} {who['rest']}"
    if done := _THINGS_DONE.match(what):
        return f"How many {done['noun']} were {done['became']}{done['rest']}"
    return f"How many {what} were there"


def do(who: str) -> str:
    """Return the form of "do" that goes with a party: "the rebels do", "the BLS does"."""
    return "do" if who.endswith("s") and not who.rsplit(maxsplit=1)[-1].isupper() else "does"


def owner(phrase: str) -> str:
    """Return whose count a phrase is ("the port's count of its boats" gives "the port"); "" for nobody's."""
    owned = _OWNED.match(phrase)
    return owned["who"] if owned else ""


def completed(time: str, other: str) -> str:
    """Return `time` with the month and year that only the later of two times writes out ("Monday 2", "4 May 2026")."""
    if not re.search(r"\d", time):
        return time
    if not _DATED.search(time) and (month := _MONTH_ON.search(other)):
        return f"{time} {month.group()}"
    if not _YEAR.search(time) and (year := _YEAR.search(other)):
        return f"{time} {year.group()}"
    return time


def by_then(time: str) -> str:
    """Return the words that ask how things stood at a time: "by 4 May 2026", but "in 1980"."""
    return f"{'by' if _DAY.search(time) else 'in'} {time}"


def is_dated(time: str) -> bool:
    """Return whether a time can be placed in a calendar: "Saturday night" alone cannot."""
    return bool(_DATED.search(time))


def loose_day(time: str) -> str:
    """Return the weekday of a time that no date goes with ("Saturday night" gives "saturday"), else ""."""
    found = re.search(_DAYS, time, re.IGNORECASE)
    return found.group().lower() if found and not is_dated(time) else ""


def singular(noun: str) -> str:
    """Return an English plural in the singular, by its ending."""
    head, _, last = noun.rpartition(" ")
    if re.search(r"(?:sh|ch|x|ss|z)es$", last):
        last = last[:-2]
    elif last.endswith("ies"):
        last = f"{last[:-3]}y"
    elif last.endswith("s") and not last.endswith("ss"):
        last = last[:-1]
    return f"{head} {last}".strip()


def listed(text: str) -> tuple[str, ...]:
    """Return the members of a list: "A, B and C" gives three."""
    return tuple(item.strip(" ,") for item in re.split(r",\s*(?:and\s+)?|\s+and\s+", text) if item.strip(" ,"))
