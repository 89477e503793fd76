"""From scored questions to figures: over all, by slice, by stage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.evaluation.metrics import bootstrap_mean, bootstrap_quantile
from assistant.evaluation.report import ALL, EvaluationReport, Latency, QuestionResult, Slice
from assistant.evaluation.scoring import AGGREGATES, METRICS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from assistant.evaluation.case import Case
    from assistant.evaluation.metrics import Interval
    from assistant.evaluation.questions import Question
    from assistant.evaluation.report import Fingerprint
    from assistant.records import Outcome


def summarise(cases: Sequence[Case], fingerprint: Fingerprint, *, seed: int = 0) -> EvaluationReport:
    """Return the report over the cases, in their order.

    Args:
        cases: One for each question that was asked.
        fingerprint: What was measured.
        seed: Of the bootstrap.
    """
    results = tuple(
        QuestionResult(case=case, scores={metric.name: metric.score(case) for metric in METRICS}) for case in cases
    )
    outcomes = [case.outcome for case in cases]
    return EvaluationReport(
        results=results,
        figures={slice_: _figures(chosen, seed) for slice_, chosen in _sliced(results).items()},
        latency=_latency(outcomes, seed),
        usage=_usage(outcomes, seed),
        mode=", ".join(dict.fromkeys(outcome.mode for outcome in outcomes)),
        seed=seed,
        fingerprint=fingerprint,
    )


def _sliced(results: Sequence[QuestionResult]) -> dict[Slice, list[QuestionResult]]:
    slices: dict[Slice, list[QuestionResult]] = {ALL: list(results)}
    for result in results:
        for slice_ in _slices_of(result.case.question):
            slices.setdefault(slice_, []).append(result)
    return slices


def _slices_of(question: Question) -> Iterator[Slice]:
    yield Slice("type", question.type)
    if question.split:
        yield Slice("split", question.split)
    if question.agreement:
        yield Slice("agreement", question.agreement)
    if question.history:
        yield Slice("turn", "follow-up")


def _figures(results: Sequence[QuestionResult], seed: int) -> Mapping[str, Interval]:
    figures = {}
    for metric in METRICS:
        scores = (result.scores[metric.name] for result in results)
        figures[metric.name] = bootstrap_mean([score for score in scores if score is not None], seed=seed)
    guesses = [guess for result in results if (guess := result.case.guess)]
    return figures | {aggregate.name: aggregate.figure(guesses, seed) for aggregate in AGGREGATES}


def _latency(outcomes: Sequence[Outcome], seed: int) -> dict[str, Latency]:
    times: dict[str, list[float]] = {}
    for outcome in outcomes[1:] or outcomes:
        timings = outcome.trace.timings_ms
        for stage, milliseconds in (*timings.items(), ("total", sum(timings.values()))):
            times.setdefault(stage, []).append(milliseconds)
    # "total" comes with the first question: last it reads as the sum that it is.
    ordered = sorted(times, key=lambda stage: stage == "total")
    return {
        stage: Latency(
            n=len(times[stage]),
            p50=bootstrap_quantile(times[stage], 0.5, seed=seed),
            p95=bootstrap_quantile(times[stage], 0.95, seed=seed),
        )
        for stage in ordered
    }


def _usage(outcomes: Sequence[Outcome], seed: int) -> dict[str, Interval]:
    used: dict[str, list[float]] = {}
    for outcome in outcomes:
        for name, amount in outcome.trace.usage.items():
            used.setdefault(name, []).append(float(amount))
    return {name: bootstrap_mean(amounts, seed=seed) for name, amounts in used.items()}
