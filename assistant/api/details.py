"""Figures, dates, names and quotations of a sentence, looked for in the passages that it cites."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from assistant.api.naming import stands_in
from assistant.evidence import find_all
from assistant.evidence.values import FoundValue, Value, entails
from assistant.records import Span
from assistant.text import sentence_spans
from assistant.verify.speakers import speaks
from assistant.verify.wording import names, quotations

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.records import Given

_DIGITS = re.compile(r"\d[\d.,:/-]*\d|\d")
_CURLY = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u00a0": " ", "\u2013": "-"})
# Where a sentence may say when its report was printed.
_PRINTED = re.compile(
    r"\b(?:report(?:s|ed|ing)?|publish\w*|print\w*|wrote|written|updated?|dated|as of)\b", re.IGNORECASE
)
_BESIDE = 60


class ReportDetails:
    """Says which details of a sentence the passages do not bear out; satisfies `verify.Details`."""

    def __init__(self, given: Sequence[Given]) -> None:
        """Take all passages that may be cited: they show which words are names."""
        self._known = "\n".join(item.passage.text for item in given)

    def missing(self, sentence: str, given: Sequence[Given]) -> tuple[str, ...]:
        """Return the figures, dates, names and quotations of `sentence` that are in none of `given`, as written.

        A name may also be the outlet's, where the sentence has it report; a date may be the day of publication where
        the sentence speaks of printing, or the passage has no day of its own.
        """
        lost = [*_figures(sentence, given), *_quotations(sentence, given), *self._names(sentence, given)]
        return tuple(dict.fromkeys(lost))

    def _names(self, sentence: str, given: Sequence[Given]) -> list[str]:
        return [
            name
            for name in names(sentence, known=self._known)
            if not any(stands_in(name, item.passage.text) or _is_outlet(name, sentence, item) for item in given)
        ]


def _is_outlet(name: str, sentence: str, item: Given) -> bool:
    return bool(item.publisher) and stands_in(name, item.publisher or "") and speaks({name.casefold()}, sentence)


def _figures(sentence: str, given: Sequence[Given]) -> list[str]:
    lost: Counter[Span] = Counter()
    for item in given:
        day = _day(item.published_at)
        stated = _values(item.passage.text, day)
        days = [Value(kind="date", text="", low=day.toordinal(), high=day.toordinal(), unit="day")] if day else []
        said = [found for found in find_all(sentence, published=day) if not _is_article(found, sentence)]
        dated = any(
            found.value.kind == "date" and found.value.unit == "day" and found.value.resolved for found in stated
        )
        borne = [found for found in said if not dated or _is_printed(found, sentence)]
        lost_here = _unborne(sentence, said, [found.value for found in stated], item.passage.text)
        printed = {found.span for found in borne if any(_bears_out(day, found.value) for day in days)}
        lost.update(set(lost_here) - printed)
    # One passage that bears a figure out is enough. The same digits elsewhere in the sentence are another figure.
    places = sorted(place for place, times in lost.items() if times == len(given))
    return list(dict.fromkeys(place.of(sentence) for place in places))


def _is_article(found: FoundValue, sentence: str) -> bool:
    """Return whether a number counts nothing: "one attacker" for "an attacker", "the two sides" for both."""
    said, before = found.span.of(sentence), sentence[: found.span.start]
    if (
        found.value.hedge != "exact"
        or found.value.kind == "date"
        or re.search(r"(?i)\b(?:only|just|exactly)\s$", before)
    ):
        return False
    return bool(re.match(r"(?i)one\b", said) or (re.match(r"(?i)two\b", said) and re.search(r"(?i)\bthe\s$", before)))


def _is_printed(found: FoundValue, sentence: str) -> bool:
    return bool(_PRINTED.search(sentence[max(0, found.span.start - _BESIDE) : found.span.end + _BESIDE]))


def _unborne(sentence: str, said: Sequence[FoundValue], stated: Sequence[Value], text: str) -> list[Span]:
    lost = [
        item.span
        for item in said
        if not any(_bears_out(value, item.value) for value in stated)
        and not (item.value.kind == "date" and not item.value.resolved and item.value.text.lower() in text.lower())
    ]
    # Times, numbered things and the like are no figures to compare: they stand in the source as written, or not.
    for match in _DIGITS.finditer(sentence):
        within = any(item.span.start <= match.start() < item.span.end for item in said)
        if not within and not re.search(rf"(?<!\d){re.escape(match.group())}(?!\d)", text):
            lost.append(Span(match.start(), match.end()))
    return lost


def _bears_out(stated: Value, claimed: Value) -> bool:
    # "At least 36" is not "36": for a sentence of somebody else's, leaving the hedge out is a change.
    if claimed.hedge == "exact" and stated.hedge != "exact" and claimed.kind != "date":
        return False
    # "Fewer than 22" and "more than 22" both hold the figure of "22", and neither is what it says.
    if stated.hedge == "exact" and claimed.hedge in ("less_than", "more_than") and stated.figure == claimed.figure:
        return False
    # Any small number is "fewer than 22": a hedged figure must be the source's own, or count the same thing.
    other = claimed.hedge != "exact" and stated.figure != claimed.figure and stated.hedge == "exact"
    return entails(stated, claimed) and not (other and (stated.unit is None or stated.unit != claimed.unit))


def _quotations(sentence: str, given: Sequence[Given]) -> list[str]:
    texts = [_plain(item.passage.text) for item in given]
    return [quote for quote in quotations(sentence) if not any(_plain(quote) in text for text in texts)]


@lru_cache(maxsize=512)
def _values(text: str, day: date | None) -> tuple[FoundValue, ...]:
    return tuple(found for span in sentence_spans(text) for found in find_all(span.of(text), published=day))


def _day(stamp: str | None) -> date | None:
    try:
        return date.fromisoformat(stamp[:10]) if stamp else None
    except ValueError:
        return None


def _plain(text: str) -> str:
    return " ".join(text.translate(_CURLY).split()).casefold()
