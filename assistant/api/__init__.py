"""`Assistant`: the only place where the rooms meet."""

from __future__ import annotations

from assistant.api.assistant import Assistant, Event

__all__ = ["Assistant", "Event"]
