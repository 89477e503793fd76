"""Asking a language model: retries, Retry-After, the deadline, silence, the breaker. No clock is waited for in vain."""

from __future__ import annotations

import math
import threading
import time
from typing import TYPE_CHECKING

import pytest

from assistant.answer.breaker import LONGEST_PAUSE_SECONDS, CircuitBreaker
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

    def hang_up(self, thread: threading.Thread) -> None:
        """Break nothing off."""


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


@pytest.mark.parametrize(
    ("asked", "left"), [(31_536_000.0, LONGEST_PAUSE_SECONDS), (math.inf, None), (math.nan, None), (30.0, 30.0)]
)
def test_an_endpoint_cannot_ask_to_be_left_alone_for_ever(asked: float, left: float | None) -> None:
    """One failure with a wrong Retry-After pauses ten minutes at most; what is no time at all pauses nothing."""
    now = [0.0]
    breaker = CircuitBreaker(failures=3, pause_seconds=1, now=lambda: now[0])
    breaker.failed(pause_seconds=asked)
    if left is not None:
        with pytest.raises(LLMPausedError, match=f"another {left:.0f} s"):
            breaker.check()
        now[0] = left
    breaker.check()


@pytest.mark.parametrize(
    ("act", "opens"),
    [
        ([LLMBusyError("busy", hint="h")], True),
        ([LLMTimeoutError("late", hint="h")], True),
        ([fault(down=True)], True),
        (["half", fault(down=True)], True),
        ([fault()], False),
        ([" "], False),
        (["half", fault()], False),
        (["word "] * 100, False),
    ],
)
def test_only_an_endpoint_that_is_down_is_left_alone(act: list[str | Exception], *, opens: bool) -> None:
    """Overload, time-outs and no connection count; a wrong setting, or a reply of no use, does not."""
    asked = caller(Scripted(act), max_retries=0, breaker_failures=1, max_tokens=16)
    with pytest.raises(LLMError):
        list(asked.stream(MESSAGES, Deadline.after(5)))
    if opens:
        with pytest.raises(LLMPausedError):
            asked.breaker.check()
    else:
        asked.breaker.check()


@pytest.mark.parametrize("act", [["one", "two"], ["one", fault()]])
def test_an_endpoint_that_wrote_is_forgiven_its_failures(act: list[str | Exception]) -> None:
    """A stream that was closed after its first piece, or ended in a fault of its own, shows that the endpoint lives."""
    down = fault(down=True)
    asked = caller(Scripted([down], act, [down]), max_retries=0, breaker_failures=2)
    with pytest.raises(LLMError):
        list(asked.stream(MESSAGES, Deadline.after(5)))
    pieces = asked.stream(MESSAGES, Deadline.after(5))
    assert next(pieces) == "one"
    if len(act) > 1 and isinstance(act[1], Exception):
        with pytest.raises(LLMError):
            next(pieces)
    else:
        pieces.close()
    with pytest.raises(LLMError):
        list(asked.stream(MESSAGES, Deadline.after(5)))
    asked.breaker.check()


def test_a_deadline_that_ends_while_the_model_writes_is_not_its_failure() -> None:
    """A reader of sentences that takes its time is no reason to leave the endpoint alone."""
    asked = caller(Scripted(["one", "two"]), breaker_failures=1)
    pieces = asked.stream(MESSAGES, Deadline.after(0.2))
    assert next(pieces) == "one"
    time.sleep(0.25)
    with pytest.raises(LLMTimeoutError, match="did not finish in the time"):
        next(pieces)
    asked.breaker.check()


def test_what_a_client_raises_beside_its_own_errors_is_a_fault_like_any_other(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """A bug in a vendor's library does not reach the asker; where it is stands in the log, and no word of what it says.

    Its message may repeat the key, or what was asked.
    """
    asked = caller(Scripted([OverflowError("sk-s3cret")]))
    with pytest.raises(LLMError, match="OverflowError") as raised:
        list(asked.stream(MESSAGES, Deadline.after(5)))
    assert raised.value.__cause__ is None
    assert raised.value.__context__ is None
    assert "in stream" in caplog.text
    assert "s3cret" not in caplog.text + raised.value.message
