"""Which metric scores which questions: the one list that the report, the gates and the table go by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from assistant.evaluation import metrics
from assistant.evaluation.metrics import CUTOFFS, DEPTH

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from assistant.evaluation.case import Case
    from assistant.evaluation.metrics import Guess, Interval

Better = Literal["higher", "lower"]


class Metric(NamedTuple):
    """A figure of the report: the mean of `score` over the questions for which it is not `None`."""

    name: str
    better: Better
    over: str
    score: Callable[[Case], float | None]


class Aggregate(NamedTuple):
    """A figure that is no mean over questions: `figure` of the likeliest words of all questions that have some."""

    name: str
    better: Better
    over: str
    figure: Callable[[Sequence[Guess], int], Interval]


def _ranking(name: str) -> Metric:
    def score(case: Case) -> float | None:
        return metrics.ranking(case.found, case.evidence)[name] if _has_evidence(case) else None

    return Metric(name, "higher", "answerable, with evidence", score)


def _all_evidence(case: Case) -> float | None:
    return metrics.all_evidence(case.found, case.evidence) if _has_evidence(case) else None


def _read_hit(case: Case) -> float | None:
    if not _has_evidence(case) or not case.read:
        return None
    return float(case.read[0].overlaps_any(case.gold))


def _exact_match(case: Case) -> float | None:
    return _compare(case, lambda gold: metrics.exact_match(case.short, gold))


def _token_f1(case: Case) -> float | None:
    return _compare(case, lambda gold: metrics.best_token_f1(case.short, gold))


def _contained(case: Case) -> float | None:
    return _compare(case, lambda gold: metrics.answer_contained([case.said, case.short], gold))


def _value_compatible(case: Case) -> float | None:
    # An abstention is no value: it scores 0.0 exactly where there is one to give.
    return _compare(case, lambda gold: metrics.value_compatible(case.short, gold), abstaining=None)


def _agreement(case: Case) -> float | None:
    if case.question.agreement is None:
        return None
    return float(case.answer is not None and case.answer.agreement == case.question.agreement)


def _current_value(case: Case) -> float | None:
    if case.question.current is None:
        return None
    return metrics.same_value(case.current, case.question.current) if case.answer else 0.0


def _citation_precision(case: Case) -> float | None:
    return metrics.citation_precision(case.cited, case.gold) if _has_evidence(case) and case.answer else None


def _citation_recall(case: Case) -> float | None:
    return metrics.citation_recall(case.cited, case.evidence) if _has_evidence(case) and case.answer else None


def _quotes_verified(case: Case) -> float | None:
    return metrics.quotes_verified(case.answer.citations, case.texts) if case.answer else None


def _alce_recall(case: Case) -> float | None:
    return metrics.alce_recall(case.judged)


def _alce_precision(case: Case) -> float | None:
    return metrics.alce_precision(case.judged)


def _false_answer(case: Case) -> float | None:
    return metrics.false_answer(answered=case.answer is not None, answerable=case.question.answerable)


def _false_refusal(case: Case) -> float | None:
    return metrics.false_refusal(answered=case.answer is not None, answerable=case.question.answerable)


def _has_evidence(case: Case) -> bool:
    return case.question.answerable and bool(case.evidence)


def _compare(
    case: Case, score: Callable[[tuple[str, ...]], float | None], *, abstaining: float | None = 0.0
) -> float | None:
    """Score an answer against the accepted ones. Abstaining where there is an answer gets 0.0, as in SQuAD 2.0."""
    if case.question.answers is None:
        return None
    return score(case.question.answers) if case.answer or abstaining is None else abstaining


METRICS = (
    *(_ranking(f"hit@{k}") for k in CUTOFFS),
    Metric("read_hit@1", "higher", "answerable, with evidence, read", _read_hit),
    _ranking(f"mrr@{DEPTH}"),
    _ranking(f"ndcg@{DEPTH}"),
    Metric(f"all_evidence@{DEPTH}", "higher", "answerable, with evidence", _all_evidence),
    Metric("exact_match", "higher", "answerable", _exact_match),
    Metric("token_f1", "higher", "answerable", _token_f1),
    Metric("answer_contained", "higher", "answerable", _contained),
    Metric("value_compatible", "higher", "answerable by a figure or a day", _value_compatible),
    Metric("agreement", "higher", "with an agreement class", _agreement),
    Metric("current_value", "higher", "with a current value", _current_value),
    Metric("citation_precision", "higher", "answerable, answered, with evidence", _citation_precision),
    Metric("citation_recall", "higher", "answerable, answered, with evidence", _citation_recall),
    Metric("quotes_verified", "higher", "answered", _quotes_verified),
    Metric("alce_recall", "higher", "answered, judged by the support checker", _alce_recall),
    Metric("alce_precision", "higher", "answered, judged by the support checker", _alce_precision),
    Metric("false_answers", "lower", "unanswerable", _false_answer),
    Metric("false_refusals", "lower", "answerable", _false_refusal),
)
AGGREGATES = (
    Aggregate("aurc", "lower", "read", lambda guesses, seed: metrics.area_under_risk_coverage(guesses, seed=seed)),
    Aggregate("ece", "lower", "read", lambda guesses, seed: metrics.expected_calibration_error(guesses, seed=seed)),
)
FIGURES: tuple[Metric | Aggregate, ...] = (*METRICS, *AGGREGATES)
BETTER = {figure.name: figure.better for figure in FIGURES}
