"""A citation and its report → the HTML of the source panel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.records import Span
from assistant.web.markup import day, dotted, escape, link, source_key

if TYPE_CHECKING:
    from assistant.records import Citation, Document

# Reports without paragraphs exist: this much on either side of the quote is context enough.
CONTEXT_CHARACTERS = 1_500

NOTHING_OPEN = (
    '<aside class="ra-panel ra-panel-idle" aria-label="Source"><p class="ra-kicker">Source</p>'
    "<p>Open a number in an answer: the report appears here, with the quoted words marked.</p></aside>"
)
NOT_HERE = (
    '<aside class="ra-panel ra-panel-idle" aria-label="Source"><p class="ra-kicker">Source</p>'
    "<p>This answer is from an earlier run of the server, which did not keep it. Ask again to open its sources.</p>"
    "</aside>"
)


def panel(number: int, citation: Citation, document: Document | None) -> str:
    """Return the panel of one citation: its report's particulars, and the quote in the passage around it.

    Args:
        number: The exchange that the citation belongs to.
        citation: What was cited.
        document: The report as it is now, `None` when it is gone. Where it no longer has the quote at its place, the
            quote is shown as it was cited, and the panel says so.
    """
    key = escape(source_key(number, citation.citation_id))
    if document is None:
        body = _as_cited(citation, "This report has been removed since. The quote is shown as it was cited.")
    elif citation.span.of(document.text) != citation.quote:
        body = _as_cited(citation, "This report has changed since. The quote is shown as it was cited.")
    else:
        body = _in_place(citation, document)
    return (
        f'<aside class="ra-panel" data-shown="{key}" aria-label="Source {escape(citation.citation_id)}" tabindex="-1">'
        f'<p class="ra-kicker">Source <span class="ra-number">{escape(citation.citation_id)}</span></p>'
        f'<h2 dir="auto">{escape(citation.title)}</h2>{_particulars(citation, document)}{body}'
        '<button type="button" class="ra-back">Back to the answer</button></aside>'
    )


def around(text: str, span: Span) -> Span:
    """Return the span widened to whole paragraphs, but by no more than `CONTEXT_CHARACTERS` on either side."""
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    end = len(text) if end < 0 else end
    return Span(max(start, span.start - CONTEXT_CHARACTERS), min(end, span.end + CONTEXT_CHARACTERS))


def marked(text: str, within: Span, citation: Citation) -> str:
    """Return the characters `within`, escaped, with the quote in one `<mark>` and the words that answer bold in it."""
    span = citation.span
    before, after = Span(within.start, span.start).of(text), Span(span.end, within.end).of(text)
    return f"{escape(before)}{_quote(citation)}{escape(after)}"


def _quote(citation: Citation) -> str:
    words = citation.answer_span
    if words is None or not citation.span.start <= words.start < words.end <= citation.span.end:
        return f"<mark>{escape(citation.quote)}</mark>"
    start, end = words.shifted(-citation.span.start)
    before, answer, after = citation.quote[:start], citation.quote[start:end], citation.quote[end:]
    return f"<mark>{escape(before)}<strong>{escape(answer)}</strong>{escape(after)}</mark>"


def _in_place(citation: Citation, document: Document) -> str:
    text, whole = document.text, Span(0, len(document.text))
    passage = around(text, citation.span)
    lead = "… " if passage.start and text[passage.start - 1] != "\n" else ""
    trail = " …" if passage.end < len(text) and text[passage.end] != "\n" else ""
    changed = ""
    if citation.content_hash != document.content_hash:
        changed = '<p class="ra-notice">This report has changed since, but the quote still stands in it.</p>'
    report = ""
    if passage != whole:
        report = (
            "<details><summary>The whole report</summary>"
            f'<div class="ra-report" dir="auto">{marked(text, whole, citation)}</div></details>'
        )
    quoted = marked(text, passage, citation)
    return (
        f'{changed}<blockquote class="ra-passage" dir="auto">{lead}{quoted}{trail}</blockquote>'
        f'{report}<p class="ra-fine">Characters {citation.span.start:,} to {citation.span.end:,} of '
        f"<code>{escape(citation.document_id)}</code>, compared with the report as it is now.</p>"
    )


def _as_cited(citation: Citation, notice: str) -> str:
    return (
        f'<p class="ra-notice">{escape(notice)}</p>'
        f'<blockquote class="ra-passage" dir="auto">{_quote(citation)}</blockquote>'
        f'<p class="ra-fine">Cited from <code>{escape(citation.document_id)}</code>.</p>'
    )


def _particulars(citation: Citation, document: Document | None) -> str:
    published, updated = citation.published_at, document.updated_at if document else None
    lines = [
        f"<b>{escape(citation.publisher or 'Publisher not given')}</b>",
        escape(day(published) or "undated"),
        escape(f"updated {day(updated)}") if updated else "",
        link(citation.url) if citation.url else "",
    ]
    made = ""
    if document is not None:
        by = f"By {document.byline}" if document.byline else None
        based = f"Based on {document.based_on}" if document.based_on else None
        corrects = f"Corrects {document.corrects}" if document.corrects else None
        made = dotted((by, based, corrects))
    second = f'<p class="ra-particulars" dir="auto">{made}</p>' if made else ""
    return f'<p class="ra-particulars" dir="auto">{" · ".join(line for line in lines if line)}</p>{second}'
