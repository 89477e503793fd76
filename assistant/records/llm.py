"""A language model's side: what it is given and told, what it used, and whether it answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.records.base import Record
from assistant.records.reports import Passage  # noqa: TC001 - field types are looked up at run time


@dataclass(frozen=True, slots=True, kw_only=True)
class Given(Record):
    """One passage as it is put before a language model, under the number by which it may be cited.

    `origin` says in words what the report repeats, where it is a copy; `carried_by` holds the outlets whose reports
    carry the passage in the same words.
    """

    number: int
    passage: Passage
    title: str
    publisher: str | None = None
    published_at: str | None = None
    updated_at: str | None = None
    origin: str | None = None
    carried_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Message(Record):
    """One message of a request to a language model."""

    role: Literal["system", "user", "assistant"]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage(Record):
    """The tokens of one request, as the endpoint counted them."""

    input_tokens: int
    output_tokens: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LLMCheck(Record):
    """Whether the language model that is configured answers. `detail` is a sentence that says what came back."""

    model: str
    endpoint: str
    key: str
    answers: bool
    detail: str
    milliseconds: float
