"""The wheel: built from the tree, it answers from an empty folder, with the reports and prompts that travel in it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that holds what the wheel installs."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def test_wheel_holds_corpus_and_prompts(unpacked: Path) -> None:
    """Every shipped report and question, the prompts folder and the typing marker are in the wheel, and no test is."""
    shipped = {file.name for file in (ROOT / "corpus").iterdir()}
    assert {file.name for file in (unpacked / "assistant/_data/corpus").iterdir()} == shipped
    assert (unpacked / "assistant/_data/prompts/README.md").is_file()
    assert (unpacked / "assistant/_data/questions/corpus.jsonl").is_file()
    assert (unpacked / "assistant/py.typed").is_file()
    assert not (unpacked / "tests").exists()


def test_wheel_answers_from_an_empty_folder(unpacked: Path, tmp_path: Path) -> None:
    """Run from an empty folder, the wheel takes in its own reports and answers with a citation."""
    environment = {**os.environ, "PYTHONPATH": str(unpacked), "HF_HUB_OFFLINE": "1"}

    def assistant(*arguments: str) -> dict[str, object]:
        # -P keeps the working directory off the path: nothing but the wheel may be found.
        command = [sys.executable, "-P", "-m", "assistant", *arguments, "--json"]
        ran = subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True, text=True)
        value = json.loads(ran.stdout)
        assert isinstance(value, dict)
        return value

    code = [sys.executable, "-P", "-c", "import assistant; print(assistant.__file__)"]
    found = subprocess.run(code, cwd=tmp_path, env=environment, check=True, capture_output=True, text=True)
    assert found.stdout.startswith(str(unpacked))
    assert assistant("ingest", "--shipped")["rejected"] == []
    answer = assistant("ask", "How many militants were killed?")
    assert answer["short_answer"] == "216"
    assert (tmp_path / ".assistant/catalog.sqlite3").is_file()
