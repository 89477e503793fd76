"""The report for a terminal. All text of questions and answers is plain to rich: no markup is read from it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from assistant.evaluation.failures import failures
from assistant.evaluation.report import ALL
from assistant.evaluation.scoring import FIGURES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

    from assistant.evaluation.compare import Difference
    from assistant.evaluation.metrics import Interval
    from assistant.evaluation.report import EvaluationReport

# The few that a slice is judged by; the JSON report has all.
_SLICE_METRICS = ("hit@10", "answer_contained", "citation_precision", "false_refusals", "false_answers")
_MAX_WORST = 10
_MAX_IDS = 5
_MAX_TEXT = 160


def render(report: EvaluationReport, *, differences: Sequence[Difference] = ()) -> RenderableType:
    """Return the figures with n and 95% interval, what moved since a baseline, slices, times, the worst questions."""
    from rich.console import Group
    from rich.text import Text

    measured = report.fingerprint
    head = (
        f"{len(report.results)} questions, mode {report.mode}; reports {measured.corpus_hash[:12]}, "
        f"settings {measured.settings_hash[:12]}, questions {measured.questions_hash[:12]}"
    )
    compared = [_compared(differences)] if differences else []
    return Group(
        Text(head, style="dim"), _figures(report), *compared, _slices(report), _latency(report), _worst(report)
    )


def _figures(report: EvaluationReport) -> RenderableType:
    from rich.table import Table

    table = Table("Metric", box=None, pad_edge=False)
    for column in ("Value", "95% interval", "n"):
        table.add_column(column, justify="right")
    table.add_column("Over")
    for metric in FIGURES:
        figure = report.metrics[metric.name]
        interval = "" if figure.low is None else f"{figure.low:.3f} to {figure.high:.3f}"
        name = metric.name if metric.better == "higher" else f"{metric.name} (lower is better)"
        table.add_row(name, _value(figure), interval, str(figure.n), f"{metric.over} questions")
    return table


def _slices(report: EvaluationReport) -> RenderableType:
    from rich.table import Table

    table = Table("Slice", box=None, pad_edge=False)
    for name in _SLICE_METRICS:
        table.add_column(name, justify="right")
    for slice_, figures in sorted(report.figures.items()):
        if slice_ != ALL:
            cells = (
                f"{_value(figures[name])} ({figures[name].n})" if figures[name].n else "-" for name in _SLICE_METRICS
            )
            table.add_row(f"{slice_.by} {slice_.name}", *cells)
    return table


def _latency(report: EvaluationReport) -> RenderableType:
    from rich.text import Text

    stages = (f"{stage} {_ms(times.p50)} / {_ms(times.p95)} ms" for stage, times in report.latency.items())
    used = "".join(f"; {name} a question {_value(figure)} (n = {figure.n})" for name, figure in report.usage.items())
    return Text(f"Latency p50 / p95: {', '.join(stages)}{used}")


def _ms(figure: Interval) -> str:
    return "no cases" if figure.value is None else f"{figure.value:.0f} [{figure.low:.0f}, {figure.high:.0f}]"


def _compared(differences: Sequence[Difference]) -> RenderableType:
    from rich.table import Table
    from rich.text import Text

    table = Table("Against the baseline", box=None, pad_edge=False)
    for column in ("Difference", "95% interval", "n", "Better", "Worse"):
        table.add_column(column, justify="right")
    for name in ("Which got better", "Which got worse"):
        table.add_column(name)
    for item in differences:
        if not (item.better or item.worse):
            continue
        interval = f"{item.mean.low:+.3f} to {item.mean.high:+.3f}"
        counts = (f"{item.mean.n}", f"{len(item.better)}", f"{len(item.worse)}")
        ids = (_ids([change.question_id for change in moved]) for moved in (item.better, item.worse))
        table.add_row(item.metric, f"{item.mean.value:+.3f}", interval, *counts, *map(Text, ids))
    return table if table.row_count else Text("Against the baseline: no score has changed.")


def _ids(names: Sequence[str]) -> str:
    more = f" and {len(names) - _MAX_IDS} more" if len(names) > _MAX_IDS else ""
    return f"{', '.join(names[:_MAX_IDS])}{more}"


def _worst(report: EvaluationReport) -> RenderableType:
    from rich.console import Group
    from rich.text import Text

    found = failures(report)
    if not found:
        return Text("No question failed.")
    counts = Counter(kind for kind, _ in found)
    lines = [Text(", ".join(f"{count} {kind}{_plural(count)}" for kind, count in counts.items()), style="bold")]
    for kind, result in found[:_MAX_WORST]:
        question = result.case.question
        wanted = " | ".join(question.answers) if question.answers else "an abstention"
        lines.append(Text(f"{kind}: {question.id}: {_cut(question.question)}"))
        lines.append(Text(f"    wanted {_cut(wanted)}\n    got    {_cut(result.case.outcome.text)}", style="dim"))
    if len(found) > _MAX_WORST:
        lines.append(Text(f"and {len(found) - _MAX_WORST} more: --save FILE writes them all", style="dim"))
    return Group(*lines)


def _value(figure: Interval) -> str:
    return "no cases" if figure.value is None else f"{figure.value:.3f}"


def _plural(count: int) -> str:
    return "" if count == 1 else "s"


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _MAX_TEXT else f"{line[: _MAX_TEXT - 1]}…"
