"""Fit probabilities and choose thresholds on one half, by article, of the development sets."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.read.calibration import Calibration, fit
from assistant.read.training.evaluate import Case, best_claim_threshold, best_question_threshold
from assistant.read.training.metrics import best_f1

if TYPE_CHECKING:
    from collections.abc import Sequence

# A span that shares half its words with a right answer counts as found.
_RIGHT = 0.5


def fit_questions(cases: Sequence[Case]) -> Calibration:
    """Return the calibration under which a passage's probability is that its best span is right, with its threshold.

    The threshold is the one with the best F1 over `cases`, each asked of its article.

    Raises:
        ValueError: `cases` is empty.
    """
    rows = [
        (found, bool(case.golds) and found.span is not None and best_f1(found.span.of(text), case.golds) >= _RIGHT)
        for case in cases
        for text, found in zip(case.texts, case.found, strict=True)
    ]
    calibration = fit([found for found, _ in rows], [right for _, right in rows])
    return replace(calibration, threshold=best_question_threshold(cases, calibration))


def fit_claims(cases: Sequence[Case]) -> Calibration:
    """Return the calibration under which a passage's probability is that it supports the claim, with its threshold.

    Of a supported claim only the passages that hold its evidence are fitted to, since others may support it too. The
    threshold is the one with the best balanced accuracy over `cases`.

    Raises:
        ValueError: No case has a passage to fit to.
    """
    rows = [
        (found, bool(case.golds))
        for case in cases
        for text, found in zip(case.texts, case.found, strict=True)
        if not case.golds or case.golds[0] in text
    ]
    calibration = fit([found for found, _ in rows], [supported for _, supported in rows])
    return replace(calibration, threshold=best_claim_threshold(cases, calibration))
