"""Evaluations behind the page: asks a question set, one set at a time, and gives HTML. It knows no Gradio."""

from __future__ import annotations

import logging
import secrets
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.errors import AssistantError, ConfigurationError
from assistant.resources import data_folder
from assistant.web.conversations import Failure
from assistant.web.markup import escape, plural
from assistant.web.render import failure

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from assistant.evaluation import EvaluationReport, Question, Subject

_log = logging.getLogger(__name__)

# A set of this many questions takes about half an hour; more belong on the command line, which can go on after a kill.
MOST_QUESTIONS = 2_000
# Beside them lie conversations, whose turns are not questions by themselves.
SHIPPED_SETS = ("corpus.jsonl", "positions.jsonl")
NOTHING_YET = (
    '<section class="ra-card ra-measure"><h2>How good are the answers?</h2><p>A question set says for each question '
    "what the reports answer, and where. It is asked of these reports; every figure comes with its n and a 95 % "
    "interval, every failing question with the passage it cited.</p></section>"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What the tab shows at one moment, and the name of the run, for stopping it."""

    html: str
    run_id: str
    running: bool


class Measuring:
    """Evaluations of one assistant. Safe to share between threads; one runs at a time, since each takes a processor."""

    def __init__(self, assistant: Subject) -> None:
        """Take the assistant; it stays the caller's to close."""
        self._assistant = assistant
        self._running = threading.Lock()
        self._stopped: set[str] = set()

    def sets(self) -> tuple[str, ...]:
        """Return the names of the question sets that ship with the product."""
        return tuple(name for name in SHIPPED_SETS if (data_folder("questions") / name).is_file())

    def stop(self, run_id: str) -> None:
        """Ask the run of this name to end after the question under way. What has been asked is reported."""
        if run_id:
            self._stopped.add(run_id)

    def run(self, name: str | None, uploaded: bytes | None) -> Generator[Progress]:
        """Yield how far the evaluation is, after every question, and last its report.

        Args:
            name: A set that ships with the product, asked where nothing was uploaded.
            uploaded: The content of a question file.
        """
        run_id = secrets.token_urlsafe(8)
        if not self._running.acquire(blocking=False):
            busy = Failure(
                message="Another evaluation is running.", hint="Wait until it ends, or stop it, and try again."
            )
            yield Progress(html=failure(busy), run_id="", running=False)
            return
        failed = Failure(message="The questions could not be evaluated.", hint="Try again.")
        try:
            yield from self._run(run_id, self._questions(name, uploaded))
        except AssistantError as error:
            failed = Failure(message=error.message, hint=error.hint)
            yield Progress(html=failure(failed), run_id="", running=False)
        except Exception:  # noqa: BLE001 - logged on the next line
            # Whatever it was, the page must come back to life and the operator must see it.
            _log.exception("an evaluation failed")
            yield Progress(html=failure(failed), run_id="", running=False)
        finally:
            self._stopped.discard(run_id)
            self._running.release()

    def _questions(self, name: str | None, uploaded: bytes | None) -> tuple[Question, ...]:
        from assistant.evaluation import load_questions, read_questions

        if uploaded is not None:
            questions = read_questions(uploaded, "the file")
        elif name in self.sets():
            questions = load_questions(data_folder("questions") / str(name))
        else:
            raise ConfigurationError("There is no question set to ask.", hint="Choose one, or give a file.")
        if len(questions) > MOST_QUESTIONS:
            raise ConfigurationError(
                f"The file has {len(questions):,} questions, more than the {MOST_QUESTIONS:,} that this page asks.",
                hint="Run `assistant evaluate`, which goes on where it was when it is cut off.",
            )
        return questions

    def _run(self, run_id: str, questions: tuple[Question, ...]) -> Iterator[Progress]:
        from assistant.evaluation import Run, summarise

        yield Progress(html=_under_way(0, len(questions), 0.0), run_id=run_id, running=True)
        run = Run(self._assistant, questions)
        started = time.monotonic()
        cases = []
        for case in run.cases():
            cases.append(case)
            if run_id in self._stopped:
                break
            seconds = time.monotonic() - started
            yield Progress(html=_under_way(len(cases), len(questions), seconds), run_id=run_id, running=True)
        report = summarise(cases, run.fingerprint)
        yield Progress(html=_report(report, asked=len(cases), of=len(questions)), run_id="", running=False)


def _under_way(done: int, total: int, seconds: float) -> str:
    left = f"about {_duration(seconds / done * (total - done))} left" if done else "Loading…"
    return (
        '<section class="ra-card ra-measure" role="status"><p class="ra-lead">'
        f'{done:,} of {plural(total, "question")}</p><progress max="{total}" value="{done}"></progress>'
        f'<p class="ra-fine">{left}. You can go on asking meanwhile.</p></section>'
    )


def _duration(seconds: float) -> str:
    minutes = round(seconds / 60)
    return plural(minutes, "minute") if minutes else plural(max(1, round(seconds)), "second")


def _report(report: EvaluationReport, *, asked: int, of: int) -> str:
    from assistant.evaluation import page

    title = "Evaluation" if asked == of else f"Evaluation, stopped after {asked:,} of {of:,} questions"
    document = escape(page(report, title=title))
    # A document of its own: its styles stay inside, and nothing in it may run.
    return f'<iframe class="ra-measured" sandbox="" title="Evaluation report" srcdoc="{document}"></iframe>'
