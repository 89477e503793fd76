"""A figure, date or name as a comparable value: what it may be, and which two values could both be true."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from assistant.evidence.clocks import clock_of
from assistant.evidence.names import normal_name
from assistant.evidence.units import measure_of, same_currency, same_thing
from assistant.evidence.wordings import can_be_one
from assistant.text import MONTHS, full_day

if TYPE_CHECKING:
    from assistant.records import Span

Kind = Literal["number", "money", "percent", "date", "text"]
Hedge = Literal[
    "exact", "about", "nearly", "just_over", "at_least", "more_than", "up_to", "less_than", "range", "vague"
]
# How far "about" and "nearly" reach, as a share of the figure. News rounds counts to the nearest five or ten: 37 is
# "about 40" and 145 "about 150", both within a tenth, while 12 for "about 10" or 31 for "about 40" would mislead.
TOLERANCE = 10
_WORDS: dict[Hedge, str] = {
    "exact": "",
    "about": "about ",
    "nearly": "nearly ",
    "just_over": "just over ",
    "at_least": "at least ",
    "more_than": "more than ",
    "up_to": "up to ",
    "less_than": "less than ",
}
_UPWARD: frozenset[Hedge] = frozenset({"at_least", "more_than", "just_over"})
_DOWNWARD: frozenset[Hedge] = frozenset({"up_to", "less_than", "nearly"})
_ORDER: tuple[Kind, ...] = ("number", "money", "percent", "date", "text")
_MILLION, _BILLION = 1_000_000, 1_000_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """What the words of an answer say, as an interval.

    `low` and `high` bound what may be true; `None` is open-ended. A bound belongs to the interval unless `low_open` or
    `high_open`. Numbers are in `unit`, with scale words multiplied out; shares are in per cent; dates are day numbers
    (`date.toordinal`), whole days, and `days` gives them as dates. A date without bounds is unresolved: its words need
    an anchor that was not given. `kind` "text" has no bounds.

    `figure` is the number as written, without its hedge; `None` for ranges, vague words, dates and text. `rounding` is
    how far the exact number may lie from it because it was written rounded ("14.89 million": 5,000).

    `unit` is a currency code ("Rs" for a rupee of no stated country), "%" or "points", a measure ("hours", "age"), the
    counted thing in lower case ("militants"), how fine a date is ("day", "week", "month", "year", "decade", "range"),
    or "yes" or "no" of words that decide it. `text` is what was written.
    """

    kind: Kind
    text: str
    low: float | None = None
    high: float | None = None
    low_open: bool = False
    high_open: bool = False
    hedge: Hedge = "exact"
    figure: float | None = None
    rounding: float = 0.0
    unit: str | None = None

    @property
    def resolved(self) -> bool:
        """Whether there is anything to compare: true of all but dates that lack an anchor."""
        return self.kind != "date" or self.low is not None or self.high is not None

    @property
    def days(self) -> tuple[date, date] | None:
        """First and last day of a date with two ends, both included; else `None`."""
        if self.kind != "date" or self.low is None or self.high is None:
            return None
        return date.fromordinal(int(self.low)), date.fromordinal(int(self.high))

    @property
    def display(self) -> str:
        """The value in plain words: "at least 36 civilians", "$1.2 billion", "4 February 2026".

        Vague words, text, and dates without two ends stay as written.
        """
        if self.kind == "date":
            return _show_days(self)
        if self.kind == "text" or self.hedge == "vague":
            return self.text
        if self.hedge == "range":
            shown = f"between {_show(self.low or 0.0, self)} and {_show(self.high or 0.0, self)}"
        else:
            shown = _WORDS[self.hedge] + _show(self.figure or 0.0, self)
        if self.kind != "number" or not self.unit:
            return shown
        if self.unit == "age":
            return f"{shown} years old"
        # "1 month", not "1 months"; counted things stay as written.
        alone = self.figure == 1 and measure_of(self.unit) is not None
        return f"{shown} {self.unit.removesuffix('s') if alone else self.unit}"


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundValue:
    """A value in a sentence. `span` is in characters of the sentence and takes in the hedge, the figure and its unit.

    `counted` is the thing counted near it, in lower case, also for shares ("70% of its people": "people"); else `None`.
    """

    span: Span
    value: Value
    counted: str | None = None


def quantity(*, kind: Kind, text: str, figure: float, hedge: Hedge, unit: str | None, rounding: float = 0.0) -> Value:
    """Return the value of a hedged figure; `hedge` is none of "range" and "vague"."""
    reach = abs(figure) / TOLERANCE
    low: float | None = figure - reach if hedge in ("about", "nearly") else figure
    high: float | None = figure + reach if hedge in ("about", "just_over") else figure
    if hedge in ("at_least", "more_than"):
        high = None
    if hedge in ("up_to", "less_than"):
        low = None
    return Value(
        kind=kind,
        text=text,
        low=low,
        high=high,
        low_open=hedge in ("more_than", "just_over"),
        high_open=hedge in ("less_than", "nearly"),
        hedge=hedge,
        figure=figure,
        rounding=rounding,
        unit=unit,
    )


def compatible(first: Value, second: Value) -> bool:
    """Return whether both could be true of the same quantity. Symmetric; true of a value and itself; not transitive.

    Intervals must share a point, after rounding. Kinds must be equal and units not clearly different. An unresolved
    date contradicts no date. Names and statements follow `wordings.can_be_one`.
    """
    if first.kind != second.kind:
        # "At about ten" contradicts no day.
        hours = clock_of(first.text) is not None or clock_of(second.text) is not None
        return {first.kind, second.kind} == {"date", "text"} and hours
    if first.kind == "text":
        if first.unit and second.unit:
            return first.unit == second.unit
        return can_be_one(first.text, second.text)
    if not units_fit(first, second):
        return False
    return _starts_before_end(first, second) and _starts_before_end(second, first)


def units_fit(first: Value, second: Value) -> bool:
    """Return whether two values of one kind are in units that can mean one quantity."""
    if first.kind == "money":
        return same_currency(first.unit, second.unit)
    if first.kind == "percent":
        return first.unit == second.unit
    return first.kind != "number" or same_thing(first.unit, second.unit)


def same(first: Value, second: Value) -> bool:
    """Return whether a reader would call them one figure: equal number and hedge, equal days, or equal name.

    An equivalence relation. Measures are converted ("48 hours" is "two days"). What is counted is left to the caller,
    who knows what was asked: "197" and "197 militants" are the same, and so would "197 civilians" be.
    """
    return _identity(first) == _identity(second)


def sort_key(value: Value) -> tuple[int, float, float, str]:
    """Return a key that orders values by kind, then magnitude (the figure, else the lower end), then words."""
    ends = [end for end in (value.figure, value.low, value.high) if end is not None]
    scale = _scale(value)
    low, high = (ends[0] * scale, ends[-1] * scale) if ends else (float("inf"), float("inf"))
    return _ORDER.index(value.kind), low, high, value.text


def entails(stated: Value, claimed: Value) -> bool:
    """Return whether a source that states `stated` bears out `claimed`, for values other than text.

    Either whatever satisfies `stated` satisfies `claimed`, or both give one figure (within rounding) and no hedge turns
    it round. So "255" bears out "more than 250", and "at least 36" bears out "36", but "more than 250" not "255". An
    end of a stated range counts as a figure. Unresolved dates need the same words.
    """
    if not (stated.resolved and claimed.resolved):
        return stated.kind == claimed.kind and normal_name(stated.text) == normal_name(claimed.text)
    if not compatible(stated, claimed):
        return False
    return _inside(stated, claimed) or _one_figure(stated, claimed)


def _scale(value: Value) -> float:
    measure = measure_of(value.unit) if value.kind == "number" else None
    return measure.factor if measure else 1.0


def _starts_before_end(first: Value, second: Value) -> bool:
    if first.low is None or second.high is None:
        return True
    scales = _scale(first), _scale(second)
    if _dimension(first) != _dimension(second):
        scales = 1.0, 1.0
    start = (first.low - first.rounding) * scales[0]
    end = (second.high + second.rounding) * scales[1]
    closed = not (first.low_open or second.high_open) or first.rounding + second.rounding > 0
    return start <= end if closed else start < end


def _dimension(value: Value) -> str | None:
    if value.kind == "money":
        return value.unit
    measure = measure_of(value.unit) if value.kind == "number" else None
    return measure.dimension if measure else None


def _identity(value: Value) -> tuple[object, ...]:
    if value.kind == "text" or not value.resolved:
        return value.kind, normal_name(value.text), value.unit if value.kind == "text" else None
    if value.kind == "date":
        return value.kind, value.low, value.high
    scale = _scale(value)
    unit = value.unit if value.kind == "percent" else _dimension(value)
    ends = [None if end is None else end * scale for end in (value.figure, value.low, value.high)]
    # The bounds of a hedged figure follow from the figure; comparing them again would only compare float noise.
    return value.kind, unit, value.hedge, *(ends[:1] if value.figure is not None else ends[1:])


def _inside(inner: Value, outer: Value) -> bool:
    scale = _scale(inner) / _scale(outer) if _dimension(inner) == _dimension(outer) else 1.0
    if outer.low is not None:
        low = None if inner.low is None else inner.low * scale + outer.rounding
        if low is None or low < outer.low or (low == outer.low and outer.low_open and not inner.low_open):
            return False
    if outer.high is not None:
        high = None if inner.high is None else inner.high * scale - outer.rounding
        if high is None or high > outer.high or (high == outer.high and outer.high_open and not inner.high_open):
            return False
    return True


def _one_figure(stated: Value, claimed: Value) -> bool:
    if any(stated.hedge in way and claimed.hedge in other for way, other in _OPPOSED):
        return False
    if stated.kind == "date":
        return stated.unit == "range" and (stated.low == claimed.low or stated.high == claimed.high)
    if claimed.figure is None:
        return False
    scale = _scale(stated) / _scale(claimed) if _dimension(stated) == _dimension(claimed) else 1.0
    written = (stated.low, stated.high) if stated.hedge == "range" else (stated.figure,)
    margin = max(stated.rounding * scale, claimed.rounding)
    return any(one is not None and abs(one * scale - claimed.figure) <= margin for one in written)


_OPPOSED = ((_UPWARD, _DOWNWARD), (_DOWNWARD, _UPWARD))


def _show(figure: float, value: Value) -> str:
    shown = _scaled(figure)
    if value.kind == "percent":
        return f"{shown}%" if value.unit == "%" else f"{shown} percentage points"
    if value.kind == "money":
        if value.unit and value.unit.islower():
            return f"{shown} {value.unit}s"
        return f"${shown}" if value.unit == "USD" and figure >= 0 else f"{value.unit} {shown}"
    return shown


def _scaled(figure: float) -> str:
    # Four digits of a million or billion are kept as such words; whatever is finer is written out.
    for scale, name in ((_BILLION, "billion"), (_MILLION, "million")):
        share = figure / scale
        if abs(share) >= 1 and round(share, 2) * scale == figure:
            return f"{share:,.2f}".rstrip("0").rstrip(".") + f" {name}"
    return f"{figure:,.6f}".rstrip("0").rstrip(".")


def _show_days(value: Value) -> str:
    days = value.days
    if days is None:
        return value.text
    first, last = days
    month = f"{MONTHS[first.month - 1]} {first.year}"
    if value.unit == "month":
        return month
    if value.unit == "year":
        return str(first.year)
    if value.unit == "decade":
        return f"{first.year}s"
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return f"{first.year} to {last.year}"
    return full_day(first) if first == last else f"{full_day(first)} to {full_day(last)}"
