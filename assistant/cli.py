"""The command line: parse, call `Assistant`, print. With `--json`, one object on stdout; everything else on stderr."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant import __version__
from assistant.errors import AssistantError, ConfigurationError, EvaluationError

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
Publishers = Annotated[
    list[str] | None, typer.Option("--publisher", metavar="NAME", help="Only this publisher; may be given again.")
]


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
    if not wanted:
        raise ConfigurationError("nothing to take in", hint="give files or folders, or --shipped")
    with _open(config, store, create=True) as assistant, ingest_bar(enabled=not as_json) as progress:
        report = assistant.ingest(wanted, prune=prune, rebuild=rebuild, progress=progress)
    _print(report.to_dict(), as_json=as_json, text=lambda: render_ingest(report))


@app.command()
def ask(  # noqa: PLR0913 - one parameter an option
    question: Annotated[str, typer.Argument(help="What to answer.")],
    *,
    as_of: Day = None,
    since: Day = None,
    until: Day = None,
    publisher: Publishers = None,
    as_json: AsJson = False,
    config: Config = None,
    store: StorePath = None,
) -> None:
    """Answer a question from the reports, with citations; or say that they do not answer it."""
    from assistant.terminal import render_outcome

    for name, value in (("--as-of", as_of), ("--since", since), ("--until", until)):
        _check_day(name, value)
    if not question.strip():
        raise ConfigurationError("the question is empty", hint='write it in quotes: assistant ask "How many ...?"')
    with _open(config, store) as assistant:
        outcome = assistant.ask(question, as_of=as_of, since=since, until=until, publishers=publisher or ())
    _print(outcome.to_dict(), as_json=as_json, text=lambda: render_outcome(outcome))


@app.command()
def retrieve(
    query: Annotated[str, typer.Argument(help="Words or a question.")],
    *,
    k: Annotated[int | None, typer.Option("-k", min=1, help="How many passages (default: retrieve.k).")] = None,
    as_json: AsJson = False,
    config: Config = None,
    store: StorePath = None,
) -> None:
    """Print the passages that suit a query best."""
    from assistant.terminal import render_hits

    with _open(config, store) as assistant:
        hits = assistant.retrieve(query, k)
        titles = {hit.passage.document_id: assistant.document(hit.passage.document_id).title for hit in hits}
    _print(
        {"query": query, "hits": [{"title": titles[hit.passage.document_id], **hit.to_dict()} for hit in hits]},
        as_json=as_json,
        text=lambda: render_hits(hits, titles),
    )


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
    settings = _settings(config, {"store.path": store, "server.host": host, "server.port": port})
    run(
        settings,
        auth=(user, password) if auth else None,
        no_auth=no_auth,
        ready=lambda url: _print({"url": url}, as_json=as_json, text=lambda: f"The page is at {url} (Ctrl+C stops it)"),
    )


@app.command()
def verify(
    answer: Annotated[Path, typer.Argument(metavar="ANSWER.json", help="What `ask --json` printed.")],
    *,
    as_json: AsJson = False,
    config: Config = None,
    store: StorePath = None,
) -> None:
    """Check every citation of a saved answer against the reports as they are now; exit code 6 if one fails."""
    from assistant.terminal import render_verification

    outcome = _read_json(answer)
    with _open(config, store) as assistant:
        try:
            report = assistant.verify(outcome)
        except ValueError as error:
            raise ConfigurationError(f"{answer}: {error}", hint="give a file that `ask --json` wrote") from error
    _print(report.to_dict(), as_json=as_json, text=lambda: render_verification(report))
    if not report.ok:
        raise typer.Exit(EvaluationError.exit_code)


@app.command()
def evaluate(
    questions: Annotated[Path, typer.Argument(metavar="QUESTIONS", help="A question set, JSON Lines.")],
    *,
    fail_under: Annotated[
        list[str] | None, typer.Option(metavar="METRIC=VALUE", help="Exit with code 6 below this; may be given again.")
    ] = None,
    fail_over: Annotated[
        list[str] | None, typer.Option(metavar="METRIC=VALUE", help="Exit with code 6 above this; may be given again.")
    ] = None,
    save: Annotated[Path | None, typer.Option(metavar="FILE", help="Write the whole report as JSON.")] = None,
    as_json: AsJson = False,
    config: Config = None,
    store: StorePath = None,
) -> None:
    """Measure retrieval, answers, citations and abstention on a question set."""
    from assistant import evaluation
    from assistant.terminal import evaluation_bar

    gates = evaluation.Gates(at_least=_gates(fail_under), at_most=_gates(fail_over))
    loaded = evaluation.load_questions(questions)
    with _open(config, store) as assistant, evaluation_bar(len(loaded), enabled=not as_json) as progress:
        report = evaluation.evaluate(assistant, loaded, progress=progress)
    if save is not None:
        save.write_text(json.dumps(report.to_dict(), ensure_ascii=False, indent=1), encoding="utf-8")
    _print(report.to_dict(), as_json=as_json, text=lambda: evaluation.render(report))
    evaluation.check_gates(report, gates)


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

    with _open(config, store) as assistant:
        if remove is not None:
            assistant.remove(remove)
        found = assistant.documents()
        origin_of = {name: item.origin_id for item in assistant.origins() for name in item.document_ids}
    rows = [
        {key: value for key, value in item.to_dict().items() if key != "text"} | {"origin": origin_of[item.document_id]}
        for item in found
    ]
    _print({"documents": rows}, as_json=as_json, text=lambda: render_documents(found, origin_of))


@app.command()
def status(*, as_json: AsJson = False, config: Config = None, store: StorePath = None) -> None:
    """Say what is in the store, what it was built with, and what answers."""
    from assistant.terminal import render_facts

    with _open(config, store) as assistant:
        found = assistant.status().to_dict()
    _print(found, as_json=as_json, text=lambda: render_facts(found))


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
    _print(rows, as_json=as_json, text=lambda: render_settings(rows))


def _settings(config: Path | None, overrides: dict[str, Any]) -> Settings:
    from assistant.settings import Settings

    return Settings.load(config, overrides=overrides)


def _open(config: Path | None, store: Path | None, *, create: bool = False) -> Assistant:
    from assistant.api import Assistant

    return Assistant(_settings(config, {"store.path": store}), create=create)


def _print(value: dict[str, Any], *, as_json: bool, text: Any) -> None:  # noqa: ANN401 - rich's renderables
    if as_json:
        typer.echo(json.dumps(value, ensure_ascii=False, indent=2))
        return
    from rich.console import Console

    console = Console(highlight=False)
    if not console.is_terminal:
        # A pipe has no width: one row a line, so that the output can be searched.
        console = Console(highlight=False, width=_PIPE_WIDTH)
    console.print(text(), markup=False)


def _plain(value: object) -> object:
    return str(value) if isinstance(value, Path) else value


def _check_day(name: str, value: str | None) -> None:
    if value is not None:
        try:
            date.fromisoformat(value)
        except ValueError as error:
            raise ConfigurationError(f"{name} {value!r} is not a day", hint="write it like 2026-02-04") from error


def _gates(options: list[str] | None) -> dict[str, float]:
    gates: dict[str, float] = {}
    for option in options or ():
        metric, _, value = option.rpartition("=")
        try:
            gates[metric] = float(value)
        except ValueError as error:
            raise ConfigurationError(f"{option!r} is not METRIC=VALUE", hint="for example hit@10=0.9") from error
    return gates


def _read_json(path: Path) -> dict[str, Any]:
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigurationError(f"{path} cannot be read: {error.strerror}", hint="check the path") from error
    except ValueError as error:
        raise ConfigurationError(f"{path} is not JSON: {error}", hint="give a file that `ask --json` wrote") from error
    if not isinstance(value, dict):
        raise ConfigurationError(f"{path} does not hold a JSON object", hint="give a file that `ask --json` wrote")
    return value
