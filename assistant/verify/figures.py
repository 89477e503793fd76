"""Figures of a sentence beside those of its source: written the same way before they are read, hedged the same way."""

from __future__ import annotations

import re
from functools import lru_cache

_ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_DOZEN = 12
_HUNDRED, _THOUSAND, _MILLION = 100, 1_000, 1_000_000
_DIGITS = re.compile(r"(?<![\w.,:/-])\d{1,3}(?:,\d{3})+(?![\w:/])|(?<![\w.,:/-])\d{1,6}(?![\w:/]|[.,]\d)")
_UP = r"at least|no fewer than|no less than|not less than|more than|over|above|upwards of|exceeding|a minimum of"
_DOWN = r"at most|no more than|not more than|fewer than|less than|under|below|up to|a maximum of|nearly|almost|close to"
_OR_SO = re.compile(
    r"\b(?P<figure>\d[\d,]*)(?P<noun>(?:\s[a-z]+){0,2}?)\sor\s(?P<way>more|fewer|less)\b(?!\s(?:than|or)\b)",
    re.IGNORECASE,
)
_EXACT = r"exactly|precisely|just|only"
_HEDGED = re.compile(
    rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN})|(?P<exact>{_EXACT}))\s(?:the\s|some\s)?(?P<figure>\d[\d,]*(?:\.\d+)?)",
    re.IGNORECASE,
)
_IN_ALL = re.compile(r"\b(?:in (?:total|all)|altogether|a total of|overall)\b", re.IGNORECASE)
_ANYBODY = frozenset(
    ("people", "persons", "dead", "deaths", "lives", "victims", "casualties", "were", "killed", "died")
)
_WITH_NOUN = re.compile(r"(?<![\w.,-])(?P<figure>\d[\d,]*)(?![\w-]|[.,]\d)(?:\s(?:other\s|more\s)?(?P<noun>[a-z]+))?")


def hedged_before(sentence: str) -> str:
    """Return the sentence with "67 militants or more" as "at least 67 militants"."""
    return _OR_SO.sub(
        lambda match: f"{'at least' if match['way'].lower() == 'more' else 'at most'} {match['figure']}{match['noun']}",
        sentence,
    )


def as_written(sentence: str, source: str) -> str:
    """Return the sentence with its whole numbers in the form in which `source` writes them: 48 for "forty-eight".

    Whether they are the same numbers is for others to say; the reader tells figures apart by how they look.
    """
    for number in sorted(_numbers(sentence), reverse=True):
        ours, theirs = _form_in(sentence, number), _form_in(source, number)
        if ours and theirs and ours.group().lower() != theirs.group().lower():
            sentence = f"{sentence[: ours.start()]}{theirs.group()}{sentence[ours.end() :]}"
    return sentence


def in_digits(text: str) -> str:
    """Return the text with its spelled numbers in digits: "at least four" as "at least 4"."""
    return _spelled().sub(lambda match: str(_value(match.group())), text)


def turned_hedge(sentence: str, source: str) -> str | None:
    """Return the hedge of a figure that `source` hedges the other way ("at most 67" for "at least 67"), else `None`."""
    stated: dict[str, set[str]] = {}
    for match in _HEDGED.finditer(in_digits(source)):
        stated.setdefault(match["figure"], set()).add(_direction(match))
    for match in _HEDGED.finditer(in_digits(sentence)):
        known = stated.get(match["figure"])
        if known and _direction(match) not in known:
            return match.group()
    return None


def part_for_whole(sentence: str, passage: str) -> str | None:
    """Return the figure called a total of people that `passage` gives only of some: "36 civilians and 22 officers"."""
    if not _IN_ALL.search(sentence):
        return None
    stated = [(match["figure"], match["noun"]) for match in _WITH_NOUN.finditer(in_digits(passage))]
    for match in _WITH_NOUN.finditer(in_digits(sentence)):
        nouns = [noun for figure, noun in stated if figure == match["figure"]]
        if match["noun"] in _ANYBODY and nouns and all(noun and noun not in _ANYBODY for noun in nouns):
            return match.group()
    return None


def of_another(sentence: str, source: str) -> str | None:
    """Return the figure that `source` gives of something else, where it gives another of this: "15 women" for 31."""
    stated = _counted(source)
    for number, what in _counted(as_written(sentence, source)):
        known = {other for other, thing in stated if thing == what}
        if known and number not in known and any(other == number and thing != what for other, thing in stated):
            return f"{number} {what}"
    return None


def _counted(text: str) -> list[tuple[int, str]]:
    """Return the whole numbers of a text with the plural right behind each."""
    found = (*_DIGITS.finditer(text), *_spelled().finditer(text))
    behind = ((match, re.match(r"\s([a-z]{2,}(?:s|en))\b", text[match.end() :])) for match in found)
    return [
        (next(iter(_numbers(match.group()))), noun[1]) for match, noun in behind if noun and _numbers(match.group())
    ]


def _direction(match: re.Match[str]) -> str:
    return "up" if match["up"] else "down" if match["down"] else "exact"


def _numbers(text: str) -> set[int]:
    digits = {int(match.group().replace(",", "")) for match in _DIGITS.finditer(text)}
    return digits | {_value(match.group()) for match in _spelled().finditer(text)}


def _form_in(text: str, number: int) -> re.Match[str] | None:
    """Return the first place where `text` writes this number, in digits or words."""
    for pattern, value in ((_DIGITS, lambda said: int(said.replace(",", ""))), (_spelled(), _value)):
        for match in pattern.finditer(text):
            if value(match.group()) == number:
                return match
    return None


@lru_cache(maxsize=1)
def _spelled() -> re.Pattern[str]:
    below = "|".join([*(f"{ten}(?:[ -](?:{'|'.join(_ONES[1:10])}))?" for ten in _TENS), *reversed(_ONES)])
    small = f"(?:{below})"
    return re.compile(
        rf"(?<![\w-])(?:a dozen|(?:a|{small}) (?:hundred|thousand|million)(?: (?:and )?{small})?|{small})(?![\w-])",
        re.IGNORECASE,
    )


def _value(said: str) -> int:
    if said.lower() == "a dozen":
        return _DOZEN
    total, part = 0, 0
    for word in re.split(r"[ -]", said.lower()):
        if word in _ONES:
            part += _ONES.index(word)
        elif word in _TENS:
            part += 10 * (_TENS.index(word) + 2)
        elif word in ("hundred", "thousand", "million"):
            scale = {"hundred": _HUNDRED, "thousand": _THOUSAND, "million": _MILLION}[word]
            total, part = max(1, part) * scale, 0
    return total + part
