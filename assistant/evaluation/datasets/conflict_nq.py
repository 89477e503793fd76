"""ConflictNQ's format: a question with a real passage and with passages that were written to contradict it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.evaluation.datasets.dataset import Dataset, Format, Report, Row, accepted, read_items, stating
from assistant.evaluation.questions import Position, Question

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


class _Passage(Row):
    passage: str


class _Item(Row):
    id: str
    question: str
    cleaned_question: str = ""
    real_short_answer: str
    fake_short_answer: str
    real_passages: tuple[_Passage, ...]
    fake_passages: tuple[_Passage, ...]


def load(path: Path) -> Dataset:
    """Return each question twice, held to its own passages: with the real ones only, and with the altered ones too.

    `real` wants the real answer. `conflict` has the class "conflicting" and both answers as positions; either is
    accepted, since nothing but the passages says which is true. Raises `CorpusError`.
    """
    questions: list[Question] = []
    reports: list[Report] = []
    for item in read_items(path, _Item):
        real = _reports(f"conflictnq-{item.id}-real", item.real_passages)
        fake = _reports(f"conflictnq-{item.id}-fake", item.fake_passages)
        reports += [*real, *fake]
        questions += _questions(item, real, fake)
    return Dataset(questions=tuple(questions), reports=tuple(reports))


def _reports(name: str, passages: Sequence[_Passage]) -> list[Report]:
    return [
        Report(f"{name}-{number}", passage.passage, publisher=name)
        for number, passage in enumerate(passages)
        if passage.passage.strip()
    ]


def _questions(item: _Item, real: list[Report], fake: list[Report]) -> list[Question]:
    asked = (item.cleaned_question or item.question).strip()
    true, false = accepted([item.real_short_answer]), accepted([item.fake_short_answer])
    if not (true and real):
        return []
    name = f"conflictnq-{item.id}"
    publisher = real[0].publisher
    evidence = stating(real, true)
    plain = Question(
        id=f"{name}-real", question=asked, answers=true, evidence=evidence, type="real", publishers=(publisher,)
    )
    if not (false and fake):
        return [plain]
    positions = (_position(true[0], real), _position(false[0], fake))
    conflict = Question(
        id=f"{name}-conflict",
        question=asked,
        answers=tuple(dict.fromkeys((*true, *false))),
        evidence=(*evidence, *stating(fake, false, part=2)),
        type="conflict",
        publishers=(publisher, fake[0].publisher),
        agreement="conflicting",
        positions=positions,
        current=true[0],
    )
    return [plain, conflict]


def _position(value: str, reports: list[Report]) -> Position:
    return Position(value=value, as_of=None, speaker=None, documents=tuple(report.document_id for report in reports))


FORMAT = Format(
    name="conflict-nq",
    load=load,
    what="`conflict_nq_val.jsonl`",
    compare="none at hand",
    differs=(
        "`agreement` of `conflict` is the share of questions that are said to conflict; `current_value` counts the "
        "real answer as the one to lead with, which the passages alone do not show: read it as a bias, not as a fault"
    ),
)
