"""Make a follow-up question stand on its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.text import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.records import Turn

# A question that opens like this leans on the one before it ("and civilians?", "what about the year before?").
_OPENING = re.compile(r"(and|or|but|also|then|what about|how about|what of)\b", re.IGNORECASE)
# fmt: off
_POINTERS = frozenset((
    "he", "she", "it", "they", "them", "him", "his", "her", "hers", "its", "their", "theirs",
    "this", "that", "these", "those", "there", "then", "same",
))
# fmt: on
# Shorter than this, a question rarely names its event: "civilians?", "who said so?".
_SHORT = 3


def standalone(question: str, history: Sequence[Turn]) -> str:
    """Return `question` after the last question before it, if it leans on it; otherwise `question` itself.

    The result is for retrieval and for showing what was understood; it need not be good English.
    """
    if not history:
        return question
    asked = words(question)
    leans = _OPENING.match(question.strip()) or len(asked) <= _SHORT or _POINTERS & set(asked)
    return f"{history[-1].question.strip().rstrip('?.! ')}, {question.strip()}" if leans else question
