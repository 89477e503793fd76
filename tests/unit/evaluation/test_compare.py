"""A run beside an earlier one: what moved, and the bounds that the earlier one sets."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pytest

from assistant.errors import ConfigurationError, EvaluationError
from assistant.evaluation import (
    Baseline,
    EvaluationReport,
    baseline_gates,
    check_gates,
    compare,
    evaluate,
    load_baseline,
    render,
)

from .oracle import OUTCOMES, QUESTIONS, Oracle, abstention, answer, cite, question

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.records import Outcome

# "wrong" is put right, "right" is lost, the rest stays.
CHANGED: dict[str, Outcome] = {
    **OUTCOMES,
    "right": abstention(),
    "wrong": answer("It left at nine.", cite("train", "The train left Quetta at nine."), short_answer="nine"),
}


@pytest.fixture
def report() -> EvaluationReport:
    """Return the report over all questions."""
    return evaluate(Oracle(OUTCOMES), QUESTIONS)


@pytest.fixture
def baseline(report: EvaluationReport) -> Baseline:
    """Return the report as a baseline."""
    return Baseline.model_validate_json(json.dumps(report.baseline()))


def test_changes_are_named_question_by_question(baseline: Baseline) -> None:
    """One question got better, one worse, by the same amount: the mean difference is 0 within a paired interval."""
    changed = evaluate(Oracle(CHANGED), QUESTIONS)
    by_metric = {item.metric: item for item in compare(changed, baseline)}
    match = by_metric["exact_match"]
    assert [(*change,) for change in match.better] == [("wrong", 0, 1)]
    assert [(*change,) for change in match.worse] == [("right", 1, 0)]
    assert (match.mean.value, match.mean.n) == (0, 4)
    assert match.mean.low is not None
    assert match.mean.high is not None
    assert match.mean.low < 0 < match.mean.high


def test_lower_is_better_where_it_is(baseline: Baseline) -> None:
    """A refusal more is worse: the difference is positive, and the question is among the worse."""
    changed = evaluate(Oracle(CHANGED), QUESTIONS)
    refusals = next(item for item in compare(changed, baseline) if item.metric == "false_refusals")
    assert refusals.mean.value == 0.25
    assert [change.question_id for change in refusals.worse] == ["right"]
    assert refusals.better == ()


def test_pairs_are_kept_together(report: EvaluationReport, baseline: Baseline) -> None:
    """The same run twice differs by nothing, with an interval of no width: a score is compared with its own."""
    for item in compare(report, baseline):
        assert (item.mean.value, item.mean.low, item.mean.high) == (0, 0, 0)
        assert item.better == item.worse == ()


def test_only_questions_of_both_runs_are_compared(baseline: Baseline) -> None:
    """A question that only one run has is no change."""
    fewer = evaluate(Oracle(OUTCOMES), [*QUESTIONS[:2], question("unsaid", None)])
    assert {item.metric: item.mean.n for item in compare(fewer, baseline)}["exact_match"] == 2


def test_a_whole_report_is_a_baseline_too(report: EvaluationReport, tmp_path: Path) -> None:
    """What `--save` writes and what `--save-baseline` writes say the same; the latter holds no text of a report."""
    whole, compact = tmp_path / "report.json", tmp_path / "baseline.json"
    whole.write_text(json.dumps(report.to_dict()), encoding="utf-8")
    compact.write_text(json.dumps(report.baseline()), encoding="utf-8")
    assert load_baseline(whole).metrics == load_baseline(compact).metrics
    assert compare(report, load_baseline(whole)) == compare(report, load_baseline(compact))
    assert "army" not in compact.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("content", "message"),
    [("{}", "no saved evaluation: corpus_hash"), ("nothing", "no saved evaluation|not JSON"), ("[]", "no saved evalu")],
)
def test_a_file_that_is_no_baseline_is_said_so(tmp_path: Path, content: str, message: str) -> None:
    """What cannot be compared with is a mistake of the caller, found before anything is asked."""
    path = tmp_path / "baseline.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ConfigurationError, match=message):
        load_baseline(path)
    with pytest.raises(ConfigurationError, match="cannot be read"):
        load_baseline(tmp_path / "none.json")


def test_a_baseline_bounds_each_figure_by_the_worse_end_of_its_interval(
    report: EvaluationReport, baseline: Baseline
) -> None:
    """Where higher is better the lower end is the least, elsewhere the upper end the most; the test split by itself."""
    gates = baseline_gates(report.fingerprint, baseline)
    contained, answers = report.metrics["answer_contained"], report.metrics["false_answers"]
    assert gates.at_least["answer_contained"] == contained.low
    assert gates.at_most["false_answers"] == answers.high
    assert gates.at_most["test:false_answers"] == 1
    assert "agreement" not in gates.at_least
    check_gates(report, gates)


def test_a_build_below_its_baseline_fails(baseline: Baseline) -> None:
    """An assistant that refuses everything breaks the bound on refusals."""
    silent = evaluate(Oracle(dict.fromkeys(OUTCOMES, abstention())), QUESTIONS)
    with pytest.raises(EvaluationError, match=r"false_refusals 1\.000 is above 0\.75"):
        check_gates(silent, baseline_gates(silent.fingerprint, baseline))


def test_a_baseline_of_other_questions_bounds_nothing(baseline: Baseline) -> None:
    """Figures of other questions are not a gate."""
    fewer = evaluate(Oracle(OUTCOMES), QUESTIONS[:3])
    with pytest.raises(ConfigurationError, match="measured on other questions"):
        baseline_gates(fewer.fingerprint, baseline)


def test_the_table_shows_what_moved(baseline: Baseline) -> None:
    """The terminal names the questions that moved; where none did it says so."""
    from rich.console import Console

    changed = evaluate(Oracle(CHANGED), QUESTIONS)
    shown = []
    for measured in (changed, evaluate(Oracle(OUTCOMES), QUESTIONS)):
        console = Console(width=200, file=io.StringIO())
        with console.capture() as capture:
            console.print(render(measured, differences=compare(measured, baseline)), markup=False)
        shown.append(capture.get())
    assert "Against the baseline" in shown[0]
    assert "+0.250" in shown[0]
    assert "no score has changed" in shown[1]
