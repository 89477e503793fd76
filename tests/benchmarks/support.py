"""Whether claims about news are told from near misses: by the reader alone, and with the checks that go with it.

Over the claims of `--claims` and the `--articles` that they are about. Alone, the likeliest passage of a claim's
article decides. With the checks, the claim is put to `verify.ClaimChecker` as a sentence that cites every passage of
its article: figures, dates, names, quotations, doubt, "not" and speaker must stand as well. Thresholds are chosen on
every second article, the figures are over the others.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from assistant.api.details import ReportDetails
from assistant.packaged import model_folder
from assistant.passages import whole
from assistant.read.pairs import PairEncoder
from assistant.read.reader import Reader
from assistant.read.training import evaluate
from assistant.read.training.examples import cut, read_lines
from assistant.read.training.metrics import balanced_accuracy
from assistant.records import Given
from assistant.settings import ReaderSettings
from assistant.verify import ClaimChecker, Sentence

from .measures import Figure, Row, Target, bootstrap, mean_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.read.training.evaluate import Case
    from assistant.records import Passage, Reading
    from assistant.verify import SupportChecker

    from .data import Context

# What was wanted of the reader as a support checker.
BALANCED = Target(bound="at least", limit=0.80)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A claim with what the reader makes of it and what is left of that after the checks: 0 where one fails."""

    case_id: str
    kind: str
    true: bool
    alone: float
    checked: float
    why: str = ""


@dataclass(slots=True)
class _Best:
    """Passes readings on, whatever their probability, and keeps the highest: the checks are to be the only judges."""

    support_checker: SupportChecker
    claim_threshold: float = 0.0
    highest: float = 0.0

    def support(
        self, claim: str, passages: Sequence[Passage], *, threshold: float | None = None
    ) -> tuple[Reading, ...]:
        readings = self.support_checker.support(claim, passages, threshold=threshold)
        self.highest = max((self.highest, *(reading.probability for reading in readings)))
        return readings


def run(context: Context) -> list[Row]:
    """Return balanced accuracy and accuracy by kind, alone and with the checks; nothing without `--claims`."""
    if context.claims is None:
        return []
    reader = Reader(ReaderSettings())
    chosen, reported = (judge(cases, reader) for cases in halves(context))
    packaged = reader.claim_threshold
    own = _best_threshold(chosen)
    rows = [
        _balanced("the reader alone", [item.alone >= packaged for item in reported], reported, target=BALANCED),
        _balanced("with the checks", [item.checked >= packaged for item in reported], reported),
        _balanced(
            "with the checks, threshold chosen with them",
            [item.checked >= own for item in reported],
            reported,
            target=BALANCED,
            note=f"thresholds: {packaged:.3f} alone, {own:.3f} with the checks",
        ),
    ]
    for name, called in (
        ("alone", [item.alone >= packaged for item in reported]),
        ("with the checks", [item.checked >= packaged for item in reported]),
    ):
        rows.extend(_by_kind(name, called, reported))
    return rows


def halves(context: Context) -> tuple[list[tuple[str, Case]], list[tuple[str, Case]]]:
    """Return the claims of the articles that thresholds are chosen on, and those of the others."""
    if context.claims is None:
        return [], []
    encoder = PairEncoder(model_folder() / "tokenizer.json")
    wanted = {record["document_id"] for record in read_lines(context.claims)}
    texts = {
        item.document_id: tuple(cut(item.document_id, item.text, count_tokens=encoder.count).passages())
        for item in context.articles
        if item.document_id in wanted
    }
    cases = evaluate.news_claims(context.claims, texts)
    return evaluate.first_half(cases), evaluate.second_half(cases)


def judge(cases: Sequence[tuple[str, Case]], support: SupportChecker) -> list[Judged]:
    """Return each claim as the reader sees it, and as it comes through the checks."""
    return [_judged(claim, case, support) for claim, case in cases]


def _judged(claim: str, case: Case, support: SupportChecker) -> Judged:
    given = [Given(number=number, passage=item, title="") for number, item in enumerate(whole(case.texts), start=1)]
    readings = support.support(claim, [item.passage for item in given], threshold=0.0)
    best = _Best(support)
    checker = ClaimChecker(given, support=best, details=ReportDetails(given))
    checked = checker.check(Sentence(claim, tuple(item.number for item in given)))
    return Judged(
        case_id=case.case_id,
        kind=case.kind,
        true=bool(case.golds),
        alone=max((reading.probability for reading in readings), default=0.0),
        checked=checked.support if checked.supported else 0.0,
        why=checked.note or "",
    )


def _best_threshold(judged: Sequence[Judged]) -> float:
    cuts = sorted({item.checked for item in judged} - {0.0})
    true = [item.true for item in judged]
    return max(cuts, key=lambda least: balanced_accuracy([item.checked >= least for item in judged], true))


def _balanced(
    measure: str, called: Sequence[bool], judged: Sequence[Judged], *, target: Target | None = None, note: str = ""
) -> Row:
    said, true = np.array(called), np.array([item.true for item in judged])

    def accuracy(chosen: np.ndarray[tuple[int], np.dtype[np.intp]]) -> float:
        return balanced_accuracy(said[chosen].tolist(), true[chosen].tolist())

    ours: Figure = bootstrap(accuracy, len(judged))
    return Row(
        measure=f"claims: balanced accuracy, {measure}",
        n=len(judged),
        unit="share of claims",
        ours=ours,
        target=target,
        note=note,
    )


def _by_kind(name: str, called: Sequence[bool], judged: Sequence[Judged]) -> list[Row]:
    rows = []
    for true, kind in sorted({(item.true, item.kind) for item in judged}, reverse=True):
        right = [
            said == true for said, item in zip(called, judged, strict=True) if (item.true, item.kind) == (true, kind)
        ]
        rows.append(
            Row(
                measure=f"claims: {'supported' if true else 'unsupported'}, {kind}: right {name}",
                n=len(right),
                unit="share of claims",
                ours=mean_of(np.array(right, dtype=np.float64)),
            )
        )
    return rows
