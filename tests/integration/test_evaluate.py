"""`assistant evaluate` over real parts: files, gates, exit codes; and a damaged build fails by the metric it should."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import pytest

from assistant import Answer, Assistant, EvaluationError, Settings
from assistant.cli import main
from assistant.evaluation import (
    Baseline,
    EvaluationReport,
    Question,
    Subject,
    baseline_gates,
    check_gates,
    evaluate,
    load_questions,
)
from assistant.records import Filters, Hit, Outcome, Reading, Span, Turn
from assistant.resources import data_folder
from assistant.settings import ReaderSettings, StoreSettings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from pathlib import Path

    from assistant.records import Document

REPORTS_READ = 200


class _Ran(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store that holds the shipped reports."""
    path = tmp_path_factory.mktemp("store")
    with Assistant(Settings(store=StoreSettings(path=path))) as assistant:
        assistant.ingest([data_folder("corpus")])
    return path


@pytest.fixture(scope="module")
def questions() -> tuple[Question, ...]:
    """Return 18 development questions that the reports answer and 6 that they do not."""
    dev = [item for item in load_questions(data_folder("questions") / "corpus.jsonl") if item.split == "dev"]
    answerable = [item for item in dev if item.answerable and item.type in ("number", "place", "person", "date")]
    return (*answerable[:18], *[item for item in dev if not item.answerable][:6])


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., _Ran]:
    """Return a function that runs `assistant evaluate` and gives its exit code and output."""

    def call(*arguments: str) -> _Ran:
        monkeypatch.setattr(sys, "argv", ["assistant", "evaluate", *arguments])
        with pytest.raises(SystemExit) as exit_:
            main()
        captured = capsys.readouterr()
        return _Ran(int(exit_.value.code or 0), captured.out, captured.err)

    return call


class Build:
    """An assistant whose outcomes are remembered, so that each kind of damage is done to the same answers."""

    def __init__(self, assistant: Assistant) -> None:
        """Take a sound assistant."""
        self.assistant = assistant
        self.settings = assistant.settings
        self._outcomes: dict[tuple[str, date | None], Outcome] = {}

    def documents(self) -> tuple[Document, ...]:
        """Return all reports."""
        return self.assistant.documents()

    def retrieve(self, query: str, k: int | None = None, *, filters: Filters | None = None) -> tuple[Hit, ...]:
        """Return what is found."""
        return self.assistant.retrieve(query, k, filters=filters)

    def support(self, claim: str, texts: Sequence[str]) -> tuple[Reading, ...]:
        """Return what supports the claim."""
        return self.assistant.support(claim, texts)

    def ask(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        as_of: date | None = None,
        publishers: Sequence[str] = (),
    ) -> Outcome:
        """Return what comes out, asked once."""
        key = (question, as_of)
        if key not in self._outcomes:
            self._outcomes[key] = self.assistant.ask(question, history=history, as_of=as_of, publishers=publishers)
        return self._outcomes[key]


class Reversed:
    """Retrieves the worst first."""

    def __init__(self, build: Build) -> None:
        """Take a sound build."""
        self._build = build
        self.settings, self.documents, self.support, self.ask = (
            build.settings,
            build.documents,
            build.support,
            build.ask,
        )

    def retrieve(self, query: str, k: int | None = None, *, filters: Filters | None = None) -> tuple[Hit, ...]:
        """Return the last of what is found, in reverse."""
        found = self._build.retrieve(query, REPORTS_READ, filters=filters)
        return tuple(reversed(found))[:k]


class Changed:
    """Cites something else than it should."""

    def __init__(self, build: Build, change: Callable[[Answer], Answer]) -> None:
        """Take a sound build, and what becomes of its answers."""
        self._build, self._change = build, change
        self.settings, self.documents, self.support, self.retrieve = (
            build.settings,
            build.documents,
            build.support,
            build.retrieve,
        )

    def ask(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        as_of: date | None = None,
        publishers: Sequence[str] = (),
    ) -> Outcome:
        """Return the answer, changed; an abstention as it is."""
        outcome = self._build.ask(question, history=history, as_of=as_of, publishers=publishers)
        return self._change(outcome) if isinstance(outcome, Answer) else outcome


def shifted(answer: Answer) -> Answer:
    """Move every citation by one character."""
    moved = (replace(item, span=Span(item.span.start + 1, item.span.end + 1)) for item in answer.citations)
    return replace(answer, citations=tuple(moved))


@pytest.fixture(scope="module")
def build(store: Path) -> Build:
    """Return the sound build."""
    return Build(Assistant(Settings(store=StoreSettings(path=store)), create=False))


@pytest.fixture(scope="module")
def sound(build: Build, questions: tuple[Question, ...]) -> EvaluationReport:
    """Return its report."""
    return evaluate(build, questions)


def broken(subject: Subject, sound: EvaluationReport, questions: Sequence[Question]) -> set[str]:
    """Return the metrics by which a build falls below the sound one's 95% intervals."""
    report = evaluate(subject, questions)
    baseline = Baseline.model_validate(sound.baseline())
    with pytest.raises(EvaluationError) as caught:
        check_gates(report, baseline_gates(report.fingerprint, baseline))
    return {part.split()[0] for part in caught.value.message.split("; ")}


def test_the_sound_build_keeps_its_own_bounds(
    build: Build, sound: EvaluationReport, questions: tuple[Question, ...]
) -> None:
    """Asked again, it passes."""
    report = evaluate(build, questions)
    gates = baseline_gates(report.fingerprint, Baseline.model_validate(sound.baseline()))
    assert gates.at_least
    check_gates(report, gates)


def test_a_reversed_retriever_fails_by_retrieval(
    build: Build, sound: EvaluationReport, questions: tuple[Question, ...]
) -> None:
    """Hits and ranks break, and nothing else does: the answers are the same."""
    failed = broken(Reversed(build), sound, questions)
    assert {"hit@1", "hit@10", "mrr@10", "ndcg@10"} <= failed
    assert not failed & {"answer_contained", "false_answers", "false_refusals", "quotes_verified"}


def test_a_reader_that_always_answers_fails_by_false_answers(
    build: Build, sound: EvaluationReport, questions: tuple[Question, ...]
) -> None:
    """With the threshold at its minimum every question is answered: the unanswerable ones are false answers."""
    reckless = build.settings.model_copy(update={"reader": ReaderSettings(**_reader(build), threshold=0)})
    with Assistant(reckless, create=False) as assistant:
        failed = broken(assistant, sound, questions)
    assert "false_answers" in failed
    assert not failed & {"hit@1", "hit@10", "mrr@10", "quotes_verified", "false_refusals"}


def _reader(build: Build) -> dict[str, object]:
    return {**build.settings.reader.model_dump(exclude={"threshold"})}


def test_citations_shifted_by_one_fail_by_their_quotes(
    build: Build, sound: EvaluationReport, questions: tuple[Question, ...]
) -> None:
    """One character off is no quote of the report: every citation is unverified, and the answers are the same."""
    failed = broken(Changed(build, shifted), sound, questions)
    assert "quotes_verified" in failed
    assert not failed & {"hit@1", "hit@10", "answer_contained", "false_answers", "false_refusals"}


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Return a folder of two reports, and beside it a set of three questions about them."""
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "ferry.txt").write_text("The coastguard said 212 passengers were rescued from the ferry.", "utf-8")
    (folder / "dam.txt").write_text("Mayor Lindner said 640 residents were evacuated below the dam.", "utf-8")
    lines: tuple[dict[str, object], ...] = (
        {"id": "a", "question": "How many passengers were rescued from the ferry?", "answers": ["212"],
         "evidence": [{"document": "ferry", "quote": "212 passengers"}], "type": "number", "split": "test"},
        {"id": "b", "question": "How many residents were evacuated below the dam?", "answers": ["640"],
         "evidence": [{"document": "dam", "quote": "640 residents"}], "type": "number", "split": "dev"},
        {"id": "c", "question": "Which violinist repaired the xylophone factory?", "answers": None, "evidence": [],
         "type": "unanswerable", "split": "test"},
    )  # fmt: skip
    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return path


def test_a_folder_is_measured_in_a_store_for_the_run(
    run: Callable[..., _Ran], small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`--corpus` needs no store and leaves none; the report, the JSON and the baseline are written; gates decide."""
    monkeypatch.chdir(tmp_path)
    files = {"--report": "report.html", "--save": "report.json", "--save-baseline": "baseline.json"}
    outputs = [word for option in files.items() for word in option]
    ran = run(str(small), "--corpus", "reports", *outputs, "--fail-under", "test:hit@10=1")
    assert ran.code == 0, ran.err
    assert "hit@10" in ran.out
    assert (tmp_path / "report.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))["n"] == 3
    assert not list(tmp_path.glob("*.partial.jsonl"))
    assert not (tmp_path / ".assistant").exists()
    again = run(
        *(str(small), "--corpus", "reports", "--against", "baseline.json", "--gate", "baseline.json"), "--workers", "2"
    )
    assert again.code == 0, again.err
    assert "no score has changed" in again.out
    failed = run(str(small), "--corpus", "reports", "--fail-over", "hit@10=0.5")
    assert failed.code == 2
    failed = run(str(small), "--corpus", "reports", "--fail-under", "test:ndcg@10=1", "--fail-under", "dev:agreement=0")
    assert failed.code == 6
    assert "dev:agreement has no cases" in failed.err


@pytest.mark.parametrize("option", ["--report", "--save", "--save-baseline"])
def test_an_output_that_cannot_be_written_costs_no_run(
    run: Callable[..., _Ran], small: Path, tmp_path: Path, option: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is refused before anything is taken in or asked."""
    monkeypatch.chdir(tmp_path)
    ran = run(str(small), "--corpus", "reports", option, "missing/report")
    assert ran.code == 2
    assert "missing is not a folder" in ran.err
    assert "passages embedded" not in ran.err


def test_reports_that_are_not_taken_in_are_named(
    run: Callable[..., _Ran], small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Figures over fewer reports than were given must say so."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "reports" / "empty.md").write_text("", encoding="utf-8")
    ran = run(str(small), "--corpus", "reports")
    assert ran.code == 0, ran.err
    assert "rejected" in ran.err
    assert "empty.md" in ran.err


def test_a_published_format_brings_its_reports(run: Callable[..., _Ran], tmp_path: Path) -> None:
    """`--format squad` asks each question of its paragraph, without a corpus of ours."""
    asked = {"id": "q", "question": "How many were rescued?", "answers": [{"text": "212", "answer_start": 4}]}
    squad = {"data": [{"title": "Ferry", "paragraphs": [{"context": "All 212 were rescued.", "qas": [asked]}]}]}
    path = tmp_path / "dev.json"
    path.write_text(json.dumps(squad), encoding="utf-8")
    ran = run(str(path), "--format", "squad", "--json")
    assert ran.code == 0, ran.err
    report = json.loads(ran.out)
    assert report["metrics"]["hit@1"] == {"value": 1, "low": 1, "high": 1, "n": 1}
    assert run(str(path), "--format", "squadd").code == 2
