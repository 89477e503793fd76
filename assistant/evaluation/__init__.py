"""Measure an assistant on a question set: retrieval, answers, citations, abstention, each with n and interval.

questions = load_questions("questions.jsonl")
report = evaluate(assistant, questions)
check_gates(report, Gates(at_least={"hit@10": 0.9}, at_most={"false_answers": 0.2}))
"""

from __future__ import annotations

from assistant.evaluation.case import Case
from assistant.evaluation.compare import (
    Baseline,
    Change,
    Difference,
    baseline_gates,
    compare,
    load_baseline,
)
from assistant.evaluation.failures import failure, failures
from assistant.evaluation.figures import summarise
from assistant.evaluation.gates import Gates, check_gates
from assistant.evaluation.html import page
from assistant.evaluation.journal import Journal
from assistant.evaluation.judge import Judge
from assistant.evaluation.questions import Evidence, HistoryTurn, Question, load_questions, read_questions
from assistant.evaluation.report import ALL, EvaluationReport, Fingerprint, Latency, QuestionResult, Slice
from assistant.evaluation.run import Run, Subject, evaluate
from assistant.evaluation.scoring import AGGREGATES, FIGURES, METRICS, Aggregate, Metric
from assistant.evaluation.table import render

__all__ = [
    "AGGREGATES",
    "ALL",
    "FIGURES",
    "METRICS",
    "Aggregate",
    "Baseline",
    "Case",
    "Change",
    "Difference",
    "EvaluationReport",
    "Evidence",
    "Fingerprint",
    "Gates",
    "HistoryTurn",
    "Journal",
    "Judge",
    "Latency",
    "Metric",
    "Question",
    "QuestionResult",
    "Run",
    "Slice",
    "Subject",
    "baseline_gates",
    "check_gates",
    "compare",
    "evaluate",
    "failure",
    "failures",
    "load_baseline",
    "load_questions",
    "page",
    "read_questions",
    "render",
    "summarise",
]
