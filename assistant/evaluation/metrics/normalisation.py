"""SQuAD's normalisation of answers."""

from __future__ import annotations

import re
import string

_ARTICLES = re.compile(r"\b(a|an|the)\b", re.UNICODE)
_PUNCTUATION = frozenset(string.punctuation)


def normalise_answer(text: str) -> str:
    """Return `text` as SQuAD compares it: lower case, no ASCII punctuation, no articles, single blanks.

    Rule for rule `normalize_answer` of evaluate-v2.0.py (Rajpurkar, Jia and Liang, ACL 2018). Punctuation is deleted,
    not turned into a blank (`14.89` becomes `1489`), and marks outside ASCII, such as curly quotes, stay.
    """
    kept = "".join(character for character in text.lower() if character not in _PUNCTUATION)
    return " ".join(_ARTICLES.sub(" ", kept).split())
