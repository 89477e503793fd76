"""Reconcile what reports say: figures, dates and names as comparable values."""

from __future__ import annotations

from assistant.evidence.finding import contains_figure, find_all, parse
from assistant.evidence.values import FoundValue, Hedge, Kind, Value, compatible, same, sort_key

__all__ = [
    "FoundValue",
    "Hedge",
    "Kind",
    "Value",
    "compatible",
    "contains_figure",
    "find_all",
    "parse",
    "same",
    "sort_key",
]
