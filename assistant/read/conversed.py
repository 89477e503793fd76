"""A follow-up as the reader is asked it: behind the questions that were asked before and their answers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# Of an answer so many words are kept: what it is about, not all it says.
_ANSWER_WORDS = 12
_MARKERS = re.compile(r"\s*\[\d+\]")


def conversed(turns: Sequence[tuple[str, str]], follow_up: str) -> str:
    """Return what the reader is asked for a follow-up.

    Args:
        turns: The questions that were asked before, oldest first, each with its answer, "" for none.
        follow_up: What is asked now, as it was typed.
    """
    said = [(question.strip(), _MARKERS.sub("", answer).split()[:_ANSWER_WORDS]) for question, answer in turns]
    return " | ".join([*(" ".join([question, *answer]).strip() for question, answer in said), follow_up.strip()])
