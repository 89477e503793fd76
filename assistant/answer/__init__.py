"""Write an answer from what was found."""

from __future__ import annotations

from assistant.answer.combining import combination, say
from assistant.answer.conversation import follows, standalone
from assistant.answer.denials import denial
from assistant.answer.parts import parts, wants_sentences
from assistant.answer.reading import MODE, compose, merge, rank

__all__ = [
    "MODE",
    "combination",
    "compose",
    "denial",
    "follows",
    "merge",
    "parts",
    "rank",
    "say",
    "standalone",
    "wants_sentences",
]
