"""The small pieces of HTML that everything on the page is built from. All text from outside is escaped here."""

from __future__ import annotations

import html
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from assistant.text import full_day

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assistant.records import Citation


def escape(text: str) -> str:
    """Return `text` as HTML that shows it as it is, safe in text and in quoted attributes."""
    # A lone surrogate cannot be sent as UTF-8; stored reports have none, what a browser sends may.
    return html.escape(text.encode("utf-8", "replace").decode(), quote=True)


def day(stamp: str | None) -> str | None:
    """Return an ISO day or time as readers write days (`4 February 2026`); what is not a date comes back as it is."""
    if stamp is None:
        return None
    try:
        found = date.fromisoformat(stamp[:10])
    except ValueError:
        return stamp
    return full_day(found)


def plural(number: int, noun: str) -> str:
    """Return the number with its noun, thousands separated."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def dotted(parts: Iterable[str | None]) -> str:
    """Return the parts that are there, escaped, with a middle dot between them."""
    return " · ".join(escape(part) for part in parts if part)


def origin(citation: Citation) -> str:
    """Return publisher and day of a citation, escaped."""
    return dotted((citation.publisher or "Publisher not given", day(citation.published_at) or "undated"))


def source_key(number: int, citation_id: str) -> str:
    """Return what names one source of one exchange in the page, and nothing else in the conversation."""
    return f"{number}:{citation_id}"


def chip(number: int, citation: Citation) -> str:
    """Return the button that opens a citation; its number is the citation's id, never a count of its own."""
    label = f"Source {citation.citation_id}: {citation.title}, {citation.publisher or 'publisher not given'}"
    return (
        f'<button type="button" class="ra-chip" data-source="{escape(source_key(number, citation.citation_id))}" '
        f'aria-pressed="false" aria-label="{escape(label)}" title="{escape(citation.title)}">'
        f"{_bracketed(citation.citation_id)}</button>"
    )


def plain_chip(citation_id: str) -> str:
    """Return a citation's number where there is nothing to open yet."""
    return f'<span class="ra-chip ra-chip-idle">{_bracketed(citation_id)}</span>'


def link(url: str) -> str:
    """Return a link with the host as its text if the address is http(s), else the address as text."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return f"<span>{escape(url)}</span>"
    if parts.scheme not in ("http", "https") or not host:
        return f"<span>{escape(url)}</span>"
    return (
        f'<a href="{escape(url)}" target="_blank" rel="noopener noreferrer nofollow" '
        f'title="{escape(url)}">{escape(host)}<span aria-hidden="true"> ↗</span></a>'
    )


def _bracketed(citation_id: str) -> str:
    # The brackets are not shown, but a copied answer reads "… killed. [1]".
    return f'<span class="ra-bracket">[</span>{escape(citation_id)}<span class="ra-bracket">]</span>'
