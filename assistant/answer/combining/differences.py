"""Forms that ask for a difference: of one figure at two times, of two figures, or of a whole and a part of it."""

from __future__ import annotations

import re

from assistant.answer import verbs
from assistant.answer.combining.phrasing import (
    ACCOUNT,
    FIGURE,
    TIME,
    asks_for,
    by_then,
    completed,
    do,
    is_figure_phrase,
    loose_day,
    owner,
)
from assistant.records import Combination, Operand

_MOVE = r"(?:grow|rise|increase|climb|go\s+up|fall|drop|decrease|decline|shrink|go\s+down|change|move)"
_BETWEEN = rf"(?:from|between)\s+(?P<one>{TIME})\s+(?:to|and|until|till|through)\s+(?P<two>{TIME})"
_MOVED = re.compile(
    rf"^(?:by\s+)?how\s+(?:many|much|far)(?:\s+(?!did\b|has\b|have\b|had\b)[\w-]+)?\s+(?:did|has|have|had)\s+(?P<what>.+?)\s+{_MOVE}n?\s+{_BETWEEN}$",
    re.IGNORECASE,
)
_HIGHER_THAN = re.compile(
    rf"^how\s+(?:much|many)\s+(?:higher|lower|larger|smaller|more|less)\s+(?:was|were|is)\s+(?P<what>.+?)\s+(?:on|by)\s+"
    rf"(?P<two>{TIME})\s+than\s+(?:on|by)\s+(?P<one>{TIME})$",
    re.IGNORECASE,
)
_GAP = re.compile(
    r"^(?:what|how\s+(?:large|big|wide))\s+(?:is|was)\s+the\s+(?:gap|difference)\s+between\s+(?P<one>.+?)\s+and\s+(?P<two>.+)$",
    re.IGNORECASE,
)
_OWNED_NOUN = re.compile(r"(?:['\u2019]s|s['\u2019])\s(?P<noun>.+)$")
# "The 216 boats lost by the port's count": the figure is given, and what it counts.
_GIVEN = re.compile(rf"^(?:the\s+)?(?P<figure>{FIGURE})\s+(?P<rest>[a-z].+)$", re.IGNORECASE)
# "How many of the 48 boats in the harbour were not fishing boats?"
_NOT = re.compile(
    rf"^how\s+many\s+of\s+(?P<whole>(?:the|those|these|its|their)\s+(?P<figure>{FIGURE})\s+.+?)\s+"
    r"(?P<be>were|are|had|have|did|do|could|was|is)\s+not\s+(?P<rest>.+)$",
    re.IGNORECASE,
)
_NO_VERB = r"(?!(?:were|was|are|is|had|have|did|died)\b)[\w'\u2019-]+"
_MORE_THAN = re.compile(
    rf"^how\s+many\s+(?:more|fewer)\s+(?P<one>{_NO_VERB}(?:\s{_NO_VERB})*?)\s+than\s+(?P<two>[\w'\u2019-]+(?:\s[\w'\u2019-]+)?)\s+"
    r"(?P<rest>(?:were|was|have|had|are|died|fled|did)\b.*)$",
    re.IGNORECASE,
)
_DID_MORE = re.compile(
    r"^how\s+many\s+more\s+(?P<thing>.+?)\s+did\s+(?P<one>.+?)\s+(?P<verb>[a-z]+(?:\s+to\s+have\s+\w+)?)(?P<rest>\s.+?)?\s+than\s+"
    r"(?P<two>.+?)(?:\s+did)?$",
    re.IGNORECASE,
)
# "How many more boats did the navy count on 8 May 2026 than on 4 May?"
_MORE_AT = re.compile(
    rf"^how\s+(?:many|much)\s+(?:more|fewer|less)\s+(?P<head>.+?)\s+(?:on|by)\s+(?P<two>{TIME})\s+than\s+(?:on|by)\s+(?P<one>{TIME})$",
    re.IGNORECASE,
)
# "How many fewer sailors died by the navy's count of 4 May than by the port's of 5 May?"
_MORE_BY = re.compile(
    rf"^how\s+many\s+(?:more|fewer)\s+(?P<head>.+?)\s+(?:by|in)\s+(?P<one>[^,]+?)['\u2019]s?\s+{ACCOUNT}(?:\s+(?:of|on)\s+(?P<first>{TIME}))?"
    rf"\s+than\s+(?:by|in)\s+(?P<two>[^,]+?)['\u2019]s?(?:\s+{ACCOUNT})?(?:\s+(?:of|on)\s+(?P<second>{TIME}))?$",
    re.IGNORECASE,
)
# "How many more boats does the navy claim to have sunk than the port counts?"
_CLAIMS_MORE = re.compile(
    r"^how\s+many\s+(?:more|fewer)\s+(?P<thing>.+?)\s+(?P<do>do|does|did)\s+(?P<one>.+?)\s+(?P<verb>claim|count|report|give|say|put)"
    r"(?P<rest>\s.+?)?\s+than\s+(?P<two>.+?)\s+(?:claim|count|report|give|say|put|do|did|does)(?:e?d|s)?$",
    re.IGNORECASE,
)


def difference(bare: str) -> Combination | None:
    """Return the difference that a question asks for; the first operand is what the second is taken from."""
    forms = (_of_times, _gap, _remainder, _more_at, _more_by, _claims_more, _more)
    return next((found for form in forms if (found := form(bare))), None)


def _of_times(bare: str) -> Combination | None:
    found = _MOVED.match(bare) or _HIGHER_THAN.match(bare)
    if found is None:
        return None
    days = (found["two"], completed(found["one"], found["two"]))
    return _difference(*(_at(found["what"], day) for day in days))


def _more_at(bare: str) -> Combination | None:
    found = _MORE_AT.match(bare)
    if found is None:
        return None
    days = (completed(found["two"], found["one"]), completed(found["one"], found["two"]))
    return _difference(*(_counted(found["head"], day) for day in days))


def _counted(head: str, day: str) -> Operand:
    weekday = loose_day(day)
    asked = f"How many {head}" if weekday else f"How many {head} {by_then(day)}"
    return Operand(label=day, question=f"{asked}?", weekday=weekday)


def _more_by(bare: str) -> Combination | None:
    found = _MORE_BY.match(bare)
    if found is None:
        return None
    later = found["second"] or found["first"] or ""
    pair = ((found["one"], completed(found["first"] or "", later)), (found["two"], found["second"] or ""))
    return _difference(*(_by(found["head"], name, time) for name, time in pair))


def _by(head: str, name: str, time: str) -> Operand:
    weekday = loose_day(time)
    on = f" on {time}" if time and not weekday else ""
    return Operand(label=name, question=f"How many {head}{on} according to {name}?", speaker=name, weekday=weekday)


def _claims_more(bare: str) -> Combination | None:
    found = _CLAIMS_MORE.match(bare)
    if found is None:
        return None
    asked, claim = f"How many {found['thing']}", f"{found['verb']}{found['rest'] or ''}"
    pair = (found["one"], found["two"])
    return _difference(
        *(
            Operand(
                label=name,
                question=f"{asked} {'did' if found['do'].lower() == 'did' else do(name)} {name} {claim}?",
                speaker=name,
            )
            for name in pair
        )
    )


def _at(what: str, day: str) -> Operand:
    # Of a weekday alone the reports say which one is meant: a figure that was first reported then.
    weekday = loose_day(day)
    asked = asks_for(what, "" if weekday else by_then(day))
    return Operand(label=day, question=asked, weekday=weekday)


def _gap(bare: str) -> Combination | None:
    found = _GAP.match(bare)
    if found is None:
        return None
    operands = tuple(_phrase(phrase) for phrase in _alike(found["one"], found["two"]))
    # "The difference between a trawler and a ferry" is none of figures.
    figures = all(operand.given or is_figure_phrase(operand.label) for operand in operands)
    return _difference(*operands) if figures else None


def _alike(one: str, two: str) -> tuple[str, str]:
    """Return both phrases in full: "the union's toll and the port's", "150,000 and 400,000 pesos"."""
    if two.endswith(("'s", "\u2019s", "s'", "s\u2019")) and (owned := _OWNED_NOUN.search(one)):
        two = f"{two} {owned['noun']}"
    if re.fullmatch(FIGURE, one, re.IGNORECASE) and (given := _GIVEN.match(two)):
        one = f"{one} {given['rest']}"
    return one, two


def _phrase(phrase: str) -> Operand:
    if (given := _GIVEN.match(phrase)) and not re.fullmatch(TIME, phrase, re.IGNORECASE):
        words = f"{given['figure']} {given['rest']}"
        return Operand(label=words, given=words)
    return Operand(label=phrase, question=asks_for(phrase), speaker=owner(phrase))


def _remainder(bare: str) -> Combination | None:
    found = _NOT.match(bare)
    if found is None:
        return None
    done = _past(found["rest"]) if found["be"].lower() == "did" else f"{found['be']} {found['rest']}"
    part = f"How many of {found['whole']} {done}?"
    given = re.sub(r"^(?:the|those|these|its|their)\s+", "", found["whole"])
    operands = (Operand(label=given, given=given), Operand(label=found["rest"], question=part))
    return Combination(kind="remainder", operands=operands)


def _past(rest: str) -> str:
    """Return "died in the fire" for "die in the fire"."""
    verb, _, behind = rest.partition(" ")
    return f"{verbs.past(verb.lower())} {behind}".strip()


def _more(bare: str) -> Combination | None:
    if found := _MORE_THAN.match(bare):
        pair = (found["one"], found["two"])
        return _difference(*(Operand(label=name, question=f"How many {name} {found['rest']}?") for name in pair))
    if found := _DID_MORE.match(bare):
        asked, did = f"How many {found['thing']} did", f"{found['verb']}{found['rest'] or ''}"
        pair = (found["one"], found["two"])
        return _difference(*(Operand(label=name, question=f"{asked} {name} {did}?", speaker=name) for name in pair))
    return None


def _difference(*operands: Operand) -> Combination:
    return Combination(kind="difference", operands=operands)
