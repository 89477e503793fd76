"""A faithful language model over the shipped reports, checked by the reader that ships: nothing it says is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant import Answer, Assistant
from assistant.resources import data_folder
from assistant.settings import LLMSettings
from tests.llm_server import LLMServer

if TYPE_CHECKING:
    import pytest

    from assistant import Settings

QUESTIONS = (
    "How many militants were killed in operation Radd-ul-Fitna-1?",
    "Who is president of the Security Council?",
    "How many civilians were killed according to ISPR?",
    "When did the United Kingdom proscribe the BLA?",
)


def test_a_faithful_model_is_believed_and_cited_alike_each_time(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every sentence is supported, none is dropped, and the same question gives the same citations."""
    monkeypatch.setenv("OPENAI_API_KEY", "none")
    with LLMServer() as server:
        llm = LLMSettings(model="scripted", base_url=server.url)
        with Assistant(settings.model_copy(update={"llm": llm})) as assistant:
            assistant.ingest([data_folder("corpus")])
            outcomes = [(assistant.ask(question), assistant.ask(question)) for question in QUESTIONS]

            answered = [(first, second) for first, second in outcomes if isinstance(first, Answer)]
            assert len(answered) >= len(QUESTIONS) - 1
            for first, second in answered:
                assert isinstance(second, Answer)
                assert first.mode == "llm:scripted"
                assert {claim.verdict for claim in first.claims} == {"supported"}
                assert first.trace.dropped == ()
                assert first.citations == second.citations
                assert assistant.verify(first.to_dict()).ok
