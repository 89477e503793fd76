"""The two systems that are compared, each as its users set it up: ours, and LlamaIndex's quickstart over Chroma."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant import Assistant, Settings
from assistant.index.embedding import resolve_precision
from assistant.packaged import verified_model_folder

from .data import CORPUS, build_key, digest, settings_at, shipped_articles, write_articles

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from .data import Article


@dataclass(frozen=True, slots=True)
class Quickstart:
    """LlamaIndex's quickstart, all defaults: `from_documents`, `HuggingFaceEmbedding`, `ChromaVectorStore` on disk.

    The model is the one we use, from the same folder. Chroma's telemetry is off, as in ours: it would time the network.
    """

    model: Any
    vector_store: Any

    @classmethod
    def open(cls, folder: Path) -> Quickstart:
        """Open the quickstart's index in `folder`, empty where there is none; the model is loaded."""
        import chromadb
        from chromadb.config import Settings as ChromaSettings
        from llama_index.embeddings.huggingface import HuggingFaceEmbedding
        from llama_index.vector_stores.chroma import ChromaVectorStore

        client = chromadb.PersistentClient(path=str(folder), settings=ChromaSettings(anonymized_telemetry=False))
        return cls(
            model=HuggingFaceEmbedding(model_name=str(verified_model_folder())),
            vector_store=ChromaVectorStore(chroma_collection=client.get_or_create_collection("quickstart")),
        )

    def ingest(self, articles: Sequence[Article]) -> None:
        """Cut, embed and store the articles."""
        from llama_index.core import Document, StorageContext, VectorStoreIndex

        VectorStoreIndex.from_documents(
            [Document(text=plain_text(item), doc_id=item.document_id) for item in articles],
            storage_context=StorageContext.from_defaults(vector_store=self.vector_store),
            embed_model=self.model,
        )

    def retriever(self, k: int) -> Any:  # noqa: ANN401 - a vendor's class
        """Return the index's own retriever of the `k` nearest nodes."""
        from llama_index.core import VectorStoreIndex

        index = VectorStoreIndex.from_vector_store(self.vector_store, embed_model=self.model)
        return index.as_retriever(similarity_top_k=k)

    def passages(self) -> list[str]:
        """Return the text of every node."""
        return list(self.vector_store.client.get(include=["documents"])["documents"])


def bare_model() -> Any:  # noqa: ANN401 - a vendor's class
    """Return the model by itself, at the precision that ours takes on this processor."""
    import torch
    from sentence_transformers import SentenceTransformer

    settings = Settings().embedding
    dtype = {"float32": torch.float32, "bfloat16": torch.bfloat16}[resolve_precision(settings)]
    return SentenceTransformer(str(verified_model_folder()), device=settings.device, model_kwargs={"dtype": dtype})


def plain_text(article: Article) -> str:
    """Return title and text as one string: what a system without a field for titles is given."""
    return f"{article.title}\n\n{article.text}" if article.title else article.text


def our_store(articles: Sequence[Article], work: Path) -> Settings:
    """Return settings whose store holds the articles, building it in `work` unless it is there from an earlier run."""
    folder = work / f"ours-{build_key(articles)}"
    settings = settings_at(folder / "store")
    with built(folder) as is_there:
        if not is_there:
            with Assistant(settings) as assistant:
                assistant.ingest([write_articles(articles, folder / "articles.jsonl")])
    return settings


def shipped_store(work: Path) -> Settings:
    """Return settings whose store holds the shipped corpus as its files give it, publishers and dates included."""
    folder = work / f"shipped-{build_key(shipped_articles())}"
    settings = settings_at(folder / "store")
    with built(folder) as is_there:
        if not is_there:
            with Assistant(settings) as assistant:
                assistant.ingest([CORPUS])
    return settings


def their_store(articles: Sequence[Article], work: Path) -> Quickstart:
    """Return the quickstart over the articles, building it in `work` unless it is there from an earlier run."""
    folder = work / f"quickstart-{digest(articles)}"
    with built(folder) as is_there:
        quickstart = Quickstart.open(folder / "chroma")
        if not is_there:
            quickstart.ingest(articles)
    return quickstart


@contextmanager
def built(folder: Path) -> Iterator[bool]:
    """Say whether the folder holds a finished build; if not, empty it, and call it finished if the block ends well."""
    if (folder / "built").is_file():
        yield True
        return
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    yield False
    (folder / "built").touch()
