"""How results look in a terminal. Everything returned is plain text to rich: no markup is read from documents."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from rich.console import RenderableType

    from assistant.records import (
        Answer,
        Citation,
        Document,
        Hit,
        IngestProgress,
        IngestReport,
        Outcome,
        VerificationReport,
    )

# Rejections shown one by one; `--json` has them all.
_MAX_REJECTIONS = 20


@contextmanager
def ingest_bar(*, enabled: bool) -> Iterator[Callable[[IngestProgress], None] | None]:
    """Yield a callback that draws a progress bar on stderr: documents, passages, passages a second, time left."""
    if not enabled:
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    columns = (
        BarColumn(),
        TextColumn("{task.percentage:>3.0f} %"),
        TextColumn("{task.fields[documents]} documents, {task.fields[passages]} passages, {task.fields[rate]:.0f}/s"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("ingest", total=1.0, documents=0, passages=0, rate=0.0)

        def show(progress: IngestProgress) -> None:
            elapsed = bar.tasks[0].elapsed or 0.0
            rate = progress.passages / elapsed if elapsed else 0.0
            bar.update(
                task,
                completed=progress.share,
                documents=progress.documents,
                passages=progress.passages,
                rate=rate,
            )

        yield show


@contextmanager
def evaluation_bar(total: int, *, enabled: bool) -> Iterator[Callable[[int], None] | None]:
    """Yield a callback that draws how many of `total` questions are done."""
    if not enabled:
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("questions", total=total)
        yield lambda done: bar.update(task, completed=done)


def render_ingest(report: IngestReport) -> RenderableType:
    """Return one line of counts, and a line a rejection."""
    counts = (
        f"{len(report.added)} added, {len(report.updated)} updated, {len(report.unchanged)} unchanged, "
        f"{len(report.removed)} removed, {len(report.rejected)} rejected; "
        f"{report.passages} passages embedded in {report.seconds:.1f} s"
    )
    shown = [f"  rejected {item.path}: {item.reason}" for item in report.rejected[:_MAX_REJECTIONS]]
    if len(report.rejected) > _MAX_REJECTIONS:
        shown.append(f"  and {len(report.rejected) - _MAX_REJECTIONS} more: see `assistant ingest --json`")
    return "\n".join([counts, *shown])


def render_outcome(outcome: Outcome) -> RenderableType:
    """Return the answer with its sources, or the refusal with what is nearest."""
    from rich.console import Group
    from rich.text import Text

    from assistant.records import Answer

    parts: list[RenderableType] = []
    if outcome.trace.asked not in ("", outcome.trace.question):
        parts.append(Text(f"Read as: {outcome.trace.question}", style="dim"))
    if isinstance(outcome, Answer):
        if outcome.short_answer:
            parts.append(Text(outcome.short_answer, style="bold"))
        parts.append(Text(outcome.text))
        as_of = f"as of {outcome.as_of}, " if outcome.as_of else ""
        parts.append(Text(f"({as_of}{_agreement(outcome)}{outcome.mode}{_time(outcome)})\n", style="dim"))
        parts.extend(_remarks(outcome))
        if len(outcome.positions) > 1:
            parts.extend((render_timeline(outcome), Text("")))
        return Group(*parts, *(_source(citation) for citation in outcome.citations))
    missing = f"\nNo report has: {', '.join(outcome.missing)}." if outcome.missing else ""
    heading = Text(outcome.text + missing, style="bold")
    parts.extend((heading, *_remarks(outcome)))
    if outcome.nearest:
        parts.append(Text("\nNearest:", style="dim"))
    return Group(*parts, *(_source(citation) for citation in outcome.nearest))


def _remarks(outcome: Outcome) -> list[RenderableType]:
    """Return the notices, what was struck out with the reason, and which citations were mended."""
    from rich.text import Text

    lines: list[RenderableType] = [Text(notice, style="italic") for notice in outcome.notices]
    for claim in outcome.claims:
        if claim.verdict != "supported":
            why = f" ({claim.verdict}: {claim.note or 'not borne out'})"
            lines.append(Text.assemble((claim.text, "strike dim"), why))
        elif claim.note:
            marks = "".join(f"[{number}]" for number in claim.citations)
            lines.append(Text(f"{marks} {claim.note}", style="dim"))
    return lines


def render_timeline(outcome: Answer) -> RenderableType:
    """Return a table of the answer's positions: the current one first, then how it moved, then who disagrees."""
    from rich.table import Table
    from rich.text import Text

    table = Table(
        "Value", "Stands as", "Said by", "First reported", "Last", "Reports", "Cited", box=None, pad_edge=False
    )
    for position in outcome.positions:
        row = (
            position.value,
            position.relation,
            position.speaker or ", ".join(position.publishers) or "not said",
            position.first_reported or "undated",
            position.as_of or "undated",
            f"{position.reports} ({position.origins} independent)",
            ", ".join(position.citations),
        )
        table.add_row(*(Text(cell) for cell in row))
    return table


def _agreement(outcome: Answer) -> str:
    return f"{outcome.agreement}, " if outcome.positions or outcome.agreement == "conflicting" else ""


def _time(outcome: Outcome) -> str:
    words = outcome.trace.time_words
    return f", only reports that fit “{words}” in the question" if words else ""


def _source(citation: Citation) -> RenderableType:
    from rich.text import Text

    where = ", ".join(part for part in (citation.publisher, citation.published_at) if part)
    place = f"{citation.document_id} {citation.span.start}:{citation.span.end}"
    return Text.assemble(
        (f"[{citation.citation_id}] ", "bold"),
        f"{citation.title} ({where})\n",
        ("    " + citation.quote, ""),
        "\n",
        ("    " + place, "dim"),
    )


def render_hits(hits: Sequence[Hit], titles: Mapping[str, str]) -> RenderableType:
    """Return a table of passages, best first, with the rank each ranking gave."""
    from rich.table import Table
    from rich.text import Text

    table = Table("#", "Report", "Passage", "Ranks", box=None, pad_edge=False)
    for place, hit in enumerate(hits, start=1):
        ranks = ", ".join(f"{name} {rank}" for name, rank in hit.ranks.items())
        report = f"{titles[hit.passage.document_id]}\n{hit.passage.document_id}"
        table.add_row(str(place), Text(report), Text(" ".join(hit.passage.text.split())), ranks)
    return table


def render_verification(report: VerificationReport) -> RenderableType:
    """Return a line a citation, and the verdict over all."""
    lines = [f"[{check.citation_id}] {check.status}: {check.detail}" for check in report.checks]
    failed = sum(check.status != "verified" for check in report.checks)
    verdict = (
        f"{failed} of {len(report.checks)} citations FAILED" if failed else f"all {len(report.checks)} citations stand"
    )
    return "\n".join([*lines, verdict])


def render_documents(documents: Sequence[Document], origin_of: Mapping[str, str]) -> RenderableType:
    """Return a table of reports; a copy names the report that it is a copy of."""
    from rich.table import Table
    from rich.text import Text

    table = Table("Published", "Id", "Title", "Publisher", "Copy of", box=None, pad_edge=False)
    for item in documents:
        origin = origin_of[item.document_id]
        table.add_row(
            item.published_at or "undated",
            Text(item.document_id),
            Text(item.title),
            Text(item.publisher or ""),
            Text("" if origin == item.document_id else origin),
        )
    return table


def render_facts(facts: Mapping[str, Any]) -> RenderableType:
    """Return a line a fact."""
    width = max(map(len, facts))
    return "\n".join(
        f"{name.replace('_', ' '):<{width}}  {'-' if value is None else value}" for name, value in facts.items()
    )


def render_settings(rows: Mapping[str, Mapping[str, object]]) -> RenderableType:
    """Return a table of settings."""
    from rich.table import Table
    from rich.text import Text

    table = Table("Setting", "Value", "From", "Meaning", box=None, pad_edge=False)
    for name, row in rows.items():
        table.add_row(name, Text(str(row["value"])), str(row["origin"]), Text(str(row["description"])))
    return table
