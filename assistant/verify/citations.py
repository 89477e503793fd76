"""Citations: resolved to exact characters when an answer is given, checked byte for byte when it is read again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.records import Citation, CitationCheck, CitationStatus, Claim, Quote, Span
from assistant.text import sha256

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from assistant.records import Document, DraftClaim, Position


def resolve(quote: Quote, documents: Mapping[str, Document], *, citation_id: str) -> Citation:
    """Return the citation for a quote, its characters taken from the document.

    Raises:
        ValueError: The document is not given, or the span does not lie in it.
    """
    document = documents.get(quote.document_id)
    if document is None or not 0 <= quote.span.start < quote.span.end <= len(document.text):
        raise ValueError(f"no characters {quote.span.start}:{quote.span.end} in document {quote.document_id!r}")
    text = quote.span.of(document.text)
    return Citation(
        citation_id=citation_id,
        document_id=document.document_id,
        title=document.title,
        publisher=document.publisher,
        published_at=document.published_at,
        url=document.url,
        span=quote.span,
        quote=text,
        sha256=sha256(text),
        content_hash=document.content_hash,
        answer_span=quote.answer_span,
    )


class Cited(NamedTuple):
    """Checked claims and positions, and the citations that they name."""

    claims: tuple[Claim, ...]
    positions: tuple[Position, ...]
    citations: tuple[Citation, ...]


def cite(
    drafts: Sequence[DraftClaim], documents: Mapping[str, Document], *, positions: Sequence[Position] = ()
) -> Cited:
    """Return the checked claims, and positions with citations, numbered from 1 by first use; one quote has one number.

    A claim that says word for word what one of its quotes says is supported, with support 1; any other is unsupported,
    with support 0: nothing here understands paraphrase.

    Raises:
        ValueError: A quote does not resolve.
    """
    citations: dict[tuple[str, Span], Citation] = {}

    def resolved(quotes: Sequence[Quote]) -> list[Citation]:
        for quote in quotes:
            if (quote.document_id, quote.span) not in citations:
                number = str(len(citations) + 1)
                citations[quote.document_id, quote.span] = resolve(quote, documents, citation_id=number)
        return [citations[quote.document_id, quote.span] for quote in quotes]

    claims = []
    for draft in drafts:
        cited = resolved(draft.quotes)
        verbatim = any(citation.quote == draft.text for citation in cited)
        claims.append(
            Claim(
                text=draft.text,
                citations=tuple(citation.citation_id for citation in cited),
                verdict="supported" if verbatim else "unsupported",
                support=1.0 if verbatim else 0.0,
                lead=draft.lead,
            )
        )
    placed = tuple(
        replace(position, citations=tuple(citation.citation_id for citation in resolved(position.quotes)))
        for position in positions
    )
    return Cited(tuple(claims), placed, tuple(citations.values()))


# Where a saved outcome holds citations.
_LISTS = ("citations", "nearest")


class _SavedCitation(BaseModel):
    """One citation as a saved outcome holds it. More keys than these are allowed: they are not what is checked."""

    model_config = ConfigDict(extra="ignore", strict=True)

    id: str
    document_id: str
    start: int = Field(ge=0)
    end: int
    quote: str = Field(min_length=1)
    sha256: str
    content_hash: str | None = None


def recheck(outcome: Mapping[str, Any], current: Callable[[str], Document | None]) -> tuple[CitationCheck, ...]:
    """Return a check of every citation of a saved outcome (`Outcome.to_dict()`), `nearest` ones included, in order.

    Args:
        outcome: The decoded JSON. It may come from anywhere and is not trusted.
        current: Gives a document as it is now, or `None` when it is gone.

    Raises:
        ValueError: It is not a saved outcome: not an object, of no known kind, or without `citations` and `nearest`.
    """
    if not _is_outcome(outcome):
        raise ValueError("not a saved answer: it needs `kind`, and `citations` and `nearest` as lists")
    return tuple(_check(item, current) for key in _LISTS for item in outcome[key])


def _is_outcome(value: object) -> bool:
    return (
        isinstance(value, dict)
        and value.get("kind") in ("answer", "abstention")
        and all(isinstance(value.get(key), list) for key in _LISTS)
    )


def _check(item: object, current: Callable[[str], Document | None]) -> CitationCheck:
    try:
        saved = _SavedCitation.model_validate(item)
    except ValidationError as error:
        where = item if isinstance(item, dict) else {}
        problem = error.errors()[0]
        return CitationCheck(
            citation_id=str(where.get("id", "?")),
            document_id=str(where.get("document_id", "?")),
            status="malformed",
            detail=f"not a citation: {'.'.join(map(str, problem['loc']))}: {problem['msg']}",
        )
    status, detail = _compare(saved, current(saved.document_id))
    return CitationCheck(citation_id=saved.id, document_id=saved.document_id, status=status, detail=detail)


def _compare(saved: _SavedCitation, document: Document | None) -> tuple[CitationStatus, str]:
    name = saved.document_id
    if sha256(saved.quote) != saved.sha256:
        return "malformed", f"the saved quote from {name} does not match its own sha256"
    if document is None:
        return "missing", f"{name} is no longer there"
    if Span(saved.start, saved.end).of(document.text) == saved.quote:
        if saved.content_hash in (None, document.content_hash):
            return "verified", f"{name} says so at {saved.start}:{saved.end}"
        return "changed", f"{name} has changed since; the quote still stands at {saved.start}:{saved.end}"
    if (place := document.text.find(saved.quote)) >= 0:
        return "moved", f"{name} has changed since; the quote now stands at {place}:{place + len(saved.quote)}"
    return "altered", f"{name} no longer has these words at {saved.start}:{saved.end}, nor anywhere else"
