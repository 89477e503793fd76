"""How high retrieval ranks the first evidence."""

from __future__ import annotations


def reciprocal_rank(rank: int | None, *, cutoff: int) -> float:
    """Return 1 / `rank` of the first relevant passage, in [0, 1]; 0.0 when it has no rank or one beyond `cutoff`.

    Its mean over questions is MRR at `cutoff` (Voorhees, TREC-8 question answering track, 1999).
    """
    return 1 / rank if rank is not None and rank <= cutoff else 0.0
