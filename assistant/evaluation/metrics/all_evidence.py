"""Whether retrieval found all that an answer needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from assistant.evaluation.metrics.place import Place


def all_evidence(found: Sequence[Place], parts: Sequence[Collection[Place]]) -> float:
    """Return 1.0 if each of `parts` has a place that one of `found` overlaps, else 0.0; no parts are all found.

    A part is one fact that the answer needs, with every place that states it. Stricter than recall: an answer that
    puts two reports together needs both. For a single part it is a hit at the depth of `found`.
    """
    return float(all(any(place.overlaps_any(part) for place in found) for part in parts))
