"""A question in its conversation: a follow-up is put in full before it is looked up."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from assistant import answer, evidence
from assistant.answer.calling import NEVER
from assistant.api.ask import Task, asking
from assistant.api.combine import combining
from assistant.api.watch import Watch
from assistant.retrieve import respell

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.api.ask import Event, Means
    from assistant.records import Filters, Turn


def conversing(question: str, history: Sequence[Turn], filters: Filters, means: Means) -> Iterator[Event]:
    """Yield the events of `asking` for `question` as it is understood after `history`, its misspelt words put right.

    The deadline of an answer begins here, and holds for all of it.
    """
    watch = Watch(question)
    deadline = means.writer.deadline() if means.writer else NEVER
    spelt, _ = respell(question, means.store.catalog.lexicon)
    understood = answer.standalone(spelt, history)
    leans = answer.follows(spelt, history)
    if leans and means.writer:
        understood, spent = means.writer.standalone(spelt, history, deadline)
        watch.prompted(spent.prompts, spent.usage)
    if leans or spelt != question:
        yield watch.stage("understand", f"read as: {understood}")
    if combination := answer.combination(understood):
        watch.understood(understood, filters, "")
        combined = yield from combining(combination, understood, filters, means, watch)
        if combined:
            yield combined
            return
    filters, time_words = _timed(understood, filters, means)
    watch.understood(understood, filters, time_words)
    # A follow-up that no rule fits is put after the question before it: the words between are not two questions.
    parts = answer.parts(spelt) if understood == spelt else (understood,)
    task = Task(question=understood, parts=parts, filters=filters, deadline=deadline)
    yield from asking(task, means, watch)


def _timed(question: str, filters: Filters, means: Means) -> tuple[Filters, str]:
    """Return the filters with the time that the question itself sets, where none was given, and its words."""
    today = means.today
    if today is None or filters.since or filters.until or filters.as_of:
        return filters, ""
    asked = evidence.time_asked(question, today=today)
    return replace(filters, as_of=asked.as_of, since=asked.since), asked.words
