"""The mean over questions with its uncertainty."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

RESAMPLES = 2_000
CONFIDENCE = 0.95
# Scores drawn at once: bounds memory on sets of many thousand questions.
_MOST_DRAWN = 1_000_000


class Interval(NamedTuple):
    """A mean over `n` cases, and the ends of its interval. Without any case all three are `None`."""

    value: float | None
    low: float | None
    high: float | None
    n: int


def bootstrap_mean(scores: Sequence[float], *, seed: int) -> Interval:
    """Return the mean of `scores` with its 95% percentile bootstrap interval over questions.

    Efron and Tibshirani, An Introduction to the Bootstrap (1993), chapter 13: resampled 2,000 times with replacement,
    the interval is between the 2.5% and 97.5% quantiles (linear interpolation) of the resampled means. The same scores
    in the same order and the same seed give the same interval. Where all scores are equal, as with a single one, the
    interval has no width: a few perfect scores are no proof. No scores give `None`, not 0.0.
    """
    import numpy as np

    if not scores:
        return Interval(None, None, None, 0)
    values = np.asarray(scores, dtype=np.float64)
    generator = np.random.default_rng(seed)
    rows = max(1, _MOST_DRAWN // len(values))
    means = [
        values[generator.integers(len(values), size=(min(rows, RESAMPLES - done), len(values)))].mean(axis=1)
        for done in range(0, RESAMPLES, rows)
    ]
    tail = (1 - CONFIDENCE) / 2
    low, high = np.quantile(np.concatenate(means), [tail, 1 - tail])
    return Interval(float(values.mean()), float(low), float(high), len(values))
