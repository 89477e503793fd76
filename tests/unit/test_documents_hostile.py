"""Hostile files: whatever the bytes, a file gives documents or rejections, and never an exception."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]  # it ships no types

from assistant.documents import FORMATS, ReportFile, parse
from assistant.documents.vendor import parsing
from assistant.errors import DocumentError
from assistant.settings import DocumentSettings
from assistant.text import normalise

if TYPE_CHECKING:
    from collections.abc import Callable


def small_pdf() -> bytes:
    """Return a whole PDF to be damaged."""
    stream = io.BytesIO()
    canvas = Canvas(stream, invariant=1, pageCompression=1)
    canvas.drawString(72, 800, "Twelve were killed.")
    canvas.save()
    return stream.getvalue()


def small_word() -> bytes:
    """Return a whole Word file to be damaged."""
    stream = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("Twelve were killed.")
    document.save(stream)
    return stream.getvalue()


WHOLE: dict[str, Callable[[], bytes]] = {
    ".md": lambda: (
        b"---\ntitle: T\npublished: 2026-02-04\nauthor: [a, b]\n---\n# H\n\nTwelve [were](http://x.y) killed.\n"
    ),
    ".html": lambda: (
        b"<html><head><meta charset='utf-8'><title>T</title></head><body><p>Twelve were killed.</p></body></html>"
    ),
    ".json": lambda: b'[{"title": "T", "content": "<p>Twelve</p>", "date": "2026-02-04", "source": {"name": "W"}}]',
    ".jsonl": lambda: b'{"title": "T", "text": "Twelve", "date": 1770000000}\n{"text": ["a", "b"]}\n',
    ".rss": lambda: (
        b"<rss version='2.0'><channel><item><guid>g</guid><description>Twelve</description></item></channel></rss>"
    ),
    ".pdf": small_pdf,
    ".docx": small_word,
}


def check(suffix: str, data: bytes) -> None:
    """Assert that a file with these bytes is either taken in, wholly sound, or rejected."""
    file = ReportFile(
        path=Path(f"x{suffix}"), source=f"/x{suffix}", root=Path(), document_id="x", size=len(data), modified_ns=0
    )

    loaded = parse(file, data, settings=DocumentSettings())

    assert loaded.documents or loaded.rejections
    for document in loaded.documents:
        assert document.text == normalise(document.text)
        assert document.title == " ".join(document.title.split()) != ""
        assert 0 < len(document.document_id) <= 200
        str(document.to_dict()).encode()
    for rejection in loaded.rejections:
        assert rejection.path.startswith(f"x{suffix}")
        assert rejection.reason


@pytest.mark.parametrize("suffix", list(FORMATS))
@settings(deadline=None, derandomize=True, max_examples=15)
@given(data=st.binary(max_size=300))
def test_random_bytes_never_raise(suffix: str, data: bytes) -> None:
    """Noise under any known extension is a rejection, or by chance a text."""
    check(suffix, data)


@pytest.mark.parametrize("suffix", list(WHOLE))
@settings(deadline=None, derandomize=True, max_examples=25)
@given(edits=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 20), st.binary(max_size=8)), min_size=1, max_size=6))
def test_damaged_files_never_raise(suffix: str, edits: list[tuple[float, int, bytes]]) -> None:
    """A sound file with pieces cut out and bytes put in is taken in or rejected."""
    data = WHOLE[suffix]()
    for place, cut, inserted in edits:
        at = int(place * len(data))
        data = data[:at] + inserted + data[at + cut :]

    check(suffix, data)


def test_no_vendor_exception_or_warning_escapes(recwarn: pytest.WarningsRecorder) -> None:
    """Whatever a library raises becomes a `DocumentError` with the reason that was set for it."""
    with (
        pytest.raises(DocumentError, match=r"a\.pdf: it broke") as raised,
        parsing(Path("a.pdf"), library="pypdf", failure="it broke"),
    ):
        raise KeyError("/Root")

    assert isinstance(raised.value.__cause__, KeyError)
    assert not recwarn
