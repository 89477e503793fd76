"""One question with everything that is scored about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assistant.evaluation import metrics
from assistant.evaluation.metrics import Guess, JudgedClaim, Place
from assistant.records import Answer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assistant.evaluation.gold import Part
    from assistant.evaluation.questions import Question
    from assistant.records import Hit, Outcome

# Likeliest words that are cut otherwise than the accepted answers still answer: half of the tokens are shared.
ENOUGH_F1 = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One question: its gold evidence, the first passages found for it, best first, what came out, and what was judged.

    `texts` holds the stored text of each report, by document id. `judged` has one verdict a claim of the answer,
    in order; `()` where nothing was put to the judge.
    """

    question: Question
    evidence: tuple[Part, ...]
    hits: tuple[Hit, ...]
    outcome: Outcome
    texts: Mapping[str, str] = field(repr=False, compare=False)
    judged: tuple[JudgedClaim, ...] = ()

    @property
    def answer(self) -> Answer | None:
        """The outcome if it is an answer."""
        return self.outcome if isinstance(self.outcome, Answer) else None

    @property
    def gold(self) -> tuple[Place, ...]:
        """All places of the evidence."""
        return tuple(place for part in self.evidence for place in part)

    @property
    def found(self) -> tuple[Place, ...]:
        """The places of the passages that were found, best first."""
        return tuple(Place(hit.passage.document_id, hit.passage.span) for hit in self.hits)

    @property
    def rank(self) -> int | None:
        """The rank of the first hit that overlaps the evidence."""
        return metrics.first_rank(self.found, self.gold)

    @property
    def read(self) -> tuple[Place, ...]:
        """The places of the passages that were read, likeliest to answer first."""
        return tuple(Place(item.document_id, item.span) for item in self.outcome.trace.candidates)

    @property
    def cited(self) -> tuple[Place, ...]:
        """The places that the answer cites; `()` for an abstention."""
        return tuple(Place(item.document_id, item.span) for item in self.answer.citations) if self.answer else ()

    @property
    def said(self) -> str:
        """The answer's sentences, without citation marks: those are digits, and `[1]` would pass for the answer 1."""
        return " ".join(claim.text for claim in self.answer.supported) if self.answer else ""

    @property
    def short(self) -> str:
        """The answer in few words where it has such, else its sentences; `""` for an abstention."""
        return (self.answer.short_answer or self.said) if self.answer else ""

    @property
    def current(self) -> str:
        """The value that the answer gives as the one that holds now."""
        positions = self.answer.positions if self.answer else ()
        return next((item.value for item in positions if item.relation == "current"), self.short)

    @property
    def guess(self) -> Guess | None:
        """The likeliest words of all that was read, answered with or not; `None` where the trace has none."""
        best = next((item for item in self.outcome.trace.candidates if item.answer_span is not None), None)
        if best is None or best.answer_span is None:
            return None
        words = best.answer_span.of(self.texts.get(best.document_id, ""))
        gold = self.question.answers or ()
        right = metrics.answer_contained([words], gold) or metrics.best_token_f1(words, gold) >= ENOUGH_F1
        return Guess(words=words, probability=best.probability, correct=bool(right))
