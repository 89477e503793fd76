"""Places in reports, and what it means that one touches another."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from assistant.records import Span


class Place(NamedTuple):
    """Some characters of one report."""

    document_id: str
    span: Span

    def overlaps(self, other: Place) -> bool:
        """Return whether both share at least one character of one report; spans are half-open."""
        return (
            self.document_id == other.document_id
            and self.span.start < other.span.end
            and other.span.start < self.span.end
        )

    def overlaps_any(self, others: Collection[Place]) -> bool:
        """Return whether this place overlaps one of `others`."""
        return any(self.overlaps(other) for other in others)


def first_rank(found: Sequence[Place], gold: Collection[Place]) -> int | None:
    """Return the 1-based rank of the first of `found`, best first, that overlaps gold evidence; `None` if none does."""
    return next((rank for rank, place in enumerate(found, start=1) if place.overlaps_any(gold)), None)
