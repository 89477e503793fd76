"""Who a speaker is: pronouns traced to names, short names to full ones, and one key for every way of naming someone."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from assistant.evidence import speech
from assistant.evidence.phrases import head_of, in_name, kind_of, tidy
from assistant.evidence.tokens import Token, tokens
from assistant.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.evidence.speech import SpeakerKind

# How far back a name is looked for, in characters: reports name people in full where they first come up.
_REACH: Final = 6000
_EXPANSION_REACH: Final = 120
_NAME: Final = "[A-Z][\\w\u2019'-]+"
_ARTICLES: Final = frozenset(("the", "a", "an", "same"))
_SUBJECT_FORMS: Final = {"him": "he", "her": "she", "them": "they"}
_OPENING_ENDS: Final = speech.AUXILIARIES | speech.CITING | speech.VERBS.keys() | speech.FIGURE_VERBS.keys()
_NOT_NAMES: Final = speech.DAYS | speech.NOBODY | speech.DETERMINERS | speech.OPENERS | speech.NEGATIONS
# What a party gives: "it says" after "the army's account" is the army.
_ACCOUNTS: Final = speech.words_of("account statement count toll figure report version claim tally bulletin summary")
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
# What one person is: "The prime minister ruled it out. She said".
_HELD: Final = speech.words_of("president minister chief chairman chairwoman director governor mayor secretary judge")
# Of whom somebody is the daughter or the lawyer.
_RELATED: Final = frozenset(("his", "her", "its", "their"))
# "As police", "armed group": words before a bare noun that name nobody.
_NOT_NAMING: Final = (
    speech.DETERMINERS
    | speech.PREPOSITIONS
    | speech.SUBORDINATORS
    | frozenset(("and", "armed", "militant", "separatist"))
)
# A given name is not one of these: "On Bugti", "Minister Bugti".
_NOT_GIVEN: Final = speech.TITLES | speech.OPENERS | speech.DAYS | speech.SUBORDINATORS | speech.PREPOSITIONS


def antecedent(
    pronoun: str, sentence: Sequence[Token], earlier: Sequence[tuple[Sequence[Token], Sequence[tuple[int, int]]]]
) -> Span | None:
    """Return where the one a pronoun stands for is named in the earlier sentences, nearest first; `None` if nowhere.

    Args:
        pronoun: "he", "she", "they" or "it", or a form of one; lower case.
        sentence: The tokens of the sentence with the pronoun. Whoever it names besides is not who the pronoun means.
        earlier: Tokens and the subjects of the sayings of each earlier sentence, nearest first.
    """
    pronoun = _SUBJECT_FORMS.get(pronoun, pronoun)
    named = {token.text for token in sentence if token.capital}
    own = _opening(sentence) if pronoun in {"they", "it"} else None
    # "A court ruled on Monday, and it said": the sentence itself names who it is.
    phrases = [sentence[slice(*own)]] if own is not None and sentence[0].lower not in speech.PRONOUNS else []
    for tier in (_spoken_of, _named_in):
        phrases += [words[slice(*run)] for words, subjects in earlier for run in tier(words, subjects, pronoun)]
    for phrase in phrases:
        if _fits(pronoun, phrase) and (phrase[-1].text not in named or phrase[0] is sentence[0]):
            return _owner(phrase) or Span(phrase[0].span.start, phrase[-1].span.end)
    return None


def _owner(phrase: Sequence[Token]) -> Span | None:
    """Return where the one is named whose account a phrase is: "the army" in "the army's account"."""
    if head_of(phrase).lower not in _ACCOUNTS:
        return None
    for token in phrase:
        if token.lower.endswith("'s"):
            return Span(phrase[0].span.start, token.span.end - 2)
    return None


def _fits(pronoun: str, phrase: Sequence[Token]) -> bool:
    words = {token.lower for token in phrase}
    if words & speech.PRONOUNS:
        return False
    kind, head = kind_of(phrase), head_of(phrase)
    several = (head.lower.endswith("s") and not head.capital) or "and" in words or phrase[-1].lower == "police"
    if pronoun == "they":
        return kind in {"office", "group"} or several
    if pronoun == "it":
        return kind in {"office", "group", "outlet"} and not several and not words & (speech.TITLES - {"army", "state"})
    if kind in {"group", "outlet"} or (kind == "office" and not head.lower.startswith(("spokes", "offic"))) or several:
        return False
    if head.lower in speech.PLACES or any(token.lower.endswith("'s") for token in phrase[1:-1]):
        return False
    return not words & (speech.FEMININE if pronoun == "he" else speech.MASCULINE)


def _spoken_of(words: Sequence[Token], subjects: Sequence[tuple[int, int]], pronoun: str) -> Iterator[tuple[int, int]]:
    """Yield the likely ones a pronoun means: who spoke, then people by title or what the sentence opens with."""
    yield from subjects
    if pronoun in {"he", "she"}:
        for run in _capital_runs(words):
            if any(token.lower in speech.TITLES for token in words[slice(*run)]):
                yield run
    opening = _opening(words)
    acts = opening is not None and words[opening[0]].capital and words[opening[1]].lower in speech.ACTS
    person = opening is not None and (
        acts
        or any(token.capital for token in words[opening[0] + 1 : opening[1]])
        or (words[opening[0]].lower == "the" and words[opening[1] - 1].lower in _HELD)
        or [token.lower for token in words[opening[1] : opening[1] + 2]] == [",", "who"]
    )
    if opening is not None and (person or pronoun in {"they", "it"}):
        yield opening


def _named_in(words: Sequence[Token], _subjects: Sequence[tuple[int, int]], pronoun: str) -> Iterator[tuple[int, int]]:
    """Yield whoever else a sentence names by a capitalised name."""
    for run in _capital_runs(words):
        opens = run[0] == 0 and run[1] < len(words)
        if pronoun in {"they", "it"} or opens or run[1] - run[0] > 1 or word_before(words, run) == "named":
            yield run


def word_before(words: Sequence[Token], run: tuple[int, int]) -> str:
    """Return the word before a range, in lower case; `""` where it begins the sentence."""
    return words[run[0] - 1].lower if run[0] else ""


def _capital_runs(words: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Yield the runs of capitalised words with the titles before and in them, but for where something happened."""
    start = None
    for at, token in enumerate((*words, Token(".", Span(0, 0)))):
        name = token.is_word and token.capital and token.lower not in _NOT_NAMES
        if name or (token.is_word and token.lower in speech.TITLES):
            start = at if start is None else start
            continue
        if start is not None and word_before(words, (start, at)) not in {"in", "at", "from", "to", "near"}:
            run = tidy(words, start, at)
            if run is not None and words[run[1] - 1].capital:
                yield run
        start = None


def _opening(words: Sequence[Token]) -> tuple[int, int] | None:
    """Return the noun phrase a sentence opens with, up to its first verb as far as endings tell."""
    for end in range(1, len(words)):
        token = words[end]
        word = token.lower
        verb = word in _OPENING_ENDS or word.endswith("ed") or _acts(words, end)
        ends = word in speech.PREPOSITIONS | speech.SUBORDINATORS and not in_name(words, end)
        if verb or not token.is_word or ends:
            # "The group itself lowered it".
            last = end - 1 if end > 1 and words[end - 1].lower in speech.ADVERBS else end
            return tidy(words, 0, last)
    return None


def _acts(words: Sequence[Token], at: int) -> bool:
    """Return whether a lower-case word right after a name, with no name after it, is what the name does."""
    token, before = words[at], words[at - 1]
    following = words[at + 1] if at + 1 < len(words) else None
    if token.capital or words[0].lower.startswith("the") or (following is not None and following.capital):
        return False
    return before.capital and before.lower not in speech.TITLES | speech.DETERMINERS


def named_in_apposition(phrase: Sequence[Token], following: Sequence[Token]) -> str | None:
    """Return the name that a person's office is followed by: "Omer Bukhari" after "The head of the Rangers,"."""
    known = speech.TITLES | speech.ROLES
    # "Harl's campaign manager", "his lawyer".
    related = phrase[0].lower in _RELATED or phrase[0].lower.endswith("'s")
    singular = (related or any(token.lower in known for token in phrase)) and not phrase[-1].lower.endswith("s")
    # "One of the negotiators, Ada Moss,".
    singular = singular or [token.lower for token in phrase[:2]] == ["one", "of"]
    if not (singular or head_of(phrase).lower in known) or not following or following[0].text != ",":
        return None
    if phrase[-1].capital and head_of(phrase) is phrase[-1]:
        return None
    run = next(_capital_runs(following[1:]), None)
    if run is None or run[0] != 0 or len(following) <= run[1] + 1 or following[run[1] + 1].text not in {",", "."}:
        return None
    names = [token.text for token in following[1 : run[1] + 1] if token.capital and token.lower not in speech.TITLES]
    return " ".join(names) or None


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
    runs = [words[slice(*run)] for run in _capital_runs(words)]
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
