"""How people really ask: a few keywords, a slip of the keys, no question mark."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

# Shares of questions put as keywords, with a misspelt word, and without their question mark.
KEYWORDS, MISSPELT, BARE = 0.08, 0.05, 0.05
_LEAST_KEYWORDS = 3
_LEAST_LETTERS = 5
# fmt: off
_EMPTY = frozenset((
    "a", "an", "and", "are", "as", "at", "be", "been", "by", "did", "do", "does", "for", "from", "had", "has",
    "have", "he", "her", "his", "how", "in", "into", "is", "it", "its", "of", "on", "or", "she", "that", "the",
    "their", "they", "this", "to", "was", "were", "what", "when", "where", "which", "who", "whom", "whose",
    "why", "will", "with", "would",
))
# fmt: on


def restyle(question: str, random: Random) -> str:
    """Return `question` as it is, or by chance in a looser style that asks the same.

    A reader that learns from whole sentences alone takes a missing "who did" for a missing answer.
    """
    chance = random.random()
    if chance < KEYWORDS:
        return keywords(question)
    if chance < KEYWORDS + MISSPELT:
        return misspell(question, random)
    return question.rstrip("? ") if chance < KEYWORDS + MISSPELT + BARE else question


def keywords(question: str) -> str:
    """Return the words of `question` that carry its content; all of it where fewer than three do."""
    kept = [word for word in question.rstrip("?. ").split() if word.lower().strip(",;:") not in _EMPTY]
    return " ".join(kept) if len(kept) >= _LEAST_KEYWORDS else question


def misspell(question: str, random: Random) -> str:
    """Return `question` with one slip in a word of five letters or more: two letters swapped, one lost or doubled."""
    words = question.split(" ")
    places = [place for place, word in enumerate(words) if len(word) >= _LEAST_LETTERS and word.isalpha()]
    if not places:
        return question
    place = random.choice(places)
    word = words[place]
    # The first letter stays: people seldom miss it.
    at = random.randrange(1, len(word) - 1)
    before, here, after = word[:at], word[at], word[at + 1 :]
    slips = (before + after[0] + here + after[1:], before + after, before + here + here + after)
    words[place] = random.choice(slips)
    return " ".join(words)
