"""SQuAD's format, version 1 and 2: articles of paragraphs, each with its questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.evaluation.datasets.dataset import Dataset, Format, Report, Row, accepted, parse, read_text
from assistant.evaluation.questions import Evidence, Question
from assistant.text import normalise

if TYPE_CHECKING:
    from pathlib import Path


class _Answer(Row):
    text: str
    answer_start: int


class _Asked(Row):
    id: str
    question: str
    answers: tuple[_Answer, ...]
    is_impossible: bool = False


class _Paragraph(Row):
    context: str
    qas: tuple[_Asked, ...]


class _Article(Row):
    title: str
    paragraphs: tuple[_Paragraph, ...]


class _Squad(Row):
    data: tuple[_Article, ...]


def load(path: Path) -> Dataset:
    """Return every paragraph as a report of its own and every question with its paragraph's words as evidence.

    A question is held to its own paragraph, as SQuAD asks it. Raises `CorpusError`.
    """
    squad: _Squad = parse(path, _Squad.model_validate_json, read_text(path))
    questions, reports = [], []
    for number, article in enumerate(squad.data):
        for place, paragraph in enumerate(article.paragraphs):
            name = f"squad-{number}-{place}"
            # The title is the article's: with it, paragraphs of one article would share words that they do not have.
            reports.append(Report(name, paragraph.context, publisher=name))
            questions += [_question(asked, name, paragraph.context) for asked in paragraph.qas]
    return Dataset(questions=tuple(questions), reports=tuple(reports))


def _question(asked: _Asked, name: str, context: str) -> Question:
    answers = accepted(answer.text for answer in asked.answers) if not asked.is_impossible else ()
    stored = normalise(context)
    quotes = dict.fromkeys(quote for answer in answers if (quote := normalise(answer)) in stored)
    return Question(
        id=asked.id,
        question=asked.question.strip(),
        answers=answers or None,
        evidence=tuple(Evidence(document=name, quote=quote, part=1) for quote in quotes),
        type="answerable" if answers else "unanswerable",
        publishers=(name,),
    )


FORMAT = Format(
    name="squad",
    load=load,
    what="a SQuAD 1.1 or 2.0 file (`train-v2.0.json`, `dev-v2.0.json`), or SquadShifts",
    compare=(
        "SQuAD 2.0 dev, EM / F1: deepset/minilm-uncased-squad2 76.13 / 79.50 (answerable 78.36 / 85.10, unanswerable "
        "73.91), deepset/tinyroberta-squad2 78.86 / 82.04, by their model cards; on the 6,078 questions of "
        "chrischute/squad's half of dev a distilroberta-base-squad2 card has 70.93 / 74.60"
    ),
    differs=(
        "SQuAD's EM and F1 count unanswerable questions too, as 1 for abstaining: add them from `false_answers`, "
        "weighted by n. A reader is given the paragraph; here it is found by publisher and cut into passages first, "
        "and an answer must stand up to checking"
    ),
)
