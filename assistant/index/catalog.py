"""The catalog: documents, passages, words and journal in one SQLite file, in WAL mode. It is the truth of the store."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from assistant.index import origins
from assistant.index.lexicon import Lexicon
from assistant.index.rows import DOCUMENT_FIELDS, SELECT_PASSAGE, marks, slices, to_document, to_passage
from assistant.index.schema import open_catalog
from assistant.index.terms import encodable
from assistant.records import Document, Filters, Origin, Passage, Rejection

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from assistant.index.origins import CopyFinder

# Matches of a title count this much more than matches of the body; chosen with the fusion weights.
TITLE_WEIGHT = 1.0
# Postings that one query may walk: scoring costs about 1.3 µs each, so words take some 10 ms at most at any size.
# On the news articles hit@k is the same with 4,000 as without a limit.
MAX_POSTINGS = 6_000
# A word that stands in this share of all passages says nothing of which is meant.
COMMON = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One document version to make current: with its passages, and the file it was read from."""

    document: Document
    passages: tuple[Passage, ...]
    file: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileState:
    """One file as it was read: its hash, and the rejections it gave, which stand as long as it does not change."""

    path: str
    sha256: str
    rejections: tuple[Rejection, ...]


class Source(NamedTuple):
    """The document that was read from one source: its id, its version, and the file it came in."""

    document_id: str
    content_hash: str
    file: str


class Catalog:
    """A connection pair to `catalog.sqlite3`: one for reading, one for writing, each behind its own lock.

    Readers see the last committed state while a transaction is open. Only one process may write at a time; the caller
    holds the store's lock.
    """

    def __init__(self, path: Path) -> None:
        """Open the catalog, creating an empty one where there is none.

        Raises:
            IndexStateError: The file is not a catalog, or its schema is of another version.
        """
        self._read_lock, self._write_lock = threading.RLock(), threading.RLock()
        self._writer, self._reader = open_catalog(path)
        self.lexicon = Lexicon(self._read)

    def close(self) -> None:
        """Close both connections. The catalog cannot be used afterwards."""
        self._reader.close()
        self._writer.close()
        self.lexicon.close()

    # Reading.

    def manifest(self) -> dict[str, str]:
        """Return what the store was built with, by name."""
        return {row["key"]: row["value"] for row in self._read("SELECT key, value FROM manifest")}

    def version(self) -> int:
        """Return a number that changes with every commit to the catalog, by this process or another."""
        # Of the reading connection: it counts the commits of all others, our own writing one included.
        return int(self._read("PRAGMA data_version")[0][0])

    def counts(self) -> tuple[int, int]:
        """Return how many documents and how many passages there are."""
        row = self._read("SELECT (SELECT count(*) FROM documents) AS d, (SELECT count(*) FROM passages) AS p")[0]
        return row["d"], row["p"]

    def documents(self) -> tuple[Document, ...]:
        """Return all documents, newest first; undated ones last."""
        rows = self._read("SELECT * FROM documents ORDER BY day IS NULL, day DESC, published_at DESC, document_id")
        return tuple(to_document(row) for row in rows)

    def document(self, document_id: str) -> Document | None:
        """Return the current version of a document, if it is there."""
        rows = self._read("SELECT * FROM documents WHERE document_id = ?", (document_id,))
        return to_document(rows[0]) if rows else None

    def sources(self) -> dict[str, Source]:
        """Return, by source, which document stands for it and the file it was read from."""
        rows = self._read("SELECT source, document_id, content_hash, file FROM documents")
        return {row["source"]: Source(row["document_id"], row["content_hash"], row["file"]) for row in rows}

    def files(self) -> dict[str, FileState]:
        """Return every file that was read, by its path."""
        rows = self._read("SELECT * FROM files")
        return {
            row["path"]: FileState(
                path=row["path"],
                sha256=row["sha256"],
                rejections=tuple(Rejection(**item) for item in json.loads(row["rejections"])),
            )
            for row in rows
        }

    def file_of(self, document_id: str) -> str | None:
        """Return the file that a document was read from, if the document is there."""
        rows = self._read("SELECT file FROM documents WHERE document_id = ?", (document_id,))
        return str(rows[0]["file"]) if rows else None

    def days(self) -> tuple[str | None, str | None]:
        """Return the first and the last day of publication."""
        row = self._read("SELECT min(day) AS first, max(day) AS last FROM documents")[0]
        return row["first"], row["last"]

    def publishers(self) -> tuple[str, ...]:
        """Return the publishers of all documents, each once, in the order of their names."""
        rows = self._read("SELECT DISTINCT publisher FROM documents WHERE publisher IS NOT NULL")
        return tuple(sorted((row["publisher"] for row in rows), key=str.casefold))

    def origins(self, document_ids: Sequence[str]) -> dict[str, str]:
        """Return the origin of each of these reports that is there, by document id.

        It is the id of the earliest report that a report is a copy of, its own for an original.
        """
        return origins.origin_ids(self._read, document_ids)

    def all_origins(self) -> tuple[Origin, ...]:
        """Return every origin with its reports, in the order of ids."""
        return origins.listing(self._read)

    def passages(self, passage_ids: Sequence[str]) -> dict[str, Passage]:
        """Return the current passages among `passage_ids`, by id; ids that are not current are left out."""
        found: dict[str, Passage] = {}
        for slice_ in slices(passage_ids):
            rows = self._read(f"{SELECT_PASSAGE} WHERE passage_id IN ({marks(slice_)})", slice_)
            found.update((row["passage_id"], to_passage(row)) for row in rows)
        return found

    def passage_ids(self) -> set[str]:
        """Return the ids of all current passages."""
        return {row["passage_id"] for row in self._read("SELECT passage_id FROM passages")}

    def journal(self) -> tuple[str, ...]:
        """Return the vector ids that an interrupted write may have left behind and that no current passage needs."""
        rows = self._read("SELECT passage_id FROM journal EXCEPT SELECT passage_id FROM passages")
        return tuple(row["passage_id"] for row in rows)

    def search_words(self, words: Sequence[str], *, k: int, filters: Filters) -> list[str]:
        """Return the ids of the `k` passages that match any of `words` best by BM25, best first; ties by age.

        Words are stemmed (Porter), so inflected forms match. Words so common that scoring them would take more than
        `MAX_POSTINGS` are left out, the two rarest never.

        Args:
            words: Any strings; what they hold has no meaning to the query language. None gives `[]`.
            k: Most ids to return.
            filters: Reports that may be found.
        """
        chosen = self._affordable(words)
        if not chosen:
            return []
        query = " OR ".join(_quoted(word) for word in chosen)
        condition, values = _condition(filters)
        narrowed = (
            "JOIN passages p ON p.passage = words.rowid JOIN documents d ON d.document_id = p.document_id"
            if filters
            else ""
        )
        # Ids are looked up for the best only: joined to every match they would cost as much as the scoring.
        rows = self._read(
            "SELECT p.passage_id FROM ("
            f"SELECT words.rowid AS passage, bm25(words, ?, 1.0) AS score FROM words {narrowed} "
            f"WHERE words MATCH ? {condition} ORDER BY score, words.rowid LIMIT ?"
            ") best JOIN passages p ON p.passage = best.passage ORDER BY best.score, best.passage",
            (TITLE_WEIGHT, query, *values, k),
        )
        return [row["passage_id"] for row in rows]

    def _affordable(self, words: Sequence[str]) -> list[str]:
        by_rarity = sorted(self.lexicon.frequencies(words).items(), key=lambda item: item[1])
        chosen: list[str] = []
        postings = 0
        for word, count in by_rarity:
            postings += count
            if count and (postings <= MAX_POSTINGS or len(chosen) < 2):  # noqa: PLR2004 - the two rarest, as documented
                chosen.append(word)
        return chosen

    def are_common(self, words: Sequence[str]) -> bool:
        """Return whether each of `words` stands in so many of the passages that together they tell none apart."""
        counts = self.lexicon.frequencies(words)
        return bool(counts) and min(counts.values()) >= COMMON * self.counts()[1]

    def most_reported(self, *, k: int, filters: Filters) -> list[str]:
        """Return the ids of at most `k` passages that open a report which others carry too, most carried first."""
        return origins.most_reported(self._read, *_condition(filters), k=k)

    # Writing.

    def set_manifest(self, values: Mapping[str, str]) -> None:
        """Record what the store is built with."""
        with self._transaction() as run:
            run.executemany(_SET_MANIFEST, values.items())

    def stage(self, passage_ids: Iterable[str]) -> None:
        """Note that vectors with these ids are about to be written, before any is."""
        with self._transaction() as run:
            run.executemany(
                "INSERT OR IGNORE INTO journal (passage_id, state) VALUES (?, 'staged')",
                ((item,) for item in passage_ids),
            )

    def commit(
        self,
        entries: Sequence[Entry],
        files: Sequence[FileState],
        manifest: Mapping[str, str] | None = None,
        *,
        finder: CopyFinder | None = None,
    ) -> None:
        """Make these versions current, these files read, and these entries part of the manifest, in one transaction.

        Vectors of versions they replace go to the journal as obsolete; staged ids that are now current leave it. With
        a `finder`, origins are brought up to date; without, each report is its own until `file_origins`.
        """
        with self._transaction() as run:
            touched: set[str] = set()
            current: dict[str, Document] = {}
            for entry in entries:
                # A report that changed its declared id is still the same report: one source, one document.
                held = run.execute("SELECT document_id FROM documents WHERE source = ?", (entry.document.source,))
                for document_id in {entry.document.document_id, *(row["document_id"] for row in held.fetchall())}:
                    touched |= _delete_document(run, document_id)
                    current.pop(document_id, None)
                _insert_document(run, entry)
                current[entry.document.document_id] = entry.document
            if finder is not None:
                origins.add(run, list(current.values()), finder)
                origins.link(run, touched - current.keys(), finder)
            origins.settle(run, touched | current.keys())
            run.executemany(
                "INSERT OR REPLACE INTO files (path, sha256, rejections) VALUES (?, ?, ?)",
                ((item.path, item.sha256, json.dumps([r.to_dict() for r in item.rejections])) for item in files),
            )
            run.executemany(_SET_MANIFEST, (manifest or {}).items())
            run.execute("DELETE FROM journal WHERE passage_id IN (SELECT passage_id FROM passages)")

    def remove(
        self, document_ids: Sequence[str], *, files: Sequence[str] = (), finder: CopyFinder | None = None
    ) -> None:
        """Delete documents, and forget files, in one transaction; the vectors go to the journal as obsolete.

        What hung on them is clustered again; with a `finder`, copies that only they connected find one another.
        """
        with self._transaction() as run:
            touched: set[str] = set()
            for document_id in document_ids:
                # The file is forgotten too, so that ingesting it again brings the document back.
                run.execute(
                    "DELETE FROM files WHERE path IN (SELECT file FROM documents WHERE document_id = ?)", (document_id,)
                )
                touched |= _delete_document(run, document_id)
            if finder is not None:
                origins.link(run, touched, finder)
            origins.settle(run, touched)
            run.executemany("DELETE FROM files WHERE path = ?", ((path,) for path in files))

    def file_origins(self, finder: CopyFinder) -> None:
        """Seek the origin of every report that has none yet; of all, if they were sought by another version."""
        origins.refresh(self._read, self._transaction, finder)

    def replace_passages(self, passages: Mapping[str, Sequence[Passage]], manifest: Mapping[str, str]) -> None:
        """Swap every document's passages and the manifest in one transaction, as a rebuild does at its end."""
        with self._transaction() as run:
            run.execute("DELETE FROM words")
            run.execute("DELETE FROM passages")
            for document_id, items in passages.items():
                title = run.execute("SELECT title FROM documents WHERE document_id = ?", (document_id,)).fetchone()[0]
                _insert_passages(run, title, items)
            run.executemany(_SET_MANIFEST, manifest.items())
            run.execute("DELETE FROM journal")

    def clear_journal(self, passage_ids: Sequence[str], manifest: Mapping[str, str] | None = None) -> None:
        """Forget journalled ids whose vectors are gone, and make these entries part of the manifest."""
        with self._transaction() as run:
            run.executemany(_SET_MANIFEST, (manifest or {}).items())
            run.executemany("DELETE FROM journal WHERE passage_id = ?", ((item,) for item in passage_ids))

    def _read(self, sql: str, values: Sequence[object] = ()) -> list[sqlite3.Row]:
        with self._read_lock:
            return self._reader.execute(sql, tuple(values)).fetchall()

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._write_lock, self._writer:
            self._writer.execute("BEGIN IMMEDIATE")
            yield self._writer


_SET_MANIFEST = "INSERT OR REPLACE INTO manifest (key, value) VALUES (?, ?)"


def _insert_document(run: sqlite3.Connection, entry: Entry) -> None:
    document = entry.document
    row = {name: getattr(document, name) for name in DOCUMENT_FIELDS}
    row |= {"day": document.published_day, "known_day": document.known_day, "file": entry.file}
    run.execute(f"INSERT INTO documents ({', '.join(row)}) VALUES ({marks(list(row))})", list(row.values()))
    _insert_passages(run, document.title, entry.passages)


def _insert_passages(run: sqlite3.Connection, title: str, passages: Sequence[Passage]) -> None:
    for passage in passages:
        cursor = run.execute(
            'INSERT INTO passages (passage_id, document_id, "start", "end") VALUES (?, ?, ?, ?)',
            (passage.passage_id, passage.document_id, passage.span.start, passage.span.end),
        )
        run.execute("INSERT INTO words (rowid, title, body) VALUES (?, ?, ?)", (cursor.lastrowid, title, passage.text))


def _delete_document(run: sqlite3.Connection, document_id: str) -> set[str]:
    """Delete a document, if it is there; return the ids of those whose origin hung on it."""
    neighbours = origins.forget(run, document_id)
    run.execute(
        "INSERT OR REPLACE INTO journal (passage_id, state) "
        "SELECT passage_id, 'obsolete' FROM passages WHERE document_id = ?",
        (document_id,),
    )
    run.execute("DELETE FROM words WHERE rowid IN (SELECT passage FROM passages WHERE document_id = ?)", (document_id,))
    run.execute("DELETE FROM passages WHERE document_id = ?", (document_id,))
    run.execute("DELETE FROM documents WHERE document_id = ?", (document_id,))
    return neighbours


def _condition(filters: Filters) -> tuple[str, list[object]]:
    parts: list[str] = []
    values: list[object] = []
    if filters.since:
        parts.append("AND d.day >= ?")
        values.append(filters.since.isoformat())
    if filters.until:
        parts.append("AND d.day <= ?")
        values.append(filters.until.isoformat())
    if filters.as_of:
        parts.append("AND d.known_day <= ?")
        values.append(filters.as_of.isoformat())
    if filters.publishers:
        parts.append(f"AND lowered(d.publisher) IN ({marks(filters.publishers)})")
        values.extend(name.lower() for name in filters.publishers)
    return " ".join(parts), values


def _quoted(word: str) -> str:
    # A double-quoted FTS5 string has no operators inside; NUL would end the query text early.
    escaped = encodable(word).replace("\0", " ").replace('"', '""')
    return f'"{escaped}"'
