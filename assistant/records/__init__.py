"""The frozen records that cross rooms. Spans are half-open character ranges into `Document.text`."""

from __future__ import annotations

from assistant.records.base import Span
from assistant.records.checks import CitationCheck, CitationStatus, VerificationReport
from assistant.records.combinations import Calculation, Combination, CombinationKind, Operand, Standing
from assistant.records.drafts import Agreement, Draft, DraftClaim, Ledger, Position, Quote, Relation, Term
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
    "Calculation",
    "Candidate",
    "Citation",
    "CitationCheck",
    "CitationStatus",
    "Claim",
    "Combination",
    "CombinationKind",
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
    "Operand",
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
    "Standing",
    "StoreStatus",
    "Term",
    "Trace",
    "Turn",
    "Usage",
    "Verdict",
    "VerificationReport",
]
