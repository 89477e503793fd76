"""The command line with a language model: what is configured and whether it answers, follow-ups, what it costs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from assistant import Assistant, Settings
from assistant.cli import app
from tests.llm_server import LLMServer, Script, faithful

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

KEY = "sk-test-0123456789abcdef"
TEXT = "At least 31 soldiers and 12 civilians were killed in the attack on Quetta, police said on Saturday."
QUESTION = "How many soldiers were killed in the attack on Quetta?"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[LLMServer]:
    """A scripted endpoint that the environment names; no model is."""
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    with LLMServer() as running:
        monkeypatch.setenv("ASSISTANT_LLM__BASE_URL", running.url)
        monkeypatch.setenv("ASSISTANT_LLM__INPUT_PRICE", "1")
        monkeypatch.setenv("ASSISTANT_LLM__OUTPUT_PRICE", "2")
        yield running


@pytest.fixture
def run(settings: Settings, reports: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Run a command on a store that holds one report, and return what it prints."""
    monkeypatch.setenv("ASSISTANT_EMBEDDING__MODEL", settings.embedding.model)
    monkeypatch.setenv("ASSISTANT_EMBEDDING__PRECISION", "float32")
    with Assistant(settings) as assistant:
        assistant.ingest([reports("toll", TEXT, title="Toll", publisher="Dawn Wire", published="2026-01-31")])

    def call(*arguments: str) -> str:
        ran = CliRunner().invoke(app, [*arguments, "--store", str(settings.store.path)], catch_exceptions=False)
        assert ran.exit_code == 0, ran.output
        return ran.stdout

    return call


def test_status_says_whether_the_model_answers(
    run: Callable[..., str], server: LLMServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The model, its address, where the key comes from, and a real answer; in words and as JSON."""
    monkeypatch.setenv("ASSISTANT_LLM__MODEL", "scripted")
    server.play(Script(text="ready"))
    said, found, shown = run("status"), json.loads(run("status", "--json")), run("config")

    assert f"scripted at {server.url}, key from OPENAI_API_KEY: answers" in said
    assert found["mode"] == "llm:scripted"
    assert found["llm"]["answers"] is True
    for output in (said, json.dumps(found), shown):
        assert KEY not in output


def test_status_without_a_model_says_that_the_reader_answers(run: Callable[..., str]) -> None:
    """Nothing is asked where nothing is configured."""
    assert "none configured (llm.model): the reader answers" in run("status")


def test_a_follow_up_is_asked_after_a_saved_answer(run: Callable[..., str], server: LLMServer, tmp_path: Path) -> None:
    """Rules put it in full, or the model does; it is said how it was read, in words and as JSON."""
    saved = tmp_path / "answer.json"
    saved.write_text(run("ask", QUESTION, "--json"), encoding="utf-8")
    resolved = "How many civilians were killed in the attack on Quetta?"

    said = run("ask", "And civilians?", "--after", str(saved))
    server.play(Script(text=resolved), Script(text=faithful))
    found = json.loads(run("ask", "And civilians?", "--after", str(saved), "--llm", "scripted", "--json"))

    assert f"Read as: {resolved}" in said
    assert (found["question"], found["trace"]["asked"]) == (resolved, "And civilians?")
    assert found["mode"] == "llm:scripted"
    assert set(found["trace"]["prompts"]) == {"answer", "standalone"}


def test_an_evaluation_counts_tokens_and_cost(run: Callable[..., str], server: LLMServer, tmp_path: Path) -> None:
    """`--llm` answers with the model, `none` with the reader whatever is configured; tokens and cost are figures."""
    line = {"id": "q", "question": QUESTION, "answers": ["31"], "evidence": [], "type": "number"}
    questions = tmp_path / "questions.jsonl"
    questions.write_text(json.dumps(line) + "\n", encoding="utf-8")

    table = run("evaluate", str(questions), "--llm", "scripted")
    asked = len(server.asked)
    found = json.loads(run("evaluate", str(questions), "--llm", "none", "--json"))

    assert "mode llm:scripted" in table
    for name in ("input_tokens", "output_tokens", "cost"):
        assert f"{name} a question" in table
    assert (asked, len(server.asked)) == (1, 1)
    assert (found["mode"], found["usage"]) == ("reader", {})
