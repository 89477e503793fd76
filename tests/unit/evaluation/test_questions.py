"""Question sets are read whole or not at all."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from assistant.errors import CorpusError, DocumentError
from assistant.evaluation import load_questions
from assistant.evaluation.gold import locate
from assistant.evaluation.metrics import Place
from assistant.evaluation.questions import Evidence, Position, Question, hash_questions
from assistant.records import Span

if TYPE_CHECKING:
    from pathlib import Path

LINE: dict[str, Any] = {
    "id": "q1",
    "question": "How many?",
    "answers": ["197"],
    "evidence": [{"document": "report", "quote": "197 militants"}],
    "type": "number",
}
POSITIONS: list[dict[str, Any]] = [
    {"value": "197", "as_of": "2026-02-04", "speaker": "an official", "documents": ["report", "copy"]},
    {"value": "177", "as_of": None, "speaker": None, "documents": ["older"]},
]


def write(path: Path, *lines: dict[str, Any] | str) -> Path:
    """Write a question file."""
    texts = (line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines)
    path.write_text("\n".join(texts), encoding="utf-8")
    return path


def test_all_fields_are_read(tmp_path: Path) -> None:
    """A line with every field, one with the needed ones, and blank lines between them."""
    full = {**LINE, "id": "q2", "as_of": "2026-02-04", "history": [{"question": "Who?", "answer": "x"}], "split": "dev"}
    first, second = load_questions(write(tmp_path / "set.jsonl", LINE, "", full, "  "))
    assert (first.id, first.answers, first.as_of, first.history, first.split) == ("q1", ("197",), None, (), None)
    assert first.evidence == (Evidence(document="report", quote="197 militants", part=None),)
    assert second.as_of == date(2026, 2, 4)
    assert second.history[0].question == "Who?"
    assert first.answerable


def test_null_answers_are_unanswerable(tmp_path: Path) -> None:
    """`null` says that abstaining is right."""
    (question,) = load_questions(write(tmp_path / "set.jsonl", {**LINE, "answers": None, "evidence": []}))
    assert not question.answerable


def test_positions_are_read(tmp_path: Path) -> None:
    """The values that the reports give, the current one first; a question without them has none."""
    line = {**LINE, "id": "q2", "agreement": "evolved", "positions": POSITIONS, "current": "197"}
    bare, question = load_questions(write(tmp_path / "set.jsonl", LINE, line))
    assert (question.agreement, question.current) == ("evolved", "197")
    assert question.positions == (
        Position(value="197", as_of=date(2026, 2, 4), speaker="an official", documents=("report", "copy")),
        Position(value="177", as_of=None, speaker=None, documents=("older",)),
    )
    assert (bare.agreement, bare.positions, bare.current) == (None, (), None)


def test_byte_order_mark_and_windows_lines_are_read(tmp_path: Path) -> None:
    """Files from other systems are read, and a line separator inside a string ends no line."""
    lines = [{**LINE, "question": "How\u2028many?"}, {**LINE, "id": "q2"}]
    text = "\r\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
    path = tmp_path / "set.jsonl"
    path.write_bytes(text.encode("utf-8-sig"))
    assert [question.id for question in load_questions(path)] == ["q1", "q2"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "Invalid JSON"),
        ("[1]", "object"),
        ('{"id": "\ud800"}'.encode("utf-8", "surrogatepass"), "Invalid JSON"),
        ("[" * 100_000, "Invalid JSON"),
        ({key: value for key, value in LINE.items() if key != "type"}, "type: Field required"),
        ({**LINE, "answer": ["197"]}, "answer: Extra inputs"),
        ({**LINE, "question": "  "}, "question: String should have at least 1 character"),
        ({**LINE, "answers": []}, "answers: no accepted answer; write null"),
        ({**LINE, "answers": ["197", "The"]}, "answers: 'The' is nothing once"),
        ({**LINE, "answers": "197"}, "answers: Input should be a valid array"),
        ({**LINE, "answers": [197]}, "answers.0: Input should be a valid string"),
        ({**LINE, "evidence": [{"document": "report"}]}, "evidence.0.quote: Field required"),
        (
            {**LINE, "evidence": [{"document": "r", "quote": "q", "part": 0}]},
            "evidence.0.part: Input should be greater",
        ),
        ({**LINE, "as_of": "yesterday"}, "as_of: Input should be a valid date"),
        ({**LINE, "split": "final"}, "split: Input should be 'train', 'dev' or 'test'"),
        ({**LINE, "agreement": "mixed"}, "agreement: Input should be 'single', 'agreed', 'evolved' or 'conflicting'"),
        ({**LINE, "agreement": "single"}, "an agreement class without positions"),
        ({**LINE, "positions": POSITIONS, "current": "177"}, "current is '177', which is not the value of the first"),
        ({**LINE, "positions": POSITIONS}, "current is None, which is not the value of the first"),
        ({**LINE, "current": "197"}, "current is '197', which is not the value of the first"),
        ({**LINE, "positions": [{**POSITIONS[0], "documents": []}], "current": "197"}, "positions.0.documents: Tuple"),
        ({**LINE, "positions": [{**POSITIONS[0], "source": "x"}], "current": "197"}, "positions.0.source: Extra"),
    ],
    ids=lambda value: None if isinstance(value, str) and len(value) < 100 else "",
)
def test_bad_line_is_named(tmp_path: Path, line: dict[str, Any] | str | bytes, reason: str) -> None:
    """A line that is no question stops the reading, with its place, the field and what is wrong."""
    path = tmp_path / "set.jsonl"
    data = line if isinstance(line, bytes) else (line if isinstance(line, str) else json.dumps(line)).encode()
    path.write_bytes(json.dumps({**LINE, "id": "good"}).encode() + b"\n\n" + data)
    with pytest.raises(DocumentError) as caught:
        load_questions(path)
    assert caught.value.path == f"{path}:3"
    assert reason in caught.value.reason
    assert "answers" in caught.value.hint


def test_repeated_id_is_rejected(tmp_path: Path) -> None:
    """Two questions with one id would be one row of a comparison."""
    path = write(tmp_path / "set.jsonl", LINE, {**LINE, "question": "Other?"})
    with pytest.raises(DocumentError, match=r":2: the id 'q1' is that of line 1"):
        load_questions(path)


def test_missing_and_empty_files_are_rejected(tmp_path: Path) -> None:
    """No file and no question are errors, not an empty report."""
    with pytest.raises(CorpusError, match="cannot be read: No such file"):
        load_questions(tmp_path / "none.jsonl")
    with pytest.raises(CorpusError, match="holds no question"):
        load_questions(write(tmp_path / "set.jsonl", "", " "))


def test_hash_changes_with_any_field() -> None:
    """The hash says which questions were asked."""
    question = Question.model_validate(LINE)
    assert hash_questions([question]) == hash_questions([Question.model_validate(LINE)])
    assert hash_questions([question]) != hash_questions([question.model_copy(update={"split": "dev"})])
    assert hash_questions([question]) != hash_questions([question, question])


def evidence(*pieces: dict[str, Any]) -> Question:
    """Return a question with this evidence."""
    return Question.model_validate({**LINE, "evidence": list(pieces)})


def test_quotes_become_places_by_part() -> None:
    """One number is one part; a piece without a number is its own; a quote counts wherever it stands."""
    texts = {"a": "Aye 197. Aye 197.", "b": "197 it is"}
    question = evidence(
        {"document": "a", "quote": "Aye 197", "part": 1},
        {"document": "b", "quote": "197", "part": 1},
        {"document": "b", "quote": "it is"},
        {"document": "b", "quote": "197 it"},
    )
    assert locate([question], texts)["q1"] == (
        (Place("a", Span(0, 7)), Place("a", Span(9, 16)), Place("b", Span(0, 3))),
        (Place("b", Span(4, 9)),),
        (Place("b", Span(0, 6)),),
    )


def test_quote_may_be_wrapped_otherwise() -> None:
    """White space and invisible characters of a quote do not matter, all others do."""
    texts = {"a": "killed 36 civilians (at least)"}
    assert locate([evidence({"document": "a", "quote": "36\n  civil\u00adians (at"})], texts)["q1"] == (
        (Place("a", Span(7, 23)),),
    )
    with pytest.raises(CorpusError):
        locate([evidence({"document": "a", "quote": "36 Civilians"})], texts)


def test_lost_evidence_is_an_error() -> None:
    """Gold that is not in the reports is named before anything is measured."""
    question = evidence({"document": "a", "quote": "198"}, *({"document": f"x{n}", "quote": "1"} for n in range(6)))
    with pytest.raises(CorpusError, match=r"q1: a quote of a; q1: the report of x0; .* and 2 more"):
        locate([question], {"a": "197"})
