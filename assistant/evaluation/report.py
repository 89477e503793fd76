"""What an evaluation found: every question with its scores, and every figure with its n and interval."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from assistant.evaluation.metrics import reliability, risk_coverage
from assistant.evaluation.metrics.interval import CONFIDENCE, RESAMPLES

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from assistant.evaluation.case import Case
    from assistant.evaluation.metrics import Guess, Interval


class Slice(NamedTuple):
    """Some of the questions: all, those of one type, split or agreement class, or follow-ups."""

    by: Literal["all", "type", "split", "agreement", "turn"]
    name: str


ALL = Slice("all", "all")


class Latency(NamedTuple):
    """How long one stage took, in milliseconds, over `n` questions, with 95% intervals."""

    n: int
    p50: Interval
    p95: Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """What was measured, as hashes: the reports, the settings that can change an outcome, and the questions."""

    corpus_hash: str
    settings_hash: str
    questions_hash: str

    def to_dict(self) -> dict[str, str]:
        """Return the hashes by name."""
        return {
            "corpus_hash": self.corpus_hash,
            "settings_hash": self.settings_hash,
            "questions_hash": self.questions_hash,
        }


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
            "judged": [judged._asdict() for judged in case.judged],
            "scores": dict(self.scores),
        }

    def row(self) -> dict[str, str | float | bool | None]:
        """Return one flat row; times are in columns `ms_<stage>`, tokens and cost in `used_<name>`."""
        question, answer, guess = self.case.question, self.case.answer, self.case.guess
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
            "likeliest": guess.words if guess else None,
            "probability": guess.probability if guess else None,
            "likeliest_right": guess.correct if guess else None,
            **self.scores,
            **{f"used_{name}": amount for name, amount in self.case.outcome.trace.usage.items()},
            **{f"ms_{stage}": value for stage, value in self.case.outcome.trace.timings_ms.items()},
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationReport:
    """One run over one question set.

    `figures` holds each slice's metrics by name; a metric without a case in the slice has n 0 and no value. `latency`
    leaves out the first question, which pays for loading the models, unless it is the only one. `usage` holds the mean
    of what a language model used a question (tokens, cost), where the trace has it.
    """

    results: tuple[QuestionResult, ...]
    figures: Mapping[Slice, Mapping[str, Interval]]
    latency: Mapping[str, Latency]
    mode: str
    seed: int
    fingerprint: Fingerprint
    usage: Mapping[str, Interval] = field(default_factory=dict)

    @property
    def metrics(self) -> Mapping[str, Interval]:
        """The figures over all questions, by metric."""
        return self.figures[ALL]

    @property
    def guesses(self) -> tuple[Guess, ...]:
        """The likeliest words of each question that was read, in the order asked."""
        return tuple(guess for result in self.results if (guess := result.case.guess))

    def to_dict(self) -> dict[str, Any]:
        """Return the report as JSON-ready values; slices are under `slices`, by what they slice, then by name."""
        return {
            **self._summary(),
            "latency_ms": {
                stage: {"n": latency.n, "p50": latency.p50._asdict(), "p95": latency.p95._asdict()}
                for stage, latency in self.latency.items()
            },
            "usage": _figures(self.usage),
            "risk_coverage": [point._asdict() for point in risk_coverage(self.guesses)],
            "reliability": [bin_._asdict() for bin_ in reliability(self.guesses)],
            "questions": [result.to_dict() for result in self.results],
        }

    def baseline(self) -> dict[str, Any]:
        """Return what a later run is compared with and held to: the figures, and each question's scores; no text."""
        questions = [
            {
                "id": result.case.question.id,
                "scores": {name: score for name, score in result.scores.items() if score is not None},
            }
            for result in self.results
        ]
        return {**self._summary(), "questions": questions}

    def _summary(self) -> dict[str, Any]:
        slices: dict[str, dict[str, Any]] = {}
        for slice_, figures in self.figures.items():
            if slice_ != ALL:
                slices.setdefault(slice_.by, {})[slice_.name] = _figures(figures)
        return {
            "mode": self.mode,
            **self.fingerprint.to_dict(),
            "interval": {"confidence": CONFIDENCE, "resamples": RESAMPLES, "seed": self.seed},
            "n": len(self.results),
            "metrics": _figures(self.metrics),
            "slices": slices,
        }

    def rows(self) -> list[dict[str, str | float | bool | None]]:
        """Return one flat row a question, all with the same columns."""
        rows = [result.row() for result in self.results]
        columns = dict.fromkeys(column for row in rows for column in row)
        return [{column: row.get(column) for column in columns} for row in rows]

    def to_frame(self) -> pd.DataFrame:
        """Return `rows` as a pandas data frame, indexed by question id."""
        import pandas as pd

        return pd.DataFrame(self.rows()).set_index("id")


def _figures(figures: Mapping[str, Interval]) -> dict[str, Any]:
    return {name: interval._asdict() for name, interval in figures.items()}


def _place(document_id: str, span: tuple[int, int]) -> dict[str, Any]:
    start, end = span
    return {"document": document_id, "start": start, "end": end}
