"""The values of one reading: what was read, and what else its sentence gives of the same thing."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from assistant.evidence.clauses import is_increment
from assistant.evidence.finding import find_all, parse
from assistant.evidence.things import FIGURE_KINDS, counted, names_thing
from assistant.evidence.values import units_fit
from assistant.text import sentence_spans

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.evidence.frame import Wanted
    from assistant.evidence.values import FoundValue, Value
    from assistant.records import Document, Reading, Span

# A reason or a course of events is no value that two reports could share.
_LONGEST_NAME = 8
_OF = re.compile(r"\sof\s(?:(?:the|its|their|these|those|all)\s){0,2}")


def values_of(document: Document, reading: Reading, kind: Wanted, thing: str | None) -> list[tuple[Reading, Value]]:
    """Return the value that was read, and what else its sentence gives of the same thing, each with its reading."""
    span = reading.answer_span
    if span is None:
        return []
    published = _day(document.published_day)
    words = span.of(document.text)
    if kind == "text":
        parsed = parse(words, published=published)
        return [(reading, parsed)] if parsed and len(words.split()) <= _LONGEST_NAME else []
    if kind == "date":
        return _dates(document, reading, span, published)
    return _figures(document, reading, span, thing)


def _dates(document: Document, reading: Reading, span: Span, published: date | None) -> list[tuple[Reading, Value]]:
    sentence = reading.sentence_span
    found = find_all(sentence.of(document.text), published=published)
    dated = [(item.span.shifted(sentence.start), item) for item in found if item.value.kind == "date"]
    return [(replace(reading, answer_span=place), item.value) for place, item in dated if _touches(place, span)][:1]


def _figures(document: Document, reading: Reading, span: Span, thing: str | None) -> list[tuple[Reading, Value]]:
    """Return the figure that counts what is asked for: the one that was read, else the nearest one that does."""
    sentence = reading.sentence_span
    here = _counting(document, sentence, thing)
    touched = [pair for pair in here if _touches(pair[0], span)]
    named = [pair for pair in here if thing and names_thing(pair[1], thing)]
    chosen = (
        _share(document, touched) or [pair for pair in touched if pair in named] or _nearest(named, span) or touched
    )
    if not chosen and thing:
        # The reader took another figure of the passage: one of its other sentences may count what is asked for.
        for other in sentence_spans(reading.passage.text):
            moved = other.shifted(reading.passage.span.start)
            chosen = [pair for pair in _counting(document, moved, thing) if names_thing(pair[1], thing)]
            if chosen:
                return [(replace(reading, sentence_span=moved, answer_span=chosen[0][0]), chosen[0][1].value)]
    if not chosen:
        return []
    others = [
        (replace(reading, answer_span=place), item.value)
        for place, item in (named if thing else [])
        if item is not chosen[0][1] and units_fit(item.value, chosen[0][1].value)
    ]
    return [(replace(reading, answer_span=chosen[0][0]), chosen[0][1].value), *others]


def _share(document: Document, touched: Sequence[tuple[Span, FoundValue]]) -> list[tuple[Span, FoundValue]]:
    """Return the first of two figures that were read together where it is a share of the other: "9 of the 12"."""
    if len(touched) != 2:  # noqa: PLR2004 - a share and its whole
        return []
    (one, _), (other, _) = touched
    return [touched[0]] if _OF.fullmatch(document.text[one.end : other.start]) else []


def _counting(document: Document, sentence: Span, thing: str | None) -> list[tuple[Span, FoundValue]]:
    """Return the figures of a sentence that can count `thing`, with their place in the document."""
    text = sentence.of(document.text)
    return [
        (item.span.shifted(sentence.start), item)
        for item in find_all(text)
        if item.value.kind in FIGURE_KINDS
        and (counted(item) is None or thing is None or names_thing(item, thing))
        and not is_increment(text, item.span)
    ]


def _nearest(pairs: Sequence[tuple[Span, FoundValue]], span: Span) -> list[tuple[Span, FoundValue]]:
    return sorted(pairs, key=lambda pair: abs(pair[0].start - span.start))[:1]


def _touches(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _day(day: str | None) -> date | None:
    return date.fromisoformat(day) if day else None
