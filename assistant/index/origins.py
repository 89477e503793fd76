"""Origins in the catalog: which reports are copies of one another, kept in step with the documents.

Everything that writes runs inside the catalog's own transaction, so a report and its origin change together. `bands`
files each report under its MinHash values, `copies` holds the pairs found to be copies, and `origins` what follows from
them: connected reports share an origin, named after its earliest report. A report whose front matter says that it is
based on another belongs to that one's origin too.

A new report costs its candidates, of which there are at most `MAX_COMPARED`; a removed one costs the reports connected
with it. Origins do not depend on the order of ingest as long as no more than `BUCKET` reports share one MinHash value
and none has more than `MAX_COMPARED` candidates; beyond that a few links may be found in one order and not in another.
"""

from __future__ import annotations

from array import array
from collections import Counter
from typing import TYPE_CHECKING, Protocol

from assistant.index.rows import marks, slices, to_document
from assistant.records import Origin

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Sequence
    from contextlib import AbstractContextManager

    from assistant.records import Document

    Read = Callable[[str, Sequence[object]], list[sqlite3.Row]]
    Transaction = Callable[[], AbstractContextManager[sqlite3.Connection]]

# Reports looked at under one value. One that more share stands for boilerplate, which tells nothing; unless most of a
# report's values are such, as in a story that ran in very many outlets: then these are copies enough.
BUCKET = 32
# Reports that one is compared with: those that share most values.
MAX_COMPARED = 16
# A text in so many reports is one that a question may be about without naming it.
CARRIED = 3


class CopyFinder(Protocol):
    """Tells copies: `assistant.origins` is one."""

    VERSION: str

    def bands(self, document: Document) -> tuple[int, ...]:
        """Return the values to file a report under; reports that share text share some."""
        ...

    def may_be_copy(self, shared: int, length: int, other_length: int) -> bool:
        """Return whether reports of these lengths that share so many values are worth comparing."""
        ...

    def is_copy(self, first: Document, second: Document) -> bool:
        """Return whether one report is a copy of the other."""
        ...

    def credited(self, document: Document) -> str | None:
        """Return the agency that a report is credited to, if any."""
        ...


# Reading.


def origin_ids(read: Read, document_ids: Sequence[str]) -> dict[str, str]:
    """Return the origin of each of these documents that is there, by document id; one not yet filed is its own."""
    found: dict[str, str] = {}
    for slice_ in slices(document_ids):
        rows = read(f"{_SELECT_ORIGIN} WHERE d.document_id IN ({marks(slice_)})", slice_)
        found.update((row["document_id"], row["origin_id"]) for row in rows)
    return found


def listing(read: Read) -> tuple[Origin, ...]:
    """Return all origins in the order of their ids, each with its documents, earliest first."""
    members: dict[str, list[str]] = {}
    agencies: dict[str, str] = {}
    rows = read(f"{_SELECT_ORIGIN} ORDER BY origin_id, d.day IS NULL, d.day, d.document_id", ())
    for row in rows:
        members.setdefault(row["origin_id"], []).append(row["document_id"])
        if row["credit"]:
            agencies.setdefault(row["origin_id"], row["credit"])
    return tuple(
        Origin(origin_id=name, document_ids=tuple(documents), credit=agencies.get(name))
        for name, documents in members.items()
    )


def most_reported(read: Read, condition: str, values: Sequence[object], *, k: int) -> list[str]:
    """Return the ids of at most `k` first passages of reports whose text `CARRIED` reports or more carry.

    The text that most reports carry comes first, of as many the newest. `condition` on documents `d` says which count.
    """
    rows = read(
        "SELECT passage_id FROM (SELECT p.passage_id, d.document_id, o.origin_id, COUNT(*) OVER carried AS reports, "
        "MAX(d.day) OVER carried AS day FROM origins o JOIN documents d ON d.document_id = o.document_id "
        f"JOIN passages p ON p.document_id = d.document_id AND p.start = 0 WHERE TRUE {condition} "
        "WINDOW carried AS (PARTITION BY o.origin_id)) "
        "WHERE reports >= ? ORDER BY reports DESC, day DESC, origin_id, document_id LIMIT ?",
        (*values, CARRIED, k),
    )
    return [row["passage_id"] for row in rows]


# Writing, inside a transaction of the catalog.


def forget(run: sqlite3.Connection, document_id: str) -> set[str]:
    """Take a document out of the tables, before it is deleted; return the ids of those that hung on it."""
    row = run.execute("SELECT bands FROM origins WHERE document_id = ?", (document_id,)).fetchone()
    if row is not None:
        values = array("q", row["bands"])
        run.executemany(
            "DELETE FROM bands WHERE band = ? AND document_id = ?", ((item, document_id) for item in values)
        )
    neighbours = _neighbours(run, [document_id])
    run.execute("DELETE FROM copies WHERE document_id = ?", (document_id,))
    run.executemany(
        "DELETE FROM copies WHERE document_id = ? AND other_id = ?", ((item, document_id) for item in neighbours)
    )
    run.execute("DELETE FROM origins WHERE document_id = ?", (document_id,))
    return neighbours


def add(run: sqlite3.Connection, documents: Sequence[Document], finder: CopyFinder) -> None:
    """File these documents, which are in the catalog already, and link each to its copies.

    Origins are left to `settle`.
    """
    for document in documents:
        values = finder.bands(document)
        run.execute(
            "INSERT INTO origins (document_id, origin_id, credit, bands) VALUES (?, ?, ?, ?)",
            (document.document_id, document.document_id, finder.credited(document), array("q", values).tobytes()),
        )
        run.executemany(
            "INSERT INTO bands (band, document_id) VALUES (?, ?)", ((item, document.document_id) for item in values)
        )
    # Only once all are filed: then each finds those of its batch that come after it.
    link(run, [document.document_id for document in documents], finder)


def link(run: sqlite3.Connection, document_ids: Iterable[str], finder: CopyFinder) -> None:
    """Link each of these documents, where it is filed, to the copies of it that it is not linked to yet.

    New ones need it, and those that hung on a removed one: of very many copies each is linked to some only. A
    comparison is linear in the texts; there are `MAX_COMPARED` a document at most.
    """
    for document_id in document_ids:
        row = run.execute(
            "SELECT d.*, o.bands FROM documents d JOIN origins o ON o.document_id = d.document_id "
            "WHERE d.document_id = ?",
            (document_id,),
        ).fetchone()
        if row is not None:
            document = to_document(row)
            for other in _candidates(run, document, array("q", row["bands"]), finder):
                if finder.is_copy(document, other):
                    pair = (document_id, other.document_id)
                    run.executemany("INSERT INTO copies (document_id, other_id) VALUES (?, ?)", (pair, pair[::-1]))


def settle(run: sqlite3.Connection, document_ids: Iterable[str]) -> None:
    """Set the origin of these documents, of all connected with them, and of those that were until now.

    Linear in how many that are.
    """
    waiting = set(document_ids)
    while waiting:
        connected = _connected(run, waiting.pop())
        waiting -= connected
        origin_id = _earliest(run, connected)
        if origin_id is not None:
            run.executemany(
                "UPDATE origins SET origin_id = ? WHERE document_id = ? AND origin_id <> ?",
                ((origin_id, item, origin_id) for item in connected),
            )


def refresh(read: Read, transaction: Transaction, finder: CopyFinder) -> None:
    """Seek the origins of the documents that none were sought for yet: of all, if by another version of the finder.

    Costs two queries where nothing is to do. Works in transactions of a few hundred documents: cut off, it goes on from
    there at the next call.
    """
    built_with = [row["value"] for row in read("SELECT value FROM manifest WHERE key = 'origins'", ())]
    if built_with != [finder.VERSION]:
        with transaction() as run:
            for table in ("bands", "copies", "origins"):
                run.execute(f"DELETE FROM {table}")
            run.execute("INSERT OR REPLACE INTO manifest (key, value) VALUES ('origins', ?)", (finder.VERSION,))
    unfiled = read("SELECT document_id FROM documents EXCEPT SELECT document_id FROM origins", ())
    for slice_ in slices([row["document_id"] for row in unfiled]):
        with transaction() as run:
            rows = run.execute(f"SELECT * FROM documents WHERE document_id IN ({marks(slice_)})", slice_)
            add(run, [to_document(row) for row in rows], finder)
            settle(run, slice_)


def _candidates(
    run: sqlite3.Connection, document: Document, values: Sequence[int], finder: CopyFinder
) -> list[Document]:
    """Return the reports that are worth comparing with this one and not linked to it yet."""
    shared = _shared(run, values)
    del shared[document.document_id]
    linked = _copies(run, [document.document_id])
    length = len(document.text)
    names = [name for name, _ in sorted(shared.items(), key=lambda item: (-item[1], item[0])) if name not in linked]
    worth: list[str] = []
    for slice_ in slices(names):
        rows = run.execute(
            f"SELECT document_id, length(text) AS n FROM documents WHERE document_id IN ({marks(slice_)})", slice_
        )
        lengths = {row["document_id"]: row["n"] for row in rows}
        worth += [name for name in slice_ if finder.may_be_copy(shared[name], length, lengths[name])]
    best = worth[:MAX_COMPARED]
    rows = run.execute(f"SELECT * FROM documents WHERE document_id IN ({marks(best)})", best)
    return [to_document(row) for row in rows]


def _shared(run: sqlite3.Connection, values: Sequence[int]) -> Counter[str]:
    """Return how many of these values each report is filed under."""
    buckets = [
        [
            row["document_id"]
            for row in run.execute("SELECT document_id FROM bands WHERE band = ? LIMIT ?", (value, BUCKET))
        ]
        for value in values
    ]
    telling = [bucket for bucket in buckets if len(bucket) < BUCKET]
    chosen = telling if 2 * len(telling) >= len(buckets) else buckets
    return Counter(name for bucket in chosen for name in bucket)


def _connected(run: sqlite3.Connection, document_id: str) -> set[str]:
    connected, edge = {document_id}, {document_id}
    while edge:
        edge = _neighbours(run, sorted(edge)) - connected
        connected |= edge
    return connected


def _neighbours(run: sqlite3.Connection, document_ids: Sequence[str]) -> set[str]:
    """Return the documents that are copies of these, that these are based on, or that are based on these."""
    found = _copies(run, document_ids)
    for slice_ in slices(document_ids):
        for sql in (_BASIS, _BASED):
            found.update(row["document_id"] for row in run.execute(sql.format(marks(slice_)), slice_))
    return found


def _copies(run: sqlite3.Connection, document_ids: Sequence[str]) -> set[str]:
    return {
        row["other_id"]
        for slice_ in slices(document_ids)
        for row in run.execute(f"SELECT other_id FROM copies WHERE document_id IN ({marks(slice_)})", slice_)
    }


def _earliest(run: sqlite3.Connection, document_ids: Iterable[str]) -> str | None:
    """Return the document published first; undated ones come last, and of one day the first by id."""
    found = [
        (row["day"] is None, row["day"] or "", row["document_id"])
        for slice_ in slices(sorted(document_ids))
        for row in run.execute(f"SELECT document_id, day FROM documents WHERE document_id IN ({marks(slice_)})", slice_)
    ]
    return min(found)[2] if found else None


_SELECT_ORIGIN = """
SELECT d.document_id, coalesce(o.origin_id, d.document_id) AS origin_id, o.credit
FROM documents d LEFT JOIN origins o ON o.document_id = d.document_id
"""
# What front matter names may be an agency, or a report that is not here: neither connects anything.
_BASIS = """
SELECT basis.document_id FROM documents d JOIN documents basis ON basis.document_id = d.based_on
WHERE d.document_id IN ({})
"""
_BASED = "SELECT document_id FROM documents WHERE based_on IN ({})"
