"""What the reader learns from: a question or claim, a passage, and the span in it that answers or supports, if any."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.passages import split
from assistant.records import Document, Span
from assistant.text import count_words, sentence_spans, sha256, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path
    from random import Random

TARGET_WORDS = 110
OVERLAP_SENTENCES = 1
MAX_PASSAGE_TOKENS = 230
# Two passages in five stay whole.
_LEAST_WORDS = (35, 50, 70, 110, 110)


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One thing to learn. `span` is in characters of `text`; `None` means that `text` does not answer or support it."""

    source: str
    asked: str
    is_claim: bool
    text: str
    span: Span | None


Streams = dict[str, list[Example]]


class Collector:
    """Examples by stream ("news answer", "claim supported"), each cropped at random. `random` decides what varies."""

    def __init__(self, name: str, random: Random, *, is_claim: bool) -> None:
        """Collect questions, or claims with `is_claim`; every stream's name begins with `name`."""
        self.random = random
        self.streams: Streams = defaultdict(list)
        self._name = name
        self._is_claim = is_claim

    def add(
        self, kind: str, asked: str | None, text: str | None, span: Span | None = None, *, tempts: Span | None = None
    ) -> None:
        """Keep an example, unless its question or its text could not be made (`None`).

        A text without an answer is cropped around what `tempts`, or the sentence most like the question: that must
        stay in it.
        """
        if asked is None or text is None:
            return
        around = span or tempts or nearest_sentence(asked, text)
        cropped, moved = crop(text, around, least_words=self.random.choice(_LEAST_WORDS), random=self.random)
        text, span = cropped, None if span is None else moved
        source = f"{self._name} {kind}"
        self.streams[source].append(Example(source=source, asked=asked, is_claim=self._is_claim, text=text, span=span))


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A text and where its passages lie in it."""

    article_id: str
    text: str
    spans: tuple[Span, ...]

    def passages(self) -> list[str]:
        """Return the texts of the passages in order."""
        return [span.of(self.text) for span in self.spans]


def cut(article_id: str, text: str, *, count_tokens: Callable[[str], int]) -> Article:
    """Return the article with the passages that the product would make of it."""
    document = Document(document_id=article_id, title="", text=text, content_hash=sha256(text), source=article_id)
    passages = split(
        document,
        target_words=TARGET_WORDS,
        overlap_sentences=OVERLAP_SENTENCES,
        max_tokens=MAX_PASSAGE_TOKENS,
        count_tokens=count_tokens,
    )
    return Article(article_id=article_id, text=text, spans=tuple(passage.span for passage in passages))


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a JSON Lines file; empty lines are skipped."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def locate(article: Article, wanted: str, asked: str) -> tuple[int, Span] | None:
    """Return (passage, span in the passage) of `wanted`, or `None` where no passage holds all of it.

    Of several occurrences the one whose surroundings share most words with `asked` is taken.
    """
    asked_words = set(words(asked))
    found: list[tuple[int, int, Span]] = []
    start = article.text.find(wanted)
    while start >= 0 and wanted:
        end = start + len(wanted)
        for position, span in enumerate(article.spans):
            if span.start <= start and end <= span.end:
                around = article.text[max(span.start, start - 200) : min(span.end, end + 200)]
                # Where two passages overlap, the one that gives the answer more room tells more about it.
                room = min(start - span.start, span.end - end, 200)
                found.append(
                    (
                        len(asked_words & set(words(around))) * 1000 + room,
                        position,
                        Span(start, end).shifted(-span.start),
                    )
                )
        start = article.text.find(wanted, start + 1)
    if not found:
        return None
    _, position, span = max(found, key=lambda item: item[0])
    return position, span


def crop(text: str, span: Span | None, *, least_words: int, random: Random) -> tuple[str, Span | None]:
    """Return a run of whole sentences of `text` that holds `span` and at least `least_words` words, or all of `text`.

    Short passages cost less to learn from, and take from the reader the habit of looking in one place.
    """
    sentences = sentence_spans(text)
    if not sentences:
        return text, span
    if span is None:
        first = last = random.randrange(len(sentences))
    else:
        inside = [i for i, sentence in enumerate(sentences) if sentence.end > span.start and sentence.start < span.end]
        if not inside:
            return text, span
        first, last = inside[0], inside[-1]
    while count_words(text[sentences[first].start : sentences[last].end]) < least_words:
        sides = [side for side, free in (("before", first > 0), ("after", last + 1 < len(sentences))) if free]
        if not sides:
            break
        if random.choice(sides) == "before":
            first -= 1
        else:
            last += 1
    start, end = sentences[first].start, sentences[last].end
    if span is not None and not (start <= span.start and span.end <= end):
        return text, span
    return text[start:end], None if span is None else span.shifted(-start)


def without(text: str, span: Span) -> str | None:
    """Return `text` without the sentences that `span` touches, or `None` where less than two sentences are left."""
    kept = [
        sentence.of(text)
        for sentence in sentence_spans(text)
        if sentence.end <= span.start or sentence.start >= span.end
    ]
    return " ".join(kept) if len(kept) > 1 else None


def nearest_sentence(asked: str, text: str) -> Span | None:
    """Return the sentence of `text` that shares the most words with `asked`, or `None` for a blank text."""
    return max(sentence_spans(text), key=lambda span: shared_words(asked, span.of(text)), default=None)


def shared_words(asked: str, text: str) -> float:
    """Return which share of the words of `asked` stands in `text`, 0 to 1."""
    wanted = set(words(asked))
    return len(wanted & set(words(text))) / max(1, len(wanted))


def holds(text: str, answers: Sequence[str]) -> bool:
    """Return whether any of `answers` stands in `text`, whatever its case."""
    lowered = text.lower()
    return any(answer.lower() in lowered for answer in answers)
