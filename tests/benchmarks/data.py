"""What is measured on: articles and questions that are given, or the corpus that ships when none are."""

from __future__ import annotations

import hashlib
import json
import random
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assistant import Settings
from assistant.settings import StoreSettings

from .measures import SEED

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "corpus"
# What decides what a store holds: a change of any makes cached stores worthless.
_BUILDERS = ("passages.py", "text.py", "documents", "index/embedding.py", "index/vectors.py", "index/schema.sql")


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One report to ingest."""

    document_id: str
    text: str
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question, the document it is about, and the answers that stand in it: none where it does not answer."""

    question: str
    document_id: str
    answers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What all benchmarks get. `is_shipped` says that the articles are the shipped corpus, for want of others.

    `questions` have an answer in their document, `unanswerable` ones have none; `claims` is a file of claims.
    """

    articles: tuple[Article, ...]
    questions: tuple[Question, ...]
    is_shipped: bool
    work: Path
    limit: int
    scale: int
    unanswerable: tuple[Question, ...] = ()
    claims: Path | None = None

    @property
    def corpus_hash(self) -> str:
        """A hash of all articles, in order."""
        return digest(self.articles)


def load_context(*, articles: Path | None, questions: Path | None, work: Path, limit: int, scale: int) -> Context:
    """Return the given articles and questions, or the shipped corpus and queries made of it."""
    if articles is None:
        shipped = shipped_articles()
        return Context(
            articles=shipped,
            questions=queries_from(shipped, n=250),
            is_shipped=True,
            work=work,
            limit=limit,
            scale=scale,
        )
    read = tuple(Article(document_id=row["document_id"], text=row["text"]) for row in _rows(articles))
    asked = [
        Question(question=row["question"], document_id=row["document_id"], answers=tuple(row["answers"] or ()))
        for row in (_rows(questions) if questions else ())
    ]
    return Context(
        articles=read,
        questions=tuple(item for item in asked if item.answers) or queries_from(read, n=250),
        unanswerable=tuple(item for item in asked if not item.answers),
        is_shipped=False,
        work=work,
        limit=limit,
        scale=scale,
    )


def shipped_articles() -> tuple[Article, ...]:
    """Return the reports of `corpus/`, as the product reads them."""
    from assistant import documents

    loaded = [documents.read(file, settings=Settings().documents) for file in documents.find([CORPUS]).files]
    return tuple(
        Article(document_id=item.document_id, title=item.title, text=item.text)
        for file in loaded
        for item in file.documents
    )


def queries_from(articles: Sequence[Article], *, n: int) -> tuple[Question, ...]:
    """Return `n` runs of 6 to 12 words drawn from the articles: good for timing, not for judging what is found."""
    draw = random.Random(SEED)
    queries = []
    for _ in range(n):
        article = draw.choice(articles)
        words = article.text.split()
        length = draw.randint(6, 12)
        start = draw.randrange(max(1, len(words) - length))
        queries.append(Question(question=" ".join(words[start : start + length]), document_id=article.document_id))
    return tuple(queries)


def write_articles(articles: Sequence[Article], path: Path) -> Path:
    """Write the articles as JSON Lines, one the file `Assistant.ingest` reads; return `path`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = (
        {"document_id": item.document_id, "text": item.text} | ({"title": item.title} if item.title else {})
        for item in articles
    )
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return path


def settings_at(folder: Path) -> Settings:
    """Return the default settings with the store in this folder."""
    return Settings(store=StoreSettings(path=folder))


def digest(articles: Sequence[Article]) -> str:
    """Return a hash of these articles, in order."""
    whole = hashlib.sha256()
    for item in articles:
        whole.update(f"{item.document_id}\0{item.title}\0{item.text}\0".encode())
    return whole.hexdigest()[:16]


def build_key(articles: Sequence[Article]) -> str:
    """Return a name for the store of these articles under the present settings and the present code."""
    settings = Settings()
    whole = hashlib.sha256(f"{digest(articles)}{settings.passages!r}{settings.embedding.model}".encode())
    for name in _BUILDERS:
        path = ROOT / "assistant" / name
        for file in sorted(path.rglob("*.py")) if path.is_dir() else (path,):
            whole.update(file.read_bytes())
    return whole.hexdigest()[:16]


def _rows(path: Path) -> list[dict[str, str]]:
    # Not `splitlines`: JSON strings may hold other line ends as they are.
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
