"""Hybrid retrieval: a word ranking and a vector ranking, merged by reciprocal rank fusion."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

from assistant.records import Filters, Hit
from assistant.text import normalise, words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from assistant.records import Passage
    from assistant.settings import RetrieveSettings

# A question has some ten content words; a pasted page must not become a query of thousands.
MAX_QUERY_WORDS = 64
MAX_QUERY_CHARACTERS = 2_000
# What any toll is asked for with, common among the reports or not.
# fmt: off
COUNTING_WORDS = frozenset(
    (
        "casualties", "casualty", "count", "dead", "death", "deaths", "died", "fatalities", "figure", "figures", "hurt",
        "injured", "killed", "latest", "number", "people", "persons", "toll", "tolls", "total", "victims", "wounded",
    )
)
# fmt: on
# Reports that are looked at because others carry them, for a question that names nothing.
MOST_REPORTED = 12
# How often to look when reports are replaced at the very moment.
LOOKS = 6
# Function words and the words questions are made of. They match everything and tell nothing.
# fmt: off
STOP_WORDS = frozenset(
    (
        "a", "about", "according", "after", "all", "also", "am", "an", "and", "any", "are", "as", "at", "be",
        "because", "been", "before", "being", "between", "both", "but", "by", "can", "could", "did", "do",
        "does", "doing", "during", "each", "for", "from", "had", "has", "have", "having", "he", "her", "here",
        "hers", "him", "his", "how", "i", "if", "in", "into", "is", "it", "its", "itself", "just", "know",
        "let", "many", "may", "me", "might", "more", "most", "much", "must", "my", "no", "nor", "not", "now",
        "of", "off", "on", "once", "one", "only", "or", "other", "our", "out", "over", "own", "please",
        "report", "reported", "reports", "said", "same", "say", "says", "shall", "she", "should", "so", "some",
        "such", "tell", "than", "that", "the", "their", "them", "then", "there", "these", "they", "this",
        "those", "through", "to", "too", "under", "until", "up", "us", "was", "we", "were", "what", "when",
        "where", "which", "while", "who", "whom", "whose", "why", "will", "with", "would", "you", "your",
    )
)
# fmt: on


# Matched with their case: "us" is a pronoun.
_ACRONYMS = {"UN": "United Nations", "US": "United States", "UK": "United Kingdom", "EU": "European Union"}


class SearchIndex(Protocol):
    """What retrieval needs of the index."""

    def search_words(self, words: Sequence[str], *, k: int, filters: Filters) -> list[str]:
        """Return ids of the passages that match `words` best, best first."""
        ...

    def search_meaning(self, text: str, *, k: int, filters: Filters) -> list[str]:
        """Return ids of the passages nearest in meaning to `text`, nearest first."""
        ...

    def are_common(self, words: Sequence[str]) -> bool:
        """Return whether `words` stand in so many passages that they tell none apart."""
        ...

    def most_reported(self, *, k: int, filters: Filters) -> list[str]:
        """Return the ids of at most `k` passages that open a report which others carry too, most carried first."""
        ...

    def passages(self, passage_ids: Sequence[str]) -> dict[str, Passage]:
        """Return the current passages among `passage_ids`, by id."""
        ...


def retrieve(
    query: str, index: SearchIndex, *, k: int, settings: RetrieveSettings, filters: Filters | None = None
) -> tuple[Hit, ...]:
    """Return the `k` passages that suit `query` best, best first; ties are in order of passage id.

    The score is the weighted reciprocal rank fusion of Cormack, Clarke and Büttcher (SIGIR 2009),
    sum over rankings of `weight / (constant + rank)`, with ranks from 1. A blank query gives `()`.

    A query of words that stand everywhere ("How many people were killed in all?") says nothing of what it is about: it
    is taken to be about what most reports carry, as a third ranking that weighs as much as the words.
    """
    filters = filters or Filters()
    # In the form that documents are stored in; what is invisible, or no character at all, is not asked about.
    query = normalise(query[:MAX_QUERY_CHARACTERS])
    if not query:
        return ()
    rankings, passages = _look_up(query, index, k=k, settings=settings, filters=filters)
    words_weight = settings.lexical_weight
    weights = {"lexical": words_weight, "dense": 1 - words_weight, "reported": words_weight}
    scores = fuse(rankings, weights=weights, constant=settings.rrf_constant)
    # What only a ranking of no weight has found is not found.
    found = [passage_id for passage_id, score in scores.items() if score > 0]
    best = sorted(found, key=lambda passage_id: (-scores[passage_id], passage_id))
    ranks = {name: {passage_id: place for place, passage_id in enumerate(ids, 1)} for name, ids in rankings.items()}
    hits = (
        Hit(
            passage=passages[passage_id],
            score=scores[passage_id],
            ranks={name: places[passage_id] for name, places in ranks.items() if passage_id in places},
        )
        for passage_id in best
        if passage_id in passages
    )
    # Vectors may be ahead of the catalog, or behind it, while reports are written: the first k that are current.
    return tuple(hit for hit, _ in zip(hits, range(k), strict=False))


def _look_up(
    query: str, index: SearchIndex, *, k: int, settings: RetrieveSettings, filters: Filters
) -> tuple[dict[str, list[str]], dict[str, Passage]]:
    """Return the rankings, and the current passages among what they found."""
    asked = query_words(query)
    for _ in range(LOOKS):
        lexical = index.search_words(asked, k=max(k, settings.k_lexical), filters=filters)
        dense = index.search_meaning(query, k=max(k, settings.k_dense), filters=filters)
        reported = index.most_reported(k=MOST_REPORTED, filters=filters) if _names_nothing(asked, index) else []
        passages = index.passages(list(dict.fromkeys([*lexical, *dense, *reported])))
        # Words are found among current passages: one that is not current any more was replaced since. Look again, or
        # a report would be missed in both its versions.
        if passages.keys() >= set(lexical):
            break
    return {"lexical": lexical, "dense": dense, "reported": reported}, passages


def _names_nothing(asked: Sequence[str], index: SearchIndex) -> bool:
    """Return whether no word of a question says which event it is about."""
    telling = [word for word in asked if word not in COUNTING_WORDS]
    return bool(asked) and (not telling or index.are_common(telling))


def query_words(query: str) -> tuple[str, ...]:
    """Return the words of `query` that are worth looking up, each once, in order; all of them if none would be left.

    Acronyms that reports spell out as often as not bring their long form along.
    """
    spelled_out = " ".join(long for short, long in _ACRONYMS.items() if re.search(rf"\b{short}\b", query))
    found = tuple(dict.fromkeys(words(f"{query} {spelled_out}")))
    return tuple(word for word in found if word not in STOP_WORDS)[:MAX_QUERY_WORDS] or found[:MAX_QUERY_WORDS]


def fuse(rankings: Mapping[str, Sequence[str]], *, weights: Mapping[str, float], constant: float) -> dict[str, float]:
    """Return each id's fused score; an id that a ranking lacks gets nothing from it."""
    scores: dict[str, float] = {}
    for name, ids in rankings.items():
        for rank, passage_id in enumerate(ids, start=1):
            scores[passage_id] = scores.get(passage_id, 0.0) + weights[name] / (constant + rank)
    return scores
