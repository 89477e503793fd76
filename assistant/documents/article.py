"""What a format finds in a file (`Article`), and the one place where it becomes a `Document`."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.records import Document, Rejection
from assistant.text import normalise, sha256

if TYPE_CHECKING:
    from assistant.documents.files import ReportFile
    from assistant.settings import DocumentSettings

MAX_ID = 200
_MAX_LINE = 500
_MAX_URL = 2_000
_MAX_HEADLINE = 150
_WEB_ADDRESS = re.compile(r"https?://[^\s/]+\S*", re.IGNORECASE)
# What programs put where nobody gave a title or an author.
_PLACEHOLDERS = frozenset(
    {
        "untitled",
        "anonymous",
        "(anonymous)",
        "unspecified",
        "(unspecified)",
        "unknown",
        "none",
        "null",
        "python-docx",
        "admin",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One report as a format gives it: raw text, dates already ISO 8601.

    `item` is its number in a file that holds many, from 1; `place` is how a rejection names that place (`#3`, `:12`).
    """

    text: str
    title: str | None = None
    publisher: str | None = None
    byline: str | None = None
    published_at: str | None = None
    updated_at: str | None = None
    url: str | None = None
    based_on: str | None = None
    corrects: str | None = None
    declared_id: str | None = None
    item: int | None = None
    place: str = ""


def make_document(article: Article, file: ReportFile, *, settings: DocumentSettings) -> Document | Rejection:
    """Return the document of an article, or a rejection when its text is blank or too long.

    A first line that only repeats the title is left out of the text. The id is the declared one, else the file's, with
    `#n` for one item of many. The source of an item that declares an id names it by that: its place changes whenever a
    feed is saved again. The hash covers every field that is shown with the text.
    """
    text = normalise(article.text)
    title = _title(article, file)
    first, _, rest = text.partition("\n")
    if one_line(first).casefold() == title.casefold() and rest.strip():
        text = rest.strip()
    if not re.search(r"\w", text):
        return Rejection(path=f"{file.path}{article.place}", reason="blank text")
    if len(text) > settings.max_characters:
        reason = f"its text has {len(text):,} characters; documents.max_characters is {settings.max_characters:,}"
        return Rejection(path=f"{file.path}{article.place}", reason=reason)
    shown = {
        "publisher": one_line(article.publisher) or None,
        "byline": one_line(article.byline) or None,
        "published_at": article.published_at,
        "updated_at": article.updated_at,
        "url": web_address(article.url),
        "based_on": clean_id(article.based_on) or None,
        "corrects": clean_id(article.corrects) or None,
    }
    declared_id = clean_id(article.declared_id)
    place = "" if article.item is None else f"#{article.item}"
    # `id=` keeps the declared id "1" apart from the first item.
    item = f"#id={declared_id}" if place and declared_id else place
    return Document(
        **shown,
        title=title,
        text=text,
        document_id=declared_id or clean_id(f"{file.document_id}{place}"),
        content_hash=sha256(json.dumps({**shown, "title": title, "text": text}, sort_keys=True, separators=(",", ":"))),
        source=f"{file.source}{item}",
    )


def one_line(value: str | None) -> str:
    """Return the value normalised and on one line, at most 500 characters; `""` for nothing."""
    line = " ".join(normalise(value or "").split())
    return line if len(line) <= _MAX_LINE else f"{line[: _MAX_LINE - 1].rstrip()}…"


def clean_id(value: str | None) -> str:
    """Return an id on one line without control characters, at most 200 characters; `""` for nothing.

    A longer one ends in a hash of the whole, so that two long ids with one beginning stay apart.
    """
    line = " ".join(normalise(value or "").split())
    return line if len(line) <= MAX_ID else f"{line[: MAX_ID - 17]}-{sha256(line)[:16]}"


def web_address(value: str | None) -> str | None:
    """Return an `http` or `https` address, anything else as `None`: pages show it as a link."""
    url = normalise(value or "")
    return url if len(url) <= _MAX_URL and _WEB_ADDRESS.fullmatch(url) else None


def given(value: object) -> str | None:
    """Return a title or name from a file's properties, unless it is blank or what a program writes by default."""
    line = one_line(value) if isinstance(value, str) else ""
    return None if not line or line.casefold() in _PLACEHOLDERS else line


def headline(text: str) -> str | None:
    """Return the first line when it looks like a headline: short, no final full stop, and with text below it."""
    first, _, rest = text.strip().partition("\n")
    line = one_line(first)
    is_headline = re.search(r"\w", line) and len(line) <= _MAX_HEADLINE and not line.endswith((".", "…", ",", ";", ":"))
    return line if is_headline and rest.strip() else None


def _title(article: Article, file: ReportFile) -> str:
    stem = file.path.stem
    readable = one_line(re.sub(r"[-_]+", " ", stem))
    fallback = readable[:1].upper() + readable[1:]
    return one_line(article.title) or fallback or one_line(stem) or "Untitled"
