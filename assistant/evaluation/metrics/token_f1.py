"""Token F1 after SQuAD's normalisation."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from assistant.evaluation.metrics.normalisation import normalise_answer

if TYPE_CHECKING:
    from collections.abc import Sequence


def token_f1(prediction: str, answer: str) -> float:
    """Return the harmonic mean of token precision and recall, in [0, 1].

    `compute_f1` of evaluate-v2.0.py (Rajpurkar, Jia and Liang, ACL 2018): the overlap is of multisets, so a repeated
    token counts as often as both sides have it; if either side has no token, the result is 1.0 when both have none,
    else 0.0.
    """
    predicted = normalise_answer(prediction).split()
    gold = normalise_answer(answer).split()
    if not predicted or not gold:
        return float(predicted == gold)
    overlap = (Counter(predicted) & Counter(gold)).total()
    # 2PR / (P + R) with P = overlap / predicted and R = overlap / gold.
    return 2 * overlap / (len(predicted) + len(gold))


def best_token_f1(prediction: str, answers: Sequence[str]) -> float:
    """Return the highest `token_f1` over the accepted answers; 0.0 when there are none."""
    return max((token_f1(prediction, answer) for answer in answers), default=0.0)
