"""Bounds that a report must keep, for a build that fails when quality falls."""

from __future__ import annotations

import difflib
import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assistant.errors import ConfigurationError, EvaluationError
from assistant.evaluation.metrics import NO_CASES
from assistant.evaluation.report import ALL, Slice
from assistant.evaluation.scoring import BETTER

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assistant.evaluation.metrics import Interval
    from assistant.evaluation.report import EvaluationReport


@dataclass(frozen=True, slots=True, kw_only=True)
class Gates:
    """Least values of metrics where higher is better, most values of those where lower is; a value on the bound passes.

    A name is that of a metric, for its figure over all questions, or `test:` and it, for that of one split.

    Raises:
        ConfigurationError: There is no such metric, a bound is not in [0, 1], or it bounds the good side, so that the
            gate could never catch a loss.
    """

    at_least: Mapping[str, float] = field(default_factory=dict)
    at_most: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Reject what cannot be meant."""
        for bounds, better in ((self.at_least, "higher"), (self.at_most, "lower")):
            for name, bound in bounds.items():
                _check(name, bound, better)


def check_gates(report: EvaluationReport, gates: Gates) -> None:
    """Return if all figures keep their bounds; the figure counts, not its interval.

    Raises:
        EvaluationError: Some do not, each named with both numbers; or a gated metric has no case, since a gate that
            measures nothing must not pass.
    """
    broken = []
    for bounds, sign in ((gates.at_least, "below"), (gates.at_most, "above")):
        for name, bound in bounds.items():
            value = _figure(report, name).value
            if value is None:
                broken.append(f"{name} has no cases (gate {bound:g})")
            elif value < bound if sign == "below" else value > bound:
                broken.append(f"{name} {_shown(value, bound)} is {sign} {bound:g}")
    if broken:
        raise EvaluationError(
            "; ".join(broken), hint="see the failing questions in the report, or change the gate and say why"
        )


def _figure(report: EvaluationReport, name: str) -> Interval:
    split, _, metric = name.rpartition(":")
    return report.figures.get(Slice("split", split) if split else ALL, {}).get(metric, NO_CASES)


def _shown(value: float, bound: float) -> str:
    # More digits where three would show a broken gate as kept.
    digits = next((digits for digits in range(3, 17) if round(value, digits) != bound), 17)
    return f"{value:.{digits}f}"


def _check(name: str, bound: float, better: str) -> None:
    metric = name.rpartition(":")[2]
    if metric not in BETTER:
        close = difflib.get_close_matches(metric, BETTER, n=1)
        hint = f"did you mean {close[0]}?" if close else f"metrics are {', '.join(BETTER)}"
        raise ConfigurationError(f"{metric!r} is not a metric", hint=hint)
    if not (math.isfinite(bound) and 0 <= bound <= 1):
        raise ConfigurationError(f"the gate of {name} must be from 0 to 1, not {bound}", hint="write it like 0.9")
    if BETTER[metric] != better:
        option = "--fail-over" if better == "higher" else "--fail-under"
        raise ConfigurationError(
            f"of {metric}, {BETTER[metric]} is better", hint=f"gate it with {option} {name}={bound:g}"
        )
