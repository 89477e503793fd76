"""The frozen records that cross rooms. Spans are half-open character ranges into `Document.text`."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

Verdict = Literal["supported", "unsupported", "contradicted"]
Agreement = Literal["single", "agreed", "evolved", "conflicting"]
Relation = Literal["current", "earlier", "corrected", "disputed"]
# "no_evidence": nothing retrieved answers; "unsupported": a draft was written and none of it held up; "no_reports": the
# filters leave no report to look in.
AbstentionReason = Literal["no_evidence", "unsupported", "no_reports"]
# "altered": other characters stand where the quote stood; "moved": it stands elsewhere in the report; "changed": the
# quote stands, but the report around it is another version; "missing": the report is gone.
CitationStatus = Literal["verified", "changed", "moved", "altered", "missing", "malformed"]


class Span(NamedTuple):
    """A half-open character range, `start <= end`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the characters of `text` that this span covers."""
        return text[self.start : self.end]

    def shifted(self, offset: int) -> Span:
        """Return the span moved right by `offset` characters."""
        return Span(self.start + offset, self.end + offset)


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Span):
        return {"start": value.start, "end": value.end}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {item.name: _plain(getattr(value, item.name)) for item in dataclasses.fields(value)}
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value


class _Record:
    """What the records have in common: one way into JSON."""

    __slots__ = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the record as JSON-ready values."""
        plain = _plain(self)
        if not isinstance(plain, dict):
            raise TypeError(f"not a dataclass: {self!r}")
        return plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(_Record):
    """One report. `text` is normalised (`assistant.text.normalise`), one paragraph a line.

    Dates are ISO 8601: a day (`2026-02-04`), or a time with its offset where the source gives one. `source` is where it
    was read: a path, or `path#item` for one article of a file that holds many. `content_hash` covers the text and
    everything shown with it, so any change a reader could see makes a new version.
    """

    document_id: str
    title: str
    text: str
    content_hash: str
    source: str
    publisher: str | None = None
    byline: str | None = None
    published_at: str | None = None
    updated_at: str | None = None
    url: str | None = None
    based_on: str | None = None
    corrects: str | None = None

    @property
    def published_day(self) -> str | None:
        """The calendar day of publication as the report gives it, `YYYY-MM-DD`."""
        return self.published_at[:10] if self.published_at else None

    @property
    def known_day(self) -> str | None:
        """The day from which the present text stood in print: that of the last update, else of publication."""
        changed = self.updated_at or self.published_at
        return changed[:10] if changed else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin(_Record):
    """The reports that come from one text: copies of one another, cut, expanded or lightly edited; often only one.

    `document_ids` holds the earliest first, and `origin_id` is that report's id: it can change when an earlier copy is
    taken in, or the earliest is removed. `credit` is the agency that a report among them names as its source.
    """

    origin_id: str
    document_ids: tuple[str, ...]
    credit: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection(_Record):
    """A file, or an item in one, that could not be taken in, and why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage(_Record):
    """A retrievable slice of one version of a document: `document.text[span.start:span.end] == text`."""

    passage_id: str
    document_id: str
    span: Span
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit(_Record):
    """A retrieved passage. `score` orders the hits of one query (higher is better) and means nothing across queries.

    `ranks` holds the 1-based place in each ranking that found it, by the ranking's name ("lexical", "dense").
    `witnesses` are passages of other reports that say the same in the same words: copies that were found as well.
    """

    passage: Passage
    score: float
    ranks: Mapping[str, int]
    witnesses: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading(_Record):
    """What the reader found in one passage. Both spans are in characters of the passage's document.

    `answer_span` is the words that answer the question, or the sentence that supports the claim; `None` where the
    passage does not. `sentence_span` is the sentence that holds the best span, even then. `score` is log-odds:
    unbounded, higher is better, comparable across questions. `probability` is the same in [0, 1].
    """

    passage: Passage
    answer_span: Span | None
    sentence_span: Span
    score: float
    probability: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters(_Record):
    """Which reports may answer: by publication day, by the day they were last changed, by publisher.

    `since` and `until` bound the day of publication, both ends included. `as_of` keeps what stood in print by that day:
    a report changed later is left out, since its present text was not known then. Undated reports pass only where no
    date is asked for. Publishers match whole names, whatever their case; none means all.
    """

    since: date | None = None
    until: date | None = None
    as_of: date | None = None
    publishers: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Return whether anything is filtered at all."""
        return bool(self.since or self.until or self.as_of or self.publishers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """The exact characters of one version of one report that a claim rests on.

    `sha256` is the hash of `quote`; `content_hash` names the version of the document, so that a later check can tell a
    changed quote from a report changed elsewhere. `answer_span` is the words of the quote that answer, in characters of
    the document; `None` where it is all of them.
    """

    citation_id: str
    document_id: str
    title: str
    publisher: str | None
    published_at: str | None
    url: str | None
    span: Span
    quote: str
    sha256: str
    content_hash: str
    answer_span: Span | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the citation in the contract's JSON form: `id`, `start` and `end` are flat."""
        return {
            "id": self.citation_id,
            "document_id": self.document_id,
            "title": self.title,
            "publisher": self.publisher,
            "published_at": self.published_at,
            "url": self.url,
            "start": self.span.start,
            "end": self.span.end,
            "quote": self.quote,
            "sha256": self.sha256,
            "content_hash": self.content_hash,
            "answer": _plain(self.answer_span),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn(_Record):
    """One earlier exchange of a conversation: what was asked and what was answered."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote(_Record):
    """A place in a report that a draft rests on, before it is resolved to a citation.

    `answer_span` is the words inside `span` that answer, in characters of the document too.
    """

    document_id: str
    span: Span
    answer_span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftClaim(_Record):
    """One sentence that an answer would like to say, and the quotes it rests on. Nothing is checked yet.

    `lead` is what stands before it: how it relates to the sentence before ("Earlier, on 2 February 2026").
    """

    text: str
    quotes: tuple[Quote, ...]
    lead: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Position(_Record):
    """One value that reports give: with who gives it, when it was first and last reported, and how it stands.

    Attributes:
        value: In the words of a report.
        as_of: The day it was last reported; `None` where no report is dated.
        first_reported: The day it was first reported.
        publishers: Whose reports give it.
        origins: How many of the reports are independent: copies of one wire story count once.
        reports: How many reports give it in all; `citations` may name fewer.
        speaker: Who says it; `None` where the reports say it themselves.
        relation: "current"; "earlier" and "corrected" have been overtaken; "disputed" is what someone else maintains.
        reason: Why it stands so.
        low: The least it may mean, for figures; `None` where that is open, or it is no figure.
        high: The most it may mean.
        quotes: The sentences that give it, before they are cited.
        citations: The ids of the citations that give it, once they are.
    """

    value: str
    as_of: str | None
    publishers: tuple[str, ...]
    origins: int
    reports: int = 1
    first_reported: str | None = None
    speaker: str | None = None
    relation: Relation = "current"
    reason: str = ""
    low: float | None = None
    high: float | None = None
    quotes: tuple[Quote, ...] = ()
    citations: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the position as JSON-ready values: cited, so without its quotes."""
        plain = _Record.to_dict(self)
        del plain["quotes"]
        return plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger(_Record):
    """What the reports say in all: the current value, then how it moved, newest first, then who maintains another."""

    positions: tuple[Position, ...]
    agreement: Agreement
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft(_Record):
    """What an answerer wrote: its sentences in order, and the exact answer where it is a few words of them.

    `missing` holds the parts of the question that nothing answers.
    """

    claims: tuple[DraftClaim, ...]
    short_answer: str | None
    ledger: Ledger | None = None
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(_Record):
    """One sentence of an answer, the citations it rests on, and what checking it found.

    `support` is in [0, 1], higher is better; a claim that quotes its source word for word has 1. `lead` is what stands
    before the sentence and relates it to the one before.
    """

    text: str
    citations: tuple[str, ...]
    verdict: Verdict
    support: float
    lead: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage(_Record):
    """One step on the way of a question: its name, what it found in a few words, and how long it took."""

    name: str
    note: str
    milliseconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate(_Record):
    """One passage that was read: its place, the likeliest words in it, and how likely they are to answer, in [0, 1].

    Both spans are in characters of the document; `answer_span` is `None` for a passage without words.
    """

    document_id: str
    span: Span
    answer_span: Span | None
    probability: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace(_Record):
    """What was done to reach an outcome: the stages in order, and the question and filters as they were used.

    `time_words` are the words of the question that set its filters, "" where it set none. `candidates` are the passages
    that were read, likeliest to answer first; of a question with several parts, those of the first part.
    """

    question: str
    filters: Filters = field(default_factory=Filters)
    time_words: str = ""
    stages: tuple[Stage, ...] = ()
    candidates: tuple[Candidate, ...] = ()

    @property
    def timings_ms(self) -> dict[str, float]:
        """Milliseconds by stage."""
        return {stage.name: stage.milliseconds for stage in self.stages}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer whose every claim was checked. `as_of` is the publication date of the newest report it cites.

    `missing` holds the parts of the question that the reports do not answer.
    """

    text: str
    short_answer: str | None
    claims: tuple[Claim, ...]
    citations: tuple[Citation, ...]
    positions: tuple[Position, ...]
    agreement: Agreement
    as_of: str | None
    mode: str
    trace: Trace
    missing: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the outcome in the contract's JSON form."""
        return {
            "kind": "answer",
            "text": self.text,
            "short_answer": self.short_answer,
            "claims": [claim.to_dict() for claim in self.claims],
            "citations": [citation.to_dict() for citation in self.citations],
            "positions": [position.to_dict() for position in self.positions],
            "agreement": self.agreement,
            "reason": None,
            "nearest": [],
            "missing": list(self.missing),
            "as_of": self.as_of,
            "mode": self.mode,
            "timings_ms": self.trace.timings_ms,
            "trace": self.trace.to_dict(),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Abstention:
    """The reports do not answer. `nearest` holds the closest passages, `missing` the words that no report has."""

    text: str
    reason: AbstentionReason
    nearest: tuple[Citation, ...]
    missing: tuple[str, ...]
    mode: str
    trace: Trace

    def to_dict(self) -> dict[str, Any]:
        """Return the outcome in the contract's JSON form."""
        return {
            "kind": "abstention",
            "text": self.text,
            "short_answer": None,
            "claims": [],
            "citations": [],
            "positions": [],
            "agreement": None,
            "reason": self.reason,
            "nearest": [citation.to_dict() for citation in self.nearest],
            "missing": list(self.missing),
            "as_of": None,
            "mode": self.mode,
            "timings_ms": self.trace.timings_ms,
            "trace": self.trace.to_dict(),
        }


Outcome = Answer | Abstention


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestReport(_Record):
    """What an ingest did: document ids by what became of them, rejections with reasons, and the work it took."""

    added: tuple[str, ...]
    updated: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]
    rejected: tuple[Rejection, ...]
    passages: int
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestProgress(_Record):
    """How far an ingest is: the share of the files' bytes that is done, in [0, 1], and what was written so far."""

    share: float
    documents: int
    passages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreStatus(_Record):
    """What is in the store and what it was built with. Days are `YYYY-MM-DD`; `None` where no report is dated."""

    path: str
    documents: int
    passages: int
    vectors: int
    first_day: str | None
    last_day: str | None
    embedding: str | None
    mode: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationCheck(_Record):
    """What became of one citation: its status, and a sentence that says so and names the document."""

    citation_id: str
    document_id: str
    status: CitationStatus
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationReport:
    """The check of every citation of a saved outcome against the reports as they are now."""

    checks: tuple[CitationCheck, ...]

    @property
    def ok(self) -> bool:
        """Return whether every citation stands unchanged."""
        return all(check.status == "verified" for check in self.checks)

    def to_dict(self) -> dict[str, Any]:
        """Return the report as JSON-ready values, with `ok`."""
        return {"ok": self.ok, "checks": [check.to_dict() for check in self.checks]}
