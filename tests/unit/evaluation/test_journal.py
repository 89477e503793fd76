"""A killed run goes on where it was, and never with what came of another run."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from assistant import Settings
from assistant.errors import ConfigurationError
from assistant.evaluation import Journal, Run, summarise
from assistant.records import Position, Span
from assistant.settings import RetrieveSettings

from .oracle import OUTCOMES, QUESTIONS, Oracle, answer, cite

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.evaluation import Question


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where a journal may be."""
    return tmp_path / "report.json.partial.jsonl"


def killed_after(done: int, path: Path, questions: tuple[Question, ...] = QUESTIONS) -> None:
    """Ask some of the questions, and stop."""
    run = Run(Oracle(OUTCOMES), questions)
    with Journal(path, run.fingerprint) as journal:
        cases = run.cases(journal=journal)
        for _ in range(done):
            next(cases)


def test_a_killed_run_goes_on(path: Path) -> None:
    """Only what is missing is asked again, and the report is that of a run that nobody killed."""
    killed_after(4, path)
    oracle = Oracle(OUTCOMES)
    run = Run(oracle, QUESTIONS)
    with Journal(path, run.fingerprint) as journal:
        report = summarise(list(run.cases(journal=journal)), run.fingerprint)
    assert [question for question, *_ in oracle.asked] == ["unsaid", "no gold"]
    undisturbed = Run(Oracle(OUTCOMES), QUESTIONS)
    expected = summarise(list(undisturbed.cases()), undisturbed.fingerprint)
    assert report.figures == expected.figures
    for found, wanted in zip(report.results[:4], expected.results[:4], strict=True):
        assert found.case == wanted.case


def test_positions_come_back_but_for_their_quotes(path: Path) -> None:
    """An outcome is restored from its JSON: positions, citations with their answer words, and all."""
    citation = replace(cite("toll", "31 dead"), answer_span=Span(16, 18))
    position = Position(value="31", as_of="2026-02-04", publishers=("Dawn",), origins=2, low=31, high=31)
    outcome = replace(answer("The army counts 31 dead.", citation, short_answer="31"), positions=(position,))
    run = Run(Oracle({"right": outcome}), QUESTIONS[:1])
    with Journal(path, run.fingerprint) as journal:
        (asked,) = run.cases(journal=journal)
    with Journal(path, run.fingerprint) as journal:
        (restored,) = run.cases(journal=journal)
    assert restored == asked
    assert restored.outcome.to_dict() == asked.outcome.to_dict()


def test_a_line_cut_off_by_a_kill_is_asked_again(path: Path) -> None:
    """Half a line is dropped, and writing goes on behind the last whole one."""
    killed_after(2, path)
    whole = path.read_bytes()
    path.write_bytes(whole[:-40])
    oracle = Oracle(OUTCOMES)
    run = Run(oracle, QUESTIONS[:2] + QUESTIONS[2:])
    with Journal(path, run.fingerprint) as journal:
        assert len(journal.entries) == 1
        next_case = run.cases(journal=journal)
        assert [next(next_case).question.id for _ in range(2)] == ["right", "wrong"]
    assert [question for question, *_ in oracle.asked] == ["wrong"]
    assert len(path.read_bytes().splitlines()) == 3


def test_runs_are_not_mixed(path: Path) -> None:
    """Other settings or questions than the journal's are refused, and named, and its content is left alone."""
    killed_after(2, path)
    before = path.read_bytes()
    tuned = Run(Oracle(OUTCOMES, Settings(retrieve=RetrieveSettings(k=3))), QUESTIONS)
    with pytest.raises(ConfigurationError, match="a run over other settings"):
        Journal(path, tuned.fingerprint)
    fewer = Run(Oracle(OUTCOMES), QUESTIONS[:3])
    with pytest.raises(ConfigurationError, match="a run over other questions"):
        Journal(path, fewer.fingerprint)
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", ['{"id": "right"}\n', "[]\n", "not JSON\n"])
def test_another_file_is_not_written_over(path: Path, content: str) -> None:
    """What is no journal is refused and stays as it is."""
    path.write_text(content, encoding="utf-8")
    run = Run(Oracle(OUTCOMES), QUESTIONS)
    with pytest.raises(ConfigurationError, match="is not the progress of an evaluation"):
        Journal(path, run.fingerprint)
    assert path.read_text(encoding="utf-8") == content


def test_a_damaged_entry_is_refused(path: Path) -> None:
    """An outcome that cannot be read is not passed over."""
    killed_after(1, path)
    path.write_bytes(path.read_bytes().replace(b'"kind": "answer"', b'"sort": "answer"'))
    run = Run(Oracle(OUTCOMES), QUESTIONS)
    with pytest.raises(ConfigurationError, match="not a saved outcome"):
        Journal(path, run.fingerprint)


def test_a_journal_that_cannot_be_written_is_said_so(tmp_path: Path) -> None:
    """No folder, no journal: known before anything is asked."""
    oracle = Oracle(OUTCOMES)
    run = Run(oracle, QUESTIONS)
    with pytest.raises(ConfigurationError, match="cannot be written"):
        Journal(tmp_path / "nowhere" / "x.jsonl", run.fingerprint)
    assert oracle.asked == []


def test_leaving_early_asks_no_further() -> None:
    """A run that is left after two questions has asked two; with workers it asks those under way at most."""
    oracle = Oracle(OUTCOMES)
    cases = Run(oracle, QUESTIONS).cases()
    next(cases), next(cases)
    cases.close()
    assert len(oracle.asked) == 2
