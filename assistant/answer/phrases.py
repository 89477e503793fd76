"""The phrases of a question that a follow-up can put others in place of: what is counted, where, when, who says so."""

from __future__ import annotations

import re

from assistant.answer import nouns, verbs
from assistant.answer.circumstances import (
    DATE,
    NAME,
    PLACE_LEAD,
    PLACES,
    WHEN,
    another,
    elsewhere,
    in_event,
    placed_and_timed,
    replaced,
    timed,
)

SPEAKER = re.compile(r"\baccording to\s+.+?(?=\s+(?:on|by|in|at|since|until|after|before)\s|,|$)", re.IGNORECASE)
_CLAIMED = re.compile(
    r"^(?P<many>how (?:many|much) .+?) (?:did|does|do) .+? (?:claim|say|report)(?: (?:to have|that|it|they|he|she))?"
    r"(?: ha[ds]| have)? (?P<verb>were|was|[a-z]+ed|died|lost)\b(?P<rest>.*)$",
    re.IGNORECASE,
)
_SPEAKER_AND_DAY = re.compile(
    rf"^(?:(?P<who>according to .+?)"
    rf"|(?P<whose>(?:the\s)?[\w-]+(?:\s[A-Z][\w-]+)?)['\u2019]s?\s(?:count|figure|number|toll|version))"
    rf"\s+(?P<when>(?:(?:on|by|in)\s)?(?:the\s(?:(?:day|week|month|year)\s\w+|(?:next|following|previous)\sday)|{DATE}))$",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(r"^(?P<prep>of|by|from|with|about|for|to|on|in|at|as|against)\s", re.IGNORECASE)
# "May" in small letters only: "by 9 May" has no verb.
AUX = (
    r"(?:is|are|was|were|has|have|had|did|do|does|will|would|can|could|(?-i:may)|might|must|should"
    r"|died|lost|took|fled|left)"
)
COUNTED = re.compile(
    r"^(?P<lead>(?:[Ii]n|[Bb]y|[Oo]n)?\s*(?:how many|how much|which|what|how large a)\s+)"
    rf"(?P<noun>(?!{AUX}\b).+?)"
    rf"(?=\s+(?:{AUX}|live|work|want|voted|attended|took|escaped|survived|fled|joined|came)\b)",
    re.IGNORECASE,
)
STATES = (
    r"killed|wounded|injured|arrested|detained|captured|displaced|abducted|freed|rescued|missing|dead|hurt|evacuated"
    r"|kidnapped|destroyed|damaged|burnt|sentenced|released|infected|stranded|trapped"
)
STATE = re.compile(rf"\b(?:{STATES})\b")
_DIED = re.compile(r"\b(?:died|die)\b")
_STATE_AND_NOUN = re.compile(
    rf"^(?:the\s+)?(?:(?P<before>[a-z]+(?:\s[a-z]+)?)\s)?(?P<state>{STATES})(?:\s(?P<noun>[a-z]+(?:\s[a-z]+)?))?$",
    re.IGNORECASE,
)
_HOW_MANY_STATE = re.compile(
    rf"^how many\s(?:(?:were|are|was|got|have been|had been)\s)?(?P<state>{STATES})(?P<rest>.*)$", re.IGNORECASE
)
# What is asked of some of many: "how many of them were women".
_PART = re.compile(
    r"^(?P<of>how (?:many|much) of .+? (?:is|are|was|were|been) )(?P<what>[^,]+?)(?=,| according |$)", re.IGNORECASE
)
_DURING = re.compile(r"^(?P<prep>during|before|after|since|until)\s(?:it|that|this|then|them)$", re.IGNORECASE)
_AROUND = re.compile(r"\b(?:during|before|after|since|until)\b(?=\s(?:the|his|her|its|their)\s)")
_WHICH_DID = re.compile(rf"^[Ww]hich {nouns.PLURAL} (?P<did>[a-z]+)(?P<rest> .+)$")
# What begins can end: "and start?" after "When did the operation end?".
_COURSE = r"(?:begin|start|end|finish|stop|open|close|reopen|resume|arrive|leave|depart|return|win|lose|die|resign)"
COURSE = re.compile(rf"^{_COURSE}$", re.IGNORECASE)
_ITS_COURSE = re.compile(rf"\b(?P<verb>{_COURSE})\b", re.IGNORECASE)
# "Its first phase", "the second day" are no people to count.
STRETCH = re.compile(
    r"^(?:(?:in|on|during)\s)?(?P<which>(?:its|their|the)\s(?:very\s)?(?:first|second|third|last|final|next|early|later)\s"
    r"(?:phase|stage|part|week|hours?|days?|round|half))$",
    re.IGNORECASE,
)
AMONG = re.compile(r"\s(?:among|amongst|of) (?:them|those|these)$", re.IGNORECASE)
TOLL = re.compile(
    r"^what (?:is|was) (?:the|(?P<whose>.+?)['\u2019]s?) (?:(?:latest|official|current|overall) )?(?:death )?toll"
    r" (?P<where>of|for|from|in) (?P<event>.+)$",
    re.IGNORECASE,
)
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
    r"\bthe\s+(?!(?:year|month|week|day|number|same)\b)[a-z][\w-]*(?:\s+(?:of|on|at|in)\s+(?:the\s+)?[A-Z][\w-]*(?:\s[A-Z][\w-]*)*)?"
)
_SEVERAL = re.compile(rf"{nouns.PLURAL}$")
_WH = re.compile(r"^(?:\w+\s)?(?:who|whom|whose|what|when|where|why|which|how)\b", re.IGNORECASE)


def substitute(fragment: str, stem: str) -> str | None:
    """Return the question `stem` with `fragment` in the place of the phrase of its kind; `None` where it has none."""
    if several := _parts(fragment):
        first, rest = several
        return substitute(rest, substitute(first, stem) or stem)
    if AMONG.search(fragment):
        return substitute(AMONG.sub("", fragment), stem)
    if TOLL.match(stem) and not timed(fragment, stem):
        many = re.match(r"(?i)how many\s", fragment)
        if many or nouns.is_counted(fragment):
            return _recounted(re.sub(r"(?i)^(?:how many|the)\s", "", fragment), as_count(stem))
    return (
        timed(fragment, stem)
        or _of_event(fragment, stem)
        or _said_or_placed(fragment, stem)
        or _counted(fragment, stem)
    )


def as_count(stem: str) -> str:
    """Return "what is the army's toll of the fire" as the count that it asks for; any other question as it is."""
    toll = TOLL.match(stem)
    if toll is None:
        return stem
    whose = f" according to {toll['whose']}" if toll["whose"] else ""
    return f"How many people were killed in {toll['event']}{whose}"


def _parts(fragment: str) -> tuple[str, str] | None:
    """Return the two phrases of a fragment that has two, each of which takes another's place; `None` of any other."""
    if ", " in fragment:
        first, _, rest = fragment.partition(", ")
        return first, rest
    if both := _SPEAKER_AND_DAY.match(fragment):
        return both["who"] or f"according to {both['whose']}", both["when"]
    return placed_and_timed(fragment)


def _of_event(fragment: str, stem: str) -> str | None:
    """Return the stem of another event than its own: "in the raid on the camp", "the Dorn one"."""
    speaker, plain = SPEAKER.search(stem), SPEAKER.sub("", stem).strip(" ,")
    event = in_event(fragment, plain) or another(fragment, plain)
    return f"{event} {speaker.group()}" if event and speaker else event


def asked_anew(fragment: str) -> str | None:
    """Return "the trains" and "the captain", which fit no question before, as a question of their own."""
    if not re.fullmatch(r"the(?:\s[a-z-]+){1,2}", fragment):
        return None
    if nouns.is_person(fragment):
        return f"who was {fragment}"
    return f"what happened to {fragment}" if re.search(rf"\b{nouns.PLURAL}$", fragment) else f"what was {fragment}"


def only_adds(found: str, stem: str) -> bool:
    """Return whether a question has every word of the one that it was made of."""
    return set(stem.replace(",", "").split()) <= set(found.replace(",", "").split())


def spoken(speaker: str, stem: str) -> str:
    """Return the question `stem` by the account of this speaker."""
    claim = _CLAIMED.match(stem)
    if claim and not SPEAKER.search(stem):
        # Another's account of it is no account of what the first one claimed.
        was = "" if re.fullmatch(AUX, claim["verb"]) else "were "
        stem = f"{claim['many']} {was}{claim['verb']}{claim['rest']}"
    return replaced(SPEAKER, f"according to {speaker}", stem) or f"{stem} according to {speaker}"


def of_state(question: str, stem: str) -> str | None:
    """Return "how many were wounded" with those that `stem` counts, where and when; `None` for another form."""
    match, stem = _HOW_MANY_STATE.match(question), as_count(stem)
    # Of "how many of them were women" nobody asks how many were killed.
    counts = COUNTED.match(stem) and not _PART.match(stem)
    found = _stated(match["state"].lower(), stem) if match and counts else None
    rest = match["rest"].strip(" ,") if match else ""
    return substitute(rest, found) if found and rest else found


def _said_or_placed(fragment: str, stem: str) -> str | None:
    if (stretch := STRETCH.match(fragment)) and (
        found := _during(stretch["which"], stem) or replaced(WHEN, f"on {stretch['which']}", stem)
    ):
        return found
    if re.match(r"according to\b", fragment, re.IGNORECASE):
        return spoken(re.sub(r"(?i)^according to ", "", fragment), stem)
    if (part := _PART.match(stem)) and not PLACE_LEAD.match(fragment.replace("from ", "of ")):
        return f"{part['of']}{fragment}{stem[part.end() :]}"
    if re.match(r"(?i)(?:in|at|during|on) (?:the|that|this) same\b", fragment):
        return stem
    if PLACE_LEAD.match(fragment):
        return replaced(PLACES, fragment, stem) or added(fragment, elsewhere(stem))
    during = _DURING.match(fragment)
    return replaced(_AROUND, during["prep"], stem) if during else None


def _counted(fragment: str, stem: str) -> str | None:  # noqa: PLR0911 - one for each kind of phrase
    if nouns.is_speaker(fragment) and (SPEAKER.search(stem) or _CLAIMED.match(stem)):
        # As reports put it: "according to officials".
        return spoken(re.sub(r"^the (?=[a-z]+s$)", "", fragment), stem)
    if COURSE.match(fragment) and re.search(rf"(?i)\bdid\s.+\b{_COURSE}\b", stem):
        # What began on one day ended on another.
        return replaced(_ITS_COURSE, fragment, WHEN.sub("", stem).strip(" ,"))
    if re.match(r"^(?:how many|how much|which)\s", fragment, re.IGNORECASE) and (counted := COUNTED.match(stem)):
        return fragment + stem[counted.end() :]
    if (match := _STATE_AND_NOUN.match(fragment)) and (found := _stated(match["state"].lower(), stem)):
        noun = match["noun"] or match["before"]
        return _recounted(noun, found) if noun else found
    if article := re.fullmatch(rf"(an?)\s+{NAME}", fragment):
        return replaced(re.compile(rf"\ban?\s+{NAME}"), article.group(), stem)
    if re.fullmatch(rf"(?:the\s+)?{NAME}", fragment):
        return _renamed(fragment, stem)
    if lead := _PREPOSITION.match(fragment):
        return replaced(_behind(lead["prep"].lower()), fragment, stem) or added(fragment, stem)
    if re.search(r"\b(?:before|after|earlier|later)$", fragment):
        return f"{stem} {fragment}"
    return _recounted(fragment, stem)


def _behind(preposition: str) -> re.Pattern[str]:
    if preposition == "about":
        return re.compile(r"\babout\s.+?(?=\s(?:on|in)\s\d|,|$)")
    return re.compile(
        rf"\b{preposition}\s+(?:the\s+|an?\s+)?{NAME}|\b{preposition}\s+(?:the\s+)?[a-z]+(?:\s[a-z]+)?(?=,|$)"
    )


def _during(stretch: str, stem: str) -> str | None:
    """Return the stem in a stretch of the event that it names: "in the first phase of operation Dawn"."""
    part = re.sub(r"(?i)^(?:its|their)\s", "the ", stretch)
    event = re.compile(rf"\b(?:in|during)\s(?P<event>(?:the\s(?:[a-z]+\s)*|[a-z]+\s)?{NAME})")
    if match := event.search(stem):
        return f"{stem[: match.start()]}in {part} of {match['event']}{stem[match.end() :]}"
    match = re.match(rf"(?i)when did (?P<event>.+?) {_COURSE}\b", stem)
    return f"{stem[: match.start('event')]}{part} of {stem[match.start('event') :]}" if match else None


def _stated(state: str, stem: str) -> str | None:
    """Return the stem with another thing that became of those it counts."""
    if known := STATE.search(stem):
        return f"{stem[: known.start()]}{state}{stem[known.end() :]}"
    return _DIED.sub(f"were {state}", stem, count=1) if _DIED.search(stem) else None


def _renamed(name: str, stem: str) -> str | None:
    # "And Peru?" after "which countries voted for it" asks whether it did.
    if (did := _WHICH_DID.match(stem)) and (plain := verbs.base(did["did"])):
        return f"did {name} {plain}{did['rest']}"
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
    last = found[-1]
    # "The Quetta bombing" becomes "the Gwadar bombing".
    article = "the " if last.group().startswith("the ") and re.match(r"\s[a-z]+", stem[last.end() :]) else ""
    return f"{stem[: last.start()]}{article}{name.removeprefix('the ')}{stem[last.end() :]}"


def _recounted(noun: str, stem: str) -> str | None:  # noqa: PLR0911 - one for each place it can take
    bare = re.sub(r"(?i)^(?:its|his|her|their|the)\s", "", noun)
    subject, owned = SUBJECT.search(stem), _OWNED.search(stem)
    if noun.startswith("the ") and SPEAKER.search(stem) and not nouns.is_counted(noun):
        return spoken(noun, stem)
    thing = noun.startswith("the ") and not nouns.is_counted(noun)
    if (counted := COUNTED.match(stem)) and not thing:
        # "How much money", but "how many jobs".
        lead = re.sub(r"(?i)(how) much\b", r"\1 many", counted["lead"]) if _SEVERAL.match(noun) else counted["lead"]
        return f"{lead}{re.sub('^the ', '', noun)}{stem[counted.end() :]}"
    if not _WH.match(stem) and (state := STATE.search(stem)):
        return f"{noun} {stem[state.start() :]}"
    if (about := _behind("about").search(stem)) and re.fullmatch("[a-z]+", noun) and not noun.endswith("s"):
        return f"{stem[: about.start()]}about {noun}{stem[about.end() :]}"
    if owned and not noun.startswith("the "):
        return f"{stem[: owned.start('what')]}{bare}{stem[owned.end('what') :]}"
    # "The roads" take the place of "the camp", and not of who held it.
    if thing and subject and not nouns.is_speaker(noun) and (acted := _last_definite(stem, subject.end())):
        return f"{stem[: acted.start()]}{noun}{stem[acted.end() :]}"
    # A thing takes the place of a thing only, and somebody that of somebody.
    if subject and noun.startswith("the ") == bool(re.match(r"the\s|.*[A-Z]", subject["name"])):
        return f"{stem[: subject.start('name')]}{noun}{stem[subject.end('name') :]}"
    definite = _DEFINITE.search(stem)
    if definite and noun.startswith("the "):
        return f"{stem[: definite.start()]}{noun}{stem[definite.end() :]}"
    return None


def _last_definite(stem: str, start: int) -> re.Match[str] | None:
    """Return the "the …" with which the stem ends, behind its subject: "the Bela camp"."""
    return re.compile(rf"\bthe\s+(?:{NAME}\s)?[a-z][\w-]*$").search(stem, start)


def added(fragment: str, stem: str) -> str:
    """Return the stem with a fragment at its end, before whoever says so."""
    speaker = SPEAKER.search(stem)
    if speaker is None or speaker.end() < len(stem):
        return f"{stem} {fragment}"
    return f"{stem[: speaker.start()].rstrip(' ,')} {fragment} {speaker.group()}"
