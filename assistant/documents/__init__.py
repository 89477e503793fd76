"""Files in, reports out: every file gives `Document`s, or a `Rejection` that says why not; a bad file never raises.

`find` lists the files without opening them, and `read` gives the reports of one. An ingest that skips what has not
changed takes its two steps one by one: `read_bytes` gives a file's bytes to hash, `parse` turns bytes into reports.
"""

from __future__ import annotations

from assistant.documents.article import make_document
from assistant.documents.files import Found, ReportFile, find
from assistant.documents.formats import FORMATS
from assistant.documents.reading import Loaded, parse, read, read_bytes

__all__ = ["FORMATS", "Found", "Loaded", "ReportFile", "find", "make_document", "parse", "read", "read_bytes"]
