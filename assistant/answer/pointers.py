"""Words of a follow-up that point back into the conversation, and what to: "they", "that attack", "there"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.answer import circumstances, counts, nouns, referents, statements
from assistant.answer.circumstances import NAME, PLACE, PLACE_LEAD, WHEN
from assistant.answer.phrases import AUX, NAMES, SPEAKER, added

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    rf"\b(?P<it>it)\b(?!\s.*\bthat\s|\s+that\b)|\b(?P<its>its)\b(?!\sown\s.*\s{NAME})"
    rf"|(?<!say )(?<!said )\b(?P<that>that|this)\b"
    rf"(?=\s+(?:{AUX}|been|happen\w*|mean|end|begin|start|announced|reported|decided|agreed|known)\b|\s*[?,]|\s*$)"
    r"|\b(?P<which>(?:that|this|those|these)\s+(?:figures?|numbers?|tolls?|claims?|attacks?|reports?|count|operation"
    r"|group|statement))\b",
    re.IGNORECASE,
)
_BY_ACCOUNT = re.compile(r"\baccording to\s$", re.IGNORECASE)
# "The town" that was spoken of, by its name.
_THE_PLACE = re.compile(r"\bthe (?:town|city|village|district|province|region|port|area)\b(?!\sof\b)", re.IGNORECASE)
_MANY_WERE = re.compile(
    r"^how (?:many|much) (?P<were>were|are)\s(?!there\b)(?P<what>(?:the\s)?[a-z-]+)$", re.IGNORECASE
)
_AFTER_THAT = re.compile(r"(?<=\bbefore\s)(?:that|this|it)$|(?<=\bafter\s)(?:that|this|it)$", re.IGNORECASE)
_PERSONAL = re.compile(r"^(?:his|her|its|their)\s", re.IGNORECASE)
# A question that names nobody and yet is about some one event: "was the captain arrested", "did anyone die".
_NAMELESS = re.compile(
    r"\bthe\s[a-z]|\b(?:anyone|anybody|somebody)\b|^(?:was|were|is|are) there\b"
    r"|^how many\s(?:[a-z]+\s)?(?:were|are|was|died|survived|escaped|lost|fled|left|joined|took part|attacked|came)\b"
    r"|^(?:who|what)\s[a-z]+(?:ed|ng)?$",
    re.IGNORECASE,
)
_OF_ITS_OWN = re.compile(rf"\s{NAME}|\d|\b(?:of|in|from|for)\s(?!the\b|a\b|it\b|them\b|all\b|total\b)[a-z]+$")
_LONGEST_NAMELESS = 9
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
    r"\s+(?:say|claim|name|announce|cite|thank|call|ask|count|put|report|deny|want|demand|offer|promise|threaten|blame"
    r"|give|set|free|release)\b"
)
_THERE = re.compile(
    r"(?<!is )(?<!are )(?<!was )(?<!were )(?<!be )(?<!been )\bthere\b(?!\s+(?:is|are|was|were))", re.IGNORECASE
)
_THEN = re.compile(r"\b(?:by then|then|at that time|(?:on )?that day|since then)\b$|\bby then\b", re.IGNORECASE)
_OF_THEM = re.compile(
    r"^how (?:many|much) of (?P<them>them|those|these)\b(?!\s[a-z]+s\b(?<!is)(?<!was)(?<!has))", re.IGNORECASE
)
# "The group", "the statement": somebody or something that was just spoken of.
_SPOKEN_OF = re.compile(
    r"\bthe\s(?:group|company|firm|party|union|statement|attacks?|operation|toll|reports?|militants|attackers|hostages|victims|talks|blast|bombing"
    r"|incident|ban|claims?|figures?|count|explosion|hijacking|siege|raid|standoff|minister|official|spokesman)\b",
    re.IGNORECASE,
)
_REFLEXIVE = frozenset(("he", "she", "his", "her", "they", "their", "it", "its"))
# What is said about "it" is not said about the speaker.
_OF_ANOTHER = re.compile(r"\b(?:about|of|to|for|with|against|by|on|over)\s$", re.IGNORECASE)
# A body acts, is led and has people.
_AS_BODY = re.compile(
    r"\bit\s(?:say|claim|name|announce|call|want|demand|have|do|mention|respond|react|speak|hold|kill|attack|operate"
    r"|fight|condemn|accuse|blame|deny|admit|lose|offer|propose|need|plan)\b"
    r"|\b(?:leads?|led|founded|heads?|headed|funds?|backs?|speaks? for|spoke for|joined|commands?|blamed?) it\b"
    r"|\b(?:is|was) it (?:based|founded|formed|listed|banned|led|funded|designated)\b"
    r"|\bits (?:own )?(?:fighters|members|leaders?|spokes\w+|commanders?|men|chief|soldiers|citizens|nationals|forces"
    r"|losses|founder|aims?|demands?)\b",
    re.IGNORECASE,
)
_OF_SPEAKERS = re.compile(r"^(?:who|whom|whose)\b|\b(?:say|said|claim\w*|announce\w*|report\w*)\b", re.IGNORECASE)
_THE_GROUP = re.compile(r"\bthe (?:group|company|firm|party|union|agency|organi[sz]ation)\b", re.IGNORECASE)
_SAYS_OF_ITSELF = re.compile(
    r"^(?:who|(?:which|what)\s[a-z]+)\s(?:said|says|claim(?:s|ed)|admit(?:s|ted))\s$", re.IGNORECASE
)
_HOW_OLD = re.compile(rf"how old (?:is|was|are|were) {NAME}", re.IGNORECASE)
_LONGEST_FRAGMENT, _LONGEST_PLACE, _LONGEST_COUNTED = 6, 9, 3


def is_fragment(text: str) -> bool:
    """Return whether `text` is a phrase without a verb of its own: "civilians", "in Panjgur", "how many soldiers"."""
    bare = re.sub(r"^(?:how many|how much|which)\s+", "", text, flags=re.IGNORECASE)
    spoken = bool(re.match(r"according to\b", bare, re.IGNORECASE))
    if bare != text and (len(bare.split()) > _LONGEST_COUNTED or re.search(rf"\b(?:in|of)\s+{NAME}", bare)):
        return False
    if ", " in text:
        return all(is_fragment(part) for part in text.split(", "))
    longest = _LONGEST_PLACE if PLACE_LEAD.match(bare.replace("on ", "in ", 1)) else _LONGEST_FRAGMENT
    return (
        0 < len(bare.split()) <= longest
        # "By 9 May" has no verb.
        and (spoken or not _VERB.search(WHEN.sub("", bare)))
        and not _OPENING_WH.match(bare)
        and not _points(bare)
    )


def pointer(text: str) -> bool:
    """Return whether `text` has a word that points out of it: "they", "that attack", "there"."""
    return _points(text) or (bool(_SPOKEN_OF.search(text)) and not re.search(rf"\s{NAME}|\b(?:19|20)\d\d\b", text))


def leans_unnamed(text: str) -> bool:
    """Return whether `text` is short, names nobody and yet is about one event: "was the captain hurt"."""
    text = SPEAKER.sub("", text).strip(" ,")
    return bool(_NAMELESS.search(text)) and not _OF_ITS_OWN.search(text) and len(text.split()) <= _LONGEST_NAMELESS


def is_new(fragment: str, stem: str) -> bool:
    """Return whether words without a verb ask for something else: "Norway oil production 2023" after a flood."""
    words = fragment.split()
    plain = [word for word in words if word[0].islower()]
    names = re.findall(r"\b[A-Z][\w-]*", fragment)
    return len(plain) > 1 and words[0][0].isupper() and not any(name in stem for name in names)


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
    them = _OF_THEM.match(text)
    if them and (counted := counts.those_counted(stem)):
        return f"{text[: them.start('them')]}{counted}{text[them.end() :]}"
    if them and referents.group(stem, last.answer) is None:
        return f"How many{text[them.end() :]}"
    parts = _MANY_WERE.match(text)
    if parts and nouns.is_counted(parts["what"]) and (counted := counts.those_counted(stem)):
        return f"How many of {counted} {parts['were']} {parts['what']}"
    if happened := statements.happened(stem):
        text = _AFTER_THAT.sub(happened, text)
    text = _with_referents(text, last)
    if group := referents.acronym(stem) or referents.actor(stem) or referents.owner(stem):
        text = _THE_GROUP.sub(group, text)
    return _there_and_then(text, stem, last.answer)


def _there_and_then(text: str, stem: str, answer: str) -> str:
    """Return `text` with "there", "the town" and "then" by their names in the last question, or a day in its answer."""
    place, when = PLACE.search(stem), WHEN.search(stem)
    spoken_of = referents.thing(stem)
    if not place and (name := circumstances.place_of_event(stem)):
        text = _THERE.sub(f"in {name}", text)
    if not place and (event := referents.event_of(stem)):
        text = _THERE.sub(event, text)
    if not place and spoken_of and not spoken_of.startswith("the "):
        text = _THERE.sub(f"in {spoken_of}", text)
    if place:
        named = re.sub(r"^\w+\s", "", place.group())
        text = _THE_PLACE.sub(lambda _: named, text)
        text = _THERE.sub(lambda _: place.group(), text)
    if when is None and re.match(r"when\b", stem, re.IGNORECASE):
        when = WHEN.search(answer)
    if when:
        # "That day" of "the attacks of 26 August" is on it.
        text = _THEN.sub(lambda then: f"on {when['date']}" if "day" in then.group() else when.group(), text)
    return text


def _with_referents(text: str, last: Turn) -> str:
    stem = last.question.strip().rstrip("?.! ")
    found = (
        (_PERSON, referents.person(stem, last.answer)),
        (_THING, referents.thing(stem)),
        (_GROUP, referents.group(stem, last.answer) or counts.those_of(last.answer)),
    )
    put: list[tuple[re.Match[str], str]] = []
    taken: list[tuple[int, int]] = []
    # Found before any is put in: a name that is put in would make the next look like "Bugti said his forces".
    for pattern, referent in found:
        match = pattern.search(text)
        if match is None or _named_before(text[: match.start()], match):
            continue
        # "Those figures" are no people.
        if any(match.start() < end and start < match.end() for start, end in taken):
            continue
        taken.append(match.span())
        acts = pattern in (_THING, _GROUP) and _ACTS.match(text, match.end())
        actor = referents.actor(stem) if acts else None
        actor = actor if actor and " and " not in actor else None
        if pattern is _THING and _AS_BODY.search(text) and not (referent and nouns.is_document(referent)):
            actor = referents.body(stem, last.answer) or actor
        if acts and pattern is _GROUP and actor is None and referent and nouns.is_suffering(referent):
            actor = "the attackers"
        if named := actor or referent:
            put.append((match, named))
    for match, named in sorted(put, key=lambda pair: -pair[0].start()):
        owns = match.lastgroup in ("his", "their", "its")
        text = f"{text[: match.start()]}{named}{_owning(named) if owns else ''}{text[match.end() :]}"
    return text


def placed(name: str, stem: str, history: Sequence[Turn]) -> str:
    """Return a name alone as "in Dorn" where the conversation knows it for a place, though it could be a speaker."""
    if not (re.fullmatch(NAME, name) and PLACE.search(stem)):
        return name
    said = " ".join(f"{turn.question} {turn.answer}" for turn in history)
    named = re.escape(name)
    speaks = re.search(rf"according to (?:the )?{named}\b|\b{named}\s(?:said|says|told|reported|claimed|put)\b", said)
    lies = re.search(rf"\b(?:in|at|near|from|outside)\s{named}\b", said)
    return f"in {name}" if lies and not speaks else name


def owned_by_whom(text: str, stem: str) -> str:
    """Return "his deputy" with how the last question began before it: "who is his deputy"."""
    begun = re.match(r"(?:who|what)\s(?:is|was|are|were)\b", stem, re.IGNORECASE)
    return f"{begun.group()} {text}" if begun and _PERSONAL.match(text) else text


def with_context(text: str, stem: str, *, keeps_day: bool = True) -> str:
    """Return `text` with the place, day and speaker of `stem`, where it has none of its own.

    `keeps_day` is for what is asked of one event; what else somebody said or did may be of another day.
    """
    # One that names somebody or some place of its own may be by another speaker.
    keeps_speaker = not _OF_SPEAKERS.search(text) and not re.search(rf"\s{NAME}", text)
    # How old somebody is has no day and no event.
    if _HOW_OLD.match(text):
        return text
    event = referents.event_of(stem)
    if (
        event
        and not re.search(rf"\s{NAME}|\bthe\s[a-z]+\s(?:of|in|at|near)\s", text)
        and re.sub(r"^\w+\s", "", event) not in text
    ):
        text = added(event, text)
    for pattern in (PLACE, WHEN) if keeps_day else (PLACE,):
        found = pattern.search(stem)
        if found and not pattern.search(text) and re.sub(r"^[a-z]+\s", "", found.group()) not in text:
            text = added(found.group(), text)
    speaker = SPEAKER.search(stem)
    if speaker and keeps_speaker and not SPEAKER.search(text):
        text = f"{text} {speaker.group()}"
    if not re.search(rf"\s{NAME}", text):
        named = [match.group() for match in NAMES.finditer(stem) if not WHEN.fullmatch(match.group())]
        text = f"{text}, {named[-1]}" if named else text
    return text


def _points(text: str) -> bool:
    found = (pattern.search(text) for pattern in (_PERSON, _GROUP, _THING, _THERE, _THEN))
    return any(match and not _named_before(text[: match.start()], match) for match in found)


def _named_before(before: str, pointing: re.Match[str]) -> bool:
    # "How many people lost their homes?": theirs.
    if pointing.group().lower() == "their" and re.match(rf"(?i)how many\s(?:[a-z]+\s)?{nouns.PLURAL}\s", before):
        return True
    # "Which group said it did that?": the group.
    if pointing.group().lower() in ("it", "they") and _SAYS_OF_ITSELF.match(before):
        return True
    # "What did Bugti say his forces did?" points to nothing outside; "what does the army say about that?" does.
    word = pointing.group().lower()
    if word not in _REFLEXIVE or _BY_ACCOUNT.search(before) or (word == "it" and _OF_ANOTHER.search(before)):
        return False
    return bool(re.search(rf"\s{NAME}\b(?!\s+[a-z]+s\b)", before) or re.search(r"\bthe\s+[a-z]+", before))


def _owning(name: str) -> str:
    return "\u2019" if name.endswith("s") else "\u2019s"
