"""What the user sees when the language model's endpoint fails, and after how long: one row for each fault.

A real server plays each fault against the real client, over the shipped corpus with the built-in reader and the shipped
settings, except that waits are cut down: 3 s for the next piece, 15 s for an answer, one repetition. The time is that
of the whole answer; the first row is the same question without a language model.
"""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

from assistant import Answer, Assistant
from assistant.read.reader import Reader
from assistant.settings import LLMSettings, ReaderSettings
from tests.llm_server import LLMServer, Script, faithful

from .contestants import shipped_store
from .measures import Figure, Row, Target

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant import Outcome, Settings

    from .data import Context

QUESTION = "How many militants were killed in operation Radd-ul-Fitna-1?"
TIMEOUT_SECONDS, DEADLINE_SECONDS = 3.0, 15.0
# The deadline, which runs from the question on, and a second for the reader's answer.
IN_TIME = Target(bound="at most", limit=DEADLINE_SECONDS + 1)
LONG_SECONDS = 30.0


def faults() -> dict[str, tuple[Script, ...]]:
    """Return how the endpoint fails, by name."""
    return {
        "no first word": (Script(text=faithful, seconds_before=LONG_SECONDS),),
        "silent after the first words": (Script(text=faithful, stall_after=2),),
        "silent after a sentence": (Script(text=_twice, stall_after=_PIECES),),
        "broken off after a sentence": (Script(text=_twice, break_after=_PIECES),),
        "slow, a piece a second": (Script(text=faithful, seconds_between=1.0),),
        "429, then an answer": (Script(status=429, headers={"Retry-After": "1"}), Script(text=faithful)),
        "429, come back in an hour": (Script(status=429, headers={"Retry-After": "3600"}),),
        "500 each time": (Script(status=500),),
        "wrong key": (Script(status=401, raw=b'{"error": "no such key"}'),),
        "malformed JSON": (Script(raw=b'data: {"choices": [\n\n'),),
        "not a chat server": (Script(raw=b"<html>Welcome</html>"),),
        "empty reply": (Script(text=""),),
        "reply in the user's role": (Script(text=faithful, role="user"),),
        "endless": (Script(text="and so on ", endless=True),),
        "cut off by max_tokens": (Script(text=lambda asked: f"{faithful(asked)} Then it was cu", finish="length"),),
        "another language": (Script(text="Mehr als zweihundert Menschen wurden bei dem Einsatz getötet [1]."),),
        "prose without numbers": (Script(text="I am sorry. As a model I have no opinion about that."),),
        "invents, and invents again": (Script(text="Nobody knows that 99 whales were sunk [1]."),),
        "says that the reports do not answer": (Script(text="NOT IN REPORTS"),),
    }


_PIECES = 60


def _twice(asked: object) -> str:
    return f"{faithful(asked)} And there is more to say of it, but not here"  # type: ignore[arg-type]  # a request


def run(context: Context) -> list[Row]:
    """Return the seconds that each fault costs; the note says what the user sees."""
    store = shipped_store(context.work)
    reader = Reader(ReaderSettings())
    os.environ.setdefault("OPENAI_API_KEY", "none")
    with Assistant(store, create=False, reader=reader) as assistant:
        assistant.ask(QUESTION)
        rows = [_row("no language model", *_timed(assistant))]
    with LLMServer() as server:
        for name, scripts in faults().items():
            server.play(*scripts)
            with Assistant(_settings(store, server.url), create=False, reader=reader) as assistant:
                rows.append(_row(name, *_timed(assistant)))
    unreachable = _settings(store, "http://127.0.0.1:9/v1", breaker_failures=1, max_retries=0)
    with Assistant(unreachable, create=False, reader=reader) as assistant:
        rows.append(_row("nothing listens", *_timed(assistant)))
        rows.append(_row("nothing listened before", *_timed(assistant)))
    return rows


def _settings(store: Settings, url: str, **llm: object) -> Settings:
    patient = {"timeout_seconds": TIMEOUT_SECONDS, "deadline_seconds": DEADLINE_SECONDS, "max_retries": 1}
    chosen = LLMSettings.model_validate({"model": "scripted", "base_url": url, "max_tokens": 200, **patient, **llm})
    return store.model_copy(update={"llm": chosen})


def _timed(assistant: Assistant) -> tuple[float, Outcome]:
    started = time.perf_counter()
    outcome = assistant.ask(QUESTION)
    return time.perf_counter() - started, outcome


def _row(name: str, seconds: float, outcome: Outcome) -> Row:
    return Row(
        measure=name,
        n=1,
        unit="s",
        ours=Figure(seconds),
        target=IN_TIME,
        note="; ".join(_seen(outcome)),
    )


def _seen(outcome: Outcome) -> Iterator[str]:
    """Yield what the user sees, in words."""
    if not isinstance(outcome, Answer):
        yield "an abstention"
    elif outcome.mode == "reader":
        yield "the reader's answer"
    else:
        count = sum(claim.verdict == "supported" for claim in outcome.claims)
        yield f"the language model's answer, {count} checked sentence{'s' if count > 1 else ''}"
    yield from (f"“{notice}”" for notice in outcome.notices if "built-in reader" not in notice)
