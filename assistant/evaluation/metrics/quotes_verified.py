"""Whether citations quote their reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.text import sha256

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from assistant.records import Citation


def quotes_verified(citations: Sequence[Citation], texts: Mapping[str, str]) -> float | None:
    """Return the share of `citations` whose quote is, character for character, what stands at their span.

    The hash is checked too. `texts` holds the stored text of each report, by document id; a report that is not there
    verifies nothing. `None` without any citation.
    """
    if not citations:
        return None
    return sum(_stands(citation, texts.get(citation.document_id, "")) for citation in citations) / len(citations)


def _stands(citation: Citation, text: str) -> bool:
    quote = citation.quote
    return bool(quote) and citation.span.of(text) == quote and sha256(quote) == citation.sha256
