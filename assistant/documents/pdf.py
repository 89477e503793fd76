"""PDF files with a text layer."""

from __future__ import annotations

import io
import re
from collections import Counter
from typing import TYPE_CHECKING

from assistant.documents.article import Article, given, headline
from assistant.documents.dates import to_iso
from assistant.documents.paragraphs import unwrap
from assistant.documents.vendor import parsing
from assistant.errors import DocumentError
from assistant.records import Rejection

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pypdf import PdfReader

_CORRUPT = "corrupt or truncated PDF"
# No full stop may follow: "2026." is the last line of a paragraph.
_PAGE_NUMBER = re.compile(
    r"[\s\u2013\u2014|\[(-]*(?:page|p\.)?\s*\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?[\s\u2013\u2014|\])-]*", re.IGNORECASE
)
_FILE_NAME = re.compile(r"microsoft word - .*|.*\.(?:docx?|pdf|indd|odt|rtf|txt|pages|qxp)", re.IGNORECASE)
# Typesetting draws these letter pairs as one sign; as text nobody would find "oﬃcial" with them.
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_FEWEST_PAGES_FOR_HEADS = 3
_LONGEST_PAGE_NUMBER = 40


def read_pdf(data: bytes, path: Path) -> Iterator[Article | Rejection]:
    """Yield the one report of a PDF, and a rejection that names the pages without a text layer, if only some have one.

    Running heads and page numbers are left out and wrapped lines joined. The file's creation date stands for the
    publication date, which PDF does not record; its modification date says nothing about the report.

    Raises:
        DocumentError: The file is corrupt, encrypted with a password, or has no text layer.
    """
    with parsing(path, library="pypdf", failure=_CORRUPT):
        reader = _open(data, path)
        pages = [page.extract_text().translate(_LIGATURES) for page in reader.pages]
        title, author, created = _properties(reader)
    without_text = [str(number) for number, page in enumerate(pages, start=1) if not page.strip()]
    if len(without_text) == len(pages):
        raise DocumentError(path, "no text layer (scanned pages?)")
    text = unwrap("\n".join(_without_heads([page.strip().splitlines() for page in pages])))
    yield Article(text=text, title=title or headline(text), byline=author, published_at=created)
    if without_text:
        yield Rejection(
            path=str(path), reason=f"no text layer on page {', '.join(without_text)}; the other pages are taken in"
        )


def _open(data: bytes, path: Path) -> PdfReader:
    from pypdf import PasswordType, PdfReader
    from pypdf.errors import DependencyError

    reader = PdfReader(io.BytesIO(data))
    try:
        # Files that only restrict printing open with an empty password, in every viewer.
        if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
            raise DocumentError(path, "encrypted: it opens with a password only")
    except DependencyError as error:
        raise DocumentError(path, "encrypted in a way that needs further software (AES)") from error
    return reader


def _properties(reader: PdfReader) -> tuple[str | None, str | None, str | None]:
    """Return title, author and ISO creation date, each `None` where it is missing or was written by a program."""
    properties = reader.metadata
    if properties is None:
        return None, None, None
    title = given(properties.title)
    try:
        created = to_iso(properties.creation_date)
    except ValueError:
        created = None
    return None if title and _FILE_NAME.fullmatch(title) else title, given(properties.author), created


def _without_heads(pages: list[list[str]]) -> list[str]:
    """Return the lines of all pages without page numbers and without first and last lines that most pages repeat."""
    edges = Counter(_masked(line) for lines in pages for line in {*lines[:1], *lines[-1:]})
    repeated = {line for line, count in edges.items() if count > len(pages) / 2}
    repeated = repeated if len(pages) >= _FEWEST_PAGES_FOR_HEADS else set()

    def is_head(line: str) -> bool:
        return bool(len(line) <= _LONGEST_PAGE_NUMBER and _PAGE_NUMBER.fullmatch(line)) or _masked(line) in repeated

    body = []
    for lines in pages:
        start, stop = 0, len(lines)
        # Two lines at most at each end: a head and a page number.
        while start < min(2, stop) and is_head(lines[start]):
            start += 1
        while stop > max(start, len(lines) - 2) and is_head(lines[stop - 1]):
            stop -= 1
        body += lines[start:stop]
    return body


def _masked(line: str) -> str:
    return re.sub(r"\d+", "0", line.strip())
