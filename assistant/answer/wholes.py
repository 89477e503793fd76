"""Words that answer made whole: the share before "of the 12", and the rest of a name."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.records import Span

if TYPE_CHECKING:
    from assistant.records import Reading

_FIGURE = (
    r"(?:\d[\d.,]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
    r"|seventeen|eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-\w+)?|none|all|half"
    r"|most)"
)
_SHARE = re.compile(rf"\b{_FIGURE}\sof\s(?:(?:the|its|their|these|those)\s)$", re.IGNORECASE)
_MANY = re.compile(r"\bhow many\b", re.IGNORECASE)
# These ask for the whole.
_WHOLE = re.compile(
    r"\b(?:(?:are|were|is|was) there|in all|altogether|total|exist\w*|(?:does|do|did)\b.+\b(?:have|own|run|count))\b",
    re.IGNORECASE,
)
_STARTS_FIGURE = re.compile(rf"{_FIGURE}\b", re.IGNORECASE)
# "Doctors" of "Doctors Without Borders" is no name of theirs.
_REST_OF_NAME = re.compile(r"\s(?:for|without|Without|against|Against)\s(?:the\s)?[A-Z][\w-]+(?:\s[A-Z][\w-]+)*")
_NAME = re.compile(r"(?:.*\s)?[A-Z][a-z]+s?$", re.DOTALL)


def made_whole(question: str, reading: Reading, text: str) -> Reading:
    """Return the reading with the words that its answer cannot do without; `text` is its document's.

    Asked how many sirens failed, "14" of "eleven of the 14" says the contrary of the report.
    """
    span = reading.answer_span
    if span is None:
        return reading
    start, end = span
    before = text[reading.sentence_span.start : start]
    words = span.of(text)
    if _MANY.search(question) and not _WHOLE.search(question) and _STARTS_FIGURE.match(words):
        share = _SHARE.search(before)
        start -= len(share.group()) if share else 0
    elif _NAME.fullmatch(words) and (rest := _REST_OF_NAME.match(text, end, reading.sentence_span.end)):
        end = rest.end()
    return reading if (start, end) == tuple(span) else replace(reading, answer_span=Span(start, end))
