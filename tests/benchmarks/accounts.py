"""How well the reader's spans are told apart: is a span an account of what is asked, or not?

`tests/data/piled_events.jsonl` has 32 invented events with eleven to thirteen reports each, all in one store, that the
reader never saw. Every span that it finds for a question is an account if an editor listed it. Average precision of
two orders: by the reader's score alone, and as `evidence.accounts` weighs them, with weights fitted on three quarters
of the events and measured on the rest. Prints the weights that all events give, which are those in the code.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score
from sklearn.model_selection import GroupKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from assistant import Assistant, evidence
from assistant.api import ask
from assistant.api.find import find
from assistant.evaluation.metrics import same_value
from assistant.evidence import accounts
from assistant.evidence.frame import asked_thing, frame_of
from assistant.evidence.gather import of_the_event
from assistant.records import Filters
from assistant.retrieve import respell

from .data import settings_at
from .events import PILED, read_events, write_reports
from .measures import Row, bootstrap
from .report import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.evidence.accounts import Account
    from assistant.records import Reading

    from .data import Context

FOLDS = 4


def run(context: Context) -> list[Row]:
    """Return the average precision of both orders."""
    events = read_events(PILED)
    reports = context.work / "piled-reports"
    write_reports(events, reports)
    with Assistant(settings_at(context.work / "piled-store")) as assistant:
        assistant.ingest([reports])
        found = [
            (number, account, is_listed(account, question, f"{number:02}-"))
            for number, event in enumerate(events)
            for question in event["questions"]
            if question["answers"]
            for account in weighed(assistant, question["question"])
        ]
    names = list(accounts.WEIGHTS)
    features = np.array([[account.features[name] for name in names] for _, account, _ in found])
    listed = np.array([right for _, _, right in found])
    groups = np.array([number for number, _, _ in found])
    model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=5_000))
    likely = cross_val_predict(model, features, listed, groups=groups, cv=GroupKFold(FOLDS), method="predict_proba")[
        :, 1
    ]
    whole = LogisticRegression(max_iter=50_000).fit(features, listed)
    fitted = ", ".join(f"{name} {weight:.2f}" for name, weight in zip(names, whole.coef_[0], strict=True))
    say(f"accounts: bias {whole.intercept_[0]:.2f}, {fitted}")
    return [
        _row("by the reader's score", features[:, names.index("score")], listed),
        _row("as accounts, by cross-validation", likely, listed),
    ]


def weighed(assistant: Assistant, question: str) -> Sequence[Account]:
    """Return the spans that the reader finds for a question, weighed, of reports on the event of the likeliest."""
    means = ask.Means(store=assistant._store, settings=assistant.settings, reader=assistant._reader())  # noqa: SLF001
    spelt, _ = respell(question, means.store.catalog.lexicon)
    found = find(spelt, means.store, means.settings, Filters())
    asked = evidence.unsummed(spelt)
    ranked: Sequence[Reading] = ask._fitting(asked, ask._read(asked, found, means), found)  # noqa: SLF001
    ranked, _ = of_the_event(ranked, (), found.said)
    return accounts.accounts(frame_of(spelt), asked_thing(spelt), ranked, found.said, origins=found.origins)


def is_listed(account: Account, question: dict[str, Any], prefix: str) -> bool:
    """Return whether an editor listed the account: its words in the clause, or its figure in the report."""
    name = account.document.document_id
    span = account.reading.answer_span
    if not name.startswith(prefix) or span is None:
        return False
    text = account.document.text
    return any(
        same_value(span.of(text), listed["answer"]) > 0 if account.value.kind != "text" else at <= span.start < end
        for listed, at, end in _listed(question, name.removeprefix(prefix), text)
    )


def _listed(question: dict[str, Any], report: str, text: str) -> Iterator[tuple[dict[str, str], int, int]]:
    for listed in question["answers"].get(report, ()):
        at = text.find(listed["clause"])
        if at >= 0:
            yield listed, at, at + len(listed["clause"])


def _row(measure: str, scores: np.ndarray[Any, Any], listed: np.ndarray[Any, Any]) -> Row:
    def precision(at: np.ndarray[Any, Any]) -> float:
        return float(average_precision_score(listed[at], scores[at]))

    return Row(
        measure=f"accounts: {measure}",
        n=len(listed),
        unit="average precision",
        ours=bootstrap(precision, len(listed)),
    )
