"""Examples from questions and claims over news reports, with the near misses that go with each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assistant.read.training.edits import exchange, names
from assistant.read.training.examples import Article, Collector, Streams, cut, holds, locate, read_lines, without
from assistant.read.training.mining import WordIndex
from assistant.read.training.styles import restyle
from assistant.text import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path
    from random import Random


# Half of the misses from other reports are of the same event, half of another one.
_SAME_EVENT_SHARE = 0.5
_KINSHIP = 0.1
_DEPTH = 60
# How many passages of other reports are learned from with each question that they do not answer.
FAR = 4
# A word of the answer as short as this stands in any passage.
_SHORT_WORD = 3


class NewsLibrary:
    """The reports that questions and claims are asked of, cut and indexed for words."""

    def __init__(self, articles: Iterable[Article]) -> None:
        """Index the passages of `articles`."""
        self.articles = {article.article_id: article for article in articles}
        self.texts: list[str] = []
        self.owners: list[str] = []
        self.places: dict[str, list[int]] = {}
        for article in self.articles.values():
            texts = article.passages()
            self.places[article.article_id] = list(range(len(self.texts), len(self.texts) + len(texts)))
            self.texts.extend(texts)
            self.owners.extend([article.article_id] * len(texts))
        self.index = WordIndex(self.texts)
        self._names = {article.article_id: frozenset(names(article.text)) for article in self.articles.values()}

    def similar(self, asked: str, article_id: str) -> list[str]:
        """Return the passages of one report, the one most like `asked` first."""
        return [self.texts[place] for place in self.index.best(asked, among=self.places[article_id])]

    def far(self, asked: str, article_id: str, *, answers: Sequence[str], count: int) -> list[str]:
        """Return up to `count` passages of other reports most like `asked`, those that may answer it left out.

        A passage that shares a longer word with an answer may give it in another form.
        """
        told = {word for answer in answers for word in words(answer) if len(word) > _SHORT_WORD}
        best = (-self.index.scores(asked)).argsort()[: 2 * count]
        texts = [self.texts[place] for place in best if self.owners[place] != article_id]
        return [text for text in texts if not holds(text, answers) and not told & set(words(text))][:count]

    def elsewhere(self, asked: str, article_id: str, *, answers: tuple[str, ...], same_event: bool) -> str | None:
        """Return the passage of another report most like `asked` that holds none of `answers`, or `None`.

        Without `same_event`, reports that share more than a tenth of their names with this one are passed over.
        """
        scores = self.index.scores(asked)
        for position in (-scores).argsort()[:_DEPTH]:
            place = int(position)
            other = self.owners[place]
            if other == article_id or holds(self.texts[place], answers):
                continue
            if same_event or self._kinship(article_id, other) < _KINSHIP:
                return self.texts[place]
        return None

    def _kinship(self, one: str, other: str) -> float:
        ours, theirs = self._names[one], self._names[other]
        return len(ours & theirs) / max(1, min(len(ours), len(theirs)))


def load_library(folder: Path, *, prefix: str, count_tokens: Callable[[str], int]) -> NewsLibrary:
    """Return the reports of `folder/articles.jsonl` whose id starts with `prefix`."""
    return NewsLibrary(
        cut(record["document_id"], record["text"], count_tokens=count_tokens)
        for record in read_lines(folder / "articles.jsonl")
        if record["document_id"].startswith(prefix)
    )


def question_streams(records: Iterable[dict[str, Any]], library: NewsLibrary, random: Random) -> Streams:
    """Return examples by kind for questions with `question`, `document_id` and `answers` (or null)."""
    kept = Collector("news", random, is_claim=False)
    for record in records:
        article = library.articles[record["document_id"]]
        asked = restyle(record["question"], random)
        if record["answers"] is None:
            similar = library.similar(asked, article.article_id)
            for kind, text in zip(("unanswerable", "unanswerable second"), similar, strict=False):
                kept.add(kind, asked, text)
            continue
        found = locate(article, record["answers"][0], asked)
        if found is None:
            continue
        place, span = found
        text = article.spans[place].of(article.text)
        kept.add("answer", asked, text, span)
        kept.add("removed", asked, without(text, span))
        others = [other for other in library.similar(asked, article.article_id) if not holds(other, record["answers"])]
        kept.add("near", asked, others[0] if others else None)
        far = library.elsewhere(
            asked, article.article_id, answers=tuple(record["answers"]), same_event=random.random() < _SAME_EVENT_SHARE
        )
        kept.add("elsewhere", asked, far)
        for other in library.far(asked, article.article_id, answers=record["answers"], count=FAR):
            kept.add("far", asked, other)
        kept.add("edited", exchange(asked, [article.text], random), text)
    return kept.streams


def claim_streams(records: Iterable[dict[str, Any]], library: NewsLibrary, random: Random) -> Streams:
    """Return examples by kind for claims with `claim`, `document_id`, `label` and `evidence` (or null)."""
    kept = Collector("claim", random, is_claim=True)
    for record in records:
        article = library.articles[record["document_id"]]
        asked = record["claim"]
        similar = library.similar(asked, article.article_id)
        if record["label"] != "supported":
            for kind, text in zip(("unsupported", "unsupported second"), similar, strict=False):
                kept.add(kind, asked, text)
            continue
        found = locate(article, record["evidence"], asked)
        if found is None:
            continue
        place, span = found
        text = article.spans[place].of(article.text)
        kept.add("supported", asked, text, span)
        kept.add("removed", asked, without(text, span))
        far = library.elsewhere(asked, article.article_id, answers=(record["evidence"],), same_event=False)
        kept.add("elsewhere", asked, far)
        kept.add("edited", exchange(asked, [article.text], random), text)
    return kept.streams
