"""A question whose premise the reports deny: the sentence that says so, where none answers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.records import Draft, DraftClaim, Quote
from assistant.text import sentence_spans, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from assistant.records import Document, Passage, Span

LEAD = "The reports do not bear this out:"
_DENIES = re.compile(
    r"\b(?:not(?! only)|never|nobody|none|neither|no(?! (?:less|fewer|more|later|sooner))|den(?:y|ies|ied|ial)|refut\w+"
    r"|reject\w*|false|untrue|unconfirmed|unfounded|baseless|hoax|fabricat\w+)\b|n['\u2019]t\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"\b[A-Z][\w'\u2019-]*\w")
# What a question is made of besides its premise.
# fmt: off
_ASKING = frozenset(
    (
        "a", "an", "the", "of", "in", "on", "at", "by", "for", "to", "from", "with", "and", "or", "who", "whom",
        "whose", "what", "which", "when", "where", "why", "how", "many", "much", "long", "far", "is", "are", "was",
        "were", "be", "been", "do", "does", "did", "has", "have", "had", "will", "would", "can", "could", "may",
        "might", "it", "its", "their", "his", "her", "they", "he", "she", "this", "that", "these", "those", "there",
        "reason", "day", "date", "year", "time", "name", "place",
    )
)
# fmt: on
# Names must all be in the sentence, and so much of the other words.
_LEAST_SHARED = 0.6
# A premise with fewer words is in too many sentences.
_LEAST_WORDS = 3
_ENDINGS = ("ing", "ed", "es", "s", "e")
_LEAST_STEM = 3


def denial(question: str, passages: Iterable[Passage], documents: Mapping[str, Document]) -> Draft | None:
    """Return the sentence that denies or doubts what `question` takes for granted; `None` where none does.

    A sentence counts that has a word of denial, every name of the question and most of its other words: for "When did
    the European Union ban the group?" one that says that a ban "is not confirmed". A question that itself denies is
    left alone.

    Args:
        question: One that no passage answers.
        passages: Where to look, the best first; of sentences that share as much the first is taken.
        documents: Those of the passages.
    """
    if _DENIES.search(question):
        return None
    names = {_stem(name) for name in _NAME.findall(question) if name.lower() not in _ASKING}
    others = {_stem(word) for word in words(question) if word not in _ASKING} - names
    if len(names) + len(others) < _LEAST_WORDS or not names:
        return None
    best: tuple[float, str, Span] | None = None
    for passage in passages:
        text = passage.span.of(documents[passage.document_id].text)
        for sentence in sentence_spans(text):
            said = sentence.of(text)
            shared = _shared(said, names, others)
            if shared > (best[0] if best else 0.0) and _DENIES.search(said):
                best = shared, passage.document_id, sentence.shifted(passage.span.start)
    if best is None:
        return None
    _, document_id, span = best
    quote = Quote(document_id=document_id, span=span, answer_span=None)
    claim = DraftClaim(text=span.of(documents[document_id].text), quotes=(quote,), lead=LEAD)
    return Draft(claims=(claim,), short_answer=None)


def _shared(said: str, names: set[str], others: set[str]) -> float:
    """Return which share of the other words a sentence has, 0 where it lacks a name or too many of them."""
    stems = {_stem(word) for word in words(said)}
    share = len(others & stems) / max(1, len(others))
    return share if names <= stems and share >= _LEAST_SHARED else 0.0


def _stem(word: str) -> str:
    """Return a form that inflections of a word share: "ban" for "bans" and "banned"."""
    lowered = words(word)[0] if words(word) else word.lower()
    for ending in _ENDINGS:
        if lowered.endswith(ending) and len(lowered) - len(ending) >= _LEAST_STEM:
            lowered = lowered[: -len(ending)]
            break
    if lowered[-2:-1] == lowered[-1:]:
        lowered = lowered[:-1]
    return lowered
