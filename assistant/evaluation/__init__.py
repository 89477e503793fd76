"""Measure an assistant on a question set: retrieval, answers, citations, abstention, each with n and interval.

questions = load_questions("questions.jsonl")
report = evaluate(assistant, questions)
check_gates(report, Gates(at_least={"hit@10": 0.9}, at_most={"false_answers": 0.2}))
"""

from __future__ import annotations

from assistant.evaluation.failures import failure, failures
from assistant.evaluation.gates import Gates, check_gates
from assistant.evaluation.questions import Evidence, HistoryTurn, Question, load_questions
from assistant.evaluation.report import ALL, EvaluationReport, Latency, QuestionResult, Slice
from assistant.evaluation.run import Subject, evaluate
from assistant.evaluation.scoring import METRICS, Case, Metric
from assistant.evaluation.table import render

__all__ = [
    "ALL",
    "METRICS",
    "Case",
    "EvaluationReport",
    "Evidence",
    "Gates",
    "HistoryTurn",
    "Latency",
    "Metric",
    "Question",
    "QuestionResult",
    "Slice",
    "Subject",
    "check_gates",
    "evaluate",
    "failure",
    "failures",
    "load_questions",
    "render",
]
