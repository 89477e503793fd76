"""Answers to another question than the one asked: told by a word that the question has and their sentence lacks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.evidence.fitting import only_fitting
from assistant.evidence.frame import asked_thing
from assistant.text import is_dateline

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from assistant.records import Document, Reading

# Kinds of people with the words that reports have for them: a count of others is none of these.
_KINDS = tuple(
    re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for words in (
        r"journalists?|reporters?|correspondents?|media workers?|press(?! conf| release)|cameram[ae]n",
        r"doctors?|medics?|physicians?|surgeons?|medical (?:staff|workers?)|health (?:staff|workers?)|nurses?",
        r"teachers?|lecturers?|professors?|school staff",
        r"students?|pupils?|schoolchildren|schoolgirls?|schoolboys?",
        (
            r"child(?:ren)?|minors?|under (?:the age of )?1\d|boys?|girls?|teenagers?|bab(?:y|ies)|infants?|school\w+"
            r"|toddlers?|newborns?|siblings?|sons?|daughters?|kids?"
        ),
        r"wom[ae]n|girls?|female|mothers?|wi(?:fe|ves)|grandmothers?|widows?",
        r"tourists?|visitors?|holidaymakers?",
        r"lawyers?|attorneys?|barristers?",
    )
)
_LIVES = re.compile(r"\bhow many people live\b|\bpopulation of\b", re.IGNORECASE)
_LIVING = re.compile(
    r"\b(?:li(?:ve[sd]?|ving)|residents?|inhabitants?|population|home to|census|people of|town of|city of|village of"
    r"|(?:with|has|had) [\d,.]+ (?:\w+ )?people|villagers?|dwell\w*|househol\w+)\b",
    re.IGNORECASE,
)
# What was demanded was neither paid nor got.
_GOT = re.compile(r"\b(?:paid|pay|receive[ds]?|recieve[ds]?|get|got|given|cost)\b", re.IGNORECASE)
_MONEY = re.compile(r"\bhow much\b", re.IGNORECASE)
_DEMANDED = re.compile(
    r"\b(?:demand(?:s|ed|ing)?|ask(?:s|ed|ing)? for|want(?:s|ed)?|sought|seeks?|claim(?:s|ed)? damages)\b[^.;]*$"
)
_PAID = re.compile(r"\b(?:paid|pays|received|got|cost|handed over|transferred|awarded|granted|given)\b", re.IGNORECASE)


def not_amiss(question: str, ranked: Sequence[Reading], documents: Mapping[str, Document]) -> tuple[Reading, ...]:
    """Return the readings but for those that answer another question, each by what fits of all its passage answers.

    That is a count of people of a kind which neither its sentence nor those around it name, of people who are not said
    to live where that is asked, a sum that was demanded where what was paid is asked for, and the dateline of a report.

    Args:
        question: As it was read.
        ranked: Likeliest first.
        documents: Those of the readings, by id.
    """
    thing = asked_thing(question) or ""
    kinds = [kind for kind in _KINDS if kind.search(thing)]
    lives, got = bool(_LIVES.search(question)), bool(_MONEY.search(question) and _GOT.search(question))

    def fits(one: Reading) -> bool:
        text = documents[one.passage.document_id].text
        sentence = one.sentence_span.of(text)
        if is_dateline(sentence):
            return False
        if kinds and not all(kind.search(one.passage.text) for kind in kinds):
            return False
        if lives and not _LIVING.search(sentence):
            return False
        before = text[one.sentence_span.start : (one.answer_span or one.sentence_span).start]
        return not (got and _DEMANDED.search(before) and not _PAID.search(sentence))

    return only_fitting(ranked, fits)
