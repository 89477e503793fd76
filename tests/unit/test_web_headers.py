"""Whom the page answers: requests for its own names, whatever the port, and no others."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from assistant.web.headers import guarded

if TYPE_CHECKING:
    from assistant.web.headers import Message, Receive, Scope, Send

HOSTS = frozenset({"localhost", "127.0.0.1", "::1"})


async def page(_scope: Scope, _receive: Receive, send: Send) -> None:
    """Answer everything."""
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"the page"})


def said(hosts: frozenset[str], *named: str) -> tuple[int, dict[bytes, bytes], str]:
    """Return status, headers and text of the answer to a request with these Host headers."""
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.request"}

    scope = {"type": "http", "headers": [(b"accept", b"*/*"), *((b"host", name.encode()) for name in named)]}

    async def ask() -> None:
        await guarded(page, hosts)(scope, receive, send)

    asyncio.run(ask())
    return sent[0]["status"], dict(sent[0]["headers"]), sent[1]["body"].decode()


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST:7860", "127.0.0.1", "127.0.0.1:7860", "[::1]", "[::1]:7860", "localhost:"]
)
def test_its_own_names_reach_the_page(host: str) -> None:
    """A port and the case of a name say nothing about whose name it is."""
    assert said(HOSTS, host)[2] == "the page"


@pytest.mark.parametrize(
    "named",
    [
        (),
        ("",),
        ("attacker.example",),
        ("attacker.example:7860",),
        ("localhost.attacker.example",),
        ("localhost@attacker.example",),
        ("127.0.0.1:80:80",),
        ("[::1].attacker.example",),
        ("[::2]",),
        ("localhost", "attacker.example"),
    ],
)
def test_other_names_do_not(named: tuple[str, ...]) -> None:
    """What names another host, none, or two of which one is another's, is told what to do, with the page's headers."""
    status, headers, text = said(HOSTS, *named)
    assert status == 421
    assert "--auth" in text
    assert headers[b"content-length"] == str(len(text)).encode()
    assert headers[b"x-content-type-options"] == b"nosniff"


def test_without_names_any_will_do() -> None:
    """A page that asks for a login may stand behind a proxy of any name."""
    assert said(frozenset(), "reports.example")[2] == "the page"
