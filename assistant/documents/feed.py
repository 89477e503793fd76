"""RSS and Atom feeds that were saved to disk. Nothing is fetched: an entry is worth the text it carries."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

from assistant.documents.article import Article
from assistant.documents.dates import to_iso
from assistant.documents.decode import decode
from assistant.documents.markup import text_of
from assistant.documents.paragraphs import unwrap
from assistant.documents.vendor import parsing
from assistant.errors import DocumentError
from assistant.records import Rejection

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PROLOGUE = re.compile(r"^\s*<\?xml[^>]*\?>")
_ENCODING = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE)
_ELEMENT = re.compile(r"<\w")
# Comments and declarations before the first element: feedparser's time for them grows with their square and worse.
_LONGEST_HEAD = 10_000
_AS_UTF8 = {"content-type": "application/xml; charset=utf-8"}


def read_feed(data: bytes, path: Path) -> Iterator[Article | Rejection]:
    """Yield the entries of a feed: their content, or else their summary, without markup.

    The publisher is the source that an entry names, else the feed's title. A date that cannot be read is left out. A
    feed that is not well-formed gives what can be read of it, and a rejection that says so.

    Raises:
        DocumentError: The file is no text, no feed, or has no entries.
    """
    declared = _ENCODING.match(data)
    text = decode(data, path, declared=declared[1].decode("ascii") if declared else None)
    text = _PROLOGUE.sub("", text, count=1).lstrip()
    first = _ELEMENT.search(text)
    if first is None or first.start() > _LONGEST_HEAD:
        raise DocumentError(path, "not an RSS or Atom feed")
    with parsing(path, library="feedparser", failure="not an RSS or Atom feed"):
        feed = _parsed(text)
        if not dict.get(feed, "version"):
            raise DocumentError(path, "not an RSS or Atom feed")
        publisher = _plain(dict.get(feed, "feed") or {}, "title")
        entries = [_article(entry, path, publisher, number) for number, entry in enumerate(feed["entries"], start=1)]
    if not entries:
        raise DocumentError(path, "the feed has no entries")
    yield from entries
    if feed["bozo"]:
        yield Rejection(path=str(path), reason="not well-formed XML: entries after the fault may be missing or cut")


def _parsed(text: str) -> dict[str, Any]:
    import feedparser

    # From a stream: given text, feedparser would open an address or a path that stands in it. Markup is taken out by
    # `text_of`, so that its sanitiser has nothing to do.
    stream = io.BytesIO(text.encode("utf-8", "replace"))
    parsed: dict[str, Any] = feedparser.parse(
        stream, response_headers=dict(_AS_UTF8), sanitize_html=False, resolve_relative_uris=False
    )
    return parsed


def _article(entry: dict[str, Any], path: Path, publisher: str, number: int) -> Article | Rejection:
    content = [part for part in dict.get(entry, "content") or [] if part.get("value")]
    text = "\n\n".join(_text(part) for part in content) or _plain(entry, "summary")
    if not text.strip():
        return Rejection(path=f"{path}#{number}", reason="the entry has no text")
    return Article(
        text=unwrap(text),
        title=_plain(entry, "title"),
        publisher=_plain(dict.get(entry, "source") or {}, "title") or publisher,
        byline=dict.get(entry, "author"),
        published_at=_date(entry, "published") or _date(entry, "updated"),
        updated_at=_date(entry, "updated") if dict.get(entry, "published") else None,
        url=dict.get(entry, "link"),
        declared_id=dict.get(entry, "id"),
        item=number,
        place=f"#{number}",
    )


def _plain(holder: dict[str, Any], name: str) -> str:
    # `dict.get`, here and above: feedparser's own lookup stands one field in for another, with a warning.
    return _text(dict.get(holder, f"{name}_detail") or {})


def _text(detail: dict[str, Any]) -> str:
    value = detail.get("value") or ""
    return value if detail.get("type") == "text/plain" else text_of(value)


def _date(entry: dict[str, Any], name: str) -> str | None:
    return to_iso(dict.get(entry, name))
