"""Answer without a language model: the sentences of the found passages that fit the question best, word for word."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from assistant.records import Draft, DraftClaim, Quote
from assistant.text import sentence_spans, words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from assistant.records import Document, Hit, Span

MODE = "extractive"
# How much each part counts for a sentence; chosen on questions over other news articles, not on the shipped corpus.
MEANING_WEIGHT, WORDS_WEIGHT, RANK_WEIGHT, TYPE_WEIGHT, AGREED_WEIGHT = 0.4, 0.4, 0.1, 0.2, 0.1
# Below both, the passage is about something else. Neither tells an answering sentence from one on the same topic:
# that needs a reader.
MIN_WORDS, MIN_MEANING = 0.5, 0.5
# A further sentence is worth saying only if it is nearly as good as the first.
KEEP_RATIO = 0.85
MIN_SENTENCE_WORDS = 4
# Reports cited for one sentence that several carry word for word.
MAX_QUOTES = 4

_NUMBER = re.compile(
    r"(?:\b(?:at least|more than|fewer than|less than|about|around|nearly|almost|over|up to)\s+)?"
    r"(?<![\w.,])(?:[$€£]|Rs\.?\s?)?\d+(?:[.,]\d+)*(?:\s?(?:%|percent|million|billion|thousand)\b)?(?![\w])",
    re.IGNORECASE,
)
_ASKS_NUMBER = re.compile(
    r"\b(how (many|much|old|long|far|large|big)|what (number|share|percentage|toll)|toll)\b", re.IGNORECASE
)
_ASKS_DATE = re.compile(r"\b(when|what (day|date|year|month)|which (day|date|year|month))\b", re.IGNORECASE)
_DATE = re.compile(
    r"\b(\d{4}|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august|"
    r"september|october|november|december|yesterday|today)\b",
    re.IGNORECASE,
)


class Lexicon(Protocol):
    """What the word index knows about words."""

    def stems(self, words: Sequence[str]) -> Mapping[str, Sequence[str]]:
        """Return the index terms of each word."""
        ...

    def frequencies(self, words: Sequence[str]) -> Mapping[str, int]:
        """Return in how many passages each word occurs."""
        ...


class Scorer(Protocol):
    """Compares a question with sentences by meaning."""

    def __call__(self, question: str, sentences: Sequence[str], /) -> Sequence[float]:
        """Return one cosine similarity a sentence, in [-1, 1]."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    text: str
    quotes: tuple[Quote, ...]
    context: str
    rank: int


def extract(
    question: str,
    query_words: Sequence[str],
    hits: Sequence[Hit],
    documents: Mapping[str, Document],
    *,
    lexicon: Lexicon,
    scorer: Scorer,
    max_sentences: int,
) -> Draft | None:
    """Return the one to `max_sentences` best sentences, or `None` when no passage is related to the question.

    Args:
        question: As the user means it.
        query_words: Its content words.
        hits: Passages, best first.
        documents: The documents of the hits, by id.
        lexicon: Stems and frequencies, for weighing words.
        scorer: Compares by meaning.
        max_sentences: Most sentences to return.
    """
    candidates = _candidates(hits, documents)
    if not candidates:
        return None
    weigh = _Coverage(query_words, lexicon)
    meaning = scorer(question, [candidate.text for candidate in candidates])
    context = [weigh(candidate.context) for candidate in candidates]
    if max(context) < MIN_WORDS and max(meaning) < MIN_MEANING:
        return None
    scores = [
        MEANING_WEIGHT * meaning[place]
        + WORDS_WEIGHT * (2 * weigh(candidate.text) + context[place]) / 3
        + RANK_WEIGHT / candidate.rank
        + TYPE_WEIGHT * _has_asked_type(question, candidate.text)
        for place, candidate in enumerate(candidates)
    ]
    agreed = _agreement(question, candidates, scores)
    totals = [score + AGREED_WEIGHT * agreed[place] for place, score in enumerate(scores)]
    chosen = _choose(candidates, totals, max_sentences)
    claims = tuple(DraftClaim(text=item.text, quotes=item.quotes) for item in chosen)
    return Draft(claims=claims, short_answer=_short_answer(question, chosen[0].text, query_words))


def _candidates(hits: Sequence[Hit], documents: Mapping[str, Document]) -> list[_Candidate]:
    found: dict[str, _Candidate] = {}
    for rank, hit in enumerate(hits, start=1):
        document = documents[hit.passage.document_id]
        for span in sentence_spans(hit.passage.text):
            sentence = span.of(hit.passage.text)
            if len(sentence.split()) < MIN_SENTENCE_WORDS or sentence.endswith("?"):
                continue
            quote = Quote(document_id=document.document_id, span=span.shifted(hit.passage.span.start))
            context = f"{document.title}\n{hit.passage.text}"
            first = found.get(sentence)
            # Overlapping passages and copies of one report repeat sentences: the best-ranked place speaks, and the
            # other reports that say the same are cited with it.
            if first is None:
                found[sentence] = _Candidate(text=sentence, quotes=(quote,), context=context, rank=rank)
            elif document.document_id not in {item.document_id for item in first.quotes}:
                found[sentence] = replace(first, quotes=(*first.quotes, quote)[:MAX_QUOTES])
    return list(found.values())


class _Coverage:
    """Which share of the question's words a text has, rare words counting more."""

    def __init__(self, query_words: Sequence[str], lexicon: Lexicon) -> None:
        frequencies = lexicon.frequencies(query_words)
        stems = lexicon.stems(query_words)
        self._lexicon = lexicon
        self._weights = {stem: 1 / (1 + math.log1p(frequencies[word])) for word in query_words for stem in stems[word]}

    def __call__(self, text: str) -> float:
        total = sum(self._weights.values())
        if not total:
            return 0.0
        stems = self._lexicon.stems(tuple(dict.fromkeys(words(text))))
        present = {stem for parts in stems.values() for stem in parts}
        return sum(weight for stem, weight in self._weights.items() if stem in present) / total


def _has_asked_type(question: str, sentence: str) -> bool:
    if _ASKS_NUMBER.search(question):
        return bool(_NUMBER.search(sentence))
    if _ASKS_DATE.search(question):
        return bool(_DATE.search(sentence))
    return True


def _agreement(question: str, candidates: Sequence[_Candidate], scores: Sequence[float]) -> list[float]:
    """Return, for a question after a number, how well each sentence's figures are borne out by the others, in [0, 1]."""
    if not _ASKS_NUMBER.search(question):
        return [0.0] * len(candidates)
    by_figure: dict[str, float] = {}
    figures = [set(re.findall(r"\d+(?:[.,]\d+)*", candidate.text)) for candidate in candidates]
    for found, score in zip(figures, scores, strict=True):
        for figure in found:
            by_figure[figure] = by_figure.get(figure, 0.0) + score
    top = max(by_figure.values(), default=0.0)
    return [max((by_figure[figure] for figure in found), default=0.0) / top if top else 0.0 for found in figures]


def _choose(candidates: Sequence[_Candidate], totals: Sequence[float], max_sentences: int) -> list[_Candidate]:
    order = sorted(range(len(candidates)), key=lambda place: (-totals[place], candidates[place].rank))
    best = totals[order[0]]
    return [candidates[place] for place in order[:max_sentences] if totals[place] >= KEEP_RATIO * best]


def _short_answer(question: str, sentence: str, query_words: Sequence[str]) -> str | None:
    """Return the figure nearest to the question's words, for a question after a number; otherwise `None`."""
    if not _ASKS_NUMBER.search(question):
        return None
    places = [sentence.lower().find(word) for word in query_words if word in sentence.lower()]
    found = list(_NUMBER.finditer(sentence))
    if not found:
        return None
    nearest = min(found, key=lambda match: min((abs(place - match.end()) for place in places), default=0))
    return nearest.group().strip()
