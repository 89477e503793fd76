"""Word files (`.docx`)."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

from assistant.documents.article import Article, given, headline
from assistant.documents.dates import dateline, to_iso
from assistant.documents.vendor import parsing
from assistant.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# When python-docx's own template was made: the creation date of whatever a program writes with it.
_TEMPLATE_CREATED = "2013-12-23T23:15:00+00:00"
_CORRUPT = "corrupt or truncated Word file"
# Office keeps a file with a password, and every file of its old format, in this container instead of a zip.
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_FLAG = 0x1
# Largest sum of the unpacked parts, as a multiple of the file: XML packs about tenfold, a zip bomb a thousandfold.
_MOST_GROWTH = 100
_SMALL = 1_000_000
# However large the file: this much of the smallest elements takes 1.2 GB and 9 s to parse; a long report is a tenth.
_MOST_UNPACKED = 50_000_000
# Deleted and moved-away text, field codes, and drawings, whose text boxes stand outside the order of the text.
_UNREAD = frozenset({"del", "moveFrom", "instrText", "drawing", "pict", "AlternateContent"})
_WRAPPERS = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo"})
_AS_TEXT = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def read_docx(data: bytes, path: Path) -> Iterator[Article]:
    """Yield the one report of a Word file: paragraphs and table rows in order, tracked changes as if accepted.

    A line at the top that says "Published 8 May 2026" dates it, else the creation date; the date of the last save says
    nothing about the report. Headers, footers, footnotes and text boxes are not read.

    Raises:
        DocumentError: The file is corrupt, encrypted, or unpacks to far more than its size or than 50 MB.
    """
    import docx

    if data.startswith(_OLE):
        raise DocumentError(path, "encrypted, or an old Word file (.doc) under a new name")
    with parsing(path, library="docx", failure=_CORRUPT):
        _check_archive(data, path)
        word = docx.Document(io.BytesIO(data))
        text = "\n".join(_lines(word.element.body))
        properties = word.core_properties
        title, author, created = given(properties.title), given(properties.author), to_iso(properties.created)
    if created == _TEMPLATE_CREATED:
        created = None
    yield Article(text=text, title=title or headline(text), byline=author, published_at=dateline(text) or created)


def _check_archive(data: bytes, path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = archive.infolist()
    if any(member.flag_bits & _ENCRYPTED_FLAG for member in members):
        raise DocumentError(path, "encrypted: it opens with a password only")
    # `zipfile` never reads more of a part than its directory declares, so the declared sizes hold.
    unpacked = sum(member.file_size for member in members)
    if unpacked > max(_SMALL, _MOST_GROWTH * len(data)):
        raise DocumentError(path, "unpacks to far more than its size (a zip bomb?)")
    if unpacked > _MOST_UNPACKED:
        reason = f"unpacks to {unpacked:,} bytes, and at most {_MOST_UNPACKED:,} are read"
        raise DocumentError(path, f"{reason}: save it without pictures, or in parts")


def _lines(container: Any) -> Iterator[str]:  # noqa: ANN401 - lxml has no types
    """Yield the text of each paragraph and table row.

    python-docx's own `Paragraph.text` leaves out inserted text of tracked changes and content controls, and with it
    corrected figures.
    """
    for element in container:
        match _name(element):
            case "p":
                yield "".join(_pieces(element))
            case "tbl":
                for row in _parts(element, "tr"):
                    yield " | ".join(" ".join(_lines(cell)) for cell in _parts(row, "tc"))
            case _:
                yield from _lines(element)


def _parts(element: Any, name: str) -> Iterator[Any]:  # noqa: ANN401 - lxml has no types
    """Yield the rows of a table or the cells of a row, those inside content controls and tracked changes too."""
    for child in element:
        if _name(child) == name:
            yield child
        elif _name(child) in _WRAPPERS:
            yield from _parts(child, name)


def _pieces(element: Any) -> Iterator[str]:  # noqa: ANN401 - lxml has no types
    for child in element:
        name = _name(child)
        if name == "t":
            yield child.text or ""
        elif name in _AS_TEXT:
            yield _AS_TEXT[name]
        elif name not in _UNREAD:
            yield from _pieces(child)


def _name(element: Any) -> str:  # noqa: ANN401 - lxml has no types
    # The tag of a comment is a function.
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
