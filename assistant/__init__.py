"""Ask a pile of news reports; get short answers whose every sentence cites the exact characters it rests on."""

from __future__ import annotations

__version__ = "0.1.0"
