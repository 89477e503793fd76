"""The public interface: exactly what is promised, and light to import."""

from __future__ import annotations

import subprocess
import sys
from types import ModuleType

import pytest

import assistant

HEAVY = ("torch", "chromadb", "gradio", "pydantic", "llama_index", "transformers", "sentence_transformers", "numpy")
PUBLIC = [
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


def test_all_is_exactly_what_is_promised() -> None:
    """A name is public when it is listed here; adding or dropping one is a decision."""
    assert assistant.__all__ == PUBLIC


@pytest.mark.parametrize("name", PUBLIC)
def test_every_public_name_is_there(name: str) -> None:
    """Each name can be had from the package, and is no module."""
    found = getattr(assistant, name)

    assert not isinstance(found, ModuleType)


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    """An unknown name fails as it does in any module."""
    with pytest.raises(AttributeError, match="no attribute 'Nothing'"):
        _ = assistant.Nothing


def test_importing_loads_nothing_heavy() -> None:
    """`import assistant` costs no model library, no database and no web framework."""
    code = f"import sys, assistant; print(*(name for name in {HEAVY!r} if name in sys.modules))"

    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)

    assert done.stdout.split() == []
