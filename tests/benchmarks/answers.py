"""Whether the right answer is given: every question asked of all articles through `Assistant.ask`.

Thresholds and weights are chosen on every second of the questions' articles; the figures are over the others. A hit is
the likeliest passage of the question's own article when it holds the gold answer: an article that reports the same fact
elsewhere in the collection counts as a miss, and a "wrong" answer to an unanswerable question may be right there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from assistant import Answer, Assistant
from assistant.evaluation.metrics import best_token_f1

from .contestants import our_store
from .measures import Row, Target, mean_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from .data import Context, Question

HIT, F1 = Target(bound="at least", limit=0.72), Target(bound="at least", limit=0.68)
FALSE_ANSWERS, FALSE_REFUSALS = Target(bound="at most", limit=0.30), Target(bound="at most", limit=0.25)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What became of one question. `f1` is that of the likeliest words, whether or not they were likely enough."""

    answerable: bool
    answered: bool
    probability: float
    hit: bool
    first_hit: bool
    f1: float


def run(context: Context) -> list[Row]:
    """Return the rows, and draw the risk-coverage curve; none on the shipped corpus: `assistant evaluate` asks it."""
    if context.is_shipped:
        return []
    questions = reported([*context.questions, *context.unanswerable])
    texts = {article.document_id: article.text for article in context.articles}
    with Assistant(our_store(context.articles, context.work), create=False) as assistant:
        asked = [_ask(assistant, item, texts) for item in questions]
    draw(asked, context.work / "risk-coverage.png")
    has = [item for item in asked if item.answerable]
    has_not = [item for item in asked if not item.answerable]
    return [
        _row("hit@1 as retrieved", [item.first_hit for item in has]),
        _row("hit@1 as reranked by the reader", [item.hit for item in has], HIT),
        _row("answer F1, forced", [item.f1 for item in has]),
        _row("answer F1 on answerable", [item.f1 * item.answered for item in has], F1),
        _row("false refusals on answerable", [not item.answered for item in has], FALSE_REFUSALS),
        _row("false answers on unanswerable", [item.answered for item in has_not], FALSE_ANSWERS),
        _row("area under the risk-coverage curve", [float(value) for value in risks(asked)]),
    ]


def reported(questions: Sequence[Question]) -> list[Question]:
    """Return the questions of the articles that nothing is chosen on: every second one, in the order of their ids."""
    kept = set(sorted({item.document_id for item in questions})[1::2])
    return [item for item in questions if item.document_id in kept]


def risks(asked: Sequence[Asked]) -> NDArray[np.float64]:
    """Return the mean error among the first k answers, likeliest first, for each k: an error is 1 less the F1."""
    ordered = sorted(asked, key=lambda item: -item.probability)
    errors = np.array([1 - item.f1 if item.answerable else 1.0 for item in ordered])
    cumulated: NDArray[np.float64] = np.cumsum(errors) / np.arange(1, len(errors) + 1)
    return cumulated


def draw(asked: Sequence[Asked], path: Path) -> None:
    """Draw the risk-coverage curve, with the point at which the assistant stands."""
    from matplotlib.figure import Figure

    risk = risks(asked)
    coverage = np.arange(1, len(risk) + 1) / len(risk)
    answered = sum(item.answered for item in asked)
    figure = Figure(figsize=(6, 4), layout="constrained")
    axes = figure.add_subplot()
    axes.plot(coverage, risk, color="#1f4e79")
    if answered:
        axes.plot(answered / len(risk), risk[answered - 1], "o", color="#c0392b", label="the shipped threshold")
        axes.legend()
    axes.set(xlabel="coverage: share of questions answered", ylabel="risk: 1 - F1 among the answered", xlim=(0, 1))
    axes.set_ylim(bottom=0)
    axes.grid(alpha=0.3)
    figure.savefig(path, dpi=120)


def _ask(assistant: Assistant, item: Question, texts: dict[str, str]) -> Asked:
    outcome = assistant.ask(item.question)
    first = assistant.retrieve(item.question, 1)[0].passage
    best = outcome.trace.candidates[0]
    words = best.answer_span.of(texts[best.document_id]) if best.answer_span else ""
    if isinstance(outcome, Answer):
        words = outcome.short_answer or ""

    def holds(document_id: str, text: str) -> bool:
        return document_id == item.document_id and any(gold.lower() in text.lower() for gold in item.answers)

    return Asked(
        answerable=bool(item.answers),
        answered=isinstance(outcome, Answer),
        probability=best.probability,
        hit=holds(best.document_id, best.span.of(texts[best.document_id])),
        first_hit=holds(first.document_id, first.text),
        f1=best_token_f1(words, item.answers) if item.answers else 0.0,
    )


def _row(measure: str, values: Sequence[float], target: Target | None = None) -> Row:
    return Row(
        measure=f"open: {measure}",
        n=len(values),
        unit="share of questions",
        ours=mean_of(np.array(values, dtype=np.float64)),
        target=target,
    )
