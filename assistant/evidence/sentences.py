"""The sentences around a span, read: their tokens, quotations and sayings."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from assistant.evidence.sayings import Saying, sayings
from assistant.evidence.tokens import Quotation, Token, quotations, tokens, without_brackets
from assistant.records import Span
from assistant.text import sentence_spans

# How many paragraphs before the sentence's own are read.
_PARAGRAPHS_BACK: Final = 3
# No more than this is read of a span, and of its paragraph to either side: text without line ends stays affordable.
_PARAGRAPH_REACH: Final = 2500
# Where people are introduced: a capitalised word after another one, as far back as this.
_PEOPLE_REACH: Final = 6000
_SURNAME: Final = re.compile("\\b[A-Z][\\w\u2019'-]*\\.?\\s(?=([A-Z][\\w\u2019'-]+))")


class Sentence(NamedTuple):
    """One sentence, read. `line` numbers its paragraph; `people` holds the surnames used in the report so far."""

    span: Span
    line: int
    tokens: list[Token]
    sayings: list[Saying]
    quotes: tuple[Quotation, ...]
    people: frozenset[str]


def read_around(text: str, span: Span) -> list[Sentence]:
    """Return the sentences of the paragraphs that hold `span` and of the three before them, in order."""
    end = text.find("\n", span.end)
    lines = [Span(text.rfind("\n", 0, span.start) + 1, len(text) if end < 0 else end)]
    while lines[0].start > 0 and len(lines) <= _PARAGRAPHS_BACK:
        stop = lines[0].start - 1
        before = Span(text.rfind("\n", 0, stop) + 1, stop)
        if before.of(text).strip():
            lines.insert(0, before)
        else:
            lines[0] = Span(before.start, lines[0].end)
    people = frozenset(_SURNAME.findall(text, max(0, span.start - _PEOPLE_REACH), span.end))
    sentences: list[Sentence] = []
    for number, line in enumerate(lines):
        sentences.extend(_read_line(text, _near(line, span), number, people))
    return sentences


def _near(line: Span, span: Span) -> Span:
    stop = min(span.end, span.start + _PARAGRAPH_REACH) + _PARAGRAPH_REACH
    return Span(max(line.start, span.start - _PARAGRAPH_REACH), min(line.end, stop))


def _read_line(text: str, line: Span, number: int, people: frozenset[str]) -> list[Sentence]:
    if line.start >= line.end:
        return []
    result = []
    quotes = quotations(text, line)
    for piece in sentence_spans(line.of(text)):
        sentence = piece.shifted(line.start)
        words = without_brackets(tokens(text, sentence, quotes))
        result.append(Sentence(sentence, number, words, sayings(words), quotes, people))
    return result
