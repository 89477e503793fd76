"""What a sentence puts in the place of its source's words, or adds to them: a name, an item, a clause, a cause."""

from __future__ import annotations

import re

from assistant.text import words
from assistant.verify.wording import stems

_NAME = r"[A-Z][\w\u2019'-]*(?:\s[A-Z][\w\u2019'-]*)*"
_OF_NAME = re.compile(rf"\b(?P<who>[A-Z][\w\u2019'-]+)\s(?P<link>of|from)\s(?:the\s)?(?P<name>{_NAME})")
# "Helicopters, drones, tanks and troops": of the first item only its last word is sure to belong to it.
_LIST = re.compile(r"\b[\w-]+(?:,\s(?:[\w-]+\s){0,3}[\w-]+){1,6},?\sand\s(?:[\w-]+\s){0,2}?[\w-]+")
# A clause of its own: "who …", and what is tacked on behind "and" or "but".
_RELATIVE = re.compile(
    r"\b(?:who|whose|whom|which|where|and|but|because|as well as)\s(?P<clause>[^,;:.]+)", re.IGNORECASE
)
_OWNER = re.compile(rf"(?P<name>{_NAME})['\u2019]s?\s(?P<what>[A-Za-z]{{3,}})")
# "Weapons and night-vision goggles were seized": the second of two.
_AND_ITEM = re.compile(
    r"\band\s(?P<clause>(?:the\s|its\s|their\s)?[a-z-]+(?:\s[a-z-]+)?)\s(?:was|were|is|are|had been|have been)\b"
)
_CAUSE = re.compile(
    r"\b(?:because(?:\sof)?|due to(?! [a-z]+ (?:in|on|by|at)\b)|owing to|in order to|so as to|in response to"
    r"|in retaliation for|as a result of"
    r"|to (?=(?:prevent|avoid|protect|protest|avenge|punish)\b))\s?(?P<clause>[^,;.]+)",
    re.IGNORECASE,
)
_PURPOSE = re.compile(r"\b(?:meant|intended|aimed|designed|used) to\b|\bso that\b|\baimed at\b", re.IGNORECASE)
_PARTS = re.compile(r"[,;:]\s|\b(?:and|but|who|whose|which|where|because|as well as)\b", re.IGNORECASE)
_NO_ITEM = re.compile(
    r"\d|\b(?:or|in|of|at|aged|born|who|which|to|for|with|by|was|were|had|has|is|are|but)\b", re.IGNORECASE
)


def other_namesake(sentence: str, source: str) -> str | None:
    """Return the name that `source` has where the sentence has another, right behind a name: "Kariuki of France"."""
    for match in _OF_NAME.finditer(sentence):
        known = re.search(rf"\b{re.escape(match['who'])}\s{match['link']}\s(?:the\s)?(?P<name>{_NAME})", source)
        ours = set(words(match["name"]))
        if known and not ours <= (theirs := set(words(known["name"]))) and not theirs <= ours:
            return f"{match['who']} {match['link']} {known['name']}"
    return _other_owner(sentence, source)


def _other_owner(sentence: str, source: str) -> str | None:
    """Return whose it is in `source`: "Pakistan's Senate" where the sentence has India's."""
    owners = [
        (set(words(match["name"])), match["what"].lower(), match.group())
        for match in _OWNER.finditer(source)
        if not match["name"].isupper()
    ]
    for match in _OWNER.finditer(sentence):
        # "VOA's" is the Voice of America's.
        if match["name"].isupper():
            continue
        ours, what = set(words(match["name"])), match["what"].lower()
        theirs = [(names, said) for names, thing, said in owners if thing == what]
        if (
            theirs
            and not any(names & ours for names, _ in theirs)
            and not re.search(rf"\b{re.escape(match['name'])}\b", source)
        ):
            return theirs[0][1]
    return None


def unlisted(sentence: str, source: str, passage: str) -> str | None:
    """Return the item of a list that is nowhere in the passage, where the source lists two of the others."""
    for match in _LIST.finditer(sentence):
        if _NO_ITEM.search(match.group()):
            continue
        items = [stems(item) for item in re.split(r",\s(?:and\s)?|\sand\s", match.group())]
        heads = [item[-1] for item in items if item]
        listed = set(stems(source))
        # As many items there as here: then one is only called otherwise ("jails").
        balanced = len(items) <= _longest_list(source)
        if sum(head in listed for head in heads) > 1 and not balanced:
            known = set(stems(passage))
            if missing := next((head for head in heads[1:-1] if head not in known), None):
                return next(word for word in words(match.group()) if word.startswith(missing))
    return None


def unstated_clause(sentence: str, source: str, passage: str) -> str | None:
    """Return the clause or thing with no word of the passage in it, where it stands for nothing of `source`."""
    known, said = set(stems(passage)), set(stems(sentence))
    left = [part for part in _PARTS.split(source) if (of := set(stems(part))) and not of & said]
    for match in (*_RELATIVE.finditer(sentence), *_AND_ITEM.finditer(sentence)):
        told = stems(match["clause"])
        if len(told) > 1 and not known & set(told) and not re.search(r"\d", match.group()) and not left:
            return match.group()
    return None


def unstated_cause(sentence: str, source: str, passage: str) -> str | None:
    """Return the cause of which the passage has a third of the words at most, or the purpose whose verb it has not.

    Where `source` has a cause or purpose of its own, the sentence may put that in other words.
    """
    if _CAUSE.search(source) or _PURPOSE.search(source):
        return None
    known = set(stems(passage))
    for match in _CAUSE.finditer(sentence):
        told = stems(match["clause"])
        aim = match.group().lower().startswith("to ") and told[0] not in known
        if told and (aim or sum(stem not in known for stem in told) * 3 >= 2 * len(told)):
            return match.group()
    return None


def _longest_list(text: str) -> int:
    return max((len(re.split(r",\s(?:and\s)?|\sand\s", match.group())) for match in _LIST.finditer(text)), default=0)
