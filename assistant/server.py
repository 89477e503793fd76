"""Serves the web page: binds, refuses what is unsafe, warms the models up, and stops cleanly."""

from __future__ import annotations

import errno
import ipaddress
import signal
import socket
import threading
import time
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, NamedTuple

from assistant.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from assistant.settings import Settings

_STOP_SECONDS = 1
_LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})


class Serving(NamedTuple):
    """A page that is being served: where, and the thread that ends when it no longer is."""

    url: str
    thread: threading.Thread


def serve(
    settings: Settings,
    *,
    auth: tuple[str, str] | None = None,
    no_auth: bool = False,
    open_browser: bool = False,
    ready: Callable[[str], None] = lambda _: None,
) -> None:
    """Serve the page until interrupted (Ctrl+C or SIGTERM).

    On an address of this machine alone, and without a login, only requests to its own name or address are answered;
    with a login, or on another address, a reverse proxy may send any.

    Args:
        settings: `server.host` and `server.port` say where; port 0 takes a free one.
        auth: User and password that visitors are asked for.
        no_auth: Whether to serve other machines without asking.
        open_browser: Whether to open the page in this machine's browser.
        ready: Called with the address of the page when it answers.

    Raises:
        ConfigurationError: Other machines would reach the page and neither `auth` nor `no_auth` is given, or the
            address cannot be bound.
        IndexStateError: The store cannot be opened.
    """
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with serving(settings, auth=auth, no_auth=no_auth) as page:
            ready(page.url)
            if open_browser:
                import webbrowser

                webbrowser.open(page.url)
            page.thread.join()
    except KeyboardInterrupt:
        return


@contextmanager
def serving(settings: Settings, *, auth: tuple[str, str] | None = None, no_auth: bool = False) -> Iterator[Serving]:
    """Serve the page from a thread while the block runs. Arguments and errors are those of `serve`."""
    _check_exposure(settings.server.host, auth, no_auth=no_auth)
    # Heavy, and not needed to refuse.
    import uvicorn

    from assistant.api import Assistant
    from assistant.web import Dialogue, Measuring, application

    with closing(_bind(settings.server.host, settings.server.port)) as listener, Assistant(settings) as assistant:
        dialogue = Dialogue(assistant)
        hosts = _names(settings.server.host, listener) if auth is None else ()
        # A factory, because Gradio leaves an event loop unclosed for every lock that it makes outside of a running one.
        # No web socket: the page needs none, and uvicorn's default imports a deprecated library.
        config = uvicorn.Config(
            lambda: application(dialogue, Measuring(assistant), auth=auth, hosts=hosts),
            factory=True,
            log_level="warning",
            ws="none",
            timeout_graceful_shutdown=_STOP_SECONDS,
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, name="web", daemon=True)
        thread.start()
        warm_up = dialogue.warm_up()
        try:
            while not server.started and thread.is_alive():
                time.sleep(0.01)
            if not server.started:
                raise ConfigurationError("the page could not be built", hint="see the log above for the reason")
            yield Serving(_url(listener), thread)
        finally:
            server.should_exit = True
            thread.join()
            # The store must not close under a model that is still loading.
            warm_up.join()


def _check_exposure(host: str, auth: tuple[str, str] | None, *, no_auth: bool) -> None:
    if auth is not None and not all(auth):
        raise ConfigurationError("the user and the password must not be empty", hint="write --auth USER:PASSWORD")
    if auth is None and not no_auth and not _is_loopback(host):
        raise ConfigurationError(
            f"on {host} other machines can reach the page, and it would ask nobody who they are",
            hint="add --auth USER:PASSWORD to ask visitors to log in, or --no-auth if everyone may read these reports",
        )


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _names(host: str, listener: socket.socket) -> frozenset[str]:
    """Return the names that requests may be addressed to where nobody logs in; none where any will do."""
    return _LOOPBACK_NAMES | {listener.getsockname()[0]} if _is_loopback(host) else frozenset()


def _bind(host: str, port: int) -> socket.socket:
    """Return a listening socket; bound here, not by the web server, so that port 0 gets known and failures a hint."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        return socket.create_server((str(address[0]), port), family=family, backlog=128)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            message, hint = f"port {port} on {host} is in use", "choose another with --port, or --port 0 for a free one"
        elif error.errno in (errno.EACCES, errno.EPERM):
            message, hint = f"port {port} on {host} is not permitted", "choose a port above 1023 with --port"
        else:
            message, hint = f"{host} is not an address of this machine", "use --host 127.0.0.1, or an address it has"
        raise ConfigurationError(message, hint=hint) from error


def _url(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    # A wildcard is not an address to visit.
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - compared, not bound
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
