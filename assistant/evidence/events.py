"""Which of the retrieved reports tell of the event that the likeliest answer is from."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.text import MONTHS, WEEKDAYS, sentence_spans

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from assistant.records import Document

# The share of the reports that hold a name of the event's, and the share of those names that another report must hold.
COMMON, LEAST_SHARED = 0.25, 0.2
# Fewer names than these tell no event from another.
_FEWEST = 3
_NAME = re.compile(r"(?<![.!?\u201d\"] )(?<!^)\b[A-Z][\w-]*\w", re.MULTILINE)
_LONG_NAME = re.compile(r"(?<!^)\b[A-Z][\w-]*\w(?: [A-Z][\w-]*\w)+")
# In these first sentences a report says what it tells of.
_OPENING = 2
_RECALLED = re.compile(
    r"\b(?:minutes?|hours?|days?|weeks?|months?|years?|shortly|soon|long)\s(?:after|before)\b|\bsince\sthe\b"
    r"|\bfollow(?:s|ed|ing)\b|\bcame\s(?:after|before)\b|\b(?:last|earlier this|previous)\s(?:week|month|year)\b"
    r"|\bearlier\s(?:attack|attacks|raid|bombing|incident)",
    re.IGNORECASE,
)
_CALENDAR = frozenset((*WEEKDAYS, *MONTHS))


def of_one_event(lead: str, reports: Mapping[str, Document], pool: Iterable[str]) -> frozenset[str]:
    """Return the ids in `pool` of reports that share enough of the names which `lead` shares with many of them.

    Too few such names tell nothing: then all are.
    """
    held = {name: names_in(reports[name]) for name in {lead, *pool}}
    common = {
        word for word in held[lead] if sum(word in words for words in held.values()) >= max(2, COMMON * len(held))
    }
    if len(common) < _FEWEST:
        return frozenset(held)
    told = frozenset(_LONG_NAME.findall(f"{reports[lead].title}\n{reports[lead].text}"))
    return frozenset(
        name
        for name, words in held.items()
        if len(words & common) >= LEAST_SHARED * len(common) or told & {*_LONG_NAME.findall(reports[name].title)}
    )


def named(question: str, lead: str, reports: Mapping[str, Document], pool: Iterable[str]) -> frozenset[str]:
    """Return the ids in `pool` of reports that have one at least of the names in `question` which `lead` has."""
    asked = frozenset(_NAME.findall(question)) & names_in(reports[lead])
    return frozenset(name for name in pool if not asked or asked & names_in(reports[name]))


def in_passing(question: str, lead: str, reports: Mapping[str, Document], pool: Iterable[str]) -> frozenset[str]:
    """Return the ids in `pool` of reports that name what `question` is about only to say what came before or after.

    "The attack came days after the hijacking of the Dorn Express" makes a report none on the hijacking. Names of one
    word are those of countries as well, and tell too little.
    """
    text = reports[lead].text
    asked = [name for name in _LONG_NAME.findall(question) if name in text]
    return frozenset(other for other in {*pool} - {lead} if any(_only_recalled(name, reports[other]) for name in asked))


def _only_recalled(name: str, report: Document) -> bool:
    sentences = [span.of(report.text) for span in sentence_spans(report.text)]
    telling = [place for place, said in enumerate(sentences) if name in said]
    if not telling or name in report.title or telling[0] < _OPENING:
        return False
    return all(_RECALLED.search(sentences[place]) for place in telling)


def names_in(report: Document) -> frozenset[str]:
    """Return the capitalised words of a report that begin no sentence, days and months aside."""
    return frozenset(_NAME.findall(f"{report.title}\n{report.text}")) - _CALENDAR
