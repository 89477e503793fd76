"""One metric a file: pure functions on strings, spans and verdicts. Which questions each one scores is in `scoring`."""

from __future__ import annotations

from assistant.evaluation.metrics.alce import JudgedClaim, alce_precision, alce_recall
from assistant.evaluation.metrics.all_evidence import all_evidence
from assistant.evaluation.metrics.calibration import Bin, expected_calibration_error, reliability
from assistant.evaluation.metrics.citation_precision import citation_precision
from assistant.evaluation.metrics.citation_recall import citation_recall
from assistant.evaluation.metrics.contained import answer_contained
from assistant.evaluation.metrics.exact_match import exact_match
from assistant.evaluation.metrics.false_answer import false_answer
from assistant.evaluation.metrics.false_refusal import false_refusal
from assistant.evaluation.metrics.interval import (
    NO_CASES,
    Interval,
    bootstrap,
    bootstrap_mean,
    bootstrap_quantile,
)
from assistant.evaluation.metrics.normalisation import normalise_answer
from assistant.evaluation.metrics.place import Place, first_rank
from assistant.evaluation.metrics.quotes_verified import quotes_verified
from assistant.evaluation.metrics.ranking import CUTOFFS, DEPTH, ranking
from assistant.evaluation.metrics.selective import Guess, Point, area_under_risk_coverage, risk_coverage
from assistant.evaluation.metrics.token_f1 import best_token_f1, token_f1
from assistant.evaluation.metrics.value_compatible import same_value, value_compatible

__all__ = [
    "CUTOFFS",
    "DEPTH",
    "NO_CASES",
    "Bin",
    "Guess",
    "Interval",
    "JudgedClaim",
    "Place",
    "Point",
    "alce_precision",
    "alce_recall",
    "all_evidence",
    "answer_contained",
    "area_under_risk_coverage",
    "best_token_f1",
    "bootstrap",
    "bootstrap_mean",
    "bootstrap_quantile",
    "citation_precision",
    "citation_recall",
    "exact_match",
    "expected_calibration_error",
    "false_answer",
    "false_refusal",
    "first_rank",
    "normalise_answer",
    "quotes_verified",
    "ranking",
    "reliability",
    "risk_coverage",
    "same_value",
    "token_f1",
    "value_compatible",
]
