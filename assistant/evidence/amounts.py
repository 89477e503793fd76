"""Hedged figures in text: counts, money, percentages and measures, as values with their bounds."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction

from assistant.evidence.hedges import hedge_after, hedge_before
from assistant.evidence.numbers import Numeral, numerals
from assistant.evidence.units import currency_after, currency_before, measure_after, measure_of
from assistant.evidence.values import FoundValue, Kind, Value, quantity
from assistant.records import Span

_WINDOW = 48
_BETWEEN = re.compile(r"\bbetween\s(?:(?:US|A|C|HK)?\$|[\u20ac\u00a3\u20b9]|Rs\.?\s?)?$", re.IGNORECASE)
_RANGING = re.compile(r"\b(?:rang\w*|anywhere|var(?:y|ies|ied|ying)|somewhere)\sfrom\s$", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s$", re.IGNORECASE)
_NEGATIVE = re.compile(r"(?:(?:^|[\s($\u20ac\u00a3])[-\u2212]|\b(?:minus|negative)\s)$", re.IGNORECASE)
_SIGNED_MONEY = re.compile(r"(?:^|[\s(])[-\u2212]$")
_PERCENT = re.compile(r"\s?%|[\s-](?:per\s?cent|pct|pc)\b|pc\b", re.IGNORECASE)
_POINTS = re.compile(r"[\s-](?:percentage|per\s?cent|%)[\s-]points?\b", re.IGNORECASE)
_DASH = re.compile(r"\s?[-\u2010\u2011\u2013\u2014]\s?")
_AGED = re.compile(r"\b(?:aged|ages|age\sof)\s(?:between\s)?$", re.IGNORECASE)
# "Bahar Khan, 35, and Imran Ali, 28." Two capitals, so that a place in a list is not taken for a person.
_APPOSED = re.compile(r"[A-Z][\w'\u2019-]+\s(?:[a-z]{2,3}\s)?[A-Z][\w'\u2019-]+,\s$")
_OLDEST = 120
# "One" is mostly a pronoun or an article: it counts before a noun, and alone.
_NO_ONE = re.compile(r"\b(?:no|the|this|that|any|every|each|which|another|only|last|other)\s$", re.IGNORECASE)
_ONE_OF = re.compile(
    r"[\s-](?!(?:of|another|who|that|which|is|was|are|has|had|can|could|may|might|must|should|would|will|by|to|and|or|in|on"
    r"|at|for|from|with|side|time|thing|way|point|more|as|after|sided|gives|says|said|names|put|puts)\b)[a-z]"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Figure:
    """A numeral with its sign and unit, as the half-open range `start:end`."""

    start: int
    end: int
    numeral: Numeral
    number: Fraction
    kind: Kind = "number"
    unit: str | None = None


def amounts(text: str) -> list[FoundValue]:
    """Return the hedged figures of `text` in order: counts, money, percentages, measures and ages, and their ranges.

    "20 to 30", "12-15", "five or six" and "between 12 and 15" are ranges; "from 5 to 11" is a change, so it is two
    figures, unless something ranges or varies. A falling pair such as "3-1" is a score and left out. Spans take in
    hedge, sign, currency and measure, never what is counted.
    """
    figures = [_figure(text, numeral) for numeral in numerals(text)]
    found: list[FoundValue] = []
    at = 0
    while at < len(figures):
        figure, following = figures[at], figures[at + 1] if at + 1 < len(figures) else None
        at += 1
        if following and _is_score(text, figure, following):
            at += 1
        elif following and (joined := _range(text, figure, following)):
            found.append(joined)
            at += 1
        elif _counts(text, figure):
            found.append(_hedged(text, figure))
    return found


def _figure(text: str, numeral: Numeral) -> _Figure:
    window_start = max(0, numeral.start - _WINDOW)
    window = text[window_start : numeral.start]
    start, sign = numeral.start, 1
    if match := _NEGATIVE.search(window):
        # The blank or bracket before a minus sign is not part of the number.
        start, sign = window_start + match.start() + (match.group()[0] in " \n\t("), -1
    figure = _Figure(start=start, end=numeral.end, numeral=numeral, number=sign * numeral.number)
    if share := _share(text, figure):
        return share
    if before := currency_before(text[window_start:start]):
        return _money(text, figure, before[0], window_start + before[1])
    if after := currency_after(text, numeral.end):
        return replace(figure, end=after[1], kind="money", unit=after[0])
    if after := measure_after(text, numeral.end):
        return replace(figure, end=after[1], unit=after[0])
    return replace(figure, unit="age") if _is_age(text, numeral, window) else figure


def _share(text: str, figure: _Figure) -> _Figure | None:
    if match := _POINTS.match(text, figure.end):
        return replace(figure, end=match.end(), kind="percent", unit="points")
    if match := _PERCENT.match(text, figure.end):
        return replace(figure, end=match.end(), kind="percent", unit="%")
    return None


def _is_age(text: str, numeral: Numeral, window: str) -> bool:
    if _AGED.search(window):
        return True
    apposed = numeral.plain and text[numeral.end : numeral.end + 1] in (",", ".", ";", ")", "")
    return apposed and 0 < numeral.number <= _OLDEST and bool(_APPOSED.search(window))


def _money(text: str, figure: _Figure, unit: str, start: int) -> _Figure:
    after = currency_after(text, figure.end)
    number, end = figure.number, after[1] if after else figure.end
    if _SIGNED_MONEY.search(text[max(0, start - 2) : start]):
        start, number = start - 1, -number
    return replace(figure, start=start, end=end, kind="money", unit=unit, number=number)


def _is_score(text: str, figure: _Figure, following: _Figure) -> bool:
    between = text[figure.end : following.numeral.start]
    digits = figure.numeral.plain and following.numeral.plain and figure.unit is None
    return digits and len(between) == 1 and bool(_DASH.fullmatch(between)) and figure.number >= following.number


def _range(text: str, figure: _Figure, following: _Figure) -> FoundValue | None:
    between = text[figure.end : following.start]
    # A hyphen before the second figure is no sign.
    if _DASH.fullmatch(text[figure.end : following.numeral.start]):
        between, following = "-", replace(following, number=abs(following.number))
    if figure.kind == "money" and following.kind == "number" and following.unit is None:
        following = replace(following, kind="money", unit=figure.unit)
    first = _in_terms_of(figure, following)
    if first is None or not first.number < following.number:
        return None
    # "Five or six" bounds one count; "12 or 200" does not.
    if between == " or " and (figure.unit is not None or following.number > 2 * first.number):
        return None
    lead = _range_lead(text[max(0, figure.start - _WINDOW) : figure.start], between)
    if lead is None:
        return None
    span = Span(figure.start - lead, following.end)
    value = Value(
        kind=following.kind,
        text=span.of(text),
        low=float(first.number),
        high=float(following.number),
        hedge="range",
        rounding=float(following.numeral.rounding),
        unit=following.unit,
    )
    return FoundValue(span=span, value=value)


def _range_lead(window: str, between: str) -> int | None:
    """Return how many characters before a range belong to it ("between "); `None` if the two figures are no range."""
    if between == " and ":
        match = _BETWEEN.search(window)
        return len(window) - match.start() if match else None
    if between == " to " and _FROM.search(window):
        return len("from ") if _RANGING.search(window) else None
    return 0 if between in (" to ", " or ", "-") else None


def _in_terms_of(figure: _Figure, following: _Figure) -> _Figure | None:
    """Return `figure` with the scale and unit that a range writes only once ("$5-7 million", "10 to 15%")."""
    scale = following.numeral.scale
    if figure.numeral.scale == 1 and scale > 1 and figure.number * scale < following.number:
        figure = replace(figure, number=figure.number * scale)
    same_unit = figure.kind == following.kind and figure.unit == following.unit
    return figure if same_unit or (figure.kind == "number" and figure.unit is None) else None


def _counts(text: str, figure: _Figure) -> bool:
    numeral = figure.numeral
    if figure.unit or text[numeral.start : numeral.end].lower() != "one" or len(text.strip(" .")) == len("one"):
        return True
    if hedge_before(text, numeral.start):
        return True
    window = text[max(0, numeral.start - _WINDOW) : numeral.start]
    return not _NO_ONE.search(window) and bool(_ONE_OF.match(text, numeral.end))


def _hedged(text: str, figure: _Figure) -> FoundValue:
    measure = measure_of(figure.unit) if figure.kind == "number" else None
    measures_time = measure is not None and measure.dimension in ("time", "months")
    start, end = figure.start, figure.end
    before = hedge_before(text, start, measures_time=measures_time)
    after = None if before else hedge_after(text, end)
    hedge = before[0] if before else after[0] if after else "exact"
    span = Span(before[1] if before else start, after[1] if after else end)
    value = quantity(
        kind=figure.kind,
        text=span.of(text),
        figure=float(figure.number),
        hedge=hedge,
        unit=figure.unit,
        rounding=float(figure.numeral.rounding if figure.kind != "percent" else _half_point(figure.numeral)),
    )
    return FoundValue(span=span, value=value)


def _half_point(numeral: Numeral) -> Fraction:
    # A percentage is rounded at its last digit even when it is a whole one; decimals have set `rounding` already.
    return numeral.rounding or min(Fraction(1, 2), numeral.number / 20)
