"""Figures as SQuAD 2.0's official script computes them, and intervals by a seeded bootstrap over questions."""

from __future__ import annotations

import re
import string
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

_ARTICLES = re.compile(r"\b(a|an|the)\b")
_RESAMPLES = 2_000
_SEED = 7


@dataclass(frozen=True, slots=True)
class Figure:
    """A mean with its 95 % interval and how many questions it is over."""

    value: float
    low: float
    high: float
    n: int

    def __str__(self) -> str:
        """Return it as it stands in reports: `0.812 [0.790, 0.833], n=375`."""
        return f"{self.value:.3f} [{self.low:.3f}, {self.high:.3f}], n={self.n}"


def normalise_answer(text: str) -> str:
    """Return `text` lower-cased, without ASCII punctuation and the words a, an and the, blanks run together."""
    bare = "".join(mark for mark in text.lower() if mark not in string.punctuation)
    return " ".join(_ARTICLES.sub(" ", bare).split())


def token_f1(predicted: str, gold: str) -> float:
    """Return the multiset F1 of the normalised words, in [0, 1]; where either has none, 1 if both have none, else 0."""
    ours, theirs = normalise_answer(predicted).split(), normalise_answer(gold).split()
    if not ours or not theirs:
        return float(ours == theirs)
    common = (Counter(ours) & Counter(theirs)).total()
    return 2 * common / (len(ours) + len(theirs))


def best_f1(predicted: str, golds: Sequence[str]) -> float:
    """Return the best F1 over the golds; without golds (unanswerable), 1 for an empty prediction, else 0."""
    return max((token_f1(predicted, gold) for gold in golds), default=float(not predicted))


def best_exact(predicted: str, golds: Sequence[str]) -> float:
    """Return 1.0 where the normalised prediction is one of the golds, or empty where there are none, else 0.0."""
    wanted = [normalise_answer(gold) for gold in golds] or [""]
    return float(normalise_answer(predicted) in wanted)


def figure(values: Sequence[float]) -> Figure:
    """Return the mean of `values` with its bootstrap interval; no values give NaN and n=0."""
    if not values:
        return Figure(float("nan"), float("nan"), float("nan"), 0)
    array = np.asarray(values, dtype=np.float64)
    draws = np.random.default_rng(_SEED).integers(0, len(array), (_RESAMPLES, len(array)))
    low, high = np.quantile(array[draws].mean(axis=1), [0.025, 0.975])
    return Figure(float(array.mean()), float(low), float(high), len(array))


def balanced_accuracy(predicted: Sequence[bool], actual: Sequence[bool]) -> float:
    """Return the mean of the accuracies on the positive and on the negative cases; NaN where a class is missing."""
    hits = {True: [0, 0], False: [0, 0]}
    for said, truth in zip(predicted, actual, strict=True):
        hits[truth][0] += said == truth
        hits[truth][1] += 1
    if not hits[True][1] or not hits[False][1]:
        return float("nan")
    return (hits[True][0] / hits[True][1] + hits[False][0] / hits[False][1]) / 2


def balanced_figure(predicted: Sequence[bool], actual: Sequence[bool]) -> Figure:
    """Return the balanced accuracy with its bootstrap interval over cases."""
    said, truth = np.asarray(predicted, dtype=bool), np.asarray(actual, dtype=bool)
    draws = np.random.default_rng(_SEED).integers(0, len(said), (_RESAMPLES, len(said)))
    values = [balanced_accuracy(said[draw].tolist(), truth[draw].tolist()) for draw in draws[:500]]
    low, high = np.nanquantile(values, [0.025, 0.975])
    return Figure(balanced_accuracy(predicted, actual), float(low), float(high), len(said))
