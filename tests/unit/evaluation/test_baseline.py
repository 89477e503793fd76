"""The baseline that `make evaluate` holds a build to is of the questions that ship."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.evaluation import Fingerprint, baseline_gates, load_baseline, load_questions
from assistant.evaluation.questions import hash_questions

FOLDER = Path(__file__).parents[2] / "questions"
BASELINE = FOLDER / "baseline.json"


@pytest.mark.skipif(not BASELINE.exists(), reason="`make baseline` has not been run yet")
def test_the_committed_baseline_is_of_the_shipped_questions() -> None:
    """Changed questions need a new baseline; it bounds the figures over all questions and over the test split."""
    shipped = hash_questions(load_questions(FOLDER / "corpus.jsonl"))
    measured = Fingerprint(corpus_hash="", settings_hash="", questions_hash=shipped)
    gates = baseline_gates(measured, load_baseline(BASELINE))
    assert {"hit@10", "test:hit@10", "answer_contained", "test:citation_precision"} <= set(gates.at_least)
    assert {"false_answers", "test:false_answers", "false_refusals"} <= set(gates.at_most)
