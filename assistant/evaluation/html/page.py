"""The whole report as one page: figures, slices, plots, what moved, and every failing question."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.evaluation.failures import failures
from assistant.evaluation.html import plots
from assistant.evaluation.html.cases import failing
from assistant.evaluation.html.markup import escape, table
from assistant.evaluation.metrics import Point
from assistant.evaluation.report import ALL
from assistant.evaluation.scoring import FIGURES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.evaluation.compare import Change, Difference
    from assistant.evaluation.metrics import Interval
    from assistant.evaluation.report import EvaluationReport

_SLICE_METRICS = (
    *("hit@1", "hit@10", "exact_match", "answer_contained", "citation_precision", "citation_recall"),
    *("false_answers", "false_refusals", "agreement", "current_value"),
)
# What to read first: in plain words, for whoever has to decide whether to trust the answers.
_FIRST = {
    "hit@10": "questions whose evidence is among the first ten passages",
    "answer_contained": "answerable questions whose answer holds the right words",
    "citation_precision": "citations that point at the evidence",
    "false_answers": "unanswerable questions that got an answer",
    "false_refusals": "answerable questions that got none",
}
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def page(report: EvaluationReport, *, differences: Sequence[Difference] = (), title: str = "Evaluation") -> str:
    """Return the report as one HTML document. It holds no script and asks nothing of any host.

    Args:
        report: What was measured.
        differences: How it compares with an earlier run.
        title: What was measured, in a few words.
    """
    style = Path(__file__).with_name("report.css").read_text(encoding="utf-8")
    parts = (_head(report, title), _figures(report), _plots(report), _compared(differences), _slices(report))
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{style}</style></head><body><main>{''.join(parts)}{_failing(report)}</main></body></html>"
    )


def _head(report: EvaluationReport, title: str) -> str:
    hashes = " · ".join(
        f"{escape(name.removesuffix('_hash'))} {escape(value[:12])}"
        for name, value in report.fingerprint.to_dict().items()
    )
    return (
        f'<h1>{escape(title)}</h1><p class="lead">{len(report.results)} questions, answered by '
        f'{escape(report.mode)}.</p><p class="fine">{hashes} · intervals: 95% bootstrap over questions, '
        f"seed {report.seed}</p>{_first(report)}"
    )


def _first(report: EvaluationReport) -> str:
    cards = "".join(
        f"<li><b>{report.metrics[name].value:.1%}</b> <span>{words}</span> "
        f"<small>{_interval(report.metrics[name])}, n = {report.metrics[name].n}</small></li>"
        for name, words in _FIRST.items()
        if report.metrics[name].n
    )
    return f'<ul class="first">{cards}</ul>' if cards else ""


def _figures(report: EvaluationReport) -> str:
    rows = []
    for metric in FIGURES:
        figure = report.metrics[metric.name]
        lower = " ↓" if metric.better == "lower" else ""
        rows.append((f"{metric.name}{lower}", _value(figure), _interval(figure), f"{figure.n}", escape(metric.over)))
    for stage, times in report.latency.items():
        for name, figure in (("p50", times.p50), ("p95", times.p95)):
            rows.append((f"{escape(stage)} {name}, ms ↓", _value(figure, 0), _interval(figure, 0), f"{times.n}", "all"))
    for name, figure in report.usage.items():
        rows.append((f"{escape(name)} a question ↓", _value(figure), _interval(figure), f"{figure.n}", "by a model"))
    head = ("metric", "value", "95% interval", "n", "over questions that are")
    return f"<h2>Figures</h2>{table(head, rows, kind='figures')}"


def _plots(report: EvaluationReport) -> str:
    drawn = (
        ("Risk and coverage", plots.risk_coverage_plot(report.guesses, _operating(report))),
        ("Reliability", plots.reliability_plot(report.guesses)),
        ("Latency", plots.latency_plot(report.latency)),
    )
    figures = "".join(f"<figure><figcaption>{name}</figcaption>{svg}</figure>" for name, svg in drawn if svg)
    return f'<h2>Plots</h2><div class="plots">{figures}</div>' if figures else ""


def _operating(report: EvaluationReport) -> Point | None:
    guessed = [result.case for result in report.results if result.case.guess]
    answered = [case for case in guessed if case.answer]
    if not answered:
        return None
    wrong = sum(case.guess is not None and not case.guess.correct for case in answered)
    return Point(len(answered) / len(guessed), wrong / len(answered))


def _compared(differences: Sequence[Difference]) -> str:
    if not differences:
        return ""
    rows = (
        (
            escape(item.metric),
            f"{item.mean.value:+.3f}",
            f"{item.mean.low:+.3f} to {item.mean.high:+.3f}",
            f"{item.mean.n}",
            f"{len(item.better)}",
            f"{len(item.worse)}",
        )
        for item in differences
    )
    moved = "".join(_moved(item) for item in differences if item.better or item.worse)
    return (
        "<h2>Against the baseline</h2>"
        f"{table(('metric', 'difference', '95% interval, paired', 'n', 'better', 'worse'), rows)}{moved}"
    )


def _moved(difference: Difference) -> str:
    return (
        f"<details><summary>{escape(difference.metric)}: {len(difference.better)} better, "
        f"{len(difference.worse)} worse</summary>{_changes('Better', difference.better)}"
        f"{_changes('Worse', difference.worse)}</details>"
    )


def _changes(head: str, changes: Sequence[Change]) -> str:
    listed = ", ".join(f"{escape(item.question_id)} ({item.before:.2f} → {item.after:.2f})" for item in changes)
    return f"<p><b>{head}:</b> {listed}</p>" if listed else ""


def _slices(report: EvaluationReport) -> str:
    names = [name for name in _SLICE_METRICS if report.metrics[name].n]
    rows = [
        (
            f"{escape(slice_.by)}: {escape(slice_.name)}",
            *(
                f"{_value(figures[name])} <small>{_interval(figures[name])} ({figures[name].n})</small>"
                if figures[name].n
                else "none"
                for name in names
            ),
        )
        for slice_, figures in sorted(report.figures.items())
        if slice_ != ALL
    ]
    return f"<h2>Slices</h2>{table(('slice', *names), rows, kind='slices')}" if rows else ""


def _failing(report: EvaluationReport) -> str:
    found = failures(report)
    if not found:
        return "<h2>Failing questions</h2><p>None.</p>"
    counts = ", ".join(f"{escape(kind)} {count}" for kind, count in Counter(kind for kind, _ in found).items())
    marks = {"cited": "cited", "gold": "gold", "cited gold": "both"}
    key = f"Marked: {', '.join(f'<mark class={name!r}>{word}</mark>' for name, word in marks.items())}."
    cases = "".join(failing(kind, result) for kind, result in found)
    return f"<h2>Failing questions</h2><p>{len(found)} of {len(report.results)}: {counts}. {key}</p>{cases}"


def _value(figure: Interval, digits: int = 3) -> str:
    return "no cases" if figure.value is None else f"{figure.value:,.{digits}f}"


def _interval(figure: Interval, digits: int = 3) -> str:
    return "" if figure.low is None or figure.high is None else f"{figure.low:,.{digits}f} to {figure.high:,.{digits}f}"
