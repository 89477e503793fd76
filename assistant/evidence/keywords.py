"""A query of a few words without a verb: whom it counts."""

from __future__ import annotations

import re

_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|did|does|do|can|could|will|would|say|says|said|who|whom|whose|where|why|what"
    r"|which|when|how)\b",
    re.IGNORECASE,
)
_COUNTED = (
    r"militants|insurgents|terrorists|fighters|gunmen|attackers|rebels|civilians|passengers|hostages|soldiers|troops"
    r"|policemen|police officers|security personnel|people|persons|workers|women|children|men|residents|villagers"
)
_BECAME = (
    r"killed|dead|deaths|casualties|fatalities|injured|injuries|wounded|hurt|missing|displaced|evacuated|arrested|freed"
    r"|rescued"
)
# "Militants killed", "missing people", "Leeds fire dead"; an "arrested mayor" is no count.
_KEYWORDS = re.compile(
    rf"\b(?P<before>{_COUNTED})\s(?:\w+\s)?(?:{_BECAME})\b|\b(?:{_BECAME})\s(?P<behind>{_COUNTED})\b"
    rf"|\b(?:{_BECAME})(?=$|\s(?-i:[A-Z])|\s(?:in|at|on|by|after)\b)",
    re.IGNORECASE,
)
_LONGEST = 6


def counted(query: str) -> str | None:
    """Return whom a query counts: "people" of "missing people Leeds", "militants" of "militants killed".

    Whoever types no more than who, and what became of them, wants to know how many; a question with a verb gives
    `None`.
    """
    bare = query.strip(" .?!")
    if _VERB.search(bare) or len(bare.split()) > _LONGEST:
        return None
    found = _KEYWORDS.search(bare)
    return (found["before"] or found["behind"] or "people").lower() if found else None
