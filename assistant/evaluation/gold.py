"""Find gold evidence in the reports: quotes become places."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.errors import CorpusError
from assistant.evaluation.metrics import Place
from assistant.records import Span
from assistant.text import normalise

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from assistant.evaluation.questions import Question

# One fact that an answer needs, with every place that states it.
Part = tuple[Place, ...]
_MAX_NAMED = 5


def locate(questions: Sequence[Question], texts: Mapping[str, str]) -> dict[str, tuple[Part, ...]]:
    """Return the parts of evidence of each question, by its id; no evidence gives `()`.

    Args:
        questions: With quotes as the reports have them; only white space and invisible characters may differ.
        texts: The stored text of each report, by document id.

    Raises:
        CorpusError: A report is not there or does not hold a quote. Scores against such gold would be wrong without
            showing it, so nothing is measured.
    """
    located: dict[str, tuple[Part, ...]] = {}
    lost: list[str] = []
    for question in questions:
        parts: dict[object, list[Place]] = {}
        for number, evidence in enumerate(question.evidence):
            places = _places(evidence.document, evidence.quote, texts)
            if not places:
                what = "a quote" if evidence.document in texts else "the report"
                lost.append(f"{question.id}: {what} of {evidence.document}")
            key = ("alone", number) if evidence.part is None else evidence.part
            parts.setdefault(key, []).extend(places)
        located[question.id] = tuple(map(tuple, parts.values()))
    if lost:
        more = f" and {len(lost) - _MAX_NAMED} more" if len(lost) > _MAX_NAMED else ""
        raise CorpusError(
            f"evidence that is not in the reports: {'; '.join(lost[:_MAX_NAMED])}{more}",
            hint="ingest the reports that the questions are about, or mend the quotes",
        )
    return located


def _places(document_id: str, quote: str, texts: Mapping[str, str]) -> list[Place]:
    """Return every place of the report where the quote stands."""
    # Stored text has one paragraph a line; a quote may have been wrapped.
    words = r"\s+".join(map(re.escape, normalise(quote).split()))
    found = re.finditer(words, texts.get(document_id, "")) if words else ()
    return [Place(document_id, Span(*match.span())) for match in found]
