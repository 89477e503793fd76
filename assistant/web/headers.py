"""Keeps the page to itself: the browser asks nothing of another host, and no name but the page's own reaches it."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Collection, MutableMapping
    from typing import Any

    Scope = MutableMapping[str, Any]
    Message = MutableMapping[str, Any]
    Receive = Callable[[], Awaitable[Message]]
    Send = Callable[[Message], Awaitable[None]]
    Application = Callable[[Scope, Receive, Send], Awaitable[None]]

# Gradio compiles its templates and styles its components in the page, hence the "unsafe" words. Everything is escaped
# before it gets there; this is the second line, and what it forbids is any request elsewhere.
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'; "
    "frame-ancestors 'self'"
)
_HEADERS = (
    (b"content-security-policy", _POLICY.encode()),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
)
# A name or an address, and perhaps a port; an IPv6 address stands in brackets.
_HOST = re.compile(r"(?:\[([^\]]+)\]|([^:\[\]]+))(?::\d*)?")
_MISDIRECTED = (
    "This page asks nobody who they are, and so it answers only as localhost, 127.0.0.1 or the address it was started "
    "on: open it as one of these, with the same port. To reach it by another name, start `assistant serve` with --auth "
    "USER:PASSWORD, or with --host and the address that other machines reach.\n"
)


def guarded(app: Application, hosts: Collection[str] = ()) -> Application:
    """Return the ASGI application with these headers on every response.

    Args:
        app: What responds.
        hosts: The names, in lower case, that a request may be addressed to: others are told so with a status of 421.
            Any site can give this machine's address to a name of its own, and a browser would take the page for that
            site's (DNS rebinding). None given lets it be any name.
    """

    async def respond(scope: Scope, receive: Receive, send: Send) -> None:
        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message.get("headers", ()), *_HEADERS]}
            await send(message)

        if hosts and scope["type"] == "http" and not _addressed_to(scope, hosts):
            await _misdirected(send_guarded)
        else:
            await app(scope, receive, send_guarded)

    return respond


def _addressed_to(scope: Scope, hosts: Collection[str]) -> bool:
    named = [value.decode("latin-1").lower() for name, value in scope["headers"] if name == b"host"]
    found = [_HOST.fullmatch(value) for value in named]
    # A second Host header is refused where either names another: which of them counts is not for us to guess.
    return bool(found) and all(match is not None and (match[1] or match[2]) in hosts for match in found)


async def _misdirected(send: Send) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", b"%d" % len(_MISDIRECTED))]
    await send({"type": "http.response.start", "status": HTTPStatus.MISDIRECTED_REQUEST, "headers": headers})
    await send({"type": "http.response.body", "body": _MISDIRECTED.encode("ascii")})
