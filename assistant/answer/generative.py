"""The language model that the settings name: asked, and its faults told in our words. No vendor's error leaves here."""

from __future__ import annotations

import json
import math
import os
import threading
from typing import TYPE_CHECKING

from assistant.answer.connections import connect
from assistant.errors import ConfigurationError, LLMBusyError, LLMError, LLMTimeoutError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.answer.connections import Connection
    from assistant.records import Message, Usage
    from assistant.settings import LLMSettings

_OPENAI_URL = "https://api.openai.com/v1"
_KEY_VARIABLES = {"openai": "OPENAI_API_KEY", "anthropic": "ANTHROPIC_API_KEY", "ollama": ""}
_NEEDED = {"ollama": "llama-index-llms-ollama", "anthropic": "anthropic", "openai": "llama-index-llms-openai-like"}
# How a reply ends that is whole. Any other end (a filter, a refusal, a call of a tool) leaves out what came after it.
_WHOLE = frozenset({"stop", "end_turn", "stop_sequence"})
_CUT_OFF = "length"
_LONGEST_REASON = 40
_TOO_MANY, _FIRST_SERVER_ERROR, _REQUEST_TIMEOUT = 429, 500, 408
_REFUSED = (401, 403)
_LONGEST_DETAIL = 200
# A made-up key: the client insists on one, and local endpoints ask for none.
_NO_KEY = "none"


class LanguageModel:
    """One configured model. Safe to share between threads; the vendor's client is loaded by `prepare`."""

    def __init__(self, settings: LLMSettings) -> None:
        """Take the settings; nothing is loaded or asked yet.

        Raises:
            ValueError: They name no model.
        """
        if settings.model is None:
            raise ValueError("llm.model is not set")
        self.name = settings.model
        self._settings = settings
        self._connection: Connection | None = None
        self._loading = threading.Lock()

    @property
    def endpoint(self) -> str:
        """The address that is asked, or the provider's name where it is the provider's own."""
        own = {"openai": _OPENAI_URL, "ollama": "http://localhost:11434", "anthropic": "https://api.anthropic.com"}
        return self._settings.base_url or own[self._settings.provider]

    @property
    def key_source(self) -> str:
        """Where the key comes from, in words; never the key."""
        variable = self._key_variable()
        if not variable:
            return "none needed"
        return f"from {variable}" if os.environ.get(variable) else f"none: {variable} is not set"

    def prepare(self) -> None:
        """Load the vendor's client, once: that takes seconds which are nobody's silence.

        Raises:
            ConfigurationError: The provider's library is not installed.
        """
        self._connected()

    def close(self) -> None:
        """Close the connections; a reply that is still arriving breaks off."""
        if self._connection is not None:
            self._connection.close()

    def stream(self, messages: Sequence[Message]) -> Iterator[str | Usage]:
        """Yield the reply piece by piece, and what it used where the endpoint says so.

        A piece is empty where the model is at work without writing.

        Raises:
            LLMError: The endpoint did not answer, or not with a reply of the assistant's.
        """
        finish, wrote = "", False
        connection = self._connected()
        try:
            for part in connection.stream(messages):
                _check_role(part.role)
                finish = part.finish or finish
                if part.usage:
                    yield part.usage
                wrote = wrote or bool(part.text)
                yield part.text
        except GeneratorExit:
            raise
        except Exception as error:  # noqa: BLE001 - three vendors, no common class; all of it is translated
            raise self._translated(error) from None
        finally:
            connection.end()
        # A connection that breaks between two pieces looks like an end; only a reply that is whole says why it ended.
        if not finish and wrote:
            raise LLMError("the reply broke off", hint="ask again")
        _check_whole(finish)

    def reply(self, messages: Sequence[Message]) -> Iterator[str | Usage]:
        """Yield the reply in one piece, and what it used, without streaming. Raises as `stream`."""
        connection = self._connected()
        try:
            part = connection.reply(messages)
            _check_role(part.role)
        except Exception as error:  # noqa: BLE001 - as above
            raise self._translated(error) from None
        finally:
            connection.end()
        if part.usage:
            yield part.usage
        yield part.text
        _check_whole(part.finish)

    def hang_up(self, thread: threading.Thread) -> None:
        """Break off what that thread is reading, if anything."""
        if self._connection is not None:
            self._connection.hang_up(thread)

    def _connected(self) -> Connection:
        with self._loading:
            if self._connection is None:
                key = os.environ.get(self._key_variable() or "") or _NO_KEY
                try:
                    self._connection = connect(self._settings, endpoint=self.endpoint, key=key)
                except ImportError as error:
                    needed = _NEEDED[self._settings.provider]
                    raise ConfigurationError(
                        f"llm.provider = {self._settings.provider!r} needs {needed}", hint=f"pip install {needed}"
                    ) from error
            return self._connection

    def _key_variable(self) -> str:
        return self._settings.key_variable or _KEY_VARIABLES[self._settings.provider]

    def _translated(self, error: Exception) -> Exception:
        """Return our error for a vendor's. The vendor's own is dropped: it may repeat the key, or hold the request."""
        # Ours may be a vendor's reason: it was raised while the client was reading.
        for ours in (error, error.__cause__):
            if isinstance(ours, (LLMError, ConfigurationError)):
                return ours
        status = getattr(error, "status_code", None)
        if isinstance(status, int) and status >= 0:
            return self._refused(status, error)
        said = type(error).__name__
        # The vendors' timeouts are subclasses of their connection errors, and share no class: they are told by name.
        names = {cls.__name__ for cls in type(error).__mro__}
        if names & {"TimeoutError", "TimeoutException", "APITimeoutError"}:
            return LLMTimeoutError(
                f"the endpoint {self.endpoint} did not answer in time", hint="see `assistant status`"
            )
        if names & {"ConnectionError", "TransportError", "APIConnectionError"}:
            return LLMError(
                f"the connection to {self.endpoint} failed",
                hint="check that it runs, and llm.base_url",
                retryable=True,
                down=True,
            )
        if type(error) is ValueError:
            return LLMError(f"{self.name} cannot be asked: {self._scrubbed(error)}", hint="check llm.model")
        if isinstance(error, json.JSONDecodeError):
            said = "not JSON"
        return LLMError(
            f"the endpoint {self.endpoint} sent what is not a chat reply ({said})", hint="check llm.base_url"
        )

    def _refused(self, status: int, error: Exception) -> LLMError:
        headers = getattr(getattr(error, "response", None), "headers", {})
        if status in (_TOO_MANY, _REQUEST_TIMEOUT) or status >= _FIRST_SERVER_ERROR:
            return LLMBusyError(
                f"the endpoint {self.endpoint} answered with HTTP {status}",
                hint="it may be overloaded; ask again later",
                retry_after_seconds=_seconds(headers.get("retry-after")),
            )
        if status in _REFUSED:
            return LLMError(
                f"the endpoint {self.endpoint} refused the key (HTTP {status}; key {self.key_source})",
                hint="set the key in the environment; llm.key_variable names another variable",
            )
        return LLMError(
            f"the endpoint {self.endpoint} answered with HTTP {status}: {self._scrubbed(error)}", hint="check llm.model"
        )

    def _scrubbed(self, error: Exception) -> str:
        """Return the beginning of a vendor's message, without the key."""
        key = os.environ.get(self._key_variable() or "")
        said = " ".join(str(error).split())
        return (said.replace(key, "***") if key else said)[:_LONGEST_DETAIL]


def _check_role(role: str) -> None:
    if role != "assistant":
        raise LLMError(f"the reply came in the role {role!r}", hint="check llm.base_url and llm.model")


def _check_whole(finish: str | None) -> None:
    """Return where a reply ended by itself, or nothing is known of how it ended."""
    if finish == _CUT_OFF:
        raise LLMError("the reply was cut off at llm.max_tokens", hint="set a higher llm.max_tokens")
    if finish and finish not in _WHOLE:
        raise LLMError(
            f"the reply is not whole: it ended with {finish[:_LONGEST_REASON]!r}", hint="ask again, or in other words"
        )


def _seconds(header: str | None) -> float | None:
    """Return what a Retry-After header asks for, in seconds from now; `None` for what is neither seconds nor a date."""
    if header is None:
        return None
    try:
        seconds = float(header)
    except ValueError:
        return _seconds_until(header)
    return max(0.0, seconds) if math.isfinite(seconds) else None


def _seconds_until(stamp: str) -> float | None:
    import time
    from email.utils import parsedate_to_datetime

    try:
        return max(0.0, parsedate_to_datetime(stamp).timestamp() - time.time())
    except (ValueError, OverflowError):
        # A year may have more digits than fit a date.
        return None
