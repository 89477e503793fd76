"""The shipped question set keeps its rules: evidence that stands in the reports, enough of each kind, a clean split."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from assistant.documents import load
from assistant.evaluation import Question, load_questions
from assistant.evaluation.gold import locate
from assistant.evaluation.metrics import answer_contained
from assistant.settings import DocumentSettings

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "tests" / "questions"
TYPES = {
    *("fact", "number", "date", "place", "person", "organisation", "reason", "attribution", "quote"),
    *("as-of", "evolved", "conflicting", "multi-report", "comparison", "arithmetic", "follow-up"),
    *("keyword-style", "misspelt", "false premise", "unanswerable"),
}
# Here the answer is worked out from the reports, not read in them.
DERIVED = {"arithmetic"}
MIN_QUESTIONS, MIN_UNANSWERABLE_SHARE, MIN_OF_A_TYPE = 80, 0.25, 2


class Group(NamedTuple):
    """Reports that go together, and the split they are in."""

    split: str
    reports: tuple[str, ...]


@cache
def questions() -> tuple[Question, ...]:
    """Return the shipped questions."""
    return load_questions(FOLDER / "corpus.jsonl")


@cache
def texts() -> dict[str, str]:
    """Return the stored text of each report, by id."""
    loaded = load([ROOT / "corpus"], settings=DocumentSettings())
    return {document.document_id: document.text for item in loaded for document in item.documents}


@cache
def groups() -> dict[str, Group]:
    """Return the groups that the README's table states."""
    rows = re.findall(
        r"^\| (\w+) \| (dev|test) \| (.+) \|$", (FOLDER / "README.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    return {name: Group(split, tuple(reports.split(", "))) for name, split, reports in rows}


def group_of(question: Question) -> Group:
    """Return the group that a question's id names."""
    return groups()[question.id.rpartition("-")[0]]


def test_evidence_stands_in_the_reports() -> None:
    """Every quote is found in the report it names, as the assistant stores it."""
    located = locate(questions(), texts())
    assert len(located) == len(questions())


def test_evidence_is_exact() -> None:
    """Quotes are the reports' characters, not only their words."""
    inexact = [
        (question.id, piece.quote)
        for question in questions()
        for piece in question.evidence
        if piece.quote not in texts()[piece.document]
    ]
    assert not inexact


def test_quotes_lie_within_a_paragraph() -> None:
    """A quote over a paragraph's end would be no sentence's evidence."""
    assert not [question.id for question in questions() for piece in question.evidence if "\n" in piece.quote]


def test_answerable_questions_have_evidence_and_others_none() -> None:
    """An answer without a place that states it cannot be checked; a question without an answer has no such place."""
    assert not [question.id for question in questions() if question.answerable != bool(question.evidence)]


def test_answers_are_in_the_evidence() -> None:
    """Some accepted form of each answer stands in the sentences of its evidence, unless it has to be worked out."""
    missing = []
    for question in questions():
        if question.answers is None or question.type in DERIVED:
            continue
        sentences = [
            line for piece in question.evidence for line in texts()[piece.document].split("\n") if piece.quote in line
        ]
        if not answer_contained(sentences, question.answers):
            missing.append(question.id)
    assert not missing


def test_set_is_large_and_varied_enough() -> None:
    """Every type of question is there, no other, and a quarter at least are not answered by the reports."""
    types = Counter(question.type for question in questions())
    assert len(questions()) >= MIN_QUESTIONS
    assert set(types) == TYPES
    assert min(types.values()) >= MIN_OF_A_TYPE
    unanswerable = [question for question in questions() if not question.answerable]
    assert len(unanswerable) >= MIN_UNANSWERABLE_SHARE * len(questions())
    assert {question.type for question in unanswerable} >= {"unanswerable", "false premise"}
    assert all(not question.answerable for question in questions() if question.type == "unanswerable")


def test_types_have_what_they_are_about() -> None:
    """A follow-up has a turn before it, an as-of question a day; nothing else has a history."""
    assert all(question.history for question in questions() if question.type == "follow-up")
    assert all(question.type == "follow-up" for question in questions() if question.history)
    assert all(question.as_of for question in questions() if question.type == "as-of")


def test_no_question_is_asked_twice() -> None:
    """The same words with the same history and day are one question."""
    asked = Counter((question.question.casefold(), question.history, question.as_of) for question in questions())
    assert not [words for words, count in asked.items() if count > 1]


def test_every_report_is_in_one_group() -> None:
    """The README's table places each report of the corpus, once."""
    placed = Counter(report for group in groups().values() for report in group.reports)
    assert set(placed) == set(texts())
    assert not [report for report, count in placed.items() if count > 1]


@pytest.mark.parametrize("split", ["dev", "test"])
def test_both_splits_can_measure_everything(split: str) -> None:
    """Each split has answerable and unanswerable questions, and at least thirty in all."""
    part = [question for question in questions() if question.split == split]
    assert len(part) >= 30
    assert sum(not question.answerable for question in part) >= 10


def test_split_goes_by_group() -> None:
    """A question is in the split of its group, and its first evidence in a report of that group."""
    assert not [question.id for question in questions() if question.split != group_of(question).split]
    assert not [
        question.id
        for question in questions()
        if question.evidence and question.evidence[0].document not in group_of(question).reports
    ]
