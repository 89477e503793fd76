"""What a question is about, as words that tell the reports apart; how much of it a place in a report holds."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assistant.evidence.stems import stems_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from assistant.evidence.frame import Frame
    from assistant.records import Document, Span

# Words that this share of the reports holds are no places within what they all tell of.
WIDE = 0.5
# Words that this share of them holds tell none from another.
_EVERYWHERE = 0.85
# Where the words of a question weigh less than this in all, they tell no report from another.
LEAST_TOLD = 0.7
# What a name weighs beside another word, and a word elsewhere in the report beside one that is near.
_NAME, _FAR, _LEAST_OF_A_VERB = 2.0, 0.5, 0.5
_CAPITAL = re.compile(r"\b[A-Z][\w-]*\w")
_LONG_NAME = re.compile(r"\b(?!The )[A-Z]\w+(?: [A-Z]\w+)+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """The words of a question, each with its weight: the rarer among the reports, the more. `wide` are common names."""

    weights: Mapping[str, float]
    wide: frozenset[str]
    verbs: Mapping[str, float] = field(default_factory=dict)

    @property
    def event(self) -> Topic:
        """The words for what happens, without the names: each tells something, however many reports hold it."""
        return Topic(weights=self.verbs, wide=frozenset())

    def about(self, near: str, text: str = "") -> float:
        """Return the weight of the words that `near` holds, and half of that of those only `text` does."""
        close, far = _held(near), _held(text)
        return sum(
            weight * (1.0 if term in close else _FAR if term in far else 0.0) for term, weight in self.weights.items()
        )

    def told(self, document: Document, sentence: Span) -> float:
        """Return the weight of the words that a sentence of `document` holds with the title; half for the rest."""
        return self.about(f"{document.title} {sentence.of(document.text)}", document.text)


def topic_of(frame: Frame, reports: Sequence[Document]) -> Topic:
    """Return what `frame` is about, told by the words of it that set one of `reports` apart from another."""
    names = {word for name in frame.names for word in _CAPITAL.findall(name)}
    held = [_held(f"{report.title}\n{report.text}") for report in reports]
    terms = {**dict.fromkeys(names, _NAME), **dict.fromkeys(frame.stems, 1.0)}
    share = {term: sum(term in words for words in held) / max(1, len(held)) for term in terms}
    weights = {term: weight * -math.log(share[term]) for term, weight in terms.items() if 0 < share[term] < _EVERYWHERE}
    capitals = Counter(word for words in held for word in words if word[:1].isupper())
    wide = frozenset(word for word, count in capitals.items() if count >= WIDE * len(held))
    verbs = {term: max(_LEAST_OF_A_VERB, weights.get(term, 0.0)) for term in frame.stems}
    return Topic(weights=weights, wide=wide, verbs=verbs)


def _held(text: str) -> frozenset[str]:
    # "United Nations" holds what a question calls the UN.
    short = ("".join(word[0] for word in name.split()) for name in _LONG_NAME.findall(text))
    return frozenset(_CAPITAL.findall(text)) | frozenset(short) | stems_of(text)
