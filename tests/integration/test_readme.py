"""README.md keeps its word: its Python example runs, its commands exist, its file map names what is there."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from assistant.resources import data_folder

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_python_example_runs_and_cites(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The example, run as it stands in a folder with some of the reports, prints a claim and its citation."""
    (example,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    (tmp_path / "corpus").mkdir()
    for report in sorted(data_folder("corpus").glob("bln-s0[01]*")):
        shutil.copy(report, tmp_path / "corpus")
    monkeypatch.chdir(tmp_path)
    exec(compile(example, "README.md", "exec"), {})  # noqa: S102 - our own README
    printed = capsys.readouterr().out
    assert "197 militants. ('1',)" in printed
    assert "bln-s00-more-than-250-killed Span(" in printed


@pytest.mark.parametrize("target", sorted(set(re.findall(r"(?:^|`)make ([a-z-]+)", README, re.MULTILINE))))
def test_make_targets_exist(target: str) -> None:
    """Every `make` target that README.md names is in the Makefile."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


@pytest.mark.parametrize("row", re.findall(r"^\| (`[^|]*) \| [^|]*\|$", README.partition("## Files")[2], re.MULTILINE))
def test_the_file_map_names_what_is_there(row: str) -> None:
    """Every path of the file map exists."""
    folder = ""
    for name in re.findall(r"`([^`]+)`", row):
        folder = folder or (str(Path(name).parent) if Path(name).parent != Path() else "")
        assert (ROOT / name).exists() or (ROOT / folder / name).exists(), name
