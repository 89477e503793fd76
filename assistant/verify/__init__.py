"""Hold what is said against the characters it cites: when an answer is given, and again whenever it is looked at."""

from __future__ import annotations

from assistant.verify.citations import cite, recheck, resolve

__all__ = ["cite", "recheck", "resolve"]
