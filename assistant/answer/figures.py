"""Figures in questions and sentences: is one asked for, and which of a sentence's figures counts what is asked for."""

from __future__ import annotations

import re

_ASKS = re.compile(r"\bhow (?:many|much)\s+(?P<thing>[\w' -]*)", re.IGNORECASE)
_ASKS_TOLL = re.compile(
    r"\b(toll|number of|how (?:many|much|old|long|far|large|big)|what share|percentage)\b", re.IGNORECASE
)
# The counted thing ends where the question's verb begins.
_VERBS = re.compile(
    r"\b(?:was|were|is|are|did|does|do|has|have|had|can|could|will|would|died|killed|escaped|got|took|in|of|from|by)\b"
)
_FIGURE = re.compile(
    r"(?:\b(?:at least|more than|fewer than|less than|about|around|nearly|almost|over|up to)\s+)?"
    r"(?<![\w.,-])(?:[$\u20ac\u00a3]|Rs\.?\s?)?\d+(?:[.,]\d+)*(?:\s?(?:%|(?:percent|million|billion|thousand)\b))?(?![\w-])",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(r"[.,;:]|\d")
# "The number of militants killed has reached 197": the figure follows what it counts.
_COUNT_OF = re.compile(r"\b(?:number|toll|count|total) of (?P<thing>[^.,;:\d]*)$", re.IGNORECASE)
# "197 militants", "22 members of the security forces": how far behind its figure the counted thing may stand.
_REACH = 4
# Letters that two inflections of a noun share at least ("civilian", "civilians"), and words too short to count.
_STEM, _SHORT = 5, 2


def asks_figure(question: str) -> bool:
    """Return whether the question is after a number."""
    return bool(_ASKS_TOLL.search(question))


def figures(sentence: str) -> list[str]:
    """Return the figures of the sentence in order, with their hedges ("at least 36") and units."""
    return [match.group().strip() for match in _FIGURE.finditer(sentence)]


def figure_near(question: str, sentence: str) -> str | None:
    """Return the sentence's first figure that counts the thing asked for; `None` if none does, or none is asked for."""
    asked = _ASKS.search(question)
    thing = _VERBS.split(asked["thing"].lower())[0].split() if asked else []
    stems = {word[:_STEM] for word in thing if len(word) > _SHORT}
    for match in _FIGURE.finditer(sentence) if stems else ():
        # A following figure starts its own count, and a comma or full stop ends this one.
        behind = _CLAUSE_END.split(sentence[match.end() :])[0].split()[:_REACH]
        before = _COUNT_OF.search(sentence[: match.start()])
        counted = [*behind, *(before["thing"].split() if before else ())]
        if any(word.lower()[:_STEM] in stems for word in counted):
            return match.group().strip()
    return None
