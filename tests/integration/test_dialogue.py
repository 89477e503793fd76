"""The conversation behind the page, over a real store: what it says of sources that changed, and of odd questions."""

from __future__ import annotations

import time
from dataclasses import replace
from math import inf
from typing import TYPE_CHECKING

import pytest

from assistant import Assistant, Settings
from assistant.api.arguments import LONGEST_QUESTION
from assistant.records import Answer, Position
from assistant.web import sources
from assistant.web.conversations import MOST_CONVERSATIONS, Conversations, Failure
from assistant.web.dialogue import Dialogue, Limits
from tests.word_reader import WordReader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from assistant.api import Event
    from assistant.api.arguments import Day
    from assistant.records import Abstention, Passage, Reading, Turn

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
    key = dialogue.open("").key
    list(dialogue.ask(key, QUESTION, Limits()))
    list(dialogue.ask(key, QUESTION, Limits()))
    report.write_text(report.read_text(encoding="utf-8").replace("212", "213"), encoding="utf-8")

    frames = [dialogue.open(key).frame, *dialogue.ask(key, "Who looked at the hull?", Limits())]

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
    *_, last = dialogue.ask(dialogue.open("").key, "which " * 3_333, Limits())
    assert "at most 2,000 are taken" in last.transcript
    assert "in fewer words" in last.transcript
    assert time.monotonic() - started < 2


@pytest.mark.parametrize("length", [LONGEST_QUESTION + 1, 1_000_000])
def test_a_question_that_is_too_long_is_told_and_not_kept(opened: Assistant, length: int) -> None:
    """Whatever a client sends, no more than a question may have is shown of it, and none of it is stored."""
    dialogue = Dialogue(opened)
    key = dialogue.open("").key
    list(dialogue.ask(key, QUESTION, Limits()))
    before = dialogue.open(key).frame.transcript

    *_, last = dialogue.ask(key, "w" * length, Limits())

    assert "at most 2,000 are taken" in last.transcript
    assert QUESTION in last.transcript
    assert "w" * LONGEST_QUESTION in last.transcript
    assert "w" * (LONGEST_QUESTION + 1) not in last.transcript
    assert dialogue.open(key).frame.transcript == before


@pytest.mark.parametrize("key", ["", "key", "k" * 1_000_000], ids=["empty", "made up", "endless"])
def test_no_conversation_is_shared_by_a_key_that_was_not_handed_out(opened: Assistant, key: str) -> None:
    """A question sent without its page's key is answered; nobody else sees it, and its asker's page gets a key."""
    dialogue = Dialogue(opened)
    *_, mine = dialogue.ask(key, QUESTION, Limits())
    *_, theirs = dialogue.ask(key, "Who looked at the hull?", Limits())

    assert "212" in mine.transcript
    assert QUESTION not in theirs.transcript
    assert len({key, mine.key, theirs.key}) == 3
    assert len(mine.key) < 100
    stranger = dialogue.open(key)
    assert QUESTION not in stranger.frame.transcript
    assert stranger.key not in {key, mine.key, theirs.key}
    assert QUESTION in dialogue.open(mine.key).frame.transcript
    assert dialogue.show(key, 1, "1") == sources.NOT_HERE


def test_a_conversation_that_was_handed_out_goes_on(opened: Assistant) -> None:
    """A page keeps its key through its questions and through reloads, before the first question too."""
    dialogue = Dialogue(opened)
    key = dialogue.open("").key
    assert dialogue.open(key).key == key
    frames = [*dialogue.ask(key, QUESTION, Limits()), *dialogue.ask(key, "Who looked at the hull?", Limits())]
    assert {frame.key for frame in frames} == {key}
    again = dialogue.open(key)
    assert again.key == key
    assert again.frame.transcript.count('<section class="ra-exchange"') == 2


def test_only_wrong_filters_are_told_as_wrong_filters(opened: Assistant) -> None:
    """A day that is none is named with what to do, and leaves nothing behind."""
    dialogue = Dialogue(opened)
    key = dialogue.open("").key
    *_, last = dialogue.ask(key, QUESTION, Limits(until="30 February"))
    assert "until must be a day like 2026-02-04" in last.transcript
    assert "Correct the filters and ask again." in last.transcript
    assert "30 February" not in dialogue.open(key).frame.transcript


class FaultyReader(WordReader):
    """A reader with a fault of its own."""

    def read(
        self, question: str, passages: Sequence[Passage], *, threshold: float | None = None
    ) -> tuple[Reading, ...]:
        """Fail as code fails."""
        raise ValueError(f"shapes do not match: {len(passages)}, {threshold}, {question}")


def test_a_fault_inside_is_logged_and_not_blamed_on_the_filters(
    settings: Settings, report: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The visitor is told that it is the server's, and the operator finds out what it was."""
    with Assistant(settings, reader=FaultyReader()) as assistant:
        assistant.ingest([report])
        *_, last = Dialogue(assistant).ask("", QUESTION, Limits())
    assert "Something went wrong inside the server." in last.transcript
    assert "filters" not in last.transcript
    assert "shapes do not match" not in last.transcript
    assert "shapes do not match" in caplog.text


class Undrawable(Assistant):
    """Gives answers with figures that no picture can show."""

    def stream(
        self,
        question: str,
        *,
        history: Sequence[Turn | Answer | Abstention] = (),
        as_of: Day | None = None,
        since: Day | None = None,
        until: Day | None = None,
        publishers: Sequence[str] | str = (),
    ) -> Iterator[Event]:
        """Answer, and put two endless figures beside the answer."""
        figures = tuple(
            Position(value=value, as_of=day, publishers=("A",), origins=1, low=-inf, high=-inf, citations=("1",))
            for value, day in (("-1e999", "2026-01-10"), ("-1e998", "2026-01-11"))
        )
        given = super().stream(question, history=history, as_of=as_of, since=since, until=until, publishers=publishers)
        for event in given:
            yield replace(event, positions=figures) if isinstance(event, Answer) else event


def test_an_answer_that_cannot_be_drawn_is_shown_and_opened_again(settings: Settings, report: Path) -> None:
    """The answer and its figures are there without a picture, in its conversation as long as that is kept."""
    with Undrawable(settings, reader=WordReader()) as assistant:
        assistant.ingest([report])
        dialogue = Dialogue(assistant)
        key = dialogue.open("").key
        *_, last = dialogue.ask(key, QUESTION, Limits())
        for shown in (last, dialogue.open(key).frame):
            assert "212 passengers were rescued" in shown.transcript
            assert "-1e998" in shown.transcript
            assert "ra-timeline" not in shown.transcript
