"""What stands beside an answer in its report and belongs to it: the other side's word, the deed itself, the reason."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.answer.coverage import content_of, stems
from assistant.answer.disputes import says_disputed
from assistant.answer.parts import asks_yes_or_no
from assistant.records import DraftClaim, Quote
from assistant.text import sentence_spans

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from assistant.records import Document, Draft, Span

_DENIAL = r"den(?:y|ies|ied)|disput(?:e|es|ed)|contradict(?:s|ed)|refute[sd]?|contest(?:s|ed)|disagree(?:s|d)"
# Someone does not let stand what was said before.
_OPPOSES = re.compile(
    rf"\b(?:{_DENIAL}|st(?:oo|an)ds? by|reject(?:s|ed)|insist(?:s|ed)|maintain(?:s|ed))\b", re.IGNORECASE
)
# Someone says that what was said is not so; whoever rejects a call or an offer says nothing of the kind.
_DENIES = re.compile(
    rf"\b(?:{_DENIAL}"
    r"|(?:reject|dismiss)(?:s|es|ed)\s(?:\S+\s){0,3}?(?:accusations?|charges?|claims?|allegations?|reports?|versions?"
    r"|accounts?|suggestions?|findings?|figures?|numbers?))\b",
    re.IGNORECASE,
)
# "Blue Line rejected this." says nothing without the sentence behind it.
_BARE = re.compile(r"(?:\S+\s){1,4}(?:this|it|that|the (?:accusations?|claims?|allegations?|charges?|reports?))\.?")
_WHY = re.compile(r"^\W*(?:why|for what reason)\b", re.IGNORECASE)
# Words that give a reason, and those that tell what had gone before.
_REASON = re.compile(
    r"\b(?:because|since|due to|owing to|thanks to|as a result|so that|in order to|caused?|led to|reasons?"
    r"|blam(?:e|es|ed)|explain(?:s|ed)?|in response|retaliation|revenge|after|following|for fear"
    r"|to (?!the\b|an?\b|him\b|her\b|them\b)[a-z]+)\b",
    re.IGNORECASE,
)
_BEFORE_THAT = re.compile(r"\bhad\s(?:\w+ly\s|not\s|never\s)?(?:been\s)?\w+")
# Sentences behind the answer in which another side is looked for.
_AHEAD = 3
# Sentences behind an answer in which its reason is looked for.
_BEHIND = 2


def with_sides(question: str, draft: Draft, documents: Mapping[str, Document], *, most: int) -> Draft:
    """Return the draft with the sentences around its first one that it should not lack.

    Of a yes or no question those are a sentence beside it in its paragraph that has words of the question which it
    lacks, and one soon after it in which somebody denies it or stands by the contrary. What else the draft says is kept
    where it has a word of the question, up to `most` sentences in all. Of a "why" whose first sentence has no word that
    gives a reason, it is the next but one at most that has, or that tells what had gone before; there is then no short
    answer.

    Args:
        question: As it was read.
        draft: What answers.
        documents: Those of its quotes, with all that is no evidence blanked.
        most: Most sentences.
    """
    if not draft.claims or draft.ledger:
        return draft
    if _WHY.match(question):
        return _with_reason(draft, documents, most)
    if not asks_yes_or_no(question):
        return draft
    first = draft.claims[0]
    quote = first.quotes[0]
    document = documents[quote.document_id]
    content = content_of(question)
    wanted = content.names | content.others
    beside = list(_beside(quote.span, document.text, wanted))
    said = {span.of(document.text) for span in beside} | {first.text}
    claims = [first if span == quote.span else _claim(document, span) for span in sorted({*beside, quote.span})]
    claims += [claim for claim in draft.claims[1:] if claim.text not in said and content.others & stems(claim.text)]
    return replace(draft, claims=tuple(claims[: max(most, len(beside) + 1)]))


def _with_reason(draft: Draft, documents: Mapping[str, Document], most: int) -> Draft:
    first = draft.claims[0]
    if _REASON.search(first.text) or ", so " in first.text:
        return draft
    quote = first.quotes[0]
    document = documents[quote.document_id]
    spans = sentence_spans(document.text)
    at = next((place for place, span in enumerate(spans) if span == quote.span), len(spans))
    behind = [span for span in spans[at + 1 : at + 1 + _BEHIND] if span.of(document.text) not in _texts(draft)]
    told = next((span for span in behind if _tells_before(span.of(document.text))), None)
    if told is None:
        return draft
    claims = [first, _claim(document, told), *draft.claims[1:]]
    return replace(draft, claims=tuple(claims[:most]), short_answer=None)


def _texts(draft: Draft) -> set[str]:
    return {claim.text for claim in draft.claims}


def _tells_before(text: str) -> bool:
    return bool(_REASON.search(text) or _BEFORE_THAT.search(text))


def is_contested(question: str, draft: Draft) -> bool:
    """Return whether a draft without a ledger gives the word of two sides, or begins by saying that they differ.

    Two sides are a sentence in which somebody denies what a yes or no question asks about, and one that nobody denies.
    """
    if draft.ledger or not draft.claims:
        return False
    if not asks_yes_or_no(question):
        return says_disputed(draft.claims[0].text)
    denying = [bool(_DENIES.search(claim.text)) for claim in draft.claims]
    return any(denying) and not all(denying)


def _claim(document: Document, span: Span) -> DraftClaim:
    return DraftClaim(
        text=span.of(document.text), quotes=(Quote(document_id=document.document_id, span=span, answer_span=None),)
    )


def _beside(answer: Span, text: str, wanted: frozenset[str]) -> Iterator[Span]:
    spans = sentence_spans(text)
    at = next((place for place, span in enumerate(spans) if span == answer), None)
    if at is None:
        return
    lacking = wanted - stems(answer.of(text))
    for place in (at - 1, at + 1):
        if 0 <= place < len(spans) and _of_one_line(text, spans, at, place) and lacking & stems(spans[place].of(text)):
            yield spans[place]
    opposed = next(
        (n for n in range(at + 1, min(len(spans), at + 1 + _AHEAD)) if _OPPOSES.search(spans[n].of(text))), None
    )
    if opposed is not None:
        yield spans[opposed]
        if opposed + 1 < len(spans) and _BARE.fullmatch(spans[opposed].of(text)):
            yield spans[opposed + 1]


def _of_one_line(text: str, spans: Sequence[Span], one: int, other: int) -> bool:
    first, last = sorted((one, other))
    return "\n" not in text[spans[first].end : spans[last].start]
