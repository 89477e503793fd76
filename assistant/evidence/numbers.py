"""Bare numbers in text, in figures or words, with how exactly they are written. Hedges and units are read elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction

_SMALL_WORDS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS_WORDS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SMALL = {word: n for n, word in enumerate(_SMALL_WORDS)}
_TENS = {word: 10 * n for n, word in enumerate(_TENS_WORDS, start=2)}
_SCALES = {
    "hundred": 100,
    "thousand": 1_000,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "lakh": 10**5,
    "lac": 10**5,
    "crore": 10**7,
    "dozen": 12,
}
# Letters glued to digits. "m" is read as million: reports write heights and distances out.
_GLUED_SCALES = {
    "k": 1_000,
    "m": 10**6,
    "mn": 10**6,
    "mln": 10**6,
    "b": 10**9,
    "bn": 10**9,
    "tn": 10**12,
    "cr": 10**7,
}
# Read by `units.measure_after`, or marks of percentages.
_GLUED_UNITS = frozenset({"km", "kms", "kg", "kgs", "ha", "ft", "mw", "gw", "hr", "hrs", "min", "mins", "pc"})
_VULGAR = {"\u00bd": Fraction(1, 2), "\u00bc": Fraction(1, 4), "\u00be": Fraction(3, 4)}

_SCALE = r"(?:hundred|thousand|million|billion|trillion|lakh|lac|crore|dozen)"
_PLURAL_SCALE = r"(?:million|billion|trillion|lakh|lac|crore)s"
_WORD = "(?:" + "|".join(sorted([*_SMALL, *_TENS], key=len, reverse=True)) + ")"
# Not within a word, a version, a clock time, an address or a code such as F-16. A hyphen after a digit may join a
# range, a hyphen after a blank may be a sign: both are settled by whoever reads the number.
_START = (
    r"(?:(?<![\w.,:/@#&+\u2019'])|(?<=\bRs)|(?<=\bRs\.)|(?<=\b(?:USD|EUR|GBP|INR|PKR)))"
    r"(?<![^\W\d][-\u2010\u2011\u2013])(?<!\)-)"
)
_DIGITS = re.compile(
    _START + r"(?P<number>\d{1,3}(?:,\d{2,3}){0,6},\d{3}(?:\.\d{1,9})?"
    r"|\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3}){1,5}(?:\.\d{1,9})?|\d{1,15}(?:\.\d{1,9})?)"
    r"(?P<vulgar>[\u00bd\u00bc\u00be])?(?P<half>(?:\s| and )a half\b)?"
    r"(?:(?P<glued>[A-Za-z]{1,3})(?!\w))?(?![\w@]|[.,/:]\w)"
    rf"(?P<scales>(?:[\s-](?:{_SCALE}\b|{_PLURAL_SCALE}\b))+)?"
    r"|" + _START + r"(?P<bare>[\u00bd\u00bc\u00be])",
    re.IGNORECASE,
)
_SPOKEN = re.compile(
    rf"(?<![\w-])(?:(?P<article>an?|half\s+an?|a\s+quarter\s+of\s+a)\s+)?(?P<first>{_WORD}|{_SCALE})\b"
    # No number needs more words; a bound keeps a page of number words from being read once for each of them.
    rf"(?P<rest>(?:[\s-]+(?:and\s+)?(?:a\s+half|{_WORD}|{_SCALE}|{_PLURAL_SCALE})\b){{0,24}})",
    re.IGNORECASE,
)
_PIECE = re.compile(r"[a-z]+", re.IGNORECASE)
# "twenty-first" is a place in a row, "two-thirds" a share, "no one" nobody.
_ORDINAL_REST = re.compile(
    r"-?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\w+eenth|twelfth|half|halves|thirds?"
    r"|quarters?|fourths|fifths|sixths|sevenths|eighths|ninths|tenths)\b",
    re.IGNORECASE,
)
# A number written with a decimal point or ending in a word such as "million" is rounded at its last digit, but a writer
# who says "two million" does not mean anything up to 2.5 million: a twentieth at most.
_ROUNDING_SHARE = 20
_FIRST_ROUND_SCALE = 1_000
_HUNDRED = 100
_LONGEST = 10**15


@dataclass(frozen=True, slots=True, kw_only=True)
class Numeral:
    """A number in a text, as the half-open range `start:end`. `rounding` is the half unit of its last digit, else 0.

    `plain` says that it was written in digits alone; `scale` is what its closing scale word stands for, else 1.
    """

    start: int
    end: int
    number: Fraction
    rounding: Fraction = Fraction(0)
    plain: bool = False
    scale: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    """A number half read: what the scale words have closed, what is open, and what the last digit is worth."""

    total: Fraction = Fraction(0)
    current: Fraction = Fraction(0)
    last_scale: Fraction | None = None
    last_digit: Fraction = Fraction(0)


def numerals(text: str) -> list[Numeral]:
    """Return the numbers of `text` in order, without overlaps: digits, scale words, number words, "half a dozen".

    Left out are ordinals, parts of codes, versions, addresses and clock times, a leading zero with more than one digit
    behind it, and "one" where it is a pronoun.
    """
    found = [numeral for match in _DIGITS.finditer(text) if (numeral := _from_digits(match))]
    # Digits are masked so that "5 hundred" is read once.
    masked = list(text)
    for numeral in found:
        masked[numeral.start : numeral.end] = "#" * (numeral.end - numeral.start)
    found.extend(_spoken("".join(masked)))
    return sorted(found, key=lambda numeral: numeral.start)


def _from_digits(match: re.Match[str]) -> Numeral | None:
    if match["bare"]:
        return Numeral(start=match.start(), end=match.end(), number=_VULGAR[match["bare"]])
    digits = re.sub(r"[^\d.]", "", match["number"])
    glued = (match["glued"] or "").lower()
    if (glued and glued not in _GLUED_SCALES and glued not in _GLUED_UNITS) or re.match(r"0\d{2}", digits):
        return None
    number = Fraction(digits) + (_VULGAR[match["vulgar"]] if match["vulgar"] else 0)
    number += Fraction(1, 2) if match["half"] else 0
    scale = _GLUED_SCALES.get(glued, 1)
    for word in _PIECE.findall(match["scales"] or ""):
        scale *= _scale(word)
    decimals = len(digits.partition(".")[2])
    end = match.end() if glued not in _GLUED_UNITS else match.start("glued")
    last_digit = Fraction(scale, 10**decimals) if decimals or scale >= _FIRST_ROUND_SCALE else Fraction(0)
    if number * scale >= _LONGEST:
        return None
    return Numeral(
        start=match.start(),
        end=end,
        number=number * scale,
        rounding=_rounding(number * scale, last_digit),
        plain=match["number"].isdigit() and end == match.end("number"),
        scale=scale,
    )


def _rounding(number: Fraction, last_digit: Fraction) -> Fraction:
    return min(last_digit / 2, abs(number) / _ROUNDING_SHARE)


def _scale(word: str) -> int:
    word = word.lower()
    return _SCALES[word] if word in _SCALES else _SCALES[word.removesuffix("s")]


def _spoken(text: str) -> list[Numeral]:
    found: list[Numeral] = []
    at = 0
    while match := _SPOKEN.search(text, at):
        numeral = _from_words(text, match)
        at = numeral.end if numeral else match.end("first")
        if numeral:
            found.append(numeral)
    return found


def _from_words(text: str, match: re.Match[str]) -> Numeral | None:
    """Read the longest run of words that is one number: "twenty thirty" is two numbers, "two hundred and six" one."""
    pieces = [
        piece for piece in _PIECE.finditer(text, match.start("first"), match.end()) if piece.group().lower() != "a"
    ]
    article = (match["article"] or "").lower()
    start = match.start()
    if pieces[0].group().lower() not in _SCALES:
        # "a two-day siege", "half a three": the article is not part of the number.
        article, start = "", match.start("first")
    elif not article:
        return None
    group, end = _read(pieces, _Group(current=Fraction(1 if article else 0)), start)
    if _ORDINAL_REST.match(text, end) or _in_a_name(text, start, end):
        return None
    number = group.total + group.current
    if article.startswith("half"):
        number /= 2
    elif "quarter" in article:
        number /= 4
    return Numeral(
        start=start,
        end=end,
        number=number,
        rounding=_rounding(number, group.last_digit),
        scale=int(group.last_digit) or 1,
    )


def _in_a_name(text: str, start: int, end: int) -> bool:
    """Return whether a number word is part of a name: a capital that opens no sentence ("the Big Three")."""
    if text[start:end] == "Zero" and re.match(r" [A-Z]", text[end:][:2]):
        return True
    return (
        text[start].isupper()
        and text[start:end] != text[start:end].upper()
        and bool(re.search(r"[\w,] $", text[:start][-2:]))
    )


def _read(pieces: list[re.Match[str]], group: _Group, end: int) -> tuple[_Group, int]:
    before_and: tuple[_Group, int] | None = None
    for piece in pieces:
        word = piece.group().lower()
        if word == "and":
            before_and = group, end
            continue
        longer = _extended(group, word)
        if longer is None:
            # "between three hundred and four hundred": the last "four" was not part of the first number.
            return before_and if before_and and word not in _SMALL and word not in _TENS else (group, end)
        group, end = longer, piece.end()
        before_and = before_and if word in _SMALL or word in _TENS else None
    return group, end


def _extended(group: _Group, word: str) -> _Group | None:
    """Return the number after one more word; `None` if the word cannot follow."""
    total, current = group.total, group.current
    if word == "half":
        return replace(group, current=current + Fraction(1, 2), last_digit=Fraction(0))
    small = _SMALL.get(word, _TENS.get(word))
    if small is not None:
        after_tens = 0 < small < 10 and current % 10 == 0 and current % 100 != 10  # noqa: PLR2004 - tens and teens
        fits = current % 100 == 0 or after_tens
        return replace(group, current=current + small, last_digit=Fraction(0)) if fits else None
    scale = Fraction(_scale(word))
    if current == 0:
        return None
    if scale < _FIRST_ROUND_SCALE:
        return replace(group, current=current * scale, last_digit=Fraction(0)) if current < _HUNDRED else None
    if group.last_scale is not None and scale >= group.last_scale:
        return None
    return _Group(total=total + current * scale, last_scale=scale, last_digit=scale)
