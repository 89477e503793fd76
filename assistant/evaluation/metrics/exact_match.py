"""Exact match after SQuAD's normalisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.evaluation.metrics.normalisation import normalise_answer

if TYPE_CHECKING:
    from collections.abc import Sequence


def exact_match(prediction: str, answers: Sequence[str]) -> float:
    """Return 1.0 if `prediction` equals one of `answers` once both are normalised, else 0.0.

    `compute_exact` of evaluate-v2.0.py (Rajpurkar, Jia and Liang, ACL 2018), the best over the accepted answers.
    """
    predicted = normalise_answer(prediction)
    return float(any(predicted == normalise_answer(answer) for answer in answers))
