"""The measuring itself, on numbers that are worked out by hand. Nothing here is timed."""

from __future__ import annotations

import numpy as np
import pytest

from .measures import Figure, Row, Target, bootstrap, compare_percentiles, in_turns, mean_of, percentile


@pytest.mark.parametrize(("share", "value"), [(0.0, 1.0), (0.5, 2.5), (0.75, 3.25), (1.0, 4.0)])
def test_percentile_interpolates_between_neighbours(share: float, value: float) -> None:
    """Of 4, 1, 3, 2 the median lies half way between 2 and 3."""
    assert percentile([4.0, 1.0, 3.0, 2.0], share) == pytest.approx(value)


def test_mean_of_equal_values_has_no_width() -> None:
    """Every resample of ones has mean one."""
    assert mean_of(np.ones(20)) == Figure(1.0, 1.0, 1.0)


def test_mean_of_two_values_spans_all_resamples() -> None:
    """Resamples of {0, 1} have means 0, 1/2 and 1 with chances 1/4, 1/2 and 1/4: the middle 95 % is everything."""
    assert mean_of(np.array([0.0, 1.0])) == Figure(0.5, 0.0, 1.0)


def test_interval_of_a_proportion_agrees_with_the_normal_approximation() -> None:
    """For 80 hits of 100 that is 0.8 +/- 1.96 * 0.04."""
    figure = mean_of(np.array([1.0] * 80 + [0.0] * 20))
    assert figure.value == pytest.approx(0.8)
    assert figure.low == pytest.approx(0.72, abs=0.015)
    assert figure.high == pytest.approx(0.88, abs=0.015)


def test_bootstrap_repeats_with_its_seed() -> None:
    """The same seed gives the same interval, another one another."""
    values = np.arange(30.0) ** 2

    def mean(chosen: np.typing.NDArray[np.intp]) -> float:
        return float(values[chosen].mean())

    assert bootstrap(mean, 30, seed=1) == bootstrap(mean, 30, seed=1)
    assert bootstrap(mean, 30, seed=1) != bootstrap(mean, 30, seed=2)


def test_ratio_keeps_pairs_together() -> None:
    """Where ours takes exactly twice the peer's time on every item, the ratio is 2 in every resample."""
    peer = np.array([1.0, 5.0, 2.0, 9.0])
    ours, theirs, ratio = compare_percentiles(2 * peer, peer, scale=1_000)
    assert (ours.value, theirs.value) == (7_000, 3_500)
    assert ratio == Figure(2.0, 2.0, 2.0)


def test_in_turns_rotates_who_goes_first() -> None:
    """Every contestant meets every item once, after the warm-up, and none always goes first."""
    calls: list[str] = []
    seconds = in_turns(
        {"a": lambda item: calls.append(f"a{item}"), "b": lambda item: calls.append(f"b{item}")}, [1, 2], warm_up=1
    )
    assert calls == ["a1", "b1", "a1", "b1", "b2", "a2"]
    assert {name: len(taken) for name, taken in seconds.items()} == {"a": 2, "b": 2}


@pytest.mark.parametrize(
    ("target", "value", "is_met"),
    [
        (Target(bound="at least", limit=1.3), 1.3, True),
        (Target(bound="at least", limit=1.3), 1.29, False),
        (Target(bound="at most", limit=1.5), 1.5, True),
        (Target(bound="at most", limit=1.5), 1.51, False),
    ],
)
def test_targets_include_their_limit(target: Target, value: float, *, is_met: bool) -> None:
    """A figure at the limit keeps the target."""
    assert target.met(value) is is_met


def test_target_holds_for_the_comparison_where_there_is_one() -> None:
    """With a peer, what counts is ours against it; alone, ours itself; without a target there is no verdict."""
    target = Target(bound="at most", limit=2)
    alone = Row(measure="p50", n=1, unit="ms", ours=Figure(30.0), target=target)
    paired = Row(
        measure="p50", n=1, unit="ms", ours=Figure(30.0), peer=Figure(20.0), compared=Figure(1.5), target=target
    )
    assert (alone.passed, paired.passed) == (False, True)
    assert Row(measure="p50", n=1, unit="ms", ours=Figure(30.0)).passed is None
