"""The plain form of a verb and its past: "did they put" of "they put", "died" of "did they die"."""

from __future__ import annotations

import re

_IRREGULAR = {
    "put": "put", "won": "win", "led": "lead", "said": "say", "made": "make", "gave": "give", "took": "take",
    "lost": "lose", "held": "hold", "shot": "shoot", "hit": "hit", "set": "set", "sent": "send", "began": "begin",
    "told": "tell", "found": "find", "fled": "flee", "left": "leave", "became": "become", "wrote": "write",
    "spoke": "speak", "met": "meet", "cut": "cut", "shut": "shut", "struck": "strike", "bought": "buy", "sold": "sell",
    "built": "build", "broke": "break", "brought": "bring", "came": "come", "went": "go", "got": "get", "had": "have",
    "ran": "run", "saw": "see", "fought": "fight", "paid": "pay", "drew": "draw", "chose": "choose", "signed": "sign",
    "freed": "free", "seized": "seize", "died": "die", "used": "use", "joined": "join",
}  # fmt: skip
# Endings that lose an "e" before "-ed": "announced", "raised", "changed", "fired", "disputed", "invaded", "named".
_LOST_E = re.compile(
    r"(?:[cvuz]|[^s]s|rg|dg|ang|[^aeiou][aiou]g|(?<![eo])[aou]t|\b(?:c|un|inv)it|[^aeiou][aiu][drb]|cr?ib|[^aeioul]l|[^aeiou][iu]l"
    r"|[^aeiou][iu]n(?<!tain)|[^aeiou][aiou]k|[^aeiou][aiuy]p|[^aeiou][aou]m)$"
)
_DOUBLED = re.compile(r"([bdgmnprt])\1$")


_PASTS = {plain: past for past, plain in _IRREGULAR.items()}


def past(plain: str) -> str:
    """Return the past of a verb's plain form."""
    return _PASTS.get(plain, f"{plain.removesuffix('e')}ed")


def base(past: str) -> str | None:
    """Return the plain form of a verb in the past; `None` of a word that looks like none."""
    if known := _IRREGULAR.get(past):
        return known
    if past.endswith("ied"):
        return f"{past[:-3]}y"
    if not re.fullmatch(r"[a-z]{2,}ed", past):
        return None
    stem = past[:-2]
    if _DOUBLED.search(stem):
        return stem[:-1]
    return f"{stem}e" if _LOST_E.search(stem) else stem
