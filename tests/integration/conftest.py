"""A look into a store from outside: everything in it, and whether its parts agree."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from assistant import origins
from assistant.index.catalog import Catalog, Entry
from assistant.index.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from assistant import Document, Passage, Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a store holds: documents, origins and passages by id, the text words were indexed from, vectors, journal."""

    documents: dict[str, Document]
    origins: dict[str, str]
    passages: dict[str, Passage]
    indexed: dict[str, tuple[str, str]]
    vectors: frozenset[str]
    journal: tuple[str, ...]
    collections: int

    def disagreements(self) -> list[str]:
        """Return what does not fit together, in words; nothing in a store that is whole."""
        wrong = [
            f"{name} is not the slice of its document"
            for name, passage in self.passages.items()
            if passage.span.of(self.documents[passage.document_id].text) != passage.text
        ]
        expected = {
            name: (self.documents[passage.document_id].title, passage.text) for name, passage in self.passages.items()
        }
        if self.indexed != expected:
            wrong.append("the words indexed are not those of the passages")
        if self.origins != _fresh_origins(self.documents.values()):
            wrong.append("the origins are not those of the documents clustered afresh")
        if missing := set(self.passages) - self.vectors:
            wrong.append(f"{len(missing)} passages have no vector")
        if orphans := self.vectors - set(self.passages):
            wrong.append(f"{len(orphans)} vectors have no passage")
        if self.journal:
            wrong.append(f"{len(self.journal)} ids are still in the journal")
        if self.collections != 1:
            wrong.append(f"there are {self.collections} collections")
        return wrong


@pytest.fixture(scope="session")
def contents() -> Callable[[Settings], Contents]:
    """A function that opens a store, without replaying its journal, and returns what is in it."""

    def look(settings: Settings) -> Contents:
        store = Store(settings, create=False)
        try:
            documents = {item.document_id: item for item in store.catalog.documents()}
            passages = store.catalog.passages(sorted(store.catalog.passage_ids()))
            return Contents(
                documents=documents,
                origins=store.catalog.origins(list(documents)),
                passages=passages,
                indexed=_indexed(settings),
                vectors=frozenset(store.vectors.ids()),
                journal=store.catalog.journal(),
                collections=_collections(settings),
            )
        finally:
            store.close()

    return look


def _fresh_origins(documents: Iterable[Document]) -> dict[str, str]:
    with tempfile.TemporaryDirectory() as folder, closing(Catalog(Path(folder) / "catalog.sqlite3")) as fresh:
        entries = [Entry(document=item, passages=(), file=item.source) for item in documents]
        fresh.commit(entries, [], finder=origins)
        return fresh.origins([entry.document.document_id for entry in entries])


def _collections(settings: Settings) -> int:
    import chromadb
    from chromadb.config import Settings as ChromaSettings

    # The class that the vendor declares for it has no `close`.
    client: Any = chromadb.PersistentClient(
        path=str(settings.store.path / "chroma"), settings=ChromaSettings(anonymized_telemetry=False)
    )
    try:
        return len(client.list_collections())
    finally:
        client.close()


def _indexed(settings: Settings) -> dict[str, tuple[str, str]]:
    with closing(sqlite3.connect(settings.store.path / "catalog.sqlite3")) as catalog:
        rows = catalog.execute(
            "SELECT p.passage_id, w.title, w.body FROM words w LEFT JOIN passages p ON p.passage = w.rowid"
        )
        return {str(name): (title, body) for name, title, body in rows}
