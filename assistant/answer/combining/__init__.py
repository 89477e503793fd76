"""Questions that combine figures: a sum, a difference, a comparison, the course of a figure, one figure by several."""

from __future__ import annotations

from assistant.answer.combining.forms import combination
from assistant.answer.combining.saying import say

__all__ = ["combination", "say"]
