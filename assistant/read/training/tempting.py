"""Near misses that a reader of an earlier round falls for: what it takes for an answer where there is none."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, NamedTuple

from assistant.read.training.examples import Collector, Streams, holds
from assistant.read.training.styles import restyle

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from random import Random

    from assistant.read.finder import Finder
    from assistant.read.training.news import NewsLibrary

log = logging.getLogger(__name__)
# Passages put to the reader for a question: of its own report, and of others.
_NEAR = 3
_FAR = 5
# Questions read at a time, between two lines of the log.
_AT_ONCE = 64


class _Doubt(NamedTuple):
    """A question and the passages that do not answer it."""

    asked: str
    texts: list[str]


def tempting_streams(
    records: Sequence[dict[str, Any]], library: NewsLibrary, finder: Finder, random: Random, *, count: int
) -> Streams:
    """Return, for `count` of the questions, the passage without answer in which `finder` is surest of one.

    Answerable questions are put to passages of their own and of other reports that share no word with the answer, which
    may give it in another form; the others only to their own report, since another one may answer them.
    """
    kept = Collector("news", random, is_claim=False)
    doubts = list(_doubts(random.sample(list(records), min(count, len(records))), library, random))
    for begin in range(0, len(doubts), _AT_ONCE):
        batch = doubts[begin : begin + _AT_ONCE]
        found = iter(finder.find([(doubt.asked, text) for doubt in batch for text in doubt.texts], is_claim=False))
        for doubt in batch:
            taken = [(text, next(found)) for text in doubt.texts]
            text, worst = max(taken, key=lambda item: item[1].margin)
            kept.add("tempting", doubt.asked, text, tempts=worst.span)
        log.info("%d of %d questions put to the earlier reader", min(begin + _AT_ONCE, len(doubts)), len(doubts))
    return kept.streams


def _doubts(records: Sequence[dict[str, Any]], library: NewsLibrary, random: Random) -> Iterator[_Doubt]:
    for record in records:
        asked, owner = restyle(record["question"], random), record["document_id"]
        texts = library.similar(asked, owner)
        if record["answers"] is not None:
            near = [text for text in texts if not holds(text, record["answers"])]
            texts = near[:_NEAR] + library.far(asked, owner, answers=record["answers"], count=_FAR)
        if texts:
            yield _Doubt(asked, texts[: _NEAR + _FAR])
