"""The commands that keep the store: take reports in, list them, say what is there, serve them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.shared import AsJson, Config, StorePath, app, load_settings, open_assistant, show
from assistant.errors import ConfigurationError

if TYPE_CHECKING:
    from assistant.records import LLMCheck


@app.command()
def ingest(
    paths: Annotated[list[Path] | None, typer.Argument(metavar="PATH...", help="Files, or folders of reports.")] = None,
    *,
    shipped: Annotated[bool, typer.Option("--shipped", help="Take in the reports that ship with the product.")] = False,
    prune: Annotated[bool, typer.Option("--prune", help="Remove reports whose file is gone from PATH.")] = False,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Cut and embed every report again.")] = False,
    as_json: AsJson = False,
    config: Config = None,
    store: StorePath = None,
) -> None:
    """Take in reports: Markdown, text, HTML, PDF, DOCX, JSON, JSON Lines, RSS and Atom."""
    from assistant.resources import data_folder
    from assistant.terminal import ingest_bar, render_ingest

    wanted = [*(paths or ()), *([data_folder("corpus")] if shipped else ())]
    if not wanted and not rebuild:
        raise ConfigurationError("nothing to take in", hint="give files or folders, or --shipped")
    with open_assistant(config, store, create=True) as assistant, ingest_bar(enabled=not as_json) as progress:
        report = assistant.ingest(wanted, prune=prune, rebuild=rebuild, progress=progress)
    show(report.to_dict(), as_json=as_json, text=lambda: render_ingest(report))


@app.command()
def documents(
    *,
    remove: Annotated[str | None, typer.Option(metavar="ID", help="Remove this report from the store.")] = None,
    as_json: AsJson = False,
    config: Config = None,
    store: StorePath = None,
) -> None:
    """List the reports, newest first, each with its origin; or remove one."""
    from assistant.terminal import render_documents

    with open_assistant(config, store) as assistant:
        if remove is not None:
            assistant.remove(remove)
        found = assistant.documents()
        origin_of = {name: item.origin_id for item in assistant.origins() for name in item.document_ids}
    rows = [
        {key: value for key, value in item.to_dict().items() if key != "text"} | {"origin": origin_of[item.document_id]}
        for item in found
    ]
    show({"documents": rows}, as_json=as_json, text=lambda: render_documents(found, origin_of))


@app.command()
def status(*, as_json: AsJson = False, config: Config = None, store: StorePath = None) -> None:
    """Say what is in the store, what it was built with, and what answers."""
    from assistant.terminal import render_facts

    with open_assistant(config, store) as assistant:
        found = assistant.status().to_dict()
        check = assistant.check_llm()
    found["llm"] = check.to_dict() if check else None
    show(found, as_json=as_json, text=lambda: render_facts({**found, "llm": _said(check)}))


@app.command()
def config(
    *,
    as_json: AsJson = False,
    file: Config = None,
    store: StorePath = None,
) -> None:
    """Print every setting: its value, where that comes from, what it means."""
    from assistant.settings import Settings
    from assistant.terminal import render_settings

    settings, origins = Settings.load_with_origins(file, overrides={"store.path": store})
    rows = {
        name: {"value": _plain(settings.value(name)), "origin": origins[name], "description": description}
        for name, _, description in Settings.described()
    }
    show(rows, as_json=as_json, text=lambda: render_settings(rows))


@app.command()
def serve(
    *,
    host: Annotated[str | None, typer.Option(metavar="ADDRESS", help="Address to bind (server.host).")] = None,
    port: Annotated[int | None, typer.Option(help="Port (server.port); 0 takes a free one.")] = None,
    auth: Annotated[str | None, typer.Option(metavar="USER:PASSWORD", help="Ask visitors to log in.")] = None,
    no_auth: Annotated[bool, typer.Option("--no-auth", help="Serve other machines without a login.")] = False,
    as_json: AsJson = False,
    config: Config = None,
    store: StorePath = None,
) -> None:
    """Serve the web page."""
    from assistant.server import serve as run

    user, colon, password = (auth or "").partition(":")
    if auth is not None and not (user and colon and password):
        raise ConfigurationError("--auth needs a user and a password", hint="write --auth USER:PASSWORD")
    settings = load_settings(config, {"store.path": store, "server.host": host, "server.port": port})
    run(
        settings,
        auth=(user, password) if auth else None,
        no_auth=no_auth,
        ready=lambda url: show({"url": url}, as_json=as_json, text=lambda: f"The page is at {url} (Ctrl+C stops it)"),
    )


def _said(check: LLMCheck | None) -> str:
    if check is None:
        return "none configured (llm.model): the reader answers"
    answers = f"answers ({check.milliseconds:.0f} ms)" if check.answers else "does NOT answer"
    return f"{check.model} at {check.endpoint}, key {check.key}: {answers}; {check.detail}"


def _plain(value: object) -> object:
    return str(value) if isinstance(value, Path) else value
