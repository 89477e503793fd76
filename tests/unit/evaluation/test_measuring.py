"""Evaluations behind the page: progress, the report, stopping, one at a time."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from assistant.web import Measuring

from .oracle import OUTCOMES, QUESTIONS, Oracle

if TYPE_CHECKING:
    from assistant.records import Filters, Hit

FILE = "\n".join(question.model_dump_json(exclude_none=False) for question in QUESTIONS).encode()


@pytest.fixture
def measuring() -> Measuring:
    """Return evaluations of the oracle."""
    return Measuring(Oracle(OUTCOMES))


def test_a_run_shows_its_progress_and_then_its_report(measuring: Measuring) -> None:
    """After every question it says how many are done; last comes the report, in a frame where nothing may run."""
    frames = list(measuring.run(None, FILE))
    assert [frame.running for frame in frames] == [True] * 7 + [False]
    assert "4 of 6 questions" in frames[4].html
    assert frames[-1].html.startswith('<iframe class="ra-measured" sandbox=""')
    assert "Failing questions" in frames[-1].html
    assert "<main>" not in frames[-1].html


def test_a_stopped_run_reports_what_was_asked(measuring: Measuring) -> None:
    """Stopping ends the run after the question under way, and the report says that it is not of all."""
    frames = measuring.run(None, FILE)
    next(frames), next(frames)
    measuring.stop(next(frames).run_id)
    rest = list(frames)
    assert len(rest) == 1
    assert "stopped after 3 of 6 questions" in rest[0].html
    assert not rest[0].running


def test_one_runs_at_a_time(measuring: Measuring) -> None:
    """A second one is told so; when the first has ended or was left, another may run."""
    first = measuring.run(None, FILE)
    next(first)
    (refused,) = measuring.run(None, FILE)
    assert "Another evaluation is running." in refused.html
    first.close()
    assert len(list(measuring.run(None, FILE))) == 8


@pytest.mark.parametrize(
    ("name", "uploaded", "message"),
    [
        (None, None, "There is no question set to ask."),
        ("../secret.jsonl", None, "There is no question set to ask."),
        (None, b"<script>", "the file:1"),
        (None, b"", "holds no question"),
        ("corpus.jsonl", None, "evidence that is not in the reports"),
    ],
)
def test_what_cannot_be_asked_is_said_so(
    measuring: Measuring, name: str | None, uploaded: bytes | None, message: str
) -> None:
    """A bad file, an unknown set, questions about other reports: a sentence, escaped, and the tab goes on."""
    *_, last = measuring.run(name, uploaded)
    assert message in last.html
    assert "<script>" not in last.html
    assert not last.running
    assert len(list(measuring.run(None, FILE))) == 8


def test_a_file_of_very_many_questions_belongs_on_the_command_line(measuring: Measuring) -> None:
    """More than the page asks is refused before anything is asked."""
    line = json.loads(FILE.splitlines()[4])
    many = "\n".join(json.dumps({**line, "id": f"{number}"}) for number in range(2_001)).encode()
    (last,) = measuring.run(None, many)
    assert "2,001 questions" in last.html


class Broken(Oracle):
    """Fails in a way that nobody foresaw."""

    def retrieve(self, query: str, k: int | None = None, *, filters: Filters | None = None) -> tuple[Hit, ...]:
        """Fail."""
        raise RuntimeError(f"secret detail of {query}, {k}, {filters}")


def test_an_unforeseen_failure_leaves_the_page_alive(caplog: pytest.LogCaptureFixture) -> None:
    """The visitor is told without details, the log has them."""
    *_, last = Measuring(Broken(OUTCOMES)).run(None, FILE)
    assert "could not be evaluated" in last.html
    assert "secret" not in last.html
    assert "secret detail" in caplog.text


def test_shipped_sets_are_offered(measuring: Measuring) -> None:
    """Both sets over the corpus can be chosen."""
    assert measuring.sets() == ("corpus.jsonl", "positions.jsonl")
