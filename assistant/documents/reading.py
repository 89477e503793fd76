"""One file → its documents and rejections. No content raises: what cannot be read is rejected with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from assistant.documents.article import make_document
from assistant.documents.files import os_reason
from assistant.documents.formats import FORMATS
from assistant.errors import DocumentError
from assistant.records import Document, Rejection

if TYPE_CHECKING:
    from assistant.documents.files import ReportFile
    from assistant.settings import DocumentSettings


class Loaded(NamedTuple):
    """What one file gave: reports in its order, and whatever in it could not be taken in."""

    documents: tuple[Document, ...]
    rejections: tuple[Rejection, ...]


def read(file: ReportFile, *, settings: DocumentSettings) -> Loaded:
    """Return the reports of one file."""
    data = read_bytes(file, settings=settings)
    return Loaded((), (data,)) if isinstance(data, Rejection) else parse(file, data, settings=settings)


def read_bytes(file: ReportFile, *, settings: DocumentSettings) -> bytes | Rejection:
    """Return the bytes of one file; a rejection when it has more than `max_bytes`, is gone or may not be read."""
    try:
        size = file.path.stat().st_size
        if size > settings.max_bytes:
            reason = f"its size is {size:,} bytes; documents.max_bytes is {settings.max_bytes:,}"
            return Rejection(path=str(file.path), reason=reason)
        return file.path.read_bytes()
    except OSError as error:
        return Rejection(path=str(file.path), reason=os_reason(error))


def parse(file: ReportFile, data: bytes, *, settings: DocumentSettings) -> Loaded:
    """Return the reports in `data`, the bytes of `file`. Of two reports with one id the first is taken."""
    documents: dict[str, Document] = {}
    rejections: list[Rejection] = []
    if not data.strip():
        return Loaded((), (Rejection(path=str(file.path), reason="blank text" if data else "empty file"),))
    try:
        for article in FORMATS[file.path.suffix.lower()](data, file.path):
            if isinstance(article, Rejection):
                rejections.append(article)
                continue
            made = make_document(article, file, settings=settings)
            if isinstance(made, Rejection):
                rejections.append(made)
            elif made.document_id in documents:
                reason = f"its id {made.document_id!r} is taken by an item before it"
                rejections.append(Rejection(path=f"{file.path}{article.place}", reason=reason))
            else:
                documents[made.document_id] = made
    except DocumentError as error:
        rejections.append(Rejection(path=error.path, reason=error.reason))
    return Loaded(tuple(documents.values()), tuple(rejections))
