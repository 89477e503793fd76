"""The passages that a language model is given, with what must be known of the reports they are from."""

from __future__ import annotations

from dataclasses import replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from assistant import verify
from assistant.records import Given

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from assistant.api.find import Found
    from assistant.index.store import Store
    from assistant.records import Document, Passage, Position, Reading


def given_passages(ranked: Sequence[Sequence[Reading]], found: Found, store: Store, *, most: int) -> tuple[Given, ...]:
    """Return the passages to put before a language model, numbered from 1: the likeliest of every part, in turn.

    Args:
        ranked: For each part of a question what was read, likeliest first.
        found: The passages as a language model may see them, and what is known of their reports.
        store: Has the reports that these are copies of.
        most: How many to give.
    """
    readings = [reading for row in zip_longest(*ranked) for reading in row if reading is not None]
    chosen = list(dict.fromkeys(reading.passage.passage_id for reading in readings))[:most]
    shown = {passage.passage_id: passage for passage in found.inert}
    return tuple(_given(number, shown[name], found, store) for number, name in enumerate(chosen, start=1))


def _given(number: int, passage: Passage, found: Found, store: Store) -> Given:
    document = found.documents[passage.document_id]
    carriers = (found.documents[copy.document_id].publisher for copy in found.copies[passage.passage_id])
    return Given(
        number=number,
        passage=passage,
        title=_inert(document.title),
        publisher=_inert(document.publisher or "") or None,
        published_at=document.published_at,
        updated_at=document.updated_at,
        origin=_origin(document, found, store),
        carried_by=_inert_names(name for name in carriers if name and name != document.publisher),
    )


def inert_positions(positions: Sequence[Position]) -> tuple[Position, ...]:
    """Return what the reports give as a language model may see it: outlets may be named to be read by one."""
    return tuple(
        replace(
            position,
            publishers=_inert_names(position.publishers),
            speaker=_inert(position.speaker or "") or None,
        )
        for position in positions
    )


def _inert_names(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(_inert, names))))


def _inert(text: str) -> str:
    """Return a headline or a name without what it says to a language model: they are the report's, as its text is."""
    return " ".join(verify.without_instructions(text).split())


def _origin(document: Document, found: Found, store: Store) -> str | None:
    if document.based_on:
        return f"repeats {_inert(document.based_on)}"
    earliest = found.origins[document.document_id]
    if earliest == document.document_id or (first := store.catalog.document(earliest)) is None:
        return None
    about = ", ".join(filter(None, (_inert(first.publisher or ""), first.published_day)))
    return f"copy of “{_inert(first.title)}”" + (f" ({about})" if about else "")
