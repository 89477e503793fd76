"""The small pieces of the HTML report. All text of questions, answers and reports is escaped here."""

from __future__ import annotations

import html
from itertools import pairwise
from typing import TYPE_CHECKING

from assistant.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# Paragraphs longer than this are shown from about here before the words to about here behind them.
_AROUND = 400


def escape(text: str) -> str:
    """Return `text` as HTML that shows it as it is, safe in text and in quoted attributes."""
    # A lone surrogate cannot be written as UTF-8.
    return html.escape(text.encode("utf-8", "replace").decode(), quote=True)


def table(head: Sequence[str], rows: Iterable[Sequence[str]], *, kind: str = "") -> str:
    """Return a table that scrolls by itself where it is too wide; cells are HTML, the first of a row is its head."""
    heads = "".join(f'<th scope="col">{cell}</th>' for cell in head)
    body = "".join(
        f'<tr><th scope="row">{first}</th>{"".join(f"<td>{cell}</td>" for cell in rest)}</tr>' for first, *rest in rows
    )
    return (
        f'<div class="wide"><table class="{escape(kind)}"><thead><tr>{heads}</tr></thead><tbody>{body}</tbody>'
        "</table></div>"
    )


def window(text: str, span: Span) -> Span:
    """Return the paragraphs of `text` that `span` touches, cut short on both sides where they are long."""
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", max(span.start, span.end - 1))
    end = len(text) if end < 0 else end
    if span.start - start > _AROUND:
        start = text.find(" ", span.start - _AROUND, span.start) + 1 or span.start - _AROUND
    if end - span.end > _AROUND:
        cut = text.rfind(" ", span.end, span.end + _AROUND)
        end = cut if cut > 0 else span.end + _AROUND
    return Span(start, end)


def marked(text: str, shown: Span, *, cited: Sequence[Span] = (), gold: Sequence[Span] = ()) -> str:
    """Return the characters of `shown` as HTML, those of `cited` and of `gold` marked, each in its way, or in both."""
    inside = [span for span in (*cited, *gold) if span.start < shown.end and span.end > shown.start]
    edges = {shown.start, shown.end}
    edges.update(min(max(edge, shown.start), shown.end) for span in inside for edge in span)
    ordered = sorted(edges)
    pieces = []
    for start, end in pairwise(ordered):
        names = [
            name
            for name, spans in (("cited", cited), ("gold", gold))
            if any(span.start <= start and end <= span.end for span in spans)
        ]
        words = escape(text[start:end])
        pieces.append(f'<mark class="{" ".join(names)}">{words}</mark>' if names else words)
    before, after = ("…" if shown.start > 0 else ""), ("…" if shown.end < len(text) else "")
    return f'<blockquote dir="auto">{before}{"".join(pieces)}{after}</blockquote>'
