"""Find the values in a sentence, and the one value of an answer."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from assistant.evidence import dates
from assistant.evidence.amounts import amounts
from assistant.evidence.counted import counted_thing
from assistant.evidence.names import mentions
from assistant.evidence.vague import shares, vague_counts
from assistant.evidence.values import FoundValue, Value, entails, quantity
from assistant.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

_NAMED = (
    r"[Ss]ections?|[Aa]rticles?|[Rr]esolutions?|[Cc]hapters?|[Pp]ages?|[Rr]oute|[Hh]ighway|[Ff]light|[Rr]oom|[Cc]lause"
    r"|[Pp]aragraph|[Vv]ersion|[Bb]oeing|[Aa]irbus|[Nn]os?\.|No|Number|NA|PB|PK|PS|Form|Order"
)
_STAGED = (
    r"[Pp]hase|[Gg]ates?|[Pp]latforms?|[Tt]erminal|[Bb]lock|[Ss]ector|[Ww]ard|[Cc]hannel|[Rr]ule|[Vv]olume|[Bb]rigade"
    r"|[Bb]attalion|[Ss]quadron|[Uu]nit|[Zz]one|[Gg]roup\sof|[Tt]ype|[Cc]ategory|[Ll]evel|[Gg]rades?|[Cc]lass|[Pp]art|[Tt]ier"
    r"|[Ss]tage|[Rr]ound|[Tt]ask\s[Ff]orce|Formula|Camp|Station|Area"
)
_WORDS_TO_TEN = r"one|two|three|four|five|six|seven|eight|nine|ten"
# Digits that count nothing: clock times, ratios, numbered things, telephone numbers, addresses, dates such as 9/11.
_NOT_FIGURES = (
    re.compile(r"(?<!\S)\S{0,200}?(?:://|www\.|@)\S*"),
    re.compile(
        r"(?<![\w.,:/$-])\d{1,2}(?::\d{2}){1,2}(?:\s?(?:[ap]\.?m\b\.?|hrs\b|hours\b))?"
        r"(?:\s(?:GMT|UTC|PKT|PST|IST|local time)\b)?"
    ),
    re.compile(r"(?<![\w.,:/$-])\d{1,2}(?:[.:]\d{2})?\s?[ap](?:\.m\.|m\b)", re.IGNORECASE),
    re.compile(r"(?<![\w.,:/$-])(?:[01]\d|2[0-4])[0-5]\d\s?(?:hrs|GMT|UTC|PKT|PST|IST|local time)\b"),
    re.compile(r"(?<![\w.,:/$-])0\d{3}\shours\b"),
    re.compile(rf"(?<![\w.,:/$-])(?:\d{{1,2}}|{_WORDS_TO_TEN})\so['\u2019]clock\b", re.IGNORECASE),
    re.compile(r"(?<![\w/])\d+:\d+(?![\w:])"),
    re.compile(
        rf"\b(?:{_NAMED})\s?(?:No\.?\s)?(?:\d[\w./()-]*[\w)]|\d)(?:(?:,\s|\s(?:and|or|to)\s)\d+(?=[\s,.;)])(?!\s[a-z]+s\b))*"
    ),
    # These are numbered low; "in that phase 41 were killed" counts.
    re.compile(rf"\b(?:{_STAGED})\s\d(?:\s(?:and|or|to)\s\d)?(?![\w%]|[.,]\d)"),
    re.compile(rf"\b(?:[Ss]ection|[Cc]hapter|[Pp]hase|[Aa]rticle|[Pp]art)\s(?:{_WORDS_TO_TEN})\b", re.IGNORECASE),
    re.compile(r"(?<![\w.,$-])\d{3,4}(?=\s(?:[Cc]ommittee|[Ss]anctions|[Rr]egime|[Rr]esolution|[Ll]ist)\b)"),
    re.compile(r"(?<!\w)(?:\+\d|0\d)[\d ()-]{6,30}\d"),
)
# "9/11", "24/7": read after the dates, which may be written so.
_SLASHED = re.compile(r"(?<![\w/])\d{1,4}/\d{1,4}(?:/\d{1,4})?(?!\s(?:of|the)\b)(?![\w/])")
# "Herof 2": a lone digit after a capital names a phase or a model; reports write counts below ten in words.
_NUMBERED_NAME = re.compile(
    r"(?<=[a-z,] )(?!Rs\b|[A-Z]{3}\b)[A-Z][\w-]+ \d(?:\.\d)?"
    r"(?=\W*$|[.,;:!?)\u201d\u2019\"]|\s(?:is|was|has|had|will|and|in|on|as)\b)"
)
_NOUGHT = re.compile(
    r"(?<![\w-])no\s(?P<thing>(?:loss\sof\slife|(?:\w+\s)?(?:casualties|deaths|losses|injuries|fatalities|victims|survivors)))\b",
    re.IGNORECASE,
)
_NOTHING = frozenset({"none", "no one", "nobody", "nil", "nothing", "no-one"})
# Words that may stand before the figure of an answer that is a figure.
_LEADING = frozenset((
    "on", "in", "at", "by", "the", "a", "an", "it", "he", "they", "was", "were", "is", "are", "of", "since", "from",
    "until", "for", "during", "before", "after", "to", "killed", "only", "total", "with",
))  # fmt: skip
_WORD = re.compile(r"\w+")
_LONGEST_ANSWER = 12
_SHIFTS = re.compile(r"\b(before|prior to|after|until|till|by|up to)\s(?:the\s)?$", re.IGNORECASE)


# One question looks for figures in the same sentences from several sides.
@lru_cache(maxsize=4096)
def find_all(sentence: str, *, published: date | None = None) -> tuple[FoundValue, ...]:
    """Return every figure, date, sum of money and share of the sentence, in order, without overlaps.

    Ordinals, clock times, ratios, numbered things ("Section 144", "F-16", "No. 2") and telephone numbers are none of
    these. Dates without a year or named by weekday are resolved against `published`, the day of the report.

    The time taken grows with the length of the sentence only, whatever it holds.
    """
    text = _masked(sentence, _spans(_NOT_FIGURES, sentence))
    found = dates.find(text, published=published)
    text = _masked(text, (item.span for item in found))
    text = _masked(text, _spans((_SLASHED, _NUMBERED_NAME), text))
    for read in (shares, _noughts, vague_counts, amounts):
        more = read(text)
        found.extend(_with_counted(text, item) for item in more)
        text = _masked(text, (item.span for item in more))
    return tuple(sorted(found, key=lambda item: item.span.start))


def parse(text: str, *, published: date | None = None) -> Value | None:
    """Return what an answer of a few words says: its figure or date if it is one, else its words as a name.

    An answer is a figure if one stands at its head, or if nothing else in it is a name. `Value.text` is the whole
    answer. Text without a letter or digit gives `None`.
    """
    answer = text.strip()
    if not _WORD.search(answer):
        return None
    if answer.lower().strip(" .") in _NOTHING:
        return quantity(kind="number", text=answer, figure=0, hedge="exact", unit=None)
    found = find_all(answer, published=published)
    if found and _is_figure(answer, found):
        return replace(_shifted(answer, found[0]), text=answer)
    return Value(kind="text", text=answer)


def contains_figure(sentence: str, value: Value, *, published: date | None = None) -> bool:
    """Return whether the sentence bears out the value: a figure or date that `values.entails` it, or the name itself.

    Stricter than `compatible`: a source that says "more than 250" does not bear out "255", nor "dozens" "37".
    """
    if value.kind == "text":
        return mentions(sentence, value.text)
    if not value.resolved and value.text.casefold() in sentence.casefold():
        return True
    return any(entails(item.value, value) for item in find_all(sentence, published=published))


def _spans(patterns: Iterable[re.Pattern[str]], text: str) -> list[Span]:
    return [Span(match.start(), match.end()) for pattern in patterns for match in pattern.finditer(text)]


def _masked(text: str, spans: Iterable[Span]) -> str:
    """Return the text with the spans blanked by a character that no form contains, so that offsets stay."""
    marks = list(text)
    for span in spans:
        marks[span.start : span.end] = "\x00" * (span.end - span.start)
    return "".join(marks)


def _noughts(text: str) -> list[FoundValue]:
    return [
        FoundValue(
            span=Span(match.start(), match.end()),
            value=quantity(kind="number", text=match.group(), figure=0, hedge="exact", unit=match["thing"].lower()),
            counted=match["thing"].lower(),
        )
        for match in _NOUGHT.finditer(text)
    ]


def _with_counted(text: str, item: FoundValue) -> FoundValue:
    if item.counted or item.value.kind == "money":
        return item
    is_count = item.value.kind == "number" and item.value.unit is None
    if not is_count and item.value.kind != "percent":
        return item
    thing = counted_thing(text, item.span, share=not is_count)
    value = replace(item.value, unit=thing) if is_count else item.value
    return replace(item, value=value, counted=thing)


def _is_figure(answer: str, found: tuple[FoundValue, ...]) -> bool:
    head = _WORD.findall(answer[: found[0].span.start])
    if all(word.lower() in _LEADING for word in head):
        return True
    rest = _WORD.findall(_masked(answer, (item.span for item in found)))
    return len(rest) <= _LONGEST_ANSWER and not any(word[0].isupper() for word in rest[1:]) and not rest[0][0].isupper()


def _shifted(answer: str, item: FoundValue) -> Value:
    """Open the interval of a date that "before", "after", "until" or "by" stands before."""
    value = item.value
    match = _SHIFTS.search(answer[: item.span.start])
    if value.kind != "date" or match is None or value.low is None or value.high is None:
        return value
    word = match[1].lower()
    if word == "after":
        return replace(value, low=value.high + 1, high=None)
    if word in ("before", "prior to"):
        return replace(value, low=None, high=value.low - 1)
    return replace(value, low=None)
