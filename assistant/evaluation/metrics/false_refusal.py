"""Abstaining where the reports do answer."""

from __future__ import annotations


def false_refusal(*, answered: bool, answerable: bool) -> float | None:
    """Return 1.0 for abstaining from a question that the reports answer, 0.0 for any answer; `None` if they do not.

    The counterpart of `false_answer`: one minus coverage on answerable questions, in the terms of selective prediction
    (Geifman and El-Yaniv, NeurIPS 2017).
    """
    return float(not answered) if answerable else None
