"""Which of several figures or names a sentence gives to whom, beside its source: "20 by Dawn and 30 by The News"."""

from __future__ import annotations

import re

from assistant.text import words
from assistant.verify.figures import in_digits
from assistant.verify.wording import EMPTY, NOT_NAMES, SPEECH

_NAME = r"(?:(?:The\s)?[A-Z][\w\u2019'-]*(?:\s(?:of\sthe\s|of\s)?[A-Z][\w\u2019'-]*)*)"
_GIVES = rf"(?:{SPEECH}|gave|gives|has|had|counts|counted|lists|names|named|writes|put|puts|spoke|speaks)"
_TELLS = re.compile(
    rf"\baccording to\s(?:the\s)?(?P<behind>{_NAME})"
    rf"|(?P<before>{_NAME})(?:['\u2019]s\s[a-z]+)?\s(?:{SPEECH}|gave|gives|counts|counted|writes|puts?\s(?:\w+\s){{1,4}}at)\b"
)
# Who gives what: "36 in Dawn", "according to Dawn", "Dawn has 36", "Dawn's version had 36".
_GIVER = re.compile(
    rf"\b(?:in|by|to|from)\s(?:the\s)?(?:[a-z]+\s){{0,2}}?(?P<behind>{_NAME})"
    rf"|(?P<before>{_NAME})(?:['\u2019]s\s[a-z]+)?\s(?:first\s|then\s|later\s|also\s)?{_GIVES}\b"
)
_PARTS = re.compile(r"[,;:]\s|(?<=[.!?])\s|\s(?:and|but|while|whereas)\s")
# "17 captives, according to Dawn": one part.
_TRAILING = re.compile(
    rf",\s(?=according to\b|(?:the\s)?{_NAME}\s(?:said|says|reported|reports|wrote|writes)\b|as\s(?:quoted|reported)\b)"
)
_FIGURE = re.compile(
    r"(?<![\w.,-])(?P<number>\d[\d,]*(?:\.\d+)?(?:\s?(?:to|or|-|\u2013)\s?\d[\d,]*)?)(?![\w-]|,\d)(?:\s(?P<noun>[a-z]{3,}))?"
)


def of_another_giver(sentence: str, passage: str) -> str | None:
    """Return the figure or name that `passage` has another give, where it has the sentence's giver give another."""
    said, parts = in_digits(sentence), _PARTS.split(_TRAILING.sub(" ", in_digits(passage)))
    tellers = (match["behind"] or match["before"] for match in _TELLS.finditer(said))
    found = (_given_by_another(giver, said, parts) for giver in map(_whole, tellers) if giver)
    return next((value for value in found if value), None)


def _given_by_another(giver: frozenset[str], said: str, parts: list[str]) -> str | None:
    of_giver = [part for part in parts if giver in map(_whole, _givers(part))]
    rest = [part for part in parts if any(_whole(name) - giver for name in _givers(part)) and part not in of_giver]
    own = {value for part in of_giver for value in _values(part)}
    # What the giver gives may be said; so may what others give if he gives it as well.
    if any(_holds(said, value) for value, _ in own):
        return None
    kinds = {kind for _, kind in own}
    others = (value for part in rest for value in sorted(_values(part)))
    return next(
        (
            other
            for other, kind in others
            if kind in kinds and _holds(said, other) and not any(_holds(part, other) for part in of_giver)
        ),
        None,
    )


def _values(part: str) -> set[tuple[str, str]]:
    return _figures(part) | _first_name(part)


def _holds(text: str, value: str) -> bool:
    return bool(re.search(rf"(?<![\w.,-]){re.escape(value)}(?![\w-]|[.,]\d)", text))


def _givers(text: str) -> list[str]:
    return [match["behind"] or match["before"] for match in _GIVER.finditer(text)]


def _whole(name: str) -> frozenset[str]:
    return frozenset(word for word in words(name) if word not in EMPTY and word not in NOT_NAMES)


def _figures(text: str) -> set[tuple[str, str]]:
    return {(match["number"], match["noun"] or "") for match in _FIGURE.finditer(text)}


def _first_name(text: str) -> set[tuple[str, str]]:
    """Return the name that a short part begins with and does not have speak: "Lahore in a report by Dawn"."""
    found = re.match(rf"{_NAME}(?=\s(?:in|by|according to)\s)", text)
    return {(found.group(), "a name")} if found and _whole(found.group()) else set()
