"""Accounts that stand in the next sentence: "Work will resume in March, the manager said. The minister gave May."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from assistant.evidence.finding import find_all
from assistant.evidence.rivals import account, is_given, is_other
from assistant.evidence.things import Thing, counted
from assistant.evidence.told import Told
from assistant.records import Span
from assistant.text import sentence_spans

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from assistant.evidence.values import FoundValue
    from assistant.records import Document


def neighbours(known: Sequence[Told], documents: Mapping[str, Document]) -> Iterator[Told]:
    """Yield the one value of its kind that the sentence beside a known one gives in another source's name.

    Both stand in one paragraph. Of several values of the kind only one that counts the same by name is another account.
    """
    for told in known:
        document = documents[told.document.document_id]
        if told.value.kind == "text" or not told.value.resolved:
            continue
        text = told.sentence.of(document.text)
        held = next((item for item in _found(document, told.sentence) if is_given(item, told.value)), None)
        if held is None:
            continue
        for sentence in _beside(document, told.sentence):
            beside = sentence.of(document.text)
            others = [
                item
                for item in _found(document, sentence)
                if is_other(item, held, beside) and _counts_alike(item, held)
            ]
            if len(others) > 1:
                others = [item for item in others if counted(item)]
            if len(others) != 1:
                continue
            there = account(beside, others[0].span)
            if there and there != account(text, held.span):
                yield Told(
                    document=document,
                    passage=told.passage,
                    sentence=sentence,
                    span=others[0].span.shifted(sentence.start),
                    value=others[0].value,
                )


def _counts_alike(item: FoundValue, held: FoundValue) -> bool:
    """Return whether a figure counts what the one that was read does: the reader vouches for no other sentence."""
    theirs, ours = counted(item), counted(held)
    return item.value.kind != "number" or not (theirs and ours) or Thing.of(ours).takes(Thing.of(theirs))


def _found(document: Document, sentence: Span) -> Sequence[FoundValue]:
    day = date.fromisoformat(document.published_day) if document.published_day else None
    return find_all(sentence.of(document.text), published=day)


def _beside(document: Document, sentence: Span) -> Iterator[Span]:
    spans = sentence_spans(document.text)
    at = next((place for place, span in enumerate(spans) if span.start <= sentence.start < span.end), None)
    for place in () if at is None else (at - 1, at + 1):
        if 0 <= place < len(spans):
            between = Span(min(sentence.end, spans[place].end), max(sentence.start, spans[place].start))
            if "\n" not in between.of(document.text):
                yield spans[place]
