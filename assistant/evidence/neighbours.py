"""Accounts that stand in the next sentence: "Work will resume in March, the manager said. The minister gave May."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from assistant.evidence.finding import find_all
from assistant.evidence.rivals import account, is_given, is_other
from assistant.evidence.things import Thing, counted
from assistant.evidence.told import Told, sentences
from assistant.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from assistant.evidence.values import FoundValue
    from assistant.records import Document


def neighbours(known: Sequence[Told], documents: Mapping[str, Document]) -> Iterator[Told]:
    """Yield the one value of its kind that the sentence beside a known one gives in another source's name.

    Both stand in one paragraph of one passage. Of several values of the kind only one that counts the same by name is
    another account.
    """
    for told in known:
        document = documents[told.document.document_id]
        if told.value.kind == "text" or not told.value.resolved:
            continue
        text = told.sentence.of(document.text)
        held = next((item for item in _found(document, told.sentence) if is_given(item, told.value)), None)
        if held is None:
            continue
        for sentence in _beside(told, documents):
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
    return find_all(sentence.of(document.text), published=document.published_date)


def _beside(told: Told, documents: Mapping[str, Document]) -> Iterator[Span]:
    """Yield the sentences before and after one, in its paragraph; what is beyond the passage nobody has checked."""
    text = documents[told.document.document_id].text
    spans = [span for _, span in sentences([told.passage], documents)]
    for one, two in pairwise(spans):
        if "\n" in Span(one.end, two.start).of(text):
            continue
        if one.start <= told.sentence.start < one.end:
            yield two
        elif two.start <= told.sentence.start < two.end:
            yield one
