"""Answering where the reports do not."""

from __future__ import annotations


def false_answer(*, answered: bool, answerable: bool) -> float | None:
    """Return 1.0 for an answer to a question that the reports do not answer, 0.0 for abstaining; `None` if they do.

    Its mean is one minus RGB's rejection rate (Chen et al., AAAI 2024), and one minus accuracy on SQuAD 2.0's
    unanswerable questions (`NoAns_exact` of evaluate-v2.0.py).
    """
    return None if answerable else float(answered)
