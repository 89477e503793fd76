"""Which share of the evidence that an answer needs is cited."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from assistant.evaluation.metrics.place import Place


def citation_recall(cited: Sequence[Place], parts: Sequence[Collection[Place]]) -> float | None:
    """Return the share of `parts` with a place that one of `cited` overlaps, in [0, 1]; `None` without any part.

    A part is one fact that the answer needs, with every place that states it: wire copies of one report are
    interchangeable. Recall over evidence, as FEVER defines it for claims (Thorne et al., NAACL 2018), with overlapping
    spans for equal sentences.
    """
    if not parts:
        return None
    return sum(any(place.overlaps_any(part) for place in cited) for part in parts) / len(parts)
