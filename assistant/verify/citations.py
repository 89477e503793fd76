"""Citations: resolved to exact characters when an answer is given, checked byte for byte when it is read again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.records import Citation, CitationCheck, CitationStatus, Claim, Quote, Span
from assistant.text import sha256
from assistant.verify.instructions import instruction_spans

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from assistant.records import Calculation, Document, DraftClaim, Position


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


# Said beside what no report says as it stands.
_COMPUTED = "computed from the sentences cited"


class Cited(NamedTuple):
    """Checked claims and positions, and the citations that they name."""

    claims: tuple[Claim, ...]
    positions: tuple[Position, ...]
    citations: tuple[Citation, ...]


class Register:
    """The citations of one answer, numbered from 1 by first use; one quote has one number."""

    def __init__(self, documents: Mapping[str, Document]) -> None:
        """Start with none; quotes resolve in `documents`."""
        self._documents = documents
        self._citations: dict[tuple[str, Span], Citation] = {}

    @property
    def citations(self) -> tuple[Citation, ...]:
        """All that were cited, in the order of their numbers."""
        return tuple(self._citations.values())

    def cite(self, quotes: Sequence[Quote]) -> tuple[Citation, ...]:
        """Return the citations for quotes, in order, each once. Raises `ValueError` where one does not resolve."""
        found = {}
        for quote in quotes:
            place = (quote.document_id, quote.span)
            if place not in self._citations:
                number = str(len(self._citations) + 1)
                self._citations[place] = resolve(quote, self._documents, citation_id=number)
            found[place] = self._citations[place]
        return tuple(found.values())

    def place(self, positions: Sequence[Position]) -> tuple[Position, ...]:
        """Return the positions with the citations that give them. Raises as `cite`."""
        return tuple(
            replace(position, citations=tuple(citation.citation_id for citation in self.cite(position.quotes)))
            for position in positions
        )


def cite(
    drafts: Sequence[DraftClaim], documents: Mapping[str, Document], *, positions: Sequence[Position] = ()
) -> Cited:
    """Return the checked claims, and positions with citations, claims first.

    A claim that says word for word what one of its quotes says is supported, with support 1, and so is a computed one
    whose every figure stands in one of its quotes, or in the question; any other is unsupported, with support 0:
    nothing here understands paraphrase. What a report says to a language model supports nothing.

    Raises:
        ValueError: A quote does not resolve.
    """
    register = Register(documents)
    claims = tuple(_checked(draft, register.cite(draft.quotes), documents) for draft in drafts)
    return Cited(claims, register.place(positions), register.citations)


def _checked(draft: DraftClaim, cited: Sequence[Citation], documents: Mapping[str, Document]) -> Claim:
    verbatim = _rests_on(draft.calculation, cited) if draft.calculation else _quotes(draft.text, cited)
    ordered = any(_is_order(citation, documents[citation.document_id].text) for citation in cited)
    stands = verbatim and not ordered
    return Claim(
        text=draft.text,
        citations=tuple(citation.citation_id for citation in cited),
        verdict="supported" if stands else "unsupported",
        support=1.0 if stands else 0.0,
        lead=draft.lead,
        note="it tells a language model what to do" if ordered else _COMPUTED if draft.calculation else None,
        calculation=draft.calculation,
    )


def _quotes(text: str, cited: Sequence[Citation]) -> bool:
    return any(citation.quote == text for citation in cited)


def _rests_on(calculation: Calculation, cited: Sequence[Citation]) -> bool:
    """Return whether every figure that went in is a citation's words or the question's own, and one is a citation's."""
    found = [figure for figure in calculation.operands if figure not in calculation.given]
    return bool(found) and all(any(figure in citation.quote for citation in cited) for figure in found)


def _is_order(citation: Citation, text: str) -> bool:
    orders = instruction_spans(text, near=citation.span)
    return any(citation.span.overlaps(span) for span in orders)


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
