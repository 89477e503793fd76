"""How the packaged model is run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import torch

from assistant import packaged

if TYPE_CHECKING:
    from collections.abc import Iterator

CAPABLE = {"amx_bf16": False, "avx512_bf16": True}


@pytest.fixture(autouse=True)
def _forgets() -> Iterator[None]:
    """What was measured is kept for a process: not from one test to the next."""
    packaged.is_bfloat16_faster.cache_clear()
    yield
    packaged.is_bfloat16_faster.cache_clear()


@pytest.mark.parametrize(("seconds", "faster"), [(0.4, True), (0.95, False), (1.7, False)])
def test_bfloat16_is_taken_where_it_is_measured_to_pay(
    monkeypatch: pytest.MonkeyPatch, seconds: float, *, faster: bool
) -> None:
    """A CPU with instructions for it may still be slower in it, and a hair's breadth is not worth the rounding."""
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: CAPABLE)
    monkeypatch.setattr(packaged, "seconds_to_multiply", lambda dtype: seconds if dtype is torch.bfloat16 else 1.0)
    assert packaged.is_bfloat16_faster() is faster


def test_the_least_of_several_measurements_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another process that holds the core for once decides nothing."""
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: CAPABLE)
    taken = iter([1.0, 9.0, 1.1, 0.4, 1.0, 0.4, 1.0, 0.4, 1.0, 0.4])
    monkeypatch.setattr(packaged, "seconds_to_multiply", lambda _: next(taken))
    assert packaged.is_bfloat16_faster()


def test_a_cpu_without_instructions_for_it_is_not_timed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Emulated, it is slower for certain."""
    monkeypatch.setattr(torch.cpu, "get_capabilities", dict)
    monkeypatch.setattr(packaged, "seconds_to_multiply", lambda _: pytest.fail("timed"))
    assert not packaged.is_bfloat16_faster()


def test_a_product_takes_some_time() -> None:
    """It is really computed, in either type."""
    assert packaged.seconds_to_multiply(torch.float32) > 0
    assert packaged.seconds_to_multiply(torch.bfloat16) > 0
