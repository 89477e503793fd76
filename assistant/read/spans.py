"""From the scores of a row's tokens to its best answer: pure functions on arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from assistant.records import Span
from assistant.text import sentence_spans

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from assistant.read.pairs import Pair

MAX_ANSWER_TOKENS = 30
# Evidence is a sentence or two, an answer a few words.
MAX_EVIDENCE_TOKENS = 120
# What each further token of an answer costs. Start and end are scored apart, so the likeliest of each may belong to two
# places: of equals, the shorter is the answer.
_TOKEN_COST = 0.05


@dataclass(frozen=True, slots=True)
class RowScores:
    """What the network says of a row: logits by token, float32 of shape `(n_tokens,)`, and one that there is an answer.

    Token 0 is the null place; tokens of the question score very low.
    """

    starts: NDArray[np.float32]
    ends: NDArray[np.float32]
    support: float


# How many accounts of one thing a text gives at most: more are its words read another way.
_MOST_ACCOUNTS = 3
# Two accounts in one sentence stand at least so many tokens apart; nearer ones are words of one.
_APART = 3


@dataclass(frozen=True, slots=True)
class Found:
    """The best answer in a row: characters of its text, and two scores, each unbounded, higher is better.

    `margin` is how far the best span beats the null place; `support` is the second head's logit. `span` is `None` where
    the text has no tokens; `margin` is then `-inf`. `further` are the next best answers apart from it, each with its
    margin, best first.
    """

    span: Span | None
    margin: float
    support: float
    further: tuple[tuple[Span, float], ...] = ()


def best_answer(scores: RowScores, pair: Pair, text: str) -> Found:
    """Return the likeliest answer of a row: a few words of one sentence of `text`, the shorter of equals."""
    return best_span(
        scores,
        pair,
        max_tokens=MAX_ANSWER_TOKENS,
        sentences=sentence_spans(text),
        token_cost=_TOKEN_COST,
        most=_MOST_ACCOUNTS,
    )


def best_evidence(scores: RowScores, pair: Pair) -> Found:
    """Return the likeliest evidence of a row: up to a few sentences."""
    return best_span(scores, pair, max_tokens=MAX_EVIDENCE_TOKENS)


def best_span(
    scores: RowScores,
    pair: Pair,
    *,
    max_tokens: int,
    sentences: Sequence[Span] = (),
    token_cost: float = 0.0,
    most: int = 1,
) -> Found:
    """Return the span of at most `max_tokens` tokens with the highest start plus end score; the first of equals.

    Args:
        scores: What the network says of the row.
        pair: The row.
        max_tokens: The longest span.
        sentences: Spans in order, characters of the text; what is found lies inside one of them. None allow any.
        token_cost: Taken from a span's score for each token after its first.
        most: How many spans apart from each other to return, the best one among them.
    """
    count = len(pair.offsets)
    if not count:
        return Found(span=None, margin=-np.inf, support=scores.support)
    starts = scores.starts[pair.first : pair.first + count]
    ends = scores.ends[pair.first : pair.first + count]
    width = np.arange(count)[None, :] - np.arange(count)[:, None]
    owners = np.searchsorted([span.end for span in sentences], [token.start for token in pair.offsets], side="right")
    allowed = (width >= 0) & (width < max_tokens) & (owners[:, None] == owners[None, :])
    sums = np.where(allowed, starts[:, None] + ends[None, :] - token_cost * width, -np.inf)
    null = float(scores.starts[0] + scores.ends[0])
    spans: list[tuple[Span, float]] = []
    while not spans or (len(spans) < most and np.isfinite(sums.max())):
        first, last = divmod(int(sums.argmax()), count)
        margin = float(sums[first, last]) - null
        spans.append((Span(pair.offsets[first].start, pair.offsets[last].end), margin))
        sums[: last + _APART, max(0, first - _APART + 1) :] = -np.inf
    (best, margin), *further = spans
    return Found(span=best, margin=margin, support=scores.support, further=tuple(further))


def sentence_around(text: str, span: Span) -> Span:
    """Return the run of whole sentences of `text` that `span` touches; `span` itself where it touches none."""
    touched = [sentence for sentence in sentence_spans(text) if sentence.end > span.start and sentence.start < span.end]
    return Span(touched[0].start, touched[-1].end) if touched else span
