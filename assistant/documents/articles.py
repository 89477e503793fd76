"""Article objects in JSON and JSON Lines, under the field names that news services, scrapers and data sets use."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from assistant.documents.article import Article
from assistant.documents.dates import to_iso
from assistant.documents.markup import looks_like_markup, text_of
from assistant.documents.paragraphs import unwrap
from assistant.documents.vendor import parsing
from assistant.errors import DocumentError
from assistant.records import Rejection

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_LISTS = ("articles", "items", "results", "documents", "data")
# Article field → the names that give it, in lower case without `_` and `-`; of several the first readable one counts.
_NAMES = {
    "text": ("text", "body", "content", "article", "maintext", "articlebody", "fulltext", "contenttext", "contenthtml"),
    "title": ("title", "headline", "name"),
    "publisher": ("publisher", "source", "outlet", "site", "sitename", "sourcename", "domain", "sourcedomain"),
    "byline": ("byline", "author", "authors", "creator"),
    "published_at": ("published", "publishedat", "datepublished", "datepublish", "pubdate", "publicationdate", "date"),
    "updated_at": ("updated", "updatedat", "datemodified", "datemodify", "modified", "modifiedat"),
    "url": ("url", "link", "canonicalurl"),
    "based_on": ("basedon",),
    "corrects": ("corrects",),
    "declared_id": ("documentid", "id", "guid"),
}
_INNER = ("name", "rendered", "title")


def read_json(data: bytes, path: Path) -> Iterator[Article | Rejection]:
    """Yield the reports of one object, of a list, or of an object whose `articles` (or the like) is a list.

    A date or address that cannot be read is left out: it came from a program. An item without text is rejected. A file
    with one object a line is read as JSON Lines whatever its name.

    Raises:
        DocumentError: The file is not UTF-8 or not JSON.
    """
    try:
        content = _parsed(data, str(path))
    except DocumentError as error:
        if "Extra data" not in error.reason:
            raise
        yield from read_json_lines(data, path)
        return
    listed = _listed(content)
    if listed is None:
        yield _article(content, path)
        return
    for number, item in enumerate(listed, start=1):
        yield _article(item, path, item=number, place=f"#{number}")


def read_json_lines(data: bytes, path: Path) -> Iterator[Article | Rejection]:
    """Yield the report of each line; items are numbered by line. A bad line is rejected, the others stand."""
    # Not `splitlines`: JSON strings may hold other line ends as they are.
    for number, line in enumerate(data.split(b"\n"), start=1):
        if not line.strip():
            continue
        place = f":{number}"
        try:
            yield _article(_parsed(line, f"{path}{place}"), path, item=number, place=place)
        except DocumentError as error:
            yield Rejection(path=error.path, reason=error.reason)


def _parsed(data: bytes, where: str) -> object:
    try:
        content: object = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise DocumentError(where, f"wrongly encoded: JSON must be UTF-8, and byte {error.start + 1} is not") from error
    except json.JSONDecodeError as error:
        line = f"line {error.lineno}, " if b"\n" in data else ""
        raise DocumentError(where, f"not valid JSON: {error.msg} at {line}column {error.colno}") from error
    except (ValueError, RecursionError) as error:
        raise DocumentError(where, "not valid JSON: nested too deeply, or a number too long") from error
    return content


def _listed(content: object) -> list[object] | None:
    """Return the list of articles in a file's content, or `None` when the content is one article."""
    if isinstance(content, list):
        return content
    if isinstance(content, dict) and not isinstance(content.get("text"), str):
        return next((content[name] for name in _LISTS if isinstance(content.get(name), list)), None)
    return None


def _article(value: object, path: Path, *, item: int | None = None, place: str = "") -> Article | Rejection:
    if not isinstance(value, dict):
        return Rejection(path=f"{path}{place}", reason="not an article object")
    values = {str(name).lower().replace("_", "").replace("-", ""): inner for name, inner in value.items()}

    def first(field: str, read: Callable[[object], str | None]) -> str | None:
        return next(filter(None, (read(values.get(name)) for name in _NAMES[field])), None)

    text = first("text", _paragraphs)
    if not text:
        return Rejection(path=f"{path}{place}", reason="no text (looked for text, body, content, article, maintext, …)")
    title = first("title", _line) or ""
    try:
        with parsing(path, library="trafilatura", failure="its markup cannot be read"):
            text, title = _unmarked(text), _unmarked(title)
    except DocumentError as error:
        return Rejection(path=f"{path}{place}", reason=error.reason)
    return Article(
        text=unwrap(text),
        title=title,
        publisher=first("publisher", _line),
        byline=first("byline", _line),
        published_at=first("published_at", to_iso),
        updated_at=first("updated_at", to_iso),
        url=first("url", _line),
        based_on=first("based_on", _line),
        corrects=first("corrects", _line),
        declared_id=first("declared_id", _line),
        item=item,
        place=place,
    )


def _line(value: object) -> str | None:
    return _scalar(value, separator=", ")


def _paragraphs(value: object) -> str | None:
    return _scalar(value, separator="\n\n")


def _scalar(value: object, *, separator: str) -> str | None:
    """Return a value as text: of an object its name, of a list its values joined; `None` for anything else."""
    match value:
        case str():
            return value.strip() or None
        case bool():
            return None
        case int():
            return str(value)
        case dict():
            return next((inner for name in _INNER if isinstance(inner := value.get(name), str)), None)
        case list():
            parts = (_scalar(inner, separator=separator) for inner in value if not isinstance(inner, list))
            return separator.join(filter(None, parts)) or None
        case _:
            return None


def _unmarked(text: str) -> str:
    return text_of(text) if looks_like_markup(text) else text
