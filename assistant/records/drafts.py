"""What is to be said: quotes, sentences and positions before they are checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from assistant.records.base import Record, Span
from assistant.records.combinations import Calculation, Operand  # noqa: TC001 - field types are looked up at run time

Agreement = Literal["single", "agreed", "evolved", "conflicting"]
Relation = Literal["current", "earlier", "corrected", "disputed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote(Record):
    """A place in a report that a draft rests on, before it is resolved to a citation.

    `answer_span` is the words inside `span` that answer, in characters of the document too.
    """

    document_id: str
    span: Span
    answer_span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(Record):
    """An operand with its value: `quotes` are the sentences that give it, none where only the question does.

    `value` is in the words of a report or of the question, `day` the day on which it was first reported.
    """

    operand: Operand
    value: str
    day: str | None = None
    speaker: str | None = None
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftClaim(Record):
    """One sentence that an answer would like to say, and the quotes it rests on. Nothing is checked yet.

    `lead` is what stands before it: how it relates to the sentence before ("Earlier, on 2 February 2026").
    `calculation` is how a sentence came about that no quote says: its quotes give what went in.
    """

    text: str
    quotes: tuple[Quote, ...]
    lead: str = ""
    calculation: Calculation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Position(Record):
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
        plain = Record.to_dict(self)
        del plain["quotes"]
        return plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger(Record):
    """What the reports say in all: the current value, then how it moved, newest first, then who maintains another."""

    positions: tuple[Position, ...]
    agreement: Agreement
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft(Record):
    """What an answerer wrote: its sentences in order, and the exact answer where it is a few words of them.

    `missing` holds the parts of the question that nothing answers. `contested` says that its sentences, which no ledger
    weighs, are those of sides that oppose one another.
    """

    claims: tuple[DraftClaim, ...]
    short_answer: str | None
    ledger: Ledger | None = None
    missing: tuple[str, ...] = ()
    contested: bool = False
