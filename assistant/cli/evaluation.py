"""The command that measures: a question set, its gates, its report."""

from __future__ import annotations

import json
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from assistant.cli.shared import AsJson, Config, Model, StorePath, app, check_writable, load_settings, show, write_bytes
from assistant.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.api import Assistant
    from assistant.evaluation import EvaluationReport, Gates, Journal, Question, Run
    from assistant.settings import Settings

_Output = Annotated[Path | None, typer.Option(metavar="FILE", help="Write the whole report as JSON; a killed run with "
                                              "the same file goes on.")]  # fmt: skip


class _Asked(NamedTuple):
    """What is asked, and the folders whose reports are taken in first."""

    questions: tuple[Question, ...]
    folders: tuple[Path, ...]


@app.command()
def evaluate(  # noqa: PLR0913 - one parameter an option
    questions: Annotated[list[Path], typer.Argument(metavar="QUESTIONS...", help="Question sets, JSON Lines.")],
    *,
    data_format: Annotated[
        str | None,
        typer.Option("--format", metavar="NAME", help="Published format of the file: squad, rgb, multihop-rag, ...."),
    ] = None,
    corpus: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Take these reports in first: into --store, else into a store for this run."),
    ] = None,
    report: Annotated[Path | None, typer.Option(metavar="FILE.html", help="Write the report as one HTML file.")] = None,
    against: Annotated[
        Path | None, typer.Option(metavar="BASELINE.json", help="Compare with a saved run, question by question.")
    ] = None,
    gate: Annotated[
        Path | None,
        typer.Option(metavar="BASELINE.json", help="Exit with code 6 below its 95% intervals."),
    ] = None,
    fail_under: Annotated[
        list[str] | None,
        typer.Option(metavar="METRIC=VALUE", help="Exit with code 6 below this; test:METRIC for a split. Repeatable."),
    ] = None,
    fail_over: Annotated[
        list[str] | None, typer.Option(metavar="METRIC=VALUE", help="Exit with code 6 above this. Repeatable.")
    ] = None,
    save: _Output = None,
    save_baseline: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write figures and scores only, to compare with."),
    ] = None,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Questions asked at once; times suffer.")] = 1,
    llm: Model = None,
    as_json: AsJson = False,
    config: Config = None,
    store: StorePath = None,
) -> None:
    """Measure retrieval, answers, citations and abstention on a question set."""
    from assistant import evaluation

    bounds = evaluation.Gates(at_least=_gates(fail_under), at_most=_gates(fail_over))
    # Looked at before anything is asked: a file that is not there, or cannot be, must not cost a run.
    for output in (report, save, save_baseline):
        check_writable(output)
    before = evaluation.load_baseline(against) if against else None
    held = evaluation.load_baseline(gate) if gate else None
    with ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="assistant-evaluate-")))
        asked = _asked(questions, data_format, corpus, scratch)
        settings = load_settings(config, {"store.path": store or _store(asked, scratch), "llm.model": llm})
        assistant = stack.enter_context(_assistant(asked, settings))
        run = evaluation.Run(assistant, asked.questions)
        gates = [bounds, *([evaluation.baseline_gates(run.fingerprint, held)] if held else [])]
        found = _ask_all(run, save, workers=workers, quiet=as_json)
    differences = evaluation.compare(found, before) if before else ()
    if report is not None:
        title = f"Evaluation on {', '.join(path.name for path in questions)}"
        write_bytes(report, evaluation.page(found, differences=differences, title=title).encode())
    if save_baseline is not None:
        write_bytes(save_baseline, _json(found.baseline()))
    shown = {**found.to_dict(), "differences": [item.to_dict() for item in differences]}
    show(shown, as_json=as_json, text=lambda: evaluation.render(found, differences=differences))
    _check(found, gates)


def _asked(paths: Sequence[Path], data_format: str | None, corpus: Path | None, scratch: Path) -> _Asked:
    from assistant.evaluation import load_questions
    from assistant.evaluation.datasets import load_dataset

    given = (corpus,) if corpus else ()
    if data_format is None:
        loaded = tuple(question for path in paths for question in load_questions(path))
        _check_ids(loaded)
        return _Asked(loaded, given)
    if len(paths) > 1:
        raise ConfigurationError("--format takes one file", hint="evaluate each file by itself")
    dataset = load_dataset(paths[0], data_format)
    return _Asked(dataset.questions, (*given, dataset.write(scratch / "reports")))


def _check_ids(questions: Sequence[Question]) -> None:
    seen: set[str] = set()
    for question in questions:
        if question.id in seen:
            raise ConfigurationError(f"two questions have the id {question.id!r}", hint="evaluate the files apart")
        seen.add(question.id)


def _store(asked: _Asked, scratch: Path) -> Path | None:
    """Return a store for this run only, where reports are to be taken in and no store was named."""
    return scratch / "store" if asked.folders else None


def _assistant(asked: _Asked, settings: Settings) -> Assistant:
    """Return the assistant, its reports taken in."""
    from assistant.api import Assistant
    from assistant.terminal import ingest_bar, render_ingest

    assistant = Assistant(settings, create=bool(asked.folders))
    if asked.folders:
        with ingest_bar(enabled=True) as progress:
            taken = assistant.ingest(asked.folders, progress=progress)
        if taken.rejected:
            # Measured on fewer reports than were given: that must be seen.
            typer.echo(render_ingest(taken), err=True)
    return assistant


def _ask_all(run: Run, save: Path | None, *, workers: int, quiet: bool) -> EvaluationReport:
    from assistant.evaluation import Journal, summarise
    from assistant.terminal import evaluation_bar

    with ExitStack() as stack:
        journal = stack.enter_context(Journal(_journal_path(save), run.fingerprint)) if save else None
        progress = stack.enter_context(evaluation_bar(len(run.questions), enabled=not quiet))
        cases = []
        for case in run.cases(journal=journal, workers=workers):
            cases.append(case)
            if progress:
                progress(len(cases))
        found = summarise(cases, run.fingerprint)
        if save is not None:
            write_bytes(save, _json(found.to_dict()))
            _finish(journal)
    return found


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _finish(journal: Journal | None) -> None:
    # Only once the report is on disk: what came of the questions must be in one of the two.
    if journal is not None:
        journal.remove()


def _journal_path(save: Path) -> Path:
    return save.with_name(f"{save.name}.partial.jsonl")


def _check(report: EvaluationReport, gates: Sequence[Gates]) -> None:
    from assistant.evaluation import check_gates

    for bounds in gates:
        check_gates(report, bounds)


def _gates(options: list[str] | None) -> dict[str, float]:
    gates: dict[str, float] = {}
    for option in options or ():
        metric, _, value = option.rpartition("=")
        try:
            gates[metric] = float(value)
        except ValueError as error:
            raise ConfigurationError(f"{option!r} is not METRIC=VALUE", hint="for example hit@10=0.9") from error
    return gates
