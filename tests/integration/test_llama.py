"""The collection as LlamaIndex sees it: its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assistant.index.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from llama_index.core.schema import BaseNode
    from llama_index.core.vector_stores.types import VectorStoreQueryResult

    from assistant import Assistant, Settings

TEXT = "At least 31 people were killed in Quetta. Officials said the road was closed."


@pytest.fixture
def store(assistant: Assistant, settings: Settings, reports: Callable[..., Path]) -> Iterator[Store]:
    """A store of one dated report and one without anything but text."""
    reports("toll", TEXT, title="Toll", publisher="Alliance News", published="2026-01-31")
    assistant.ingest([reports("rain", "Heavy rain fell on the coast.").parent])
    opened = Store(settings, create=False)
    yield opened
    opened.close()


def test_a_node_is_a_passage(store: Store) -> None:
    """A node has the passage's id, text and place, and its document as the one it refers to."""
    passages = store.catalog.passages(sorted(store.catalog.passage_ids()))
    (passage,) = (item for item in passages.values() if item.document_id == "toll")

    (node,) = store.vectors.store.get_nodes([passage.passage_id])

    assert node.node_id == passage.passage_id
    assert node.ref_doc_id == "toll"
    assert node.get_content() == passage.text == TEXT
    assert _place(node) == (0, len(TEXT))
    assert (node.metadata["title"], node.metadata["publisher"]) == ("Toll", "Alliance News")
    assert (node.metadata["published_at"], node.metadata["day"]) == ("2026-01-31", 20_260_131)


def test_llama_index_retrieves_from_it(store: Store) -> None:
    """A query through LlamaIndex's vector store gives nodes with similarities, nearest first, and its filters work."""
    from llama_index.core.vector_stores.types import (
        FilterOperator,
        MetadataFilter,
        MetadataFilters,
        VectorStoreQuery,
    )

    vector = store.embedder.embed(["people killed in Quetta"])[0].tolist()
    dated = MetadataFilters(filters=[MetadataFilter(key="day", value=20_260_101, operator=FilterOperator.GTE)])

    everything = store.vectors.store.query(VectorStoreQuery(query_embedding=vector, similarity_top_k=5))
    filtered = store.vectors.store.query(VectorStoreQuery(query_embedding=vector, similarity_top_k=5, filters=dated))

    assert _documents(everything) == {"toll", "rain"}
    assert _documents(filtered) == {"toll"}
    assert everything.similarities == sorted(everything.similarities or [], reverse=True)


def test_the_vectors_are_those_of_the_store(store: Store) -> None:
    """LlamaIndex and the store rank alike."""
    from llama_index.core.vector_stores.types import VectorStoreQuery

    from assistant.records import Filters

    vector = store.embedder.embed(["people killed in Quetta"])[0]

    found = store.vectors.store.query(VectorStoreQuery(query_embedding=vector.tolist(), similarity_top_k=5))

    assert found.ids == store.vectors.search(vector, k=5, filters=Filters())


def _place(node: BaseNode) -> tuple[int | None, int | None]:
    from llama_index.core.schema import TextNode

    assert isinstance(node, TextNode)
    return node.start_char_idx, node.end_char_idx


def _documents(found: VectorStoreQueryResult) -> set[str | None]:
    return {node.ref_doc_id for node in found.nodes or []}
