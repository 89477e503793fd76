"""The common nouns of news: whom it counts, who gives the figures, and the words that no noun goes on behind."""

from __future__ import annotations

import re

# What a phrase ends before: "the ban under the law", "the convoy near the camp".
PREPOSITIONS = frozenset((
    *("about", "across", "after", "against", "around", "as", "before", "behind", "between", "by", "during", "from"),
    *("inside", "into", "on", "outside", "over", "since", "through", "to", "towards", "under", "until", "with"),
    *("when", "while", "where"),
    *("without", "and", "or", "but", "that", "which", "who", "whose", "because", "according"),
))  # fmt: skip
_IRREGULAR = r"people|police|troops|children|personnel|staff|crew|dead|wounded|\w*men"
# Words in -s that are one thing: "bus passengers" are no buses.
_NO_PLURAL = r"was|is|has|does|says|this|bus|gas|crisis|census|virus|campus|status|basis|analysis|series|news|thus|its"
PLURAL = rf"(?:{_IRREGULAR}|(?!(?:{_NO_PLURAL})\b)[a-z][a-z-]*[a-rt-z]s)"
# Whom a toll counts, and who gives none.
COUNTED = (
    r"(?:people|persons|civilians|soldiers|troops|policem[ae]n|officers|fighters|gunmen|attackers|bombers|hostages"
    r"|captives|prisoners|passengers|workers|miners|students|pupils|children|women|men|girls|boys|foreigners|tourists"
    r"|victims|dead|wounded|injured|missing|guards|crew|patients|refugees|migrants|militants|rebels|insurgents|troopers"
    r"|farmers|villagers|residents|drivers|doctors|nurses|teachers|journalists|staff|personnel|barbers|labourers)"
)
_COUNTED = re.compile(rf"\b{COUNTED}$", re.IGNORECASE)
# Who gives figures and answers charges.
_SPEAKING = re.compile(
    r"^(?:the\s)?(?:[a-z]+\s)?(?:army|military|navy|police|government|authorities|officials?|ministry|minister"
    r"|president|spokes\w+|mayor|governor|railways?|hospitals?|doctors|rescuers|witness(?:es)?|opposition|unions?|insurers|prosecutors?"
    r"|press|analysts|experts|residents|survivors|families|group)$",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"\b(?:woman|man|girl|boy|minister|president|spokes(?:man|woman|person)|chief|general|commander|leader|officer|mayor"
    r"|governor|judge|envoy|ambassador|driver|pilot|captain|student|teacher|doctor|journalist|shopkeeper|passenger"
    r"|attacker|bomber|official|prisoner|suspect|victim|commissioner)\b",
    re.IGNORECASE,
)
# What happens at one place and time, and to some.
HAPPENING = (
    r"(?:attack|bombing|blast|raid|ambush|crash|fire|flood|shooting|hijacking|siege|kidnapping|killing|robbery|explosion"
    r"|strike|protest|storm|earthquake|operation|offensive|clash)(?:e?s)?"
)
_EVENT = re.compile(
    rf"^the (?:[A-Z][\w-]* )*(?:(?!of |in |at |on |the |who )[\w-]+ ){{0,3}}"
    rf"(?:{HAPPENING}|accidents?|talks|elections?|trials?|votes?|wars?|ban"
    r"|resolution|toll|ceasefire|summit)\b"
)
_RECORD = re.compile(
    r"the\s(?:[a-z]+\s)?(?:figures?|numbers?|tolls?|counts?|names?|lists?|sources?|time|date)\b", re.IGNORECASE
)
# What says something itself.
_DOCUMENT = re.compile(
    r"\b(?:treaty|law|report|statement|deal|agreement|resolution|letter|video|document|ruling|verdict)\b", re.IGNORECASE
)
_BODIES = (
    r"Council|Nations|Corps|Army|Brigade|Ministry|Party|Court|Agency|University|Committee|Union|League|Front|Squad|Police"
    r"|Office|Department|Senate|Parliament|Organi[sz]ation"
)
# Names with such a word in them are no person's.
_NO_PERSON = re.compile(rf"\b(?:{_BODIES}|Operation|States|Kingdom|Express|Bank|House|News|Times|Post)\b")
# Names with such a word in them, or in capitals, are of bodies that act: "it" leads, claims, is based somewhere.
_BODY = re.compile(rf"\b(?:{_BODIES}|Guard|Movement|Force|Group|Company|Commission|State)\b|^(?:the )?[A-Z]{{2,}}$")
_TITLED = re.compile(
    r"\b(?:Minister|President|General|Colonel|Major|Captain|Chief|Dr|Mr|Mrs|Ms|Judge|Justice|King|Queen|Prince|Sheikh"
    r"|Senator|Ambassador|Envoy|Mayor|Governor|Spokes\w+|Commissioner)\b"
)
# To whom things are done; what is demanded is demanded by others.
_SUFFERING = re.compile(
    r"\b(?:people|persons|civilians|hostages|captives|passengers|workers|miners|students|pupils|children|women|victims"
    r"|dead|wounded|injured|tourists|patients|families)$"
)
# Words that open a sentence of an answer and are no name.
_OPENERS = frozenset((
    *("Earlier", "Later", "Against", "Other", "Others", "Two", "Most", "Some", "Many", "Both", "Meanwhile", "However"),
    *("The", "A", "An", "He", "She", "They", "It", "Its", "His", "Her", "Their", "There"),
    *("Police", "Officials", "Security", "Nobody", "None", "No", "Yes", "This", "That", "These", "Those"),
))  # fmt: skip


def is_counted(noun: str) -> bool:
    """Return whether tolls count such people: "the passengers", not "the authorities"."""
    return bool(_COUNTED.search(noun))


def uncapitalised(text: str) -> str:
    """Return a phrase whose first word is a common noun of people without its capital: "Women and children"."""
    first, _, rest = text.partition(" ")
    return f"{first.lower()} {rest}".rstrip() if _COUNTED.fullmatch(first.lower()) else text


def is_speaker(noun: str) -> bool:
    """Return whether figures are given by such: "the army", "officials"."""
    return bool(_SPEAKING.match(noun))


def is_person(phrase: str) -> bool:
    """Return whether a common noun is one person: "the woman who took part"."""
    return bool(_PERSON.search(phrase))


def can_be_person(name: str) -> bool:
    """Return whether a name can be somebody's: no country's, body's or operation's."""
    return not _NO_PERSON.search(name) and name not in _OPENERS and len(name) > 1


def is_body(name: str) -> bool:
    """Return whether a name is of a body that acts, as far as its words tell: an army, a ministry, "the BLA"."""
    return bool(_BODY.search(name))


def is_titled(name: str) -> bool:
    """Return whether a name is a person's by its title: "Interior Minister Lena Falk"."""
    return bool(_TITLED.search(name))


def is_suffering(noun: str) -> bool:
    """Return whether such people are those to whom things are done: "the passengers"."""
    return bool(_SUFFERING.search(noun))


def is_thing(phrase: str) -> bool:
    """Return whether "the …" is of a common noun: "the listing of the Guard", not "the United Kingdom"."""
    return bool(re.match(r"the\s(?:[A-Z][\w-]*\s)*(?!of\b|and\b|in\b|at\b|on\b)[a-z]", phrase))


def is_record(phrase: str) -> bool:
    """Return whether a phrase is of what is told of an event and not of it: "the figures for Monday"."""
    return bool(_RECORD.match(phrase))


def is_document(phrase: str) -> bool:
    """Return whether a phrase is of something that was written or recorded: "the border treaty"."""
    return bool(_DOCUMENT.search(phrase))


def is_event(phrase: str) -> bool:
    """Return whether a phrase is of something that happened, and so of nobody: "the ferry accident"."""
    return bool(_EVENT.search(phrase))
