"""The commands that ask: a question, a query, a saved answer's citations."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path  # noqa: TC003 - typer reads the annotations at run time
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.cli.shared import (
    AsJson,
    Config,
    Day,
    Model,
    Publishers,
    StorePath,
    app,
    check_writable,
    open_assistant,
    show,
    write_bytes,
)
from assistant.errors import ConfigurationError, EvaluationError
from assistant.text import normalise

if TYPE_CHECKING:
    from assistant.records import Outcome, Turn


@app.command()
def ask(  # noqa: PLR0913 - one parameter an option
    question: Annotated[str, typer.Argument(help="What to answer.")],
    *,
    as_of: Day = None,
    since: Day = None,
    until: Day = None,
    publisher: Publishers = None,
    after: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="ANSWER.json", help="Ask as a follow-up to what `ask --json` printed; may be given again."
        ),
    ] = None,
    llm: Model = None,
    plot: Annotated[
        Path | None, typer.Option("--plot", metavar="FILE", help="Draw the figures over time: a .png or .svg file.")
    ] = None,
    as_json: AsJson = False,
    config: Config = None,
    store: StorePath = None,
) -> None:
    """Answer a question from the reports, with citations; or say that they do not answer it."""
    from assistant.terminal import render_outcome

    if plot is not None:
        _check_plot(plot)
    _check_days(as_of, since, until)
    if not normalise(question):
        raise ConfigurationError("the question is empty", hint='write it in quotes: assistant ask "How many ...?"')
    history = [_turn(path) for path in after or ()]
    with open_assistant(config, store, llm=llm) as assistant:
        outcome = assistant.ask(
            question, history=history, as_of=as_of, since=since, until=until, publishers=publisher or ()
        )
    show(outcome.to_dict(), as_json=as_json, text=lambda: render_outcome(outcome))
    if plot is not None:
        _draw(outcome, plot)


@app.command()
def timeline(  # noqa: PLR0913 - one parameter an option
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
    """Print which values the reports give for a question: whose, since when, and how they stand to one another."""
    from assistant.records import Answer
    from assistant.terminal import render_outcome, render_timeline

    _check_days(as_of, since, until)
    if not normalise(question):
        raise ConfigurationError("the question is empty", hint='write it in quotes: assistant timeline "How many ...?"')
    with open_assistant(config, store) as assistant:
        outcome = assistant.ask(question, as_of=as_of, since=since, until=until, publishers=publisher or ())
    found = outcome.to_dict()
    kept = {key: found[key] for key in ("kind", "short_answer", "positions", "agreement", "citations", "as_of")}
    render = render_timeline if isinstance(outcome, Answer) and outcome.positions else render_outcome
    show({"question": question, **kept}, as_json=as_json, text=lambda: render(outcome))  # type: ignore[arg-type]


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

    if not normalise(query):
        raise ConfigurationError("the query is empty", hint='write it in quotes: assistant retrieve "ferry sinking"')
    with open_assistant(config, store) as assistant:
        hits = assistant.retrieve(query, k)
        titles = {hit.passage.document_id: assistant.document(hit.passage.document_id).title for hit in hits}
    show(
        {"query": query, "hits": [{"title": titles[hit.passage.document_id], **hit.to_dict()} for hit in hits]},
        as_json=as_json,
        text=lambda: render_hits(hits, titles),
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
    with open_assistant(config, store) as assistant:
        try:
            report = assistant.verify(outcome)
        except ValueError as error:
            raise ConfigurationError(f"{answer}: {error}", hint="give a file that `ask --json` wrote") from error
    show(report.to_dict(), as_json=as_json, text=lambda: render_verification(report))
    if not report.ok:
        raise typer.Exit(EvaluationError.exit_code)


def _turn(path: Path) -> Turn:
    from assistant.records import Turn

    saved = _read_json(path)
    question, text = saved.get("question"), saved.get("text")
    if not (isinstance(question, str) and isinstance(text, str)):
        raise ConfigurationError(f"{path} is not a saved answer", hint="give a file that `ask --json` wrote")
    # What says that there is no answer is nothing that a follow-up could lean on.
    if saved.get("kind") != "answer":
        return Turn(question=question, answer="")
    cited = [citation.get("document_id") for citation in (saved.get("citations") or ()) if isinstance(citation, dict)]
    return Turn(question=question, answer=text, documents=tuple(name for name in cited if isinstance(name, str)))


def _check_plot(path: Path) -> None:
    from assistant.timeline import FORMATS

    if path.suffix.lower().removeprefix(".") not in FORMATS:
        raise ConfigurationError(f"--plot cannot write {path.name!r}", hint="give a file that ends in .png or .svg")
    check_writable(path)


def _draw(outcome: Outcome, path: Path) -> None:
    from assistant.records import Answer
    from assistant.timeline import can_plot, draw

    if not isinstance(outcome, Answer) or not can_plot(outcome.positions):
        typer.echo(f"Nothing drawn to {path}: the answer has less than two dated figures.", err=True)
        return
    drawn = draw(outcome, form="svg" if path.suffix.lower() == ".svg" else "png", title=outcome.trace.question)
    write_bytes(path, drawn)


def _check_days(as_of: str | None, since: str | None, until: str | None) -> None:
    for name, value in (("--as-of", as_of), ("--since", since), ("--until", until)):
        if value is None:
            continue
        try:
            date.fromisoformat(value)
        except ValueError as error:
            raise ConfigurationError(f"{name} {value!r} is not a day", hint="write it like 2026-02-04") from error


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
