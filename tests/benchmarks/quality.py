"""Whether the right report is found: hit@k of ours and of the quickstart, over the same articles and questions.

A hit is a passage of the question's article among the first `k`. Both systems rank their own passages. The quickstart's
are longer (1,024 tokens, of which the model reads 256), so ten of them cover more text than ten of ours: that favours
it at k=10. Intervals are over questions; the difference is paired.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from assistant import Assistant

from .contestants import our_store, their_store
from .measures import Row, Target, mean_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .data import Context, Question

CUT_OFFS = (1, 3, 5, 10)
TARGETS = {1: Target(bound="at least", limit=0.10)}
HIT_10 = Target(bound="at least", limit=0.97)


def run(context: Context) -> list[Row]:
    """Return hit@k rows; none on the shipped corpus, which has no questions with one right report."""
    if context.is_shipped:
        return []
    ours, theirs = _ours(context), _theirs(context)
    rows = []
    for k in CUT_OFFS:
        hits, peers = _hits(ours, context.questions, k), _hits(theirs, context.questions, k)
        rows.append(
            Row(
                measure=f"hit@{k}",
                n=len(hits),
                unit="share of questions",
                ours=mean_of(hits),
                peer_name="quickstart",
                peer=mean_of(peers),
                compared=mean_of(hits - peers),
                kind="difference",
                target=TARGETS.get(k),
            )
        )
    at_10 = mean_of(_hits(ours, context.questions, 10))
    rows.append(Row(measure="hit@10, ours alone", n=len(ours), unit="share of questions", ours=at_10, target=HIT_10))
    return rows


def _ours(context: Context) -> list[list[str]]:
    with Assistant(our_store(context.articles, context.work), create=False) as assistant:
        return [
            [hit.passage.document_id for hit in assistant.retrieve(item.question, max(CUT_OFFS))]
            for item in context.questions
        ]


def _theirs(context: Context) -> list[list[str]]:
    retriever = their_store(context.articles, context.work).retriever(max(CUT_OFFS))
    return [[found.node.ref_doc_id for found in retriever.retrieve(item.question)] for item in context.questions]


def _hits(ranked: list[list[str]], questions: tuple[Question, ...], k: int) -> NDArray[np.float64]:
    return np.array([float(item.document_id in ids[:k]) for item, ids in zip(questions, ranked, strict=True)])
