"""Responses that are broken off from outside are closed by the thread that was reading them."""

from __future__ import annotations

import threading

import httpx

from assistant.answer.responses import Responses


def test_a_response_that_was_hung_up_is_closed_by_its_own_thread() -> None:
    """Left to the garbage collector, it may be closed while the connection pool holds the lock that closing needs."""
    responses = Responses()
    answering = httpx.MockTransport(lambda _: httpx.Response(200, stream=httpx.ByteStream(b"data: {}")))
    with httpx.Client(transport=answering, event_hooks=responses.hooks) as client:
        reading = client.send(client.build_request("GET", "http://localhost/"), stream=True)
        responses.hang_up(threading.current_thread())
        assert not reading.is_closed
        responses.end()
    assert reading.is_closed
