"""The news_qa format: one question a line, with the article it is about; `articles.jsonl` lies beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.errors import CorpusError
from assistant.evaluation.datasets.dataset import Dataset, Format, Report, Row, accepted, read_items
from assistant.evaluation.questions import Evidence, Question
from assistant.text import normalise

if TYPE_CHECKING:
    from pathlib import Path

_ARTICLES = "articles.jsonl"


class _Item(Row):
    id: str
    document_id: str
    question: str
    answers: tuple[str, ...] | None
    type: str


class _Article(Row):
    document_id: str
    text: str


def load(path: Path) -> Dataset:
    """Return the questions, asked of all the articles that lie beside them: nothing says which one answers.

    Raises `CorpusError`.
    """
    beside = path.with_name(_ARTICLES)
    if not beside.is_file():
        raise CorpusError(f"{beside} is not there", hint="put the articles beside the questions")
    texts = {item.document_id: item.text for item in read_items(beside, _Article)}
    questions = tuple(_question(item, texts) for item in read_items(path, _Item))
    return Dataset(questions=questions, reports=tuple(Report(name, text) for name, text in texts.items()))


def _question(item: _Item, texts: dict[str, str]) -> Question:
    answers = accepted(item.answers or ())
    stored = normalise(texts.get(item.document_id, ""))
    quotes = dict.fromkeys(quote for answer in answers if (quote := normalise(answer)) in stored)
    return Question(
        id=item.id,
        question=item.question.strip(),
        answers=answers or None,
        evidence=tuple(Evidence(document=item.document_id, quote=quote, part=1) for quote in quotes),
        type="unanswerable" if item.answers is None else item.type,
    )


FORMAT = Format(
    name="news-qa",
    load=load,
    what="`dev.jsonl` or `train.jsonl` of news_qa, with `articles.jsonl` beside it",
    compare="none at hand: the questions were written for this product",
    differs=(
        "LlamaIndex's quickstart retrieval on the same questions is in README. A hit there is a passage of the "
        "article; here it is one that overlaps an occurrence of the answer's words in it"
    ),
)
