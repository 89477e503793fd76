"""How retrieval grows: its p50 with 1,000 passages and with 100,000, the same questions in turns.

Passages are synthetic, since embedding 100,000 real ones would take an hour: each is 110 words drawn from the articles'
words with their real frequencies, under a random unit vector. So posting lists have real lengths, which is what the
word ranking costs; and vectors without clusters are the hardest case for the graph that Chroma searches. They are
written through `Catalog.commit` and `Vectors.add` as an ingest writes them. Only one passage or so is real: it sets the
store up.
"""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from assistant import Assistant, Document, Passage, Span
from assistant.index.catalog import Entry
from assistant.index.store import Store
from assistant.passages import passage_id
from assistant.text import sha256

from .contestants import built
from .data import build_key, settings_at, write_articles
from .latency import K, sample, stage_rows
from .measures import SEED, Figure, Row, Target, compare_percentiles, in_turns

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from assistant import Settings

    from .data import Article, Context

SMALL = 1_000
PASSAGE_WORDS = 110
PASSAGES_PER_DOCUMENT = 3
BATCH_DOCUMENTS = 1_500
QUESTIONS = 200
WARM_UP = 20
TARGET = Target(bound="at most", limit=2.0)


def run(context: Context) -> list[Row]:
    """Return the scaling row, the build's speed, and how each size splits into stages."""
    sizes = {"1,000": SMALL, f"{context.scale:,}": context.scale}
    stores = {name: synthetic_store(context, size) for name, size in sizes.items()}
    small, large = stores
    queries = sample(context, QUESTIONS)
    with Assistant(stores[small], create=False) as few, Assistant(stores[large], create=False) as many:
        seconds = in_turns(
            {small: lambda query: few.retrieve(query, K), large: lambda query: many.retrieve(query, K)},
            queries,
            warm_up=WARM_UP,
        )
    ours, peer, ratio = compare_percentiles(seconds[large], seconds[small], scale=1_000)
    rows = [
        Row(
            measure=f"retrieve p50 with {large} passages",
            n=len(queries),
            unit="ms",
            ours=ours,
            peer_name=f"with {small}",
            peer=peer,
            compared=ratio,
            target=TARGET,
        )
    ]
    for name, settings in stores.items():
        store = Store(settings, create=False)
        rows += stage_rows(store, settings, queries, label=f"with {name}")
        store.close()
    return [*rows, *_build_rows(stores[large], context.scale)]


def synthetic_store(context: Context, size: int) -> Settings:
    """Return settings of a store with `size` synthetic passages, built in the work folder unless it is there."""
    folder = context.work / f"synthetic-{build_key(context.articles)}-{size}"
    settings = settings_at(folder / "store")
    with built(folder) as is_there:
        if not is_there:
            _set_up(settings, context.articles[0], folder)
            seconds = _fill(settings, Words.of(context.articles), size)
            (folder / "seconds").write_text(f"{seconds:.2f}", encoding="utf-8")
    return settings


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a collection, and the running sum of their shares, which ends at 1."""

    words: NDArray[np.str_]
    sums: NDArray[np.float64]

    @classmethod
    def of(cls, articles: Sequence[Article]) -> Words:
        """Count the words of the articles, as they are written."""
        counts = Counter(word for article in articles for word in article.text.split())
        sums = np.cumsum(list(counts.values()))
        return cls(np.array(list(counts)), sums / sums[-1])

    def draw(self, rng: np.random.Generator, n: int) -> str:
        """Return `n` words drawn independently, one blank between them."""
        return " ".join(self.words[np.searchsorted(self.sums, rng.random(n), side="right")])


def _set_up(settings: Settings, article: Article, folder: Path) -> None:
    # One real report, so that the store records model and passage settings as any store does.
    with Assistant(settings) as assistant:
        assistant.ingest([write_articles([article], folder / "first.jsonl")])


def _fill(settings: Settings, words: Words, size: int) -> float:
    """Write `size` passages and return the seconds that writing took, making them up not counted."""
    rng = np.random.default_rng(SEED)
    store = Store(settings, create=False)
    dimension, seconds = store.embedder.dimension, 0.0
    with store.writing():
        for entries in _batches(words, rng, size):
            items = [(entry.document, passage) for entry in entries for passage in entry.passages]
            vectors = rng.standard_normal((len(items), dimension), dtype=np.float32)
            vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
            started = time.perf_counter()
            store.vectors.add(items, vectors)
            store.catalog.commit(entries, [])
            seconds += time.perf_counter() - started
    store.close()
    return seconds


def _batches(words: Words, rng: np.random.Generator, size: int) -> Iterator[list[Entry]]:
    numbers = range(0, size, PASSAGES_PER_DOCUMENT)
    for start in range(0, len(numbers), BATCH_DOCUMENTS):
        part = numbers[start : start + BATCH_DOCUMENTS]
        yield [_entry(words, rng, number, min(PASSAGES_PER_DOCUMENT, size - number)) for number in part]


def _entry(words: Words, rng: np.random.Generator, number: int, passages: int) -> Entry:
    lines = [words.draw(rng, PASSAGE_WORDS) for _ in range(passages)]
    text, source = "\n".join(lines), f"synthetic-{number}"
    document = Document(document_id=source, title="", text=text, content_hash=sha256(text), source=source)
    ends = np.cumsum([len(line) + 1 for line in lines]) - 1
    spans = [Span(int(end) - len(line), int(end)) for line, end in zip(lines, ends, strict=True)]
    cut = tuple(
        Passage(passage_id=passage_id(document, span), document_id=source, span=span, text=span.of(text))
        for span in spans
    )
    return Entry(document=document, passages=cut, file=source)


def _build_rows(settings: Settings, size: int) -> list[Row]:
    seconds = float((settings.store.path.parent / "seconds").read_text(encoding="utf-8"))
    return [Row(measure="writing without embedding", n=size, unit="passages/s", ours=Figure(size / seconds))]
