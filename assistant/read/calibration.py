"""From the network's two scores to a probability: logistic fits on development sets, with their thresholds."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.read.spans import Found

# Keeps the fit finite where the scores part the classes wholly; small beside a few hundred rows.
_RIDGE = 1e-2
_ITERATIONS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """`log-odds = margin * Found.margin + support * Found.support + offset`; from `threshold` on there is an answer.

    `threshold` is a probability in [0, 1].
    """

    margin: float
    support: float
    offset: float
    threshold: float

    def log_odds(self, found: Found) -> float:
        """Return the log-odds that the passage answers: unbounded, higher is better, comparable across questions."""
        if found.span is None:
            return -math.inf
        return self.margin * found.margin + self.support * found.support + self.offset

    def probability(self, log_odds: float) -> float:
        """Return the probability in [0, 1] for log-odds; the ends of the scale give exactly 0 and 1."""
        if log_odds < 0:
            odds = math.exp(log_odds)
            return odds / (1 + odds)
        return 1 / (1 + math.exp(-log_odds))


def fit_choice(asked: Sequence[tuple[Sequence[Found], Sequence[bool]]]) -> Calibration:
    """Return the calibration under which the right passages, or none of them, are most likely chosen.

    A question is answered by one of its passages or by none: a choice (multinomial logistic regression with a null
    choice, by Newton's method), not a yes or no of each. Fitted passage by passage, the support head weighs against a
    passage that it favours, because most passages it is sure of stand beside a better one.

    Args:
        asked: For each question what was found in its passages, and which of that is right; none right means that the
            question has no answer there.

    Raises:
        ValueError: There is nothing to fit to.
    """
    rows = [np.array([(item.margin, item.support, 1.0) for item in found], dtype=np.float64) for found, _ in asked]
    rights = [np.array(right, dtype=np.float64) for _, right in asked]
    if not any(len(row) for row in rows):
        raise ValueError("no passages to fit to")
    penalty = np.diag([_RIDGE, _RIDGE, 0.0])
    weights = np.zeros(3)
    for _ in range(_ITERATIONS):
        gradient, curvature = -penalty @ weights, penalty + 1e-9 * np.eye(3)
        for row, right in zip(rows, rights, strict=True):
            odds = np.exp(np.clip(row @ weights, -30, 30))
            chances = odds / (1 + odds.sum())
            chosen = odds * right / max(1e-12, float(odds @ right))
            mean = chances @ row
            gradient += (chosen - chances) @ row
            curvature += (row * chances[:, None]).T @ row - np.outer(mean, mean)
        step = np.linalg.solve(curvature, gradient)
        # A long step from a flat place overshoots; two units of log-odds per score is far enough at once.
        weights = weights + step * min(1.0, 2.0 / max(1e-9, float(np.abs(step).max())))
        if float(np.abs(step).max()) < 1e-8:  # noqa: PLR2004 - converged
            break
    margin, support, offset = (float(weight) for weight in weights)
    return Calibration(margin=margin, support=support, offset=offset, threshold=0.5)


def fit(found: Sequence[Found], answered: Sequence[bool]) -> Calibration:
    """Return the calibration under which `answered` is most likely: each row a choice of itself or nothing.

    Raises:
        ValueError: There are no rows, or not as many outcomes as rows.
    """
    if not found or len(found) != len(answered):
        raise ValueError(f"{len(found)} rows and {len(answered)} outcomes cannot be fitted")
    return fit_choice([([item], [right]) for item, right in zip(found, answered, strict=True)])
