"""Whether the right one of two forms of a follow-up is taken: the rules', or the one with words beside it.

Both forms of each follow-up of `chats.jsonl` and of the dev half of `conversations.jsonl` are asked by themselves.
Where one is answered rightly and the other is not, `answer.choosing` has to choose; its weights are fitted on these,
and measured here by cross-validation over conversations, too. Prints the weights that all give: those in the code.
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
    """A follow-up in both forms, and whether each is answered rightly."""

    talk: str
    typed: str
    beside: answer.Form
    rules: answer.Form
    beside_right: bool
    rules_right: bool


def run(context: Context) -> list[Row]:
    """Return the share of follow-ups answered in each form, and in the one that is chosen."""
    talks = [*conversations("dev"), *conversations(path=CHATS)]
    with Assistant(shipped_store(context.work), create=False) as assistant:
        pairs = [pair for talk in talks for pair in _pairs(assistant, talk)]
    undecided = [pair for pair in pairs if pair.beside_right != pair.rules_right]
    seen = np.array([features(pair.typed, pair.beside, pair.rules) for pair in undecided])
    wanted = np.array([pair.beside_right for pair in undecided])
    groups = np.array([pair.talk for pair in undecided])
    model = LogisticRegression(max_iter=2_000)
    guessed = cross_val_predict(model, seen, wanted, groups=groups, cv=GroupKFold(FOLDS))
    model.fit(seen, wanted)
    weights = ", ".join(f"{weight:.2f}" for weight in model.coef_[0])
    say(f"forms: bias {model.intercept_[0]:.2f}, answered, beside answered, likelier, kept {weights}")
    level = [pair.rules_right for pair in pairs if pair.beside_right == pair.rules_right]
    return [
        _row("in the rules' form", [pair.rules_right for pair in pairs]),
        _row("with words beside it", [pair.beside_right for pair in pairs]),
        _row("in the form that is chosen, by cross-validation", [*level, *(guessed == wanted)]),
        _row("in either", [pair.rules_right or pair.beside_right for pair in pairs]),
    ]


def _pairs(assistant: Assistant, talk: dict[str, object]) -> Iterator[Pair]:
    history: list[Turn] = []
    turns = talk["turns"]
    for turn in turns if isinstance(turns, list) else ():
        typed, golds = turn["question"], turn["answers"]
        words = answer.beside(typed, history)
        if words and answer.follows(typed, history) and right(assistant.ask(turn["standalone"]), golds):
            rules, rules_right = _asked(assistant, answer.standalone(typed, history), golds)
            beside, beside_right = _asked(assistant, words, golds)
            yield Pair(
                talk=str(talk["id"]),
                typed=typed,
                beside=beside,
                rules=rules,
                beside_right=beside_right,
                rules_right=rules_right,
            )
        outcome = assistant.ask(typed, history=history)
        history.append(
            Turn(question=outcome.trace.question, answer=outcome.text if isinstance(outcome, Answer) else "")
        )


def _asked(assistant: Assistant, question: str, golds: list[str] | None) -> tuple[answer.Form, bool]:
    outcome = assistant.ask(question)
    likely = max((candidate.probability for candidate in outcome.trace.candidates), default=0.0)
    form = answer.Form(question, likely, is_answered=isinstance(outcome, Answer))
    return form, right(outcome, golds)


def _row(measure: str, values: list[bool]) -> Row:
    return Row(
        measure=f"forms: answered {measure}",
        n=len(values),
        unit="share of follow-ups",
        ours=mean_of(np.array(values, dtype=np.float64)),
    )
