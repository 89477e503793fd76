"""Every error this package raises on purpose, and the exit code each one gives the command line.

AssistantError                       something the user can act on; `hint` is the next step
├── ConfigurationError          (2)  a setting is missing, misspelt or out of range
├── CorpusError                 (3)  reports could not be read
│   └── DocumentError                one report, with its path and the reason
├── IndexStateError             (4)  the store cannot serve this request as it stands
│   ├── IndexMissingError            nothing has been ingested yet
│   ├── IndexStaleError              built with other settings than the ones wanted now
│   └── StoreLockedError             another process is writing
├── ModelError                  (5)  a model is missing or failed
│   ├── ModelMissingError            its files are not on this machine, or not the expected ones
│   └── LLMError                     the language model gave no usable output
│       ├── LLMBusyError                 it asked to be tried again later
│       ├── LLMTimeoutError              nothing came in time
│       └── LLMPausedError               it failed too often and is not asked for a while
├── QuestionError               (2)  a question cannot be taken as it is
└── EvaluationError             (6)  a measured figure or a citation did not pass its check

Caller mistakes raise `ValueError` or `TypeError`. Abstaining is a result, not an error.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from pathlib import Path


class AssistantError(Exception):
    """Something went wrong that the user can act on."""

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, *, hint: str) -> None:
        """Keep the fact (`message`) and the next step (`hint`) apart, so that each surface can lay them out."""
        super().__init__(message)
        self.message = message
        self.hint = hint


class ConfigurationError(AssistantError):
    """A setting is missing, misspelt or out of range."""

    exit_code = 2


class CorpusError(AssistantError):
    """Reports could not be read."""

    exit_code = 3


class DocumentError(CorpusError):
    """One report could not be read; `path` says which, `reason` why."""

    def __init__(self, path: Path | str, reason: str, *, hint: str = "fix or remove this file") -> None:
        """Name the file in the message."""
        super().__init__(f"{path}: {reason}", hint=hint)
        self.path = str(path)
        self.reason = reason


class IndexStateError(AssistantError):
    """The store cannot serve this request as it stands."""

    exit_code = 4


class IndexMissingError(IndexStateError):
    """Nothing has been ingested yet."""


class IndexStaleError(IndexStateError):
    """The store was built with other settings than the ones wanted now."""

    def __init__(self, *, what: str, built_with: str, wanted: str) -> None:
        """State both sides of the mismatch; the fix is always a rebuild."""
        super().__init__(
            f"the store was built with {what} {built_with!r}, but the settings ask for {wanted!r}",
            hint="run `assistant ingest --rebuild`, or set the former value again",
        )
        self.built_with = built_with
        self.wanted = wanted


class StoreLockedError(IndexStateError):
    """Another process is writing to the store."""


class ModelError(AssistantError):
    """A model is missing or failed."""

    exit_code = 5


class ModelMissingError(ModelError):
    """A model's files are not on this machine, or not the expected ones."""


class LLMError(ModelError):
    """The language model gave no usable output.

    `retryable` says whether the same request may succeed, `down` whether the endpoint itself is overloaded or away: a
    wrong setting, or a reply that is no use, is no reason to leave it alone.
    """

    def __init__(self, message: str, *, hint: str, retryable: bool = False, down: bool = False) -> None:
        """Keep whether to try again, and whether to leave the endpoint alone, beside the fact."""
        super().__init__(message, hint=hint)
        self.retryable = retryable
        self.down = down


class LLMBusyError(LLMError):
    """It asked to be tried again later; `retry_after_seconds` is what it asked for, where it said."""

    def __init__(self, message: str, *, hint: str, retry_after_seconds: float | None = None) -> None:
        """Keep how long it wants to be left alone."""
        super().__init__(message, hint=hint, retryable=True, down=True)
        self.retry_after_seconds = retry_after_seconds


class LLMTimeoutError(LLMError):
    """Nothing came in time; not `down` where the endpoint was still writing."""

    def __init__(self, message: str, *, hint: str, down: bool = True) -> None:
        """Keep whether the endpoint is to blame."""
        super().__init__(message, hint=hint, down=down)


class LLMPausedError(LLMError):
    """It failed too often and is not asked for a while."""


class QuestionError(AssistantError):
    """A question cannot be taken as it is."""

    exit_code = 2


class EvaluationError(AssistantError):
    """A measured figure or a citation did not pass its check."""

    exit_code = 6
