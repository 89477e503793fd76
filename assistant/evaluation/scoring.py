"""Which metric scores which questions: the one list that the report, the gates and the table go by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from assistant.evaluation import metrics
from assistant.evaluation.metrics import Place
from assistant.records import Answer

if TYPE_CHECKING:
    from collections.abc import Callable

    from assistant.evaluation.gold import Part
    from assistant.evaluation.questions import Question
    from assistant.records import Hit, Outcome

# Passages that are retrieved for each question, whatever number the assistant itself reads.
DEPTH = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One question: its gold evidence, the first `DEPTH` passages found for it, best first, and what came out."""

    question: Question
    evidence: tuple[Part, ...]
    hits: tuple[Hit, ...]
    outcome: Outcome

    @property
    def answer(self) -> Answer | None:
        """The outcome if it is an answer."""
        return self.outcome if isinstance(self.outcome, Answer) else None

    @property
    def gold(self) -> tuple[Place, ...]:
        """All places of the evidence."""
        return tuple(place for part in self.evidence for place in part)

    @property
    def rank(self) -> int | None:
        """The rank of the first hit that overlaps the evidence."""
        found = [Place(hit.passage.document_id, hit.passage.span) for hit in self.hits]
        return metrics.first_rank(found, self.gold)

    @property
    def cited(self) -> tuple[Place, ...]:
        """The places that the answer cites; `()` for an abstention."""
        return tuple(Place(item.document_id, item.span) for item in self.answer.citations) if self.answer else ()


class Metric(NamedTuple):
    """A figure of the report: the mean of `score` over the questions for which it is not `None`."""

    name: str
    better: Literal["higher", "lower"]
    over: str
    score: Callable[[Case], float | None]


def _hit_at(k: int) -> Metric:
    def score(case: Case) -> float | None:
        return metrics.hit_at(k, case.rank) if _has_evidence(case) else None

    return Metric(f"hit@{k}", "higher", "answerable, with evidence", score)


def _mrr(case: Case) -> float | None:
    return metrics.reciprocal_rank(case.rank, cutoff=DEPTH) if _has_evidence(case) else None


def _exact_match(case: Case) -> float | None:
    return _compare(case, lambda answer, gold: metrics.exact_match(_short(answer), gold))


def _token_f1(case: Case) -> float | None:
    return _compare(case, lambda answer, gold: metrics.best_token_f1(_short(answer), gold))


def _contained(case: Case) -> float | None:
    return _compare(
        case, lambda answer, gold: metrics.answer_contained([_text(answer), answer.short_answer or ""], gold)
    )


def _citation_precision(case: Case) -> float | None:
    return metrics.citation_precision(case.cited, case.gold) if _has_evidence(case) and case.answer else None


def _citation_recall(case: Case) -> float | None:
    return metrics.citation_recall(case.cited, case.evidence) if _has_evidence(case) and case.answer else None


def _false_answer(case: Case) -> float | None:
    return metrics.false_answer(answered=case.answer is not None, answerable=case.question.answerable)


def _false_refusal(case: Case) -> float | None:
    return metrics.false_refusal(answered=case.answer is not None, answerable=case.question.answerable)


def _has_evidence(case: Case) -> bool:
    return case.question.answerable and bool(case.evidence)


def _compare(case: Case, score: Callable[[Answer, tuple[str, ...]], float]) -> float | None:
    """Score an answer against the accepted ones. Abstaining where there is an answer gets 0.0, as in SQuAD 2.0."""
    if case.question.answers is None:
        return None
    return score(case.answer, case.question.answers) if case.answer else 0.0


def _short(answer: Answer) -> str:
    return answer.short_answer or _text(answer)


def _text(answer: Answer) -> str:
    # Not `answer.text`: its citation marks are digits, and `[1]` would pass for the answer 1.
    return " ".join(claim.text for claim in answer.claims)


METRICS = (
    *(_hit_at(k) for k in (1, 3, 5, 10)),
    Metric(f"mrr@{DEPTH}", "higher", "answerable, with evidence", _mrr),
    Metric("exact_match", "higher", "answerable", _exact_match),
    Metric("token_f1", "higher", "answerable", _token_f1),
    Metric("answer_contained", "higher", "answerable", _contained),
    Metric("citation_precision", "higher", "answerable, answered, with evidence", _citation_precision),
    Metric("citation_recall", "higher", "answerable, answered, with evidence", _citation_recall),
    Metric("false_answers", "lower", "unanswerable", _false_answer),
    Metric("false_refusals", "lower", "answerable", _false_refusal),
)
