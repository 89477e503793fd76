"""Killed at any moment, an ingest leaves every report wholly old or wholly new, and the next one finishes the work.

Origins are then those of the reports that are there: every look compares them with a fresh clustering.

`KILL_POINTS` sets at how many moments (4 unless set), and a fifth as many of a rebuild. Each ingest runs in a fork of a
process that has imported everything already, so that the time of a run is the time of its work; it is killed with
SIGKILL after a share of the measured duration of an undisturbed run. The shares are spread evenly and moved by a seeded
random step.
"""

from __future__ import annotations

import json
import logging
import os
import random
import shutil
import subprocess
import sys
from typing import IO, TYPE_CHECKING, NamedTuple

import pytest

from assistant import Assistant, Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.integration.conftest import Contents

    Look = Callable[[Settings], Contents]

# `--log-cli-level=INFO` shows where each kill landed.
log = logging.getLogger(__name__)

POINTS = int(os.environ.get("KILL_POINTS", "4"))
REBUILD_POINTS = max(1, POINTS // 5)
SEED = 7
REPORTS = 40
# Every third report replaces an older version; each has enough short passages that Chroma saves its index on the way.
REPLACED = 3
SENTENCES = 30
TARGET_WORDS = 20
BATCH_PASSAGES = 100

# Reads one run a line: what to ingest into where, and after how many seconds to kill it. Answers with how long it took
# and the exit status. The fork comes before any thread or any use of torch.
FORKER = """
import json, os, signal, sys, time
from pathlib import Path
import chromadb, llama_index.vector_stores.chroma, sentence_transformers, torch
from assistant import Assistant, Settings

def ingest(run):
    torch.set_num_threads(1)
    with Assistant(Settings.model_validate_json(run["settings"])) as assistant:
        assistant.ingest([Path(run["folder"])], rebuild=run["rebuild"])

print("ready", flush=True)
for line in sys.stdin:
    run = json.loads(line)
    started = time.monotonic()
    child = os.fork()
    if child == 0:
        os.dup2(2, 1)
        status = 1
        try:
            ingest(run)
            status = 0
        finally:
            os._exit(status)
    if run["seconds"] is not None:
        time.sleep(run["seconds"])
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    print(json.dumps({"seconds": time.monotonic() - started, "status": os.waitstatus_to_exitcode(status)}), flush=True)
"""


class Run(NamedTuple):
    """How an ingest in a process of its own ended."""

    seconds: float
    status: int


class Forker:
    """A process that has everything imported, and runs each ingest in a fork of itself."""

    def __init__(self, stdin: IO[str], stdout: IO[str]) -> None:
        """Wait until it is ready."""
        self._stdin, self._stdout = stdin, stdout
        assert self._stdout.readline() == "ready\n"

    def ingest(
        self, settings: Settings, folder: Path, *, rebuild: bool = False, kill_after_seconds: float | None = None
    ) -> Run:
        """Run one ingest, killed after so long."""
        order = {
            "settings": settings.model_dump_json(),
            "folder": str(folder),
            "rebuild": rebuild,
            "seconds": kill_after_seconds,
        }
        self._stdin.write(json.dumps(order) + "\n")
        self._stdin.flush()
        return Run(**json.loads(self._stdout.readline()))


@pytest.fixture(scope="module")
def forker() -> Iterator[Forker]:
    """The process that forks."""
    arguments = [sys.executable, "-c", FORKER]
    with subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout
        yield Forker(process.stdin, process.stdout)
        process.stdin.close()


class Moment(NamedTuple):
    """When a run is killed: in which of so many equal parts of it."""

    rebuild: bool
    part: int
    parts: int

    def share(self) -> float:
        """Return the share of the run's duration, at a random place in the part."""
        return (self.part + random.Random(SEED + self.part).random()) / self.parts

    def __str__(self) -> str:
        """Return the name of the test's case."""
        return f"{'rebuild' if self.rebuild else 'ingest'}-{self.part + 1}-of-{self.parts}"


class Scene(NamedTuple):
    """A store with the old reports, the folder with the new ones, and what a clean ingest of those gives."""

    old: Settings
    folder: Path
    before: Contents
    clean: Contents
    # Of an undisturbed ingest, and of one that rebuilds.
    seconds: dict[bool, float]


def write(folder: Path, number: int, version: str) -> None:
    """Write one version of one report."""
    sentences = (
        f"In the {version} version of report {number} the officials said that {place} people were killed in Quetta."
        for place in range(SENTENCES)
    )
    path = folder / f"report-{number}.md"
    path.write_text(f"---\ntitle: Report {number}, {version}\n---\n\n{' '.join(sentences)}\n", encoding="utf-8")


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory, tiny_embedder_path: Path, forker: Forker, contents: Look) -> Scene:
    """Old reports ingested, new ones written over them, and an undisturbed ingest of those for comparison."""
    root = tmp_path_factory.mktemp("kill")
    folder = root / "reports"
    folder.mkdir()
    for number in range(0, REPORTS, REPLACED):
        write(folder, number, "old")
    old = Settings.model_validate(
        {
            "store": {"path": root / "old", "batch_passages": BATCH_PASSAGES},
            "embedding": {"model": str(tiny_embedder_path), "precision": "float32"},
            "passages": {"target_words": TARGET_WORDS},
        }
    )
    assert forker.ingest(old, folder).status == 0
    for number in range(REPORTS):
        write(folder, number, "new")
    clean, rebuilt = copied(old, root / "clean"), copied(old, root / "rebuilt")
    run, rebuild = forker.ingest(clean, folder), forker.ingest(rebuilt, folder, rebuild=True)
    assert (run.status, rebuild.status) == (0, 0)
    found = contents(clean)
    assert found.disagreements() == []
    assert contents(rebuilt) == found
    return Scene(
        old=old, folder=folder, before=contents(old), clean=found, seconds={False: run.seconds, True: rebuild.seconds}
    )


def copied(settings: Settings, path: Path) -> Settings:
    """Return the settings of a copy of a store."""
    shutil.copytree(settings.store.path, path)
    return settings.model_copy(update={"store": settings.store.model_copy(update={"path": path})})


def landed(scene: Scene, found: Contents, status: int) -> str:
    """Return at which step of its work the ingest was killed, as the store tells."""
    journal = set(found.journal)
    if not journal:
        if found.documents == scene.clean.documents:
            return "after the end" if status == 0 else "after the last step"
        return "before the first step" if found.documents == scene.before.documents else "between two batches"
    if journal & set(scene.before.passages):
        return "committed, old vectors not yet deleted"
    written = len(journal & found.vectors)
    if written == len(journal):
        return "vectors written, not yet committed"
    return "ids journalled, some vectors written" if written else "ids journalled, no vector written"


def is_whole(found: Contents, version: Contents, document_id: str) -> bool:
    """Return whether a document and its passages are those of this version."""
    mine = {name for name, item in found.passages.items() if item.document_id == document_id}
    theirs = {name for name, item in version.passages.items() if item.document_id == document_id}
    return mine == theirs and found.documents.get(document_id) == version.documents.get(document_id)


MOMENTS = [Moment(rebuild=False, part=point, parts=POINTS) for point in range(POINTS)] + [
    Moment(rebuild=True, part=point, parts=REBUILD_POINTS) for point in range(REBUILD_POINTS)
]


@pytest.mark.parametrize("moment", MOMENTS, ids=str)
def test_a_kill_leaves_every_report_old_or_new(
    scene: Scene,
    forker: Forker,
    contents: Look,
    tmp_path: Path,
    moment: Moment,
) -> None:
    """A killed ingest leaves each report of one version in all its parts, and the next one ends as if undisturbed."""
    store = copied(scene.old, tmp_path / "store")
    seconds = moment.share() * scene.seconds[moment.rebuild]

    run = forker.ingest(store, scene.folder, rebuild=moment.rebuild, kill_after_seconds=seconds)
    left = contents(store)
    log.info("%s: %s", moment, landed(scene, left, run.status))

    assert set(left.passages) <= left.vectors
    with Assistant(store) as assistant:
        hits = assistant.retrieve("How many people were killed in Quetta?")
        assert any("dense" in hit.ranks for hit in hits)
    found = contents(store)
    for document_id in scene.clean.documents:
        assert is_whole(found, scene.before, document_id) or is_whole(found, scene.clean, document_id)
    assert [wrong for wrong in found.disagreements() if "collections" not in wrong] == []

    with Assistant(store) as assistant:
        assistant.ingest([scene.folder])
    assert contents(store) == scene.clean
