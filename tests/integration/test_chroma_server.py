"""Vectors on a Chroma server: a real one, on loopback."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant import Assistant, IndexStateError, Settings
from assistant.settings import StoreSettings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TOLL = "At least 31 people were killed in Quetta. Officials said the road was closed."
START_SECONDS = 30.0


class Server:
    """A Chroma server that can be stopped."""

    def __init__(self, folder: Path) -> None:
        """Start it on a free port and wait until it listens."""
        with closing(socket.create_server(("127.0.0.1", 0))) as probe:
            self.port: int = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        command = shutil.which("chroma", path=str(Path(sys.executable).parent)) or "chroma"
        arguments = [command, "run", "--path", str(folder), "--host", "127.0.0.1", "--port", str(self.port)]
        self._process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until = time.monotonic() + START_SECONDS
        while not self._listens():
            assert self._process.poll() is None, "the Chroma server ended at once"
            assert time.monotonic() < until, "the Chroma server does not listen"
            time.sleep(0.05)

    def stop(self) -> None:
        """End it and wait until it has ended."""
        self._process.terminate()
        self._process.wait()

    def _listens(self) -> bool:
        try:
            with closing(socket.create_connection(("127.0.0.1", self.port), timeout=1)):
                return True
        except OSError:
            return False


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A running server."""
    running = Server(tmp_path / "server")
    yield running
    running.stop()


@pytest.fixture
def on_server(settings: Settings, server: Server) -> Settings:
    """Settings of a store that keeps its vectors on the server."""
    return settings.model_copy(update={"store": StoreSettings(path=settings.store.path, chroma_url=server.url)})


def test_a_store_on_a_server_works_as_one_in_a_folder(
    on_server: Settings, server: Server, reports: Callable[..., Path], tmp_path: Path
) -> None:
    """Ingest, retrieve, replace, rebuild and remove go through the server; two stores on it do not meet."""
    folder = reports("toll", TOLL).parent
    other = on_server.model_copy(update={"store": StoreSettings(path=tmp_path / "other", chroma_url=server.url)})

    with Assistant(on_server) as one, Assistant(other) as two:
        one.ingest([folder])
        two.ingest([reports("rain", "Heavy rain fell on the coast.", folder="more")])
        reports("toll", TOLL.replace("31", "48"))
        one.ingest([folder])
        one.ingest([folder], rebuild=True)

        (hit,) = one.retrieve("How many people were killed?")
        assert (set(hit.ranks), "48" in hit.passage.text) == ({"lexical", "dense"}, True)
        assert (one.status().vectors, two.status().vectors) == (1, 1)
        one.remove("toll")
        assert (one.status().vectors, two.status().vectors) == (0, 1)

    assert not (on_server.store.path / "chroma").exists()


def test_a_server_that_is_down_is_an_error_with_a_hint(
    on_server: Settings, server: Server, reports: Callable[..., Path]
) -> None:
    """An open assistant and a new one both say which server does not answer; nothing of the vendor's escapes."""
    path = reports("toll", TOLL)
    with Assistant(on_server) as assistant:
        assistant.ingest([path])
        server.stop()

        with pytest.raises(IndexStateError, match="failed") as caught:
            assistant.ask("How many people were killed?")
        assert server.url in caught.value.message
        assert "can be reached" in caught.value.hint

    with Assistant(on_server) as assistant, pytest.raises(IndexStateError, match=server.url):
        assistant.retrieve("killed")
