"""Whether the right one of two forms of a follow-up is taken: the rules', or the one with words beside it.

Both forms of each follow-up of `chats.jsonl` and of the dev half of `conversations.jsonl` are asked by themselves.
Where one is answered rightly and the other is not, `answer.choosing` has to choose; its weights are fitted on these,
and measured here by cross-validation over conversations, too. After each conversation the first question of the next is
asked as well: who turns to something else is to be understood as he asks. Prints the weights that all give: those in
the code.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict

from assistant import Answer, Assistant, Turn, answer
from assistant.answer.choosing import features

from .contestants import shipped_store
from .follow_ups import CHATS, conversations, right
from .measures import Row, mean_of
from .report import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .data import Context

FOLDS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A follow-up in both forms, and whether each is answered rightly; `turns_away` asks of something else."""

    talk: str
    typed: str
    history: tuple[Turn, ...]
    turns_away: bool
    beside: answer.Form
    rules: answer.Form
    beside_right: bool
    rules_right: bool


def run(context: Context) -> list[Row]:
    """Return the share of follow-ups answered in each form, and in the one that is chosen."""
    talks = [*conversations("dev"), *conversations(path=CHATS)]
    with Assistant(shipped_store(context.work), create=False) as assistant:
        following = [*talks[1:], talks[0]]
        pairs = [pair for talk, after in zip(talks, following, strict=True) for pair in _pairs(assistant, talk, after)]
    undecided = [pair for pair in pairs if pair.beside_right != pair.rules_right]
    seen = np.array([features(pair.typed, pair.history, pair.beside, pair.rules) for pair in undecided])
    wanted = np.array([pair.beside_right for pair in undecided])
    groups = np.array([pair.talk for pair in undecided])
    model = LogisticRegression(max_iter=2_000)
    guessed = cross_val_predict(model, seen, wanted, groups=groups, cv=GroupKFold(FOLDS))
    model.fit(seen, wanted)
    weights = ", ".join(f"{weight:.2f}" for weight in model.coef_[0])
    say(f"forms: bias {model.intercept_[0]:.2f}, in the order of `choosing.features` {weights}")
    chosen = {id(pair): pair.rules_right for pair in pairs}
    for pair, is_right in zip(undecided, guessed == wanted, strict=True):
        chosen[id(pair)] = bool(is_right)
    rows = []
    for kind, turns_away in (("follow-ups", False), ("questions on something else", True)):
        asked = [pair for pair in pairs if pair.turns_away == turns_away]
        rows += [
            _row(f"{kind}: answered in the rules' form", [pair.rules_right for pair in asked]),
            _row(f"{kind}: answered with words beside it", [pair.beside_right for pair in asked]),
            _row(
                f"{kind}: answered in the form that is chosen, by cross-validation",
                [chosen[id(pair)] for pair in asked],
            ),
            _row(f"{kind}: answered in either", [pair.rules_right or pair.beside_right for pair in asked]),
        ]
    return rows


def _pairs(assistant: Assistant, talk: dict[str, object], after: dict[str, object]) -> Iterator[Pair]:
    history: list[Turn] = []
    turns, others = talk["turns"], after["turns"]
    asked = [*(turns if isinstance(turns, list) else ()), *(others[:1] if isinstance(others, list) else ())]
    for number, turn in enumerate(asked, start=1):
        typed, golds = turn["question"], turn["answers"]
        words = answer.beside(typed, history)
        if words and golds and right(assistant.ask(turn["standalone"]), golds):
            rules, rules_right = _asked(assistant, answer.standalone(typed, history), golds)
            beside, beside_right = _asked(assistant, words, golds)
            yield Pair(
                talk=str(talk["id"]),
                typed=typed,
                history=tuple(history),
                turns_away=number == len(asked),
                beside=beside,
                rules=rules,
                beside_right=beside_right,
                rules_right=rules_right,
            )
        history.append(Turn.after(assistant.ask(typed, history=history)))


def _asked(assistant: Assistant, question: str, golds: list[str] | None) -> tuple[answer.Form, bool]:
    outcome = assistant.ask(question)
    read = max(outcome.trace.candidates, key=lambda candidate: candidate.probability, default=None)
    documents = Turn.after(outcome).documents
    form = answer.Form(
        text=question,
        likely=read.probability if read else 0.0,
        is_answered=isinstance(outcome, Answer),
        said=outcome.text if isinstance(outcome, Answer) else "",
        documents=frozenset(documents or ({read.document_id} if read else ())),
    )
    return form, right(outcome, golds)


def _row(measure: str, values: list[bool]) -> Row:
    return Row(
        measure=f"forms, {measure}",
        n=len(values),
        unit="share of questions",
        ours=mean_of(np.array(values, dtype=np.float64)),
    )
