"""Answer with what the reader found: the sentences that hold the answering words, likeliest first."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from assistant.records import Draft, DraftClaim, Quote, Span
from assistant.text import full_day, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from assistant.records import Document, Hit, Ledger, Position, Reading

MODE = "reader"
# Reports cited for one sentence that several carry word for word.
MAX_QUOTES = 4
# Positions that are said in sentences; the rest is in the answer's list of positions.
MAX_POSITIONS = 5
# Of these, so many that disagree have a place however often the figure moved.
_MOST_DISPUTED = 2
_RELATIONS = {"earlier": "Earlier", "corrected": "Since corrected", "disputed": "Against that"}
# "It said", "she added", "he offered": who that is stands in a sentence before.
_ONLY_PRONOUN = re.compile(
    r"^(?:He|She|They)\s(?!(?:was|were|is|are|had been|has been)\b)"
    r"|(?:^|[\s\u201d\"])(?:[Hh]e|[Ss]he|[Ii]t|[Tt]hey)\s(?:also |later |now |then )?"
    r"(?:said|says|added|believes?|estimate[sd]|put|claim(?:s|ed)|told|confirmed|reported|announced|count(?:s|ed)|found)\b"
)
# Sentences that share this much of the shorter one's words say the same.
SAME_OVERLAP = 0.75
# How a figure is qualified. A reader often leaves that out, and "36" is not what "at least 36" says.
_HEDGE = re.compile(
    r"\b(?:at least|at most|more than|fewer than|less than|no more than|as many as|up to|about|around|roughly|nearly|"
    r"almost|over|under|some|an estimated|approximately|close to)\s+(?:[$\u20ac\u00a3]|Rs\.?\s?)?$",
    re.IGNORECASE,
)
_STARTS_FIGURE = re.compile(
    r"(?:[$\u20ac\u00a3]|Rs\.?\s?)?\d|(?:a |one |two |three |four |five |six |seven |eight |nine |ten |eleven |twelve |"
    r"thirteen |fourteen |fifteen |sixteen |seventeen |eighteen |nineteen |twenty|thirty|forty|fifty|sixty|seventy|"
    r"eighty|ninety|hundred|thousand|dozen|half|a third|a quarter)",
    re.IGNORECASE,
)
# "Not ready before 2030" does not say 2030.
_NOT_BEFORE = re.compile(r"\b(?:not|never)\s(?:\w+\s){0,4}(?:before|until)\s(?:the\s)?$", re.IGNORECASE)
_QUOTES = "\u201c\u201d\"'\u2018\u2019"


def rank(readings: Iterable[Reading], hits: Sequence[Hit], *, retrieval_weight: float) -> tuple[Reading, ...]:
    """Return the readings, likeliest to answer first, their scores and probabilities set to what orders them.

    What a passage answers besides moves with it.

    Args:
        readings: One a hit, in the order of `hits`.
        hits: The passages that were read, the best first, with positive scores.
        retrieval_weight: What the logarithm of a hit's score, against that of the best hit, adds to the log-odds.
    """
    ranked = []
    for reading, hit in zip(readings, hits, strict=True):
        ahead = retrieval_weight * math.log(hit.score / hits[0].score)
        further = tuple(_moved(other, ahead) for other in reading.further)
        ranked.append(replace(_moved(reading, ahead), further=further))
    return tuple(sorted(ranked, key=lambda reading: -reading.score))


def _moved(reading: Reading, by: float) -> Reading:
    score = reading.score + by
    return replace(reading, score=score, probability=_probability(score))


def compose(
    ranked: Sequence[Reading],
    documents: Mapping[str, Document],
    *,
    threshold: float,
    max_sentences: int,
    several: bool,
    sided: bool = False,
    ledger: Ledger | None = None,
) -> Draft | None:
    """Return the sentence that holds the likeliest answer; `None` where none reaches the threshold.

    A sentence that several reports carry word for word is said once and cites each of them. With a ledger of more than
    one position, the current one's sentence comes first, then how it moved, then who maintains another.

    Args:
        ranked: Likeliest first.
        documents: Those of the readings.
        threshold: The least probability of an answer.
        max_sentences: Most sentences to say.
        several: Whether the question wants up to `max_sentences` sentences that answer, each saying something else.
        sided: Whether the positions of the ledger are said even so, because they are two sides of one question.
        ledger: What the reports say in all, for the same readings.
    """
    likely = [reading for reading in ranked if reading.answer_span is not None and reading.probability >= threshold]
    if not likely:
        return None
    if ledger and (sided or not several):
        return from_ledger(ledger, documents)
    best = likely[0]
    chosen: dict[str, list[Quote]] = {}
    for reading in likely:
        text = documents[reading.passage.document_id].text
        sentence = reading.sentence_span.of(text)
        quote = Quote(
            document_id=reading.passage.document_id,
            span=reading.sentence_span,
            answer_span=answer_words(text, reading),
        )
        if sentence in chosen:
            cited = {item.document_id for item in chosen[sentence]}
            if quote.document_id not in cited and len(cited) < MAX_QUOTES:
                chosen[sentence].append(quote)
        elif not chosen or (several and len(chosen) < max_sentences and _is_new(sentence, chosen)):
            chosen[sentence] = [quote]
    claims = tuple(DraftClaim(text=sentence, quotes=tuple(quotes)) for sentence, quotes in chosen.items())
    text = documents[best.passage.document_id].text
    span = answer_words(text, best)
    return Draft(claims=claims, short_answer=span.of(text) if span else None)


def from_ledger(ledger: Ledger, documents: Mapping[str, Document]) -> Draft:
    """Return a sentence for each position, in the ledger's order, up to `MAX_POSITIONS`; a sentence is said once.

    The current one's cites each report that carries it, the others' one report: the rest is in the list of positions.
    """
    claims: dict[str, DraftClaim] = {}
    for position in _said(ledger.positions):
        first = position.quotes[0]
        sentence = first.span.of(documents[first.document_id].text)
        most = 1 if claims else MAX_QUOTES
        same = [quote for quote in position.quotes if quote.span.of(documents[quote.document_id].text) == sentence][
            :most
        ]
        claims.setdefault(sentence, DraftClaim(text=sentence, quotes=tuple(same), lead=_lead(position, sentence)))
    first = ledger.positions[0].quotes[0]
    span = hedged(documents[first.document_id].text, first.answer_span, first.span) if first.answer_span else first.span
    return Draft(claims=tuple(claims.values()), short_answer=span.of(documents[first.document_id].text), ledger=ledger)


def given_by(givers: Sequence[tuple[str, Quote]], documents: Mapping[str, Document]) -> Draft | None:
    """Return the sentences in which a figure is given, with who gives it as the answer; `None` of none.

    Args:
        givers: Each with the quote that has the figure.
        documents: Those of the quotes.
    """
    claims: dict[str, DraftClaim] = {}
    for who, quote in givers:
        sentence = quote.span.of(documents[quote.document_id].text)
        quotes = (replace(quote, answer_span=None),)
        claims.setdefault(sentence, DraftClaim(text=sentence, quotes=quotes, lead=_led("", _given_by(who, sentence))))
    return Draft(claims=tuple(claims.values()), short_answer="; ".join(who for who, _ in givers)) if claims else None


def _said(positions: Sequence[Position]) -> Sequence[Position]:
    """Return the positions that are said in sentences: the last of the earlier ones, with room for who disagrees."""
    disputed = [position for position in positions if position.relation == "disputed"][:_MOST_DISPUTED]
    others = [position for position in positions if position.relation != "disputed"]
    kept = {id(position) for position in (*others[: MAX_POSITIONS - len(disputed)], *disputed)}
    every = [position for position in positions if id(position) in kept]
    return every if len(every) == MAX_POSITIONS else positions[:MAX_POSITIONS]


def _lead(position: Position, sentence: str) -> str:
    """Return how a position stands to the one before, and who gives it where its sentence says only "it said"."""
    day = _written(position.first_reported)
    on = f", on {day}" if day else ""
    relation = _RELATIONS.get(position.relation)
    return _led(f"{relation}{on}" if relation else "", _given_by(position.speaker, sentence))


def _led(*parts: str) -> str:
    led = ", ".join(filter(None, parts))
    return f"{led[:1].upper()}{led[1:]}:" if led else ""


def _given_by(speaker: str | None, sentence: str) -> str:
    if not speaker or not _ONLY_PRONOUN.search(sentence) or any(word in sentence for word in speaker.split()[-1:]):
        return ""
    return "according to " + re.sub(r"^(?:The|An?)\b", lambda first: first.group().lower(), speaker)


def _written(day: str | None) -> str:
    return full_day(date.fromisoformat(day[:10])) if day else ""


def merge(drafts: Mapping[str, Draft | None]) -> Draft | None:
    """Return the draft for a question of several parts, from each part's own; `None` where no part has one."""
    found = [draft for draft in drafts.values() if draft]
    if not found:
        return None
    claims: dict[str, DraftClaim] = {}
    for draft in found:
        for claim in draft.claims:
            claims.setdefault(claim.text, claim)
    short = dict.fromkeys(draft.short_answer for draft in found if draft.short_answer)
    return Draft(
        claims=tuple(claims.values()),
        short_answer="; ".join(short) or None,
        ledger=found[0].ledger,
        missing=tuple(part for part, draft in drafts.items() if draft is None),
    )


def answer_words(text: str, reading: Reading) -> Span | None:
    """Return the place of the answer in `text`, its document's, with a figure's hedge and no stray quotation marks."""
    return hedged(text, reading.answer_span, reading.sentence_span) if reading.answer_span else None


def hedged(text: str, found_span: Span, sentence: Span) -> Span:
    """Return the span of an answer in `text` with the hedge before it, without stray quotation marks."""
    span, found = found_span, found_span.of(text)
    if _STARTS_FIGURE.match(found) and (hedge := _HEDGE.search(text[sentence.start : span.start])):
        span = Span(sentence.start + hedge.start(), span.end)
    elif bound := _NOT_BEFORE.search(text[sentence.start : span.start]):
        span = Span(sentence.start + bound.start(), span.end)
    while span.start < span.end and _is_stray(text[span.start], span.of(text)):
        span = Span(span.start + 1, span.end)
    while span.start < span.end and (text[span.end - 1] in ",;:" or _is_stray(text[span.end - 1], span.of(text))):
        span = Span(span.start, span.end - 1)
    return span if span.start < span.end else found_span


def _is_stray(mark: str, found: str) -> bool:
    return mark in _QUOTES and sum(found.count(quote) for quote in _QUOTES) == 1


def _is_new(sentence: str, chosen: Iterable[str]) -> bool:
    ours = set(words(sentence))
    for other in chosen:
        theirs = set(words(other))
        if len(ours & theirs) >= SAME_OVERLAP * max(1, min(len(ours), len(theirs))):
            return False
    return True


def _probability(log_odds: float) -> float:
    return 1 / (1 + math.exp(-log_odds)) if log_odds > -700 else 0.0  # noqa: PLR2004 - where exp overflows
