"""Answer without a language model: the sentences of the found passages that fit the question best, word for word."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from assistant.answer.figures import asks_figure, figure_near, figures
from assistant.records import Draft, DraftClaim, Quote
from assistant.text import sentence_spans, words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from assistant.records import Document, Hit

MODE = "extractive"
# What each part of a sentence's score counts. Set by hand on a dozen questions over the shipped reports: no more is
# claimed for them than `assistant evaluate` measures.
MEANING_WEIGHT, WORDS_WEIGHT, CONTEXT_WEIGHT = 0.35, 0.35, 0.2
KIND_WEIGHT, NAMES_WEIGHT, BORNE_OUT_WEIGHT = 0.2, 0.2, 0.2
# A question none of whose passages reaches either is about something else. That is all these can tell: an answering
# sentence and one on the same topic look alike to them.
MIN_CONTEXT, MIN_MEANING = 0.5, 0.55
# A further sentence is worth saying only if it is nearly as good as the first.
KEEP_RATIO = 0.8
MIN_SENTENCE_WORDS = 4
# Reports cited for one sentence that several carry word for word.
MAX_QUOTES = 4
# Sentences that share this much of their words say the same.
SAME_OVERLAP = 0.75
# Comparing by meaning is the dear part: only the sentences that fit best by words get it.
MAX_COMPARED = 24

_ASKS_DAY = re.compile(r"\b(when|(what|which) (day|date|year|month))\b", re.IGNORECASE)
_DAY = re.compile(
    r"\b(\d{4}|(mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september|"
    r"october|november|december|yesterday|today)\b",
    re.IGNORECASE,
)
_ASKS_WORDS = re.compile(
    r"\b(call|called|describe|described|quote|wording|in what words)\b|\bwhat did .* say\b", re.IGNORECASE
)
# A capital that does not open the question: a person, a place, an organisation.
_NAME = re.compile(r"(?<!^)(?<![.?!]\s)\b[A-Z]\w+")
_ATTRIBUTED = re.compile(r"\b(said|says|told|according to|announced|confirmed|claimed|claims|counted)\b", re.IGNORECASE)
_QUOTED = re.compile(r"[\u201c\"][^\u201d\"]{3,}[\u201d\"]")


class Lexicon(Protocol):
    """What the word index knows about words."""

    def stems(self, words: Sequence[str], /) -> Mapping[str, Sequence[str]]:
        """Return the index terms of each word."""
        ...

    def frequencies(self, words: Sequence[str], /) -> Mapping[str, int]:
        """Return in how many passages each word occurs."""
        ...

    def counts(self) -> tuple[int, int]:
        """Return how many documents and how many passages there are."""
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
    coverage: float
    context: float
    names: float
    meaning: float = 0.0

    def score(self, question: str) -> float:
        return (
            MEANING_WEIGHT * self.meaning
            + WORDS_WEIGHT * self.coverage
            + CONTEXT_WEIGHT * self.context
            + KIND_WEIGHT * _worth(question, self.text)
            + NAMES_WEIGHT * self.names
        )


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
    coverage = _Coverage(query_words, lexicon)
    names = _Coverage([name.lower() for name in _NAME.findall(question)], lexicon)
    found = _candidates(hits, documents, coverage, names)
    candidates = sorted(
        found, key=lambda item: -item.coverage - item.context - item.names - _worth(question, item.text)
    )
    compared = candidates[:MAX_COMPARED]
    if not compared:
        return None
    meaning = scorer(question, [item.text for item in compared])
    compared = [replace(item, meaning=value) for item, value in zip(compared, meaning, strict=True)]
    if all(item.context < MIN_CONTEXT and item.meaning < MIN_MEANING for item in compared):
        return None
    scores = [item.score(question) for item in compared]
    borne_out = _borne_out(question, candidates, compared)
    totals = [score + BORNE_OUT_WEIGHT * share for score, share in zip(scores, borne_out, strict=True)]
    # Sorting is stable, so equal sentences stay in the order of their words' fit.
    order = sorted(range(len(compared)), key=lambda place: -totals[place])
    good = [compared[place] for place in order if totals[place] >= KEEP_RATIO * totals[order[0]]]
    chosen = _distinct(question, good)[:max_sentences]
    if asks_figure(question):
        # Tolls move: the newest figure first, whoever is borne out best.
        chosen.sort(key=lambda item: _newest_day(item, documents), reverse=True)
    return Draft(
        claims=tuple(DraftClaim(text=item.text, quotes=item.quotes) for item in chosen),
        short_answer=figure_near(question, chosen[0].text),
    )


class _Coverage:
    """Which share of the question's words a text has, rare words counting more: in [0, 1]."""

    def __init__(self, query_words: Sequence[str], lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        total = lexicon.counts()[1]
        frequencies = lexicon.frequencies(query_words)
        self._weights: dict[str, float] = {}
        for word, stems in lexicon.stems(query_words).items():
            for stem in stems:
                self._weights[stem] = math.log1p(total / (1 + frequencies[word]))

    def __call__(self, text: str) -> float:
        total = sum(self._weights.values())
        if not total:
            return 0.0
        stems = self._lexicon.stems(words(text))
        present = {stem for parts in stems.values() for stem in parts}
        return sum(weight for stem, weight in self._weights.items() if stem in present) / total


def _candidates(
    hits: Sequence[Hit], documents: Mapping[str, Document], coverage: _Coverage, names: _Coverage
) -> list[_Candidate]:
    found: dict[str, _Candidate] = {}
    for hit in hits:
        document, passage = documents[hit.passage.document_id], hit.passage
        around = f"{document.title}\n{passage.text}"
        context, named = coverage(around), names(around)
        for span in sentence_spans(passage.text):
            sentence = span.of(passage.text)
            if len(sentence.split()) < MIN_SENTENCE_WORDS or sentence.endswith("?"):
                continue
            quote = Quote(document_id=document.document_id, span=span.shifted(passage.span.start))
            first = found.get(sentence)
            # Overlapping passages and copies of one report repeat sentences: the best-ranked place speaks, and the
            # other reports that say the same are cited with it.
            if first is None:
                found[sentence] = _Candidate(
                    text=sentence, quotes=(quote,), coverage=coverage(sentence), context=context, names=named
                )
            elif document.document_id not in {item.document_id for item in first.quotes}:
                quotes = (*first.quotes, quote)[:MAX_QUOTES]
                found[sentence] = replace(first, quotes=quotes, context=max(first.context, context))
    return list(found.values())


def _worth(question: str, sentence: str) -> float:
    """Return how far the sentence holds the kind of thing that is asked for, in [0, 1].

    A figure is worth most when the sentence says who gave it.
    """
    if asks_figure(question):
        if figure_near(question, sentence):
            return 1.0 if _ATTRIBUTED.search(sentence) else 0.75
        return 0.5 * bool(figures(sentence))
    if _ASKS_DAY.search(question):
        return float(bool(_DAY.search(sentence)))
    if _ASKS_WORDS.search(question):
        return float(bool(_QUOTED.search(sentence)))
    return 0.0


def _distinct(question: str, candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """Return the candidates that add to those before them: no lightly edited copies, each figure asked for once."""
    chosen: list[_Candidate] = []
    for item in candidates:
        figure = figure_near(question, item.text)
        if not any(
            _overlap(item.text, other.text) >= SAME_OVERLAP
            or (figure is not None and _digits(figure) == _digits(figure_near(question, other.text) or ""))
            for other in chosen
        ):
            chosen.append(item)
    return chosen


def _overlap(one: str, other: str) -> float:
    """Return the share of the shorter text's words that the other has, in [0, 1]."""
    left, right = set(words(one)), set(words(other))
    return len(left & right) / max(1, min(len(left), len(right)))


def _newest_day(item: _Candidate, documents: Mapping[str, Document]) -> str:
    return max(documents[quote.document_id].known_day or "" for quote in item.quotes)


def _borne_out(question: str, candidates: Sequence[_Candidate], compared: Sequence[_Candidate]) -> list[float]:
    """Return how often each sentence's figure is given, as a share of the figure given most often; 0 without a figure.

    A copy or a light edit of a sentence does not count again.
    """
    given: dict[str, list[str]] = {}
    for item in candidates:
        figure = figure_near(question, item.text)
        if figure is not None:
            sentences = given.setdefault(_digits(figure), [])
            if all(_overlap(item.text, other) < SAME_OVERLAP for other in sentences):
                sentences.append(item.text)
    most = max(map(len, given.values()), default=1)
    figures_of = (figure_near(question, item.text) for item in compared)
    return [len(given[_digits(figure)]) / most if figure is not None else 0.0 for figure in figures_of]


def _digits(figure: str) -> str:
    return "".join(mark for mark in figure if mark.isdigit())
