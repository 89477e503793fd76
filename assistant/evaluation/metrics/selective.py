"""What an assistant would risk by answering more, and what it would leave out by answering less."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from assistant.evaluation.metrics.interval import Interval, bootstrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray


class Guess(NamedTuple):
    """The likeliest words for a question, how likely they are said to answer it, and whether they do."""

    words: str
    probability: float
    correct: bool


class Point(NamedTuple):
    """The share of questions that are answered down to a probability, and the share of those answered wrongly."""

    coverage: float
    risk: float


def risk_coverage(guesses: Sequence[Guess]) -> tuple[Point, ...]:
    """Return the risk at each coverage 1/n, 2/n, … 1, answering the likeliest first; no guesses give `()`.

    The risk-coverage curve of selective prediction (El-Yaniv and Wiener, JMLR 2010). Any answer to a question that the
    reports do not answer is wrong. Of equally likely ones the wrong come first, so that ties flatter nobody.
    """
    wrong = [not guess.correct for guess in _ordered(guesses)]
    errors, points = 0, []
    for covered, is_wrong in enumerate(wrong, start=1):
        errors += is_wrong
        points.append(Point(covered / len(wrong), errors / covered))
    return tuple(points)


def area_under_risk_coverage(guesses: Sequence[Guess], *, seed: int) -> Interval:
    """Return the mean risk over all coverages with its 95% interval; in [0, 1], lower is better.

    AURC as Geifman et al. compute it (ICLR 2019). Resampled as in `bootstrap_mean`.
    """
    import numpy as np

    wrong = np.asarray([not guess.correct for guess in _ordered(guesses)], dtype=np.float64)

    def area(rows: NDArray[np.int64]) -> NDArray[np.float64]:
        # Places in the order of probability: sorted, they are the order in which the drawn questions are answered.
        errors = wrong[np.sort(rows, axis=1)].cumsum(axis=1)
        covered = np.arange(1, rows.shape[1] + 1)
        return np.asarray((errors / covered).mean(axis=1), dtype=np.float64)

    return bootstrap(len(wrong), area, seed=seed)


def _ordered(guesses: Sequence[Guess]) -> list[Guess]:
    return sorted(guesses, key=lambda guess: (-guess.probability, guess.correct))
