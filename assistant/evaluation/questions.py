"""The question set: JSON Lines, one question a line, checked as it is read."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - pydantic needs it at run time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    field_validator,
    model_validator,
)

from assistant.errors import CorpusError, DocumentError
from assistant.evaluation.metrics import normalise_answer
from assistant.text import sha256

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Self

_Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Agreement = Literal["single", "agreed", "evolved", "conflicting"]
"""One origin gives the value; several give it; later ones replace earlier ones; parties contradict one another."""
_HINT = (
    'a line is {"id", "question", "answers": [..] or null, "evidence": [{"document", "quote"}], "type"}, '
    'with "as_of", "history", "split", "publishers", "agreement", "positions", "current" where wanted'
)


class _Record(BaseModel):
    # A misspelt optional field would otherwise be dropped without a word.
    model_config = ConfigDict(extra="forbid", frozen=True)


class Evidence(_Record):
    """Words of a report that state the answer, as they stand in it.

    Pieces with one `part` number are interchangeable, such as copies of a wire story; each number is one fact that the
    answer needs. A piece without a number is a part of its own.
    """

    document: _Text
    quote: _Text
    part: int | None = Field(None, ge=1)


class HistoryTurn(_Record):
    """An exchange before the question."""

    question: _Text
    answer: str


class Position(_Record):
    """One value that the reports give, and who gives it.

    `as_of` is the day on which the value was given, `None` where no report says. `speaker` is `None` where the reports
    state the value themselves. `documents` are all that give it, copies of one story among them.
    """

    value: _Text
    as_of: date | None
    speaker: _Text | None
    documents: tuple[_Text, ...] = Field(min_length=1)


class Question(_Record):
    """One question with its gold. `answers` are accepted short forms; `None` means that abstaining is right.

    `type` is free: figures are broken down by it. So is `split`, where given. `publishers` are those whose reports may
    answer; none means all. `agreement` says how the values that the
    reports give stand to one another, `positions` what they are, the one that holds now first; `current` is its value.
    """

    id: _Text
    question: _Text
    answers: tuple[_Text, ...] | None
    evidence: tuple[Evidence, ...]
    type: _Text
    as_of: date | None = None
    history: tuple[HistoryTurn, ...] = ()
    split: Literal["train", "dev", "test"] | None = None
    publishers: tuple[_Text, ...] = ()
    agreement: Agreement | None = None
    positions: tuple[Position, ...] = ()
    current: _Text | None = None

    @field_validator("answers")
    @classmethod
    def _answers_say_something(cls, answers: tuple[str, ...] | None) -> tuple[str, ...] | None:
        if answers is None:
            return None
        if not answers:
            raise ValueError("no accepted answer; write null where abstaining is right")
        if empty := [answer for answer in answers if not normalise_answer(answer)]:
            raise ValueError(f"{empty[0]!r} is nothing once articles and punctuation are dropped")
        return answers

    @model_validator(mode="after")
    def _current_is_first(self) -> Self:
        if self.agreement is not None and not self.positions:
            raise ValueError("an agreement class without positions")
        if self.current != (self.positions[0].value if self.positions else None):
            raise ValueError(f"current is {self.current!r}, which is not the value of the first position")
        return self

    @property
    def answerable(self) -> bool:
        """Whether the reports answer it."""
        return self.answers is not None


def load_questions(path: Path | str) -> tuple[Question, ...]:
    """Return the questions of a JSON Lines file, in order. Blank lines are nothing; anything else must be a question.

    Raises:
        DocumentError: A line is not a question, or its id was used before; `path` ends in `:line`.
        CorpusError: The file cannot be read, or holds no question.
    """
    path = Path(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CorpusError(f"{path} cannot be read: {error.strerror}", hint="check the path") from error
    return read_questions(data, str(path))


def read_questions(data: bytes, path: str) -> tuple[Question, ...]:
    """Return the questions of a JSON Lines file that was read; `path` is what errors call it.

    Raises:
        DocumentError: As `load_questions`.
        CorpusError: It holds no question.
    """
    questions: dict[str, Question] = {}
    lines: dict[str, int] = {}
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").splitlines(), start=1):
        if not line.strip():
            continue
        question = _parse(line, f"{path}:{number}")
        if question.id in questions:
            reason = f"the id {question.id!r} is that of line {lines[question.id]}"
            raise DocumentError(f"{path}:{number}", reason, hint="give every question an id of its own")
        questions[question.id], lines[question.id] = question, number
    if not questions:
        raise CorpusError(f"{path} holds no question", hint=_HINT)
    return tuple(questions.values())


def hash_questions(questions: Iterable[Question]) -> str:
    """Return the SHA-256 over all fields of all questions, in order."""
    return sha256("\n".join(question.model_dump_json() for question in questions))


def _parse(line: bytes, place: str) -> Question:
    try:
        return Question.model_validate_json(line)
    except ValidationError as error:
        reasons = (
            ": ".join(filter(None, (".".join(map(str, item["loc"])), item["msg"].removeprefix("Value error, "))))
            for item in error.errors()
        )
        raise DocumentError(place, "; ".join(reasons), hint=_HINT) from error
