"""Reports: what is taken in, what came of it, and what the store holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from assistant.records.base import Record, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(Record):
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
    def published_date(self) -> date | None:
        """The same as a date."""
        return date.fromisoformat(self.published_day) if self.published_day else None

    @property
    def known_day(self) -> str | None:
        """The day from which the present text stood in print: that of the last update, else of publication."""
        changed = self.updated_at or self.published_at
        return changed[:10] if changed else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin(Record):
    """The reports that come from one text: copies of one another, cut, expanded or lightly edited; often only one.

    `document_ids` holds the earliest first, and `origin_id` is that report's id: it can change when an earlier copy is
    taken in, or the earliest is removed. `credit` is the agency that a report among them names as its source.
    """

    origin_id: str
    document_ids: tuple[str, ...]
    credit: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection(Record):
    """A file, or an item in one, that could not be taken in, and why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage(Record):
    """A retrievable slice of one version of a document: `document.text[span.start:span.end] == text`."""

    passage_id: str
    document_id: str
    span: Span
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestReport(Record):
    """What an ingest did: document ids by what became of them, rejections with reasons, and the work it took."""

    added: tuple[str, ...]
    updated: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]
    rejected: tuple[Rejection, ...]
    passages: int
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestProgress(Record):
    """How far an ingest is: the share of the files' bytes that is done, in [0, 1], and what was written so far."""

    share: float
    documents: int
    passages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreStatus(Record):
    """What is in the store and what it was built with. Days are `YYYY-MM-DD`; `None` where no report is dated."""

    path: str
    documents: int
    passages: int
    vectors: int
    first_day: str | None
    last_day: str | None
    embedding: str | None
    mode: str
