"""Hold what is said against the characters it cites: when an answer is given, and again whenever it is looked at."""

from __future__ import annotations

from assistant.verify.citations import Cited, cite, recheck, resolve

__all__ = ["Cited", "cite", "recheck", "resolve"]
