"""One slot an origin: copies of a passage stand beside it as witnesses and take no room of their own."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.text import words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from assistant.records import Hit, Passage

# Copies are cut at other places and lightly edited: this much of the shorter passage's words must be the other's too.
SHARED = 0.8
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")


def collapse(hits: Sequence[Hit], origins: Mapping[str, str], *, k: int) -> tuple[Hit, ...]:
    """Return the first `k` hits that are no copies of one before them, each with its copies as `witnesses`.

    A passage is a copy where its report has the same origin, most of its words are the same, and its figures too: one
    that gives another figure says something else, and keeps a slot of its own.

    Args:
        hits: Best first.
        origins: The origin of each report; one without is its own.
        k: Most hits to return. Copies of these are looked for among all `hits`.
    """
    kept: list[Hit] = []
    for hit in hits:
        name = hit.passage.document_id
        origin = origins.get(name, name)
        place = next(
            (
                place
                for place, other in enumerate(kept)
                if origins.get(other.passage.document_id, other.passage.document_id) == origin
                and other.passage.document_id != name
                and _says_the_same(hit.passage, other.passage)
            ),
            None,
        )
        if place is not None:
            kept[place] = replace(kept[place], witnesses=(*kept[place].witnesses, hit.passage))
        elif len(kept) < k:
            kept.append(hit)
    return tuple(kept)


def _says_the_same(one: Passage, other: Passage) -> bool:
    ours, theirs = set(words(one.text)), set(words(other.text))
    if len(ours & theirs) < SHARED * max(1, min(len(ours), len(theirs))):
        return False
    figures = set(_FIGURE.findall(one.text)), set(_FIGURE.findall(other.text))
    # Cut at another place, a copy lacks figures; what it must not have is one of its own.
    return figures[0] <= figures[1] or figures[1] <= figures[0]
