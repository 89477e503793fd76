"""What a run has done so far, on disk: a killed run goes on where it was."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from assistant.errors import ConfigurationError
from assistant.evaluation import restore
from assistant.evaluation.metrics import JudgedClaim

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.evaluation.case import Case
    from assistant.evaluation.report import Fingerprint
    from assistant.records import Hit, Outcome

VERSION = 1
_DIFFERENT = {"corpus_hash": "reports", "settings_hash": "settings", "questions_hash": "questions"}


class Entry(NamedTuple):
    """What came of one question."""

    question_id: str
    outcome: Outcome
    hits: tuple[Hit, ...]
    judged: tuple[JudgedClaim, ...]


class Journal:
    """A JSON Lines file: what is measured, then one line a question. A line that a kill cut off is dropped.

    A context manager. Not safe to share between threads or processes.
    """

    def __init__(self, path: Path, fingerprint: Fingerprint) -> None:
        """Read what is there, and go on writing behind it.

        Raises:
            ConfigurationError: The file is of a run over other reports, settings or questions, or is no such file, or
                cannot be written.
        """
        self.path = path
        self.entries: tuple[Entry, ...] = ()
        head = {"journal": VERSION, **fingerprint.to_dict()}
        try:
            whole = _whole_lines(path)
            if whole:
                self.entries = _entries(path, whole, head)
            self._file = path.open("r+b" if whole else "wb")
            self._file.seek(sum(map(len, whole)))
            self._file.truncate()
        except OSError as error:
            raise ConfigurationError(f"{path} cannot be written: {error.strerror}", hint="check the path") from error
        if not whole:
            self._write(head)

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *exc_info: object) -> None:
        """Close the file; it stays."""
        self._file.close()

    def append(self, case: Case) -> None:
        """Write what came of one question; once this returns, a kill does not lose it."""
        self._write({
            "id": case.question.id,
            "outcome": case.outcome.to_dict(),
            "hits": [hit.to_dict() for hit in case.hits],
            "judged": [judged._asdict() for judged in case.judged],
        })  # fmt: skip

    def remove(self) -> None:
        """Delete the file: the run is over and its report is saved."""
        self._file.close()
        self.path.unlink(missing_ok=True)

    def _write(self, value: dict[str, Any]) -> None:
        self._file.write(json.dumps(value, ensure_ascii=False).encode("utf-8") + b"\n")
        self._file.flush()
        os.fsync(self._file.fileno())


def _whole_lines(path: Path) -> list[bytes]:
    if not path.exists():
        return []
    return [line for line in path.read_bytes().splitlines(keepends=True) if line.endswith(b"\n")]


def _entries(path: Path, lines: list[bytes], head: dict[str, Any]) -> tuple[Entry, ...]:
    try:
        found, *rest = (json.loads(line) for line in lines)
        _check_same(path, found, head)
        return tuple(map(_entry, rest))
    except (ValueError, KeyError, TypeError) as error:
        raise ConfigurationError(
            f"{path} is not the progress of an evaluation: {error}", hint="move it away, or save to another file"
        ) from error


def _check_same(path: Path, found: object, head: dict[str, Any]) -> None:
    if not isinstance(found, dict) or found.get("journal") != VERSION:
        raise ValueError("its first line is not that of one")
    other = [what for name, what in _DIFFERENT.items() if found.get(name) != head[name]]
    if other:
        raise ConfigurationError(
            f"{path} holds a run over other {' and '.join(other)}",
            hint="delete it to start anew, or save to another file: runs are not mixed",
        )


def _entry(saved: dict[str, Any]) -> Entry:
    return Entry(
        question_id=saved["id"],
        outcome=restore.outcome(saved["outcome"]),
        hits=tuple(map(restore.hit, saved["hits"])),
        judged=tuple(
            JudgedClaim(bool(item["together"]), tuple(item["alone"]), tuple(item["without"]))
            for item in saved["judged"]
        ),
    )
