"""Who a speaker is: short names traced to full ones, and one key for every way of naming someone."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from assistant.evidence import speech
from assistant.evidence.antecedents import capital_runs
from assistant.evidence.phrases import kind_of
from assistant.evidence.tokens import tokens
from assistant.records import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.evidence.speech import SpeakerKind

# How far back a name is looked for, in characters: reports name people in full where they first come up.
_REACH: Final = 6000
_EXPANSION_REACH: Final = 120
_NAME: Final = "[A-Z][\\w\u2019'-]+"
_ARTICLES: Final = frozenset(("the", "a", "an", "same"))
# Names that are not built from one another. Outlets and offices only: groups are told by their initials.
_ALIASES: Final = {
    "military's media wing": "ispr",
    "army's media wing": "ispr",
    "media wing of the military": "ispr",
    "media wing of the army": "ispr",
    "military media wing": "ispr",
    "army media wing": "ispr",
    "associated press": "ap",
    "agence france-presse": "afp",
    "islamic state": "isis",
    "isil": "isis",
}
# Surnames that name a people or half a country: there the given name is part of the key.
_SHARED_SURNAMES: Final = speech.words_of(
    "baloch khan ahmed ahmad ali hussain hussein shah malik kim lee li wang zhang chen singh kumar mohammed muhammad"
    " smith jones brown nguyen"
)
_DESCRIPTIONS: Final = (speech.GROUP_NOUNS | speech.OUTLET_NOUNS | speech.OFFICE_NOUNS) - {"police"}
# Who speaks for someone, and the words around it: "three foreign ministry officials" are the foreign ministry.
_VOICES: Final = speech.words_of(
    "same two three four five six several some many spokesman spokeswoman spokesperson spokesmen official officials"
    " sources source senior a an the for of at its their his her statement officer officers representative"
)
_MIN_INITIALS: Final = 3
# "As police", "armed group": words before a bare noun that name nobody.
_NOT_NAMING: Final = (
    speech.DETERMINERS
    | speech.PREPOSITIONS
    | speech.SUBORDINATORS
    | frozenset(("and", "armed", "militant", "separatist"))
)
# A given name is not one of these: "On Bugti", "Minister Bugti".
_NOT_GIVEN: Final = speech.TITLES | speech.OPENERS | speech.DAYS | speech.SUBORDINATORS | speech.PREPOSITIONS


# "The mayor of Lowe", "a teacher in Lowe".
_POST = re.compile(
    r"(?:[Tt]he |[Aa]n? )?[a-z][\w\u2019'-]*(?: [a-z][\w\u2019'-]*)* (?:of|in|at|from|for) (?:the )?[A-Z]"
)


def by_post(speaker: str) -> bool:
    """Return whether a speaker is called by what they are and where: the name in it is no person's."""
    return bool(_POST.match(speaker))


def full_name(speaker: str, kind: SpeakerKind, text: str, at: int) -> str:
    """Return the fullest name that `text` gives the one called `speaker` at character `at`; else `speaker`.

    "Mr Bugti" after "Chief Minister Sarfraz Bugti" is "Sarfraz Bugti"; "the BLA" after "Baloch Liberation Army (BLA)"
    is that; "the group" is the group named last.
    """
    words = _content(speaker)
    if not words:
        return speaker
    before = text[max(0, at - _REACH) : at + len(speaker)]
    if kind == "person":
        return speaker if by_post(speaker) else _full_person(words, before) or speaker
    if len(words) == 1 and words[0].isupper() and len(words[0]) > 1:
        return _expansion(words[0], text) or speaker
    if len(words) == 1 and words[0].islower():
        return _named_before(words[0], text[max(0, at - _REACH) : at]) or speaker
    return speaker


def _content(speaker: str) -> list[str]:
    span = Span(0, len(speaker))
    return [token.text for token in tokens(speaker, span, ()) if token.is_word and token.lower not in _ARTICLES]


def _personal(words: Sequence[str]) -> list[str]:
    """Return the names at the end of a person's phrase: without titles, and without whose envoy the person is."""
    names: list[str] = []
    for word in words:
        if word[0].isupper() and word.lower() not in speech.TITLES:
            names.append(word)
        elif names and word is not words[-1] and any(later[0].isupper() for later in words[words.index(word) :]):
            names.clear()
    owner = next((at for at, name in enumerate(names[:-1]) if _unowned(name) != name), None)
    return [_unowned(name) for name in (names if owner is None else names[owner + 1 :])]


def _unowned(word: str) -> str:
    return word[:-2] if word.endswith(("'s", "\u2019s")) else word


def _full_person(words: Sequence[str], before: str) -> str | None:
    names = _personal(words)
    if not names:
        title = r"\s".join(re.escape(word) for word in words)
        found = re.findall(rf"(?i:\b{title})\s({_NAME}(?:\s{_NAME}){{0,2}})", before)
        return found[-1] if found else None
    if len(names) > 1:
        return " ".join(names)
    given = re.findall(rf"\b({_NAME})\s{re.escape(names[0])}\b", before)
    first = next((name for name in reversed(given) if name.lower() not in _NOT_GIVEN), None)
    return f"{first} {names[0]}" if first else names[0]


def _expansion(acronym: str, text: str) -> str | None:
    """Return the words that `text` spells an acronym out with: "Baloch Liberation Army (BLA)"."""
    for match in re.finditer(rf"\(\W?{re.escape(acronym)}\W?\)", text[:_REACH]):
        words = text[max(0, match.start() - _EXPANSION_REACH) : match.start()].split()
        # "of" and "for" have no part in an acronym.
        for count in range(2, min(len(words), len(acronym) + 3) + 1):
            if _initials(words[-count:]) == acronym.lower():
                return " ".join(words[-count:])
    return None


def _initials(words: Sequence[str]) -> str:
    parts = [part for word in words for part in re.split("[-\u2013]", word) if part]
    return "".join(part[0] for part in parts if part[0].isupper()).lower()


def _named_before(noun: str, before: str) -> str | None:
    """Return the last name in `before` that a bare noun ("group", "ministry", "militants") can stand for."""
    titled = re.findall(rf"\b([\w\u2019'-]+)\s{re.escape(noun)}\b", before)
    for word in reversed(titled):
        if word.lower() not in _NOT_NAMING:
            return f"{word} {noun}"
    if noun not in speech.GROUP_NOUNS:
        return None
    words = tokens(before, Span(0, len(before)), ())
    runs = [words[slice(*run)] for run in capital_runs(words)]
    names = [" ".join(token.text for token in run) for run in runs if kind_of(run) == "group"]
    # A unit or an operation named once in passing is not what the report calls "the group".
    counts = Counter(names)
    often = [name for name in names if counts[name] > 1] or names
    return often[-1] if often else None


def key_of(name: str, kind: SpeakerKind) -> str:
    """Return the one key for the ways of naming a speaker: lower case, without titles, articles and "spokesman for".

    A person is known by the surname, unless half a country bears it; a name of three words or more by its initials.
    """
    plain = name.lower().replace("\u2019", "'")
    for alias, key in _ALIASES.items():
        if alias in plain:
            return key
    words = _content(name)
    if kind == "person":
        names = [] if by_post(name) else _personal(words)
        if names:
            surname = names[-1].lower()
            return " ".join(names).lower() if surname in _SHARED_SURNAMES else surname
        return " ".join(words).lower()
    kept = [_unowned(word) for word in words if word.lower() not in _VOICES] or words
    described = [at for at, word in enumerate(kept[:-1]) if word.lower() in _DESCRIPTIONS and word.islower()]
    if described and all(word[0].isupper() for word in kept[described[-1] + 1 :]):
        # "the rights group BYC": what it is, then its name.
        kept = kept[described[-1] + 1 :]
    capitals = [word for word in kept if word[0].isupper()]
    initials = _initials(capitals)
    named = len(kept) > 1 and len(kept) < 2 * len(capitals) and kind != "anonymous"
    return initials if named and len(initials) >= _MIN_INITIALS else " ".join(kept).lower()
