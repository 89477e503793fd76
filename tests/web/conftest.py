"""A store of small reports, the page that serves it, and a browser to look at it with."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest
from selenium import webdriver

from assistant import Assistant, Settings
from assistant.server import serving
from assistant.settings import ServerSettings, StoreSettings

from .visitor import Page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

REPORTS = {
    "ferry": """---
title: Ferry runs aground off Larne
publisher: Harbour Post
published: 2026-01-10
---

A passenger ferry ran aground off Larne on Saturday. The coastguard said 212 passengers were rescued from the ferry. \
Divers inspected the hull overnight.

The operator apologised and promised refunds.
""",
    "dam": """---
title: Dam at Oberau leaks
publisher: Alpine Courier
published: 2026-01-14
---

Engineers found a leak in the dam at Oberau. Mayor Lindner said 640 residents were evacuated below the dam. The water \
level is falling.
""",
    "harvest": """---
title: Olive harvest fails
publisher: Field Weekly
published: 2026-01-15
---

Growers in Jaén reported a poor olive harvest after a dry autumn. Prices at the mill doubled within a month.
""",
    "strike": """---
title: Tram drivers strike in Gdańsk
publisher: City Ledger
published: 2026-01-16
---

Tram drivers in Gdańsk stopped work for a second day. The union Solidarność asked for higher night pay.
""",
    "museum": """---
title: Museum returns bronze
publisher: Arts Record
published: 2026-01-17
---

The museum returned a bronze statue to Benin. Curator Adaeze Obi called the return overdue.
""",
    # Everything that a page might mistake for its own: markup, templates, formulas, Markdown, citation marks.
    "hostile": """---
title: Airships <script>window.pwned = 1</script> over "Orta" & 'Stresa' ![](http://beacon.example/title.png)
publisher: "<b onmouseover='window.pwned = 1'>Lake Gazette</b>"
published: 2026-01-18
url: "https://lake.example/?a='><script>window.pwned=1</script>"
---

Inspector Quillfeather counted 41 airships over $x^2$ Lake Orta \
with ${window.pwned = 1} and {{constructor}} and **stars**.

The mayor laughed <img src=x onerror='window.pwned = 1'> [1] [9].

<script>window.pwned = 1</script><iframe src='http://beacon.example/'></iframe></mark></aside><svg/onload=alert(1)>
""",
}
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let Gradio's own warnings pass: it summarises its queue with calls that pandas has deprecated."""
    for item in items:
        if "tests/web/" in item.path.as_posix():
            item.add_marker(pytest.mark.filterwarnings(r"ignore::DeprecationWarning:gradio\.queueing"))


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The path of a store that holds `REPORTS`."""
    folder = tmp_path_factory.mktemp("reports")
    for name, report in REPORTS.items():
        (folder / f"{name}.txt").write_text(report, encoding="utf-8")
    path = tmp_path_factory.mktemp("store")
    with Assistant(Settings(store=StoreSettings(path=path))) as assistant:
        ingested = assistant.ingest([folder])
    assert len(ingested.added) == len(REPORTS), ingested.rejected
    return path


@pytest.fixture(scope="session")
def url(store: Path) -> Iterator[str]:
    """The address of a page that serves the store."""
    settings = Settings(store=StoreSettings(path=store), server=ServerSettings(port=0))
    with serving(settings) as page:
        yield page.url


@pytest.fixture(scope="session")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    """A headless Chromium. Where there is none, tests that need it are skipped, but on the build machine they fail."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    chromedriver = shutil.which("chromedriver")
    if not chromium or not chromedriver:
        reason = f"needs a browser: chromium is {chromium or 'missing'}, chromedriver is {chromedriver or 'missing'}"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    browser = webdriver.Chrome(options=options, service=webdriver.ChromeService(chromedriver))
    yield browser
    browser.quit()


@pytest.fixture
def page(driver: webdriver.Chrome, url: str) -> Page:
    """The page as a new visitor finds it, in light colours and a wide window."""
    page = Page(driver, url)
    page.emulate()
    page.open()
    return page
