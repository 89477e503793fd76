"""The table on the screen and the JSON beside it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from .measures import Figure, Row

_CONSOLE = Console(width=None if Console().is_terminal else 170)


def show(results: Mapping[str, Sequence[Row]], facts: Mapping[str, Any], *, note: str) -> None:
    """Print one table of all rows, then the machine and the note."""
    table = Table("benchmark", "measure", "n", "unit", "ours", "peer", "ours to peer", "target", "", show_lines=False)
    for name, rows in results.items():
        for row in rows:
            table.add_row(name, row.measure, f"{row.n:,}", row.unit, *_cells(row))
        table.add_section()
    _CONSOLE.print(table)
    for name, rows in results.items():
        for row in rows:
            if row.note:
                _CONSOLE.print(f"{name}, {row.measure}, {row.unit}: {row.note}", style="dim", highlight=False)
    _CONSOLE.print(_machine(facts), highlight=False)
    _CONSOLE.print(note, highlight=False)


def say(line: str) -> None:
    """Print one line of progress."""
    _CONSOLE.print(line, highlight=False)


def save(path: Path, results: Mapping[str, Mapping[str, Any]]) -> None:
    """Write these benchmarks' results into the file, keeping those of other benchmarks that it holds."""
    held: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(held | dict(results), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _cells(row: Row) -> tuple[str, str, str, str, str]:
    peer = f"{_figure(row.peer)} {row.peer_name}" if row.peer else ""
    sign = {"ratio": "x ", "difference": ""}[row.kind]
    compared = f"{sign}{_figure(row.compared, signed=row.kind == 'difference')}" if row.compared else ""
    target = f"{row.target.bound} {row.target.limit:g}" if row.target else ""
    verdict = {True: "[green]pass[/]", False: "[red]MISSED[/]", None: ""}[row.passed]
    return _figure(row.ours), peer, compared, target, verdict


def _figure(figure: Figure | None, *, signed: bool = False) -> str:
    if figure is None:
        return ""
    shape = "+.3f" if signed else ".3f" if abs(figure.value) < 1 else ".2f" if abs(figure.value) < 100 else ",.0f"
    if figure.low is None or figure.high is None:
        return f"{figure.value:{shape}}"
    return f"{figure.value:{shape}} ({figure.low:{shape}} to {figure.high:{shape}})"


def _machine(facts: Mapping[str, Any]) -> str:
    versions = ", ".join(f"{name} {version}" for name, version in facts["versions"].items())
    return (
        f"{facts['cpu']}, {facts['cores']} cores, {' '.join(facts['flags'])}; "
        f"torch on {facts['torch_threads']} threads; "
        f"{facts['system']}, Python {facts['python']}; {versions}"
    )
