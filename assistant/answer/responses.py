"""The HTTP responses that are being read: none grows without an end, and each can be broken off from outside."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Protocol, cast

from assistant.errors import LLMError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from weakref import WeakKeyDictionary

# Far more than any reply takes, reasoning and the vendor's wrapping included.
MOST_BYTES = 32 * 2**20


class _Body(Protocol):
    def __iter__(self) -> Iterator[bytes]: ...

    def close(self) -> None: ...


class _Response(Protocol):
    """What is used of an httpx response."""

    stream: _Body
    is_closed: bool

    @property
    def extensions(self) -> Mapping[str, Any]: ...

    def close(self) -> None: ...


class Responses:
    """What each thread is reading. Safe to share between threads; `hooks` are for an httpx client."""

    def __init__(self) -> None:
        """Start with none."""
        from weakref import WeakKeyDictionary

        # By the thread itself: its number may be another's once it ended.
        self._open: WeakKeyDictionary[threading.Thread, _Response] = WeakKeyDictionary()
        self._lock = threading.Lock()

    @property
    def hooks(self) -> dict[str, list[Callable[[Any], object]]]:
        """What a client calls when the head of a response is there."""
        return {"response": [self._begin]}

    def hang_up(self, thread: threading.Thread) -> None:
        """Break off the response that a thread is reading, if any; its next read fails."""
        with self._lock:
            # It stays known, for its thread to close. One left to the garbage collector is closed wherever that happens
            # to run; where the connection pool holds its lock just then, the pool waits for itself for ever.
            response = self._open.get(thread)
        if response is None or response.is_closed:
            return
        stream = response.extensions.get("network_stream")
        connected = stream.get_extra_info("socket") if stream else None
        if connected is not None:
            # Closing a socket does not wake a thread that waits for it. An encrypted one is shut below the encryption,
            # which is that thread's alone. Where there is nothing to shut, the other side was faster.
            with suppress(OSError):
                socket.socket.shutdown(connected, socket.SHUT_RDWR)

    def end(self) -> None:
        """Close the response that the calling thread was reading, if any."""
        with self._lock:
            response = self._open.pop(threading.current_thread(), None)
        if response is not None:
            response.close()

    def _begin(self, response: _Response) -> None:
        response.stream = _bounded(response.stream)
        with self._lock:
            self._open[threading.current_thread()] = response


def _bounded(stream: _Body) -> _Body:
    # The vendors' clients are built on httpx, or on a fork of it, and take no streams but those of their own class.
    kind = next(cls for cls in type(stream).__mro__ if cls.__name__ == "SyncByteStream")
    return cast("_Body", type("Bounded", (_Bounded, kind), {})(stream))


class _Bounded:
    """A body that fails when it has more than `MOST_BYTES`."""

    def __init__(self, stream: _Body) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        size = 0
        for part in self._stream:
            size += len(part)
            if size > MOST_BYTES:
                raise LLMError("the language model wrote without an end and was cut off", hint="ask again")
            yield part

    def close(self) -> None:
        self._stream.close()
