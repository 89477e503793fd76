"""What is found for a question: passages, and the words in them that may answer."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - field types are looked up at run time
from dataclasses import dataclass
from datetime import date  # noqa: TC003 - field types are looked up at run time

from assistant.records.base import Record, Span
from assistant.records.reports import Passage  # noqa: TC001 - field types are looked up at run time


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit(Record):
    """A retrieved passage. `score` orders the hits of one query (higher is better) and means nothing across queries.

    `ranks` holds the 1-based place in each ranking that found it, by its name ("lexical", "dense", "reported").
    `witnesses` are passages of other reports that say the same in the same words: copies that were found as well.
    """

    passage: Passage
    score: float
    ranks: Mapping[str, int]
    witnesses: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading(Record):
    """What the reader found in one passage. Both spans are in characters of the passage's document.

    `answer_span` is the words that answer the question, or the sentence that supports the claim; `None` where the
    passage does not. `sentence_span` is the sentence that holds the best span, even then. `score` is log-odds:
    unbounded, higher is better, comparable across questions. `probability` is the same in [0, 1]. `further` is what the
    passage answers besides, likeliest first: another's account, an earlier figure.
    """

    passage: Passage
    answer_span: Span | None
    sentence_span: Span
    score: float
    probability: float
    further: tuple[Reading, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters(Record):
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
class Candidate(Record):
    """One passage that was read: its place, the likeliest words in it, and how likely they are to answer, in [0, 1].

    Both spans are in characters of the document; `answer_span` is `None` for a passage without words.
    """

    document_id: str
    span: Span
    answer_span: Span | None
    probability: float
