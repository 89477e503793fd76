"""What the word index knows of words: their stems, how common they are, and how the reports write them."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from assistant.index.rows import SELECT_PASSAGE, marks, slices
from assistant.index.terms import Terms

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence

_WORD = re.compile(r"[^\W\d_]+")
# Passages that are looked at for how a term is written, and a character after all letters.
_SAMPLE, _LAST = 20, "\U0010ffff"


class Lexicon:
    """Words as the catalog's index holds them. `read` runs a query on the catalog's reading connection."""

    def __init__(self, read: Callable[[str, Sequence[object]], list[sqlite3.Row]]) -> None:
        """Ask through `read`."""
        self._read = read
        # Of one state of the catalog: SQLite walks all postings of a letter to count them.
        self._known: tuple[int, dict[str, dict[str, int]]] = (-1, {})
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
        """Return the terms that begin with the letter `first`, each with how many passages hold it.

        Kept until the catalog changes: the first time takes some tenths of a second on 100,000 passages.
        """
        version = int(self._read("PRAGMA data_version", ())[0][0])
        if self._known[0] != version:
            self._known = (version, {})
        known = self._known[1]
        if first not in known:
            known[first] = self._terms_now(first)
        return known[first]

    def _terms_now(self, first: str) -> dict[str, int]:
        rows = self._read("SELECT term, doc FROM vocabulary WHERE term >= ? AND term < ?", (first, first + _LAST))
        return {row["term"]: row["doc"] for row in rows}

    def written(self, term: str) -> tuple[str, ...]:
        """Return the words that stand for a term in a sample of passages, the most frequent first.

        A word is in lower case where any passage has it so, else in its capitals: then it is a name.
        """
        occurrences = "SELECT DISTINCT doc FROM occurrences WHERE term = ? LIMIT ?"
        rows = self._read(f"{SELECT_PASSAGE} WHERE p.passage IN ({occurrences})", (term, _SAMPLE))
        every = [word for row in rows for word in set(_WORD.findall(row["text"]))]
        counts, plain = Counter(word.lower() for word in every), {word for word in every if word.islower()}
        stems = self.stems(tuple(counts))
        shown = {word.lower(): word for word in every if word.lower() not in plain}
        return tuple(shown.get(word, word) for word, _ in counts.most_common() if stems[word] == [term])
