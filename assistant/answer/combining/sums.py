"""Forms that ask for a sum: of figures that the question gives, or of one figure at several places or times."""

from __future__ import annotations

import re

from assistant.answer.combining.phrasing import FIGURE, TIME, completed, listed, loose_day
from assistant.records import Combination, Operand

_ITEM = rf"(?:the\s+)?{FIGURE}\s+[a-z][^,]*?"
_BREAK = rf"(?:,\s+(?:and\s+|plus\s+)?|\s+(?:and|plus)\s+)(?={FIGURE}(?:\s|$))"
# Figures alone are told apart from those of things: a pattern for both at once would take exponential time.
_BARE = r"\d[\d,.]*\d|\d"
_LIST = rf"(?P<list>{_ITEM}(?:{_BREAK}{_ITEM})+|(?:{_BARE})(?:(?:,\s+|,?\s+(?:and|plus)\s+)(?:{_BARE}))+)"
_MAKE = r"(?:add\s+up\s+to|come\s+to|amount\s+to|make(?:\s+up)?|total|sum\s+(?:up\s+)?to)"
_TOGETHER = r"(?:together|combined|taken\s+together|all\s+together|altogether|in\s+all|in\s+total|in\s+sum)"
_GIVEN = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"^(?:do|does|did|would)\s+{_LIST}\s+(?:together\s+)?{_MAKE}\s+(?P<bound>{FIGURE})(?:\s+{_TOGETHER}|\s+\w+)?$",
        rf"^(?:(?:how\s+(?:much|many)|what)\s+(?:do|does|is|are|did))\s+{_LIST}(?:\s+{_MAKE})?(?:\s+{_TOGETHER})?$",
        rf"^what\s+(?:is|was)\s+the\s+(?:sum|total)\s+of\s+{_LIST}$",
        # "How many dead do nine sailors and 20 divers make in the storm?"
        rf"^how\s+(?:much|many)\s+[\w-]+\s+(?:do|does|did)\s+{_LIST}\s+{_MAKE}(?:\s+{_TOGETHER})?(?:\s+(?:in|at|on|of|for)\s.+)?$",
    )
)
# "How many trains ran on Monday 4 and Tuesday 5 May together?"
_TIMES = re.compile(
    rf"^(?P<head>how\s+(?:many|much)\s.+?)\s+(?:over|on|during|in)\s+(?P<one>{TIME})\s+and\s+(?P<two>{TIME})"
    rf"(?:\s+{_TOGETHER})$",
    re.IGNORECASE,
)
_PLACES = re.compile(
    rf"^(?P<head>how\s+(?:many|much)\s.+?)\s+(?P<by>in|at|near|from|by|on)\s+"
    rf"(?P<list>(?:the\s+)?[A-Z][^,]*?(?:,\s*(?:the\s+)?[A-Z][^,]*?)*,?\s+and\s+(?:the\s+)?[A-Z].*?)\s+{_TOGETHER}"
    rf"(?P<rest>\s+(?:on|in|during|since|by)\s.+)?$"
)
# "How many sailors do the losses of the Ada, the Berta and the Cora in the storm make together?"
_PARTS = re.compile(
    rf"^how\s+(?:many|much)\s+(?P<thing>[\w'\u2019 -]+?)\s+(?:do|does|did)\s+the\s+(?P<noun>[\w-]+)\s+of\s+"
    rf"(?P<list>.+?)(?P<rest>\s+(?:in|at|on|during|for)\s.+?)?\s+{_MAKE}(?:\s+{_TOGETHER})?$",
    re.IGNORECASE,
)
_LOSS = re.compile(r"^(?:loss|losses|dead|deaths|casualties)$", re.IGNORECASE)


def total(bare: str) -> Combination | None:
    """Return the sum that a question asks for."""
    return _given(bare) or _over(bare) or _of_parts(bare)


def _given(bare: str) -> Combination | None:
    found = next((match for pattern in _GIVEN if (match := pattern.match(bare))), None)
    if found is None:
        return None
    items = tuple(item.strip() for item in re.split(_BREAK, found["list"], flags=re.IGNORECASE) if item.strip())
    bound = found.groupdict().get("bound") or ""
    return Combination(kind="sum", operands=tuple(Operand(label=item, given=item) for item in items), bound=bound)


def _over(bare: str) -> Combination | None:
    if times := _TIMES.match(bare):
        days = (completed(times["one"], times["two"]), times["two"])
        asked = tuple(_on(times["head"], day) for day in days)
        return Combination(kind="sum", operands=asked)
    if places := _PLACES.match(bare[:1].lower() + bare[1:]):
        head = places["head"][:1].upper() + places["head"][1:]
        names = listed(places["list"])
        rest = places["rest"] or ""
        asked = tuple(
            Operand(label=name, question=f"{head} {places['by']} {name}{rest}?", named=name) for name in names
        )
        return Combination(kind="sum", operands=asked)
    return None


def _on(head: str, day: str) -> Operand:
    weekday = loose_day(day)
    return Operand(label=day, question=f"{head}?" if weekday else f"{head} on {day}?", weekday=weekday)


def _of_parts(bare: str) -> Combination | None:
    parts = _PARTS.match(bare)
    if parts is None or len(names := listed(parts["list"])) < 2:  # noqa: PLR2004 - a sum has two terms
        return None
    rest = parts["rest"] or ""
    lost = " were lost" if _LOSS.match(parts["noun"]) else f" are in the {parts['noun']}"
    asked = tuple(
        Operand(label=name, question=f"How many {parts['thing']} of {name}{lost}{rest}?", named=name) for name in names
    )
    return Combination(kind="sum", operands=asked)
