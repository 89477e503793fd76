"""The command line: parse, call `Assistant`, print. With `--json`, objects on stdout; everything else on stderr."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from assistant import __version__
from assistant.cli import evaluation, questions, reports, texts
from assistant.cli.shared import app
from assistant.errors import AssistantError

__all__ = ["app", "evaluation", "main", "questions", "reports", "texts"]


def main() -> None:
    """Run the command line; an error is printed here and nowhere else, and gives its own exit code."""
    try:
        app()
    except AssistantError as error:
        typer.echo(f"Error: {error.message}\nHint: {error.hint}", err=True)
        sys.exit(error.exit_code)


@app.callback(invoke_without_command=True)
def _root(*, version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False) -> None:
    if version:
        typer.echo(__version__)
        raise typer.Exit
