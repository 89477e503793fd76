"""What was said: answers and abstentions, with the citations they rest on and how they came about."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - field types are looked up at run time
from dataclasses import dataclass, field
from typing import Any, Literal

from assistant.records.base import Record, Span, plain
from assistant.records.combinations import Calculation  # noqa: TC001 - field types are looked up at run time
from assistant.records.drafts import Agreement, Position  # noqa: TC001 - field types are looked up at run time
from assistant.records.findings import Candidate, Filters

Verdict = Literal["supported", "unsupported", "contradicted"]
# "no_evidence": nothing retrieved answers; "unsupported": a draft was written and none of it held up; "no_reports": the
# filters leave no report to look in.
AbstentionReason = Literal["no_evidence", "unsupported", "no_reports"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn(Record):
    """One earlier exchange of a conversation: what was asked, what was answered, and from which reports, by id."""

    question: str
    answer: str
    documents: tuple[str, ...] = ()

    @classmethod
    def after(cls, outcome: Answer | Abstention) -> Turn:
        """Return the turn that ended in `outcome`, its question as it was understood; no answer is nothing said."""
        question = outcome.trace.question
        if not isinstance(outcome, Answer):
            return cls(question=question, answer="")
        cited = dict.fromkeys(citation.document_id for citation in outcome.citations)
        return cls(question=question, answer=outcome.text, documents=tuple(cited))


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
            "answer": plain(self.answer_span),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(Record):
    """One sentence of an answer, the citations it rests on, and what checking it found.

    `support` is in [0, 1], higher is better; a claim that quotes its source word for word has 1. `lead` is what stands
    before the sentence and relates it to the one before. `note` says why a claim is not supported, or that it was found
    in another passage than the one its writer cited. `calculation` is how a claim was computed that no report states:
    its citations give what went in.
    """

    text: str
    citations: tuple[str, ...]
    verdict: Verdict
    support: float
    lead: str = ""
    note: str | None = None
    calculation: Calculation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage(Record):
    """One step on the way of a question: its name, what it found in a few words, and how long it took."""

    name: str
    note: str
    milliseconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace(Record):
    """What was done to reach an outcome: the stages in order, and the question and filters as they were used.

    `asked` is the question as it was put; `question` the same in full, where it is a follow-up. `time_words` are the
    words of the question that set its filters, "" where it set none. `candidates` are the passages that were read,
    likeliest to answer first; of a question with several parts, those of the first part.

    Of a language model: `prompts` holds the SHA-256 of every prompt used, by name; `usage` the tokens, and their cost
    where prices are set; `dropped` the sentences that it wrote and that are not shown, each with the reason.
    """

    question: str
    asked: str = ""
    filters: Filters = field(default_factory=Filters)
    time_words: str = ""
    stages: tuple[Stage, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    prompts: Mapping[str, str] = field(default_factory=dict, hash=False)
    usage: Mapping[str, float] = field(default_factory=dict, hash=False)
    dropped: tuple[Claim, ...] = ()

    @property
    def timings_ms(self) -> dict[str, float]:
        """Milliseconds by stage."""
        return {stage.name: stage.milliseconds for stage in self.stages}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer whose every claim was checked. `as_of` is the publication date of the newest report it cites.

    `missing` holds the parts of the question that the reports do not answer, `notices` what the reader of the answer
    should know of how it came about. `text` has the supported claims only.
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
    notices: tuple[str, ...] = ()

    @property
    def supported(self) -> tuple[Claim, ...]:
        """The claims that stand; the others are shown struck out."""
        return tuple(claim for claim in self.claims if claim.verdict == "supported")

    def to_dict(self) -> dict[str, Any]:
        """Return the outcome in the contract's JSON form."""
        return {
            "kind": "answer",
            "question": self.trace.question,
            "text": self.text,
            "short_answer": self.short_answer,
            "claims": [claim.to_dict() for claim in self.claims],
            "citations": [citation.to_dict() for citation in self.citations],
            "positions": [position.to_dict() for position in self.positions],
            "agreement": self.agreement,
            "reason": None,
            "nearest": [],
            "missing": list(self.missing),
            "notices": list(self.notices),
            "as_of": self.as_of,
            "mode": self.mode,
            "timings_ms": self.trace.timings_ms,
            "trace": self.trace.to_dict(),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Abstention:
    """The reports do not answer. `nearest` holds the closest passages, `missing` the words that no report has.

    `notices` are as in `Answer`; `claims` the sentences that did not stand up, where they are to be shown struck out.
    """

    text: str
    reason: AbstentionReason
    nearest: tuple[Citation, ...]
    missing: tuple[str, ...]
    mode: str
    trace: Trace
    notices: tuple[str, ...] = ()
    claims: tuple[Claim, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the outcome in the contract's JSON form."""
        return {
            "kind": "abstention",
            "question": self.trace.question,
            "text": self.text,
            "short_answer": None,
            "claims": [claim.to_dict() for claim in self.claims],
            "citations": [],
            "positions": [],
            "agreement": None,
            "reason": self.reason,
            "nearest": [citation.to_dict() for citation in self.nearest],
            "missing": list(self.missing),
            "notices": list(self.notices),
            "as_of": None,
            "mode": self.mode,
            "timings_ms": self.trace.timings_ms,
            "trace": self.trace.to_dict(),
        }


Outcome = Answer | Abstention
