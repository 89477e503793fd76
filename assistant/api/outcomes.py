"""Checked claims and citations put together to an answer, or the reason why there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant import answer, retrieve, verify
from assistant.api.notices import of_abstention, of_answer, of_publishers
from assistant.records import Abstention, AbstentionReason, Answer, Quote

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from assistant.index.store import Store
    from assistant.records import Citation, Document, Draft, Reading, Trace

_REASONS: dict[AbstentionReason, str] = {
    "no_evidence": "The reports do not answer this question.",
    "unsupported": "The reports do not answer this question: nothing that could be said stood up to checking.",
    "no_reports": "No report passes the filters that were set.",
}


def make_answer(draft: Draft, cited: verify.Cited, documents: Mapping[str, Document], trace: Trace) -> Answer:
    """Return the answer that the reader's draft and its cited claims make; only the claims that stand are said."""
    claims = tuple(claim for claim in cited.claims if claim.verdict == "supported")
    used = {number for claim in claims for number in claim.citations}
    used |= {number for position in cited.positions for number in position.citations}
    citations = tuple(citation for citation in cited.citations if citation.citation_id in used)
    marked = (
        " ".join(filter(None, (claim.lead, claim.text, "".join(f"[{number}]" for number in claim.citations))))
        for claim in claims
    )
    days = (documents[citation.document_id].known_day for citation in citations)
    unanswered = f" The reports do not answer: {' '.join(draft.missing)}" if draft.missing else ""
    return Answer(
        text=" ".join(marked) + unanswered,
        short_answer=draft.short_answer,
        claims=claims,
        citations=citations,
        positions=cited.positions,
        agreement=draft.ledger.agreement if draft.ledger else "conflicting" if draft.contested else "single",
        as_of=max((day for day in days if day), default=None),
        mode=answer.MODE,
        trace=trace,
        missing=draft.missing,
        notices=tuple(of_answer(claims, citations, draft.short_answer)),
    )


def make_abstention(reason: AbstentionReason, nearest: tuple[Citation, ...], store: Store, trace: Trace) -> Abstention:
    """Return the abstention for a reason, with the words of the question that no report has."""
    query_words = retrieve.query_words(trace.question)
    frequencies = store.catalog.lexicon.frequencies(query_words)
    missing = tuple(word for word in query_words if not frequencies[word])
    return Abstention(
        text=_REASONS[reason],
        reason=reason,
        nearest=nearest,
        missing=missing,
        mode=answer.MODE,
        trace=trace,
        notices=(
            *of_publishers(trace.filters.publishers, store.catalog.publishers()),
            *of_abstention(missing, trace.question),
        ),
    )


def nearest(ranked: Sequence[Reading], documents: Mapping[str, Document]) -> tuple[Citation, ...]:
    """Return the passages that were read as citations, numbered in their order."""
    passages = (reading.passage for reading in ranked)
    quotes = (Quote(document_id=passage.document_id, span=passage.span) for passage in passages)
    return tuple(
        verify.resolve(quote, documents, citation_id=str(number)) for number, quote in enumerate(quotes, start=1)
    )
