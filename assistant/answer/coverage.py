"""What a question is made of besides its form, and how much of it a sentence of a report tells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.records import Draft, DraftClaim, Quote
from assistant.text import sentence_spans, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from assistant.records import Document, Passage, Span

_NAME = re.compile(r"\b[A-Z][\w'\u2019-]*\w")
# fmt: off
_ASKING = frozenset(
    (
        "a", "an", "the", "of", "in", "on", "at", "by", "for", "to", "from", "with", "and", "or", "who", "whom",
        "whose", "what", "which", "when", "where", "why", "how", "many", "much", "long", "far", "is", "are", "was",
        "were", "be", "been", "do", "does", "did", "has", "have", "had", "will", "would", "can", "could", "may",
        "might", "it", "its", "their", "his", "her", "they", "he", "she", "this", "that", "these", "those", "there",
        "reason", "day", "date", "year", "time", "name", "place", "as", "so", "than", "then", "about", "into", "over",
        "after", "before", "during", "since", "until", "because", "again", "now", "any", "some", "one", "such", "own",
    )
)
# fmt: on
_ENDINGS = ("ings", "ing", "ed", "es", "s", "e")
_LEAST_STEM = 3
_POSSESSIVE = re.compile(r"['\u2019]s?$")


@dataclass(frozen=True, slots=True)
class Content:
    """The words of a question that say what it is about, as stems: its names, and the others."""

    names: frozenset[str]
    others: frozenset[str]

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.names) + len(self.others)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A sentence of a report: its place in the document, its words as stems, and those of what it stands in.

    `around` are the stems of its passage and of the report's title: a name that was written there is not repeated.
    """

    document_id: str
    span: Span
    text: str
    stems: frozenset[str]
    around: frozenset[str]

    def share(self, wanted: frozenset[str]) -> float:
        """Return which share of `wanted` the sentence has; 1 of nothing."""
        return len(wanted & self.stems) / len(wanted) if wanted else 1.0


def content_of(question: str) -> Content:
    """Return what `question` is about."""
    names = frozenset(stem(name) for name in _NAME.findall(question) if name.lower() not in _ASKING)
    others = frozenset(stem(word) for word in words(question) if word not in _ASKING)
    return Content(names=names, others=others - names)


def sentences(passages: Iterable[Passage], documents: Mapping[str, Document]) -> Iterator[Told]:
    """Yield the sentences of passages in order, as the documents have them."""
    for passage in passages:
        document = documents[passage.document_id]
        text = passage.span.of(document.text)
        around = stems(text) | stems(document.title)
        for sentence in sentence_spans(text):
            said = sentence.of(text)
            yield Told(
                document_id=passage.document_id,
                span=sentence.shifted(passage.span.start),
                text=said,
                stems=stems(said),
                around=around,
            )


def best_told(
    passages: Iterable[Passage], documents: Mapping[str, Document], score: Callable[[Told], float]
) -> Told | None:
    """Return the sentence with the highest score, of equals the first; `None` where none is over 0."""
    found = max(
        ((score(told), told) for told in sentences(passages, documents)), key=lambda pair: pair[0], default=None
    )
    return found[1] if found and found[0] else None


def quoting(told: Iterable[Told], *, lead: str = "") -> Draft:
    """Return the draft that says the sentences as they stand, `lead` before the first."""
    claims = (
        DraftClaim(
            text=item.text,
            quotes=(Quote(document_id=item.document_id, span=item.span, answer_span=None),),
            lead="" if place else lead,
        )
        for place, item in enumerate(told)
    )
    return Draft(claims=tuple(claims), short_answer=None)


def stems(text: str) -> frozenset[str]:
    """Return the words of a text as stems."""
    return frozenset(map(stem, words(text)))


def stem(word: str) -> str:
    """Return a form that inflections of a word share: "ban" for "bans" and "banned"."""
    lowered = _POSSESSIVE.sub("", words(word)[0] if words(word) else word.lower())
    for ending in _ENDINGS:
        if lowered.endswith(ending) and len(lowered) - len(ending) >= _LEAST_STEM:
            lowered = lowered[: -len(ending)]
            break
    if lowered[-2:-1] == lowered[-1:]:
        lowered = lowered[:-1]
    return lowered
