"""RAMDocs' format: each question with a handful of texts, some right, some wrong, some beside the point."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from assistant.evaluation.datasets.dataset import Dataset, Format, Report, Row, accepted, read_items, stating
from assistant.evaluation.questions import Question

if TYPE_CHECKING:
    from pathlib import Path


class _Text(Row):
    text: str
    type: Literal["correct", "misinfo", "noise"]
    answer: str


class _Item(Row):
    question: str
    documents: tuple[_Text, ...]
    gold_answers: tuple[str, ...]
    wrong_answers: tuple[str, ...] = ()


def load(path: Path) -> Dataset:
    """Return each question held to its own texts; every right answer is one part of the evidence.

    The type says what the texts hold beside right ones: `misinfo`, `ambiguous` (several right answers), both, or
    neither (`plain`). Raises `CorpusError`.
    """
    questions: list[Question] = []
    reports: list[Report] = []
    for number, item in enumerate(read_items(path, _Item)):
        name = f"ramdocs-{number}"
        given = [
            Report(f"{name}-{place}", text.text, publisher=name)
            for place, text in enumerate(item.documents)
            if text.text.strip()
        ]
        reports += given
        questions.append(_question(name, item, given))
    return Dataset(questions=tuple(questions), reports=tuple(reports))


def _question(name: str, item: _Item, given: list[Report]) -> Question:
    answers = accepted(item.gold_answers)
    right = {text.text for text in item.documents if text.type == "correct"}
    stated = [report for report in given if report.text in right]
    evidence = [piece for part, answer in enumerate(answers, start=1) for piece in stating(stated, [answer], part=part)]
    kinds = [
        *(["misinfo"] if any(text.type == "misinfo" for text in item.documents) else []),
        *(["ambiguous"] if len(answers) > 1 else []),
    ]
    return Question(
        id=name,
        question=item.question.strip(),
        answers=answers or None,
        evidence=tuple(evidence),
        type=" ".join(kinds) or "plain",
        publishers=(name,),
    )


FORMAT = Format(
    name="ramdocs",
    load=load,
    what="`RAMDocs_test.jsonl`",
    compare=(
        "exact match: Llama3.3-70B-Instruct, the best baseline, at most 32.60 (Wang et al., 2025, abstract). Their "
        "exact match asks for every right answer and no wrong one, which we do not score: none of our figures equals "
        "it"
    ),
    differs=(
        "`answer_contained` takes one of several right answers and does not punish a wrong one beside it; whether all "
        "right answers are backed shows in `citation_recall`. Theirs is a language model with all texts in the prompt"
    ),
)
