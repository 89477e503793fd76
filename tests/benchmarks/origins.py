"""Origins: how well copies are told from independent reports, and how the cost grows.

Quality is measured on `tests/data/origins.jsonl` over the articles it names (`--articles`): all of them are filed in
one store, and a labelled pair counts as found when its two reports got one origin, so that links through third reports
count too. Thresholds were chosen on the dev half. Intervals are over events, since pairs of one event hang together.

Growth is measured on made-up reports filed through `Catalog.commit` in batches, as an ingest does: words are drawn with
the articles' frequencies, six in ten are originals, the others cut and edited copies of recent ones, and every report
ends in the boilerplate of one of fifty outlets. The time is that of the processor, so that what else runs on the
machine does not count; making the reports up is not in it, and they have no passages.
"""

from __future__ import annotations

import json
import shutil
import time
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from assistant import Document, origins
from assistant.index.catalog import Catalog, Entry
from assistant.text import normalise, sha256

from .data import ROOT
from .measures import SEED, Figure, Row, Target, bootstrap
from .scaling import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from .data import Article, Context

LABELS = ROOT / "tests" / "data" / "origins.jsonl"
TARGETS = {"precision": Target(bound="at least", limit=0.98), "recall": Target(bound="at least", limit=0.90)}
BATCH = 200
SIZES = (1_000, 10_000)
# Of the time a report takes in the largest store to that in the smallest: 1 is linear, and an index adds its depth.
GROWTH = Target(bound="at most", limit=2.0)
ORIGINALS = 0.6
OUTLETS = 50
FOOTER_WORDS = 25
SENTENCE_WORDS = 20
# A copy is made of one of the last so many originals, as stories run for days.
RECENT = 200


class Pair(NamedTuple):
    """Two reports, and whether one is a copy of the other."""

    a: str
    b: str
    same: bool
    split: str


def run(context: Context) -> list[Row]:
    """Return quality on the labelled pairs, where their articles are given, and time a report at each size."""
    return [*_quality(context), *_growth(context)]


def labelled() -> tuple[Pair, ...]:
    """Return the labelled pairs."""
    rows = (json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines())
    return tuple(Pair(row["a"], row["b"], row["same"], row["split"]) for row in rows)


# Quality.


def _quality(context: Context) -> list[Row]:
    pairs = labelled()
    if not {name for pair in pairs for name in pair[:2]} <= {item.document_id for item in context.articles}:
        return []
    entries = [_entry(item.document_id, normalise(item.text)) for item in context.articles]
    with _catalog(context.work / "origins-labelled") as catalog:
        catalog.commit(entries, [], finder=origins)
        origin_of = catalog.origins([entry.document.document_id for entry in entries])
    rows = []
    for split in ("dev", "test"):
        chosen = [pair for pair in pairs if pair.split == split]
        counts = np.array([_outcomes(event, origin_of) for event in _events(chosen)])
        for measure, denominator in (("precision", 1), ("recall", 2)):
            rows.append(
                Row(
                    measure=f"{measure} of pairs, {split} half",
                    n=int(counts[:, denominator].sum()),
                    unit="share of pairs",
                    ours=_share(counts, denominator),
                    target=TARGETS[measure] if split == "test" else None,
                    note=f"{len(chosen)} labelled pairs of {len(counts)} events",
                )
            )
    return rows


def _events(pairs: Sequence[Pair]) -> list[list[Pair]]:
    """Return the pairs in groups that share no report."""
    group = {name: name for pair in pairs for name in pair[:2]}

    def root(name: str) -> str:
        while group[name] != name:
            name = group[name]
        return name

    for pair in pairs:
        group[root(pair.a)] = root(pair.b)
    events: dict[str, list[Pair]] = {}
    for pair in pairs:
        events.setdefault(root(pair.a), []).append(pair)
    return list(events.values())


def _outcomes(pairs: Iterable[Pair], origin_of: dict[str, str]) -> tuple[int, int, int]:
    """Return how many pairs were rightly found, found, and to be found."""
    found = [(origin_of[pair.a] == origin_of[pair.b], pair.same) for pair in pairs]
    return sum(one and same for one, same in found), sum(one for one, _ in found), sum(same for _, same in found)


def _share(counts: NDArray[np.int_], denominator: int) -> Figure:
    def share(chosen: NDArray[np.intp]) -> float:
        sums = counts[chosen].sum(axis=0)
        return float(sums[0] / sums[denominator]) if sums[denominator] else 1.0

    return bootstrap(share, len(counts))


# Growth.


def _growth(context: Context) -> list[Row]:
    sizes = [*(size for size in SIZES if size < context.scale), context.scale]
    measured = {size: _filed(context, size) for size in sizes}
    smallest = measured[sizes[0]].milliseconds
    return [
        Row(
            measure=f"time a report, {size:,} reports in one pass",
            n=size,
            unit="ms of processor",
            ours=Figure(item.milliseconds),
            peer_name=f"with {sizes[0]:,}",
            peer=Figure(smallest),
            compared=Figure(item.milliseconds / smallest),
            target=GROWTH if size == sizes[-1] else None,
            note=f"{item.origins:,} origins; of the pairs of copies {item.recall:.3f} share one, "
            f"of the pairs that share one {item.precision:.3f} are copies",
        )
        for size, item in measured.items()
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Filed:
    milliseconds: float
    origins: int
    precision: float
    recall: float


def _filed(context: Context, size: int) -> _Filed:
    truth: dict[str, int] = {}
    seconds = 0.0
    with _catalog(context.work / f"origins-{size}") as catalog:
        batch: list[Entry] = []
        for number, (text, story) in enumerate(_reports(context.articles, size)):
            batch.append(_entry(f"report-{number:06}", text))
            truth[batch[-1].document.document_id] = story
            if len(batch) == BATCH or number == size - 1:
                started = time.process_time()
                catalog.commit(batch, [], finder=origins)
                seconds += time.process_time() - started
                batch = []
        found = {name: item.origin_id for item in catalog.all_origins() for name in item.document_ids}
    both = _pairs(found) & (copies := _pairs(truth))
    return _Filed(
        milliseconds=1_000 * seconds / size,
        origins=len(set(found.values())),
        precision=len(both) / max(1, len(_pairs(found))),
        recall=len(both) / max(1, len(copies)),
    )


def _pairs(group_of: dict[str, str] | dict[str, int]) -> set[tuple[str, str]]:
    groups: dict[str | int, list[str]] = {}
    for name in sorted(group_of):
        groups.setdefault(group_of[name], []).append(name)
    return {pair for members in groups.values() for pair in combinations(members, 2)}


def _reports(articles: Sequence[Article], size: int) -> Iterator[tuple[str, int]]:
    """Return texts, each with the number of the story it tells."""
    rng = np.random.default_rng(SEED)
    words = Words.of(articles)
    footers = [words.draw(rng, FOOTER_WORDS) for _ in range(OUTLETS)]
    recent: list[tuple[list[str], int]] = []
    stories = 0
    for _ in range(size):
        if not recent or rng.random() < ORIGINALS:
            length = int(np.clip(rng.lognormal(5.6, 0.5), 80, 1_200))
            told = (words.draw(rng, length).split(), stories)
            stories += 1
            recent = [*recent[-RECENT + 1 :], told]
            body = told[0]
        else:
            told = recent[int(rng.integers(len(recent)))]
            body = _edited(told[0], words, rng)
        sentences = [" ".join(body[at : at + SENTENCE_WORDS]) for at in range(0, len(body), SENTENCE_WORDS)]
        yield f"{'. '.join(sentences)}\n{footers[int(rng.integers(OUTLETS))]}", told[1]


def _edited(body: Sequence[str], words: Words, rng: np.random.Generator) -> list[str]:
    """Return a copy that keeps its first half at least, with one word in thirty replaced."""
    kept = list(body[: int(len(body) * rng.uniform(0.5, 1.0))])
    for place in rng.integers(len(kept), size=len(kept) // 30):
        kept[int(place)] = words.draw(rng, 1)
    return kept


def _entry(document_id: str, text: str) -> Entry:
    document = Document(document_id=document_id, title="", text=text, content_hash=sha256(text), source=document_id)
    return Entry(document=document, passages=(), file=document_id)


@contextmanager
def _catalog(folder: Path) -> Iterator[Catalog]:
    """Yield a new catalog in this folder, which is deleted at the end."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with closing(Catalog(folder / "catalog.sqlite3")) as catalog:
        yield catalog
    shutil.rmtree(folder)
