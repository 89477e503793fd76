"""Put an answer's sentences and their citations to the support checker, as ALCE puts them to a language model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from assistant.evaluation.metrics import JudgedClaim
from assistant.evaluation.metrics.alce import MOST_CITATIONS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.records import Answer, Reading


class Judge(Protocol):
    """Says which texts support a statement: `Assistant`, or anything that judges like it."""

    def support(self, claim: str, texts: Sequence[str]) -> tuple[Reading, ...]:
        """Return a reading for each text, named by its place; `answer_span` is the supporting sentence or `None`."""
        ...


def judge_claims(judge: Judge, answer: Answer) -> tuple[JudgedClaim, ...]:
    """Return the judge's verdict on each sentence that the answer says; what it strikes out is not said.

    What was computed is left out: no report says it, and the sentences that it rests on are judged.
    A sentence is judged with its first three citations, as in ALCE; their quotes stand in for ALCE's passages, so that
    a citation is held to the words it marks.
    """
    quotes = {citation.citation_id: citation.quote for citation in answer.citations}
    return tuple(
        _judged(judge, claim.text, [quotes[key] for key in claim.citations if key in quotes][:MOST_CITATIONS])
        for claim in answer.supported
        if claim.calculation is None
    )


def _judged(judge: Judge, claim: str, quotes: Sequence[str]) -> JudgedClaim:
    if not quotes or not claim.strip():
        return JudgedClaim(together=False, alone=(), without=())
    if len(quotes) == 1:
        return JudgedClaim(together=_supported(judge, claim, quotes)[0], alone=(True,), without=(False,))
    rest = [[quote for other, quote in enumerate(quotes) if other != number] for number in range(len(quotes))]
    together, *each = _supported(judge, claim, [" ".join(quotes), *quotes, *(" ".join(others) for others in rest)])
    return JudgedClaim(together=together, alone=tuple(each[: len(quotes)]), without=tuple(each[len(quotes) :]))


def _supported(judge: Judge, claim: str, texts: Sequence[str]) -> list[bool]:
    found = judge.support(claim, texts)
    supporting = {reading.passage.passage_id for reading in found if reading.answer_span is not None}
    return [str(number) in supporting for number in range(len(texts))]
