"""A whole evaluation of an assistant with known answers: scores, figures, slices, failures, the table."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from assistant import Settings
from assistant.errors import CorpusError
from assistant.evaluation import (
    ALL,
    METRICS,
    EvaluationReport,
    Slice,
    evaluate,
    failures,
    render,
)
from assistant.evaluation.metrics import Interval
from assistant.records import Answer, Filters, Outcome, Position, Trace, Turn
from assistant.settings import RetrieveSettings, StoreSettings

from .oracle import OUTCOMES, QUESTIONS, Oracle, abstention, answer, cite, question

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from assistant.records import Agreement


@pytest.fixture
def oracle() -> Oracle:
    """Return a fresh oracle."""
    return Oracle(OUTCOMES)


@pytest.fixture
def report(oracle: Oracle) -> EvaluationReport:
    """Return the report over all questions."""
    return evaluate(oracle, QUESTIONS)


# log2(3): the discount at rank 2.
LOG3 = 1.584962500721156


def values(report: EvaluationReport, slice_: Slice = ALL) -> dict[str, tuple[float | None, int]]:
    """Return value and n by metric."""
    return {name: (figure.value, figure.n) for name, figure in report.figures[slice_].items()}


def test_figures_are_the_means_over_the_questions_they_apply_to(report: EvaluationReport) -> None:
    """Worked out by hand from the six outcomes; the evidence of "right" is at rank 2, of the other two at rank 1."""
    assert values(report) == {
        "hit@1": (pytest.approx(2 / 3), 3),
        "hit@3": (1, 3),
        "hit@5": (1, 3),
        "hit@10": (1, 3),
        # What was read first is evidence for "right", "wrong" and "refused".
        "read_hit@1": (1, 3),
        "mrr@10": (pytest.approx((1 / 2 + 1 + 1) / 3), 3),
        # "right" at rank 2 of the three passages; of "wrong" one of two parts at rank 1, and that passage has no other;
        # "refused" at rank 1.
        "ndcg@10": (pytest.approx((1 / LOG3 + 1 / (1 + 1 / LOG3) + 1) / 3), 3),
        "all_evidence@10": (2 / 3, 3),
        # right: "31"; wrong: 0; refused: 0; no gold: "It left Quetta." is not "Quetta".
        "exact_match": (1 / 4, 4),
        # no gold: overlap 1 of 3 and 1 tokens, 2 / 4.
        "token_f1": (pytest.approx((1 + 0 + 0 + 1 / 2) / 4), 4),
        "answer_contained": (2 / 4, 4),
        # 31, and nine twice: neither "It stopped." nor an abstention is a figure. Quetta is none to ask for.
        "value_compatible": (pytest.approx(1 / 3), 3),
        "agreement": (None, 0),
        "current_value": (None, 0),
        "citation_precision": (pytest.approx((1 + 1 / 2) / 2), 2),
        "citation_recall": (pytest.approx((1 + 1 / 2) / 2), 2),
        "quotes_verified": (1, 4),
        # The last word of a sentence stands in its citations, in both of "wrong" too: "stopped" in the first only.
        "alce_recall": (1, 4),
        "alce_precision": (pytest.approx((1 + 1 / 2 + 1 + 1) / 4), 4),
        "false_answers": (1 / 2, 2),
        "false_refusals": (1 / 4, 4),
        # .9 right, .8 wrong, .6 wrong, .4 right, .1 wrong: risks 0, 1/2, 2/3, 1/2, 3/5.
        "aurc": (pytest.approx((0 + 1 / 2 + 2 / 3 + 1 / 2 + 3 / 5) / 5), 5),
        # Each in a bin of its own: gaps .1, .8, .6, .6, .1.
        "ece": (pytest.approx((0.1 + 0.8 + 0.6 + 0.6 + 0.1) / 5), 5),
    }


def test_slices_say_no_cases_where_there_are_none(report: EvaluationReport) -> None:
    """Each type and split has its own figures; a metric that applies to none of its questions has no value."""
    assert set(report.figures) == {
        ALL,
        Slice("type", "number"),
        Slice("type", "fact"),
        Slice("split", "dev"),
        Slice("split", "test"),
        Slice("turn", "follow-up"),
    }
    assert report.figures[Slice("split", "dev")]["false_answers"] == Interval(None, None, None, 0)
    test = values(report, Slice("split", "test"))
    assert (test["false_answers"], test["answer_contained"], test["false_refusals"]) == ((1, 1), (0, 1), (0, 1))


def test_interval_holds_the_value(report: EvaluationReport) -> None:
    """Every figure with cases has an interval around it."""
    for figure in report.metrics.values():
        if figure.n == 0:
            continue
        assert figure.value is not None
        assert figure.low is not None
        assert figure.high is not None
        assert 0 <= figure.low <= figure.value <= figure.high <= 1


def test_questions_are_asked_with_history_and_day(oracle: Oracle) -> None:
    """Earlier turns and the day go to the assistant; passages are looked up for the query it made, to a fixed depth."""
    done: list[int] = []
    evaluate(oracle, QUESTIONS, progress=done.append)
    assert done == [1, 2, 3, 4, 5, 6]
    assert oracle.asked[2] == ("refused", (Turn(question="Which?", answer="The train."),), None)
    assert oracle.asked[3] == ("invented", (), QUESTIONS[3].as_of)
    assert oracle.retrieved[3] == ("invented in full", 10, Filters(as_of=QUESTIONS[3].as_of))


def test_latency_leaves_out_the_first_question(report: EvaluationReport) -> None:
    """The first question pays for loading: over 20, 30, 40, 50 and 60 ms the median is 40, the 95% quantile 58."""
    retrieve, total = report.latency["retrieve"], report.latency["total"]
    assert (retrieve.n, retrieve.p50.value, retrieve.p95.value) == pytest.approx((5, 40, 58))
    assert (total.n, total.p50.value, total.p95.value) == pytest.approx((5, 41, 59))
    assert retrieve.p50.low is not None
    assert 20 <= retrieve.p50.low <= 40
    assert list(report.latency) == ["retrieve", "answer", "total"]


def test_a_single_question_is_timed(oracle: Oracle) -> None:
    """The first question is better than none."""
    only = evaluate(oracle, QUESTIONS[:1]).latency["retrieve"]
    assert (only.n, only.p50, only.p95) == (1, Interval(5_000, 5_000, 5_000, 1), Interval(5_000, 5_000, 5_000, 1))


def test_report_is_the_same_twice(report: EvaluationReport) -> None:
    """The same answers and seed give the same report."""
    assert evaluate(Oracle(OUTCOMES), QUESTIONS).to_dict() == report.to_dict()


def test_hashes_say_what_was_measured(report: EvaluationReport, tmp_path: Path) -> None:
    """Where the store lies changes nothing; another setting or other questions change their hash."""
    moved = evaluate(Oracle(OUTCOMES, Settings(store=StoreSettings(path=tmp_path))), QUESTIONS)
    assert moved.fingerprint == report.fingerprint
    tuned = evaluate(Oracle(OUTCOMES, Settings(retrieve=RetrieveSettings(k=3))), QUESTIONS[1:])
    assert tuned.fingerprint.settings_hash != report.fingerprint.settings_hash
    assert tuned.fingerprint.questions_hash != report.fingerprint.questions_hash
    assert tuned.fingerprint.corpus_hash == report.fingerprint.corpus_hash


def test_report_is_json_and_rows_are_flat(report: EvaluationReport) -> None:
    """The report survives JSON; rows all have the same columns and no nested value."""
    saved = json.loads(json.dumps(report.to_dict()))
    assert saved["metrics"]["answer_contained"]["n"] == 4
    assert saved["slices"]["split"]["dev"]["hit@10"]["value"] == 1
    assert saved["questions"][0]["scores"]["false_answers"] is None
    assert saved["questions"][0]["places"] == [[{"document": "toll", "start": 16, "end": 23}]]
    rows = report.rows()
    assert len({tuple(row) for row in rows}) == 1
    assert (rows[1]["kind"], rows[1]["citation_precision"], rows[1]["ms_retrieve"]) == ("answer", 0.5, 20)
    assert all(isinstance(value, (str, float, int, bool)) or value is None for row in rows for value in row.values())


def test_failures_come_gravest_first(report: EvaluationReport) -> None:
    """An invention is worse than a wrong answer, that worse than a refusal; right outcomes are not listed."""
    assert [(kind, result.case.question.id) for kind, result in failures(report)] == [
        ("false answer", "invented"),
        ("wrong answer", "wrong"),
        ("false refusal", "refused"),
    ]


def test_right_answer_from_the_wrong_place_is_a_failure(oracle: Oracle) -> None:
    """Saying the right words and citing none of the evidence is luck."""
    lucky = question("right", ["31"], ("train", "at nine"))
    assert [kind for kind, _ in failures(evaluate(oracle, [lucky]))] == ["wrong citation"]


def test_refusal_without_evidence_found_is_told_apart() -> None:
    """What retrieval did not find, no reader can answer."""
    asked = question("unsaid", ["one"], ("train", "It stopped at one"))
    assert [kind for kind, _ in failures(evaluate(Oracle(OUTCOMES), [asked]))] == ["not retrieved"]


def test_nothing_is_measured_against_lost_gold(oracle: Oracle) -> None:
    """A quote that no report holds stops the run before anything is asked."""
    with pytest.raises(CorpusError, match="lost: a quote of toll"):
        evaluate(oracle, [question("lost", ["32"], ("toll", "32 dead"))])
    assert oracle.asked == []


def test_no_questions_is_a_callers_mistake(oracle: Oracle) -> None:
    """There is no report about nothing."""
    with pytest.raises(ValueError, match="no questions"):
        evaluate(oracle, [])


def shown(report: EvaluationReport) -> str:
    """Return what the terminal shows."""
    from rich.console import Console

    console = Console(width=120, file=io.StringIO())
    with console.capture() as capture:
        console.print(render(report), markup=False)
    return capture.get()


def test_table_shows_value_interval_n_and_the_worst(report: EvaluationReport) -> None:
    """Every metric has a line; failures are listed with what was wanted and what came out, markup left as it is."""
    text = shown(report)
    for metric in METRICS:
        assert metric.name in text
    assert "1 false answer, 1 wrong answer, 1 false refusal" in text
    assert "false answer: invented" in text
    assert "wanted an abstention" in text


def test_table_says_no_cases(oracle: Oracle) -> None:
    """A metric without a case says so; no failures is a sentence."""
    text = shown(evaluate(oracle, QUESTIONS[:1]))
    assert "no cases" in text
    assert "No question failed." in text


def test_text_of_questions_is_not_markup() -> None:
    """Square brackets of a question or an answer reach the terminal as they are."""
    asked = question("unsaid", ["[bold]one[/bold]"])
    assert "[bold]one[/bold]" in shown(evaluate(Oracle(OUTCOMES), [asked]))


def test_frame_has_a_row_a_question(report: EvaluationReport) -> None:
    """The data frame is indexed by question and holds what the rows hold."""
    frame = report.to_frame()
    assert list(frame.index) == [item.id for item in QUESTIONS]
    assert frame.loc["right", "token_f1"] == 1
    assert frame.loc["invented", "probability"] == 0.6
    assert frame["false_answers"].mean() == 0.5


def test_workers_change_nothing_but_times(report: EvaluationReport) -> None:
    """Asked four at once, the questions come back in order with the same scores."""
    at_once = evaluate(Oracle(OUTCOMES), QUESTIONS, workers=4)
    assert [result.scores for result in at_once.results] == [result.scores for result in report.results]
    assert at_once.metrics == report.metrics


def test_publishers_are_asked_and_looked_up(oracle: Oracle) -> None:
    """A question that is held to some publishers is asked of them only; retrieval is scored so too."""
    evaluate(oracle, [question("right", ["31"], ("toll", "31 dead"), publishers=["Dawn"])])
    assert oracle.retrieved == [("right in full", 10, Filters(publishers=("Dawn",)))]


def positioned(*values: str, agreement: Agreement) -> Answer:
    """Return an answer with these positions, the first of them current."""
    positions = tuple(
        Position(value=value, as_of=None, publishers=(), origins=1, relation="earlier" if place else "current")
        for place, value in enumerate(values)
    )
    return replace(
        answer("The army counts 31 dead.", cite("toll", "31 dead")), positions=positions, agreement=agreement
    )


def test_agreement_and_current_value_are_scored_where_the_gold_says() -> None:
    """Right class and value; right value of a wrong class; an abstention is neither."""
    gold = {
        "agreement": "evolved",
        "current": "31",
        "positions": [{"value": "31", "as_of": None, "speaker": None, "documents": ["toll"]}],
    }
    asked = [question(name, ["31"], ("toll", "31 dead"), **gold) for name in ("right", "wrong", "refused")]
    outcomes: dict[str, Outcome] = {
        "right": positioned("at least 31", "12", agreement="evolved"),
        "wrong": positioned("12", "31", agreement="agreed"),
        "refused": abstention(),
    }
    figures = values(evaluate(Oracle(outcomes), asked))
    assert figures["agreement"] == pytest.approx((1 / 3, 3))
    assert figures["current_value"] == pytest.approx((1 / 3, 3))


class Metered(Oracle):
    """Answers by a language model that counts."""

    def ask(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        as_of: date | None = None,
        publishers: Sequence[str] = (),
    ) -> Outcome:
        """Return the outcome, with twice the tokens for each question."""
        outcome = super().ask(question, history=history, as_of=as_of, publishers=publishers)
        usage = {"tokens": 100.0 * len(self.asked), "cost": 0.01}
        return replace(outcome, trace=Trace(question=question, usage=usage))


def test_tokens_and_cost_are_figures_where_a_trace_has_them(report: EvaluationReport) -> None:
    """Over six questions of 100, 200, … 600 tokens the mean is 350; without a language model there are none."""
    usage = evaluate(Metered(OUTCOMES), QUESTIONS).usage
    assert (usage["tokens"].value, usage["tokens"].n) == (350, 6)
    assert usage["cost"].value == pytest.approx(0.01)
    assert report.usage == {}
