"""How high retrieval ranks the evidence, by trec_eval's measures."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assistant.evaluation.metrics.place import Place

CUTOFFS = (1, 3, 5, 10)
DEPTH = max(CUTOFFS)


# Six figures are read from one ranking, one after the other.
@lru_cache(maxsize=1)
def ranking(found: tuple[Place, ...], parts: tuple[tuple[Place, ...], ...]) -> Mapping[str, float]:
    """Return `hit@k`, `mrr@10` and `ndcg@10` of the ranking `found`, best first, each in [0, 1].

    Computed by ir_measures with trec_eval's code: `Success@k`, `RR@10` and `nDCG@10` (Järvelin and Kekäläinen, TOIS
    2002; binary gain, log2 discount). Judgements are pooled from the ranking, as at TREC: a passage is relevant if it
    overlaps the evidence, and each part of the evidence that no passage touches counts as one relevant passage that was
    missed, so that nDCG is 1 only where all parts are found and nothing else stands above them.
    """
    from ir_measures import RR, Qrel, ScoredDoc, Success, iter_calc, nDCG

    gold = [place for part in parts for place in part]
    qrels = [Qrel("q", f"{rank}", 1) for rank, place in enumerate(found, start=1) if place.overlaps_any(gold)]
    qrels += [
        Qrel("q", f"missed {number}", 1)
        for number, part in enumerate(parts)
        if not any(place.overlaps_any(part) for place in found)
    ]
    # Without any document a query is left out of a run: one that nobody judged keeps it in.
    run = [ScoredDoc("q", f"{rank}", -float(rank)) for rank in range(1, len(found) + 1)] or [ScoredDoc("q", "none", 0)]
    names = {Success @ k: f"hit@{k}" for k in CUTOFFS} | {RR @ DEPTH: f"mrr@{DEPTH}", nDCG @ DEPTH: f"ndcg@{DEPTH}"}
    return {names[metric.measure]: float(metric.value) for metric in iter_calc(list(names), qrels, run)}
