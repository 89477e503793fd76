"""Which module reads which file, by extension. A new format is one module and one line here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from assistant.documents import articles, docx, feed, html, pdf, text
from assistant.documents.article import Article
from assistant.records import Rejection

# Gives the articles of a file's bytes, in order, and a rejection for each item that is none. Raises `DocumentError`
# when the file as a whole cannot be read.
Format = Callable[[bytes, Path], Iterable[Article | Rejection]]

FORMATS: Mapping[str, Format] = {
    ".md": text.read_text,
    ".markdown": text.read_text,
    ".txt": text.read_text,
    ".text": text.read_text,
    ".html": html.read_html,
    ".htm": html.read_html,
    ".xhtml": html.read_html,
    ".pdf": pdf.read_pdf,
    ".docx": docx.read_docx,
    ".json": articles.read_json,
    ".jsonl": articles.read_json_lines,
    ".ndjson": articles.read_json_lines,
    ".rss": feed.read_feed,
    ".atom": feed.read_feed,
    ".xml": feed.read_feed,
}
