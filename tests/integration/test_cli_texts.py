"""`assistant read` and `assistant support`: the reader over one's own texts, without a store."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import pytest

from assistant.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FIRE = "Rain fell on the coast all week. Police said on Monday that 12 people had died in the hotel fire in Quetta."
OTHER = "The museum opens its new wing in spring. Entry will be free on Sundays."


@pytest.fixture
def run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Callable[..., tuple[int, str, str]]:
    """Return a function that runs a command on a file with these lines, in a folder of the test's own."""

    def call(command: str, *lines: object, options: tuple[str, ...] = ()) -> tuple[int, str, str]:
        path = tmp_path / "lines.jsonl"
        path.write_text("".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines), encoding="utf-8")
        monkeypatch.chdir(tmp_path)
        monkeypatch.setattr(sys, "argv", ["assistant", command, str(path), *options])
        with pytest.raises(SystemExit) as exit_:
            main()
        captured = capsys.readouterr()
        return int(exit_.value.code or 0), captured.out, captured.err

    return call


def _lines(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def test_read_gives_one_line_a_question_with_the_place_of_the_words(run: Callable[..., tuple[int, str, str]]) -> None:
    """The answer is the characters `start:end` of the text at `text_index`; gold answers in the line are no trouble."""
    asked = {"id": "q1", "question": "How many people died in the fire?", "texts": [OTHER, FIRE], "answers": ["12"]}
    code, out, _ = run("read", asked, {"id": 2, "question": "Who?", "texts": []}, options=("--json",))
    assert code == 0
    first, second = _lines(out)
    assert list(first) == ["id", "answer", "score", "probability", "text_index", "start", "end"]
    assert first["answer"] == FIRE[first["start"] : first["end"]]
    assert "12" in first["answer"]
    assert (first["id"], first["text_index"]) == ("q1", 1)
    assert second == {
        "id": 2, "answer": None, "score": None, "probability": 0.0, "text_index": None, "start": None, "end": None,
    }  # fmt: skip


def test_what_the_texts_do_not_say_is_null_unless_an_answer_is_forced(
    run: Callable[..., tuple[int, str, str]],
) -> None:
    """`--threshold 0` gives the likeliest words of all; without it they are too unlikely, but their place is told."""
    asked = {"id": "q", "question": "Who won the chess championship of 1972?", "texts": [OTHER, FIRE]}
    (line,) = _lines(run("read", asked, options=("--json",))[1])
    assert line["answer"] is None
    assert line["start"] is not None
    (forced,) = _lines(run("read", asked, options=("--json", "--threshold", "0"))[1])
    assert forced["answer"] == asked["texts"][forced["text_index"]][forced["start"] : forced["end"]]
    assert forced["probability"] == line["probability"]


def test_support_tells_a_true_claim_from_a_false_one(run: Callable[..., tuple[int, str, str]]) -> None:
    """A claim that the text makes is supported by its sentence; one with another figure is not."""
    true = {"id": "t", "claim": "Police said 12 people died in the hotel fire.", "texts": [OTHER, FIRE]}
    false = {"id": "f", "claim": "Police said 47 people died in the hotel fire.", "texts": [OTHER, FIRE]}
    code, out, _ = run("support", true, false, options=("--json",))
    assert code == 0
    first, second = _lines(out)
    assert list(first) == ["id", "supported", "probability", "text_index", "start", "end"]
    assert (first["supported"], second["supported"]) == (True, False)
    assert first["probability"] > second["probability"]
    assert FIRE[first["start"] : first["end"]].startswith("Police said on Monday")


def test_plain_output_is_a_line_for_people(run: Callable[..., tuple[int, str, str]]) -> None:
    """Without --json each line says the answer, how sure it is and where it stands."""
    _, out, _ = run("read", {"id": "q", "question": "How many people died in the fire?", "texts": [FIRE]})
    assert out.startswith("q: ")
    assert "%, text 0 " in out


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([{"id": 1, "question": "Who?"}], "line 1: texts: Field required"),
        ([{"id": 1, "question": "Who?", "texts": []}, {"id": 2, "question": " ", "texts": []}], "line 2: question:"),
        ([["no", "object"]], "line 1: the line:"),
        ([], "holds no line"),
    ],
)
def test_a_bad_line_is_named_before_anything_is_read(
    run: Callable[..., tuple[int, str, str]], lines: list[object], said: str
) -> None:
    """The error names the line and the field, the hint says what a line holds, and nothing was printed."""
    code, out, err = run("read", *lines, options=("--json",))
    assert (code, out) == (2, "")
    assert said in err
    assert '"texts"' in err
