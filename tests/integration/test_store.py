"""The store against its settings, against damage, and against other processes."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from assistant import (
    Assistant,
    CorpusError,
    IndexMissingError,
    IndexStaleError,
    IndexStateError,
    Settings,
    StoreLockedError,
)
from assistant.settings import EmbeddingSettings, PassageSettings, StoreSettings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.integration.conftest import Contents

    Look = Callable[[Settings], Contents]
    Write = Callable[..., Path]

TOLL = "At least 31 people were killed in Quetta. Officials said the road was closed."
RAIN = "Heavy rain fell on the coast. Fishermen stayed at home."
QUESTIONS = ("How many people were killed?", "Where did rain fall?", "Who stayed at home?", "What was closed?")


@pytest.fixture
def folder(reports: Write) -> Path:
    """A folder of two reports."""
    reports("rain", RAIN, published="2026-02-01")
    return reports("toll", TOLL, published="2026-01-31").parent


def settled(outcome: Any) -> dict[str, Any]:  # noqa: ANN401 - either outcome
    """Return an outcome without what differs from one time to the next."""
    plain: dict[str, Any] = outcome.to_dict()
    del plain["timings_ms"], plain["trace"]
    return plain


# Nothing there yet.


def test_a_store_that_is_not_there_is_not_made_for_reading(settings: Settings) -> None:
    """Asking in the wrong folder is an error that names it, and leaves no store behind."""
    with pytest.raises(IndexMissingError, match="there is no store") as caught:
        Assistant(settings, create=False)

    assert str(settings.store.path) in caught.value.message
    assert "assistant ingest" in caught.value.hint
    assert not settings.store.path.exists()


def test_an_empty_store_cannot_be_asked(assistant: Assistant) -> None:
    """Before the first report there is nothing to retrieve from and nothing to ask."""
    with pytest.raises(IndexMissingError, match="holds no reports"):
        assistant.ask("Who?")
    with pytest.raises(IndexMissingError, match="holds no reports"):
        assistant.retrieve("Who?")
    with pytest.raises(CorpusError, match="no report"):
        assistant.document("toll")


def test_a_store_that_cannot_be_made_is_an_error(settings: Settings, tmp_path: Path) -> None:
    """A path that is a file cannot be a store."""
    (tmp_path / "store").write_text("x", encoding="utf-8")

    with pytest.raises(IndexStateError, match="cannot be made"):
        Assistant(settings)


# Other settings.


def changed(settings: Settings, tmp_path: Path, *, what: str) -> tuple[Settings, str, str]:
    """Return settings that the store was not built with, the former value and the new one as they are named."""
    if what == "passages":
        return settings.model_copy(update={"passages": PassageSettings(target_words=60)}), "110 words", "60 words"
    other = tmp_path / "other-model"
    shutil.copytree(settings.embedding.model, other)
    embedding = EmbeddingSettings(model=str(other), precision="float32")
    return settings.model_copy(update={"embedding": embedding}), settings.embedding.model, str(other)


@pytest.mark.parametrize("what", ["passages", "model"])
def test_a_store_built_with_other_settings_is_stale(
    settings: Settings, folder: Path, tmp_path: Path, what: str
) -> None:
    """Neither asking nor ingesting goes on with other settings; the error names both and the way out."""
    with Assistant(settings) as assistant:
        assistant.ingest([folder])
    wanted, former, new = changed(settings, tmp_path, what=what)

    with Assistant(wanted) as assistant:
        for attempt in (lambda: assistant.ask("Who?"), lambda: assistant.ingest([folder])):
            with pytest.raises(IndexStaleError) as caught:
                attempt()
            assert former in caught.value.built_with
            assert new in caught.value.wanted
            assert "assistant ingest --rebuild" in caught.value.hint


def test_other_weights_under_the_same_name_are_stale(settings: Settings, folder: Path, tmp_path: Path) -> None:
    """A model that changed behind its name is noticed before a vector of it meets one of the old."""
    from safetensors.torch import load_file, save_file

    mine, _, _ = changed(settings, tmp_path, what="model")
    with Assistant(mine) as assistant:
        assistant.ingest([folder])
    weights = tmp_path / "other-model" / "model.safetensors"
    save_file({name: tensor * 2 for name, tensor in load_file(weights).items()}, weights, metadata={"format": "pt"})

    with Assistant(mine) as assistant, pytest.raises(IndexStaleError, match="other-model@"):
        assistant.retrieve("Who?")


@pytest.mark.parametrize("what", ["passages", "model"])
def test_a_rebuild_takes_the_new_settings(
    settings: Settings, folder: Path, tmp_path: Path, contents: Look, what: str
) -> None:
    """After a rebuild the store answers with the new settings, whole, and without the former collection."""
    with Assistant(settings) as assistant:
        assistant.ingest([folder])
    wanted, _, _ = changed(settings, tmp_path, what=what)

    with Assistant(wanted) as assistant:
        report = assistant.ingest([folder], rebuild=True)
        assert (set(report.unchanged), report.passages) == ({"toll", "rain"}, 2)
        assert assistant.ask("How many people were killed in Quetta?").to_dict()["kind"] == "answer"

    assert contents(wanted).disagreements() == []


def test_a_rebuild_of_an_emptied_store_takes_the_new_settings(
    settings: Settings, folder: Path, tmp_path: Path, contents: Look
) -> None:
    """A store that holds no reports any more is not stuck with what it was built with."""
    with Assistant(settings) as assistant:
        assistant.ingest([folder])
        for name in ("toll", "rain"):
            assistant.remove(name)
    wanted, _, _ = changed(settings, tmp_path, what="model")

    with Assistant(wanted) as assistant:
        assert set(assistant.ingest([folder], rebuild=True).added) == {"toll", "rain"}

    assert contents(wanted).disagreements() == []


# Reading while another writes.


@contextmanager
def asking(settings: Settings) -> Iterator[Counter[str]]:
    """Ask and retrieve without pause meanwhile; give how often each kind of outcome came."""
    seen: Counter[str] = Counter()
    stop = threading.Event()

    def ask() -> None:
        with Assistant(settings, create=False) as reader:
            while not stop.is_set():
                try:
                    seen[reader.ask("How many people were killed in Quetta?").to_dict()["kind"]] += 1
                    seen["hits"] += bool(reader.retrieve("rain"))
                except Exception as error:  # noqa: BLE001 - any at all is what the test looks for
                    seen[repr(error)] += 1

    with ThreadPoolExecutor(1) as pool:
        pool.submit(ask)
        try:
            yield seen
        finally:
            stop.set()


def test_readers_answer_during_a_rebuild(settings: Settings, folder: Path, contents: Look) -> None:
    """A rebuild turns to the new collection at once; who asks meanwhile gets answers and no error."""
    with Assistant(settings) as assistant:
        assistant.ingest([folder])
        with asking(settings) as seen:
            for _ in range(5):
                assistant.ingest([folder], rebuild=True)
            assistant.ask("Who?")

    assert set(seen) == {"answer", "hits"}
    assert contents(settings).disagreements() == []


def test_readers_answer_while_reports_change(settings: Settings, folder: Path, reports: Write, contents: Look) -> None:
    """Replacing and removing reports never shows a reader half a version."""
    with Assistant(settings) as assistant:
        assistant.ingest([folder])
        with asking(settings) as seen:
            for toll in range(32, 42):
                reports("toll", TOLL.replace("31", str(toll)) + " The count rose." * (toll % 3))
                reports("gone", RAIN + TOLL)
                assistant.ingest([folder])
                assistant.remove("gone")

    assert set(seen) == {"answer", "hits"}
    assert contents(settings).disagreements() == []


def test_two_stores_on_one_chroma_do_not_touch_each_other(settings: Settings, folder: Path, tmp_path: Path) -> None:
    """Each store knows its collections by its own id: a rebuild of one leaves the other's vectors."""
    other = settings.model_copy(update={"store": StoreSettings(path=tmp_path / "other")})
    with Assistant(settings) as one:
        one.ingest([folder])
        # As on one server: the second catalog keeps its vectors in the first one's Chroma.
        other.store.path.mkdir()
        (other.store.path / "chroma").symlink_to(settings.store.path / "chroma", target_is_directory=True)
        with Assistant(other) as two:
            two.ingest([folder / "rain.md"])
            two.ingest([folder / "rain.md"], rebuild=True)
            one.ingest([folder], rebuild=True)

            assert (one.status().vectors, two.status().vectors) == (2, 1)
            assert {hit.passage.document_id for hit in two.retrieve("killed")} == {"rain"}


HOLDER = """
import sys
from pathlib import Path
from assistant.index.store import Store
from assistant.settings import Settings, StoreSettings
store = Store(Settings(store=StoreSettings(path=Path(sys.argv[1]))), create=True)
with store.writing():
    print("holding", flush=True)
    sys.stdin.read()
store.close()
"""


def test_a_second_writer_is_told_to_wait_and_readers_go_on(
    assistant: Assistant, settings: Settings, folder: Path
) -> None:
    """While another process holds the right to write, ingesting and removing fail with the reason; asking works."""
    assistant.ingest([folder])
    arguments = [sys.executable, "-c", HOLDER, str(settings.store.path)]

    with subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == "holding\n"
        with pytest.raises(StoreLockedError, match="another process is writing") as caught:
            assistant.ingest([folder])
        with pytest.raises(StoreLockedError):
            assistant.remove("toll")
        assert "wait" in caught.value.hint
        assert assistant.ask("How many people were killed?").to_dict()["kind"] == "answer"
        with Assistant(settings, create=False) as second:
            assert second.retrieve("rain")
        holder.communicate("")

    assert set(assistant.ingest([folder]).unchanged) == {"toll", "rain"}


WRITER = """
import sys
from pathlib import Path
from assistant import Assistant
from assistant.settings import Settings, StoreSettings, EmbeddingSettings
settings = Settings(
    store=StoreSettings(path=Path(sys.argv[1])),
    embedding=EmbeddingSettings(model=sys.argv[2], precision="float32"),
)
with Assistant(settings) as assistant:
    assistant.ingest([Path(sys.argv[3])], prune=True, rebuild="rebuild" in sys.argv)
"""


@pytest.mark.parametrize("mode", ["update", "rebuild"])
def test_a_reader_sees_what_another_process_wrote(
    assistant: Assistant, settings: Settings, folder: Path, reports: Write, mode: str
) -> None:
    """An assistant that was open all along finds the new version, misses the removed report, and follows a rebuild."""
    assistant.ingest([folder])
    assert assistant.retrieve("killed")
    reports("toll", TOLL.replace("31", "48"))
    (folder / "rain.md").unlink()

    arguments = [settings.store.path, settings.embedding.model, folder, mode]
    subprocess.run([sys.executable, "-c", WRITER, *map(str, arguments)], check=True, capture_output=True)

    (hit,) = assistant.retrieve("people killed")
    assert "48" in hit.passage.text
    assert set(hit.ranks) == {"lexical", "dense"}
    assert assistant.status().vectors == 1


def test_asking_from_many_threads_gives_what_asking_in_turn_does(assistant: Assistant, folder: Path) -> None:
    """One assistant may be shared: eight threads get the same outcomes as one."""
    assistant.ingest([folder])
    in_turn = [settled(assistant.ask(question)) for question in QUESTIONS]

    with ThreadPoolExecutor(8) as pool:
        at_once = list(pool.map(lambda question: settled(assistant.ask(question)), QUESTIONS * 8))

    assert at_once == in_turn * 8


# Damage.


def test_lost_vectors_are_noticed_and_made_again(settings: Settings, folder: Path, contents: Look) -> None:
    """Without its Chroma folder the store says so, and any ingest makes the vectors from the catalog."""
    with Assistant(settings) as assistant:
        assistant.ingest([folder])
        answer = settled(assistant.ask("How many people were killed?"))
    shutil.rmtree(settings.store.path / "chroma")

    with Assistant(settings) as assistant:
        with pytest.raises(IndexStateError, match="the catalog has 2 passages, but there are 0 vectors") as caught:
            assistant.ask("Who?")
        assert "assistant ingest" in caught.value.hint
        report = assistant.ingest([folder / "rain.md"])
        assert (report.unchanged, report.passages) == (("rain",), 2)
        assert settled(assistant.ask("How many people were killed?")) == answer

    assert contents(settings).disagreements() == []


def test_an_unfinished_rebuild_is_cleared_away(settings: Settings, folder: Path, contents: Look) -> None:
    """The collection of a rebuild that was cut off is dropped by the next ingest; the former build stands."""
    from assistant.index.vectors import Vectors

    with Assistant(settings) as assistant:
        assistant.ingest([folder])
    before = contents(settings)
    first = Vectors(folder=settings.store.path / "chroma", url=None, collection="unrelated")
    store_id = next(name for name in _names(first) if name.startswith("reports-")).split("-")[1]
    first.sibling(f"reports-{store_id}-cut-off")
    assert contents(settings).collections == 3
    first.drop_others("reports-nobody")
    first.close()

    with Assistant(settings) as assistant:
        assistant.ingest([folder])

    after = contents(settings)
    # The collection that is none of this store's stays.
    assert after.collections == 2
    assert after.vectors == before.vectors


def _names(vectors: Any) -> list[str]:  # noqa: ANN401 - the adapter, looked into
    return [collection.name for collection in vectors._client.list_collections()]  # noqa: SLF001 - as said
