"""A question to its outcome: find, answer, check, one stage after the other."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant import answer, retrieve, verify
from assistant.answer import extractive, reading
from assistant.records import Abstention, AbstentionReason, Answer, Claim, Filters, Quote, Stage, Trace

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from assistant.index.store import Store
    from assistant.read.reader import Reader
    from assistant.records import Citation, Document, Draft, Hit
    from assistant.settings import Settings

Event = Stage | Claim | Answer | Abstention

_REASONS: dict[AbstentionReason, str] = {
    "no_evidence": "The reports do not answer this question.",
    "unsupported": "The reports do not answer this question: nothing that could be said stood up to checking.",
    "no_reports": "No report passes the filters that were set.",
}


def mode(settings: Settings) -> str:
    """Return what answers with these settings."""
    return reading.MODE if settings.reader.model else extractive.MODE


def asking(
    question: str, filters: Filters, store: Store, settings: Settings, *, reader: Reader | None
) -> Iterator[Event]:
    """Yield each stage as it ends, each checked sentence, and last the outcome.

    Args:
        question: Stands on its own.
        filters: Reports that may answer.
        store: Where they are.
        settings: How many of what.
        reader: Finds the words that answer; without one, sentences are picked by similarity.
    """
    watch = _Watch(question, filters)
    hits = retrieve.retrieve(question, store, k=settings.retrieve.k_answer, settings=settings.retrieve, filters=filters)
    hits, documents = _with_documents(hits, store)
    yield watch.stage("retrieve", f"{_count(len(hits), 'passage')} in {_count(len(documents), 'report')}")
    most = settings.answer.max_sentences
    if reader is not None:
        readings = reader.read(question, [hit.passage for hit in hits])
        draft = answer.from_readings(readings, documents, max_sentences=most)
    else:
        draft = _similar(question, hits, documents, store, max_sentences=most)
    yield watch.stage("answer", _count(len(draft.claims), "sentence") if draft else "nothing that answers")
    claims, citations = verify.cite(draft.claims if draft else (), documents)
    supported = tuple(claim for claim in claims if claim.verdict == "supported")
    yield watch.stage("verify", f"{len(supported)} of {_count(len(claims), 'sentence')} supported")
    yield from supported
    if draft and supported:
        used = {number for claim in supported for number in claim.citations}
        kept = tuple(citation for citation in citations if citation.citation_id in used)
        yield _answer(draft, supported, kept, documents, mode(settings), watch.trace())
        return
    reason: AbstentionReason = "unsupported" if draft else "no_evidence" if hits else "no_reports"
    query_words = retrieve.query_words(question)
    frequencies = store.catalog.frequencies(query_words)
    yield Abstention(
        text=_REASONS[reason],
        reason=reason,
        nearest=_nearest(hits[: settings.answer.nearest], documents),
        missing=tuple(word for word in query_words if not frequencies[word]),
        mode=mode(settings),
        trace=watch.trace(),
    )


def _with_documents(hits: Sequence[Hit], store: Store) -> tuple[tuple[Hit, ...], dict[str, Document]]:
    """Return the hits whose document still reads so, and those documents: another process may have replaced some."""
    found = {hit.passage.document_id: store.catalog.document(hit.passage.document_id) for hit in hits}
    documents = {document_id: document for document_id, document in found.items() if document is not None}
    standing = tuple(
        hit
        for hit in hits
        if (document := documents.get(hit.passage.document_id))
        and hit.passage.span.of(document.text) == hit.passage.text
    )
    return standing, {hit.passage.document_id: documents[hit.passage.document_id] for hit in standing}


def _similar(
    question: str, hits: Sequence[Hit], documents: Mapping[str, Document], store: Store, *, max_sentences: int
) -> Draft | None:
    def score(asked: str, sentences: Sequence[str]) -> list[float]:
        vectors = store.embedder.embed([asked, *sentences])
        return [float(value) for value in vectors[1:] @ vectors[0]]

    return answer.extract(
        question,
        retrieve.query_words(question),
        hits,
        documents,
        lexicon=store.catalog,
        scorer=score,
        max_sentences=max_sentences,
    )


def _answer(
    draft: Draft,
    claims: tuple[Claim, ...],
    citations: tuple[Citation, ...],
    documents: Mapping[str, Document],
    mode_: str,
    trace: Trace,
) -> Answer:
    marked = (f"{claim.text} {''.join(f'[{number}]' for number in claim.citations)}" for claim in claims)
    days = (documents[citation.document_id].known_day for citation in citations)
    return Answer(
        text=" ".join(marked),
        short_answer=draft.short_answer,
        claims=claims,
        citations=citations,
        positions=(),
        # Each sentence is quoted for itself here; nothing weighs the reports against one another.
        agreement="single",
        as_of=max((day for day in days if day), default=None),
        mode=mode_,
        trace=trace,
    )


def _nearest(hits: Sequence[Hit], documents: Mapping[str, Document]) -> tuple[Citation, ...]:
    quotes = (Quote(document_id=hit.passage.document_id, span=hit.passage.span) for hit in hits)
    return tuple(
        verify.resolve(quote, documents, citation_id=str(number)) for number, quote in enumerate(quotes, start=1)
    )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


class _Watch:
    """Times the stages of one question."""

    def __init__(self, question: str, filters: Filters) -> None:
        self._trace = Trace(question=question, filters=filters)
        self._since = time.perf_counter()

    def stage(self, name: str, note: str) -> Stage:
        """Return the stage that ends now."""
        now = time.perf_counter()
        stage = Stage(name=name, note=note, milliseconds=round((now - self._since) * 1_000, 3))
        self._trace = replace(self._trace, stages=(*self._trace.stages, stage))
        self._since = now
        return stage

    def trace(self) -> Trace:
        """Return all stages so far."""
        return self._trace
