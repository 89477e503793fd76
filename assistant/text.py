"""Pure functions on text: normalisation, sentence spans, words, hashes. Offsets are Python characters, half-open."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from assistant.records import Span

if TYPE_CHECKING:
    from datetime import date

# As English writes them, in the order of the calendar.
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
# Line ends as other systems and PDFs write them: NEL, line and paragraph separators, vertical tab, form feed.
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Control, bidirectional and zero-width characters, tags and lone surrogates: invisible in a quote, and a way to smuggle
# text past a reader's eye. Soft hyphens (U+00AD) are typesetting, not spelling. The joiners U+200C and U+200D stay:
# Urdu and Persian spelling needs them.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff\U000e0000-\U000e007f]"
)
_BLANK_RUNS = re.compile(r"[^\S\n]+")
_EMPTY_LINES = re.compile(r"\n{3,}")
# Combining marks on one letter, as in Unicode's stream-safe text format (UAX #15).
_MOST_MARKS = 30
_WORD = re.compile(r"\w+(?:['\u2019.,-]\w+)*")
# Closing marks that belong to the sentence they follow.
_CLOSERS = "\"'\u201d\u2019\u00bb)]}"

# "MARABANG, May 12 (PIP) \u2014 The toll rose": where a wire story was filed is no part of what it says.
_FILED_AT = r"[A-Z][A-Z.'\u2019-]{2,}(?:,? (?:[A-Z][\w.'\u2019-]*|\d{1,2})){0,5},? "
_FILED_BY = r"\([A-Z][\w .]*\) "
_DATELINE = re.compile(
    rf"(?:{_FILED_AT}(?:{_FILED_BY})?|{_FILED_BY})(?:--|[\u2013\u2014-]) ?(?=[A-Z\d\u201c\u2018\"'])"
)


def full_day(day: date) -> str:
    """Return a day as English writes it, whatever the system's language: "4 February 2026"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def normalise(text: str) -> str:
    r"""Return `text` in the one form documents are stored in.

    Unicode NFC; line ends are `\n`; runs of blanks are one space and lines are stripped; at most one empty line in a
    row; control, bidirectional and zero-width characters removed, and combining marks beyond the thirtieth on one
    letter. Applying it twice changes nothing.
    """
    text = _INVISIBLE.sub("", _LINE_ENDS.sub("\n", text))
    if not text.isascii():
        text = _stream_safe(unicodedata.normalize("NFC", _stream_safe(text)))
    lines = (_BLANK_RUNS.sub(" ", line).strip() for line in text.split("\n"))
    return _EMPTY_LINES.sub("\n\n", "\n".join(lines)).strip()


def _stream_safe(text: str) -> str:
    """Return `text` with at most `_MOST_MARKS` marks on a letter.

    No language needs as many; to put a run of marks in order takes a time that grows with the square of its length.
    """
    run, kept = 0, []
    for character in text:
        run = run + 1 if unicodedata.combining(character) else 0
        if run <= _MOST_MARKS:
            kept.append(character)
    return "".join(kept)


def sentence_spans(text: str) -> tuple[Span, ...]:
    """Return the spans of the sentences of `text` in order, without surrounding white space.

    A line end is always a sentence end, because stored documents keep one paragraph a line, and so is the dash behind a
    dateline. The spans never overlap and together hold every non-space character of `text`; empty or blank text gives
    `()`.
    """
    spans: list[Span] = []
    start = 0
    for line in text.split("\n"):
        begin = start
        if dateline := _DATELINE.match(line):
            begin = start + dateline.end()
            spans.append(Span(start, start + len(dateline.group().rstrip())))
        spans.extend(_sentences_of_line(text, begin, start + len(line)))
        start += len(line) + 1
    return tuple(spans)


def without_dateline(text: str) -> str:
    """Return the text of a report without where and by whom it was filed."""
    filed = _DATELINE.match(text)
    return text[filed.end() :] if filed else text


def is_dateline(sentence: str) -> bool:
    """Return whether one of `sentence_spans` is where and by whom a report was filed, and no sentence."""
    # The pattern looks at what begins behind it.
    filed = _DATELINE.match(f"{sentence} A")
    return filed is not None and filed.end() > len(sentence)


def _sentences_of_line(text: str, line_start: int, line_end: int) -> list[Span]:
    # Imported here: a compiled extension that `assistant --help` does not need.
    from sentencex import get_sentence_boundaries

    line = text[line_start:line_end]
    if not line or line.isspace():
        return []
    spans: list[Span] = []
    for boundary in get_sentence_boundaries("en", line):
        start, end = line_start + boundary["start_index"], line_start + boundary["end_index"]
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start == end:
            continue
        # sentencex leaves a lone closing quote or bracket as a sentence of its own.
        if spans and all(mark in _CLOSERS for mark in text[start:end]):
            spans[-1] = Span(spans[-1].start, end)
        else:
            spans.append(Span(start, end))
    return spans


def words(text: str) -> list[str]:
    """Return the word tokens of `text` in order, lower-cased; numbers such as `14.89` and `1,200` stay whole."""
    return [match.group().lower() for match in _WORD.finditer(text)]


@cache
def english_words() -> frozenset[str]:
    """Return the English words of symspellpy's list, 82,834 in lower case; it holds some well-known names, too."""
    path = resources.files("symspellpy").joinpath("frequency_dictionary_en_82_765.txt")
    return frozenset(line.split(" ")[0] for line in path.read_text(encoding="utf-8-sig").splitlines())


def count_words(text: str) -> int:
    """Return how many white-space separated words `text` has."""
    return len(text.split())


def sha256(text: str) -> str:
    """Return the hex SHA-256 of the UTF-8 bytes of `text`."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
