"""The commands that put questions or claims to texts of one's own: the reader alone, without a store."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer
from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from assistant.cli.shared import Config, app, load_settings
from assistant.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.read.reader import Reader
    from assistant.records import Reading

_Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
_Lines = Annotated[Path, typer.Argument(metavar="FILE.jsonl", help="JSON Lines; what a line holds is said above.")]
_Threshold = Annotated[
    float | None,
    typer.Option(min=0.0, max=1.0, metavar="P", help="Least probability (default: the reader's own); 0 refuses none."),
]
_AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object for each line of the file.")]


class _Line(BaseModel):
    # More keys than these are allowed: gold answers often stand beside the question.
    model_config = ConfigDict(extra="ignore", frozen=True)

    id: str | int
    texts: tuple[str, ...]


class _Question(_Line):
    question: _Text


class _Claim(_Line):
    claim: _Text


_Kind = TypeVar("_Kind", bound=_Line)


@app.command()
def read(file: _Lines, *, threshold: _Threshold = None, as_json: _AsJson = False, config: Config = None) -> None:
    """Find the words of your own texts that answer your own questions.

    A line of the file is {"id", "question", "texts": [..]}. With --json it gives a line {"id", "answer" or null,
    "text_index", "start", "end", "score", "probability"}. The place is that of the likeliest words, even where they
    are too unlikely to be an answer.
    """
    from assistant.passages import whole

    items = _load(file, _Question)
    reader = _reader(config)
    least = reader.question_threshold if threshold is None else threshold
    for item in items:
        best = _likeliest(reader.read(item.question, whole(item.texts), threshold=0.0))
        answered = best is not None and best.answer_span is not None and best.probability >= least
        answer = best.answer_span.of(best.passage.text) if answered and best and best.answer_span else None
        # JSON has no infinity, which is what a blank text scores.
        score = best.score if best and best.answer_span else None
        _show({"id": item.id, "answer": answer, "score": score}, best, answer or "(no answer)", as_json=as_json)


@app.command()
def support(file: _Lines, *, threshold: _Threshold = None, as_json: _AsJson = False, config: Config = None) -> None:
    """Say whether your own texts support your own claims, and by which sentence.

    A line of the file is {"id", "claim", "texts": [..]}. With --json it gives a line {"id", "supported",
    "probability", "text_index", "start", "end"}. The place is that of the likeliest sentence, even where it does not
    support the claim.
    """
    from assistant.passages import whole

    items = _load(file, _Claim)
    reader = _reader(config)
    least = reader.claim_threshold if threshold is None else threshold
    for item in items:
        best = _likeliest(reader.support(item.claim, whole(item.texts), threshold=0.0))
        supported = best is not None and best.answer_span is not None and best.probability >= least
        said = "supported" if supported else "not supported"
        _show({"id": item.id, "supported": supported}, best, said, as_json=as_json)


def _reader(config: Path | None) -> Reader:
    from assistant.read.reader import Reader

    return Reader(load_settings(config, {}).reader)


def _likeliest(readings: Sequence[Reading]) -> Reading | None:
    return max(readings, key=lambda reading: reading.score, default=None)


def _show(line: dict[str, object], best: Reading | None, said: str, *, as_json: bool) -> None:
    span = best.answer_span if best else None
    line |= {
        "probability": best.probability if best else 0.0,
        "text_index": int(best.passage.passage_id) if best and span else None,
        "start": span.start if span else None,
        "end": span.end if span else None,
    }
    if as_json:
        typer.echo(json.dumps(line, ensure_ascii=False))
        return
    where = f", text {line['text_index']} {line['start']}:{line['end']}" if span else ""
    typer.echo(f"{line['id']}: {said} ({line['probability']:.0%}{where})")


def _load(path: Path, kind: type[_Kind]) -> list[_Kind]:
    """Return the lines of the file. All are looked at before the first is read, so that a bad one costs no work."""
    wanted = ", ".join(f'"{name}"' for name in kind.model_fields)
    hint = f"a line is a JSON object with {wanted}"
    try:
        # Not `splitlines`: a JSON string may hold other line separators as they are.
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{path} cannot be read: {error}", hint="give a JSON Lines file in UTF-8") from error
    items = []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                items.append(kind.model_validate_json(line))
            except ValidationError as error:
                problem = error.errors()[0]
                where = ".".join(map(str, problem["loc"])) or "the line"
                raise ConfigurationError(f"{path}, line {number}: {where}: {problem['msg']}", hint=hint) from error
    if not items:
        raise ConfigurationError(f"{path} holds no line", hint=hint)
    return items
