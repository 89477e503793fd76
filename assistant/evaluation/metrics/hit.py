"""Whether retrieval found evidence among its first passages."""

from __future__ import annotations


def hit_at(k: int, rank: int | None) -> float:
    """Return 1.0 if the first relevant passage has a rank of at most `k`, else 0.0; `None` means it was not found.

    Success at k: `success_k` of trec_eval and `Success@k` of ir_measures.
    """
    return float(rank is not None and rank <= k)
