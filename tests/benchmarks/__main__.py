"""Run benchmarks, print the table, save the figures: `python -m tests.benchmarks [NAME…] [--articles F --questions F]`.

Ends with status 1 when a target is missed.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import (
    accounts,
    answers,
    asking,
    attacks,
    events,
    faults,
    first_sentence,
    follow_ups,
    forms,
    ingest,
    latency,
    lies,
    machine,
    origins,
    quality,
    reading,
    report,
    scaling,
    startup,
    support,
)
from .data import load_context

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .data import Context
    from .measures import Row

BENCHMARKS: dict[str, Callable[[Context], list[Row]]] = {
    "startup": startup.run,
    "ingest": ingest.run,
    "quality": quality.run,
    "latency": latency.run,
    "scaling": scaling.run,
    "answers": answers.run,
    "reading": reading.run,
    "asking": asking.run,
    "origins": origins.run,
    "lies": lies.run,
    "attacks": attacks.run,
    "follow-ups": follow_ups.run,
    "forms": forms.run,
    "accounts": accounts.run,
    "events": events.run,
    "support": support.run,
    "faults": faults.run,
    "first-sentence": first_sentence.run,
}
RESULTS = Path(__file__).with_name("results")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the chosen benchmarks and return the exit status."""
    options = _parser().parse_args(arguments)
    options.work.mkdir(parents=True, exist_ok=True)
    context = replace(
        load_context(
            articles=options.articles,
            questions=options.questions,
            work=options.work.resolve(),
            limit=options.limit,
            scale=options.scale,
        ),
        claims=options.claims,
    )
    note = f"{len(context.articles):,} {'reports of the shipped corpus' if context.is_shipped else 'given articles'}"
    rows: dict[str, list[Row]] = {}
    saved: dict[str, dict[str, Any]] = {}
    for name in options.names or BENCHMARKS:
        load = machine.load()
        report.say(f"{name}: load {load} at its start")
        rows[name] = BENCHMARKS[name](context)
        saved[name] = {
            "measured_at": datetime.now(UTC).isoformat(timespec="minutes"),
            "load_at_start": load,
            "load_at_end": machine.load(),
            "articles": note,
            "corpus_hash": context.corpus_hash,
            "rows": [row.to_dict() for row in rows[name]],
            "machine": machine.facts(),
        }
    report.show(rows, machine.facts(), note=f"Measured on {note}, hash {context.corpus_hash}.")
    default = RESULTS / ("corpus.json" if context.is_shipped else "articles.json")
    report.save(options.out or default, saved)
    return int(any(row.passed is False for group in rows.values() for row in group))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"some of: {', '.join(BENCHMARKS)}; all by default")
    parser.add_argument("--articles", type=Path, help="JSON Lines with document_id and text; else the shipped corpus")
    parser.add_argument("--questions", type=Path, help="JSON Lines with question, answers and document_id")
    parser.add_argument("--claims", type=Path, help="JSON Lines with claim, label and document_id, for `support`")
    parser.add_argument(
        "--out", type=Path, help="JSON file that gets the figures; else one in tests/benchmarks/results"
    )
    parser.add_argument("--limit", type=int, default=1_000, help="articles that the ingest race takes (1,000)")
    parser.add_argument("--scale", type=int, default=100_000, help="passages of the large synthetic store (100,000)")
    parser.add_argument(
        "--work",
        type=Path,
        default=Path(tempfile.gettempdir()) / f"assistant-benchmarks-{os.getuid()}",
        help="folder for stores, kept from run to run",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
