"""How things are now: whether a question asks for that, and whether a sentence tells of what has ended."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.evidence.clauses import clause_of

if TYPE_CHECKING:
    from assistant.records import Span

# "Who leads it", "who is the head of it", "where is he now"; "who is the man who led it" asks for no present.
_ASKS = re.compile(
    r"^\W*(?:who|which [a-z]+|what [a-z]+) (?:now |currently )?(?:leads|heads|runs|commands|owns|chairs|governs"
    r"|controls)\b"
    r"|^\W*who (?:is|are) (?:now |currently )?(?:the )?(?:\w+ ){0,3}?(?:leader|head|chief|commander|minister|president"
    r"|governor|owner|director|chair\w*|spokes\w+)\b"
    r"|\b(?:now|currently|today|at present)\W*$",
    re.IGNORECASE,
)
_ENDED = re.compile(
    r"\b(?:led|headed|ran|commanded|owned|chaired|governed|controlled|was|were|held|served)\b.*\buntil\b"
    r"|\b(?:former(?:ly)?|the late|ex-|once (?:led|headed|ran|commanded|owned))\b",
    re.IGNORECASE,
)


def asks_now(question: str) -> bool:
    """Return whether a question asks who or what is so at present."""
    return bool(_ASKS.search(question))


def is_ended(text: str, span: Span) -> bool:
    """Return whether the clause of a sentence that holds `span` tells of what was so until something else was."""
    return bool(_ENDED.search(clause_of(text, span).of(text)))
