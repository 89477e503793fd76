"""Web pages that were saved to disk: the article without menus, advertisements and comments."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from assistant.documents.article import Article, given
from assistant.documents.dates import to_iso
from assistant.documents.decode import decode
from assistant.documents.vendor import parsing
from assistant.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_HEAD_BYTES = 4_096
# Where pages state their times, most reliable first: (name in JSON-LD, paths in the page).
_PUBLISHED = (
    "datePublished",
    (
        "//meta[@property='article:published_time']/@content",
        "//meta[@itemprop='datePublished']/@content",
        "//*[@itemprop='datePublished']/@datetime",
    ),
)
_UPDATED = (
    "dateModified",
    (
        "//meta[@property='article:modified_time']/@content",
        "//meta[@property='og:updated_time']/@content",
        "//meta[@itemprop='dateModified']/@content",
        "//*[@itemprop='dateModified']/@datetime",
    ),
)
# htmldate's extensive search takes a year from anywhere on the page, such as its copyright line; a wrong date is worse
# than none. A fixed last day keeps the result apart from the clock.
_DATE_SEARCH = {"original_date": True, "extensive_search": False, "max_date": "2100-01-01"}


def read_html(data: bytes, path: Path) -> Iterator[Article]:
    """Yield the one report of a page.

    Times are taken from the page's own metadata (JSON-LD, then meta tags), else the day that trafilatura finds; a date
    that cannot be read is left out, because no person who could mend it wrote it.

    Raises:
        DocumentError: The file is no text, or no article text is found in the page.
    """
    declared = _CHARSET.search(data[:_HEAD_BYTES])
    page = decode(data, path, declared=declared[1].decode("ascii") if declared else None)
    if not re.search(r"<(?:html|body)\b", page, re.IGNORECASE):
        # trafilatura takes a bare fragment for something else than a page.
        page = f"<html><body>{page}</body></html>"
    with parsing(path, library="trafilatura", failure="no article text found in the page"):
        article = _article(page, path)
    yield article


def _article(page: str, path: Path) -> Article:
    from trafilatura import bare_extraction, load_html

    tree = load_html(page)
    # Before the extraction, which drops scripts from the tree.
    published, updated = (None, None) if tree is None else (_time(tree, *_PUBLISHED), _time(tree, *_UPDATED))
    found: Any = tree is not None and bare_extraction(
        tree, include_comments=False, with_metadata=True, date_extraction_params=dict(_DATE_SEARCH)
    )
    if not found or not found.text:
        raise DocumentError(path, "no article text found in the page")
    return Article(
        text="\n".join(line.strip("| ") if line.startswith("|") else line for line in found.text.split("\n")),
        title=given(found.title),
        publisher=given(found.sitename),
        byline=given(found.author),
        published_at=published or to_iso(found.date),
        updated_at=updated,
        url=found.url,
    )


def _time(tree: Any, name: str, places: tuple[str, ...]) -> str | None:  # noqa: ANN401 - lxml has no types
    stated = [
        value
        for script in tree.xpath("//script[@type='application/ld+json']/text()")
        for value in _linked(script, name)
    ]
    stated += [value for place in places for value in tree.xpath(place)]
    return next(filter(None, (to_iso(str(value)) for value in stated)), None)


def _linked(script: str, name: str) -> list[object]:
    """Return the values of `name` in the objects of a JSON-LD script, outermost and first ones first."""
    try:
        level: list[object] = [json.loads(script)]
    except (ValueError, RecursionError):
        return []
    values: list[object] = []
    while level:
        inner: list[object] = []
        for item in level:
            if isinstance(item, dict):
                values += [item[name]] if name in item else []
                inner += item.values()
            elif isinstance(item, list):
                inner += item
        level = inner
    return values
