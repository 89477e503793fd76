"""What is counted: people of one side or of none, or anything else; and which counted nouns mean the same."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.evidence.speech import words_of
from assistant.evidence.units import side_of

# Nouns for all of one side of a fight. "Policemen" are only some of the security forces, "bombers" of the attackers.
_WHOLE = re.compile(
    r"(?:(?:members? of (?:the )?)?(?:security )?(?:forces|personnel|troops|soldiers?|troopers)|military personnel"
    r"|militants?|insurgents?|terrorists?|fighters?|gunm[ae]n|attackers?|separatists?|rebels?|hijackers?|assailants?"
    r"|guerrillas?|civilians?)$"
)
_HIJACKERS = re.compile(r"\bhijacker")
_PEOPLE = re.compile(
    r"\b(?:people|persons?|dead|deaths?|killed|victims?|casualties|lives|fatalities|bodies|injured|wounded|hurt|captives?|"
    r"hostages?|passengers?|men|women|children|nationals|citizens|residents|workers|labourers|police\w*|prisoners?|rescued|"
    r"freed|captured|missing|journalists|students|members|bombers?)\b"
)
# Nouns that name nobody in particular, so that "people" asks for all of them.
_VAGUE = words_of(
    "people persons person members times other others more number dead deaths casualties victims lives killed injured"
    " wounded hurt fatalities bodies rescued freed captured missing died dying"
)
_STEM, _SHORT = 5, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """What is counted. `side` is as in `units.side_of`; `whole` tells all of it from some; `people` whom from what."""

    text: str
    side: int | None
    whole: bool
    people: bool
    stems: frozenset[str]

    @classmethod
    def of(cls, text: str) -> Thing:
        """Return the thing that the noun phrase `text` names."""
        plain = " ".join(text.lower().split())
        side = 0 if _HIJACKERS.search(plain) else side_of(plain)
        return cls(
            text=plain,
            side=side,
            whole=bool(_WHOLE.search(plain)),
            people=side is not None or bool(_PEOPLE.search(plain)),
            stems=stems(plain),
        )

    @property
    def anybody(self) -> bool:
        """Whether people are counted, whoever they are."""
        return self.people and not self.stems

    def takes(self, other: Thing) -> bool:
        """Return whether a figure that counts `other` counts this: all of one side, or the same noun."""
        if self.anybody:
            return other.anybody
        if self.whole and self.side is not None and other.side == self.side:
            return other.whole
        return bool(self.stems & other.stems) and (self.side is None or other.side in (None, self.side))


def stems(text: str) -> frozenset[str]:
    """Return the beginnings of the head nouns of a counted thing, without those that name nobody in particular."""
    heads = [part.split()[-1] for part in text.split(" of ") if part.split()]
    return frozenset(head[:_STEM] for head in heads if len(head) > _SHORT and head not in _VAGUE)
