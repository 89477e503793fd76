"""Find the passages that may answer: by words and by meaning, fused."""

from __future__ import annotations

from assistant.retrieve.hybrid import LOOKS, SearchIndex, query_words, retrieve
from assistant.retrieve.slots import collapse
from assistant.retrieve.spelling import Vocabulary, respell

__all__ = ["LOOKS", "SearchIndex", "Vocabulary", "collapse", "query_words", "respell", "retrieve"]
