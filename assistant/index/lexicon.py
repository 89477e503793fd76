"""What the word index knows of words: their stems, how common they are, and how the reports write them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from assistant.index.rows import SELECT_PASSAGE, marks, slices
from assistant.index.terms import Terms
from assistant.text import words as words_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence

# Passages that are looked at for how a term is written, and a character after all letters.
_SAMPLE, _LAST = 20, "\U0010ffff"


class Lexicon:
    """Words as the catalog's index holds them. `read` runs a query on the catalog's reading connection."""

    def __init__(self, read: Callable[[str, Sequence[object]], list[sqlite3.Row]]) -> None:
        """Ask through `read`."""
        self._read = read
        self._terms = Terms()

    def close(self) -> None:
        """Let go of what it holds itself."""
        self._terms.close()

    def stems(self, words: Sequence[str]) -> dict[str, list[str]]:
        """Return, by word, its terms in the word index; a word of marks only has none."""
        return self._terms.stems(tuple(dict.fromkeys(words)))

    def frequencies(self, words: Sequence[str]) -> dict[str, int]:
        """Return, by word, how many passages hold it in any inflection; of a word's several terms the rarest counts."""
        stems = self.stems(words)
        wanted = sorted({stem for parts in stems.values() for stem in parts})
        counts: dict[str, int] = {}
        for slice_ in slices(wanted):
            rows = self._read(f"SELECT term, doc FROM vocabulary WHERE term IN ({marks(slice_)})", slice_)
            counts.update((row["term"], row["doc"]) for row in rows)
        return {word: min((counts.get(stem, 0) for stem in parts), default=0) for word, parts in stems.items()}

    def terms(self, first: str) -> dict[str, int]:
        """Return the terms that begin with the letter `first`, each with how many passages hold it."""
        rows = self._read("SELECT term, doc FROM vocabulary WHERE term >= ? AND term < ?", (first, first + _LAST))
        return {row["term"]: row["doc"] for row in rows}

    def written(self, term: str) -> tuple[str, ...]:
        """Return the words that stand for a term in a sample of passages, in lower case, the most frequent first."""
        occurrences = "SELECT DISTINCT doc FROM occurrences WHERE term = ? LIMIT ?"
        rows = self._read(f"{SELECT_PASSAGE} WHERE p.passage IN ({occurrences})", (term, _SAMPLE))
        found = Counter(word for row in rows for word in set(words_of(row["text"])))
        stems = self.stems(tuple(found))
        return tuple(word for word, _ in found.most_common() if stems[word] == [term])
