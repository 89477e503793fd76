"""Whose age a sentence gives: "Anda Harl, 61," and "the 61-year-old Anda Harl" are hers, whoever else it names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.evidence.fitting import only_fitting
from assistant.evidence.frame import frame_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from assistant.evidence.ledger import Evidence
    from assistant.records import Document, Reading, Span

_AGE = re.compile(r"\bhow old\b|\bage\b", re.IGNORECASE)
_CAPITAL = r"[A-Z\u00c0-\u00d6\u00d8-\u00de]"
_NAMED = rf"{_CAPITAL}[\w\u2019'-]+(?:\s(?:(?:de|da|di|van|von|der|bin|al|el)\s)?{_CAPITAL}[\w\u2019'-]+)*"
# "How old is the minister, Anda Harl?", "what is Harl's age"; "the head of the Rangers" is known by no name.
_ASKS = re.compile(
    rf"\bold\s(?:is|was)\s(?:(?!(?:of|at|for|in|by|who|from|near)\b)[a-z]+,?\s){{0,4}}?(?P<who>{_NAMED})\W*$"
    rf"|\b(?P<whose>(?!(?:What|Which|How|Who|When|Is|Was)\b){_NAMED})['\u2019]s\sage\b|\bage\s(?:is|was|of)\s(?P<of>{_NAMED})\W*$"
)
_NAME = rf"(?P<who>(?!(?:The|An?|At|In|On|He|She|Its?|Their|His|Her)\b){_NAMED})"
# "Anda Harl, 61", "Anda Harl (61)", "Anda Harl, who is 61", "Anda Harl, a 61-year-old teacher".
_BEFORE = re.compile(
    rf"(?<!\bin )(?<!\bIn )(?<!\bat )(?<!\bof )(?<!\bfrom )(?<!\bnear ){_NAME},?\s\(?"
    r"(?:aged\s|an?\s|the\s|who\s(?:is|was|turned)\s|now\s|then\s)*$"
)
# "The 61-year-old teacher Anda Harl".
_BEHIND = re.compile(
    r"-year-old(?:\s(?!(?:and|of|with|in|told|said|says|shot|was|is|has|had)\b)[a-z-]+){0,4},?\s" + _NAME
)
_SOMEBODY = re.compile(r"(?<!\bis )(?<!\bwas )\b(?:[Aa]n?|[Tt]he|[Aa]nother)\s(?:\w+\s)?$")
_DIGITS = re.compile(r"\d+|[a-z]+", re.IGNORECASE)


def of_whom_asked(question: str, ranked: Sequence[Reading], documents: Mapping[str, Document]) -> tuple[Reading, ...]:
    """Return the readings but for ages that their sentence gives to somebody else than whom the question names.

    Args:
        question: As it was read; any that asks for no age keeps all.
        ranked: Likeliest first.
        documents: Those of the readings, by id.
    """
    named = _ASKS.search(question)
    if named is None:
        return tuple(ranked)
    asked = set(re.findall(r"\w+", named[named.lastgroup or 0]))

    def is_theirs(one: Reading) -> bool:
        if one.answer_span is None:
            return True
        sentence = one.sentence_span.of(documents[one.passage.document_id].text)
        owner = owner_of_age(sentence, _placed(one))
        if owner is None:
            # "A 59-year-old surveyor" is not yet anybody else; beside the name it may be theirs.
            return bool(asked & set(re.findall(r"\w+", sentence))) or not _SOMEBODY.search(
                sentence[: _placed(one).start]
            )
        return bool(asked & set(re.findall(r"\w+", owner)))

    return only_fitting(ranked, is_theirs)


def of_age_asked(question: str, gathered: Sequence[Evidence], documents: Mapping[str, Document]) -> Sequence[Evidence]:
    """Return the ages whose sentence has a name of the question's, where one has; all for any other question.

    Looser than `of_whom_asked`: of what stands beside a reading nothing was left out yet, and "the head of the Rangers"
    has no name.
    """
    surnames = {name.split()[-1] for name in frame_of(question).names}
    if not surnames or not _AGE.search(question):
        return gathered
    theirs = [
        item
        for item in gathered
        if surnames & set(re.findall(r"\w+", item.reading.sentence_span.of(documents[item.document_id].text)))
    ]
    return theirs or gathered


def owner_of_age(sentence: str, span: Span) -> str | None:
    """Return who is said to be as old as the words at `span` tell; `None` where the words around them name nobody."""
    number = _DIGITS.search(sentence, span.start, span.end)
    start, end = (number.start(), number.end()) if number else (span.start, span.end)
    before = _BEFORE.search(sentence[:start])
    told = _BEHIND.match(sentence, end) or before
    return told["who"] if told else None


def _placed(one: Reading) -> Span:
    return (one.answer_span or one.sentence_span).shifted(-one.sentence_span.start)
