"""Which of several events far apart in time a question is about: that of the year it names, else the newest it fits."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from assistant.evidence import dates
from assistant.evidence.frame import frame_of
from assistant.evidence.stems import stems_of
from assistant.evidence.told import is_of_saying

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from assistant.records import Document, Passage, Reading

# Reports with no other between them for so long tell of two events.
APART_DAYS = 180
# How many newer reports must answer before an older one is left: one may only recall it.
_LEAST_NEWER = 2
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# Years that bound a time, or that reports look ahead to, name no event.
_BOUND = re.compile(
    r"\b(?:since|until|till|by|before|after|from|to|and|between|through|end of|start of|beginning of)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_DECADE = re.compile(r"s\b|\s?[-\u2013/]\s?\d")
_JANUARY = 1
# "Break out", "go off": parts of a verb that tell nothing by themselves.
_PARTICLES = frozenset(("out", "off", "back", "down", "away", "over", "along"))
# "After two hours" is how long, not when.
_LENGTH = re.compile(
    r"(?:(?:after|for|within|over|about|nearly|some|more than)\s)*(?:\d+|an?|two|three|four|five|six|seven|eight|nine"
    r"|ten|several|a few)\s(?:minute|hour|day|week|month|year)s?",
    re.IGNORECASE,
)


def of_the_occasion(
    question: str,
    ranked: Sequence[Reading],
    unread: Sequence[Passage],
    documents: Mapping[str, Document],
    *,
    least: float,
) -> tuple[tuple[Reading, ...], tuple[Passage, ...]]:
    """Return the readings and passages that tell of the event in time that `question` is about; the order is kept.

    Where it names a year ("the 2019 flood"), those are the ones of a report of that year or of no known day, and the
    ones that speak of it. Where it names none, and reports at least half a year newer than the likeliest one answer too
    and hold all that it holds of the question's words, the older one tells of an earlier event of the kind: it is left
    out.

    Args:
        question: As it was read.
        ranked: Likeliest first.
        unread: Further passages that were retrieved.
        documents: Those of all passages, by id.
        least: The least probability of an answer.
    """
    if year := _year_of(question):
        return (
            tuple(reading for reading in ranked if _tells_of(year, reading.passage, documents)),
            tuple(passage for passage in unread if _tells_of(year, passage, documents)),
        )
    if _YEAR.search(question):
        return tuple(ranked), tuple(unread)
    asked = _asked(question)
    kept, rest = tuple(ranked), tuple(unread)
    while (after := _superseded(asked, kept, documents, least=least)) is not None:
        kept = tuple(reading for reading in kept if _is_later(reading.passage, documents, after))
        rest = tuple(passage for passage in rest if _is_later(passage, documents, after))
    return kept, rest


def of_the_event_first(
    question: str, ranked: Sequence[Reading], documents: Mapping[str, Document]
) -> tuple[Reading, ...]:
    """Return the readings, those last that answer "when" with the day on which somebody said it, or with how long."""
    frame = frame_of(question)
    if frame.kind != "date" or frame.who is not None:
        return tuple(ranked)
    return tuple(sorted(ranked, key=lambda reading: _is_no_time_of_it(reading, documents)))


def _is_no_time_of_it(reading: Reading, documents: Mapping[str, Document]) -> bool:
    sentence, span = reading.sentence_span, reading.answer_span
    text = documents[reading.passage.document_id].text
    if span is None:
        return False
    return bool(_LENGTH.fullmatch(span.of(text))) or is_of_saying(sentence.of(text), span.shifted(-sentence.start))


def _year_of(question: str) -> int | None:
    """Return the one year that a question names as the time of an event."""
    named = {
        int(match.group())
        for match in _YEAR.finditer(question)
        if not _BOUND.search(question[: match.start()]) and not _DECADE.match(question, match.end())
    }
    return named.pop() if len(named) == 1 and len(set(_YEAR.findall(question))) == 1 else None


def _tells_of(year: int, passage: Passage, documents: Mapping[str, Document]) -> bool:
    document = documents[passage.document_id]
    day = _day(document)
    if day is None or day.year == year or (day.year == year + 1 and day.month == _JANUARY):
        return True
    text = f"{document.title}\n{passage.span.of(document.text)}"
    first, last = date(year, 1, 1), date(year, 12, 31)
    return str(year) in text or any(
        first <= found.value.days[0] and found.value.days[1] <= last
        for found in dates.find(text, published=day)
        if found.value.days
    )


def _asked(question: str) -> frozenset[str]:
    """Return the words that say what happened, where and to whom, but for what became of people."""
    frame = frame_of(question)
    return (frame.stems - _PARTICLES) | {stem for name in frame.names for stem in stems_of(name)}


def _superseded(
    asked: frozenset[str], ranked: Sequence[Reading], documents: Mapping[str, Document], *, least: float
) -> date | None:
    """Return the last day of the likeliest reading's event, where newer reports answer as well; else `None`."""
    likely = [item for item in ranked if item.answer_span is not None and item.probability >= least]
    lead = _day(documents[likely[0].passage.document_id]) if likely else None
    if lead is None:
        return None
    # A question of no other words than "how many died" is of whatever is newest.
    held = asked & _held(likely[0].passage, documents)
    newer = {
        item.passage.document_id
        for item in likely[1:]
        if (day := _day(documents[item.passage.document_id]))
        and (day - lead).days > APART_DAYS
        and held <= _held(item.passage, documents)
    }
    return lead if (held or not asked) and len(newer) >= _LEAST_NEWER else None


def _held(passage: Passage, documents: Mapping[str, Document]) -> frozenset[str]:
    document = documents[passage.document_id]
    return stems_of(f"{document.title}\n{passage.span.of(document.text)}")


def _is_later(passage: Passage, documents: Mapping[str, Document], after: date) -> bool:
    day = _day(documents[passage.document_id])
    return day is None or (day - after).days > APART_DAYS


def _day(document: Document) -> date | None:
    return date.fromisoformat(document.known_day) if document.known_day else None
