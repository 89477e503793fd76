"""Read misspelt words of a question as the words of the reports that they are nearest to."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Protocol

from assistant.retrieve.hybrid import STOP_WORDS
from assistant.text import MONTHS, WEEKDAYS, english_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from symspellpy.editdistance import EditDistance

# Runs of letters that are no part of a contraction, an address or a number.
_WORD = re.compile(r"(?<![\w'\u2019@./-])[^\W\d_]{3,}(?![\w'\u2019@/-]|\.\w)")
# Slips that a word of so many letters may hold: shorter ones are near to too many others.
_LONG, _SHORT = 7, 4
_MOST_SLIPS = 2
# Shorter names are one slip from too many other names; longer questions are pasted texts.
_SHORT_NAME, _LONGEST_QUESTION = 6, 400
_MOST_WORDS = 10
# "May" is a word as well.
_DAYS = frozenset((*WEEKDAYS, *MONTHS)) - {"May"}
# Terms whose written forms are looked up.
_LOOKED_AT = 6


class Vocabulary(Protocol):
    """What the index knows of words."""

    def frequencies(self, words: Sequence[str]) -> dict[str, int]:
        """Return, by word, how many passages hold it in any inflection."""
        ...

    def stems(self, words: Sequence[str]) -> dict[str, list[str]]:
        """Return, by word, its index terms."""
        ...

    def terms(self, first: str) -> dict[str, int]:
        """Return the index terms that begin with a letter, each with the number of passages that hold it."""
        ...

    def written(self, term: str) -> tuple[str, ...]:
        """Return the words that stand for an index term in the reports, the most frequent first; names in capitals."""
        ...


def respell(question: str, vocabulary: Vocabulary) -> tuple[str, Mapping[str, str]]:
    """Return the question with its misspelt words put right, and those words with what each was read as.

    A word is taken for misspelt where the reports do not have it, no English dictionary does, and the reports have one
    that begins with the same letter and is one slip away (two for seven letters or more). A slip is a letter lost,
    added, changed, or swapped with its neighbour. A name is taken for another only from six letters on and over one
    slip: Imran is not Iran. Words in capitals and numbers are left as they are, and so is a question that is long, or
    strange to the reports in more than a few words.
    """
    if len(question) > _LONGEST_QUESTION:
        return question, {}
    words = list(dict.fromkeys(_WORD.findall(question)))
    asked = [word for word in words if not word.isupper() and word.lower() not in english_words()]
    if not asked or len(asked) > _MOST_WORDS:
        return question, {}
    frequencies = vocabulary.frequencies([word.lower() for word in asked])
    read_as: dict[str, str] = {}
    for word in asked:
        plain = word.lower()
        nearest = _same_stem(plain, vocabulary) if frequencies[plain] else _nearest(plain, vocabulary)
        # Within a question a capital marks a name: one that is near to a mere word is another name.
        if nearest and not (word[0].isupper() and word != words[0] and nearest.islower()):
            read_as[word] = nearest[0].upper() + nearest[1:] if word[0].isupper() else nearest
    if not read_as:
        return question, {}
    return _WORD.sub(lambda match: read_as.get(match.group(), match.group()), question), read_as


def _nearest(word: str, vocabulary: Vocabulary) -> str | None:
    """Return the word of the reports nearest to one that they do not have; of several, the most frequent."""
    forms, most = (word, *vocabulary.stems([word])[word]), allowed_slips(word)
    near: list[tuple[int, int, str]] = []
    for term, count in vocabulary.terms(word[0]).items():
        slips = min(distance(form, term, most) for form in forms)
        if slips <= most:
            near.append((slips, -count, term))
    likely = [surface for _, _, term in sorted(near)[:_LOOKED_AT] for surface in vocabulary.written(term)]
    # A question's own small words need not stand in any report.
    likely.extend(small for small in sorted(STOP_WORDS | _DAYS) if small[0].lower() == word[0])
    # Letters are lost more often than changed, and in small words more often than in names.
    return min(
        (surface for surface in likely if _could_be(word, surface, most)),
        key=lambda meant: (distance(word, meant.lower()), not _is_within(word, meant.lower()), meant not in STOP_WORDS),
        default=None,
    )


def _is_name(word: str) -> bool:
    return not word.islower() and word not in _DAYS


def _could_be(word: str, meant: str, most: int) -> bool:
    plain = meant.lower()
    if _is_name(meant) and (len(word) < _SHORT_NAME or distance(word, plain) > 1):
        return False
    # Of three letters only two may have changed places: everything else is one slip from some word.
    return distance(word, plain, most) <= most and (len(word) >= _SHORT or sorted(word) == sorted(plain))


def _same_stem(word: str, vocabulary: Vocabulary) -> str | None:
    """Return how the reports write a word that they have by its stem only: "militents" ends up at that of "militants".

    Other inflections ("retreats" for "retreated") are no slips.
    """
    stems = vocabulary.stems([word])[word]
    written = vocabulary.written(stems[0]) if len(stems) == 1 else ()
    if not written or word in {surface.lower() for surface in written}:
        return None
    nearest = min(written, key=lambda surface: distance(word, surface.lower()))
    kept = len(_common_start(word, nearest.lower()))
    is_inflection = kept >= min(len(word), len(nearest)) - 1
    return nearest if not is_inflection and _could_be(word, nearest, allowed_slips(word)) else None


def _common_start(one: str, other: str) -> str:
    length = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return one[:length]


def _is_within(word: str, longer: str) -> bool:
    """Return whether `longer` is `word` with letters put in."""
    letters = iter(longer)
    return all(letter in letters for letter in word)


def allowed_slips(word: str) -> int:
    """Return how many slips a word of this length may hold."""
    return _MOST_SLIPS if len(word) >= _LONG else 1


def distance(one: str, other: str, most: int = 9) -> int:
    """Return the slips between two words (optimal string alignment), `most + 1` where there are more than `most`."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    found = int(_comparer().compare(one, other, most))
    return found if found >= 0 else most + 1


@cache
def _comparer() -> EditDistance:
    from symspellpy.editdistance import DistanceAlgorithm, EditDistance

    return EditDistance(DistanceAlgorithm.DAMERAU_OSA_FAST)
