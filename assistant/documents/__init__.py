"""Files in, reports out: every file gives `Document`s, or a `Rejection` that says why not; a bad file never raises.

`load` does it all. An ingest that skips what has not changed takes the steps one by one: `find` lists the files without
opening them, `read_bytes` gives a file's bytes to hash, `parse` turns bytes into reports (`read` is both).
"""

from __future__ import annotations

from assistant.documents.article import make_document
from assistant.documents.files import Found, ReportFile, find
from assistant.documents.formats import FORMATS
from assistant.documents.reading import Loaded, load, parse, read, read_bytes

__all__ = ["FORMATS", "Found", "Loaded", "ReportFile", "find", "load", "make_document", "parse", "read", "read_bytes"]
