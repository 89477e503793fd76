"""ALCE's citation recall and precision, from the verdicts of a judge."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

# As many of a sentence's citations as ALCE looks at.
MOST_CITATIONS = 3


class JudgedClaim(NamedTuple):
    """One sentence of an answer, and what the judge said: about all its citations together, and about each.

    `alone` says whether a citation supports the sentence by itself, `without` whether the others do without it.
    """

    together: bool
    alone: tuple[bool, ...]
    without: tuple[bool, ...]


def alce_recall(claims: Sequence[JudgedClaim]) -> float | None:
    """Return the share of sentences that their citations, put together, support; `None` without a sentence.

    Citation recall as Gao et al. define it (ALCE, EMNLP 2023): a sentence without citations is not supported.
    """
    return sum(claim.together for claim in claims) / len(claims) if claims else None


def alce_precision(claims: Sequence[JudgedClaim]) -> float | None:
    """Return the share of citations that their sentence needs; `None` without a citation.

    Citation precision as Gao et al. define it (ALCE, EMNLP 2023): a citation counts if its sentence is supported, and
    it supports the sentence alone, or the others do not without it. ALCE has 0 where we have `None`.
    """
    cited = sum(len(claim.alone) for claim in claims)
    if not cited:
        return None
    needed = sum(
        claim.together and (alone or not without)
        for claim in claims
        for alone, without in zip(claim.alone, claim.without, strict=True)
    )
    return needed / cited
