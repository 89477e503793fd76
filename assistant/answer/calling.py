"""Ask a language model without ever hanging on it: a deadline, a longest silence, retries, a circuit breaker."""

from __future__ import annotations

import logging
import math
import queue
import random
import threading
import time
import traceback
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from assistant.answer.breaker import CircuitBreaker
from assistant.errors import AssistantError, LLMBusyError, LLMError, LLMTimeoutError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence

    from assistant.records import Message, Usage
    from assistant.settings import LLMSettings

_log = logging.getLogger(__name__)

# First wait before a request is repeated; doubled each time, up to the last.
_FIRST_WAIT_SECONDS = 0.5
_LONGEST_WAIT_SECONDS = 8.0
# Pieces that may wait to be read. A model that writes faster than sentences are checked is held up, not stored.
_WAITING_PIECES = 256
_POLL_SECONDS = 0.1
# Output of which nothing was used so far ends here, whatever the endpoint makes of `max_tokens`.
_CHARACTERS_PER_TOKEN = 8


class Model(Protocol):
    """A language model. `stream` and `reply` raise `LLMError`s only, and give what a request used where they know.

    An empty piece of text says that the model is at work without writing, as one that reasons first.
    """

    def prepare(self) -> None:
        """Load what it takes to ask."""
        ...

    def close(self) -> None:
        """Let go of connections."""
        ...

    def stream(self, messages: Sequence[Message]) -> Iterator[str | Usage]:
        """Yield the reply piece by piece."""
        ...

    def reply(self, messages: Sequence[Message]) -> Iterator[str | Usage]:
        """Yield the reply in one piece."""
        ...

    def hang_up(self, thread: threading.Thread) -> None:
        """Break off what that thread is reading, if anything."""
        ...


@dataclass(frozen=True, slots=True)
class Deadline:
    """A moment of the monotonic clock after which nothing is waited for."""

    at: float

    @classmethod
    def after(cls, seconds: float) -> Deadline:
        """Return the deadline `seconds` from now."""
        return cls(time.monotonic() + seconds)

    def left(self) -> float:
        """Return the seconds until then, not below 0."""
        return max(0.0, self.at - time.monotonic())

    def check(self) -> None:
        """Return when there is time left.

        Raises:
            LLMTimeoutError: There is none; whose fault that is, is not said.
        """
        if not self.left():
            raise _overdue(down=False)


NEVER = Deadline(math.inf)


class Caller:
    """Asks one model. Safe to share between threads."""

    def __init__(
        self, model: Model, settings: LLMSettings, *, sleep: Callable[[float], None] = time.sleep, seed: int = 0
    ) -> None:
        """Take the model, and how patient to be with it."""
        self._model = model
        self._settings = settings
        self._sleep = sleep
        # Seeded: it only keeps several askers from coming back at the same moment.
        self._random = random.Random(seed)  # noqa: S311 - nothing secret
        self.breaker = CircuitBreaker(failures=settings.breaker_failures, pause_seconds=settings.breaker_seconds)

    def prepare(self) -> None:
        """Load what it takes to ask, before any time is measured."""
        self._model.prepare()

    def close(self) -> None:
        """Let go of connections."""
        self._model.close()

    def stream(
        self, messages: Sequence[Message], deadline: Deadline, *, used: Callable[[Usage], None] = lambda _: None
    ) -> Generator[str, None, None]:
        """Yield the reply piece by piece as it arrives.

        A request that fails before its first piece is repeated where that may help. Closing the iterator ends the
        request.

        Args:
            messages: What is asked.
            deadline: When to stop waiting.
            used: Called with what a request used, where the endpoint says so.

        Raises:
            LLMError: There is no reply, or it broke off; what was yielded before stands.
        """
        yield from self._retried(lambda: self._model.stream(messages), deadline, used)

    def reply(
        self, messages: Sequence[Message], deadline: Deadline, *, used: Callable[[Usage], None] = lambda _: None
    ) -> str:
        """Return the reply at once. Arguments and errors are those of `stream`."""
        return "".join(self._retried(lambda: self._model.reply(messages), deadline, used))

    def _retried(
        self, produce: Callable[[], Iterator[str | Usage]], deadline: Deadline, used: Callable[[Usage], None]
    ) -> Iterator[str]:
        for attempt in range(self._settings.max_retries + 1):
            self.breaker.check()
            started = False
            try:
                for piece in self._attempt(produce, deadline, used):
                    started = True
                    yield piece
            except LLMError as error:
                wait = self._wait_seconds(error, attempt)
                if started or not error.retryable or attempt == self._settings.max_retries or wait >= deadline.left():
                    self._count(error, started=started)
                    raise
                self._sleep(wait)
            except GeneratorExit:
                # Whoever asked has enough: the endpoint did what it should.
                self.breaker.succeeded()
                raise
            else:
                self.breaker.succeeded()
                return

    def _count(self, error: LLMError, *, started: bool) -> None:
        if error.down:
            self.breaker.failed(pause_seconds=error.retry_after_seconds if isinstance(error, LLMBusyError) else None)
        elif started:
            self.breaker.succeeded()

    def _wait_seconds(self, error: LLMError, attempt: int) -> float:
        if isinstance(error, LLMBusyError) and error.retry_after_seconds is not None:
            return error.retry_after_seconds
        longest = min(_LONGEST_WAIT_SECONDS, _FIRST_WAIT_SECONDS * 2.0**attempt)
        return longest * self._random.uniform(0.5, 1.0)

    def _attempt(
        self, produce: Callable[[], Iterator[str | Usage]], deadline: Deadline, used: Callable[[Usage], None]
    ) -> Iterator[str]:
        worker = _Worker(produce, self._model.hang_up)
        characters, most = 0, self._settings.max_tokens * _CHARACTERS_PER_TOKEN
        blank = True
        try:
            for piece in worker.pieces(self._settings.timeout_seconds, deadline):
                if not isinstance(piece, str):
                    used(piece)
                    continue
                characters += len(piece)
                blank = blank and not piece.strip()
                if characters > most:
                    raise LLMError("the language model wrote without an end and was cut off", hint="ask again")
                if piece and not blank:
                    yield piece
        finally:
            worker.stop()
        if blank:
            raise LLMError("the language model wrote nothing", hint="see `assistant status`", retryable=True)


class _Worker:
    """A request in a thread of its own: whoever waits for it can stop waiting."""

    def __init__(
        self, produce: Callable[[], Iterator[str | Usage]], hang_up: Callable[[threading.Thread], None]
    ) -> None:
        self._produce = produce
        self._hang_up = hang_up
        self._queue: queue.Queue[str | Usage | Exception | None] = queue.Queue(_WAITING_PIECES)
        self._stopped = threading.Event()
        # A daemon: an endpoint that keeps a connection open for ever must not keep the program alive.
        self._thread = threading.Thread(target=self._run, name="language-model", daemon=True)
        self._thread.start()

    def pieces(self, silence_seconds: float, deadline: Deadline) -> Iterator[str | Usage]:
        """Yield the pieces as they come. Raises `LLMError`; `LLMTimeoutError` when none comes in time."""
        while True:
            patience = min(silence_seconds, deadline.left())
            try:
                piece = self._queue.get(timeout=max(0.001, patience))
            except queue.Empty:
                raise (_silent(silence_seconds) if deadline.left() else _overdue(down=True)) from None
            if piece is None:
                return
            if isinstance(piece, Exception):
                raise piece
            deadline.check()
            yield piece

    def stop(self) -> None:
        """Stop the request: what it waits for is broken off, and what it has is thrown away."""
        self._stopped.set()
        if self._thread.is_alive():
            self._hang_up(self._thread)

    def _run(self) -> None:
        last: Exception | None = None
        try:
            for piece in self._produce():
                if not self._put(piece):
                    break
        except AssistantError as error:
            last = error
        except Exception as error:  # noqa: BLE001 - logged, and raised as ours by whoever waits
            last = self._unforeseen(error)
        self._put(last)

    def _unforeseen(self, error: Exception) -> LLMError:
        name = type(error).__name__
        if not self._stopped.is_set():
            # Where it happened, without what it says: a vendor's message may repeat the key, or the whole request.
            _log.error(
                "a language model's client failed with %s\n%s", name, "".join(traceback.format_tb(error.__traceback__))
            )
        return LLMError(f"the language model's client failed ({name})", hint="the log says where; ask again")

    def _put(self, piece: str | Usage | Exception | None) -> bool:
        while not self._stopped.is_set():
            try:
                self._queue.put(piece, timeout=_POLL_SECONDS)
            except queue.Full:
                continue
            return True
        return False


def _silent(seconds: float) -> LLMTimeoutError:
    return LLMTimeoutError(
        f"the language model was silent for {seconds:g} s", hint="a slow model may need a longer llm.timeout_seconds"
    )


def _overdue(*, down: bool) -> LLMTimeoutError:
    return LLMTimeoutError(
        "the language model did not finish in the time set for an answer",
        hint="a slow model may need a longer llm.deadline_seconds",
        down=down,
    )
