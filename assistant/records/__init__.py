"""The frozen records that cross rooms. Spans are half-open character ranges into `Document.text`."""

from __future__ import annotations

from assistant.records.base import Span
from assistant.records.checks import CitationCheck, CitationStatus, VerificationReport
from assistant.records.drafts import Agreement, Draft, DraftClaim, Ledger, Position, Quote, Relation
from assistant.records.findings import Candidate, Filters, Hit, Reading
from assistant.records.llm import Given, LLMCheck, Message, Usage
from assistant.records.outcomes import (
    Abstention,
    AbstentionReason,
    Answer,
    Citation,
    Claim,
    Outcome,
    Stage,
    Trace,
    Turn,
    Verdict,
)
from assistant.records.reports import Document, IngestProgress, IngestReport, Origin, Passage, Rejection, StoreStatus

__all__ = [
    "Abstention",
    "AbstentionReason",
    "Agreement",
    "Answer",
    "Candidate",
    "Citation",
    "CitationCheck",
    "CitationStatus",
    "Claim",
    "Document",
    "Draft",
    "DraftClaim",
    "Filters",
    "Given",
    "Hit",
    "IngestProgress",
    "IngestReport",
    "LLMCheck",
    "Ledger",
    "Message",
    "Origin",
    "Outcome",
    "Passage",
    "Position",
    "Quote",
    "Reading",
    "Rejection",
    "Relation",
    "Span",
    "Stage",
    "StoreStatus",
    "Trace",
    "Turn",
    "Usage",
    "Verdict",
    "VerificationReport",
]
