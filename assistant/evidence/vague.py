"""Figures that name no digit: vague counts ("dozens", "several hundred") and shares ("two-thirds", "one in five")."""

from __future__ import annotations

import re

from assistant.evidence.hedges import hedge_before
from assistant.evidence.values import FoundValue, Value, quantity
from assistant.records import Span

_ENDS = {"several": (3, 12), "a few": (3, 12), "a handful": (3, 12), "a couple": (2, 2)}
_PLURALS = {
    "dozens": 24,
    "scores": 40,
    "tens": 20,
    "hundreds": 200,
    "thousands": 2_000,
    "lakhs": 200_000,
    "millions": 2_000_000,
    "crores": 20_000_000,
    "billions": 2_000_000_000,
}
_MULTIPLES = {
    "dozen": 12,
    "hundred": 100,
    "thousand": 1_000,
    "million": 10**6,
    "billion": 10**9,
    "lakh": 10**5,
    "crore": 10**7,
}
_MANY = re.compile(
    r"(?<![\w-])(?P<first>dozens|scores(?=\sof)|tens(?=\sof\s(?:thousands|millions|billions))|hundreds|thousands|lakhs|millions"
    r"|crores|billions)(?:\sof\s(?P<second>thousands|millions|billions))?(?![\w-])",
    re.IGNORECASE,
)
_SOME = re.compile(
    r"(?<![\w-])(?P<word>several|a\sfew|a\shandful\sof|a\shandful|a\scouple\sof|a\scouple)"
    r"(?:\s(?P<scale>dozen|hundred|thousand|million|billion|lakh|crore)\b)?(?![\w-])",
    re.IGNORECASE,
)
# "the last few days" counts nothing; nor does "quite a few".
_NOT_SOME = re.compile(r"\b(?:quite|only|just)\s$", re.IGNORECASE)

_BOTTOMS = {
    "half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10,
}  # fmt: skip
_HALF_POINT = 0.5
_TO_NINE = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TOPS = {word: n for n, word in enumerate(_TO_NINE, start=1)} | {"a": 1}
_SHARE = re.compile(
    r"(?<![\w-])(?:(?P<top>one|two|three|four|five|six|seven|eight|nine|a)[\s-](?P<bottom>half|third|quarter|fourth|fifth|sixth"
    r"|seventh|eighth|ninth|tenth)(?P<plural>s?)(?![\w-])(?!\sof\sa\s[mb]illion)|(?P<half>half)(?=\s(?:of|the|its|their|all|his|her)\b|\W*$)"
    r"|(?P<over>[1-9])/(?P<under>[2-9])(?=\s(?:of|the)\b)|(?P<of>one|two|three|four|five|six|seven|eight|nine|\d)\s"
    r"(?:in\s(?:every\s)?(?P<every>two|three|four|five|six|seven|eight|nine|ten|10|20|100)|out\sof\s(?:every\s)?"
    r"(?P<outof>two|three|four|five|six|seven|eight|nine|ten|\d\d?))(?![\w-]))",
    re.IGNORECASE,
)


def vague_counts(text: str) -> list[FoundValue]:
    """Return the vague counts of `text`.

    A plural is at least two of its unit, without an upper end: "dozens" is 24 and more, "hundreds of thousands" 200,000
    and more ("scores" 40). "Several", "a few" and "a handful" are 3 to 12, since a writer with more says "dozens" or a
    number; "a couple" is two. "Several hundred" multiplies both ends.
    """
    found = []
    for match in _MANY.finditer(text):
        first, second = match["first"].lower(), match["second"]
        low = _PLURALS[first] * (_PLURALS[second.lower()] // 2 if second else 1)
        found.append(_vague(match, low=low, high=None))
    for match in _SOME.finditer(text):
        if _NOT_SOME.search(text[max(0, match.start() - 8) : match.start()]):
            continue
        low, high = _ENDS[match["word"].lower().removesuffix(" of")]
        times = _MULTIPLES[match["scale"].lower()] if match["scale"] else 1
        found.append(_vague(match, low=low * times, high=high * times))
    return found


def _vague(match: re.Match[str], *, low: int, high: int | None) -> FoundValue:
    span = Span(match.start(), match.end())
    if high == low:
        value = quantity(kind="number", text=match.group(), figure=low, hedge="exact", unit=None)
    else:
        value = Value(kind="number", text=match.group(), low=low, high=high, hedge="vague")
    return FoundValue(span=span, value=value)


def shares(text: str) -> list[FoundValue]:
    """Return the shares of `text` that are written as fractions, in per cent, with their hedges.

    "Two-thirds" is 66.7%, give or take half a point. "A third" counts only before "of" ("a third attack" is one more
    attack), "half" before "of", "the" and possessives, or alone.
    """
    found = []
    for match in _SHARE.finditer(text):
        share = _share(text, match)
        if share is None or share >= 1:
            continue
        hedged = hedge_before(text, match.start())
        hedge, start = hedged or ("exact", match.start())
        span = Span(start, match.end())
        value = quantity(
            kind="percent",
            text=span.of(text),
            figure=round(100 * share, 1),
            hedge=hedge,
            unit="%",
            rounding=_HALF_POINT,
        )
        found.append(FoundValue(span=span, value=value))
    return found


def _share(text: str, match: re.Match[str]) -> float | None:
    if match["half"]:
        return 0.5
    if match["over"]:
        return int(match["over"]) / int(match["under"])
    if match["of"]:
        whole = _number(match["every"] or match["outof"])
        return _number(match["of"]) / whole if whole else None
    top, bottom = _TOPS[match["top"].lower()], match["bottom"].lower()
    # "A third man", "one half-hour": only "of" or a plural makes these shares.
    if not match["plural"] and not re.match(r"\sof\b|\W*$", text[match.end() :][:5]):
        return None
    return top / _BOTTOMS[bottom]


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _TOPS.get(word.lower(), 10)
