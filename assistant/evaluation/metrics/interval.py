"""A figure over questions with its uncertainty."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    from numpy.typing import NDArray

RESAMPLES = 2_000
CONFIDENCE = 0.95
# Scores drawn at once: bounds memory on sets of many thousand questions.
_MOST_DRAWN = 1_000_000


class Interval(NamedTuple):
    """A figure over `n` cases, and the ends of its interval. Without any case all three are `None`."""

    value: float | None
    low: float | None
    high: float | None
    n: int


NO_CASES = Interval(None, None, None, 0)


def bootstrap(n: int, statistic: Callable[[NDArray[np.int64]], NDArray[np.float64]], *, seed: int) -> Interval:
    """Return a statistic of `n` cases with its 95% percentile bootstrap interval over them.

    Efron and Tibshirani, An Introduction to the Bootstrap (1993), chapter 13: resampled 2,000 times with replacement,
    the interval is between the 2.5% and 97.5% quantiles (linear interpolation) of the resampled figures. The same cases
    in the same order and the same seed give the same interval. No cases give `None`, not 0.0.

    Args:
        n: How many cases there are.
        statistic: From the places of cases, shape `(resamples, n)`, to one figure a row, shape `(resamples,)`.
        seed: Of the resampling.
    """
    import numpy as np

    if not n:
        return NO_CASES
    generator = np.random.default_rng(seed)
    rows = max(1, _MOST_DRAWN // n)
    figures = [
        statistic(generator.integers(n, size=(min(rows, RESAMPLES - done), n))) for done in range(0, RESAMPLES, rows)
    ]
    tail = (1 - CONFIDENCE) / 2
    low, high = np.quantile(np.concatenate(figures), [tail, 1 - tail])
    return Interval(float(statistic(np.arange(n)[np.newaxis])[0]), float(low), float(high), n)


def bootstrap_mean(scores: Sequence[float], *, seed: int) -> Interval:
    """Return the mean of `scores` with its interval, as `bootstrap` does.

    Where all scores are equal, as with a single one, the interval has no width: a few perfect scores are no proof.
    """
    import numpy as np

    values = np.asarray(scores, dtype=np.float64)
    return bootstrap(len(values), lambda rows: values[rows].mean(axis=1), seed=seed)


def bootstrap_quantile(scores: Sequence[float], share: float, *, seed: int) -> Interval:
    """Return the `share` quantile of `scores` (linear interpolation) with its interval, as `bootstrap` does."""
    import numpy as np

    values = np.asarray(scores, dtype=np.float64)

    def quantile(rows: NDArray[np.int64]) -> NDArray[np.float64]:
        return np.asarray(np.quantile(values[rows], share, axis=1), dtype=np.float64)

    return bootstrap(len(values), quantile, seed=seed)
