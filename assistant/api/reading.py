"""What the assistant needs of a reader: `read.Reader`, or anything that reads and scores like it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.records import Passage, Reading


class PassageReader(Protocol):
    """Finds the words that answer a question, and says how far a passage supports a claim."""

    @property
    def question_threshold(self) -> float:
        """The probability from which a passage counts as answering."""
        ...

    @property
    def claim_threshold(self) -> float:
        """The probability from which a passage counts as supporting."""
        ...

    def read(
        self, question: str, passages: Sequence[Passage], *, threshold: float | None = None
    ) -> tuple[Reading, ...]:
        """Return what each passage answers, in the order of `passages`."""
        ...

    def support(
        self, claim: str, passages: Sequence[Passage], *, threshold: float | None = None
    ) -> tuple[Reading, ...]:
        """Return how far each passage supports `claim`, in the order of `passages`."""
        ...
