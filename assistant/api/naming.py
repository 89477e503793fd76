"""Whether a text has a name: its words together, in the forms that one name takes, and no other name's."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.evidence.names import TITLES, mentions

_TOKEN = re.compile(r"[^\W_]+")
_POSSESSIVE = re.compile(r"(?<=\w)['\u2019]s?(?!\w)")
# "of the" within a name, and nothing else between its words.
_RUN = re.compile(
    r"[A-Z\u00c0-\u00de][\w\u2019'-]*(?:[\s.,-]{1,2}(?:(?:of|the|and|for|in|de|al|ul|bin)\s){0,2}[A-Z\u00c0-\u00de][\w\u2019'-]*)*"
)
_CAPITALS = re.compile(r"\b[A-Z]{2,}\b")
_SMALL = frozenset(("of", "the", "and", "for", "in", "de", "al", "ul", "bin", "a"))
# "Pakistani" for "Pakistan", "Baloch" for "Balochistan", "Chinese" for "China": one is the other with one of these
# behind it, or in place of its last vowel. Any other beginning in common is another name's: "Niger", "Nigeria".
_ENDINGS = frozenset(("s", "i", "is", "n", "ns", "an", "ans", "ian", "ians", "ese", "istan", "stan"))
_AFTER_VOWEL = frozenset(("an", "ans", "ian", "ians", "ese"))
_SHORTEST = 4
# The one pair that the endings would take for one: "Nigerian" is of Nigeria.
_NOT_OF_NIGER = frozenset(("nigeria", "nigerian", "nigerians"))
# What initials and short names stand for.
_SHORT_FOR = {
    "us": "united states", "usa": "united states", "america": "united states", "uk": "united kingdom",
    "britain": "united kingdom", "un": "united nations", "eu": "european union",
}  # fmt: skip


def stands_in(name: str, text: str) -> bool:
    """Return whether `text` has the name.

    Titles and other words that `text` writes small may stand anywhere in it; what is between them must stand in one run
    of capitalised words: "Sarfraz Khan" is in no text about Sarfraz Bugti and Imran Khan.
    """
    # "Free on Thursdays" has no "FREE", nor "who" the WHO: what is written in capitals is no word of every day.
    for token in _CAPITALS.findall(name):
        text = re.sub(rf"\b{token.lower()}\b", " ", text)
    if mentions(text, name) or ((long := _SHORT_FOR.get(name.casefold())) and long in text.casefold()):
        return True
    if " and " in name:
        return all(stands_in(part, text) for part in name.split(" and "))
    tokens, runs = _read(text)
    parts: list[list[str]] = [[]]
    for piece in _POSSESSIVE.sub("\n", name).splitlines():
        parts.append([])
        for token in _TOKEN.findall(piece):
            folded = token.casefold()
            if folded in _SMALL:
                continue
            if folded in tokens and (folded in TITLES or token.lower() in tokens - _capitals(runs)):
                parts.append([])
            elif folded in TITLES and len(parts) == 1:
                return False
            else:
                parts[-1].append(folded)
    return all(not part or _together(part, runs) for part in parts) and any(_TOKEN.findall(name))


def _together(part: list[str], runs: frozenset[tuple[str, ...]]) -> bool:
    return any(all(any(_one_name(token, other) for other in run) for token in part) for run in runs)


def _one_name(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if short == long:
        return True
    if len(short) < _SHORTEST or (short == "niger" and long in _NOT_OF_NIGER):
        return False
    return (long.startswith(short) and long[len(short) :] in _ENDINGS) or (
        short[-1] in "aey" and long.startswith(short[:-1]) and long[len(short) - 1 :] in _AFTER_VOWEL
    )


def _capitals(runs: frozenset[tuple[str, ...]]) -> set[str]:
    return {token for run in runs for token in run}


@lru_cache(maxsize=256)
def _read(text: str) -> tuple[frozenset[str], frozenset[tuple[str, ...]]]:
    """Return the words of `text`, and its runs of capitalised words, all without case."""
    runs = {tuple(token.casefold() for token in _TOKEN.findall(run.group())) for run in _RUN.finditer(text)}
    return frozenset(token.casefold() for token in _TOKEN.findall(text)), frozenset(runs)
