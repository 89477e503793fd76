"""Questions over events that no training saw: what the reports say in all, and whether they say anything.

`tests/data/unseen_events.jsonl` has 28 invented events, their reports all in one store. Asked are the 12 questions of
each: which agreement class the answer has, whether its first position (else its short answer) is the value that an
editor would give, and whether it refuses what no report answers. The half `dev` was looked at, `test` only in totals.
`tests/data/piled_events.jsonl` has 32 more, of eleven to thirteen longer reports each, that were worked on (`piled`).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np

from assistant import Answer, Assistant
from assistant.evaluation.metrics import same_value

from .data import ROOT, settings_at
from .measures import Row, mean_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from assistant import Outcome

    from .data import Context

EVENTS = ROOT / "tests" / "data" / "unseen_events.jsonl"
PILED = ROOT / "tests" / "data" / "piled_events.jsonl"


def run(context: Context) -> list[Row]:
    """Return the figures of each half of the unseen events, and of the piled ones."""
    asked = [*_ask(EVENTS, context, "unseen"), *_ask(PILED, context, "piled")]
    splits = dict.fromkeys(split for split, _, _ in asked)
    return [row for split in splits for row in _rows(split, [item[1:] for item in asked if item[0] == split])]


def read_events(path: Path) -> list[dict[str, Any]]:
    """Return the events of a file, one a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _ask(path: Path, context: Context, name: str) -> list[tuple[str, dict[str, Any], Outcome]]:
    events = read_events(path)
    reports = context.work / f"{name}-reports"
    write_reports(events, reports)
    with Assistant(settings_at(context.work / f"{name}-store")) as assistant:
        assistant.ingest([reports])
        return [
            (event.get("split", name), question, assistant.ask(question["question"]))
            for event in events
            for question in event["questions"]
        ]


def write_reports(events: Sequence[dict[str, Any]], folder: Path) -> None:
    """Write each report as a file with front matter; ids are told apart by the event's number."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, event in enumerate(events):
        for report in event["reports"]:
            matter = {key: report[key] for key in ("title", "publisher", "published")}
            if report["based_on"]:
                matter["based_on"] = f"{number:02}-{report['based_on']}"
            head = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in matter.items())
            (folder / f"{number:02}-{report['id']}.md").write_text(
                f"---\n{head}---\n\n{report['text']}\n", encoding="utf-8"
            )


def _rows(split: str, asked: Sequence[tuple[dict[str, Any], Outcome]]) -> list[Row]:
    answered = [(question, outcome) for question, outcome in asked if question["answers"]]
    valued = [(question, outcome) for question, outcome in answered if question["current"]]
    measures = {
        "agreement class right": [_agreement(outcome) == question["agreement"] for question, outcome in answered],
        "leading value right": [same_value(leading(outcome), question["current"]) > 0 for question, outcome in valued],
        "refused though answered by a report": [not isinstance(outcome, Answer) for _, outcome in answered],
        "answered though by no report": [isinstance(outcome, Answer) for item, outcome in asked if not item["answers"]],
    }
    return [
        Row(
            measure=f"events, {split}: {measure}",
            n=len(values),
            unit="share of questions",
            ours=mean_of(np.array(values, dtype=np.float64)),
        )
        for measure, values in measures.items()
    ]


def _agreement(outcome: Outcome) -> str | None:
    return outcome.agreement if isinstance(outcome, Answer) else None


def leading(outcome: Outcome) -> str:
    """Return the value that an outcome puts first; "" for none."""
    if not isinstance(outcome, Answer):
        return ""
    return outcome.positions[0].value if outcome.positions else outcome.short_answer or ""
