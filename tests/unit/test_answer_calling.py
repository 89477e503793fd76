"""Asking a language model: retries, Retry-After, the deadline, silence, the breaker. No clock is waited for in vain."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

import pytest

from assistant.answer.breaker import CircuitBreaker
from assistant.answer.calling import Caller, Deadline
from assistant.errors import LLMBusyError, LLMError, LLMPausedError, LLMTimeoutError
from assistant.records import Message, Usage
from assistant.settings import LLMSettings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

MESSAGES = (Message(role="user", text="?"),)


class Scripted:
    """A model that plays one act a request: pieces, or errors in their place."""

    def __init__(self, *acts: Sequence[str | Usage | Exception]) -> None:
        """Take the acts; the last goes on for ever."""
        self.acts = list(acts)
        self.times = 0

    def prepare(self) -> None:
        """Load nothing."""

    def close(self) -> None:
        """Hold nothing."""

    def stream(self, messages: Sequence[Message]) -> Iterator[str | Usage]:
        """Yield the pieces of the next act."""
        del messages
        self.times += 1
        for piece in self.acts.pop(0) if len(self.acts) > 1 else self.acts[0]:
            if isinstance(piece, Exception):
                raise piece
            yield piece

    def reply(self, messages: Sequence[Message]) -> Iterator[str | Usage]:
        """Yield the pieces of the next act."""
        return self.stream(messages)


def caller(model: Scripted, waits: list[float] | None = None, **settings: float) -> Caller:
    """Return a caller that notes its waits instead of waiting."""
    chosen = LLMSettings.model_validate({"model": "m", "timeout_seconds": 0.3, "max_retries": 2, **settings})
    return Caller(model, chosen, sleep=(waits if waits is not None else []).append)


def fault(**about: bool) -> LLMError:
    """Return a fault."""
    return LLMError("it failed", hint="h", **about)


@pytest.mark.parametrize("ask", [lambda c: list(c.stream(MESSAGES, Deadline.after(5))), None])
def test_pieces_come_as_they_are(ask: Callable[[Caller], list[str]] | None) -> None:
    """A reply is what the model wrote, streamed or not."""
    asked = caller(Scripted(["He", "llo"]))
    found = ask(asked) if ask else [asked.reply(MESSAGES, Deadline.after(5))]
    assert "".join(found) == "Hello"


def test_what_a_request_used_is_told_apart_from_what_it_said() -> None:
    """Tokens of every request reach whoever counts them, and no reply."""
    used: list[Usage] = []
    usage = Usage(input_tokens=9, output_tokens=2)
    asked = caller(Scripted(["He", usage, "llo", usage]))
    assert "".join(asked.stream(MESSAGES, Deadline.after(5), used=used.append)) == "Hello"
    assert asked.reply(MESSAGES, Deadline.after(5)) == "Hello"
    assert used == [usage, usage]


def test_a_passing_fault_is_tried_again_with_longer_waits() -> None:
    """Twice busy, then well; each wait is at most half a second, then one."""
    waits: list[float] = []
    model = Scripted([fault(retryable=True)], [fault(retryable=True)], ["ok"])
    assert list(caller(model, waits).stream(MESSAGES, Deadline.after(5))) == ["ok"]
    assert 0.25 <= waits[0] <= 0.5 <= waits[1] <= 1.0


def test_retry_after_is_honoured() -> None:
    """What the endpoint asks for is waited for exactly."""
    waits: list[float] = []
    model = Scripted([LLMBusyError("busy", hint="h", retry_after_seconds=3.0)], ["ok"])
    assert list(caller(model, waits).stream(MESSAGES, Deadline.after(5))) == ["ok"]
    assert waits == [3.0]


def test_a_retry_after_beyond_the_deadline_is_not_waited_for() -> None:
    """The asker gets something else in time, and the endpoint its peace."""
    waits: list[float] = []
    model = Scripted([LLMBusyError("busy", hint="h", retry_after_seconds=60.0)])
    asked = caller(model, waits)
    with pytest.raises(LLMBusyError):
        list(asked.stream(MESSAGES, Deadline.after(5)))
    assert waits == []
    with pytest.raises(LLMPausedError, match="not asked for another"):
        list(asked.stream(MESSAGES, Deadline.after(5)))


@pytest.mark.parametrize(
    ("act", "times"),
    [([fault(retryable=True)], 3), ([fault()], 1), (["half", fault(retryable=True)], 1), (["  ", "\n"], 3), ([], 3)],
)
def test_how_often_a_fault_is_tried(act: list[str | Exception], times: int) -> None:
    """Only what may pass, and of which nothing has been shown; blank output counts as a fault."""
    model = Scripted(act)
    with pytest.raises(LLMError):
        list(caller(model).stream(MESSAGES, Deadline.after(5)))
    assert model.times == times


def test_pieces_before_a_fault_stand() -> None:
    """What arrived is given before the fault is raised."""
    found: list[str] = []
    with pytest.raises(LLMError, match="failed"):
        found.extend(caller(Scripted(["half", fault()])).stream(MESSAGES, Deadline.after(5)))
    pieces = caller(Scripted(["half", fault()])).stream(MESSAGES, Deadline.after(5))
    assert next(pieces) == "half"


class Silent(Scripted):
    """A model that says one piece and then nothing, until let go."""

    def __init__(self) -> None:
        """Start."""
        super().__init__([])
        self.let_go = threading.Event()

    def stream(self, messages: Sequence[Message]) -> Iterator[str | Usage]:
        """Yield one piece and wait."""
        del messages
        yield "one"
        self.let_go.wait(10)


@pytest.mark.parametrize(("deadline", "said"), [(5.0, "silent for 0.3 s"), (0.1, "did not finish in the time")])
def test_silence_ends_at_the_timeout_or_the_deadline(deadline: float, said: str) -> None:
    """Nothing hangs on an endpoint that says nothing more."""
    model = Silent()
    started = time.monotonic()
    with pytest.raises(LLMTimeoutError, match=said):
        list(caller(model).stream(MESSAGES, Deadline.after(deadline)))
    assert time.monotonic() - started < 2
    model.let_go.set()


def test_output_without_an_end_is_cut() -> None:
    """An endless reply ends at eight characters a token, whatever the endpoint makes of `max_tokens`."""
    model = Scripted(["word "] * 1_000)
    found: list[str] = []
    with pytest.raises(LLMError, match="without an end"):
        found.extend(caller(model, max_tokens=16).stream(MESSAGES, Deadline.after(5)))
    assert model.times == 1


def test_the_breaker_opens_after_failures_in_a_row_and_tries_once_after_the_pause() -> None:
    """Three failures open it; after the pause one trial, whose failure opens it again and whose success closes it."""
    now = [0.0]
    breaker = CircuitBreaker(failures=3, pause_seconds=10, now=lambda: now[0])
    for _ in range(2):
        breaker.failed()
        breaker.check()
    breaker.failed()
    with pytest.raises(LLMPausedError, match="another 10 s"):
        breaker.check()
    now[0] = 10.0
    breaker.check()
    breaker.failed()
    with pytest.raises(LLMPausedError):
        breaker.check()
    now[0] = 20.0
    breaker.check()
    breaker.succeeded()
    breaker.failed()
    breaker.check()
