"""Whether an answer says the right words somewhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.evaluation.metrics.normalisation import normalise_answer

if TYPE_CHECKING:
    from collections.abc import Sequence

# News prose sets gold words in curly quotes, joins them with dashes and puts them in the genitive.
_POSSESSIVE = re.compile(r"['\u2019]s\b")
_TYPOGRAPHY = str.maketrans(
    dict.fromkeys("\u2018\u2019\u201c\u201d\u00ab\u00bb\u2026") | dict.fromkeys("\u2013\u2014", " ")
)


def answer_contained(texts: Sequence[str], answers: Sequence[str]) -> float:
    """Return 1.0 if one of `answers` stands as a run of whole tokens in one of `texts`, all normalised, else 0.0.

    The accuracy of open-domain question answering with long answers (Mallen et al., ACL 2023), here on whole tokens, so
    that `7` is not found in `197`. Beyond SQuAD's normalisation, curly quotes and a possessive `'s` are dropped and
    dashes part words. A text that names every candidate scores too: read it beside exact match, token F1 and citation
    precision. An answer that normalises to nothing is never contained.
    """
    padded = [f" {_tokens(text)} " for text in texts]
    gold = [tokens for answer in answers if (tokens := _tokens(answer))]
    return float(any(f" {answer} " in text for text in padded for answer in gold))


def _tokens(text: str) -> str:
    return normalise_answer(_POSSESSIVE.sub("", text).translate(_TYPOGRAPHY))
