"""What two accounts say in words: whether they can be one statement."""

from __future__ import annotations

import re

from assistant.evidence.clauses import denies
from assistant.evidence.clocks import clock_of, one_time
from assistant.evidence.names import can_be_same
from assistant.evidence.stems import stems_of

# Of fewer words an account is a name, of which each word counts; of more it is no time of day.
_STATEMENT_WORDS, _LONGEST_TIME = 5, 8
_LEAST_SHARED = 0.5
_WORD = re.compile(r"\w+")


def can_be_one(first: str, second: str) -> bool:
    """Return whether two accounts in words can both be true of one thing. Symmetric, and true of one and itself.

    Neither denies where the other does not. Times of day are compared by the clock, names as `names.can_be_same` does.
    Of two statements the shorter shares half of its words with the other, and they have the same figures.
    """
    if denies(first) != denies(second):
        return False
    words = [_WORD.findall(text.lower()) for text in (first, second)]
    one_clock, other_clock = clock_of(first), clock_of(second)
    if one_clock and other_clock and max(map(len, words)) <= _LONGEST_TIME:
        return one_time(one_clock, other_clock)
    if min(map(len, words)) < _STATEMENT_WORDS:
        return can_be_same(first, second)
    if len({frozenset(word for word in said if word.isdigit()) for said in words}) > 1:
        return False
    one, other = stems_of(first), stems_of(second)
    return words[0] == words[1] or len(one & other) >= max(1.0, _LEAST_SHARED * min(len(one), len(other)))
