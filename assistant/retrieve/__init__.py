"""Find the passages that may answer: by words and by meaning, fused."""

from __future__ import annotations

from assistant.retrieve.hybrid import SearchIndex, query_words, retrieve

__all__ = ["SearchIndex", "query_words", "retrieve"]
