"""Gates fail a build on the right side of each figure, and are checked before anything runs."""

from __future__ import annotations

import re

import pytest

from assistant.errors import ConfigurationError, EvaluationError
from assistant.evaluation import ALL, EvaluationReport, Fingerprint, Gates, Slice, check_gates
from assistant.evaluation.metrics import Interval


@pytest.fixture
def report() -> EvaluationReport:
    """Return a report whose figures are given; nothing is known about citations."""
    figures = {
        "hit@1": Interval(2 / 3, 0.5, 0.8, 9),
        "hit@10": Interval(1.0, 1.0, 1.0, 9),
        "answer_contained": Interval(0.5, 0.3, 0.7, 9),
        "citation_precision": Interval(None, None, None, 0),
        "false_answers": Interval(0.5, 0.1, 0.9, 4),
        "false_refusals": Interval(0.25, 0.0, 0.5, 9),
    }
    return EvaluationReport(
        results=(),
        figures={ALL: figures, Slice("split", "test"): {"hit@10": Interval(0.5, 0.2, 0.8, 4)}},
        latency={},
        mode="fake",
        seed=0,
        fingerprint=Fingerprint(corpus_hash="", settings_hash="", questions_hash=""),
    )


def test_gates_that_hold_pass(report: EvaluationReport) -> None:
    """A value on the bound passes, on either side."""
    check_gates(report, Gates(at_least={"answer_contained": 0.5, "hit@10": 1}, at_most={"false_answers": 0.5}))
    check_gates(report, Gates())


def test_broken_gates_are_all_named(report: EvaluationReport) -> None:
    """Each metric beyond its gate is named with both numbers, whichever way is better."""
    gates = Gates(
        at_least={"answer_contained": 0.6, "hit@10": 0.9}, at_most={"false_answers": 0.2, "false_refusals": 0}
    )
    with pytest.raises(EvaluationError) as caught:
        check_gates(report, gates)
    assert caught.value.message == (
        "answer_contained 0.500 is below 0.6; false_answers 0.500 is above 0.2; false_refusals 0.250 is above 0"
    )
    assert caught.value.exit_code == 6


def test_gate_just_missed_shows_why(report: EvaluationReport) -> None:
    """0.66667 against a gate of 0.667 is not shown as 0.667."""
    with pytest.raises(EvaluationError, match=r"hit@1 0\.6667 is below 0\.667"):
        check_gates(report, Gates(at_least={"hit@1": 0.667}))


def test_gate_without_cases_fails(report: EvaluationReport) -> None:
    """A gate that measures nothing must not pass."""
    with pytest.raises(EvaluationError, match=r"citation_precision has no cases \(gate 0\.2\)"):
        check_gates(report, Gates(at_least={"citation_precision": 0.2}))


def test_gate_on_a_split_looks_at_its_questions_only(report: EvaluationReport) -> None:
    """`test:` before a metric gates its figure over the test split; a split that is not there has no cases."""
    check_gates(report, Gates(at_least={"test:hit@10": 0.5}))
    with pytest.raises(EvaluationError, match=r"test:hit@10 0\.500 is below 0\.6; dev:hit@10 has no cases"):
        check_gates(report, Gates(at_least={"test:hit@10": 0.6, "dev:hit@10": 0.1}))


@pytest.mark.parametrize(
    ("at_least", "at_most", "message", "hint"),
    [
        ({"hit10": 0.9}, {}, "'hit10' is not a metric", r"did you mean hit@10\?"),
        ({"zzz": 0.9}, {}, "'zzz' is not a metric", r"metrics are hit@1, "),
        ({"false_answers": 0.2}, {}, "lower is better", "--fail-over false_answers=0.2"),
        ({}, {"hit@10": 0.9}, "higher is better", "--fail-under hit@10=0.9"),
        ({"hit@10": 90}, {}, "from 0 to 1, not 90", "write it like"),
        ({"hit@10": float("nan")}, {}, "from 0 to 1, not nan", "write it like"),
    ],
)
def test_gate_that_cannot_be_meant_is_rejected(
    at_least: dict[str, float], at_most: dict[str, float], message: str, hint: str
) -> None:
    """A misspelt metric, a bound on the good side or one out of range is a mistake, found before anything runs."""
    with pytest.raises(ConfigurationError, match=message) as caught:
        Gates(at_least=at_least, at_most=at_most)
    assert re.search(hint, caught.value.hint)
