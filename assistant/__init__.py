"""Ask a pile of news reports; get short answers whose every sentence cites the exact characters it rests on."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant.api import Assistant, Event
    from assistant.errors import (
        AssistantError,
        ConfigurationError,
        CorpusError,
        DocumentError,
        EvaluationError,
        IndexMissingError,
        IndexStaleError,
        IndexStateError,
        LLMError,
        ModelError,
        ModelMissingError,
        QuestionError,
        StoreLockedError,
    )
    from assistant.records import (
        Abstention,
        Answer,
        Candidate,
        Citation,
        CitationCheck,
        Claim,
        Document,
        Filters,
        Hit,
        IngestProgress,
        IngestReport,
        LLMCheck,
        Origin,
        Outcome,
        Passage,
        Position,
        Reading,
        Rejection,
        Span,
        Stage,
        StoreStatus,
        Trace,
        Turn,
        VerificationReport,
    )
    from assistant.settings import Settings

__version__ = "0.1.0"

_HOMES = {
    "assistant.api": ("Assistant", "Event"),
    "assistant.errors": (
        "AssistantError",
        "ConfigurationError",
        "CorpusError",
        "DocumentError",
        "EvaluationError",
        "IndexMissingError",
        "IndexStaleError",
        "IndexStateError",
        "LLMError",
        "ModelError",
        "ModelMissingError",
        "QuestionError",
        "StoreLockedError",
    ),
    "assistant.records": (
        "Abstention",
        "Answer",
        "Candidate",
        "Citation",
        "CitationCheck",
        "Claim",
        "Document",
        "Filters",
        "Hit",
        "IngestProgress",
        "IngestReport",
        "LLMCheck",
        "Origin",
        "Outcome",
        "Passage",
        "Position",
        "Reading",
        "Rejection",
        "Span",
        "Stage",
        "StoreStatus",
        "Trace",
        "Turn",
        "VerificationReport",
    ),
    "assistant.settings": ("Settings",),
}
_HOME_OF = {name: module for module, names in _HOMES.items() for name in names}

__all__ = [
    "Abstention",
    "Answer",
    "Assistant",
    "AssistantError",
    "Candidate",
    "Citation",
    "CitationCheck",
    "Claim",
    "ConfigurationError",
    "CorpusError",
    "Document",
    "DocumentError",
    "EvaluationError",
    "Event",
    "Filters",
    "Hit",
    "IndexMissingError",
    "IndexStaleError",
    "IndexStateError",
    "IngestProgress",
    "IngestReport",
    "LLMCheck",
    "LLMError",
    "ModelError",
    "ModelMissingError",
    "Origin",
    "Outcome",
    "Passage",
    "Position",
    "QuestionError",
    "Reading",
    "Rejection",
    "Settings",
    "Span",
    "Stage",
    "StoreLockedError",
    "StoreStatus",
    "Trace",
    "Turn",
    "VerificationReport",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the module holds
    # Loaded when first used, so that `import assistant` and `assistant --help` pay for nothing they do not need.
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOME_OF[name]), name)
