"""What a follow-up can point to in the last question and its answer: a person, a group, a thing, an event."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from assistant.answer import nouns
from assistant.answer.circumstances import NAME, PLACE, WHEN
from assistant.answer.phrases import AUX, NAMES, SPEAKER, SUBJECT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_PLURAL = re.compile(
    rf"\bthe\s+(?!others\b)(?:[a-z-]+\s)?{nouns.PLURAL}\b"
    rf"|(?i:how many|which)\s+(?:of\s+(?:its|the|their)\s+(?:own\s+)?)?"
    rf"(?P<noun>(?!of\s)(?:[A-Za-z][\w-]*\s)*?{nouns.PLURAL})\b(?=\s)"
)
# "The seven passengers" are those to whom something happened.
_PEOPLE = re.compile(rf"^the\s(?:[\w-]+\s)?{nouns.COUNTED}\b", re.IGNORECASE)
# "When did trains start again".
_BARE_SUBJECT = re.compile(rf"^(?i:when|where|why|how)\b.*?\b(?:did|do|had|were|are|will)\s(?P<noun>{nouns.PLURAL})\s")
_WHICH = re.compile(
    r"^(?:(?:to|of|in|from|by)\s+)?(?:which|what)\s+(?P<role>(?!(?:is|was|are|were|did|does|do|happened|became|caused)\b)[a-z]+)\s",
    re.IGNORECASE,
)
_ASKS_WHO = re.compile(r"^(?:\w+\s)?(?:who|whom|whose|which|what)\b", re.IGNORECASE)
_SAYING = r"(?:say|said|says|claim\w*|announce\w*|report\w*|name\w*|tell|told|want\w*|ask\w*)"
# Somebody who said something is no "it": "prosecutor Lena Falk".
_KIND_AND_NAME = re.compile(
    rf"\b{AUX}\s+(?P<thing>(?!the\s)[a-z][\w-]*(?:\s+[\dA-Z][\w-]*)+)(?!['\u2019\w]|\s[A-Z\d]|\s{_SAYING}\b)"
)
_KINDS_OF_PLACE = ("province", "district", "city", "region", "county", "valley")
_ACTED = re.compile(
    r"\b(?:did|does|do|has|have|had)\s+"
    rf"(?P<name>(?:the\s+)?{NAME}(?:\s+and\s+(?:the\s+)?{NAME})*|the\s+[a-z]+)\b"
)
_TOGETHER = re.compile(rf"\b(?:the\s+)?{NAME}(?:,\s(?:the\s+)?{NAME})*\sand\s(?:the\s+)?{NAME}")
# "The first suicide attack" is an event, "the first" is none.
_THE = re.compile(
    r"\bthe\s+(?!(?:year|month|week|day|number|same|next|previous)\b"
    rf"|(?:first|last)\b(?!\s(?:[a-z-]+\s){{0,2}}{nouns.HAPPENING}\b))",
    re.IGNORECASE,
)
_DO = re.compile(r"\b(?:do|does|did)\s+$", re.IGNORECASE)
_RELATIVE = re.compile(r"\s*(?:who|which|that)\s")
# "The ferry Ada Marlow", "storm Lena": whatever has a person's name and is none.
_VESSEL_BEFORE = re.compile(
    r"\b(?:ferry|ship|vessel|boat|tanker|trawler|yacht|train|flight|plane|aircraft|operation|typhoon|cyclone|storm"
    r"|hurricane|company|firm|newspaper|paper|team|club|band|hotel|mine|brand)\s$",
    re.IGNORECASE,
)
# Where a person cannot be: "the wife of Balochistan" is no reading of "his wife".
_PLACE_BEFORE = re.compile(
    r"\b(?:in|at|near|off|from|around|outside|across|into|of|(?<!according )to|on)\s+(?:the\s+)?$", re.IGNORECASE
)
_TITLE_BEFORE = re.compile(
    r"\b(?:minister|president|chief|spokes\w+|general|colonel|officer|commissioner|envoy|leader|commander|governor|judge"
    r"|doctor|named|called)\s+$",
    re.IGNORECASE,
)
_NUMBERS = frozenset(
    ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twenty", "thirty")
)
# "In Dorn the miner was freed" begins with no name.
_PREPOSED = r"(?:In|At|On|From|By|Near|After|Before|Since|Until|Of|For|With|According|As)\s"
_SHORT_ANSWER = 4
_LONGEST_NOUNS = 2
# "What is the pipeline worth?"
_PREDICATES = frozenset(("worth", "long", "old", "big", "high", "large", "called", "named", "like", "made"))
_LINKS = frozenset(("of", "for", "in", "at", "near", "on", "the"))


def has_thing(stem: str) -> bool:
    """Return whether a question names an event or a thing by a common noun: "the standoff in Dorn"."""
    return any(nouns.is_thing(phrase) for phrase in _definites(SPEAKER.sub("", stem)))


def happening(stem: str) -> str | None:
    """Return what happened of which a question asks, even where it asks about somebody there: "the Dorn bombing"."""
    spoken_of = thing(stem)
    phrases = [spoken_of] if spoken_of else []
    return next((phrase for phrase in (*phrases, *_definites(SPEAKER.sub("", stem))) if nouns.is_event(phrase)), None)


def event_of(stem: str) -> str | None:
    """Return the event or thing of a question, as a nameless one about it goes on: "in the fire at the mill"."""
    stem = SPEAKER.sub("", stem)
    acting = actor(stem) or "-"
    phrase = next(
        (
            found
            for found in _definites(stem)
            if not nouns.is_record(found)
            and not nouns.is_person(found)
            and not _PEOPLE.match(found)
            and (not found.startswith(acting) or nouns.is_thing(found))
        ),
        None,
    )
    held = re.search(rf"\b(?P<who>the\s[a-z]+\sof\s(?:the\s)?{NAME})", stem) if phrase is None else None
    if held and _PEOPLE.match(held["who"]):
        return f"over {held['who']}"
    if phrase and re.search(rf"^the\s[a-z]\w*\s{NAME}$", phrase):
        return f"of {phrase}"
    # "The army" that did something is whoever acted, "the attacks in Quetta" what happened.
    if phrase is None or " " not in phrase[4:]:
        return None
    if re.search(rf"\b{AUX}\s+$", stem[: stem.find(phrase)]) and " of " in phrase:
        return None
    before = re.search(r"\b(?P<prep>in|at|during|after|about)\s+$", stem[: stem.find(phrase)])
    return f"{before['prep'] if before else 'in'} {phrase}"


def person(stem: str, answer: str) -> str | None:
    """Return whom "he" or "she" is: of a question that asks who, whom the answer names."""
    asked, said = _people(stem, inside=True), _people(answer, inside=False)
    who = re.match(r"who(?:m|se)?\b", stem, re.IGNORECASE) or (_ASKS_WHO.match(stem) and not SUBJECT.search(stem))
    role, described = _WHICH.match(stem), _definite(stem)
    if who:
        # Whom the answer adds to the question is who was asked for.
        # Of an outlet that the answer names and somebody in full in the question, it is the latter.
        found = named_in(answer, stem)
        in_full = [name for name in asked if " " in name]
        named = found if any(" " in name for name in found) else [*in_full, *found, *asked]
        named = named or said
        last = described
    else:
        named = [*asked, *([described] if described and nouns.is_person(described) else []), *said]
        # "The trial of Marta Lind": of whom it is, where nobody else is named.
        of_whom = re.search(r"\bof (?P<name>[A-Z][\w-]+(?:\s[A-Z][\w-]+)+)", stem)
        described = None if described and nouns.is_event(described) else described
        last = of_whom["name"] if of_whom and nouns.can_be_person(of_whom["name"]) else described
    return next(iter(named), f"the {role['role']}" if role else last)


def named_in(answer: str, stem: str) -> list[str]:
    """Return the names of people in an answer that are not in its question."""
    return [name for name in _people(answer, inside=False) if name not in stem]


def _people(text: str, *, inside: bool) -> list[str]:
    """Return the names in `text` that can be a person's, those with a title before them first."""
    found = NAMES.finditer(text) if inside else re.finditer(rf"(?!{_PREPOSED}){NAME}", text)
    names = [
        match
        for match in found
        if not WHEN.fullmatch(match.group())
        and not _PLACE_BEFORE.search(text[: match.start()])
        and not _VESSEL_BEFORE.search(text[: match.start()])
        # "The BLA" and "ISPR" are no "he", nor is whatever a sentence begins with ("Security officials said").
        and not _is_acronym(match.group())
        and not match.group().lower().startswith("the ")
        and nouns.can_be_person(match.group())
        and (inside or match.start() or " " in match.group() or len(text.split()) <= _SHORT_ANSWER)
        and match.group().lower() not in _NUMBERS
    ]
    names.sort(key=lambda match: not _TITLE_BEFORE.search(text[: match.start()]))
    return [match.group() for match in names]


def group(stem: str, answer: str) -> str | None:
    """Return who "they" are: of a question that asks who or which, those that the answer names together."""
    if re.match(r"(?:who|whom|which)\b", stem, re.IGNORECASE):
        named = (match.group() for match in _TOGETHER.finditer(answer))
        if found := next((names for names in named if not set(re.findall(NAME, names)) & set(stem.split())), None):
            return found
    stem = SPEAKER.sub("", stem).strip()
    several = actor(stem)
    if several and " and " in several:
        return several
    subject = re.search(rf"\b(?:did|do|have|had|were|are)\s(?P<who>the\s[a-z]+s\sof\s{NAME})", stem)
    if subject:
        return subject["who"]
    if bare := _BARE_SUBJECT.search(stem):
        return f"the {bare['noun']}"
    if match := _PLURAL.search(stem):
        noun = match["noun"]
        return f"the {noun}" if noun else match.group()
    names = [match for match in NAMES.finditer(stem) if not _is_place_or_day(stem, match)]
    # "The ferry Aurelia" is not "them".
    return next((name.group() for name in names if not re.search(r"\bthe\s[a-z]\w*\s$", stem[: name.start()])), None)


def thing(stem: str) -> str | None:
    """Return what "it" is."""
    # Who says so is not what it is said about; what happened somewhere is not the place.
    stem = SPEAKER.sub("", stem)
    if re.match(r"what happened\b", stem, re.IGNORECASE):
        return None
    if match := _KIND_AND_NAME.search(stem):
        return match["thing"]
    # "When did the army retake the town?": what was acted on rather than who acted, a thing rather than a name.
    found = [phrase for phrase in _definites(stem) if nouns.is_thing(phrase)]
    acting = actor(stem)
    if phrase := next((phrase for phrase in found if phrase != acting), None) or _definite(stem):
        # Of "the leader of the Front" it is the Front.
        of_whom = re.match(rf"the [a-z]+ of (?P<body>the {NAME})", phrase)
        return of_whom["body"] if of_whom and nouns.is_person(phrase) else phrase
    names = [_unowned(match.group()) for match in NAMES.finditer(stem) if not _is_place_or_day(stem, match)]
    place = PLACE.search(stem)
    return names[0] if names else re.sub(r"^\w+\s", "", place.group()) if place else None


def body(stem: str, answer: str) -> str | None:
    """Return what acts as a body, as "it" does in "what does it want": of a question that asks who, in the answer."""
    asked = [_unowned(match.group()) for match in NAMES.finditer(stem) if not _is_place_or_day(stem, match)]
    if re.match(r"(?:who|whom|whose|which)\b", stem, re.IGNORECASE):
        # "The ministry spokesman" is no ministry.
        said = [
            match.group()
            for match in re.finditer(rf"(?:[Tt]he\s)?{NAME}", answer)
            if not nouns.is_person(answer[match.end() :].strip().split(" ")[0])
        ]
        said = [f"the {name[4:]}" if name.startswith("The ") else name for name in said if name not in stem]
        if named := next((name for name in said if nouns.is_body(name)), None):
            return named
    acting = actor(stem)
    if (
        acting
        and " and " not in acting
        and not nouns.is_titled(acting)
        and (re.search(NAME, acting) or nouns.is_speaker(acting))
    ):
        return acting
    return next((name for name in asked if nouns.is_body(name)), None) or next(
        (name for name in asked if not nouns.is_titled(name) and " " not in name), None
    )


def actor(stem: str) -> str | None:
    """Return who did what the question asks about."""
    match = _ACTED.search(stem)
    return match["name"] if match else None


def owner(stem: str) -> str | None:
    """Return whose it is: "Norvia" of "Norvia's revenue"."""
    match = re.search(rf"(?P<owner>{NAME})['\u2019]s\b", stem)
    return match["owner"] if match else None


def acronym(stem: str) -> str | None:
    """Return the first name in capitals."""
    return next(
        (name for name in (_unowned(match.group()) for match in NAMES.finditer(stem)) if _is_acronym(name)), None
    )


def _is_acronym(name: str) -> bool:
    return name.removeprefix("the ").isupper()


def _definite(stem: str) -> str | None:
    """Return the first "the …" of a question, with what it is of and where: "the attacks in Quetta"."""
    return next(iter(_definites(stem)), None)


def _definites(stem: str) -> Iterator[str]:
    for match in _THE.finditer(stem):
        acting = _DO.search(stem[: match.start()])
        # "Did the finance minister say", and not "did the minister say".
        titled = nouns.is_person(" ".join(stem[match.end() :].split()[1:2]))
        most = 1 if acting and not titled else _LONGEST_NOUNS
        if taken := _phrase(stem[match.end() :].split(), most):
            phrase = f"the {' '.join(taken)}"
            rest = stem[match.start() + len(phrase) :]
            # "The woman who took part in the raid" ends with the question.
            yield phrase.rstrip(",") + (rest if _RELATIVE.match(rest) and len(taken) == 1 else "")


def _phrase(words: Sequence[str], most: int) -> list[str]:
    """Return the words of a noun phrase that follow "the", no more than so many common nouns before a name."""
    taken: list[str] = []
    count, named = 0, False
    for word, behind in pairwise([*words, ""]):
        if named and word in _KINDS_OF_PLACE:
            return [*taken, word]
        if word[:1].isupper() or word[:1].isdigit() or re.search(r"['\u2019]s$", word):
            named = True
        elif word in _LINKS and taken and not (word == "on" and _is_day(behind)):
            most, count = (_LONGEST_NOUNS, 0) if word == "the" else (0, count)
        elif count and re.fullmatch(nouns.HAPPENING, word):
            # "The railway station bombing" ends with what happened, however long it is.
            count += 1
        elif _ends_phrase(word, after_noun=bool(count)) or count >= (0 if named and most == 1 else most):
            break
        else:
            count += 1
        taken.append(word)
    while taken and taken[-1] in _LINKS:
        taken.pop()
    return taken


def _ends_phrase(word: str, *, after_noun: bool) -> bool:
    # "The convoy attacked near Dorn": the noun is behind us.
    done = after_noun and re.match(r"[a-z]{2,}ed$", word)
    predicate = after_noun and word in _PREDICATES
    return bool(done or predicate or word in nouns.PREPOSITIONS or re.fullmatch(AUX, word))


def _is_day(word: str) -> bool:
    return word[:1].isdigit() or bool(WHEN.match(f"on {word}"))


def _is_place_or_day(text: str, name: re.Match[str]) -> bool:
    return bool(WHEN.fullmatch(name.group())) or bool(
        re.search(r"\b(?:in|at|near|from|around|outside|across)\s+(?:the\s+)?$", text[: name.start()])
    )


def _unowned(name: str) -> str:
    return re.sub(r"['\u2019]s?$", "", name)
