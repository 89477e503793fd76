"""Passage vectors in a Chroma collection, written so that LlamaIndex's vector store reads them as its own."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from copy import copy
from itertools import count
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from assistant.errors import IndexStateError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from assistant.records import Document, Filters, Passage

_openings = count(1)


class Vectors:
    """The vectors of one build of the store: a cosine-space collection in the store's folder or on a Chroma server.

    `add` writes with upsert: Chroma's own `add` keeps the old record of a known id without a word. Nothing here is the
    truth: what the catalog does not hold as current is never shown, and the whole collection can be made again from it.

    A client on a folder reads its index once and does not see what other processes write later: open another to see it.
    """

    def __init__(self, *, folder: Path, url: str | None, collection: str) -> None:
        """Open the collection, creating an empty one where there is none.

        Args:
            folder: Where vectors are kept when there is no `url`.
            url: Address of a Chroma server.
            collection: Its name, 3 to 512 characters.

        Raises:
            IndexStateError: The folder cannot be opened, or the server does not answer.
        """
        self._where = url or str(folder)
        self._use = _Use()
        with self._translated():
            self._client = _client(folder, url)
        self._open(collection)

    def sibling(self, collection: str) -> Vectors:
        """Return another collection of the same Chroma, creating an empty one where there is none."""
        other = copy(self)
        other._open(collection)  # noqa: SLF001 - a copy of itself
        return other

    def _open(self, collection: str) -> None:
        from llama_index.vector_stores.chroma import ChromaVectorStore

        self.collection = collection
        with self._translated():
            opened = self._client.get_or_create_collection(collection, configuration={"hnsw": {"space": "cosine"}})
            self.store = ChromaVectorStore.from_collection(opened)
            self._max_batch = int(self._client.get_max_batch_size())

    @property
    def _collection(self) -> Any:  # noqa: ANN401 - Chroma's class, kept inside this adapter
        return self.store.client

    def add(self, items: Sequence[tuple[Document, Passage]], vectors: NDArray[np.float32]) -> None:
        """Write one vector a passage, replacing any with the same id. `vectors` has shape (n_items, dimension)."""
        for start in range(0, len(items), self._max_batch):
            part = items[start : start + self._max_batch]
            with self._translated():
                self._collection.upsert(
                    ids=[passage.passage_id for _, passage in part],
                    embeddings=vectors[start : start + len(part)],
                    metadatas=[_metadata(document, passage) for document, passage in part],
                    documents=[passage.text for _, passage in part],
                )

    def search(self, vector: NDArray[np.float32], *, k: int, filters: Filters) -> list[str]:
        """Return the ids of the `k` nearest passages, nearest first. `vector` has shape (dimension,)."""
        with self._translated():
            # Straight to the collection: LlamaIndex's query would parse every node only to give its id.
            found = self._collection.query(query_embeddings=[vector], n_results=k, where=_where(filters), include=[])
        ids: list[str] = found["ids"][0]
        return ids

    def count(self) -> int:
        """Return how many vectors there are."""
        with self._translated():
            return int(self._collection.count())

    def ids(self) -> set[str]:
        """Return the ids of all vectors."""
        with self._translated():
            return set(self._collection.get(include=[])["ids"])

    def delete(self, passage_ids: Sequence[str]) -> None:
        """Delete these vectors in as few calls as Chroma allows; unknown ids are no error."""
        for start in range(0, len(passage_ids), self._max_batch):
            with self._translated():
                self._collection.delete(ids=list(passage_ids[start : start + self._max_batch]))

    def drop_others(self, prefix: str) -> None:
        """Delete every other collection whose name begins with `prefix`: what former or unfinished builds left."""
        with self._translated():
            for collection in self._client.list_collections():
                if collection.name.startswith(prefix) and collection.name != self.collection:
                    self._client.delete_collection(collection.name)

    def close(self) -> None:
        """Let go of the folder or the connection, once nobody uses it any more; siblings share it."""
        self._use.end()
        self._client.close()
        # chromadb 1.5 stops its two HTTP clients without closing their connections.
        for client in (self._client, getattr(self._client, "_admin_client", None)):
            session = getattr(getattr(client, "_server", None), "_session", None)
            if session is not None:
                session.close()

    @contextmanager
    def _translated(self) -> Iterator[None]:
        import httpx
        from chromadb.errors import ChromaError

        try:
            with self._use.one():
                yield
        # Chroma reports an unreachable server as a plain ValueError, and a damaged folder as RuntimeError.
        except (ChromaError, httpx.HTTPError, ValueError, RuntimeError, OSError) as error:
            raise IndexStateError(
                f"the vector store at {self._where} failed: {error}",
                hint="check that it can be reached; `assistant ingest --rebuild` makes the vectors again",
            ) from error


class _Use:
    """Counts who is at work with a client, so that it is closed under nobody."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._users = 0
        self._ended = False

    @contextmanager
    def one(self) -> Iterator[None]:
        """Be one user. Raises `RuntimeError` after the end."""
        with self._condition:
            if self._ended:
                raise RuntimeError("it was closed")
            self._users += 1
        try:
            yield
        finally:
            with self._condition:
                self._users -= 1
                self._condition.notify_all()

    def end(self) -> None:
        """Let no new users in, and wait for those there are."""
        with self._condition:
            self._ended = True
            self._condition.wait_for(lambda: not self._users)


def _client(folder: Path, url: str | None) -> Any:  # noqa: ANN401 - Chroma's class, kept inside this adapter
    import chromadb
    from chromadb.config import Settings

    settings = Settings(anonymized_telemetry=False)
    if url is None:
        # Chroma shares one reading of the index among all clients with the same path: spell it another way each time.
        spelling = "".join("/." if bit == "1" else "/" for bit in f"{next(_openings):b}")
        return chromadb.PersistentClient(path=f"{folder}{spelling}", settings=settings)
    parts = urlsplit(url)
    secure = parts.scheme == "https"
    return chromadb.HttpClient(
        host=parts.hostname or "", port=parts.port or (443 if secure else 8000), ssl=secure, settings=settings
    )


def _metadata(document: Document, passage: Passage) -> dict[str, Any]:
    from llama_index.core.schema import NodeRelationship, RelatedNodeInfo, TextNode
    from llama_index.core.vector_stores.utils import node_to_metadata_dict

    node = TextNode(
        id_=passage.passage_id,
        text=passage.text,
        start_char_idx=passage.span.start,
        end_char_idx=passage.span.end,
        metadata={
            "title": document.title,
            "publisher": document.publisher or "",
            "published_at": document.published_at or "",
            "publisher_key": (document.publisher or "").lower(),
            # Chroma compares numbers only; 0 stands for "undated" and passes no date filter.
            "day": _ordinal(document.published_day),
            "known_day": _ordinal(document.known_day),
        },
        relationships={NodeRelationship.SOURCE: RelatedNodeInfo(node_id=document.document_id)},
    )
    return node_to_metadata_dict(node, remove_text=True, flat_metadata=True)


def _ordinal(day: str | None) -> int:
    return int(day.replace("-", "")) if day else 0


def _where(filters: Filters) -> dict[str, Any] | None:
    parts: list[dict[str, Any]] = []
    if filters.since:
        parts.append({"day": {"$gte": _number(filters.since)}})
    if filters.until:
        parts.extend(({"day": {"$lte": _number(filters.until)}}, {"day": {"$gt": 0}}))
    if filters.as_of:
        parts.extend(({"known_day": {"$lte": _number(filters.as_of)}}, {"known_day": {"$gt": 0}}))
    if filters.publishers:
        parts.append({"publisher_key": {"$in": [name.lower() for name in filters.publishers]}})
    if len(parts) > 1:
        return {"$and": parts}
    return parts[0] if parts else None


def _number(day: date) -> int:
    return day.year * 10_000 + day.month * 100 + day.day
