"""The conversation behind the page, over a real store: what it says of sources that changed, and of odd questions."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from assistant import Assistant, Settings
from assistant.web.conversations import MOST_CONVERSATIONS, Conversations, Failure
from assistant.web.dialogue import Dialogue, Limits
from tests.word_reader import WordReader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

QUESTION = "How many passengers were rescued from the ferry?"
TEXT = "The coastguard said 212 passengers were rescued from the ferry. Divers looked at the hull."


@pytest.fixture
def report(reports: Callable[..., Path]) -> Path:
    """A report's file."""
    return reports("ferry", TEXT, title="Ferry", published="2026-01-10")


@pytest.fixture
def opened(settings: Settings, report: Path) -> Iterator[Assistant]:
    """An assistant that has the report."""
    with Assistant(settings, reader=WordReader()) as assistant:
        assistant.ingest([report])
        yield assistant


def test_a_source_that_changed_stays_named_when_more_is_asked(opened: Assistant, report: Path) -> None:
    """The notice on an old answer is in every frame of the next question, and in those after it."""
    dialogue = Dialogue(opened)
    list(dialogue.ask("key", QUESTION, Limits()))
    list(dialogue.ask("key", QUESTION, Limits()))
    report.write_text(report.read_text(encoding="utf-8").replace("212", "213"), encoding="utf-8")

    frames = [dialogue.open("key").frame, *dialogue.ask("key", "Who looked at the hull?", Limits())]

    assert len(frames) > 2
    assert {frame.transcript.count("no longer stands") for frame in frames} == {2}
    assert "no longer stands" not in next(iter(dialogue.ask("other", QUESTION, Limits()))).transcript


def test_what_is_noted_goes_with_its_conversation() -> None:
    """Notes are kept for the conversations that are kept, and for no others."""
    conversations = Conversations()
    conversations.note_failed("unknown", {1: ("It changed.",)})
    assert conversations.failed("unknown") == {}
    for number in range(MOST_CONVERSATIONS + 1):
        conversations.add(str(number), "Who?", Failure(message="m", hint="h"))
        conversations.note_failed(str(number), {1: ("It changed.",)})
    assert conversations.failed("0") == {}
    assert conversations.failed("1") == {1: ("It changed.",)}


def test_a_question_without_an_end_is_refused_at_once(opened: Assistant) -> None:
    """It is not read by any rule; the page says how long a question may be, and what to do."""
    dialogue = Dialogue(opened)
    started = time.monotonic()
    *_, last = dialogue.ask("key", "which " * 3_333, Limits())
    assert "at most 2,000 are taken" in last.transcript
    assert "in fewer words" in last.transcript
    assert time.monotonic() - started < 2
