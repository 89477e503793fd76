"""What retrieval costs over the bare libraries: `Assistant.retrieve` against one encode and one Chroma query.

Both use the same model at the same precision and the same collection, in one process, question by question in turns.
The bare query asks for ten records as Chroma returns them. Ours adds the word ranking, fifty candidates in place of
ten, the fusion, the store's checks and the passages' text from the catalog.
"""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING

from assistant import Assistant, Filters
from assistant.index.store import Store
from assistant.retrieve.hybrid import fuse, query_words

from .contestants import bare_model, our_store
from .measures import SEED, Figure, Row, Target, compare_percentiles, in_turns, percentile

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from assistant import Settings

    from .data import Context

QUESTIONS = 300
WARM_UP = 20
K = 10
TARGET = Target(bound="at most", limit=1.5)


def run(context: Context) -> list[Row]:
    """Return the latency rows and how ours splits into stages."""
    settings = our_store(context.articles, context.work)
    queries = sample(context, QUESTIONS)
    store = Store(settings, create=False)
    model, collection = bare_model(), store.vectors.store.client

    def bare(query: str) -> None:
        vector = model.encode([query], normalize_embeddings=True, show_progress_bar=False)[0]
        collection.query(query_embeddings=[vector], n_results=K)

    with Assistant(settings, create=False) as assistant:
        seconds = in_turns({"ours": lambda query: assistant.retrieve(query, K), "bare": bare}, queries, warm_up=WARM_UP)
    rows = [
        _compared("retrieve p50", 0.5, seconds, TARGET),
        _compared("retrieve p95", 0.95, seconds, None),
        *stage_rows(store, settings, queries, label="retrieve"),
    ]
    store.close()
    return rows


def sample(context: Context, n: int) -> list[str]:
    """Return up to `n` of the questions in a fixed random order, so that no article's come in a row."""
    queries = [item.question for item in context.questions]
    random.Random(SEED).shuffle(queries)
    return queries[:n]


def stage_rows(store: Store, settings: Settings, queries: Sequence[str], *, label: str) -> list[Row]:
    """Return the p50 of each step of a retrieval, the steps taken one by one through the store's own methods."""
    taken: dict[str, list[float]] = {}
    for query in queries:
        _steps(store, settings, query, lambda name, seconds: taken.setdefault(name, []).append(seconds))
    return [
        Row(measure=f"{label}: {name} p50", n=len(values), unit="ms", ours=Figure(1_000 * percentile(values, 0.5)))
        for name, values in taken.items()
    ]


def _steps(store: Store, settings: Settings, query: str, note: Callable[[str, float], None]) -> None:
    filters, knobs = Filters(), settings.retrieve
    since = time.perf_counter()

    def step(name: str) -> None:
        nonlocal since
        now = time.perf_counter()
        note(name, now - since)
        since = time.perf_counter()

    store.check()
    step("check")
    words = store.search_words(query_words(query), k=knobs.k_lexical, filters=filters)
    step("words")
    vector = store.embedder.embed([query])[0]
    step("encode")
    near = store.vectors.search(vector, k=knobs.k_dense, filters=filters)
    step("vectors")
    fused = fuse({"lexical": words, "dense": near}, weights={"lexical": 0.5, "dense": 0.5}, constant=knobs.rrf_constant)
    store.passages(list(fused))
    step("passages")


def _compared(measure: str, share: float, seconds: Mapping[str, NDArray[np.float64]], target: Target | None) -> Row:
    ours, peer, ratio = compare_percentiles(seconds["ours"], seconds["bare"], share, scale=1_000)
    return Row(
        measure=measure,
        n=len(seconds["ours"]),
        unit="ms",
        ours=ours,
        peer_name="bare encode + Chroma query",
        peer=peer,
        compared=ratio,
        target=target,
    )
