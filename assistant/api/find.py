"""The passages for a question, and what must be known of them before they are read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant import retrieve, verify

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from assistant.index.store import Store
    from assistant.records import Document, Filters, Hit, Passage
    from assistant.settings import Settings

# Copies stand close together in a ranking: among this many times the passages that are read, the rest is found.
POOL = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The hits, best first, one slot an origin; the documents of the hits and of their copies; the origin of each."""

    hits: tuple[Hit, ...]
    documents: Mapping[str, Document]
    origins: Mapping[str, str]

    @property
    def copies(self) -> dict[str, tuple[Passage, ...]]:
        """The passages of other reports that say the same as a hit, by the id of the hit's passage."""
        return {hit.passage.passage_id: hit.witnesses for hit in self.hits}

    @property
    def inert(self) -> tuple[Passage, ...]:
        """The passages of the hits, without what their reports say to a language model instead of their readers."""
        return tuple(verify.inert(hit.passage, self.documents[hit.passage.document_id].text) for hit in self.hits)


def find(question: str, store: Store, settings: Settings, filters: Filters) -> Found:
    """Return what is found for a question among the reports that pass the filters."""
    k = settings.retrieve.k_answer
    for _ in range(retrieve.LOOKS):
        found = retrieve.retrieve(question, store, k=POOL * k, settings=settings.retrieve, filters=filters)
        standing, documents = _with_documents(found, store)
        # A report that was replaced since would be missed in both its versions.
        if len(standing) == len(found):
            break
    origins = store.catalog.origins(tuple(documents))
    hits = retrieve.collapse(standing, origins, k=k)
    used = {passage.document_id for hit in hits for passage in (hit.passage, *hit.witnesses)}
    return Found(
        hits=hits,
        documents={name: document for name, document in documents.items() if name in used},
        origins=origins,
    )


def _with_documents(hits: Sequence[Hit], store: Store) -> tuple[tuple[Hit, ...], dict[str, Document]]:
    """Return the hits whose document still reads so, and those documents: another process may have replaced some."""
    found = {hit.passage.document_id: store.catalog.document(hit.passage.document_id) for hit in hits}
    documents = {document_id: document for document_id, document in found.items() if document is not None}
    standing = tuple(
        hit
        for hit in hits
        if (document := documents.get(hit.passage.document_id))
        and hit.passage.span.of(document.text) == hit.passage.text
    )
    return standing, {hit.passage.document_id: documents[hit.passage.document_id] for hit in standing}
