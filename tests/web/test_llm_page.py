"""The page with a language model behind it, in a real browser: sentences as they are checked, and what failed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from selenium.webdriver.common.by import By

from assistant import Settings
from assistant.server import serving
from assistant.settings import AnswerSettings, LLMSettings, ServerSettings, StoreSettings
from tests.llm_server import Asked, LLMServer, Script

from .visitor import Page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from selenium import webdriver

pytestmark = pytest.mark.browser

FERRY = "How many passengers were rescued from the ferry?"
TRUE = "The coastguard said 212 passengers were rescued from the ferry"


def told(asked: Asked) -> str:
    """Return a true sentence, a false one and one with a link, all citing the report on the ferry."""
    number = next((number for number, text in asked.passages.items() if "Larne" in text), 1)
    return f"{TRUE} [{number}]. Some 500 divers drowned [{number}]. See http://evil.example/?q=ferry [{number}]."


@pytest.fixture
def server() -> Iterator[LLMServer]:
    """A scripted endpoint."""
    with LLMServer() as running:
        yield running


@pytest.fixture
def page(driver: webdriver.Chrome, store: Path, server: LLMServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    """A page whose answers the endpoint writes, and on which what fails is struck out."""
    monkeypatch.setenv("OPENAI_API_KEY", "none")
    settings = Settings(
        store=StoreSettings(path=store),
        server=ServerSettings(port=0),
        answer=AnswerSettings(unsupported="mark"),
        llm=LLMSettings(model="scripted", base_url=server.url),
    )
    with serving(settings) as running:
        page = Page(driver, running.url)
        page.emulate()
        page.open()
        yield page


def test_what_stands_is_shown_and_what_fails_is_struck_out(page: Page, server: LLMServer) -> None:
    """A true sentence opens its source; a false one and a link are struck out, with the reason, and open nothing."""
    server.play(Script(text=told))
    exchange = page.ask(FERRY)

    claims = exchange.find_elements(By.CSS_SELECTOR, ".ra-claim:not(.ra-struck)")
    struck = exchange.find_elements(By.CSS_SELECTOR, ".ra-struck")
    assert [claim.text.split(".")[0] for claim in claims] == [TRUE]
    assert [item.find_element(By.CSS_SELECTOR, "del").text.split()[0] for item in struck] == ["Some", "See"]
    assert all(item.find_element(By.CSS_SELECTOR, ".ra-note").text for item in struck)
    assert not [item for item in struck if item.find_elements(By.CSS_SELECTOR, "button, a")]
    assert "mode: llm:scripted" in exchange.text
    assert "212 passengers" in page.opened(claims[0].find_element(By.CSS_SELECTOR, "button.ra-chip")).text


def test_a_fault_is_told_and_the_reader_answers(page: Page, server: LLMServer) -> None:
    """An endpoint that refuses leaves the reader's answer, and a notice of what went wrong."""
    server.play(Script(status=401))
    exchange = page.ask(FERRY)

    assert "212 passengers were rescued" in exchange.find_element(By.CSS_SELECTOR, ".ra-claim").text
    notices = [notice.text for notice in exchange.find_elements(By.CSS_SELECTOR, ".ra-notice")]
    assert "refused the key" in notices[0]
    assert "built-in reader" in notices[1]
