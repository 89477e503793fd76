"""Words of a follow-up that point back into the conversation, and what to: "they", "that attack", "there"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.answer.phrases import AUX, NAME, NAMES, PLACE, SPEAKER, SUBJECT, WHEN

if TYPE_CHECKING:
    from assistant.records import Turn

_VERB = re.compile(
    rf"\b(?:{AUX}|say|said|says|claim|claimed|killed by|happen(?:ed)?|made|gave|give|led|want|wanted|call|called|mean"
    r"|began|ended|end|begin)\b",
    re.IGNORECASE,
)
_OPENING_WH = re.compile(r"^(?:who|whom|what|when|where|why|which|how)\b", re.IGNORECASE)
_PERSON = re.compile(r"\b(?P<he>he|she|him)\b|\b(?P<his>his|her)\b", re.IGNORECASE)
_GROUP = re.compile(r"\b(?P<they>they|them|those|these)\b|\b(?P<their>their)\b", re.IGNORECASE)
_THING = re.compile(
    # "Why is it that …", "is it true that …" point to what follows.
    rf"\b(?P<it>it)\b(?!\s.*\bthat\s|\s+that\b)|\b(?P<its>its)\b|(?<!say )(?<!said )\b(?P<that>that|this)\b"
    rf"(?=\s+(?:{AUX}|been|happen\w*|mean|end|begin|start)\b|\s*[?,]|\s*$)"
    r"|\b(?P<which>(?:that|this|those|these)\s+(?:figures?|numbers?|tolls?|claims?|attacks?|reports?|count|operation"
    r"|group|day|statement))\b",
    re.IGNORECASE,
)
# What is said of a statement, not of a thing: "has that been verified?", "what does the army say about that?".
_CLAIM = re.compile(
    r"\b(?:say|said|says|think|comment|respond|reply)\s+(?:about|to|on)\s+(?P<after>that|this|it)\b"
    r"|\b(?:say|said)\s+(?P<object>that|this|so)$"
    r"|\b(?P<before>that|this|it)\b(?!\s.*\bthat\s)(?=\s+(?:been\s+|ever\s+|yet\s+)?(?:\w+\s)?(?:verified|confirmed|true|denied|disputed"
    r"|correct|proven|certain|rejected|contradicted)\b)",
    re.IGNORECASE,
)
# "It" that acts is whoever acted before, not what was acted on.
_ACTS = re.compile(
    r"\s+(?:say|claim|name|announce|cite|thank|call|ask|count|put|report|deny|want|demand|offer|promise|threaten|blame)\b"
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
_WHICH = re.compile(r"^(?:(?:to|of|in|from|by)\s+)?(?:which|what)\s+(?P<role>[a-z]+)\s", re.IGNORECASE)
_ASKS_WHO = re.compile(r"^(?:\w+\s)?(?:who|whom|whose|which|what)\b", re.IGNORECASE)
_KIND_AND_NAME = re.compile(rf"\b{AUX}\s+(?P<thing>[a-z][\w-]*(?:\s+[\dA-Z][\w-]*)+)")
# "The group", "the statement": somebody or something that was just spoken of.
_SPOKEN_OF = re.compile(
    r"\bthe\s(?:group|statement|attacks?|operation|toll|reports?|militants|attackers|hostages|victims|talks|blast|bombing"
    r"|incident|ban|claims?|figures?|count|explosion|hijacking|siege|raid|standoff|minister|official|spokesman)\b",
    re.IGNORECASE,
)
_REFLEXIVE = frozenset(("he", "she", "him", "his", "her", "they", "them", "their", "it", "its"))
_THE = re.compile(r"\bthe\s+(?!(?:year|month|week|day|number|same|first|last|next|previous)\b)", re.IGNORECASE)
_DO = re.compile(r"\b(?:do|does|did)\s+$", re.IGNORECASE)
_NOT_OF_NAMES = frozenset(("to", "after", "before", "by", "with", "on", "from", "about", "and", "or", "that", "which"))
# Where a person cannot be: "the wife of Balochistan" is no reading of "his wife".
_PLACE_BEFORE = re.compile(r"\b(?:in|at|near|from|around|outside|across|of|to|on)\s+(?:the\s+)?$", re.IGNORECASE)
_TITLE_BEFORE = re.compile(
    r"\b(?:minister|president|chief|spokes\w+|general|colonel|officer|commissioner|envoy|leader|commander|governor|judge"
    r"|doctor|named|called)\s+$",
    re.IGNORECASE,
)
_OF_SPEAKERS = re.compile(r"^(?:who|whom|whose)\b|\b(?:say|said|claim\w*|announce\w*|report\w*)\b", re.IGNORECASE)
_THE_GROUP = re.compile(r"\bthe group\b", re.IGNORECASE)
_NUMBERS = frozenset(
    ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twenty", "thirty")
)
_LONGEST_FRAGMENT = 6
_SHORT_ANSWER = 4
_LONGEST_NOUNS = 2


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
    return _points(text) or (bool(_SPOKEN_OF.search(text)) and not re.search(rf"\s{NAME}|\b(?:19|20)\d\d\b", text))


def of_person(text: str) -> bool:
    """Return whether `text` asks about a person that it does not name: "what did he say?"."""
    match = _PERSON.search(text)
    return bool(match and not _named_before(text[: match.start()], match))


def points_to_statement(text: str) -> re.Match[str] | None:
    """Return the word of `text` that points to what was said, not to a thing that was spoken of; `None` without one."""
    return _CLAIM.search(text)


def without_pointers(text: str, last: Turn) -> str:
    """Return `text` with its pointing words replaced by what they point to in the last turn, where that can be told."""
    stem = last.question.strip().rstrip("?.! ")
    for pattern, referent in (
        (_PERSON, _person(stem, last.answer)),
        (_GROUP, _group(stem)),
        (_THING, _thing(stem)),
    ):
        match = pattern.search(text)
        if match and not _named_before(text[: match.start()], match):
            if pattern is _THING and _ACTS.match(text, match.end()):
                referent = _actor(stem) or referent  # noqa: PLW2901 - the same word, known better
            if referent:
                owns = match.lastgroup in ("his", "their", "its")
                text = f"{text[: match.start()]}{referent}{_owning(referent) if owns else ''}{text[match.end() :]}"
    if group := _acronym(stem) or _actor(stem):
        text = _THE_GROUP.sub(group, text)
    place, when = PLACE.search(stem), WHEN.search(stem)
    if place:
        text = _THERE.sub(lambda _: place.group(), text)
    if when:
        text = _THEN.sub(lambda _: when.group(), text)
    return text


def with_context(text: str, stem: str, *, keeps_day: bool = True) -> str:
    """Return `text` with the place, day and speaker of `stem`, where it has none of its own.

    `keeps_day` is for what is asked of one event; what else somebody said or did may be of another day.
    """
    # One that names somebody or some place of its own may be by another speaker.
    keeps_speaker = not _OF_SPEAKERS.search(text) and not re.search(rf"\s{NAME}", text)
    for pattern in (PLACE, WHEN) if keeps_day else (PLACE,):
        found = pattern.search(stem)
        if found and not pattern.search(text) and re.sub(r"^[a-z]+\s", "", found.group()) not in text:
            text = f"{text} {found.group()}"
    speaker = SPEAKER.search(stem)
    if speaker and keeps_speaker and not SPEAKER.search(text):
        text = f"{text} {speaker.group()}"
    if not re.search(rf"\s{NAME}", text):
        named = [match.group() for match in NAMES.finditer(stem)]
        text = f"{text}, {named[-1]}" if named else text
    return text


def _points(text: str) -> bool:
    found = (pattern.search(text) for pattern in (_PERSON, _GROUP, _THING, _THERE, _THEN))
    return any(match and not _named_before(text[: match.start()], match) for match in found)


def _named_before(before: str, pointing: re.Match[str]) -> bool:
    # "What did Bugti say his forces did?" points to nothing outside; "what does the army say about that?" does.
    if pointing.group().lower() not in _REFLEXIVE:
        return False
    return bool(re.search(rf"\s{NAME}\b(?!\s+[a-z]+s\b)", before) or re.search(r"\bthe\s+[a-z]+", before))


def _person(stem: str, answer: str) -> str | None:
    asked, said = _people(stem, inside=True), _people(answer, inside=False)
    who = re.match(r"who\b", stem, re.IGNORECASE) or (_ASKS_WHO.match(stem) and not SUBJECT.search(stem))
    role = _WHICH.match(stem)
    named = (*said, *asked) if who else (*asked, *said)
    return next(iter(named), f"the {role['role']}" if role else _definite(stem))


def _people(text: str, *, inside: bool) -> list[str]:
    """Return the names in `text` that can be a person's, those with a title before them first."""
    found = NAMES.finditer(text) if inside else re.finditer(NAME, text)
    names = [
        match
        for match in found
        if not WHEN.fullmatch(match.group())
        and not _PLACE_BEFORE.search(text[: match.start()])
        # "The BLA" and "ISPR" are no "he", nor is whatever a sentence begins with ("Security officials said").
        and not _is_acronym(match.group())
        and not match.group().startswith("the ")
        and (inside or match.start() or " " in match.group() or len(text.split()) <= _SHORT_ANSWER)
        and match.group().lower() not in _NUMBERS
    ]
    names.sort(key=lambda match: not _TITLE_BEFORE.search(text[: match.start()]))
    return [match.group() for match in names]


def _group(stem: str) -> str | None:
    if match := _PLURAL.search(stem):
        noun = match["noun"]
        return f"the {noun}" if noun else match.group()
    names = [match.group() for match in NAMES.finditer(stem) if not _is_place_or_day(stem, match)]
    return names[0] if names else None


def _thing(stem: str) -> str | None:
    # Who says so is not what it is said about.
    stem = SPEAKER.sub("", stem)
    if match := _KIND_AND_NAME.search(stem):
        return match["thing"]
    if phrase := _definite(stem):
        return phrase
    names = [match.group() for match in NAMES.finditer(stem) if not _is_place_or_day(stem, match)]
    place = PLACE.search(stem)
    return names[0] if names else re.sub(r"^\w+\s", "", place.group()) if place else None


def _actor(stem: str) -> str | None:
    match = re.search(rf"\b(?:did|does|do|has|have|had)\s+(?P<name>(?:the\s+)?{NAME}|the\s+[a-z]+)\b", stem)
    return match["name"] if match else None


def _acronym(stem: str) -> str | None:
    return next((name for name in (match.group() for match in NAMES.finditer(stem)) if _is_acronym(name)), None)


def _is_acronym(name: str) -> bool:
    return name.removeprefix("the ").isupper()


def _definite(stem: str) -> str | None:
    """Return the first "the …" of a question, with what it is of and where: "the attacks in Balochistan"."""
    for match in _THE.finditer(stem):
        most = 1 if _DO.search(stem[: match.start()]) else _LONGEST_NOUNS
        taken: list[str] = []
        nouns, named = 0, False
        words = stem[match.end() :].split()
        for word in words:
            if word[:1].isupper() or word[:1].isdigit() or re.search(r"['\u2019]s$", word):
                named = True
            elif word in ("of", "for", "in", "at", "near", "the") and taken:
                most, nouns = (_LONGEST_NOUNS, 0) if word == "the" else (0, nouns)
            elif word in _NOT_OF_NAMES or re.fullmatch(AUX, word) or nouns >= (0 if named and most == 1 else most):
                break
            else:
                nouns += 1
            taken.append(word)
        while taken and taken[-1] in ("of", "for", "in", "at", "near", "the"):
            taken.pop()
        if taken:
            return f"the {' '.join(taken)}".rstrip(",")
    return None


def _is_place_or_day(text: str, name: re.Match[str]) -> bool:
    return bool(WHEN.fullmatch(name.group())) or bool(
        re.search(r"\b(?:in|at|near|from|around|outside|across)\s+(?:the\s+)?$", text[: name.start()])
    )


def _owning(name: str) -> str:
    return "\u2019" if name.endswith("s") else "\u2019s"
