"""Which of two forms of a follow-up to take: the rules', or the one with the words of the last question beside it."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, NamedTuple

from assistant.answer.alternatives import SMALL
from assistant.answer.conversation import follows
from assistant.answer.coverage import stems
from assistant.text import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.records import Turn

# A logistic regression's over follow-ups of which one form is answered rightly and the other is not, fitted by
# `python -m tests.benchmarks forms`. Where the rules kept the follow-up and only added to it, all that was asked before
# adds more; where they put it into the last question, that is what was meant.
_BIAS, _WEIGHTS = -1.07, (-1.84, 1.86, 0.71, 1.29, -1.94, 1.66, 2.11, 1.31)
_WORD = re.compile(r"\w[\w\u2019'-]*")
_LEAST, _MOST = 0.001, 0.999


class Form(NamedTuple):
    """A form of a follow-up: its words, how likely its likeliest answer is in [0, 1], and whether that is an answer.

    `said` is what it is answered with, and `documents` the ids of the reports that this is from.
    """

    text: str
    likely: float
    is_answered: bool
    said: str = ""
    documents: frozenset[str] = frozenset()


def is_better(follow_up: str, history: Sequence[Turn], beside: Form, rules: Form) -> bool:
    """Return whether the form with words beside it is likelier to be answered rightly than the rules' form.

    Args:
        follow_up: As it was typed.
        history: The turns before it, at least one.
        beside: The follow-up with the words of the last question.
        rules: What the rules make of it.
    """
    seen = features(follow_up, history, beside, rules)
    return _BIAS + sum(weight * value for weight, value in zip(_WEIGHTS, seen, strict=True)) > 0


def features(follow_up: str, history: Sequence[Turn], beside: Form, rules: Form) -> tuple[float, ...]:
    """Return what tells the forms apart; differences are of the one with words beside it to the rules'.

    Whether the rules' form is answered, and the other; how much likelier the other is; how much of the follow-up the
    rules kept; whether it stands by itself; how much more the other's reports are those that were cited before; and how
    much more of what was typed its answer holds, of all words that tell something and of names and figures.
    """
    typed, kept = words(follow_up), set(words(rules.text))
    share = sum(word in kept for word in typed) / max(1, len(typed))
    ahead = _log_odds(beside.likely) - _log_odds(rules.likely)
    cited = {name for turn in history for name in turn.documents}
    telling = stems(" ".join(word for word in typed if word not in SMALL))
    named = stems(_named(follow_up))
    one, two = stems(beside.said), stems(rules.said)
    return (
        float(rules.is_answered),
        float(beside.is_answered),
        ahead,
        share,
        float(stands_alone(follow_up, history)),
        float(bool(beside.documents & cited)) - float(bool(rules.documents & cited)),
        _held(telling, one) - _held(telling, two),
        _held(named, one) - _held(named, two),
    )


def stands_alone(question: str, history: Sequence[Turn]) -> bool:
    """Return whether a question leans on nothing that was said and has a name or a figure of its own."""
    return bool(_named(question)) and not follows(question, history)


def _named(question: str) -> str:
    """Return the names and figures of a question behind its first word."""
    typed = _WORD.findall(question)[1:]
    return " ".join(word for word in typed if (word[0].isupper() and word.lower() not in SMALL) or word[0].isdigit())


def _held(asked: frozenset[str], said: frozenset[str]) -> float:
    return len(asked & said) / max(1, len(asked))


def _log_odds(probability: float) -> float:
    held = min(max(probability, _LEAST), _MOST)
    return math.log(held / (1 - held))
