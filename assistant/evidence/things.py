"""What is counted: people of one side or of none, or anything else; and which counted nouns mean the same."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.evidence.speech import words_of
from assistant.evidence.units import measure_of, side_of

if TYPE_CHECKING:
    from assistant.evidence.values import FoundValue, Kind

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
    r"freed|captured|missing|journalists|students|members|bombers?|girls|boys|\w+girls|\w+boys|pupils|teachers|teenagers|patients|migrants|refugees|"
    r"officers|\w+men|\w+women)\b"
)
# Nouns that name nobody in particular, so that "people" asks for all of them.
_NOBODY = words_of("people persons members times other more number dead deaths casualties victims lives")
_VAGUE = _NOBODY | words_of(
    "person others killed injured wounded hurt fatalities bodies rescued freed captured missing died dying"
)
_PARTS = re.compile(r"\s(?:of|and|or)\s|,\s")
# Letters that two inflections of a noun share at least, and words too short to tell: among heads, and among all words.
_STEM, _SHORT, _SHORT_WORD = 5, 2, 3
FIGURE_KINDS: frozenset[Kind] = frozenset({"number", "money", "percent"})


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
    heads = [part.split()[-1] for part in _PARTS.split(text) if part.split()]
    return frozenset(head[:_STEM] for head in heads if len(head) > _SHORT and head not in _VAGUE)


def names_thing(found: FoundValue, thing: str) -> bool:
    """Return whether a figure that was read counts what is asked for: one noun in common, or nouns of one side.

    More is let pass than by `Thing.takes`: the reader has vouched for the passage.
    """
    noun = counted(found)
    if noun is None:
        return False
    asked, given = _words(thing), _words(noun)
    if not asked:
        # "How many people": whoever is counted is people, but not one side of them.
        return not given or side_of(noun) is None
    return bool(asked & given) or (side_of(thing) is not None and side_of(thing) == side_of(noun))


def may_count(found: FoundValue, thing: str) -> bool:
    """Return whether a figure that was read can count what is asked for.

    It cannot where one is a length of time and the other is not, nor where people of one side of a fight are asked for
    and it names others. Else what the nouns say is left to the reader: "how many vessels" is answered with ships.
    """
    if found.value.kind != "number":
        return True
    given, asked = measure_of(found.value.unit), measure_of(thing.rsplit(maxsplit=1)[-1])
    if (given.dimension if given else None) != (asked.dimension if asked else None):
        return False
    noun = counted(found)
    return noun is None or side_of(thing) in (None, side_of(noun)) or names_thing(found, thing)


def counted(found: FoundValue) -> str | None:
    """Return what a figure counts, or its unit; `None` where it says neither, or is no figure."""
    return found.counted or found.value.unit if found.value.kind in FIGURE_KINDS else None


def _words(text: str) -> set[str]:
    return {word[:_STEM] for word in text.lower().split() if len(word) > _SHORT_WORD and word not in _NOBODY}
