"""A question to its outcome: find, answer, check, one stage after the other."""

from __future__ import annotations

import time
from collections.abc import Mapping  # noqa: TC003 - a named tuple's fields are looked up at run time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from assistant import answer, evidence, retrieve, verify
from assistant.records import (
    Abstention,
    AbstentionReason,
    Answer,
    Candidate,
    Claim,
    Filters,
    Passage,
    Quote,
    Stage,
    Trace,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.index.store import Store
    from assistant.read.reader import Reader
    from assistant.records import Citation, Document, Draft, Hit, Reading
    from assistant.settings import Settings

# Copies stand close together in a ranking: among this many times the passages that are read, the rest is found.
POOL = 3
# Passages that are looked at for further figures, read or not, as a multiple of those that are read: rules are cheap.
SWEPT = 2.4
Event = Stage | Claim | Answer | Abstention

_REASONS: dict[AbstentionReason, str] = {
    "no_evidence": "The reports do not answer this question.",
    "unsupported": "The reports do not answer this question: nothing that could be said stood up to checking.",
    "no_reports": "No report passes the filters that were set.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What is to be answered.

    `question` stands on its own; each of its `parts` is read and answered for itself; `filters` say which reports may
    answer, and `time_words` which words of the question set them.
    """

    question: str
    parts: tuple[str, ...]
    filters: Filters
    time_words: str = ""


def asking(task: Task, store: Store, settings: Settings, *, reader: Reader) -> Iterator[Event]:
    """Yield each stage as it ends, each checked sentence, and last the outcome.

    Args:
        task: What is to be answered.
        store: Where they are.
        settings: How many of what, and how sure an answer must be.
        reader: Finds the words that answer.
    """
    question, filters = task.question, task.filters
    watch = _Watch(task)
    found, documents, origins = _find(question, store, settings, filters)
    hits = found[: settings.retrieve.k_answer]
    unread = (*(hit.passage for hit in found[len(hits) :]), *(copy for hit in found for copy in hit.witnesses))
    yield watch.stage("retrieve", f"{_count(len(hits), 'passage')} in {_count(len(documents), 'report')}")
    ranked = {part: _read(part, hits, reader, settings) for part in task.parts}
    watch.note(next(iter(ranked.values())))
    best = max((reading.probability for found in ranked.values() for reading in found[:1]), default=0.0)
    yield watch.stage("read", f"likeliest answer: {best:.0%}")
    sources = _Sources(documents, origins, {hit.passage.passage_id: hit.witnesses for hit in found}, unread)
    drafts = {part: _compose(part, readings, sources, settings) for part, readings in ranked.items()}
    draft = answer.merge(drafts)
    yield watch.stage("answer", _count(len(draft.claims), "sentence") if draft else "nothing that answers")
    positions = draft.ledger.positions if draft and draft.ledger else ()
    cited = verify.cite(draft.claims if draft else (), documents, positions=positions)
    supported = tuple(claim for claim in cited.claims if claim.verdict == "supported")
    yield watch.stage("verify", f"{len(supported)} of {_count(len(cited.claims), 'sentence')} supported")
    yield from supported
    if draft and supported:
        yield _answer(draft, supported, cited, documents, watch.trace())
        return
    reason: AbstentionReason = "unsupported" if draft else "no_evidence" if hits else "no_reports"
    query_words = retrieve.query_words(question)
    frequencies = store.catalog.frequencies(query_words)
    yield Abstention(
        text=_REASONS[reason],
        reason=reason,
        nearest=_nearest(next(iter(ranked.values()))[: settings.answer.nearest], documents),
        missing=tuple(word for word in query_words if not frequencies[word]),
        mode=answer.MODE,
        trace=watch.trace(),
    )


def _read(part: str, hits: Sequence[Hit], reader: Reader, settings: Settings) -> tuple[Reading, ...]:
    readings = reader.read(part, [hit.passage for hit in hits], threshold=0.0)
    return answer.rank(readings, hits, retrieval_weight=settings.reader.retrieval_weight)


def _compose(part: str, ranked: Sequence[Reading], sources: _Sources, settings: Settings) -> Draft | None:
    ledger = evidence.weigh(
        part,
        ranked,
        sources.documents,
        origins=sources.origins,
        copies=sources.copies,
        floor=settings.reader.evidence_floor,
        unread=sources.unread,
    )
    return answer.compose(
        ranked,
        sources.documents,
        threshold=settings.reader.threshold,
        max_sentences=settings.answer.max_sentences,
        several=answer.wants_sentences(part),
        ledger=ledger,
    )


def _find(
    question: str, store: Store, settings: Settings, filters: Filters
) -> tuple[tuple[Hit, ...], dict[str, Document], dict[str, str]]:
    """Return the hits, one slot an origin, the documents of the hits and of their copies, and the origin of each."""
    k = settings.retrieve.k_answer
    for _ in range(retrieve.LOOKS):
        found = retrieve.retrieve(question, store, k=POOL * k, settings=settings.retrieve, filters=filters)
        standing, documents = _with_documents(found, store)
        # A report that was replaced since would be missed in both its versions.
        if len(standing) == len(found):
            break
    origins = store.catalog.origins(tuple(documents))
    hits = retrieve.collapse(standing, origins, k=int(SWEPT * k))
    used = {passage.document_id for hit in hits for passage in (hit.passage, *hit.witnesses)}
    return hits, {name: document for name, document in documents.items() if name in used}, origins


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


def _answer(
    draft: Draft,
    claims: tuple[Claim, ...],
    cited: verify.Cited,
    documents: Mapping[str, Document],
    trace: Trace,
) -> Answer:
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
        agreement=draft.ledger.agreement if draft.ledger else "single",
        as_of=max((day for day in days if day), default=None),
        mode=answer.MODE,
        trace=trace,
        missing=draft.missing,
    )


def _nearest(ranked: Sequence[Reading], documents: Mapping[str, Document]) -> tuple[Citation, ...]:
    passages = (reading.passage for reading in ranked)
    quotes = (Quote(document_id=passage.document_id, span=passage.span) for passage in passages)
    return tuple(
        verify.resolve(quote, documents, citation_id=str(number)) for number, quote in enumerate(quotes, start=1)
    )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


class _Sources(NamedTuple):
    """What was found: documents and origins by document id, copies by passage id, and the passages not read."""

    documents: Mapping[str, Document]
    origins: Mapping[str, str]
    copies: Mapping[str, tuple[Passage, ...]]
    unread: tuple[Passage, ...]


class _Watch:
    """Times the stages of one question."""

    def __init__(self, task: Task) -> None:
        self._trace = Trace(question=task.question, filters=task.filters, time_words=task.time_words)
        self._since = time.perf_counter()

    def stage(self, name: str, note: str) -> Stage:
        """Return the stage that ends now."""
        now = time.perf_counter()
        stage = Stage(name=name, note=note, milliseconds=round((now - self._since) * 1_000, 3))
        self._trace = replace(self._trace, stages=(*self._trace.stages, stage))
        self._since = now
        return stage

    def note(self, ranked: Sequence[Reading]) -> None:
        """Keep what was read, likeliest first."""
        candidates = tuple(
            Candidate(
                document_id=reading.passage.document_id,
                span=reading.passage.span,
                answer_span=reading.answer_span,
                probability=round(reading.probability, 4),
            )
            for reading in ranked
        )
        self._trace = replace(self._trace, candidates=candidates)

    def trace(self) -> Trace:
        """Return all stages so far."""
        return self._trace
