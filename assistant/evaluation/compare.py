"""A run beside an earlier one on the same questions: what got better, what got worse, question by question."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.errors import ConfigurationError
from assistant.evaluation.gates import Gates
from assistant.evaluation.metrics import bootstrap_mean
from assistant.evaluation.scoring import BETTER, METRICS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from assistant.evaluation.metrics import Interval
    from assistant.evaluation.report import EvaluationReport, Fingerprint

# The slice whose figures a baseline holds a build to, beside those over all questions.
TEST = "test"


class _Figure(BaseModel):
    model_config = ConfigDict(frozen=True)

    value: float | None
    low: float | None
    high: float | None
    n: int


class _Scores(BaseModel):
    model_config = ConfigDict(frozen=True)

    id: str
    scores: dict[str, float | None]


class Baseline(BaseModel):
    """An earlier run: what `--save` or `--save-baseline` wrote."""

    model_config = ConfigDict(frozen=True)

    corpus_hash: str
    settings_hash: str
    questions_hash: str
    metrics: dict[str, _Figure]
    slices: dict[str, dict[str, dict[str, _Figure]]] = {}
    questions: tuple[_Scores, ...]

    @property
    def scores(self) -> dict[str, Mapping[str, float | None]]:
        """Each question's scores, by its id."""
        return {question.id: question.scores for question in self.questions}

    def gates(self) -> Gates:
        """Return the bounds that its 95% intervals set: over all questions, and over the test split.

        A figure may move within the interval, which is chance; beyond its worse end a build fails.
        """
        over = {"": self.metrics, f"{TEST}:": self.slices.get("split", {}).get(TEST, {})}
        least, most = {}, {}
        for prefix, figures in over.items():
            for name, figure in figures.items():
                better = BETTER.get(name)
                if better == "higher" and figure.low is not None:
                    least[f"{prefix}{name}"] = figure.low
                elif better == "lower" and figure.high is not None:
                    most[f"{prefix}{name}"] = figure.high
        return Gates(at_least=least, at_most=most)


class Change(NamedTuple):
    """One question whose score by one metric is another than before."""

    question_id: str
    before: float
    after: float


class Difference(NamedTuple):
    """How one metric moved over the questions that both runs scored: its mean difference, and which questions moved."""

    metric: str
    mean: Interval
    better: tuple[Change, ...]
    worse: tuple[Change, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the difference as JSON-ready values."""
        moved = {"better": self.better, "worse": self.worse}
        changes = {name: [change._asdict() for change in found] for name, found in moved.items()}
        return {"metric": self.metric, "mean": self.mean._asdict(), **changes}


def load_baseline(path: Path) -> Baseline:
    """Return an earlier run.

    Raises:
        ConfigurationError: The file cannot be read, or holds none.
    """
    hint = "give a file that `assistant evaluate --save` or `--save-baseline` wrote"
    try:
        content: Any = json.loads(path.read_text(encoding="utf-8"))
        return Baseline.model_validate(content)
    except OSError as error:
        raise ConfigurationError(f"{path} cannot be read: {error.strerror}", hint=hint) from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise ConfigurationError(f"{path} is no saved evaluation: {where}: {first['msg']}", hint=hint) from error
    except ValueError as error:
        raise ConfigurationError(f"{path} is not JSON: {error}", hint=hint) from error


def baseline_gates(measured: Fingerprint, baseline: Baseline) -> Gates:
    """Return the bounds of the baseline for what is measured.

    Raises:
        ConfigurationError: The baseline is of other questions, so that its figures bound nothing here.
    """
    if baseline.questions_hash != measured.questions_hash:
        raise ConfigurationError(
            "the baseline was measured on other questions", hint="measure it again with --save-baseline"
        )
    return baseline.gates()


def compare(report: EvaluationReport, baseline: Baseline) -> tuple[Difference, ...]:
    """Return how each metric moved, over the questions that both runs have and score, paired by id.

    The interval of the mean difference is resampled over questions, a question's two scores kept together (a paired
    bootstrap). Metrics without such a question are left out; so are figures that are no mean over questions.
    """
    before = baseline.scores
    differences = []
    for metric in METRICS:
        pairs = [
            Change(result.case.question.id, old, new)
            for result in report.results
            if (new := result.scores[metric.name]) is not None
            and (old := before.get(result.case.question.id, {}).get(metric.name)) is not None
        ]
        if not pairs:
            continue
        sign = 1 if metric.better == "higher" else -1
        differences.append(
            Difference(
                metric=metric.name,
                mean=bootstrap_mean([pair.after - pair.before for pair in pairs], seed=report.seed),
                better=tuple(pair for pair in pairs if sign * (pair.after - pair.before) > 0),
                worse=tuple(pair for pair in pairs if sign * (pair.after - pair.before) < 0),
            )
        )
    return tuple(differences)
