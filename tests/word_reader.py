"""A reader by shared words, for tests that are not about reading: quick, and its verdicts can be worked out by hand."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from assistant.records import Reading, Span
from assistant.text import sentence_spans, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.records import Passage

_EMPTY = frozenset({"the", "a", "an", "of", "in", "on", "to", "and", "was", "were", "how", "many", "who", "what", "is"})


class WordReader:
    """Gives each sentence the share of the asked words that it has as its probability."""

    question_threshold = 0.5
    claim_threshold = 0.7

    def read(
        self, question: str, passages: Sequence[Passage], *, threshold: float | None = None
    ) -> tuple[Reading, ...]:
        """Return the sentence of each passage that has most of the question's words."""
        least = self.question_threshold if threshold is None else threshold
        return tuple(self._reading(question, passage, least) for passage in passages)

    def support(
        self, claim: str, passages: Sequence[Passage], *, threshold: float | None = None
    ) -> tuple[Reading, ...]:
        """Return the sentence that has most of the claim's words, scored by the words that its passage has."""
        least = self.claim_threshold if threshold is None else threshold
        return tuple(self._reading(claim, passage, least, whole=True) for passage in passages)

    def _reading(self, asked: str, passage: Passage, least: float, *, whole: bool = False) -> Reading:
        wanted = set(words(asked)) - _EMPTY
        best, share = Span(0, 0), 0.0
        for span in sentence_spans(passage.text):
            shared = len(wanted & set(words(span.of(passage.text)))) / max(1, len(wanted))
            if shared > share:
                best, share = span, shared
        if whole:
            share = len(wanted & set(words(passage.text))) / max(1, len(wanted))
        probability = min(0.99, max(0.01, share))
        span = best.shifted(passage.span.start)
        return Reading(
            passage=passage,
            answer_span=span if probability >= least and best.end else None,
            sentence_span=span,
            score=math.log(probability / (1 - probability)),
            probability=probability,
        )
