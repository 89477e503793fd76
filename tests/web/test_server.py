"""Who is let in, and what is said when the page cannot be served."""

from __future__ import annotations

import http.client
import urllib.error
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar
from typing import TYPE_CHECKING

import pytest

from assistant import Assistant, ConfigurationError, Settings
from assistant.api.arguments import LONGEST_QUESTION
from assistant.errors import IndexStateError
from assistant.records import Answer
from assistant.server import serving
from assistant.settings import ServerSettings, StoreSettings
from assistant.web import Dialogue
from assistant.web.dialogue import Limits
from assistant.web.page import _opening

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.records import StoreStatus


def settings(store: Path, host: str = "127.0.0.1", port: int = 0) -> Settings:
    """Return settings for a server on a free port."""
    return Settings(store=StoreSettings(path=store), server=ServerSettings(host=host, port=port))


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "example.org"])  # noqa: S104 - that it is refused
def test_other_machines_are_refused_unless_said_out_loud(tmp_path: Path, host: str) -> None:
    """A host that others can reach needs a login or an explicit waiver; nothing is opened before that is settled."""
    with pytest.raises(ConfigurationError, match="other machines") as caught:  # noqa: SIM117
        with serving(settings(tmp_path / "s", host)):
            pass
    assert "--auth USER:PASSWORD" in caught.value.hint
    assert "--no-auth" in caught.value.hint
    assert not (tmp_path / "s").exists()


@pytest.mark.parametrize("auth", [("", "secret"), ("ana", "")])
def test_an_empty_login_is_no_login(tmp_path: Path, auth: tuple[str, str]) -> None:
    """Half a login is a mistake, not a waiver."""
    with pytest.raises(ConfigurationError, match="must not be empty"), serving(settings(tmp_path), auth=auth):
        pass


def test_an_occupied_port_is_named(tmp_path: Path, url: str) -> None:
    """The message names the port, the hint another way."""
    port = int(url.rpartition(":")[2])
    with pytest.raises(ConfigurationError, match=f"port {port} on 127.0.0.1 is in use") as caught:  # noqa: SIM117
        with serving(settings(tmp_path, port=port)):
            pass
    assert "--port" in caught.value.hint


def test_an_address_of_another_machine_is_named(tmp_path: Path) -> None:
    """An address that this machine does not have is a configuration error, not a traceback."""
    with pytest.raises(ConfigurationError, match="not an address of this machine"):  # noqa: SIM117
        with serving(settings(tmp_path, "192.0.2.1"), no_auth=True):
            pass


def test_a_login_is_asked_for_and_checked(store: Path) -> None:
    """Without the login nothing of the store is given out; with it, the page is."""
    with serving(settings(store), auth=("ana", "s3cret")) as page:
        visitor = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

        def login(password: str) -> int:
            form = urllib.parse.urlencode({"username": "ana", "password": password}).encode()
            try:
                return int(visitor.open(f"{page.url}/login", form).status)
            except urllib.error.HTTPError as error:
                error.close()
                return error.code

        with pytest.raises(urllib.error.HTTPError, match="401") as caught:
            visitor.open(f"{page.url}/config")
        caught.value.close()
        assert login("wrong") == 400
        assert login("s3cret") == 200
        with visitor.open(f"{page.url}/config") as response:
            assert response.status == 200


def test_every_response_keeps_the_page_to_itself(url: str) -> None:
    """The policy lets the browser ask nothing of another host, and no address leaks to the reports' sites."""
    with urllib.request.urlopen(url) as response:  # noqa: S310 - our own server
        assert "default-src 'self'" in response.headers["content-security-policy"]
        assert response.headers["referrer-policy"] == "no-referrer"


def asked_as(url: str, host: str, path: str = "/", method: str = "GET") -> tuple[int, str]:
    """Return status and text of what the server says to a request for that host."""
    connection = http.client.HTTPConnection(url.removeprefix("http://"), timeout=60)
    try:
        connection.request(method, path, headers={"Host": host})
        response = connection.getresponse()
        return response.status, response.read().decode()
    finally:
        connection.close()


@pytest.mark.parametrize(
    "host", ["attacker.example", "attacker.example:{port}", "localhost.attacker.example", "192.0.2.1"]
)
@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/"), ("GET", "/config"), ("POST", "/gradio_api/queue/join"), ("GET", "/nowhere")]
)
def test_a_page_without_a_login_answers_to_no_foreign_name(url: str, method: str, path: str, host: str) -> None:
    """A site whose name is made to lead to this machine gets nothing of the page, and a person learns what to do."""
    status, said = asked_as(url, host.format(port=url.rpartition(":")[2]), path, method)
    assert status == 421
    assert "--host" in said
    assert "--auth USER:PASSWORD" in said
    assert "<" not in said


@pytest.mark.parametrize("host", ["localhost", "LocalHost:{port}", "127.0.0.1:{port}", "[::1]:{port}", "[::1]"])
def test_a_page_without_a_login_answers_to_the_names_of_this_machine(url: str, host: str) -> None:
    """Whichever way a browser on this machine, or a tunnel to it, writes the address."""
    assert asked_as(url, host.format(port=url.rpartition(":")[2]), "/config")[0] == 200


def test_behind_a_proxy_a_page_answers_to_any_name(tmp_path: Path) -> None:
    """Where visitors log in, or everybody may read, a proxy may pass on whatever name it is known by."""
    with serving(settings(tmp_path / "a"), auth=("ana", "s3cret")) as page:
        assert asked_as(page.url, "reports.example")[0] == 200
        assert asked_as(page.url, "reports.example", "/config")[0] == 401
    with serving(settings(tmp_path / "b", "0.0.0.0"), no_auth=True) as page:  # noqa: S104 - said out loud
        assert asked_as(page.url, "reports.example", "/config")[0] == 200


def test_the_box_takes_what_a_question_may_have(url: str) -> None:
    """Nobody can type a question that is then refused for its length."""
    assert f'"max_length":{LONGEST_QUESTION},' in asked_as(url, "localhost", "/config")[1].replace(" ", "")


class Unreadable(Assistant):
    """An assistant whose store cannot be read."""

    def status(self) -> StoreStatus:
        """Fail as a store does."""
        raise IndexStateError("the store is damaged", hint="run `assistant ingest PATH --rebuild`")


def test_a_page_that_could_not_be_opened_has_a_key_of_its_own(tmp_path: Path) -> None:
    """It says what failed; a question asked on it is its visitor's alone, and a conversation begun before is kept."""
    with Unreadable(settings(tmp_path)) as assistant:
        dialogue = Dialogue(assistant)
        key, said, *_ = _opening(dialogue, "")
        assert "the store is damaged" in said
        assert key not in {"", _opening(dialogue, "")[0]}
        assert _opening(dialogue, key)[0] == key


def test_an_empty_store_says_what_to_do(tmp_path: Path) -> None:
    """Without reports the page names the next step, and a question asked all the same gets the error with its hint."""
    with Assistant(Settings(store=StoreSettings(path=tmp_path))) as assistant:
        dialogue = Dialogue(assistant)
        opening = dialogue.open("")
        assert "assistant ingest PATH" in opening.frame.transcript
        assert opening.examples == ()
        *_, last = dialogue.ask(opening.key, "Who?", Limits())
    assert "holds no reports" in last.transcript
    assert "run `assistant ingest PATH` first" in last.transcript


def test_what_a_browser_makes_up_opens_nothing(store: Path) -> None:
    """Sources are looked up by conversation, exchange and number; anything else gives the same harmless panel."""
    with Assistant(Settings(store=StoreSettings(path=store))) as assistant:
        dialogue = Dialogue(assistant)
        *_, last = dialogue.ask("", "How many passengers were rescued from the ferry?", Limits())
        key = last.key
        assert last.panel == dialogue.show(key, 1, "1")
        answer = assistant.ask("How many passengers were rescued from the ferry?")
        assert isinstance(answer, Answer)
        for sent, number, citation in (
            ("other", 1, "1"),
            (key, 2, "1"),
            (key, "1", "1"),
            (key, None, None),
            (key, {}, []),
        ):
            assert "Ask again" in dialogue.show(sent, number, citation)
        *_, last = dialogue.ask(key, "Who?", Limits(since="30 February"))
        assert "since must be a day like" in last.transcript
        assert list(dialogue.ask(key, " \n", Limits())) == []
