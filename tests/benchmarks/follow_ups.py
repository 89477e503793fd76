"""Whether a follow-up put in full by rules is answered as well as one that an editor put in full.

Each conversation of `tests/questions/conversations.jsonl` is held over the shipped corpus with the built-in reader, the
history being the questions as understood and the answers as shown, as the page keeps them. Each follow-up's
`standalone` is asked by itself too. The share is over those that are answered rightly in that form: an answer holds one
of the gold answers, or abstains where there is none. Rules were made on the dev half of the conversations,
and on the later `chats.jsonl`, of which none was left out.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from assistant import Answer, Assistant, Turn
from assistant.evaluation.metrics import answer_contained

from .contestants import shipped_store
from .data import ROOT
from .measures import Row, Target, mean_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from assistant import Outcome

    from .data import Context

QUESTIONS = ROOT / "tests" / "questions"
CONVERSATIONS, CHATS = QUESTIONS / "conversations.jsonl", QUESTIONS / "chats.jsonl"
KEPT = Target(bound="at least", limit=0.85)


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """What became of one follow-up: as an editor puts it, and as the rules understood it."""

    name: str
    kind: str
    split: str
    question: str
    understood: str
    standalone_right: bool
    right: bool


def run(context: Context) -> list[Row]:
    """Return the share of follow-ups answered in each form, and by rules of those that are answered in full."""
    with Assistant(shipped_store(context.work), create=False) as assistant:
        found = [item for talk in conversations() for item in hold(assistant, talk)]
        chatted = [item for talk in conversations(path=CHATS) for item in hold(assistant, talk)]
    rows = []
    for split in ("dev", "test"):
        rows.extend(_rows(split, [item for item in found if item.split == split], KEPT if split == "test" else None))
    rows.extend(_rows("both", found, KEPT))
    rows.extend(_rows("chats", chatted, None))
    for kind in sorted({item.kind for item in found}):
        answered = [item.right for item in found if item.kind == kind and item.standalone_right]
        if answered:
            rows.append(_row(f"follow-ups, {kind}: answered, of those answered in full", answered))
    return rows


def conversations(split: str | None = None, *, path: Path = CONVERSATIONS) -> list[dict[str, object]]:
    """Return the conversations of one half, or of both."""
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    return [row for row in rows if split in (None, row["split"])]


def hold(assistant: Assistant, talk: dict[str, object]) -> Iterator[FollowUp]:
    """Hold a conversation, and yield each of its follow-ups."""
    history: list[Turn] = []
    turns = talk["turns"]
    for number, turn in enumerate(turns if isinstance(turns, list) else ()):
        outcome = assistant.ask(turn["question"], history=tuple(history))
        history.append(Turn.after(outcome))
        if turn["kind"] != "first":
            yield FollowUp(
                name=f"{talk['id']}/{number + 1}",
                kind=turn["kind"],
                split=str(talk["split"]),
                question=turn["question"],
                understood=outcome.trace.question,
                standalone_right=right(assistant.ask(turn["standalone"]), turn["answers"]),
                right=right(outcome, turn["answers"]),
            )


def right(outcome: Outcome, golds: Sequence[str] | None) -> bool:
    """Return whether an outcome gives one of the answers, or abstains where there is none."""
    if not golds or not isinstance(outcome, Answer):
        return not golds and not isinstance(outcome, Answer)
    return bool(answer_contained((outcome.short_answer or "", outcome.text), golds))


def _rows(split: str, found: Sequence[FollowUp], target: Target | None) -> list[Row]:
    return [
        _row(f"follow-ups, {split}: answered as an editor puts them", [item.standalone_right for item in found]),
        _row(f"follow-ups, {split}: answered as the rules put them", [item.right for item in found]),
        _row(
            f"follow-ups, {split}: answered, of those answered in full",
            [item.right for item in found if item.standalone_right],
            target,
        ),
    ]


def _row(measure: str, values: Sequence[bool], target: Target | None = None) -> Row:
    return Row(
        measure=measure,
        n=len(values),
        unit="share of follow-ups",
        ours=mean_of(np.array(values, dtype=np.float64)),
        target=target,
    )
