"""Readings as a reader gives them, of a whole report as one passage, for tests of what is made of them."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.records import Passage, Reading, Span
from assistant.text import sentence_spans

if TYPE_CHECKING:
    from assistant.records import Document


def read_in(document: Document, *answers: tuple[str, float]) -> Reading:
    """Return what a reader takes for answers in `document`: their words, likeliest first, each with its log-odds."""
    text, name = document.text, document.document_id
    passage = Passage(passage_id=name, document_id=name, span=Span(0, len(text)), text=text)
    first, *rest = (_read(passage, words, score) for words, score in answers)
    return replace(first, further=tuple(rest))


def _read(passage: Passage, words: str, score: float) -> Reading:
    start = passage.text.index(words)
    return Reading(
        passage=passage,
        answer_span=Span(start, start + len(words)),
        sentence_span=next(span for span in sentence_spans(passage.text) if span.start <= start < span.end),
        score=score,
        probability=1 / (1 + math.exp(-score)),
    )
