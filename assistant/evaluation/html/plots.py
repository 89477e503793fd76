"""The plots of the report, as SVG to put into HTML; each has its own salt, for one page holds the ids of them all."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from assistant.evaluation.metrics import reliability, risk_coverage
from assistant.timeline import drawing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from assistant.evaluation.metrics import Guess, Point
    from assistant.evaluation.report import Latency

# Okabe and Ito's palette: told apart by the colour-blind, and on a light as on a dark page.
_BLUE, _ORANGE = "#0072B2", "#D55E00"
_INK = "#7a7f87"
_SIZE = (4.2, 3.2)


@drawing("risk")
def risk_coverage_plot(guesses: Sequence[Guess], operating: Point | None) -> str:
    """Return the risk-coverage curve, with the point at which the assistant answers; `""` without guesses.

    Args:
        guesses: The likeliest words of each question.
        operating: The share of questions that were answered, and of those the share that was wrong.
    """
    points = risk_coverage(guesses)
    if not points:
        return ""
    figure, axes = _axes("share of questions answered", "share of answers that are wrong")
    axes.plot([point.coverage for point in points], [point.risk for point in points], color=_BLUE, linewidth=1.8)
    if operating:
        axes.plot([operating.coverage], [operating.risk], "o", color=_ORANGE, markersize=8)
        axes.annotate(
            "as it answers now",
            xy=operating,
            xytext=(-6, 8),
            textcoords="offset points",
            ha="right",
            fontsize=8,
            color=_INK,
        )
    axes.set_xlim(0, 1.02)
    axes.set_ylim(0, 1.02)
    return _svg(figure, "risk")


@drawing("reliability")
def reliability_plot(guesses: Sequence[Guess]) -> str:
    """Return the reliability diagram, each bin with its n; `""` without guesses."""
    bins = reliability(guesses)
    if not bins:
        return ""
    figure, axes = _axes("stated probability", "share that is right")
    axes.plot([0, 1], [0, 1], color=_INK, linewidth=1, linestyle="--")
    middles = [(item.low + item.high) / 2 for item in bins]
    axes.bar(middles, [item.accuracy for item in bins], width=0.09, color=_BLUE, alpha=0.75)
    axes.plot([item.probability for item in bins], [item.accuracy for item in bins], "o", color=_ORANGE, markersize=4)
    for middle, item in zip(middles, bins, strict=True):
        axes.annotate(
            f"{item.n}",
            xy=(middle, item.accuracy),
            xytext=(0, 3),
            textcoords="offset points",
            ha="center",
            fontsize=7,
            color=_INK,
        )
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1.1)
    return _svg(figure, "reliability")


@drawing("latency")
def latency_plot(latency: Mapping[str, Latency]) -> str:
    """Return median and 95% quantile of each stage as bars; `""` without stages."""
    if not latency:
        return ""
    figure, axes = _axes("milliseconds", "")
    stages = list(latency)[::-1]
    axes.barh(stages, [latency[stage].p95.value or 0 for stage in stages], height=0.5, color=_ORANGE, label="p95")
    axes.barh(stages, [latency[stage].p50.value or 0 for stage in stages], height=0.5, color=_BLUE, label="p50")
    axes.legend(fontsize=8, frameon=False, labelcolor=_INK, loc="lower right", bbox_to_anchor=(1, 1), ncols=2)
    return _svg(figure, "latency")


def _axes(below: str, beside: str) -> tuple[Figure, Axes]:
    from matplotlib.figure import Figure

    figure = Figure(figsize=_SIZE, layout="constrained")
    axes = figure.add_subplot()
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for side in ("bottom", "left"):
        axes.spines[side].set_color(_INK)
    axes.tick_params(colors=_INK, labelsize=8)
    axes.set_xlabel(below, fontsize=9, color=_INK)
    axes.set_ylabel(beside, fontsize=9, color=_INK)
    return figure, axes


def _svg(figure: Figure, name: str) -> str:
    buffer = io.StringIO()
    nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
    figure.savefig(buffer, format="svg", transparent=True, metadata=nothing)
    drawn = buffer.getvalue()
    # Without the XML declaration and its document type, which HTML does not know.
    return drawn[drawn.index("<svg") :].replace("<svg", f'<svg role="img" aria-label="{name}"', 1)
