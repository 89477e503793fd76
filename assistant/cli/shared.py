"""What the commands share: their application, their common options, opening a store, printing a result."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.errors import ConfigurationError

if TYPE_CHECKING:
    from assistant.api import Assistant
    from assistant.settings import Settings

# Everything but typer is imported by the command that needs it: `--help` must not wait for models or vendors.
app = typer.Typer(
    name="assistant",
    no_args_is_help=True,
    add_completion=False,
    # Plain help: rich's costs as much time as the rest of the start-up.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Ask a pile of news reports; get short answers whose every sentence cites the exact characters it rests on.",
)

_PIPE_WIDTH = 10_000

Config = Annotated[
    Path | None, typer.Option("--config", metavar="FILE", help="Settings file (default: assistant.toml, if there).")
]
StorePath = Annotated[Path | None, typer.Option("--store", metavar="DIR", help="Folder of the store (store.path).")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
Day = Annotated[str | None, typer.Option(metavar="DAY", help="A day, like 2026-02-04.")]
Model = Annotated[
    str | None,
    typer.Option("--llm", metavar="MODEL", help="Answer with this language model (llm.model); none: the reader."),
]
Publishers = Annotated[
    list[str] | None, typer.Option("--publisher", metavar="NAME", help="Only this publisher; may be given again.")
]


def load_settings(config: Path | None, overrides: dict[str, Any]) -> Settings:
    """Return the effective settings, `overrides` by dotted name. Raises `ConfigurationError`."""
    from assistant.settings import Settings

    return Settings.load(config, overrides=overrides)


def open_assistant(
    config: Path | None, store: Path | None, *, create: bool = False, llm: str | None = None
) -> Assistant:
    """Return the assistant on the store that the options and settings name. Raises as `Assistant` does."""
    from assistant.api import Assistant

    return Assistant(load_settings(config, {"store.path": store, "llm.model": llm}), create=create)


def check_writable(path: Path | None) -> None:
    """Raise `ConfigurationError` where a file could not be put there: better before the work than after it."""
    if path is None:
        return
    if path.is_dir():
        raise ConfigurationError(f"{path} is a folder", hint="name a file in it")
    if not path.parent.is_dir():
        raise ConfigurationError(f"{path.parent} is not a folder", hint="make it first, or name another file")
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        raise ConfigurationError(f"{path} cannot be written: permission denied", hint="name another file")


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file. Raises `ConfigurationError` where that fails."""
    try:
        path.write_bytes(content)
    except OSError as error:
        raise ConfigurationError(f"{path} cannot be written: {error.strerror}", hint="check the path") from error


def show(value: dict[str, Any], *, as_json: bool, text: Any) -> None:  # noqa: ANN401 - rich's renderables
    """Print one JSON object, or what `text` renders."""
    if as_json:
        typer.echo(json.dumps(value, ensure_ascii=False, indent=2))
        return
    from rich.console import Console

    console = Console(highlight=False)
    if not console.is_terminal:
        # A pipe has no width: one row a line, so that the output can be searched.
        console = Console(highlight=False, width=_PIPE_WIDTH)
    console.print(text(), markup=False)
