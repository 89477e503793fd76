"""Rows of the catalog as records, and the fragments of SQL that several tables need."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from assistant.records import Document, Passage, Span

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

DOCUMENT_FIELDS = tuple(item.name for item in fields(Document))
# SQLite's default limit on bound variables is 32,766; stay far below it.
_SLICE = 500

SELECT_PASSAGE = """
SELECT p.passage_id, p.document_id, p."start", p."end", substr(d.text, p."start" + 1, p."end" - p."start") AS text
FROM passages p JOIN documents d ON d.document_id = p.document_id
"""


def to_document(row: sqlite3.Row) -> Document:
    """Return the document of a row of `documents`."""
    return Document(**{name: row[name] for name in DOCUMENT_FIELDS})


def to_passage(row: sqlite3.Row) -> Passage:
    """Return the passage of a row that holds its span and its text."""
    return Passage(
        passage_id=row["passage_id"],
        document_id=row["document_id"],
        span=Span(row["start"], row["end"]),
        text=row["text"],
    )


def slices(items: Sequence[str]) -> Iterator[Sequence[str]]:
    """Return `items` in parts that fit into one statement each."""
    for start in range(0, len(items), _SLICE):
        yield items[start : start + _SLICE]


def marks(items: Sequence[object]) -> str:
    """Return as many placeholders as there are items."""
    return ", ".join("?" * len(items))
