"""The passages for a question, and what must be known of them before they are read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant import retrieve, verify

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from assistant.index.store import Store
    from assistant.records import Document, Filters, Hit, Passage
    from assistant.settings import Settings

# Copies stand close together in a ranking: among this many times the passages that are read, the rest is found.
POOL = 3
# Passages that are looked at for further figures, read or not, as a multiple of those that are read: rules are cheap.
SWEPT = 2.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The hits to read, best first, one slot an origin, and those after them; their documents and their origins.

    What a report says to a language model instead of its readers is evidence for nothing: `inert` are the passages of
    the hits without it, `said` all documents with it blanked where a passage was found. Offsets stay the same.
    """

    hits: tuple[Hit, ...]
    others: tuple[Hit, ...]
    documents: Mapping[str, Document]
    origins: Mapping[str, str]
    inert: tuple[Passage, ...]
    said: Mapping[str, Document]

    @property
    def copies(self) -> dict[str, tuple[Passage, ...]]:
        """The passages of other reports that say the same as a hit, by the id of the hit's passage."""
        return {hit.passage.passage_id: hit.witnesses for hit in (*self.hits, *self.others)}

    @property
    def unread(self) -> tuple[Passage, ...]:
        """The passages that are searched for further figures without being read: those after the hits, and copies."""
        copies = (copy for hit in (*self.hits, *self.others) for copy in hit.witnesses)
        return (*(hit.passage for hit in self.others), *copies)


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
    hits = retrieve.collapse(standing, origins, k=int(SWEPT * k))
    passages = [passage for hit in hits for passage in (hit.passage, *hit.witnesses)]
    used = {passage.document_id: documents[passage.document_id] for passage in passages}
    inert = {passage.passage_id: verify.inert(passage, used[passage.document_id].text) for passage in passages}
    return Found(
        hits=hits[:k],
        others=hits[k:],
        documents=used,
        origins=origins,
        inert=tuple(inert[hit.passage.passage_id] for hit in hits[:k]),
        said=_said(inert.values(), used),
    )


def _said(inert: Iterable[Passage], documents: Mapping[str, Document]) -> dict[str, Document]:
    """Return the documents, with what is blank in a passage blank in them too."""
    said = dict(documents)
    for passage in inert:
        document, (start, end) = said[passage.document_id], passage.span
        if document.text[start:end] != passage.text:
            said[passage.document_id] = replace(
                document, text=document.text[:start] + passage.text + document.text[end:]
            )
    return said


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
