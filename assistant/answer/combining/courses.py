"""Forms that ask for the course of a figure over time, and for one figure by each of several parties."""

from __future__ import annotations

import re

from assistant.answer.combining.phrasing import ACCOUNT, TIME, asks_for, by_then, is_figure_phrase, loose_day
from assistant.records import Combination, Operand

_DEVELOP = (
    r"(?:develop|evolve|change|grow|climb|rise|increase|fall|drop|decrease|decline|shrink|move|go\s+up|go\s+down|progress"
    r"|mount|swell|vary)"
)
_COURSE = re.compile(
    rf"^how\s+(?:did|has|have|does|do)\s+(?P<what>.+?)\s+{_DEVELOP}(?:e?d|n)?"
    rf"(?:\s+(?:over\s+(?:time|the\s+.+)|(?:from|between)\s+{TIME}\s+(?:to|and|until|till)\s+(?P<until>{TIME})|since\s+.+|during\s+.+"
    rf"|day\s+by\s+day|in\s+.+|until\s+.+))?$",
    re.IGNORECASE,
)
_TRACE = re.compile(
    r"^(?:(?:what\s+(?:is|was)\s+)|(?:show|trace|list|describe)\s+)the\s+(?:course|development|evolution)\s+of\s+(?P<what>.+)$",
    re.IGNORECASE,
)
# "How many sailors died by the navy's count on Monday and by the port's on Tuesday?"
_EACH = re.compile(
    rf"^(?P<head>how\s+(?:many|much)\s.+)\s+(?:by|in|on)\s+(?P<one>[^,]+?)['\u2019]s?\s+{ACCOUNT}(?P<first>\s.+?)?,?\s+and\s+"
    rf"(?:how\s+(?:many|much)\s+)?(?:by|in|on)\s+(?P<two>[^,]+?)['\u2019]s?(?:\s+{ACCOUNT})?(?P<second>\s+(?:on|of|from|by)\s+.+)?$",
    re.IGNORECASE,
)
_EACH_TOLD = re.compile(
    r"^(?P<head>how\s+(?:many|much)\s.+?),?\s+according\s+to\s+(?P<one>[^,]+?),?\s+and\s+how\s+(?:many|much)\s+according\s+to\s+(?P<two>[^,]+)$",
    re.IGNORECASE,
)
# "How many boats sank by the navy's and by the port's count?", "... according to the navy and the port?"
_EACH_OWN = re.compile(
    rf"^(?P<head>how\s+(?:many|much)\s.+?),?\s+(?:by|in)\s+(?P<one>[^,]+?)['\u2019]s?\s+and\s+(?:by|in)?\s*(?P<two>[^,]+?)['\u2019]s?\s+{ACCOUNT}s?$",
    re.IGNORECASE,
)
_NAMED = r"(?:the\s+)?(?:[A-Z][\w.-]*|navy|army|police|military|government|officials|rebels)(?:\s+[A-Z][\w.-]*)*"
_EACH_SAYS = re.compile(
    rf"^(?P<head>[Hh]ow\s+(?:many|much)\s.+?),?\s+according\s+to\s+(?P<one>{_NAMED})\s+and\s+(?:to\s+)?(?P<two>{_NAMED})$"
)

_SIDES = (("one", "first"), ("two", "second"))


def course(bare: str) -> Combination | None:
    """Return the course of a figure that a question asks for: one operand, without the time it is followed over."""
    found = _COURSE.match(bare) or _TRACE.match(bare)
    if found is None or not is_figure_phrase(found["what"]):
        return None
    until = found.groupdict().get("until")
    asked = asks_for(found["what"], by_then(until) if until and not loose_day(until) else "")
    return Combination(kind="course", operands=(Operand(label=found["what"], question=asked),))


def each(bare: str) -> Combination | None:
    """Return one figure by each of two parties."""
    if found := _EACH.match(bare):
        asked = tuple(_told(found["head"], found[name], found[time] or "") for name, time in _SIDES)
    elif found := _EACH_TOLD.match(bare) or _EACH_OWN.match(bare) or _EACH_SAYS.match(bare):
        asked = tuple(_told(found["head"], found[name], "") for name, _ in _SIDES)
    else:
        return None
    return Combination(kind="each", operands=asked)


def _told(head: str, name: str, time: str) -> Operand:
    # "According to" is what reports say, and what readers are trained on.
    weekday = loose_day(time)
    question = f"{head}{'' if weekday else time} according to {name}?"
    return Operand(label=name, question=question, speaker=name, weekday=weekday)
