"""The stages of one question, timed, and what its trace keeps."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.records import Candidate, Stage, Trace

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from assistant.records import Claim, Filters, Reading


class Watch:
    """Times the stages of one question, and gathers its trace."""

    def __init__(self, question: str) -> None:
        """Start the clock for `question`, as it was put."""
        self._trace = Trace(asked=question, question=question)
        self._since = time.perf_counter()

    def stage(self, name: str, note: str) -> Stage:
        """Return the stage that ends now."""
        now = time.perf_counter()
        stage = Stage(name=name, note=note, milliseconds=round((now - self._since) * 1_000, 3))
        self._trace = replace(self._trace, stages=(*self._trace.stages, stage))
        self._since = now
        return stage

    def understood(self, question: str, filters: Filters, time_words: str) -> None:
        """Keep the question as it is looked up, the filters in force, and the words of it that set them."""
        self._trace = replace(self._trace, question=question, filters=filters, time_words=time_words)

    def read(self, ranked: Sequence[Reading]) -> None:
        """Keep what was read, likeliest first."""
        candidates = tuple(
            Candidate(
                document_id=reading.passage.document_id,
                span=reading.passage.span,
                answer_span=reading.answer_span,
                probability=round(reading.probability, 4),
            )
            for reading in ranked
        )
        self._trace = replace(self._trace, candidates=candidates)

    def prompted(self, prompts: Mapping[str, str], usage: Mapping[str, float]) -> None:
        """Keep which prompts a language model got, and add what that used."""
        total = {name: self._trace.usage.get(name, 0) + amount for name, amount in usage.items()}
        self._trace = replace(
            self._trace, prompts={**self._trace.prompts, **prompts}, usage={**self._trace.usage, **total}
        )

    def dropped(self, claims: Sequence[Claim]) -> None:
        """Keep what a language model wrote and nobody is shown."""
        self._trace = replace(self._trace, dropped=tuple(claims))

    def trace(self) -> Trace:
        """Return all of it so far."""
        return self._trace
