"""What the reports say instead of an answer: a premise that they deny or correct, or accounts that differ."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.answer.coverage import best_told, content_of, quoting, sentences, stems
from assistant.answer.denials import denial
from assistant.answer.disputes import dispute
from assistant.answer.parts import asks_yes_or_no

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from assistant.answer.coverage import Content, Told
    from assistant.records import Document, Draft, Passage

INSTEAD = "The reports say instead:"
# From this probability on the reader is not contradicted by how a sentence is worded.
SURE = 0.7
# Of a yes or no question, names and other words that a sentence must share to tell of the same.
_LEAST_TOLD = 0.7
_LEAST_SHARED = 0.65
# "Why did the guards bomb the bridge?": who is said to have done it, and what.
_ATTACKS = (
    r"(?:attack|bomb|raid|hijack|storm|shoot|kill|carry out|stage|mount|blow up|set fire to|kidnap|abduct|massacre"
    r"|murder)"
)
_DEED = re.compile(
    rf"^\W*(?:why|when|how|where|on what day|for what reason)\s+did\s+(?P<who>.+?)\s+(?P<deed>{_ATTACKS}\b.+)$"
    r"|^\W*which\s+(?:\w+\s+)?(?:of|from|in)\s+(?P<group>.+?)\s+"
    r"(?P<done>(?:carried out|staged|mounted|attacked|bombed)\b.+)$",
    re.IGNORECASE,
)
_CLAIMED = re.compile(r"\bclaimed (?:responsibility|it\b|the)|\bclaim of responsibility", re.IGNORECASE)


def instead(
    question: str,
    passages: Sequence[Passage],
    documents: Mapping[str, Document],
    *,
    draft: Draft | None,
    likely: float,
) -> Draft | None:
    """Return what the reports say instead of answering `question`, or `draft` where that stands.

    Args:
        question: As it is understood.
        passages: Where to look, the best first.
        documents: Those of the passages.
        draft: The answer that was found, if one was.
        likely: The probability of the likeliest reading.
    """
    if draft is None:
        return (
            denial(question, passages, documents)
            or _by_another(question, passages, documents)
            or dispute(question, passages, documents)
            or _nearest(question, passages, documents)
        )
    if likely >= SURE or (draft.ledger and len(draft.ledger.positions) > 1):
        # Several positions show already that the reports differ, and whose each is.
        return draft
    content = content_of(question)
    told = _tells(draft, content)
    for form in (denial, dispute):
        other = form(question, passages, documents)
        # Names beside a sentence are too little to go against words that were read.
        named = other and any(content.names <= stems(claim.text) for claim in other.claims)
        if other and named and _tells(other, content) > told:
            return other
    return draft


def _tells(draft: Draft, content: Content) -> int:
    """Return how many of the question's words a sentence of the draft has at most."""
    return max((len((content.names | content.others) & stems(claim.text)) for claim in draft.claims), default=0)


def _by_another(question: str, passages: Sequence[Passage], documents: Mapping[str, Document]) -> Draft | None:
    """Return the sentence in which another claims the deed that the question lays to somebody's charge."""
    asked = _DEED.match(question)
    if asked is None:
        return None
    blamed = content_of(asked["who"] or asked["group"]).names
    deed = content_of(asked["deed"] or asked["done"])
    if not (blamed and deed.names):
        return None
    best: Told | None = None
    for told in sentences(passages, documents):
        if not _CLAIMED.search(told.text) or not deed.names <= told.stems | told.around:
            continue
        if blamed <= told.stems:
            return None
        share = len(deed.others & told.around) / max(1, len(deed.others))
        if best is None and share >= _LEAST_SHARED:
            best = told
    return quoting([best], lead=INSTEAD) if best else None


def _nearest(question: str, passages: Iterable[Passage], documents: Mapping[str, Document]) -> Draft | None:
    """Return the sentence that tells of what a yes or no question asks, its last name or figure aside."""
    content = content_of(question)
    if not asks_yes_or_no(question) or not content.names:
        return None
    best = best_told(passages, documents, lambda told: _told(told, content))
    return quoting([best]) if best else None


def _told(told: Told, content: Content) -> float:
    """Return the share of the question that a sentence tells, a name beside it as half; 0 where that is too little."""
    beside = (content.names & told.around) - told.stems
    missing = content.names - told.stems - beside
    if len(missing) > 1 or told.share(content.others) < _LEAST_SHARED:
        return 0.0
    here = len((content.names | content.others) & told.stems)
    share = (here + len(beside) / 2) / len(content)
    return share if share >= _LEAST_TOLD else 0.0
