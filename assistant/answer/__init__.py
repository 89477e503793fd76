"""Write an answer from what was found."""

from __future__ import annotations

from assistant.answer.conversation import standalone
from assistant.answer.extractive import Lexicon, Scorer, extract

__all__ = ["Lexicon", "Scorer", "extract", "standalone"]
