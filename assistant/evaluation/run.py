"""Ask every question of a set and measure what comes out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from assistant.evaluation.gold import locate
from assistant.evaluation.metrics import bootstrap_mean
from assistant.evaluation.questions import hash_questions
from assistant.evaluation.report import ALL, EvaluationReport, Latency, QuestionResult, Slice
from assistant.evaluation.scoring import DEPTH, METRICS, Case
from assistant.records import Filters, Turn
from assistant.text import sha256

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from assistant.evaluation.metrics import Interval
    from assistant.evaluation.questions import Question
    from assistant.records import Document, Hit, Outcome
    from assistant.settings import Settings

# Where a store lies and where a page is served cannot change an outcome.
_SETTINGS_WITHOUT_EFFECT = frozenset({"store", "server"})


class Subject(Protocol):
    """What is measured: `Assistant`, or anything that answers like it."""

    @property
    def settings(self) -> Settings:
        """All knobs."""
        ...

    def documents(self) -> tuple[Document, ...]:
        """Return all reports."""
        ...

    def retrieve(self, query: str, k: int | None = None, *, filters: Filters | None = None) -> tuple[Hit, ...]:
        """Return the `k` passages that suit `query` best, best first."""
        ...

    def ask(self, question: str, *, history: Sequence[Turn] = (), as_of: date | None = None) -> Outcome:
        """Return an answer or an abstention."""
        ...


def evaluate(
    assistant: Subject,
    questions: Sequence[Question],
    *,
    progress: Callable[[int], None] | None = None,
    seed: int = 0,
) -> EvaluationReport:
    """Return what asking all `questions` of `assistant` gives: every score, with n and interval, and what was measured.

    Retrieval is scored on the query that the assistant made of the question, so that a follow-up is looked up as it was
    understood, and to a depth of ten passages whatever `retrieve.k` is.

    Args:
        assistant: With the reports ingested that the questions are about.
        questions: In the order in which they are asked.
        progress: Called with the number of questions done, after each.
        seed: Of the bootstrap.

    Raises:
        ValueError: There are no questions.
        CorpusError: Gold evidence is not in the reports.
        IndexStateError: Nothing was ingested, or the store does not match the settings.
        ModelError: A model is missing or failed.
    """
    if not questions:
        raise ValueError("there are no questions")
    documents = assistant.documents()
    evidence = locate(questions, {document.document_id: document.text for document in documents})
    results = []
    for done, question in enumerate(questions, start=1):
        outcome = assistant.ask(question.question, history=_history(question), as_of=question.as_of)
        hits = assistant.retrieve(outcome.trace.question, DEPTH, filters=Filters(as_of=question.as_of))
        case = Case(question=question, evidence=evidence[question.id], hits=hits, outcome=outcome)
        results.append(QuestionResult(case=case, scores={metric.name: metric.score(case) for metric in METRICS}))
        if progress:
            progress(done)
    return EvaluationReport(
        results=tuple(results),
        figures={slice_: _figures(chosen, seed) for slice_, chosen in _slices(results).items()},
        latency=_latency([result.case.outcome for result in results]),
        mode=", ".join(dict.fromkeys(result.case.outcome.mode for result in results)),
        seed=seed,
        corpus_hash=sha256("\n".join(sorted(f"{item.document_id} {item.content_hash}" for item in documents))),
        settings_hash=sha256(assistant.settings.model_dump_json(exclude=set(_SETTINGS_WITHOUT_EFFECT))),
        questions_hash=hash_questions(questions),
    )


def _history(question: Question) -> tuple[Turn, ...]:
    return tuple(Turn(question=turn.question, answer=turn.answer) for turn in question.history)


def _slices(results: Sequence[QuestionResult]) -> dict[Slice, list[QuestionResult]]:
    slices: dict[Slice, list[QuestionResult]] = {ALL: list(results)}
    for result in results:
        question = result.case.question
        slices.setdefault(Slice("type", question.type), []).append(result)
        if question.split:
            slices.setdefault(Slice("split", question.split), []).append(result)
    return slices


def _figures(results: Sequence[QuestionResult], seed: int) -> Mapping[str, Interval]:
    figures = {}
    for metric in METRICS:
        scores = (result.scores[metric.name] for result in results)
        figures[metric.name] = bootstrap_mean([score for score in scores if score is not None], seed=seed)
    return figures


def _latency(outcomes: Sequence[Outcome]) -> dict[str, Latency]:
    import numpy as np

    times: dict[str, list[float]] = {}
    for outcome in outcomes[1:] or outcomes:
        timings = outcome.trace.timings_ms
        for stage, milliseconds in (*timings.items(), ("total", sum(timings.values()))):
            times.setdefault(stage, []).append(milliseconds)
    # "total" comes with the first question: last it reads as the sum that it is.
    ordered = sorted(times, key=lambda stage: stage == "total")
    quantiles = {stage: np.quantile(times[stage], [0.5, 0.95]) for stage in ordered}
    return {stage: Latency(len(times[stage]), float(p50), float(p95)) for stage, (p50, p95) in quantiles.items()}
