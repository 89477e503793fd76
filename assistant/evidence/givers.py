"""Whose a figure or a quotation is: "Who gave the figure of 271?", "Who spoke of “pure invention”?"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from assistant.evidence.attribution import attribute, speaker_key
from assistant.evidence.finding import find_all
from assistant.evidence.operands import sentences
from assistant.evidence.stems import stems_of
from assistant.evidence.things import FIGURE_KINDS
from assistant.records import Quote, Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from assistant.records import Document, Passage

_ASKS = re.compile(
    r"^\W*(?:and\s|but\s)?(?:who|which (?:official|source|agency|outlet|newspaper|paper|party|side|ministry)s?)\s"
    r"(?:first\s|also\s|then\s)?(?:gives?|gave|says?|said|puts?|claims?|claimed|reports?|reported|counts?|counted"
    r"|announced|announces|speaks? of|spoke of|cites?|cited|estimates?|estimated)\s(?!responsib|credit\b)(?P<what>.+)$",
    re.IGNORECASE,
)
_ASKS_OF_WORDS = re.compile(
    r"^\W*(?:and\s|but\s)?(?:who(?:se)?|which\s\w+)\s(?:\w+\s){0,3}?(?P<verb>sa(?:id|ys?)|call(?:ed|s)|describe[ds]|dismisse[ds]|reject(?:ed|s)"
    r"|spoke|speaks|talked|brand(?:ed|s)|labell?ed|asked|told|warned|used|words|shouted|denounced|termed|declared"
    r"|complained|promised|admitted|insisted|added)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(
    r"[\"\u201c\u201d](?P<words>[^\"\u201c\u201d]{2,})[\"\u201c\u201d]|(?<!\w)['\u2018](?P<single>.{2,}?)['\u2019](?!\w)"
)
_MARK = re.compile(r"[\"\u201c\u201d\u2018]|(?<!\w)'")
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
    """Return whose the one figure or quotation of a question is, each once, with the sentence that says so.

    Those come first whose sentence holds more of the question. A figure that a report gives itself is its publisher's,
    where nobody else is named for it. `()` where no passage has the figure; `None` for another question, and where
    nobody is named for the quoted words.

    Args:
        question: As it is understood.
        passages: Where to look, the best first.
        documents: Those of the passages.
    """
    if quoted := _words_asked(question):
        return _each(_of_words(quoted, question, passages, documents)) or None
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
    return _each([giver for giver in found if giver.is_named] or found)


def _words_asked(question: str) -> str | None:
    """Return the words that a question quotes to ask who said them; `None` where it asks for something else."""
    quoted, asks = _QUOTED.search(question), _ASKS_OF_WORDS.match(question)
    if quoted is None or asks is None:
        return None
    # "Who called “Operation Dawn” a failure?" quotes a name.
    if not asks["verb"].lower().startswith("sa") and question[quoted.end() :].strip(" ?.!"):
        return None
    return quoted["words"] or quoted["single"]


def _of_words(
    quoted: str, question: str, passages: Sequence[Passage], documents: Mapping[str, Document]
) -> list[_Giver]:
    """Return who says these very words, wherever a passage quotes them and names somebody."""
    told = re.compile(r"\b" + r"\W+".join(map(re.escape, re.findall(r"\w+", quoted))) + r"\b", re.IGNORECASE)
    wanted = stems_of(question)
    found: list[_Giver] = []
    for document, sentence in sentences(passages, documents):
        match = told.search(document.text, sentence.start, sentence.end)
        # A quotation may go on over several sentences.
        line = document.text[document.text.rfind("\n", 0, sentence.start) + 1 : sentence.end]
        if match and _MARK.search(line):
            place = Span(match.start(), match.end())
            said = attribute(document.text, place, publisher=document.publisher)
            if not said.asserted and (who := said.name or said.speaker):
                quote = Quote(document_id=document.document_id, span=sentence, answer_span=place)
                held = len(wanted & stems_of(f"{document.title} {sentence.of(document.text)}"))
                found.append(_Giver(who, quote, speaker_key(said), held, is_named=True))
    return found


def _each(found: Sequence[_Giver]) -> tuple[tuple[str, Quote], ...]:
    each: dict[str, tuple[str, Quote]] = {}
    for giver in sorted(found, key=lambda giver: -giver.held):
        each.setdefault(giver.key, (giver.who, giver.quote))
    return tuple(each.values())[:_MOST]
