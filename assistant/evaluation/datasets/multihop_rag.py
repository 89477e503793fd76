"""MultiHop-RAG's format: questions whose evidence is several facts from several articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.errors import CorpusError
from assistant.evaluation.datasets.dataset import Dataset, Format, Report, Row, accepted, read_items
from assistant.evaluation.questions import Evidence, Question
from assistant.text import normalise

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_CORPUS = "corpus.json"
_NO_ANSWER = "null_query"


class _Fact(Row):
    title: str
    fact: str
    url: str = ""


class _Item(Row):
    query: str
    answer: str
    question_type: str
    evidence_list: tuple[_Fact, ...]


class _Article(Row):
    title: str
    body: str
    url: str = ""
    source: str = ""
    published_at: str = ""


def load(path: Path) -> Dataset:
    """Return the questions of `MultiHopRAG.json`, asked of the whole `corpus.json` beside it; each fact is a part.

    A fact is evidence where the article has it word for word; a question of which one fact does not is left without
    evidence, so that its retrieval is not scored. Raises `CorpusError`.
    """
    beside = path.with_name(_CORPUS)
    if not beside.is_file():
        raise CorpusError(f"{beside} is not there", hint="put the articles beside the questions, as they are published")
    articles = read_items(beside, _Article)
    reports = tuple(
        Report(f"multihop-{number}", item.body, title=item.title, publisher=item.source, published=item.published_at)
        for number, item in enumerate(articles)
    )
    names = {
        key: report for item, report in zip(articles, reports, strict=True) for key in (item.url, item.title) if key
    }
    questions = tuple(_question(number, item, names) for number, item in enumerate(read_items(path, _Item)))
    return Dataset(questions=questions, reports=reports)


def _question(number: int, item: _Item, names: dict[str, Report]) -> Question:
    answers = () if item.question_type == _NO_ANSWER else accepted([item.answer])
    return Question(
        id=f"multihop-{number}",
        question=item.query.strip(),
        answers=answers or None,
        evidence=_evidence(item.evidence_list, names) if answers else (),
        type=item.question_type,
    )


def _evidence(facts: Sequence[_Fact], names: dict[str, Report]) -> tuple[Evidence, ...]:
    found = []
    for part, fact in enumerate(facts, start=1):
        report = names.get(fact.url) or names.get(fact.title)
        quote = " ".join(normalise(fact.fact).split())
        if report is None or not quote or quote not in " ".join(normalise(report.text).split()):
            return ()
        found.append(Evidence(document=report.document_id, quote=quote, part=part))
    return tuple(found)


FORMAT = Format(
    name="multihop-rag",
    load=load,
    what="`MultiHopRAG.json`, with `corpus.json` beside it",
    compare=(
        "retrieval, MRR@10 / Hits@10 / Hits@4 over 2,255 questions: voyage-02 .3934 / .6506 / .4619, and reranked by "
        "bge-reranker-large .5860 / .7467 / .6625; bge-large-en-v1.5 .4298 / .6718 / .5221, reranked .5630 / .7183 / "
        ".6364 (Tang and Yang, 2024, Table 5): beside `mrr@10` and `hit@10`. Answers from retrieved passages, "
        "accuracy: GPT-4 .56, ChatGPT .44, Llama-2-70B .28 (Table 6)"
    ),
    differs=(
        "their passages have 256 tokens and a hit is a passage that holds a whole fact; ours have about 110 words and "
        "a hit touches one. Their MAP is no standard average precision, so it is not compared: `ndcg@10` and "
        "`all_evidence@10` say more of several facts. Answers such as Yes, No and Before stand in no report: an "
        "assistant that quotes cannot give them"
    ),
)
