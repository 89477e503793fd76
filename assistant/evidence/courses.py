"""The course of a figure: the positions of a ledger in order of time, or the figures of a sentence that tells it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from assistant.evidence.finding import find_all, parse
from assistant.evidence.operands import is_own, of_position, sentences
from assistant.records import Quote, Term
from assistant.text import full_day

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from assistant.evidence.values import FoundValue
    from assistant.records import Document, Ledger, Operand, Passage, Position, Span

# "Grown from 84 to 150, 200 and now 362": what stands before the first figure, and between two.
_FROM = re.compile(r"\bfrom\s+$", re.IGNORECASE)
_ON = re.compile(
    r"(?:,\s*(?:and\s+|then\s+)*|\s+(?:to|and|then|through)\s+)(?:(?:now|then|later|finally)\s+)?", re.IGNORECASE
)
# From one figure to another is how it moved; a sentence that has more of its course tells it better than the ledger.
_TOLD = 3


def moves(
    operand: Operand, ledger: Ledger, passages: Sequence[Passage], documents: Mapping[str, Document]
) -> tuple[Term, ...]:
    """Return the values that a figure had, oldest first, without what is in dispute.

    Where a sentence tells the course up to one of the ledger's values in more steps than the ledger has, its figures.
    """
    stood = [item for item in reversed(ledger.positions) if _is_state(item, operand, documents)]
    # The ledger has the newest first, of one day too.
    stood.sort(key=lambda item: item.first_reported or "")
    reached = {value.figure for item in stood if (value := parse(item.value))}
    told = max((_told(operand, place, reached) for place in sentences(passages, documents)), key=len, default=())
    if len(told) >= max(_TOLD, len(stood)):
        return told
    return tuple(of_position(replace(operand, label=_said(item)), item) for item in stood)


def _is_state(position: Position, operand: Operand, documents: Mapping[str, Document]) -> bool:
    quote = position.quotes[0]
    undisputed = position.relation != "disputed" and position.first_reported is not None
    return undisputed and not is_own(quote, documents[quote.document_id], operand)


def _said(position: Position) -> str:
    day = date.fromisoformat((position.first_reported or "")[:10])
    return ", ".join(filter(None, (full_day(day), position.speaker)))


def _told(operand: Operand, place: tuple[Document, Span], reached: set[float | None]) -> tuple[Term, ...]:
    document, sentence = place
    text = sentence.of(document.text)
    if not re.search(r"\bfrom\s", text):
        return ()
    run: list[FoundValue] = []
    for found in find_all(text):
        if found.value.kind == "number" and run and _ON.fullmatch(text[run[-1].span.end : found.span.start]):
            run.append(found)
        elif _FROM.search(text[: found.span.start]):
            run = [found]
    if not run or run[-1].value.figure not in reached:
        return ()
    return tuple(
        Term(
            operand=replace(operand, label=""),
            value=item.value.text,
            day=document.known_day,
            quotes=(
                Quote(document_id=document.document_id, span=sentence, answer_span=item.span.shifted(sentence.start)),
            ),
        )
        for item in run
    )
