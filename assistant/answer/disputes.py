"""What the reports say is in dispute: the sentence that says so, and the accounts that stand beside it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.answer.coverage import Told, best_told, content_of, quoting, stems
from assistant.text import sentence_spans

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from assistant.answer.coverage import Content
    from assistant.records import Document, Draft, Passage

_SEVERAL = r"(?:two|three|four|five|several|different|various|conflicting|rival|competing)"
_DISPUTES = re.compile(
    r"\b(?:(?:is|are|was|were|remains?|still|also|in) (?:\w+ )?(?:disputed?|contested)"
    r"|not (?:\w+ )?(?:clear|settled|agreed)"
    r"|unclear|unsettled|differ(?:s|ed)?|disagree[sd]?|contradict\w*|var(?:y|ies|ied)"
    r"|(?:given|told|described|dated|reported|put|counted) (?:also )?"
    rf"(?:differently|in {_SEVERAL} (?:ways|versions|forms))"
    rf"|{_SEVERAL} (?:accounts|versions|figures|counts|tolls|dates|numbers))\b",
    re.IGNORECASE,
)
_OPENS = re.compile(r"\W+(?:if|whether|how|who|what|which|where|when)\b", re.IGNORECASE)
_OF_WHAT = re.compile(r"\W+(?:\w+\W+){0,4}?(?:of|on|about|over|for|in)\b", re.IGNORECASE)
# A reason is no account of what happened.
_WHY = re.compile(r"\bwhy\b", re.IGNORECASE)
_LEAST_SHARED = 0.5
_LEAST_WORDS = 2
# Sentences given: that there is a dispute, and the accounts.
_MOST = 4


def dispute(question: str, passages: Iterable[Passage], documents: Mapping[str, Document]) -> Draft | None:
    """Return the sentence that says that reports differ on what is asked, with those around it; `None` without one.

    "How the fire began is disputed" has half of the question's words or more, and its names stand in it or beside it.
    The accounts are what follows in its paragraph, what goes before where it ends one, and the first sentences of the
    next paragraphs where it is one by itself.

    Args:
        question: One that no passage surely answers.
        passages: Where to look, the best first; of sentences that share as much the first is taken.
        documents: Those of the passages.
    """
    content = content_of(question)
    if len(content) < _LEAST_WORDS or not content.names or _WHY.search(question):
        return None
    best = best_told(passages, documents, lambda told: _shared(told, content))
    return quoting(_with_accounts(best, documents)) if best else None


def says_disputed(text: str) -> bool:
    """Return whether a sentence says that something is in dispute or told in several ways."""
    return bool(_DISPUTES.search(text))


def _shared(told: Told, content: Content) -> float:
    if not _DISPUTES.search(told.text) or not content.names <= told.stems | told.around:
        return 0.0
    share = len(content.others & stems(_disputed(told.text))) / max(1, len(content.others))
    return share + told.share(content.names) / 10 if share >= _LEAST_SHARED else 0.0


def _disputed(said: str) -> str:
    """Return the part of a sentence that says what is in dispute: behind "unclear if", else before the word."""
    match = _DISPUTES.search(said)
    if match is None:
        return ""
    after = said[match.end() :]
    if _OPENS.match(after):
        return after
    return said if _OF_WHAT.match(after) else said[: match.start()]


def _with_accounts(told: Told, documents: Mapping[str, Document]) -> list[Told]:
    text = documents[told.document_id].text
    paragraphs: list[list[Told]] = []
    line_end = -1
    for span in sentence_spans(text):
        if "\n" in text[max(line_end, 0) : span.start] or not paragraphs:
            paragraphs.append([])
        line_end = span.end
        said = span.of(text)
        paragraphs[-1].append(
            Told(document_id=told.document_id, span=span, text=said, stems=stems(said), around=told.around)
        )
    found = next(
        (
            (at, place)
            for at, lines in enumerate(paragraphs)
            for place, item in enumerate(lines)
            if item.span == told.span
        ),
        None,
    )
    if found is None:
        # A sentence longer than a passage was cut: what the passage holds of it is no sentence of the report.
        return [told]
    at, place = found
    lines = paragraphs[at]
    if len(lines) == 1:
        return [told, *(following[0] for following in paragraphs[at + 1 : at + _MOST])]
    return lines[place : place + _MOST] if place < len(lines) - 1 else lines[max(0, place - _MOST + 1) :]
