"""What all records have in common: spans, and the way into JSON."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any, NamedTuple


class Span(NamedTuple):
    """A half-open character range, `start <= end`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the characters of `text` that this span covers."""
        return text[self.start : self.end]

    def shifted(self, offset: int) -> Span:
        """Return the span moved right by `offset` characters."""
        return Span(self.start + offset, self.end + offset)

    def overlaps(self, other: Span) -> bool:
        """Return whether the two share a character."""
        return self.start < other.end and other.start < self.end


def plain(value: object) -> object:
    """Return a record, or what is in one, as JSON-ready values."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Span):
        return {"start": value.start, "end": value.end}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {item.name: plain(getattr(value, item.name)) for item in dataclasses.fields(value)}
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value


class Record:
    """What the records have in common: one way into JSON."""

    __slots__ = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the record as JSON-ready values."""
        found = plain(self)
        if not isinstance(found, dict):
            raise TypeError(f"not a dataclass: {self!r}")
        return found
