"""Accounts that one sentence gives beside others without setting them against each other."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.evidence.clauses import is_part
from assistant.evidence.finding import find_all
from assistant.evidence.speech import FIGURE_VERBS, VERBS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from assistant.evidence.frame import Frame
    from assistant.evidence.ledger import Evidence
    from assistant.records import Document, Span

# "The plant was out for 36 hours, not six days": what is denied is no account of who denies it.
_NOT = re.compile(r"\b(?:not|rather than|instead of)\s(?:for\s|in\s|on\s|at\s|the\s|an?\s)*$", re.IGNORECASE)
# Where somebody else may begin to speak.
_SAYS = re.compile(rf"\b(?:{'|'.join((*VERBS, *FIGURE_VERBS, 'according'))})\b", re.IGNORECASE)
_PARTS = re.compile(rf"[;:]|\b(?:but|while|whereas|although|though|or)\b|{_SAYS.pattern}", re.IGNORECASE)
# "From 36 to 33".
_TO = re.compile(r"^\s(?:\w+\s){0,2}to\s(?:\w+\s){0,2}?\d")
# "Is to open on Thursday", "was due to begin", "will start": a day that is set may yet be moved.
_PLANNED = re.compile(
    r"\b(?:(?:is|are|was|were)\s(?:due\s|expected\s|scheduled\s|supposed\s|meant\s|planned\s)?to\s(?!be\s(?:blame|found|seen)\b)\w+"
    r"|due\sto\s\w+|will(?:\snow)?\s\w+|planned\s(?:to|for)\s)[^.;]*$",
    re.IGNORECASE,
)


def coherent(frame: Frame, gathered: Sequence[Evidence], documents: Mapping[str, Document]) -> tuple[Evidence, ...]:
    """Return the evidence without what its own sentence gives as something else than another account.

    That is what it denies, a share of the likelier figure beside it ("65 million, of which 40 million") or the whole of
    which that is a share, and the less likely of two values that one speaker gives in one breath. A day that was only
    set, where it is asked when something happened, is an earlier one.

    Args:
        frame: The question.
        gathered: In any order.
        documents: Those of the evidence, by id.
    """
    stated = [item for item in gathered if not _is_denied(item, documents)] or list(gathered)
    stated += [moved for item in stated if (moved := _moved_to(item, stated, documents))]
    kept = [
        item for item in stated if not any(_outdoes(other, item, documents) for other in stated if other is not item)
    ]
    if frame.kind != "date" or not frame.past:
        return tuple(kept)
    planned = [item for item in kept if _is_planned(item, documents)]
    if len(planned) == len(kept):
        return tuple(kept)
    return tuple(replace(item, overtaken=True) if item in planned else item for item in kept)


def _is_denied(item: Evidence, documents: Mapping[str, Document]) -> bool:
    return bool(_NOT.search(_before(item, documents)))


def _moved_to(item: Evidence, known: Sequence[Evidence], documents: Mapping[str, Document]) -> Evidence | None:
    """Return what a count was lowered or raised to where only what it was before was found; else `None`."""
    sentence = item.reading.sentence_span
    text = sentence.of(documents[item.document_id].text)
    place = _place(item)
    if not (item.overtaken and item.value.kind == "number" and _TO.match(text[place.end :])):
        return None
    figures = find_all(text)
    to = next((found for found in figures if found.span.start >= place.end and found.value.kind == "number"), None)
    if to is None:
        return None
    span = to.span.shifted(sentence.start)
    if any(other.document_id == item.document_id and other.reading.answer_span == span for other in known):
        return None
    return replace(item, reading=replace(item.reading, answer_span=span), value=to.value, overtaken=False)


def _is_planned(item: Evidence, documents: Mapping[str, Document]) -> bool:
    return bool(_PLANNED.search(_before(item, documents)))


def _outdoes(other: Evidence, item: Evidence, documents: Mapping[str, Document]) -> bool:
    """Return whether a likelier value of the sentence leaves no room for `item` as another account."""
    if other.document_id != item.document_id or other.reading.sentence_span != item.reading.sentence_span:
        return False
    if other.reading.score <= item.reading.score or other.value.kind != item.value.kind:
        return False
    # Words may well stand side by side; hours are words with a figure.
    if item.value.kind == "text" and not any(map(str.isdigit, item.value.text)):
        return False
    if _is_share(item, documents) != _is_share(other, documents):
        return True
    alike = other.speaker == item.speaker and other.side == item.side
    if not alike or item.beside or other.beside or item.recalled or other.recalled or item.overtaken:
        return False
    first, second = sorted((_place(item), _place(other)), key=lambda span: span.start)
    text = item.reading.sentence_span.of(documents[item.document_id].text)
    return not _PARTS.search(text[first.end : second.start]) and not _SAYS.search(text[second.end :])


def _is_share(item: Evidence, documents: Mapping[str, Document]) -> bool:
    sentence = item.reading.sentence_span
    text = sentence.of(documents[item.document_id].text)
    return is_part(text, _place(item), [found.span for found in find_all(text)])


def _place(item: Evidence) -> Span:
    return (item.reading.answer_span or item.reading.sentence_span).shifted(-item.reading.sentence_span.start)


def _before(item: Evidence, documents: Mapping[str, Document]) -> str:
    text = item.reading.sentence_span.of(documents[item.document_id].text)
    return text[: _place(item).start]
