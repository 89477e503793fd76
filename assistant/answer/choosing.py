"""Which of two forms of a follow-up to take: the rules', or the one with the words of the last question beside it."""

from __future__ import annotations

import math
from typing import NamedTuple

from assistant.text import words

# A logistic regression's over follow-ups of which one form is answered rightly and the other is not, fitted by
# `python -m tests.benchmarks forms`. Where the rules kept the follow-up and only added to it, all that was asked before
# adds more; where they put it into the last question, that is what was meant.
_BIAS, _WEIGHTS = -0.34, (-2.18, 2.02, 0.56, 0.79)
_LEAST, _MOST = 0.001, 0.999


class Form(NamedTuple):
    """A form of a follow-up: its words, how likely its likeliest answer is in [0, 1], and whether that is an answer."""

    text: str
    likely: float
    is_answered: bool


def is_better(follow_up: str, beside: Form, rules: Form) -> bool:
    """Return whether the form with words beside it is likelier to be answered rightly than the rules' form.

    Args:
        follow_up: As it was typed.
        beside: The follow-up with the words of the last question.
        rules: What the rules make of it.
    """
    seen = features(follow_up, beside, rules)
    return _BIAS + sum(weight * value for weight, value in zip(_WEIGHTS, seen, strict=True)) > 0


def features(follow_up: str, beside: Form, rules: Form) -> tuple[float, float, float, float]:
    """Return whether each form is answered, how much likelier the first is, and how much of it the rules kept."""
    typed, kept = words(follow_up), set(words(rules.text))
    share = sum(word in kept for word in typed) / max(1, len(typed))
    ahead = _log_odds(beside.likely) - _log_odds(rules.likely)
    return float(rules.is_answered), float(beside.is_answered), ahead, share


def _log_odds(probability: float) -> float:
    held = min(max(probability, _LEAST), _MOST)
    return math.log(held / (1 - held))
