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
    Question,
    Slice,
    evaluate,
    failures,
    render,
)
from assistant.evaluation.metrics import Interval
from assistant.records import (
    Abstention,
    Answer,
    Citation,
    Claim,
    Document,
    Filters,
    Hit,
    Outcome,
    Passage,
    Span,
    Stage,
    Trace,
    Turn,
)
from assistant.settings import RetrieveSettings, StoreSettings
from assistant.text import sha256

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

TOLL = "The army counts 31 dead. No list of names was given."
TRAIN = "The train left Quetta at nine. [bold]It stopped at one.[/bold]"
TEXTS = {"toll": TOLL, "train": TRAIN}


def document(document_id: str) -> Document:
    """Return one of the two reports."""
    text = TEXTS[document_id]
    return Document(document_id=document_id, title=document_id, text=text, content_hash=sha256(text), source="memory")


def passage(document_id: str, quote: str) -> Passage:
    """Return the passage that is this quote."""
    start = TEXTS[document_id].index(quote)
    span = Span(start, start + len(quote))
    return Passage(passage_id=f"{document_id}:{start}", document_id=document_id, span=span, text=quote)


def cite(document_id: str, quote: str, number: int = 1) -> Citation:
    """Return a citation of this quote."""
    place = passage(document_id, quote)
    return Citation(
        citation_id=str(number),
        document_id=document_id,
        title=document_id,
        publisher=None,
        published_at=None,
        url=None,
        span=place.span,
        quote=quote,
        sha256=sha256(quote),
        content_hash=document(document_id).content_hash,
    )


def answer(text: str, *citations: Citation, short_answer: str | None = None) -> Answer:
    """Return an answer of one sentence."""
    marks = "".join(f"[{item.citation_id}]" for item in citations)
    ids = tuple(item.citation_id for item in citations)
    return Answer(
        text=f"{text} {marks}",
        short_answer=short_answer,
        claims=(Claim(text=text, citations=ids, verdict="supported", support=1.0),),
        citations=citations,
        positions=(),
        agreement="single",
        as_of=None,
        mode="fake",
        trace=Trace(question=""),
    )


def abstention() -> Abstention:
    """Return an abstention with nothing near."""
    return Abstention(text="No.", reason="no_evidence", nearest=(), missing=(), mode="fake", trace=Trace(question=""))


class Oracle:
    """Answers each question as it was told, and finds the sentences of both reports in their order."""

    def __init__(self, outcomes: dict[str, Outcome], settings: Settings | None = None) -> None:
        """Know what to say to each question."""
        self.settings = settings or Settings()
        self.asked: list[tuple[str, tuple[Turn, ...], date | None]] = []
        self.retrieved: list[tuple[str, int | None, Filters | None]] = []
        self._outcomes = outcomes

    def documents(self) -> tuple[Document, ...]:
        """Return both reports."""
        return (document("toll"), document("train"))

    def retrieve(self, query: str, k: int | None = None, *, filters: Filters | None = None) -> tuple[Hit, ...]:
        """Return the sentences of both reports."""
        self.retrieved.append((query, k, filters))
        quotes = [("train", "The train left Quetta at nine."), ("toll", TOLL[:24]), ("toll", TOLL[25:])]
        return tuple(
            Hit(passage=passage(*quote), score=1 / rank, ranks={"dense": rank}) for rank, quote in enumerate(quotes, 1)
        )

    def ask(self, question: str, *, history: Sequence[Turn] = (), as_of: date | None = None) -> Outcome:
        """Return the outcome for the question, each 10 ms slower than the one before, the first much slower."""
        self.asked.append((question, tuple(history), as_of))
        milliseconds = 10.0 * len(self.asked) if len(self.asked) > 1 else 5_000.0
        stages = (
            Stage(name="retrieve", note="", milliseconds=milliseconds),
            Stage(name="answer", note="", milliseconds=1),
        )
        return replace(self._outcomes[question], trace=Trace(question=f"{question} in full", stages=stages))


def question(text: str, answers: list[str] | None, *quotes: tuple[str, str], **fields: object) -> Question:
    """Return a question whose id and text are the same."""
    evidence = [{"document": name, "quote": quote} for name, quote in quotes]
    values = {"id": text, "question": text, "answers": answers, "evidence": evidence, "type": "fact", **fields}
    return Question.model_validate_json(json.dumps(values))


QUESTIONS = (
    question("right", ["31"], ("toll", "31 dead"), type="number", split="dev"),
    question("wrong", ["nine"], ("train", "at nine"), ("train", "at one"), type="number", split="test"),
    question("refused", ["nine"], ("train", "at nine"), history=[{"question": "Which?", "answer": "The train."}]),
    question("invented", None, as_of="2026-02-04", split="test"),
    question("unsaid", None),
    question("no gold", ["Quetta"]),
)
OUTCOMES: dict[str, Outcome] = {
    "right": answer("The army counts 31 dead.", cite("toll", "The army counts 31 dead."), short_answer="31"),
    # The mark [9] must not pass for the figure 9, and one of two citations touches one of two parts.
    "wrong": answer("It stopped.", cite("train", "It stopped at one.", 9), cite("toll", "31 dead", 1)),
    "refused": abstention(),
    "invented": answer("The army counts 31 dead.", cite("toll", "31 dead")),
    "unsaid": abstention(),
    "no gold": answer("It left Quetta.", cite("train", "left Quetta")),
}


@pytest.fixture
def oracle() -> Oracle:
    """Return a fresh oracle."""
    return Oracle(OUTCOMES)


@pytest.fixture
def report(oracle: Oracle) -> EvaluationReport:
    """Return the report over all questions."""
    return evaluate(oracle, QUESTIONS)


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
        "mrr@10": (pytest.approx((1 / 2 + 1 + 1) / 3), 3),
        # right: "31"; wrong: 0; refused: 0; no gold: "It left Quetta." is not "Quetta".
        "exact_match": (1 / 4, 4),
        # no gold: overlap 1 of 3 and 1 tokens, 2 / 4.
        "token_f1": (pytest.approx((1 + 0 + 0 + 1 / 2) / 4), 4),
        "answer_contained": (2 / 4, 4),
        "citation_precision": (pytest.approx((1 + 1 / 2) / 2), 2),
        "citation_recall": (pytest.approx((1 + 1 / 2) / 2), 2),
        "false_answers": (1 / 2, 2),
        "false_refusals": (1 / 4, 4),
    }


def test_slices_say_no_cases_where_there_are_none(report: EvaluationReport) -> None:
    """Each type and split has its own figures; a metric that applies to none of its questions has no value."""
    assert set(report.figures) == {
        ALL,
        Slice("type", "number"),
        Slice("type", "fact"),
        Slice("split", "dev"),
        Slice("split", "test"),
    }
    assert report.figures[Slice("split", "dev")]["false_answers"] == Interval(None, None, None, 0)
    test = values(report, Slice("split", "test"))
    assert (test["false_answers"], test["answer_contained"], test["false_refusals"]) == ((1, 1), (0, 1), (0, 1))


def test_interval_holds_the_value(report: EvaluationReport) -> None:
    """Every figure with cases has an interval around it."""
    for figure in report.metrics.values():
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
    assert report.latency["retrieve"] == pytest.approx((5, 40, 58))
    assert report.latency["total"] == pytest.approx((5, 41, 59))
    assert list(report.latency) == ["retrieve", "answer", "total"]


def test_a_single_question_is_timed(oracle: Oracle) -> None:
    """The first question is better than none."""
    assert evaluate(oracle, QUESTIONS[:1]).latency["retrieve"] == (1, 5_000, 5_000)


def test_report_is_the_same_twice(report: EvaluationReport) -> None:
    """The same answers and seed give the same report."""
    assert evaluate(Oracle(OUTCOMES), QUESTIONS).to_dict() == report.to_dict()


def test_hashes_say_what_was_measured(report: EvaluationReport, tmp_path: Path) -> None:
    """Where the store lies changes nothing; another setting or other questions change their hash."""
    moved = evaluate(Oracle(OUTCOMES, Settings(store=StoreSettings(path=tmp_path))), QUESTIONS)
    assert moved.settings_hash == report.settings_hash
    tuned = evaluate(Oracle(OUTCOMES, Settings(retrieve=RetrieveSettings(k=3))), QUESTIONS[1:])
    assert tuned.settings_hash != report.settings_hash
    assert tuned.questions_hash != report.questions_hash
    assert tuned.corpus_hash == report.corpus_hash


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
