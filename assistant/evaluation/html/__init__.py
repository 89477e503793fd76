"""The report as one HTML file that asks nothing of any host."""

from __future__ import annotations

from assistant.evaluation.html.page import page

__all__ = ["page"]
