"""A circuit breaker: an endpoint that failed several times in a row is left alone for a while."""

from __future__ import annotations

import math
import threading
import time
from typing import TYPE_CHECKING

from assistant.errors import LLMPausedError

if TYPE_CHECKING:
    from collections.abc import Callable

# Most that an endpoint can ask for itself (Retry-After): one wrong header must not end the use of it until a restart.
LONGEST_PAUSE_SECONDS = 600.0


class CircuitBreaker:
    """Counts failures in a row. Safe to share between threads."""

    def __init__(self, *, failures: int, pause_seconds: float, now: Callable[[], float] = time.monotonic) -> None:
        """Open after `failures` in a row, for `pause_seconds`; one more failure after that opens it again at once."""
        self._limit = failures
        self._pause_seconds = pause_seconds
        self._now = now
        self._failures = 0
        self._open_until = 0.0
        self._lock = threading.Lock()

    def check(self) -> None:
        """Return when the endpoint may be asked.

        Raises:
            LLMPausedError: It is left alone at the moment.
        """
        with self._lock:
            left = self._open_until - self._now()
        if left > 0:
            raise LLMPausedError(
                f"the language model failed and is not asked for another {left:.0f} s", hint="see `assistant status`"
            )

    def succeeded(self) -> None:
        """Forget the failures before."""
        with self._lock:
            self._failures = 0
            self._open_until = 0.0

    def failed(self, *, pause_seconds: float | None = None) -> None:
        """Count a failure. With `pause_seconds`, the endpoint itself asked to be left alone that long, from now on.

        It is left alone for `LONGEST_PAUSE_SECONDS` at most, and what is no number of seconds is not listened to.
        """
        with self._lock:
            # The count is not taken back when the pause is over: the first request then is a trial.
            self._failures += 1
            asked = pause_seconds or 0.0
            pause = min(asked, LONGEST_PAUSE_SECONDS) if math.isfinite(asked) else 0.0
            if self._failures >= self._limit:
                pause = max(pause, self._pause_seconds)
            self._open_until = max(self._open_until, self._now() + pause)
