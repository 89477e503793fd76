"""`Assistant`: the only place where the rooms meet."""

from __future__ import annotations

from assistant.api.ask import Event
from assistant.api.assistant import Assistant

__all__ = ["Assistant", "Event"]
