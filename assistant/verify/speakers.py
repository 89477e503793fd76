"""Who a sentence has say something, beside who says it in its source."""

from __future__ import annotations

import re
from itertools import pairwise

from assistant.text import words
from assistant.verify.wording import EMPTY, NOT_NAMES, SPEECH, holds

# "Put the toll at 36" and "gave a figure of 36" say so; "put a bomb in the car" and "called an ambulance" do not.
ATTRIBUTION = re.compile(
    rf"\b(?:(?!called\b){SPEECH}|say|saying|according to|reports|quoted|puts?\s(?:\w+\s){{1,4}}at\s\W?\d"
    r"|g(?:ave|ives?)\s(?:\w+\s){0,3}(?:figures?|numbers?|toll|count|account|version|estimate|reason|date))\b",
    re.IGNORECASE,
)
_SAID_BY = re.compile(
    rf"(?:^|[,;]\s|\bthat\s|\band\s)(?P<before>(?:[\w'\u2019.-]+\s){{1,8}}?){SPEECH}\b"
    rf"|\baccording to\s(?P<after>[^,;.]{{2,80}})|,\s(?P<behind>(?:[\w'\u2019.-]+\s){{1,6}}?){SPEECH}[.,]?$",
    re.IGNORECASE,
)
# fmt: off
# Who these are stands elsewhere in the report.
_PRONOUNS = frozenset((
    "who", "we", "i", "official", "officials", "magazine", "newspaper", "agency", "group", "outlet", "spokesman",
    "spokesperson", "spokeswoman", "minister", "statement", "report", "reports", "same", "later", "however", "people",
    "sources", "chief", "president", "general", "director", "secretary", "leader", "head", "senior",
))
# fmt: on
_BY_PRONOUN = re.compile(rf",\s(?:he|she|they|it)\s{SPEECH}[.,]?$", re.IGNORECASE)
_RARE = frozenset(("denied", "admitted", "acknowledged", "confirmed", "urged", "demanded", "promised", "vowed"))
_APART = re.compile(r"\b(?:with|and|while|but|whereas|told)\b", re.IGNORECASE)
_PASSIVE = frozenset(("be", "been", "being", "is", "are", "was", "were"))
_ASIDE = re.compile(r"\s*\([^()]*\)")
# What an outlet does with another's words.
_PASSES_ON = re.compile(r"\b(?:report(?:s|ed|ing)?|wrote|quot\w+|according to)\b", re.IGNORECASE)


def other_speaker(sentence: str, source: str, passage: str) -> str | None:
    """Return who says so in the sentence, in words, where it is somebody else in its source; `None` if not.

    `passage` is the text around the source, which may call one person by name here and by office there.
    """
    sentence, source = _ASIDE.sub("", sentence), _ASIDE.sub("", source)
    said = _SAID_BY.search(sentence)
    known = _same_verb(said, source) if said else None
    if said is None or known is None:
        return None
    ours, theirs = _speaker(said), _speaker(known)
    if not ours or not theirs or theirs <= _PRONOUNS or _one_speaker(ours, theirs, known) or speaks(ours, source):
        return None
    name = " ".join(word for word in words(_phrase(said)) if word not in EMPTY)
    if sum(holds(source, word) for word in ours) * 2 >= len(ours):
        # Named only as the one spoken to or of, behind another's "said".
        behind = not any(holds(source[: known.end()], word) for word in ours)
        return name if behind and not _PASSES_ON.search(said.group()) else None
    # The passage may call one person by name here and by office there.
    lines = re.split(r"(?<=[.!?])\s", passage)
    return None if any(_is_named_twice(line, ours, theirs) for line in lines) else name


def _is_named_twice(line: str, ours: set[str], theirs: set[str]) -> bool:
    """Return whether a line has both, and not as two: "Kakar, the minister" but not "Kakar and the minister"."""
    if not all(holds(line, word) for word in ours) or not any(holds(line, word) for word in theirs):
        return False
    places = sorted(
        (match.start(), match.end(), word in ours)
        for word in {*ours, *theirs} - (ours & theirs)
        for match in re.finditer(rf"\b{re.escape(word)}\b", line, re.IGNORECASE)
    )
    between = [line[one[1] : other[0]] for one, other in pairwise(places) if one[2] != other[2]]
    return not between or not all(_APART.search(text) for text in between)


def _same_verb(said: re.Match[str], source: str) -> re.Match[str] | None:
    """Return the speaker of `source` with the sentence's own verb if that is a rare one ("denied"), else the first."""
    found = list(_SAID_BY.finditer(source))
    verb = said.group().rstrip(".,").rpartition(" ")[2]
    # "He said" behind it: who said all of it stands before the sentence.
    if _BY_PRONOUN.search(source):
        found = [match for match in found if match["after"]]
    rare = [match for match in found if verb in _RARE and match.group().rstrip(".,").endswith(verb)]
    return next(iter((*rare, *found)), None)


def _one_speaker(ours: set[str], theirs: set[str], known: re.Match[str]) -> bool:
    first, second = " ".join(ours - _PRONOUNS), " ".join(theirs - _PRONOUNS)
    # "The BLA" for "the Baloch Liberation Army".
    initials = "".join(word[0] for word in words(_phrase(known)) if word not in EMPTY)
    return (
        any(holds(second, word) for word in ours - _PRONOUNS)
        or any(holds(first, word) for word in theirs - _PRONOUNS)
        or any(len(word) > 1 and word in initials for word in ours)
    )


def speaks(speaker: set[str], source: str) -> bool:
    """Return whether one of these words names who says something in `source`."""
    named = "|".join(re.escape(word) for word in speaker)
    return bool(
        re.search(
            rf"\b(?:{named})\W+(?:\w+\W+){{0,2}}?{SPEECH}\b|\b(?:by|according to)\s(?:\w+\s){{0,4}}?(?:{named})\b",
            source,
            re.IGNORECASE,
        )
    )


def _speaker(match: re.Match[str]) -> set[str]:
    phrase = words(_phrase(match))
    # "Which may be called": nobody calls.
    if phrase and phrase[-1] in _PASSIVE and match["before"]:
        return set()
    return {word for word in phrase if word not in EMPTY and word not in NOT_NAMES and not word[0].isdigit()}


def _phrase(match: re.Match[str]) -> str:
    return match["before"] or match["after"] or match["behind"] or ""
