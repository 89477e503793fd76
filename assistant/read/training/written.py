"""Examples from questions and claims written for passages of the other sets: what tempts a reader to say too much."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assistant.errors import CorpusError
from assistant.read.training.edits import exchange
from assistant.read.training.examples import Article, Collector, Streams, cut, read_lines, shared_words, without
from assistant.read.training.news import FAR
from assistant.read.training.squad import read_topics
from assistant.read.training.styles import restyle
from assistant.records import Span
from assistant.text import sha256

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path
    from random import Random

    from assistant.read.training.news import NewsLibrary

# A passage is held against so many digits of its SHA-256.
DIGITS = 16


def paragraphs(paths: Iterable[Path], *, count_tokens: Callable[[str], int]) -> dict[str, Article]:
    """Return the paragraphs of files in SQuAD's format by the beginnings of their hashes, each cut into passages."""
    contexts = {paragraph["context"] for path in paths for topic in read_topics(path) for paragraph in topic}
    keyed = {digits(context): context for context in contexts}
    return {key: cut(key, context, count_tokens=count_tokens) for key, context in keyed.items()}


def written_streams(path: Path, random: Random, *, library: NewsLibrary, wiki: dict[str, Article]) -> Streams:
    """Return examples by kind from lines with `passage`, `question` or `claim`, and `span`.

    Args:
        path: The lines. `passage` is the beginning of the passage's SHA-256, `span` where in it the answer or the
            evidence stands, null for none. Passages of reports have `document_id`, `start` and `end` besides; the
            others are paragraphs of the encyclopedia.
        random: Decides on style and crop.
        library: The reports.
        wiki: The paragraphs; lines about others are left out, since their set may not be at hand.

    Raises:
        CorpusError: A report is not there, or its passage is not the one that the line was written for.
    """
    asked, claimed = Collector("written", random, is_claim=False), Collector("written claim", random, is_claim=True)
    encyclopedia = Collector("wiki", random, is_claim=False)
    for record in read_lines(path):
        if "document_id" not in record:
            article = wiki.get(record["passage"])
            if article:
                _add_paragraph(encyclopedia, record["question"], article, record["span"])
            continue
        text = _passage(record, library, path)
        span = Span(*record["span"]) if record["span"] else None
        if "claim" in record:
            claimed.add("supported" if span else "unsupported", record["claim"], text, span)
            continue
        question = restyle(record["question"], random)
        asked.add("answer" if span else "unanswerable", question, text, span)
        if span:
            asked.add("removed", question, without(text, span))
            asked.add("edited", exchange(question, [text], random), text)
            for other in library.far(question, record["document_id"], answers=[span.of(text)], count=FAR):
                asked.add("far", question, other)
    return asked.streams | claimed.streams | encyclopedia.streams


def _add_paragraph(kept: Collector, asked: str, article: Article, answer: list[int] | None) -> None:
    """Collect a question with the passage that answers it, or with the one most like it that does not."""
    if answer is None:
        kept.add("written", asked, max(article.passages(), key=lambda text: shared_words(asked, text)))
        return
    for place in article.spans:
        if place.start <= answer[0] and answer[1] <= place.end:
            kept.add("twin", asked, place.of(article.text), Span(*answer).shifted(-place.start))
            return


def digits(text: str) -> str:
    """Return what a line calls its passage."""
    return sha256(text)[:DIGITS]


def _passage(record: dict[str, Any], library: NewsLibrary, path: Path) -> str:
    article = library.articles.get(record["document_id"])
    text = article.text[record["start"] : record["end"]] if article else ""
    if digits(text) != record["passage"]:
        raise CorpusError(
            f"{path}: {record['document_id']} does not hold the passage {record['passage']}",
            hint="give the folder of reports that the lines were written for",
        )
    return text
