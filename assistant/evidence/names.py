"""Names of people, places and organisations: which two spellings can mean the same."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

_TOKEN = re.compile(r"\w+")
_DOTTED = re.compile(r"\b(?:[A-Z]\.){2,}")
_POSSESSIVE = re.compile(r"['\u2019]s\b")
_SMALL = frozenset({"the", "a", "an", "of", "and", "for", "in", "on", "at", "to", "de", "al", "by", "from"})
# Words that many names share: two names that have only these in common are not the same name.
TITLES = frozenset((
    "mr", "mrs", "ms", "dr", "sir", "lord", "president", "prime", "chief", "minister", "interior", "foreign",
    "governor", "senator", "general", "lieutenant", "colonel", "major", "captain", "commissioner", "deputy",
    "secretary", "spokesman", "spokeswoman", "spokesperson", "officer", "police", "army", "military", "official",
    "senior", "district", "provincial", "government", "leader", "group",
))  # fmt: skip
_SHORTEST_ACRONYM, _LONGEST_ACRONYM = 2, 8


class _Name(NamedTuple):
    tokens: tuple[str, ...]
    acronyms: frozenset[str]
    # Initials in order, once with small words and once without: "USA" has the "of"-less form, "FAO" too.
    initials: tuple[str, str]


@lru_cache(maxsize=1024)
def _read(text: str) -> _Name:
    text = _DOTTED.sub(lambda match: match.group().replace(".", ""), text)
    plain = unicodedata.normalize("NFKD", _POSSESSIVE.sub("", text))
    raw = _TOKEN.findall("".join(mark for mark in plain if not unicodedata.combining(mark)))
    acronyms = {word for word in raw if word.isupper() and _SHORTEST_ACRONYM <= len(word) <= _LONGEST_ACRONYM}
    folded = [word.casefold() for word in raw]
    tokens = tuple(word for word in folded if word not in _SMALL) or tuple(folded)
    every = "".join(word[0] for word in folded)
    large = "".join(word[0] for word in tokens)
    return _Name(tokens, frozenset(word.casefold() for word in acronyms), (every, large))


def normal_name(text: str) -> str:
    """Return `text` without case, accents, punctuation, possessives and articles; equal for spellings of one name."""
    return " ".join(_read(text).tokens)


def can_be_same(first: str, second: str) -> bool:
    """Return whether one name can be another way to write the other.

    They are equal in normal form, or all words of one are in the other (not only a title that many share), or one is
    the other's acronym. Symmetric, and true of a name and itself.
    """
    a, b = _read(first), _read(second)
    return a.tokens == b.tokens or _within(a, b) or _within(b, a)


def _within(part: _Name, whole: _Name) -> bool:
    if not part.tokens or set(part.tokens) <= TITLES:
        return False
    words = set(whole.tokens)
    if all(token in words or _abbreviates(token, part, whole) for token in part.tokens):
        return True
    # "Baloch Liberation Army" within "BLA spokesman Jeeyand".
    return any(form in whole.acronyms for form in part.initials if len(form) >= _SHORTEST_ACRONYM)


def _abbreviates(token: str, part: _Name, whole: _Name) -> bool:
    return token in part.acronyms and any(token in form for form in whole.initials)


def mentions(sentence: str, name: str) -> bool:
    """Return whether the sentence holds the name: its words in a row, small words aside, or its acronym or long form.

    A name of titles and common words only must be there as well. A name without words is never mentioned.
    """
    said, held = _read(sentence), _read(name)
    if not held.tokens:
        return False
    if f" {' '.join(held.tokens)} " in f" {' '.join(said.tokens)} ":
        return True
    if any(form in said.acronyms for form in held.initials if len(form) >= _SHORTEST_ACRONYM):
        return True
    return len(held.tokens) == 1 and _abbreviates(held.tokens[0], held, said)
