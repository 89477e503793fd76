"""What every adapter gives, and the few things that all of them need."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from assistant.errors import CorpusError, DocumentError
from assistant.evaluation.metrics import normalise_answer
from assistant.evaluation.questions import Evidence, Question
from assistant.text import normalise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

Item = TypeVar("Item", bound=BaseModel)
# Reports in one file: files above `documents.max_bytes` are not read.
_REPORTS_PER_FILE = 2_000


class Row(BaseModel):
    """One item of a published file. Fields that we do not use are let pass: releases differ."""

    model_config = ConfigDict(frozen=True)


class Report(NamedTuple):
    """One text to take in. `publisher` is what a question can be held to, so that it is asked of its own texts only."""

    document_id: str
    text: str
    title: str = ""
    publisher: str = ""
    published: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """Questions, and the reports that they are asked of."""

    questions: tuple[Question, ...]
    reports: tuple[Report, ...]

    def write(self, folder: Path) -> Path:
        """Write the reports to `folder` as JSON Lines that `assistant ingest` reads, and return it."""
        folder.mkdir(parents=True, exist_ok=True)
        for start in range(0, len(self.reports), _REPORTS_PER_FILE):
            lines = (
                json.dumps({name: value for name, value in report._asdict().items() if value}, ensure_ascii=False)
                for report in self.reports[start : start + _REPORTS_PER_FILE]
            )
            path = folder / f"reports-{start // _REPORTS_PER_FILE:04}.jsonl"
            path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return folder


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One published format.

    Attributes:
        name: What `--format` takes.
        load: Reads a file. Raises `CorpusError`.
        what: What the file is.
        compare: The published figures that ours can stand beside, and whose they are; "none at hand" where we know of
            none for certain.
        differs: How our protocol differs from that of those figures.
    """

    name: str
    load: Callable[[Path], Dataset]
    what: str
    compare: str
    differs: str


def read_items(path: Path, item: type[Item]) -> tuple[Item, ...]:
    """Return the items of a JSON list or of JSON Lines.

    Raises:
        CorpusError: The file cannot be read or holds nothing; one of its items is not such an item.
    """
    text = read_text(path)
    if text.lstrip().startswith("["):
        found = parse(path, TypeAdapter(list[item]).validate_json, text)  # type: ignore[valid-type] # known at run time
    else:
        lines = [(number, line) for number, line in enumerate(text.split("\n"), start=1) if line.strip()]
        found = [parse(f"{path}:{number}", item.model_validate_json, line) for number, line in lines]
    if not found:
        raise CorpusError(f"{path} holds no item", hint="give the file as it was published")
    return tuple(found)


def read_text(path: Path) -> str:
    """Return the text of a file. Raises `CorpusError`."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise CorpusError(f"{path} cannot be read: {error.strerror}", hint="check the path") from error
    except UnicodeDecodeError as error:
        raise DocumentError(path, "it is not UTF-8", hint="give the file as it was published") from error


def parse(place: Path | str, read: Callable[[str], Any], text: str) -> Any:  # noqa: ANN401 - what `read` gives
    """Return what `read` makes of `text`. Raises `DocumentError` with the first thing that is wrong."""
    try:
        return read(text)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise DocumentError(
            place, f"{where}: {first['msg']}" if where else first["msg"], hint="check the file and --format"
        ) from error


def accepted(answers: Iterable[str]) -> tuple[str, ...]:
    """Return each answer once that says something once normalised, in order."""
    return tuple(dict.fromkeys(answer.strip() for answer in answers if normalise_answer(answer)))


def stating(reports: Sequence[Report], answers: Sequence[str], *, part: int = 1) -> tuple[Evidence, ...]:
    """Return, for each of `reports` that holds one of `answers` as it is written, that answer there as evidence.

    Case does not count. The pieces are interchangeable: each report states the same fact.
    """
    return tuple(
        Evidence(document=report.document_id, quote=quote, part=part)
        for report in reports
        if (quote := next(_found(report.text, answers), None))
    )


def _found(text: str, answers: Sequence[str]) -> Iterator[str]:
    stored = normalise(text)
    folded = stored.lower()
    for answer in answers:
        wanted = normalise(answer).lower()
        start = folded.find(wanted)
        # Lower case may have another length; then the words are not where they seem to be.
        if wanted and start >= 0 and stored[start : start + len(wanted)].lower() == wanted:
            yield stored[start : start + len(wanted)]
