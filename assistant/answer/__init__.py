"""Write an answer from what was found."""

from __future__ import annotations

from assistant.answer.conversation import standalone
from assistant.answer.extractive import Lexicon, Scorer, extract
from assistant.answer.reading import from_readings

__all__ = ["Lexicon", "Scorer", "extract", "from_readings", "standalone"]
