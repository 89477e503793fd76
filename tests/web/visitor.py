"""A visitor of the page: what one does in a browser, and what one sees."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

if TYPE_CHECKING:
    from collections.abc import Callable

    from selenium import webdriver
    from selenium.webdriver.remote.webelement import WebElement

Found = TypeVar("Found")


class Page:
    """The page in a browser, and what a visitor does on it."""

    def __init__(self, driver: webdriver.Chrome, url: str) -> None:
        """Take a browser, and the address of the page."""
        self.driver = driver
        self.url = url

    def open(self) -> None:
        """Load the page as a new visitor."""
        # Forget the last conversation from where no page can write its key again.
        self.driver.get(f"{self.url}/robots.txt")
        self.driver.execute_script("sessionStorage.clear()")
        self.log("performance")
        self.log("browser")
        self.driver.get(self.url)
        self.one(".ra-welcome, .ra-empty")

    def all(self, selector: str) -> list[WebElement]:
        """Return the elements that are there now."""
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector: str) -> WebElement:
        """Return the first such element, waiting for it to appear."""
        return self.until(lambda: next(iter(self.all(selector)), None), selector)

    def until(self, condition: Callable[[], Found | None], what: str, seconds: float = 60) -> Found:
        """Return what `condition` gives once that is true."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                if found := condition():
                    return found
            except StaleElementReferenceException:
                continue
            time.sleep(0.05)
        raise AssertionError(f"not within {seconds} s: {what}")

    def script(self, code: str, *arguments: object) -> Any:  # noqa: ANN401 - whatever the script gives
        """Return what JavaScript in the page returns."""
        return self.driver.execute_script(code, *arguments)

    def log(self, kind: Literal["browser", "performance"]) -> list[dict[str, Any]]:
        """Return what was logged since the last call."""
        entries: list[dict[str, Any]] = self.driver.get_log(kind)  # type: ignore[no-untyped-call]  # selenium's own gap
        return entries

    def ask(self, question: str) -> WebElement:
        """Ask, wait for the outcome, and return the exchange."""
        before = len(self.all(".ra-exchange"))
        field = self.one("#ra-ask textarea")
        field.send_keys(question, Keys.ENTER)
        self.until(lambda: len(self.all(".ra-exchange")) > before, "the question in the conversation")
        self.until(lambda: self.one("#ra-send").is_enabled() and not self.all(".ra-stages"), "the outcome")
        return self.all(".ra-exchange")[-1]

    def opened(self, source: WebElement) -> WebElement:
        """Click a source and return the panel once it shows that source."""
        key = source.get_attribute("data-source")
        self.script("arguments[0].scrollIntoView({ block: 'center' })", source)
        source.click()
        return self.one(f"#ra-panel [data-shown='{key}']")

    def emulate(self, *, width: int = 1280, dark: bool = False) -> None:
        """Set the width of the window and the colour scheme of the reader's system."""
        metrics = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": False}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})

    def hosts(self) -> set[str]:
        """Return every host that the page asked anything of since it was opened."""
        messages = [json.loads(entry["message"])["message"] for entry in self.log("performance")]
        requests = [item["params"] for item in messages if item["method"] == "Network.requestWillBeSent"]
        urls = [item["request"]["url"] for item in requests if item["documentURL"].startswith(self.url)]
        return {url.split("/")[2] for url in urls if "://" in url}
