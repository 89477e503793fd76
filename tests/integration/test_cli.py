"""The command line over the shipped reports, with the packaged model: the contract's JSON and exit codes."""

from __future__ import annotations

import json
import shutil
import sys
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from assistant import Assistant, Settings
from assistant.cli import main
from assistant.resources import data_folder
from assistant.settings import StoreSettings
from assistant.text import sha256

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class _Ran(NamedTuple):
    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        value = json.loads(self.out)
        assert isinstance(value, dict)
        return value


OUTCOME_KEYS = {
    "kind", "question", "text", "short_answer", "claims", "citations", "positions", "agreement", "reason", "nearest",
    "missing", "notices", "as_of", "mode", "timings_ms", "trace",
}  # fmt: skip
CITATION_KEYS = {
    "id", "document_id", "title", "publisher", "published_at", "url", "start", "end", "quote", "sha256", "content_hash",
    "answer",
}  # fmt: skip


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the shipped reports that a test may change."""
    folder = tmp_path_factory.mktemp("reports") / "corpus"
    shutil.copytree(data_folder("corpus"), folder)
    return folder


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, reports: Path) -> Path:
    """Return a store that holds the shipped reports."""
    path = tmp_path_factory.mktemp("store")
    with Assistant(Settings(store=StoreSettings(path=path))) as assistant:
        assistant.ingest([reports])
    return path


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], store: Path) -> Callable[..., _Ran]:
    """Return a function that runs the command line on the store and gives its exit code and output."""

    def call(*arguments: str, on: Path = store) -> _Ran:
        monkeypatch.setattr(sys, "argv", ["assistant", *arguments, "--store", str(on)])
        with pytest.raises(SystemExit) as exit_:
            main()
        captured = capsys.readouterr()
        return _Ran(int(exit_.value.code or 0), captured.out, captured.err)

    return call


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("How many militants were killed?", "216"),
        ("How many civilians were killed?", "36"),
        ("How many security personnel were killed?", "22"),
        ("How many people were killed in all?", "more than 250"),
        ("Who claimed responsibility for the attacks?", "Baloch Liberation Army"),
        ("What did the UN call the attacks?", "heinous and cowardly"),
        ("Which countries border the province?", "Iran"),
    ],
)
def test_ask_gives_the_words_that_answer_and_cites_them(
    run: Callable[..., _Ran], reports: Path, question: str, words: str
) -> None:
    """The short answer is a few words of the first quote, marked in it; quotes stand at their place in the file."""
    ran = run("ask", "--json", question)
    assert ran.code == 0
    assert ran.json.keys() == OUTCOME_KEYS
    assert ran.json["kind"] == "answer"
    assert all(item.keys() == CITATION_KEYS for item in ran.json["citations"])
    assert words.lower() in ran.json["short_answer"].lower(), ran.json["text"]
    first = ran.json["citations"][0]
    marked = first["quote"][first["answer"]["start"] - first["start"] : first["answer"]["end"] - first["start"]]
    assert marked == ran.json["short_answer"]
    for item in ran.json["citations"]:
        body = (reports / f"{item['document_id']}.md").read_text(encoding="utf-8").split("---\n", 2)[2].strip()
        assert body[item["start"] : item["end"]] == item["quote"]
        assert sha256(item["quote"]) == item["sha256"]


def test_a_premise_that_the_reports_deny_is_answered_with_the_denial(run: Callable[..., _Ran]) -> None:
    """No report says when the ban came; one says that there may be none, and that is cited."""
    ran = run("ask", "--json", "When did the European Union ban the BLA?")
    assert ran.code == 0
    assert ran.json["text"].startswith("The reports do not bear this out: ")
    assert "is not confirmed" in ran.json["citations"][0]["quote"]


def test_every_claim_is_supported_and_cites_what_is_listed(run: Callable[..., _Ran]) -> None:
    """Each sentence of an answer names citations that the answer lists, and the text shows their numbers."""
    answer = run("ask", "--json", "How many militants were killed?").json
    listed = {item["id"] for item in answer["citations"]}
    assert answer["claims"]
    for claim in answer["claims"]:
        assert claim["verdict"] == "supported"
        assert set(claim["citations"]) <= listed
        assert f"{claim['text']} [{claim['citations'][0]}]" in answer["text"]


def test_ask_abstains_in_the_same_form_with_what_is_nearest(run: Callable[..., _Ran]) -> None:
    """A question about something else is refused: a reason, nearest passages, the words no report has; exit 0."""
    ran = run("ask", "--json", "Who won the 2018 football World Cup?")
    assert ran.code == 0
    assert ran.json.keys() == OUTCOME_KEYS
    assert (ran.json["kind"], ran.json["reason"]) == ("abstention", "no_evidence")
    assert ran.json["nearest"]
    assert "football" in ran.json["missing"]


@pytest.mark.parametrize(
    ("option", "value", "passes"),
    [
        ("--as-of", "2026-02-02", lambda item: item["published_at"][:10] <= "2026-02-02"),
        ("--until", "2026-01-31", lambda item: item["published_at"][:10] <= "2026-01-31"),
        ("--since", "2026-02-05", lambda item: item["published_at"][:10] >= "2026-02-05"),
        ("--publisher", "global pulse", lambda item: item["publisher"] == "Global Pulse"),
    ],
)
def test_filters_reach_the_answer(
    run: Callable[..., _Ran], option: str, value: str, passes: Callable[[dict[str, Any]], bool]
) -> None:
    """Only reports that pass the filters are cited."""
    answer = run("ask", "--json", "How many militants were killed?", option, value).json
    assert answer["kind"] == "answer"
    assert all(passes(item) for item in answer["citations"])


def test_filters_that_leave_nothing_are_said_to(run: Callable[..., _Ran]) -> None:
    """When no report passes the filters, the refusal says that, not that nothing answers."""
    ran = run("ask", "--json", "How many militants were killed?", "--until", "1999-01-01")
    assert ran.json["reason"] == "no_reports"


def test_verify_passes_then_names_the_report_that_changed(
    run: Callable[..., _Ran], reports: Path, tmp_path: Path
) -> None:
    """A saved answer stands until one character of a cited report changes; then the check names the report."""
    saved = tmp_path / "answer.json"
    answer = run("ask", "--json", "What did the UN call the attacks?")
    saved.write_text(answer.out, encoding="utf-8")
    assert run("verify", str(saved)).code == 0
    name = answer.json["citations"][0]["document_id"]
    file = reports / f"{name}.md"
    before = file.read_text(encoding="utf-8")
    file.write_text(before.replace("heinous", "heinouz", 1), encoding="utf-8")
    try:
        ran = run("verify", str(saved), "--json")
    finally:
        file.write_text(before, encoding="utf-8")
    assert ran.code == 6
    assert not ran.json["ok"]
    failed = [check for check in ran.json["checks"] if check["status"] != "verified"]
    assert [(check["document_id"], check["status"]) for check in failed] == [(name, "altered")]


def test_a_timeline_may_end_on_a_day(run: Callable[..., _Ran]) -> None:
    """What was first reported later is not in it."""
    asked = ("timeline", "How many militants were killed in Balochistan?", "--as-of", "2026-02-02", "--json")
    days = [position["first_reported"] for position in run(*asked).json["positions"]]
    assert days
    assert max(days) <= "2026-02-02"


def test_retrieve_gives_ranked_passages(run: Callable[..., _Ran]) -> None:
    """`retrieve -k N` gives N hits, best first, each with its ranks."""
    hits = run("retrieve", "prisoners escaped Mastung jail", "-k", "3", "--json").json["hits"]
    assert len(hits) == 3
    assert "bln-s05-places-hit-jailbreak-kharan" in {hit["passage"]["document_id"] for hit in hits}
    assert [hit["score"] for hit in hits] == sorted((hit["score"] for hit in hits), reverse=True)
    assert all(set(hit["ranks"]) <= {"lexical", "dense"} for hit in hits)


def test_ingest_again_embeds_nothing(run: Callable[..., _Ran], reports: Path) -> None:
    """A second ingest of unchanged reports adds, updates and embeds nothing."""
    report = run("ingest", str(reports), "--json").json
    assert (report["added"], report["updated"], report["passages"]) == ([], [], 0)
    assert len(report["unchanged"]) == len(list(reports.iterdir()))


def test_a_rebuild_needs_no_folder(run: Callable[..., _Ran]) -> None:
    """The command that a stale store's error names: every report is cut and embedded again, none comes or goes."""
    before = run("status", "--json").json
    report = run("ingest", "--rebuild", "--json").json
    assert (report["added"], report["removed"], report["rejected"]) == ([], [], [])
    after = run("status", "--json").json
    assert report["passages"] == after["passages"] == before["passages"]


def test_documents_and_status_tell_what_is_there(run: Callable[..., _Ran], reports: Path) -> None:
    """`documents` lists every report, newest first; `status` counts them."""
    listed = run("documents", "--json").json["documents"]
    assert len(listed) == len(list(reports.iterdir()))
    days = [item["published_at"][:10] for item in listed]
    assert days == sorted(days, reverse=True)
    origin_of = {item["document_id"]: item["origin"] for item in listed}
    assert origin_of["bln-w1a-trt"] == origin_of["bln-s00-more-than-250-killed"] == "bln-s00-more-than-250-killed"
    assert origin_of["bln-s13-177-militants-monday"] == "bln-s13-177-militants-monday"
    status = run("status", "--json").json
    assert (status["documents"], status["first_day"]) == (len(listed), min(days))
    assert status["vectors"] == status["passages"] > len(listed)


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("ask", "  "), 2, "the question is empty"),
        (("retrieve", "  "), 2, "the query is empty"),
        (("timeline", "How many?", "--as-of", "soon"), 2, "--as-of"),
        (("ask", "Who?", "--as-of", "yesterday"), 2, "is not a day"),
        (("nonsense",), 2, "No such command"),
        (("ask", "Who?", "--config", "missing.toml"), 2, "no configuration file"),
        (("ingest",), 2, "nothing to take in"),
        (("ask", "\u200b"), 2, "the question is empty"),
        (("ask", "Who?", "--plot", "missing/toll.png"), 2, "missing is not a folder"),
        (("ingest", "missing-folder"), 3, "cannot reach missing-folder"),
        (("documents", "--remove", "nobody"), 3, "there is no report 'nobody'"),
        (("verify", "missing.json"), 2, "cannot be read"),
        (("serve", "--host", "0.0.0.0"), 2, "--auth"),  # noqa: S104 - that it is refused is the point
    ],
)
def test_errors_go_to_stderr_with_their_exit_code(
    run: Callable[..., _Ran], arguments: tuple[str, ...], code: int, message: str
) -> None:
    """Every error says what is wrong on stderr, leaves stdout empty, and has its own exit code."""
    ran = run(*arguments)
    assert (ran.code, ran.out) == (code, "")
    assert message in ran.err


def test_no_store_is_an_index_state_error(run: Callable[..., _Ran], tmp_path: Path) -> None:
    """Asking before anything was ingested exits with 4 and names the command that helps, and makes no store."""
    ran = run("ask", "Who?", on=tmp_path / "none")
    assert ran.code == 4
    assert "assistant ingest" in ran.err
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        (("ask", "How many militants were killed?"), "197"),
        (("ask", "Who won the 2018 football World Cup?"), "Nearest:"),
        (("retrieve", "Mastung jail", "-k", "1"), "lexical 1"),
        (("documents",), "bln-s00-more-than-250-killed"),
        (("status",), "all-MiniLM-L6-v2"),
        (("config",), "store.path"),
    ],
)
def test_plain_output_is_for_people(run: Callable[..., _Ran], arguments: tuple[str, ...], shown: str) -> None:
    """Without `--json` each command prints readable text."""
    ran = run(*arguments)
    assert ran.code == 0
    assert shown in ran.out
