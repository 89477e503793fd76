"""Forms that ask which of two gives, has or was more, fewer, earlier or later, and how one figure stands to another."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.answer.combining.phrasing import TIME, asks_for, how_many, is_figure_phrase, loose_day, singular
from assistant.records import Combination, Operand

if TYPE_CHECKING:
    from collections.abc import Iterable

_GREATER = r"(?:more|most|higher|highest|larger|largest|greater|greatest|bigger|biggest)"
_LESSER = r"(?:fewer|fewest|less|least|lower|lowest|smaller|smallest)"
_DEGREE = rf"(?P<degree>{_GREATER}|{_LESSER})"
_SOONER = r"(?:earlier|earliest|first|sooner)"
_ORDER = rf"(?P<degree>{_SOONER}|later|latest|last)"
_IS_LESSER = re.compile(rf"(?:{_LESSER}|{_SOONER})$", re.IGNORECASE)
# ", the BLA or ISPR": the two that are compared stand at the end.
_CHOICE = re.compile(r"^(?P<body>.+?)\s*[,:\u2013\u2014]\s*(?P<one>[^,]+?),?\s+or\s+(?P<two>[^,]+)$")
_WHICH = r"(?:which|what|who)"
_GIVES = re.compile(
    rf"^{_WHICH}(?:\s+(?:of\s+the\s+two\s+)?[\w'\u2019-]+){{0,4}}?\s+(?P<verb>gives|gave|give|has|had|reports|reported|names|named"
    rf"|puts|put|printed|prints|states|stated|claims|claimed|quotes|quoted)\s+(?:a|the)\s+{_DEGREE}\s+(?P<count>number|figure|count"
    rf"|toll|total|tally|death\s+toll)(?:\s+(?:of|for)\s+(?P<what>.+))?$",
    re.IGNORECASE,
)
_DID = re.compile(
    rf"^{_WHICH}(?:\s+[\w'\u2019-]+){{0,3}}?\s+(?P<verb>\w+ed|lost|had|saw|took|won|sold|built|sent|held|shot|found|made|got)\s+{_DEGREE}"
    rf"\s+(?P<thing>.+)$",
    re.IGNORECASE,
)
_IN_WHICH = re.compile(
    r"^(?P<by>in|at|on|during|near|by|from|for|under)\s+which\s+(?:(?:one\s+)?of\s+the\s+(?:two\s+|three\s+)?)?"
    rf"(?P<noun>(?:[\w'\u2019-]+\s+){{1,3}}?)(?P<rest>(?:of|in|on|at|from)\s+.+?\s+)?"
    rf"(?P<verb>did|were|was|have|had|are|has)\s+(?P<said>.*?)\b{_DEGREE}\s+(?P<thing>.+)$",
    re.IGNORECASE,
)
_WHEN = re.compile(
    rf"^{_WHICH}(?:\s+[\w'\u2019-]+){{0,3}}?\s+(?P<verb>\w+ed|left|took|built|sent|shot|held|won|found)\s+(?P<what>.+?)\s+{_ORDER}$",
    re.IGNORECASE,
)
_HAPPENED = re.compile(
    rf"^{_WHICH}\s+(?:happened|came|occurred|took\s+place|began|started|was)\s+{_ORDER}$", re.IGNORECASE
)
_COMPARE = re.compile(
    r"^how\s+(?:does|do|did)\s+(?P<what>.+?)\s+(?:that|which)\s+(?P<one>.+?)\s+(?:gave|gives|give|put|named|reported|claimed|stated)"
    rf"(?:\s+(?:on|of|for)\s+(?P<first>{TIME}))?\s+compare\s+(?:with|to|against)\s+(?:(?:that|the\s+one)\s+of\s+)?(?P<two>.+?)"
    rf"(?:\s+(?:of|on|from)\s+(?P<second>{TIME}))?$",
    re.IGNORECASE,
)
_COMPARE_OWN = re.compile(
    r"^how\s+(?:does|do|did)\s+(?P<one>.+?)['\u2019]s?\s+(?P<what>.+?)\s+compare\s+(?:with|to|against)\s+(?P<two>.+?)(?:['\u2019]s?"
    r"(?:\s+\w+)?)$",
    re.IGNORECASE,
)
_YES_NO = re.compile(
    r"^(?:were|was|are)\s+(?:there\s+)?(?P<degree>more|fewer)\s+(?P<thing>.+?)\s+(?P<one>(?:in|at|near|on|by|from|during)\s+.+?)\s+than\s+"
    r"(?P<two>(?:in|at|near|on|by|from|during)\s+.+)$",
    re.IGNORECASE,
)
_THAN_THING = re.compile(
    r"^(?:were|was|are)\s+(?P<degree>more|fewer)\s+(?P<one>[\w'\u2019-]+(?:\s[\w'\u2019-]+)?)\s+than\s+"
    r"(?P<two>[\w'\u2019-]+(?:\s[\w'\u2019-]+)?)\s+(?P<became>\w+(?:ed|t)|hurt|dead|lost)(?P<rest>\s.+)?$",
    re.IGNORECASE,
)
_OWNER = re.compile(r"['\u2019]s?$")


def comparison(bare: str) -> Combination | None:
    """Return the comparison of two that a question asks for."""
    if choice := _CHOICE.match(bare):
        body, pair = choice["body"], (choice["one"], choice["two"])
        return next((found for form in _CHOICES if (found := form(body, pair))), None)
    return _compared(bare) or _more_than(bare)


def _who_gives(body: str, pair: tuple[str, str]) -> Combination | None:
    found = _GIVES.match(body)
    if found is None:
        return None
    asked = how_many(found["what"]) if found["what"] else f"What {found['count']} was given"
    told = (Operand(label=name, question=f"{asked} according to {name}?", speaker=name) for name in pair)
    return _comparison(found["degree"], told)


def _who_did(body: str, pair: tuple[str, str]) -> Combination | None:
    found = _DID.match(body)
    if found is None:
        return None
    thing, _, rest = _split_place(found["thing"])
    be = "did {name} have" if found["verb"].lower() == "had" else f"were {_participle(found['verb'])} by {{name}}"
    asked = (_named(name, f"How many {thing} {be.format(name=name)}{rest}?") for name in pair)
    return _comparison(found["degree"], asked)


def _in_which(body: str, pair: tuple[str, str]) -> Combination | None:
    found = _IN_WHICH.match(body)
    if found is None:
        return None
    noun, rest = singular(found["noun"].strip()), (found["rest"] or "").strip()
    said, verb, thing = found["said"].strip(), found["verb"].lower(), found["thing"]
    # "In which did the navy report more sunk boats" puts who says it between the verb and the thing.
    asked = f"How many {thing} did {said}" if verb == "did" else how_many(thing)
    places = tuple(_placed(name, found["by"].lower(), noun, rest) for name in pair)
    labels = (re.sub(r"^(?:that|the\s+one)\s+of\s+", "", name) for name in pair)
    operands = (_named(label, f"{asked} {place}?") for label, place in zip(labels, places, strict=True))
    return _comparison(found["degree"], operands)


def _when(body: str, pair: tuple[str, str]) -> Combination | None:
    if order := _HAPPENED.match(body):
        return _comparison(order["degree"], (_named(name, f"When was {name}?") for name in pair))
    found = _WHEN.match(body)
    if found is None:
        return None
    asked = f"When was {found['what']} {_participle(found['verb'])} by"
    return _comparison(found["degree"], (_named(name, f"{asked} {name}?") for name in pair))


_CHOICES = (_who_gives, _in_which, _when, _who_did)


def _compared(bare: str) -> Combination | None:
    found = _COMPARE.match(bare) or _COMPARE_OWN.match(bare)
    if found is None or not is_figure_phrase(found["what"]):
        return None
    times = found.groupdict()
    pair = ((found["one"], times.get("first")), (_OWNER.sub("", found["two"]), times.get("second")))
    return Combination(kind="relation", operands=tuple(_told(found["what"], name, time or "") for name, time in pair))


def _told(what: str, name: str, time: str) -> Operand:
    weekday = loose_day(time)
    on = f"on {time} " if time and not weekday else ""
    return Operand(label=name, question=asks_for(what, f"{on}according to {name}"), speaker=name, weekday=weekday)


def _more_than(bare: str) -> Combination | None:
    if found := _YES_NO.match(bare):
        asked = how_many(found["thing"])
        return _comparison(found["degree"], (_named(found[side], f"{asked} {found[side]}?") for side in ("one", "two")))
    if found := _THAN_THING.match(bare):
        became = f"were {found['became']}{found['rest'] or ''}"
        things = (Operand(label=name, question=f"How many {name} {became}?") for name in (found["one"], found["two"]))
        return _comparison(found["degree"], things)
    return None


def _comparison(degree: str, operands: Iterable[Operand]) -> Combination:
    return Combination(kind="comparison", operands=tuple(operands), lesser=bool(_IS_LESSER.match(degree)))


def _named(name: str, question: str) -> Operand:
    return Operand(label=name, question=question, named=name)


def _placed(name: str, by: str, noun: str, rest: str) -> str:
    """Return where or when one of the two is: "near the port in the raid of 4 May", "in the race of 2024"."""
    if re.match(r"(?:in|at|near|on|by|from|during|under|off|outside)\s", name, re.IGNORECASE):
        return f"{name} {by} the {noun} {rest}".strip() if rest else name
    year = re.sub(r"^(?:that|the\s+one)\s+", "", name)
    if year != name:
        return f"{by} the {noun} {year} {rest}".strip()
    return f"{by} {name} {rest}".strip()


def _split_place(thing: str) -> tuple[str, str, str]:
    """Return a counted thing, the word that begins where or when it is, and all of that from this word on."""
    found = re.search(r"\s(in|at|near|on|from|during)\s.+$", thing)
    return (thing[: found.start()], found[1], found.group()) if found else (thing, "", "")


_PARTICIPLES = {"saw": "seen", "took": "taken", "had": "had"}


def _participle(past: str) -> str:
    return _PARTICIPLES.get(past.lower(), past.lower())
