"""Whose a figure is: "Who gave the figure of 271?"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from assistant.evidence.attribution import attribute, speaker_key
from assistant.evidence.finding import find_all
from assistant.evidence.operands import sentences
from assistant.evidence.stems import stems_of
from assistant.evidence.things import FIGURE_KINDS
from assistant.records import Quote

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from assistant.records import Document, Passage

_ASKS = re.compile(
    r"^\W*(?:and\s|but\s)?(?:who|which (?:official|source|agency|outlet|newspaper|paper|party|side|ministry)s?)\s"
    r"(?:first\s|also\s|then\s)?(?:gives?|gave|says?|said|puts?|claims?|claimed|reports?|reported|counts?|counted"
    r"|announced|announces|speaks? of|spoke of|cites?|cited|estimates?|estimated)\s(?!responsib|credit\b)(?P<what>.+)$",
    re.IGNORECASE,
)
_MOST = 3


class _Giver(NamedTuple):
    """Who gives a figure and where, what tells them from others, and how many of the question's words stand there."""

    who: str
    quote: Quote
    key: str
    held: int
    is_named: bool


def givers(
    question: str, passages: Sequence[Passage], documents: Mapping[str, Document]
) -> tuple[tuple[str, Quote], ...] | None:
    """Return who gives the one figure that a question asks the source of, each once, with the sentence that says so.

    Those come first whose sentence holds more of the question. A figure that a report gives itself is its publisher's,
    where nobody else is named for it. `()` where no passage has the figure, `None` for another question.

    Args:
        question: As it is understood.
        passages: Where to look, the best first.
        documents: Those of the passages.
    """
    asks = _ASKS.match(question.strip().rstrip("?.! "))
    given = [item for item in find_all(asks["what"]) if item.value.kind in FIGURE_KINDS] if asks else []
    if asks is None or len(given) != 1 or given[0].value.figure is None:
        return None
    wanted = stems_of(asks["what"])
    found: list[_Giver] = []
    for document, sentence in sentences(passages, documents):
        text = sentence.of(document.text)
        for item in find_all(text, published=document.published_date):
            # "Who says 74 died?" of whoever says at least 74.
            if item.value.kind != given[0].value.kind or item.value.figure != given[0].value.figure:
                continue
            place = item.span.shifted(sentence.start)
            said = attribute(document.text, place, publisher=document.publisher)
            if who := said.name or said.speaker or document.publisher:
                quote = Quote(document_id=document.document_id, span=sentence, answer_span=place)
                held = len(wanted & stems_of(f"{document.title} {text}"))
                found.append(_Giver(who, quote, speaker_key(said), held, is_named=not said.asserted))
    found = [giver for giver in found if giver.is_named] or found
    each: dict[str, tuple[str, Quote]] = {}
    for giver in sorted(found, key=lambda giver: -giver.held):
        each.setdefault(giver.key, (giver.who, giver.quote))
    return tuple(each.values())[:_MOST]
