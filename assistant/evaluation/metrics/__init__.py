"""One metric a file: pure functions on strings, spans and ranks. Which questions each one scores is in `scoring`."""

from __future__ import annotations

from assistant.evaluation.metrics.citation_precision import citation_precision
from assistant.evaluation.metrics.citation_recall import citation_recall
from assistant.evaluation.metrics.contained import answer_contained
from assistant.evaluation.metrics.exact_match import exact_match
from assistant.evaluation.metrics.false_answer import false_answer
from assistant.evaluation.metrics.false_refusal import false_refusal
from assistant.evaluation.metrics.hit import hit_at
from assistant.evaluation.metrics.interval import Interval, bootstrap_mean
from assistant.evaluation.metrics.normalisation import normalise_answer
from assistant.evaluation.metrics.place import Place, first_rank
from assistant.evaluation.metrics.reciprocal_rank import reciprocal_rank
from assistant.evaluation.metrics.token_f1 import best_token_f1, token_f1

__all__ = [
    "Interval",
    "Place",
    "answer_contained",
    "best_token_f1",
    "bootstrap_mean",
    "citation_precision",
    "citation_recall",
    "exact_match",
    "false_answer",
    "false_refusal",
    "first_rank",
    "hit_at",
    "normalise_answer",
    "reciprocal_rank",
    "token_f1",
]
