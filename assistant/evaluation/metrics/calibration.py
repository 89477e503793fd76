"""Whether a stated probability is the share of answers that are right."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from assistant.evaluation.metrics.interval import Interval, bootstrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from assistant.evaluation.metrics.selective import Guess

BINS = 10


class Bin(NamedTuple):
    """The guesses with a probability in (`low`, `high`]: how many, their mean probability, the share that is right."""

    low: float
    high: float
    n: int
    probability: float
    accuracy: float


def reliability(guesses: Sequence[Guess]) -> tuple[Bin, ...]:
    """Return the bins of a reliability diagram that hold a guess, in order.

    Ten of equal width (Guo et al., ICML 2017); the first one includes 0.
    """
    bins: dict[int, list[Guess]] = {}
    for guess in guesses:
        bins.setdefault(_bin(guess.probability), []).append(guess)
    return tuple(
        Bin(
            low=number / BINS,
            high=(number + 1) / BINS,
            n=len(inside),
            probability=sum(guess.probability for guess in inside) / len(inside),
            accuracy=sum(guess.correct for guess in inside) / len(inside),
        )
        for number, inside in sorted(bins.items())
    )


def expected_calibration_error(guesses: Sequence[Guess], *, seed: int) -> Interval:
    """Return the mean gap between probability and accuracy over the bins, weighted by n, with its 95% interval.

    ECE (Guo et al., ICML 2017), in [0, 1], lower is better. It is biased upwards for few guesses: so is its interval,
    and it need not hold the value. Resampled as in `bootstrap_mean`.
    """
    import numpy as np

    gaps = np.zeros((len(guesses), BINS))
    for row, guess in enumerate(guesses):
        gaps[row, _bin(guess.probability)] = guess.probability - guess.correct

    def error(rows: NDArray[np.int64]) -> NDArray[np.float64]:
        return np.asarray(np.abs(gaps[rows].mean(axis=1)).sum(axis=1), dtype=np.float64)

    return bootstrap(len(guesses), error, seed=seed)


def _bin(probability: float) -> int:
    # Eleven edges, so that 0.3 is in (0.2, 0.3] whatever 0.3 * 10 rounds to.
    return next(number for number in range(BINS) if probability <= (number + 1) / BINS or number == BINS - 1)
