"""What an evaluation found: every question with its scores, and every figure with its n and interval."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from assistant.evaluation.metrics.interval import CONFIDENCE, RESAMPLES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assistant.evaluation.metrics import Interval
    from assistant.evaluation.scoring import Case


class Slice(NamedTuple):
    """Some of the questions: all of them, those of one type, or those of one split."""

    by: Literal["all", "type", "split"]
    name: str


ALL = Slice("all", "all")


class Latency(NamedTuple):
    """How long one stage took, in milliseconds, over `n` questions."""

    n: int
    p50: float
    p95: float


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionResult:
    """One question with its score by metric; `None` is a metric that does not apply to it."""

    case: Case
    scores: Mapping[str, float | None]

    def to_dict(self) -> dict[str, Any]:
        """Return the question, the evidence and hits as places, the outcome and the scores as JSON-ready values."""
        case = self.case
        return {
            **case.question.model_dump(mode="json"),
            "places": [[_place(*place) for place in part] for part in case.evidence],
            "hits": [_place(hit.passage.document_id, hit.passage.span) for hit in case.hits],
            "rank": case.rank,
            "outcome": case.outcome.to_dict(),
            "scores": dict(self.scores),
        }

    def row(self) -> dict[str, str | float | bool | None]:
        """Return one flat row; times are in columns `ms_<stage>`."""
        question, answer = self.case.question, self.case.answer
        return {
            "id": question.id,
            "question": question.question,
            "type": question.type,
            "split": question.split,
            "answerable": question.answerable,
            "answers": " | ".join(question.answers or ()),
            "kind": "answer" if answer else "abstention",
            "short_answer": answer.short_answer if answer else None,
            "text": self.case.outcome.text,
            "rank": self.case.rank,
            **self.scores,
            **{f"ms_{stage}": value for stage, value in self.case.outcome.trace.timings_ms.items()},
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationReport:
    """One run over one question set.

    `figures` holds each slice's metrics by name; a metric without a case in the slice has n 0 and no value. The hashes
    say what was measured: the reports, the settings that can change an outcome, and the questions. `latency` leaves out
    the first question, which pays for loading the models, unless it is the only one.
    """

    results: tuple[QuestionResult, ...]
    figures: Mapping[Slice, Mapping[str, Interval]]
    latency: Mapping[str, Latency]
    mode: str
    seed: int
    corpus_hash: str
    settings_hash: str
    questions_hash: str

    @property
    def metrics(self) -> Mapping[str, Interval]:
        """The figures over all questions, by metric."""
        return self.figures[ALL]

    def to_dict(self) -> dict[str, Any]:
        """Return the report as JSON-ready values; slices are under `slices`, by what they slice, then by name."""
        slices: dict[str, dict[str, Any]] = {}
        for slice_, figures in self.figures.items():
            if slice_ != ALL:
                slices.setdefault(slice_.by, {})[slice_.name] = _figures(figures)
        return {
            "mode": self.mode,
            "corpus_hash": self.corpus_hash,
            "settings_hash": self.settings_hash,
            "questions_hash": self.questions_hash,
            "interval": {"confidence": CONFIDENCE, "resamples": RESAMPLES, "seed": self.seed},
            "n": len(self.results),
            "metrics": _figures(self.metrics),
            "slices": slices,
            "latency_ms": {stage: latency._asdict() for stage, latency in self.latency.items()},
            "questions": [result.to_dict() for result in self.results],
        }

    def rows(self) -> list[dict[str, str | float | bool | None]]:
        """Return one flat row a question, all with the same columns: `pandas.DataFrame(report.rows())`."""
        rows = [result.row() for result in self.results]
        columns = dict.fromkeys(column for row in rows for column in row)
        return [{column: row.get(column) for column in columns} for row in rows]


def _figures(figures: Mapping[str, Interval]) -> dict[str, Any]:
    return {name: interval._asdict() for name, interval in figures.items()}


def _place(document_id: str, span: tuple[int, int]) -> dict[str, Any]:
    start, end = span
    return {"document": document_id, "start": start, "end": end}
