"""Measuring: contestants in turns, percentiles, seeded bootstrap intervals, and the targets for figures."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeVar

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

Item = TypeVar("Item")
SEED = 20_260_204
RESAMPLES = 10_000
CONFIDENCE = 0.95


class Figure(NamedTuple):
    """A number, and its 95 % interval where it has one."""

    value: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """The bound that a figure must keep, itself included."""

    bound: Literal["at least", "at most"]
    limit: float

    def met(self, value: float) -> bool:
        """Return whether `value` keeps the bound."""
        return value >= self.limit if self.bound == "at least" else value <= self.limit


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the table. `n` counts what was measured: questions, runs, passages.

    `compared` is ours over the peer's (`kind` "ratio") or ours less the peer's ("difference"); a target holds for it,
    and for `ours` where there is no peer.
    """

    measure: str
    n: int
    unit: str
    ours: Figure
    peer_name: str = ""
    peer: Figure | None = None
    compared: Figure | None = None
    kind: Literal["ratio", "difference"] = "ratio"
    target: Target | None = None
    note: str = ""

    @property
    def passed(self) -> bool | None:
        """Whether the target is met; `None` without one."""
        return None if self.target is None else self.target.met((self.compared or self.ours).value)

    def to_dict(self) -> dict[str, Any]:
        """Return the row as JSON-ready values."""
        return {
            "measure": self.measure,
            "n": self.n,
            "unit": self.unit,
            "ours": _rounded(self.ours),
            "peer_name": self.peer_name or None,
            "peer": _rounded(self.peer),
            self.kind: _rounded(self.compared),
            "target": f"{self.target.bound} {self.target.limit:g}" if self.target else None,
            "passed": self.passed,
            "note": self.note or None,
        }


def in_turns(
    contestants: Mapping[str, Callable[[Item], object]], items: Sequence[Item], *, warm_up: int = 0
) -> dict[str, NDArray[np.float64]]:
    """Return seconds by contestant, one for each item: every contestant meets every item, and who goes first rotates.

    What disturbs the machine for a while disturbs all of them alike.

    Args:
        contestants: What to time, by name.
        items: What each is called with.
        warm_up: How many of the items they meet once before, untimed.
    """
    names = list(contestants)
    for item in items[:warm_up]:
        for name in names:
            contestants[name](item)
    seconds: dict[str, list[float]] = {name: [] for name in names}
    for turn, item in enumerate(items):
        for place in range(len(names)):
            name = names[(turn + place) % len(names)]
            started = time.perf_counter()
            contestants[name](item)
            seconds[name].append(time.perf_counter() - started)
    return {name: np.array(values) for name, values in seconds.items()}


def percentile(values: Sequence[float] | NDArray[np.float64], share: float) -> float:
    """Return the value below which `share` (0 to 1) of the values lie, interpolated between neighbours."""
    return float(np.quantile(values, share))


def bootstrap(statistic: Callable[[NDArray[np.intp]], float], n: int, *, seed: int = SEED) -> Figure:
    """Return the statistic of all `n` items with its 95 % percentile-bootstrap interval.

    Args:
        statistic: The figure for a selection of items, given as indices with repeats, which keep paired values paired.
        n: How many items there are, at least 1.
        seed: Of the resampling; the same seed gives the same interval.
    """
    rng = np.random.default_rng(seed)
    drawn = [statistic(rng.integers(0, n, n)) for _ in range(RESAMPLES)]
    tail = (1 - CONFIDENCE) / 2
    return Figure(statistic(np.arange(n)), percentile(drawn, tail), percentile(drawn, 1 - tail))


def mean_of(values: NDArray[np.float64]) -> Figure:
    """Return the mean with its interval: a proportion, where the values are 0 and 1."""
    return bootstrap(lambda chosen: float(values[chosen].mean()), len(values))


def compare_percentiles(
    ours: NDArray[np.float64], peer: NDArray[np.float64], share: float = 0.5, *, scale: float = 1.0
) -> tuple[Figure, Figure, Figure]:
    """Return ours, the peer's and their ratio at this percentile, the ratio with its interval over the paired items."""

    def ratio(chosen: NDArray[np.intp]) -> float:
        return percentile(ours[chosen], share) / percentile(peer[chosen], share)

    return (
        Figure(scale * percentile(ours, share)),
        Figure(scale * percentile(peer, share)),
        bootstrap(ratio, len(ours)),
    )


def _rounded(figure: Figure | None) -> dict[str, float] | float | None:
    if figure is None:
        return None
    if figure.low is None or figure.high is None:
        return round(figure.value, 4)
    return {"value": round(figure.value, 4), "low": round(figure.low, 4), "high": round(figure.high, 4)}
