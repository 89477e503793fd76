"""What the word index makes of words."""

from __future__ import annotations

import sqlite3
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class Terms:
    """What the word index makes of a word. Asked of SQLite itself, so that the stems are the index's own."""

    def __init__(self) -> None:
        """Make an empty index like the catalog's, in memory."""
        self._lock = threading.Lock()
        self._memory = sqlite3.connect(":memory:", check_same_thread=False)
        self._memory.execute("CREATE VIRTUAL TABLE t USING fts5 (w, tokenize = 'porter unicode61 remove_diacritics 2')")
        self._memory.execute("CREATE VIRTUAL TABLE v USING fts5vocab (t, 'instance')")

    def close(self) -> None:
        """Let go of it."""
        self._memory.close()

    def stems(self, words: Sequence[str]) -> dict[str, list[str]]:
        """Return the index terms of each word, in order; a word of marks only has none."""
        stems: dict[str, list[str]] = {word: [] for word in words}
        with self._lock:
            self._memory.execute("DELETE FROM t")
            self._memory.executemany("INSERT INTO t (rowid, w) VALUES (?, ?)", enumerate(map(encodable, words)))
            for doc, term in self._memory.execute("SELECT doc, term FROM v ORDER BY doc, offset").fetchall():
                stems[words[doc]].append(term)
        return stems


def encodable(word: str) -> str:
    """Return `word` with a mark for each lone surrogate: SQLite takes none, and JSON strings may hold some."""
    return word.encode("utf-8", "replace").decode()
