"""Rank passages by their words (BM25), to find the near misses that a reader must learn to refuse."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from assistant.text import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

# Okapi BM25's usual constants: how soon a repeated word stops counting, and how much a long passage is held back.
_SATURATION = 1.2
_LENGTH_WEIGHT = 0.75


class WordIndex:
    """BM25 over a fixed list of texts."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Index `texts`; their positions in the list are what `scores` and `best` speak of."""
        counts = [Counter(words(text)) for text in texts]
        lengths = np.array([max(1, count.total()) for count in counts], dtype=np.float32)
        norms = _SATURATION * (1 - _LENGTH_WEIGHT + _LENGTH_WEIGHT * lengths / max(1.0, float(lengths.mean())))
        postings: dict[str, list[tuple[int, int]]] = {}
        for position, count in enumerate(counts):
            for word, frequency in count.items():
                postings.setdefault(word, []).append((position, frequency))
        self._size = len(texts)
        self._postings: dict[str, tuple[NDArray[np.int64], NDArray[np.float32]]] = {}
        for word, entries in postings.items():
            places = np.array([position for position, _ in entries], dtype=np.int64)
            frequencies = np.array([frequency for _, frequency in entries], dtype=np.float32)
            rarity = np.log(1 + (self._size - len(entries) + 0.5) / (len(entries) + 0.5))
            weights = rarity * frequencies * (_SATURATION + 1) / (frequencies + norms[places])
            self._postings[word] = (places, weights.astype(np.float32))

    def scores(self, query: str) -> NDArray[np.float32]:
        """Return the score of every text, `(n_texts,)` float32, higher is better, 0 without a common word."""
        totals = np.zeros(self._size, dtype=np.float32)
        for word in set(words(query)):
            if word in self._postings:
                places, weights = self._postings[word]
                totals[places] += weights
        return totals

    def best(self, query: str, *, among: Sequence[int]) -> list[int]:
        """Return the positions in `among`, best first; ties keep their order."""
        scores = self.scores(query)
        return sorted(among, key=lambda position: -float(scores[position]))
