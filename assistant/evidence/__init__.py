"""Reconcile what reports say: figures, dates and names as comparable values."""

from __future__ import annotations

from assistant.evidence.asked import TimeAsked, time_asked
from assistant.evidence.attribution import Attribution, attribute, speaker_key
from assistant.evidence.finding import contains_figure, find_all, parse
from assistant.evidence.values import FoundValue, Hedge, Kind, Value, compatible, same, sort_key
from assistant.evidence.weigh import weigh

__all__ = [
    "Attribution",
    "FoundValue",
    "Hedge",
    "Kind",
    "TimeAsked",
    "Value",
    "attribute",
    "compatible",
    "contains_figure",
    "find_all",
    "parse",
    "same",
    "sort_key",
    "speaker_key",
    "time_asked",
    "weigh",
]
