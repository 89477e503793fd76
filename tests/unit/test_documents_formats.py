"""Web pages, PDF and Word files."""

from __future__ import annotations

import io
import random
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import docx
import pytest
from docx.oxml import OxmlElement
from reportlab.lib.pagesizes import A5  # type: ignore[import-untyped]  # it ships no types
from reportlab.lib.styles import getSampleStyleSheet  # type: ignore[import-untyped]  # it ships no types
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]  # it ships no types
from reportlab.platypus import Paragraph, SimpleDocTemplate  # type: ignore[import-untyped]  # it ships no types

from assistant.documents import Loaded, find, read
from assistant.records import Rejection
from assistant.settings import DocumentSettings

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

PARAGRAPHS = (
    "Pakistan's military said on Saturday, 31 January 2026, that 92 militants had been killed in one day.",
    "According to ISPR, 15 security personnel and 18 civilians were also killed. They died in Gwadar and in Kharan.",
)
BODY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)


def taken(path: Path, data: bytes | str) -> Loaded:
    """Return what a file with this content gives."""
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    found = find([path])
    return read(found.files[0], settings=DocumentSettings()) if found.files else Loaded((), found.rejections)


def page(head: str, *, body: str = BODY) -> str:
    """Return a news page with the usual clutter around its article."""
    return f"""<!doctype html><html><head>{head}</head><body><nav><a href="/">Home</a> <a href="/s">Sport</a></nav>
    <main><article><h1>92 killed in Balochistan</h1>{body}</article></main>
    <aside>Related: buy now, subscribe</aside>
    <footer>Copyright 2019 Alliance News. Cookie policy</footer></body></html>"""


HEAD = """<meta charset="utf-8"><title>92 killed in Balochistan | Alliance News</title>
<meta property="og:title" content="92 killed in Balochistan"><meta property="og:site_name" content="Alliance News">
<meta name="author" content="Jane Roe"><link rel="canonical" href="https://example.org/a/92-killed">
<meta property="article:published_time" content="2026-01-31T22:15:00+05:00">
<meta property="article:modified_time" content="2026-02-01T08:00:00+05:00">"""


def test_page_gives_the_article_and_its_metadata(tmp_path: Path) -> None:
    """The text is the article's paragraphs without the clutter; times keep their offset."""
    path = tmp_path / "page.html"

    (document,) = taken(path, page(HEAD)).documents

    values = document.to_dict()
    del values["content_hash"]
    assert values == {
        "document_id": "page",
        "title": "92 killed in Balochistan",
        "publisher": "Alliance News",
        "byline": "Jane Roe",
        "published_at": "2026-01-31T22:15:00+05:00",
        "updated_at": "2026-02-01T08:00:00+05:00",
        "url": "https://example.org/a/92-killed",
        "based_on": None,
        "corrects": None,
        "text": "\n".join(PARAGRAPHS),
        "source": str(path.resolve()),
    }


def test_linked_data_beats_meta_tags(tmp_path: Path) -> None:
    """JSON-LD states the times most reliably; an unreadable one is passed over for the next."""
    linked = """<script type="application/ld+json">{"@graph": [{"@type": "WebPage"}, {"@type": "NewsArticle",
    "datePublished": "2026-01-31T21:00:00Z", "dateModified": "soon"}]}</script>
    <script type="application/ld+json">{</script>"""

    (document,) = taken(tmp_path / "page.html", page(HEAD + linked)).documents

    assert (document.published_at, document.updated_at) == ("2026-01-31T21:00:00+00:00", "2026-02-01T08:00:00+05:00")


def test_page_without_metadata_gets_no_invented_date(tmp_path: Path) -> None:
    """The year of a copyright line is not a publication date."""
    (document,) = taken(tmp_path / "page.html", page("<title>x</title>")).documents

    assert (document.published_at, document.publisher, document.url) == (None, None, None)


def test_declared_charset_of_a_page_is_honoured(tmp_path: Path) -> None:
    """A page in another encoding is read as its meta tag says."""
    body = "<p>Президент сообщил.</p>"
    html = page('<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">', body=body)

    (document,) = taken(tmp_path / "page.htm", html.encode("koi8-r")).documents

    assert "Президент сообщил." in document.text


def test_bare_fragment_is_a_page(tmp_path: Path) -> None:
    """A saved fragment without `html` and `body` is read as well."""
    (document,) = taken(tmp_path / "a-page.html", f"<p>{PARAGRAPHS[0]}</p>").documents

    assert (document.title, document.text) == ("A page", PARAGRAPHS[0])


def pdf(paragraphs: Sequence[str], *, title: str | None = None, author: str | None = None) -> bytes:
    """Return a PDF on small pages, so that paragraphs wrap and pages break."""
    stream = io.BytesIO()
    style = getSampleStyleSheet()["BodyText"]
    template = SimpleDocTemplate(stream, pagesize=A5, title=title, author=author, invariant=1)
    template.build([Paragraph(paragraph, style) for paragraph in paragraphs])
    return stream.getvalue()


def drawn(*pages: Sequence[str], **options: object) -> bytes:
    """Return a PDF with the given lines on each page."""
    stream = io.BytesIO()
    canvas = Canvas(stream, invariant=1, **options)
    for lines in pages:
        for number, line in enumerate(lines):
            canvas.drawString(72, 800 - 14 * number, line)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def test_pdf_gives_unwrapped_text_and_properties(tmp_path: Path) -> None:
    """Wrapped lines are paragraphs again; the creation date stands for the publication date."""
    path = tmp_path / "a.pdf"

    (document,) = taken(path, pdf(PARAGRAPHS, title="92 killed", author="Jane Roe")).documents

    values = document.to_dict()
    del values["content_hash"]
    assert values == {
        "document_id": "a",
        "title": "92 killed",
        "publisher": None,
        "byline": "Jane Roe",
        # reportlab's `invariant` writes this fixed time.
        "published_at": "2000-01-01T00:00:00+00:00",
        "updated_at": None,
        "url": None,
        "based_on": None,
        "corrects": None,
        "text": "\n".join(PARAGRAPHS),
        "source": str(path.resolve()),
    }


@pytest.mark.parametrize("title", [None, "untitled", "Microsoft Word - draft3.docx", "draft3.indd"])
def test_pdf_title_that_a_program_wrote_is_not_taken(tmp_path: Path, title: str | None) -> None:
    """A placeholder or file name gives way to the headline at the top of the text."""
    (document,) = taken(tmp_path / "a.pdf", pdf(("92 killed in Balochistan", *PARAGRAPHS), title=title)).documents

    assert (document.title, document.text, document.byline) == ("92 killed in Balochistan", "\n".join(PARAGRAPHS), None)


def test_running_heads_and_page_numbers_do_not_cut_sentences(tmp_path: Path) -> None:
    """A sentence that runs over a page end is whole; a number in the text is not taken for a page number."""
    path = tmp_path / "a.pdf"
    pages = [
        ("Situation report 7", "The provincial government said on Wednesday that the number of", "1"),
        ("Situation report 7", "wounded people had risen to 130, and that all the hospitals were", "Page 2 of 3"),
        (
            "Situation report 7",
            "full in Quetta.",
            "12",
            "were treated elsewhere, in hospitals all over the city, in",
            "2026.",
        ),
    ]

    (document,) = taken(path, drawn(*pages)).documents

    assert document.text == (
        "The provincial government said on Wednesday that the number of wounded people had risen to 130, and that all "
        "the hospitals were full in Quetta.\n12\nwere treated elsewhere, in hospitals all over the city, in 2026."
    )


def test_pages_without_text_are_named(tmp_path: Path) -> None:
    """A partly scanned file is taken in without the scanned pages, and says which they are."""
    path = tmp_path / "a.pdf"

    loaded = taken(path, drawn(["Twelve were killed."], [], ["Police said so."], []))

    assert [document.text for document in loaded.documents] == ["Twelve were killed.\nPolice said so."]
    reason = "no text layer on page 2, 4; the other pages are taken in"
    assert loaded.rejections == (Rejection(path=str(path), reason=reason),)


def word(paragraphs: Sequence[str] = PARAGRAPHS, *, title: str = "") -> bytes:
    """Return a Word file with core properties, a table, a tracked change and a content control."""
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Quetta", "12"
    changed = document.add_paragraph("They counted ")
    for name, text_name, text in (("w:del", "w:delText", "eleven"), ("w:ins", "w:t", "twelve")):
        change, run, inner = OxmlElement(name), OxmlElement("w:r"), OxmlElement(text_name)
        inner.text = text
        run.append(inner)
        change.append(run)
        changed._p.append(change)  # noqa: SLF001 - python-docx cannot write tracked changes
    changed.add_run(" dead.")
    control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    inside = document.add_paragraph("In a content control.")._p  # noqa: SLF001 - nor content controls
    inside.addprevious(control)
    control.append(content)
    content.append(inside)
    document.core_properties.title, document.core_properties.author = title, "Jane Roe"
    document.core_properties.created = datetime(2026, 1, 31, 17, 15, tzinfo=UTC)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_word_file_gives_its_text_in_order_and_properties(tmp_path: Path) -> None:
    """Table rows stand where they are, tracked changes are accepted, content controls are read."""
    path = tmp_path / "a.docx"

    (document,) = taken(path, word(title="92 killed")).documents

    values = document.to_dict()
    del values["content_hash"]
    assert values == {
        "document_id": "a",
        "title": "92 killed",
        "publisher": None,
        "byline": "Jane Roe",
        "published_at": "2026-01-31T17:15:00+00:00",
        "updated_at": None,
        "url": None,
        "based_on": None,
        "corrects": None,
        "text": "\n".join([*PARAGRAPHS, "Quetta | 12", "They counted twelve dead.", "In a content control."]),
        "source": str(path.resolve()),
    }


def test_word_file_is_dated_by_its_own_words_before_its_properties(tmp_path: Path) -> None:
    """A date of publication in the text counts first, and the date of a program's template not at all."""
    dated = word(("92 killed", "Published 30 January 2026, Dover Post", *PARAGRAPHS))
    (document,) = taken(tmp_path / "a.docx", dated).documents
    assert document.published_at == "2026-01-30"

    template, stream = docx.Document(), io.BytesIO()
    template.add_paragraph(PARAGRAPHS[0])
    template.save(stream)
    (document,) = taken(tmp_path / "b.docx", stream.getvalue()).documents
    assert document.published_at is None


def test_word_file_without_a_title_has_its_headline(tmp_path: Path) -> None:
    """A first line that looks like a headline is the title, and not part of the text."""
    (document,) = taken(tmp_path / "a.docx", word(("92 killed in Balochistan", *PARAGRAPHS))).documents

    assert document.title == "92 killed in Balochistan"
    assert document.text.startswith(PARAGRAPHS[0])


def zipped(**members: bytes) -> bytes:
    """Return a zip archive."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def locked_zip() -> bytes:
    """Return a zip archive whose members are flagged as encrypted."""
    data = bytearray(zipped(a=b"a"))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.html", "<html><body></body></html>", "no article text found in the page"),
        ("a.html", b"\x89PNG\0\0", "binary content, not text"),
        ("a.html", "", "empty file"),
        ("a.pdf", pdf(PARAGRAPHS)[:-400], "corrupt or truncated PDF"),
        ("a.pdf", b"%PDF-1.7\nnothing", "corrupt or truncated PDF"),
        ("a.pdf", "no PDF at all", "corrupt or truncated PDF"),
        ("a.pdf", drawn([], []), "no text layer (scanned pages?)"),
        ("a.pdf", drawn(["x"], encrypt="secret"), "encrypted: it opens with a password only"),
        ("a.pdf", " \n ", "blank text"),
        ("a.docx", word()[:-400], "corrupt or truncated Word file"),
        ("a.docx", word()[:400], "corrupt or truncated Word file"),
        ("a.docx", zipped(a=b"a"), "corrupt or truncated Word file"),
        ("a.docx", "no Word file at all", "corrupt or truncated Word file"),
        (
            "a.docx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99),
            "encrypted, or an old Word file (.doc) under a new name",
        ),
        ("a.docx", locked_zip(), "encrypted: it opens with a password only"),
        ("a.docx", zipped(a=bytes(9_000_000)), "unpacks to far more than its size (a zip bomb?)"),
    ],
)
def test_bad_file_is_rejected_with_its_reason(tmp_path: Path, name: str, content: str | bytes, reason: str) -> None:
    """A file that cannot be taken in names what is wrong with it and gives no document."""
    path = tmp_path / name

    assert taken(path, content) == Loaded((), (Rejection(path=str(path), reason=reason),))


def test_word_file_that_unpacks_too_large_is_rejected_with_a_way_out(tmp_path: Path) -> None:
    """However large the file is itself, what it unpacks to is bounded; the reason says what to do."""
    path = tmp_path / "a.docx"
    # Half a megabyte that cannot be packed makes a growth of less than a hundred times.
    data = zipped(noise=random.Random(1).randbytes(500_000), text=bytes(49_500_001))
    assert len(data) * 100 > 50_000_001

    loaded = taken(path, data)

    reason = "unpacks to 50,000,001 bytes, and at most 50,000,000 are read: save it without pictures, or in parts"
    assert loaded == Loaded((), (Rejection(path=str(path), reason=reason),))
