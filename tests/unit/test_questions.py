"""The shipped questions keep their rules: evidence that stands in the reports, enough of each kind, clean splits."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from assistant.documents import find, read
from assistant.evaluation import Question, load_questions
from assistant.evaluation.gold import locate
from assistant.evaluation.metrics import answer_contained
from assistant.settings import DocumentSettings

if TYPE_CHECKING:
    from assistant.evaluation.questions import Agreement
    from assistant.records import Document

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "tests" / "questions"
TYPES = {
    *("fact", "number", "date", "place", "person", "organisation", "reason", "attribution", "quote"),
    *("as-of", "evolved", "conflicting", "multi-report", "comparison", "arithmetic", "follow-up"),
    *("keyword-style", "misspelt", "false premise", "unanswerable"),
}
# Here the answer is worked out from the reports, not read in them.
DERIVED = {"arithmetic"}
MIN_QUESTIONS, MIN_UNANSWERABLE_SHARE, MIN_OF_A_TYPE, MIN_OF_A_TYPE_IN_A_SPLIT = 250, 0.25, 6, 2
MIN_OF_A_CLASS: dict[Agreement | None, int] = {"single": 35, "agreed": 30, "evolved": 30, "conflicting": 25}
MIN_OF_A_CLASS_IN_A_SPLIT = 10
UNITS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
SETS = ("corpus.jsonl", "positions.jsonl")
both_sets = pytest.mark.parametrize("name", SETS)


class Group(NamedTuple):
    """Reports that go together, and the split they are in."""

    split: str
    reports: tuple[str, ...]


@cache
def questions(name: str = "corpus.jsonl") -> tuple[Question, ...]:
    """Return the questions of a shipped set."""
    return load_questions(FOLDER / name)


@cache
def reports() -> dict[str, Document]:
    """Return the reports as the assistant stores them, by id."""
    loaded = [read(file, settings=DocumentSettings()) for file in find([ROOT / "corpus"]).files]
    return {document.document_id: document for item in loaded for document in item.documents}


@cache
def texts() -> dict[str, str]:
    """Return the stored text of each report, by id."""
    return {name: document.text for name, document in reports().items()}


def origin(report: str) -> str:
    """Return the report that this one is a copy of, itself if of none."""
    based_on = reports()[report].based_on
    return based_on if based_on in reports() else report


def spellings(value: str) -> list[str]:
    """Return the value, and the words for it if it is a number below a hundred."""
    if not value.isdigit() or int(value) >= 100:
        return [value]
    tens, units = divmod(int(value), 10)
    if tens < 2:
        return [value, UNITS[int(value)]]
    return [value, TENS[tens - 2] + (f"-{UNITS[units]}" if units else "")]


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


@both_sets
def test_evidence_stands_in_the_reports(name: str) -> None:
    """Every quote is found in the report it names, as the assistant stores it."""
    located = locate(questions(name), texts())
    assert len(located) == len(questions(name))


@both_sets
def test_evidence_is_exact(name: str) -> None:
    """Quotes are the reports' characters, not only their words."""
    inexact = [
        (question.id, piece.quote)
        for question in questions(name)
        for piece in question.evidence
        if piece.quote not in texts()[piece.document]
    ]
    assert not inexact


@both_sets
def test_quotes_lie_within_a_paragraph(name: str) -> None:
    """A quote over a paragraph's end would be no sentence's evidence."""
    assert not [question.id for question in questions(name) for piece in question.evidence if "\n" in piece.quote]


@both_sets
def test_answerable_questions_have_evidence_and_others_none(name: str) -> None:
    """An answer without a place that states it cannot be checked; a question without an answer has no such place."""
    assert not [question.id for question in questions(name) if question.answerable != bool(question.evidence)]


@both_sets
def test_answers_are_in_the_evidence(name: str) -> None:
    """Some accepted form of each answer stands in the sentences of its evidence, unless it has to be worked out."""
    missing = []
    for question in questions(name):
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
    in_a_split = Counter((question.type, question.split) for question in questions())
    assert min(in_a_split[kind, split] for kind in TYPES for split in ("dev", "test")) >= MIN_OF_A_TYPE_IN_A_SPLIT
    unanswerable = [question for question in questions() if not question.answerable]
    assert len(unanswerable) >= MIN_UNANSWERABLE_SHARE * len(questions())
    assert {question.type for question in unanswerable} >= {"unanswerable", "false premise"}
    assert all(not question.answerable for question in questions() if question.type == "unanswerable")


@both_sets
def test_types_have_what_they_are_about(name: str) -> None:
    """A follow-up has a turn before it, an as-of question a day; nothing else has a history."""
    assert all(question.history for question in questions(name) if question.type == "follow-up")
    assert all(question.type == "follow-up" for question in questions(name) if question.history)
    assert all(question.as_of for question in questions(name) if question.type == "as-of")


@both_sets
def test_no_question_is_asked_twice(name: str) -> None:
    """The same words with the same history and day are one question."""
    asked = Counter((question.question.casefold(), question.history, question.as_of) for question in questions(name))
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


@both_sets
def test_split_goes_by_group(name: str) -> None:
    """A question is in the split of its group, and its first evidence in a report of that group."""
    assert not [question.id for question in questions(name) if question.split != group_of(question).split]
    assert not [
        question.id
        for question in questions(name)
        if question.evidence and question.evidence[0].document not in group_of(question).reports
    ]


def test_ids_are_of_one_set() -> None:
    """An id names one question over both files."""
    ids = Counter(question.id for name in SETS for question in questions(name))
    assert not [key for key, count in ids.items() if count > 1]


def test_every_class_of_agreement_is_there() -> None:
    """Enough questions of each class in all, and some of each in both splits; none without an answer."""
    found = Counter(question.agreement for question in questions("positions.jsonl"))
    assert set(found) == set(MIN_OF_A_CLASS)
    assert not {name: found[name] for name, least in MIN_OF_A_CLASS.items() if found[name] < least}
    in_a_split = Counter((question.agreement, question.split) for question in questions("positions.jsonl"))
    assert min(in_a_split.values()) >= MIN_OF_A_CLASS_IN_A_SPLIT
    assert len(in_a_split) == 2 * len(MIN_OF_A_CLASS)
    assert all(question.answerable for question in questions("positions.jsonl"))


def test_classes_have_the_positions_they_are_about() -> None:
    """One position where the reports agree or one alone speaks, several where they moved or contradict one another."""
    wrong = [
        question.id
        for question in questions("positions.jsonl")
        if (len(question.positions) > 1) != (question.agreement in {"evolved", "conflicting"})
    ]
    assert not wrong


def test_copies_are_one_origin() -> None:
    """A value is agreed on by reports that are no copies of one another; a single one has only copies beside it."""
    origins = {
        question.id: ({origin(report) for report in question.positions[0].documents}, question.agreement)
        for question in questions("positions.jsonl")
    }
    assert not [key for key, (found, kind) in origins.items() if kind == "single" and len(found) > 1]
    assert not [key for key, (found, kind) in origins.items() if kind == "agreed" and len(found) == 1]


def test_positions_are_the_evidence() -> None:
    """The pieces of part `n` come from the reports of the `n`-th position."""
    for question in questions("positions.jsonl"):
        parts = {
            number: {piece.document for piece in question.evidence if piece.part == number}
            for number in range(1, len(question.positions) + 1)
        }
        assert parts == {number: set(item.documents) for number, item in enumerate(question.positions, start=1)}


def test_values_stand_in_their_reports() -> None:
    """Every report of a position has its value, in digits or words, or another accepted form of the answer."""
    missing = []
    for question in questions("positions.jsonl"):
        assert question.answers
        for position in question.positions:
            in_reports = [answer_contained([texts()[name]], spellings(position.value)) for name in position.documents]
            others = [answer_contained([texts()[name]], question.answers) for name in position.documents]
            if not any(in_reports) or not all(map(max, in_reports, others)):
                missing.append((question.id, position.value))
    assert not missing


def test_current_value_is_an_accepted_answer() -> None:
    """What holds now is accepted, in one form or another, and dated no later than the day asked about."""
    for question in questions("positions.jsonl"):
        assert question.current == question.positions[0].value
        assert question.answers
        assert any(
            answer_contained([answer], spellings(question.current)) or answer_contained([question.current], [answer])
            for answer in question.answers
        )
        days = [position.as_of for position in question.positions if position.as_of]
        assert question.as_of is None or max(days) <= question.as_of


@both_sets
def test_reports_had_appeared_by_the_day_asked_about(name: str) -> None:
    """What was published or changed after the day of the question is no evidence for it."""
    late = [
        (question.id, piece.document)
        for question in questions(name)
        for piece in question.evidence
        if question.as_of and (reports()[piece.document].known_day or "") > question.as_of.isoformat()
    ]
    assert not late


@pytest.mark.parametrize(("name", "key"), [("corpus.jsonl", "type"), ("positions.jsonl", "agreement")])
def test_readme_counts_are_right(name: str, key: str) -> None:
    """The README's tables say how many questions of each kind either split has."""
    table = re.search(rf"^\| `{name}`.*\n\|.*\n((?:\|.*\n)+)", (FOLDER / "README.md").read_text("utf-8"), re.MULTILINE)
    assert table
    stated = {
        row[0]: tuple(map(int, row[1:])) for row in re.findall(r"\| (.+) \| (\d+) \| (\d+) \| (\d+) \|", table[1])
    }
    kinds: dict[str, list[Question]] = {"all": list(questions(name))}
    if unanswerable := [question for question in questions(name) if not question.answerable]:
        kinds["no answer"] = unanswerable
    for question in questions(name):
        kinds.setdefault(getattr(question, key), []).append(question)
    splits = {kind: Counter(question.split for question in part) for kind, part in kinds.items()}
    assert stated == {kind: (found["dev"], found["test"], found.total()) for kind, found in splits.items()}
