"""Which share of an answer's citations points at gold evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from assistant.evaluation.metrics.place import Place


def citation_precision(cited: Sequence[Place], gold: Collection[Place]) -> float | None:
    """Return the share of `cited` that overlaps a place of `gold`, in [0, 1]; `None` without any citation.

    Precision over evidence, as FEVER defines it for claims (Thorne et al., NAACL 2018), with overlapping spans for
    equal sentences. It is not ALCE's citation precision (Gao et al., EMNLP 2023), which asks a model for entailment: a
    citation that supports the answer from a place which is not in the gold evidence counts against an answer here.
    """
    if not cited:
        return None
    return sum(place.overlaps_any(gold) for place in cited) / len(cited)
