"""Hostile files: whatever the bytes, a file gives documents or rejections, and never an exception."""

from __future__ import annotations

import io
import json
import signal
from contextlib import contextmanager
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
    from collections.abc import Callable, Iterator
    from types import FrameType


def small_pdf() -> bytes:
    """Return a whole PDF to be damaged."""
    stream = io.BytesIO()
    canvas = Canvas(stream, invariant=1, pageCompression=1)
    canvas.drawString(72, 800, "Twelve were killed.")
    canvas.save()
    return stream.getvalue()


def small_word(text: str = "Twelve were killed.") -> bytes:
    """Return a whole Word file, to be damaged or with a hostile text."""
    stream = io.BytesIO()
    document = docx.Document()
    document.add_paragraph(text)
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
    file = ReportFile(path=Path(f"x{suffix}"), source=f"/x{suffix}", root=Path(), document_id="x", size=len(data))

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


# Of the processor, however busy the machine is: each file below takes about a second, or many minutes where the time
# grows with the square of its size.
MOST_SECONDS = 20
SLOW: dict[str, tuple[str, Callable[[], bytes]]] = {
    "blanks after Published": (".docx", lambda: small_word(f"Published{' ' * 300_000}x")),
    "hyphens at line ends": (
        ".txt",
        lambda: b"the officials spoke of a large operation in the hills opera-\n" * 50_000,
    ),
    "lines without blanks": (".txt", lambda: (b"a" * 60 + b"-\n") * 50_000),
    "endings": (
        ".txt",
        lambda: b"the officials spoke of a large operation in hills-\n" + (b"ing" * 17 + b"-\n") * 50_000,
    ),
    "lines of one list item": (
        ".txt",
        lambda: b"- item\n" + b"  the officials spoke of a large operation in opera-\n" * 50_000,
    ),
    "a word without end": (
        ".txt",
        lambda: b"the officials spoke of a large operation\n" * 9_000 + b"a" * 300_000 + b"1-\nb",
    ),
    "forms between words": (".json", lambda: json.dumps({"text": "<form></form>abcdefgh" * 80_000}).encode()),
    "blank lines before a feed": (".rss", lambda: b"<!--" + b"\n" * 100_000 + b"-->" + WHOLE[".rss"]()),
    "declarations before a feed": (".rss", lambda: b"<!DOCTYPE x\n" * 20_000 + WHOLE[".rss"]()),
}


@contextmanager
def processor_seconds(limit: float) -> Iterator[None]:
    """Fail what takes more than so many seconds of the processor."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        # No `Exception`, so that `parsing` does not take it for the library's.
        pytest.fail(f"it took more than {limit} seconds of the processor")

    former = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, limit)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, former)


@pytest.mark.parametrize("name", list(SLOW))
def test_no_content_makes_a_file_slow(name: str) -> None:
    """The time that a file takes grows with its size, not with the square of it, whatever is in it."""
    suffix, content = SLOW[name]
    data = content()

    with processor_seconds(MOST_SECONDS):
        check(suffix, data)
