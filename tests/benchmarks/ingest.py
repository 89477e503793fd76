"""How fast reports are taken in: ours, LlamaIndex's quickstart and the bare model, over the same articles.

All three work through the same blocks of articles in turns, so that what else the machine does falls on all alike;
models are loaded and warm before the clock starts. Ours is the whole pipeline: file, JSON, passages, ids, embedding,
Chroma, catalog with its word index. The quickstart is its whole pipeline from documents in memory. The bare model
encodes, in one call a block, exactly the texts that ours embedded, at the same precision and batch size, and stores
nothing.

Passages are each system's own and differ: ours have about 110 words, so that the model reads all of each; the
quickstart's have up to 1,024 tokens, of which the model reads the first 256. Passages/s alone would flatter the shorter
ones, so articles/s, words/s and the tokens that the model really read are printed beside it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from assistant import Assistant
from assistant.index.embedding import passage_input
from assistant.index.store import Store

from .contestants import Quickstart, bare_model
from .data import Article, settings_at, write_articles
from .machine import has_amx
from .measures import Figure, Row, Target

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .data import Context

BLOCKS = 4
# The specification asks for more where the processor has AMX, which ours uses and the quickstart does not.
QUICKSTART_TARGET = Target(bound="at least", limit=2.5 if has_amx() else 1.3)
BARE_TARGET = Target(bound="at least", limit=0.85)
_WARM = Article(
    document_id="warm-up", text="Models load and libraries settle at their first call. This is not measured."
)


class Work(NamedTuple):
    """What was taken in."""

    articles: int
    passages: int
    words: int
    tokens: int


@dataclass(slots=True)
class Tally:
    """Seconds and work of one contestant, block by block."""

    seconds: list[float] = field(default_factory=list)
    work: list[Work] = field(default_factory=list)

    def total(self, unit: str, block: int | None = None) -> int:
        """Return how much of a unit was done in one block, or in all."""
        done = [int(getattr(work, unit)) for work in self.work]
        return sum(done) if block is None else done[block]

    def rate(self, unit: str, block: int | None = None) -> float:
        """Return how much of a unit a second, in one block or over all."""
        return self.total(unit, block) / (sum(self.seconds) if block is None else self.seconds[block])


def run(context: Context) -> list[Row]:
    """Return the ingest rows."""
    articles = context.articles[: context.limit]
    bounds = np.linspace(0, len(articles), BLOCKS + 1).astype(int)
    with TemporaryDirectory(dir=context.work) as folder:
        race = Race(Path(folder))
        for turn in range(BLOCKS):
            race.take(articles[bounds[turn] : bounds[turn + 1]], turn)
        race.close()
    return _rows(race)


class Race:
    """The three contestants with their models loaded, and what each has done."""

    def __init__(self, folder: Path) -> None:
        """Open all three on empty stores in `folder`, and let each do one article untimed."""
        self._folder = folder
        self._settings = settings_at(folder / "store")
        self._assistant = Assistant(self._settings)
        # Ours and the bare model embed in the same way; a store opened beside ours shows what ours embedded.
        self._store = Store(self._settings, create=True)
        self._quickstart = Quickstart.open(folder / "quickstart")
        self._model: Any = bare_model()
        self._known: set[str] = set()
        self.ours, self.quickstart, self.bare = Tally(), Tally(), Tally()
        self._warm_up()

    def _warm_up(self) -> None:
        write_articles([_WARM], self._folder / "warm.jsonl")
        self._assistant.ingest([self._folder / "warm.jsonl"])
        self._quickstart.ingest([_WARM])
        self._model.encode([_WARM.text], show_progress_bar=False)
        self._known.update(self._store.catalog.passage_ids())

    def take(self, block: Sequence[Article], turn: int) -> None:
        """Let each do the block. Who begins alternates; the bare model follows ours, whose inputs it takes."""
        if turn % 2:
            self._theirs(block)
        inputs = self._ours(block, turn)
        self._bare(inputs, len(block))
        if not turn % 2:
            self._theirs(block)

    def _ours(self, block: Sequence[Article], turn: int) -> list[str]:
        path = write_articles(block, self._folder / f"block-{turn}.jsonl")
        self.ours.seconds.append(_seconds(lambda: self._assistant.ingest([path])))
        inputs = self._embedded()
        self.ours.work.append(self._work(inputs, len(block)))
        return inputs

    def _embedded(self) -> list[str]:
        """Return exactly what ours has embedded since the last call: title and passage."""
        catalog = self._store.catalog
        new = sorted(catalog.passage_ids() - self._known)
        self._known.update(new)
        shorten = self._store.embedder.short_title
        titles = {item.document_id: shorten(item.title) for item in catalog.documents()}
        return [passage_input(titles[item.document_id], item.text) for item in catalog.passages(new).values()]

    def _bare(self, inputs: list[str], articles: int) -> None:
        batch = self._settings.embedding.batch_size

        def encode() -> None:
            self._model.encode(inputs, batch_size=batch, normalize_embeddings=True, show_progress_bar=False)

        self.bare.seconds.append(_seconds(encode))
        self.bare.work.append(self._work(inputs, articles))

    def _theirs(self, block: Sequence[Article]) -> None:
        before = set(self._quickstart.passages())
        self.quickstart.seconds.append(_seconds(lambda: self._quickstart.ingest(block)))
        new = [text for text in self._quickstart.passages() if text not in before]
        self.quickstart.work.append(self._work(new, len(block)))

    def _work(self, texts: list[str], articles: int) -> Work:
        # Cut off where the model stops reading, as the model's own tokenizer does it.
        read = self._model.tokenizer(texts, truncation=True, max_length=self._model.max_seq_length)["input_ids"]
        return Work(articles, len(texts), sum(len(text.split()) for text in texts), sum(len(ids) for ids in read))

    def close(self) -> None:
        """Let go of the stores."""
        self._store.close()
        self._assistant.close()


def _rows(race: Race) -> list[Row]:
    rows = [
        _row(race.ours, "quickstart", race.quickstart, unit, QUICKSTART_TARGET if unit == "passages" else None)
        for unit in Work._fields
    ]
    return [*rows, _row(race.ours, "bare encode", race.bare, "passages", BARE_TARGET)]


def _row(ours: Tally, peer_name: str, peer: Tally, unit: str, target: Target | None) -> Row:
    blocks = [ours.rate(unit, turn) / peer.rate(unit, turn) for turn in range(len(ours.seconds))]
    return Row(
        measure=f"ingest against {peer_name}",
        n=ours.total(unit),
        unit=f"{unit}/s",
        ours=Figure(ours.rate(unit)),
        peer_name=f"{peer_name} (n={peer.total(unit)})",
        peer=Figure(peer.rate(unit)),
        compared=Figure(ours.rate(unit) / peer.rate(unit)),
        target=target,
        note=f"blocks {', '.join(f'{ratio:.2f}' for ratio in blocks)}",
    )


def _seconds(action: Callable[[], object]) -> float:
    started = perf_counter()
    action()
    return perf_counter() - started
