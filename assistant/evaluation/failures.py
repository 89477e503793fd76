"""What went wrong with a question, in one word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from assistant.evaluation.report import EvaluationReport, QuestionResult

# Worst first. "false answer": answered though the reports do not say; "wrong answer": none of the accepted answers is
# in it; "not retrieved" and "false refusal": abstained without and with evidence found; "wrong citation": the answer is
# right, but cites none of the evidence.
Failure = Literal["false answer", "wrong answer", "not retrieved", "false refusal", "wrong citation"]
_ORDER: tuple[Failure, ...] = ("false answer", "wrong answer", "not retrieved", "false refusal", "wrong citation")


def failure(result: QuestionResult) -> Failure | None:
    """Return what went wrong, the gravest first; `None` if nothing did."""
    scores, case = result.scores, result.case
    if scores["false_answers"] == 1:
        return "false answer"
    if scores["false_refusals"] == 1:
        return "not retrieved" if case.evidence and case.rank is None else "false refusal"
    if scores["answer_contained"] == 0:
        return "wrong answer"
    return "wrong citation" if scores["citation_precision"] == 0 else None


def failures(report: EvaluationReport) -> list[tuple[Failure, QuestionResult]]:
    """Return the questions that failed, the gravest first, then in the order asked."""
    found = [(kind, result) for result in report.results if (kind := failure(result))]
    return sorted(found, key=lambda pair: _ORDER.index(pair[0]))
