"""Edits that make a question unanswerable or a claim false: one name or figure exchanged for another of its kind."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from random import Random

_NAME = re.compile(r"\b[A-Z][\w'\u2019.-]*[\w](?: (?:(?:of|de|al|the|for|and) )?[A-Z][\w'\u2019.-]*[\w])*")
_FIGURE = re.compile(r"\b\d[\d,.]*\d\b|\b\d\b")
# Capitalised only because they open a sentence or a question.
_OPENERS = frozenset(
    word.capitalize()
    for word in (
        *("the", "a", "an", "in", "on", "at", "it", "he", "she", "they", "we", "you", "i", "this", "that", "these"),
        *("those", "but", "and", "or", "if", "when", "where", "what", "which", "who", "whom", "whose", "why", "how"),
        *(
            "is",
            "are",
            "was",
            "were",
            "did",
            "do",
            "does",
            "has",
            "have",
            "had",
            "according",
            "for",
            "from",
            "to",
            "by",
        ),
        *(
            "as",
            "after",
            "before",
            "while",
            "with",
            "of",
            "not",
            "no",
            "mr",
            "mrs",
            "ms",
            "dr",
            "there",
            "their",
            "his",
        ),
        *("her", "its", "our", "my", "one", "two", "three", "some", "many", "most", "monday", "tuesday", "wednesday"),
        *("thursday", "friday", "saturday", "sunday", "january", "february", "march", "april", "may", "june", "july"),
        *("august", "september", "october", "november", "december"),
    )
)


def names(text: str) -> list[str]:
    """Return the capitalised names in `text` in order, without words that merely open a sentence."""
    found = []
    for match in _NAME.finditer(text):
        parts = match.group().split(" ")
        while parts and parts[0] in _OPENERS:
            parts = parts[1:]
        if parts and len(" ".join(parts)) > 2:  # noqa: PLR2004 - initials are no names
            found.append(" ".join(parts))
    return found


def figures(text: str) -> list[str]:
    """Return the figures in `text` in order, as written."""
    return [match.group() for match in _FIGURE.finditer(text)]


def exchange(asked: str, sources: Iterable[str], random: Random) -> str | None:
    """Return `asked` with one name or figure exchanged for another found in `sources`, or `None` where none fits.

    A year is exchanged for a year, another figure for another figure, a name for one that shares no word with `asked`.
    """
    pool = " \n ".join(sources)
    choices: list[tuple[str, str]] = []
    for figure in figures(asked):
        others = {other for other in figures(pool) if other != figure and _is_year(other) == _is_year(figure)}
        choices.extend((figure, other) for other in sorted(others) if other not in asked)
        if _is_year(figure):
            choices.append((figure, str(int(figure) + random.choice((-3, -2, -1, 1, 2, 5)))))
    held = {word.lower() for word in re.findall(r"\w+", asked)}
    for name in names(asked):
        others = {other for other in names(pool) if not held & {word.lower() for word in re.findall(r"\w+", other)}}
        choices.extend((name, other) for other in sorted(others))
    if not choices:
        return None
    # First the thing to replace, then its replacement: else names, which have many replacements, crowd out figures.
    old = random.choice(sorted({old for old, _ in choices}))
    new = random.choice([new for replaced, new in choices if replaced == old])
    return re.sub(rf"(?<!\w){re.escape(old)}(?!\w)", lambda _: new, asked, count=1)


def _is_year(figure: str) -> bool:
    return len(figure) == 4 and figure.isdigit() and figure[:2] in {"17", "18", "19", "20"}  # noqa: PLR2004 - digits of a year
