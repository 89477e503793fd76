"""RGB's `en_fact` format: for each question texts that answer, texts that do not, and answering texts made false."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from assistant.evaluation.datasets.dataset import Dataset, Format, Report, Row, accepted, read_items, stating
from assistant.evaluation.questions import Question

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

PASSAGES = 5
NOISE_RATES = (0.0, 0.4, 0.8)


class _Item(Row):
    id: int
    query: str
    # Several facts in a list, each as text or as a list of ways to write it.
    answer: str | tuple[str | tuple[str, ...], ...]
    fakeanswer: str | tuple[str, ...] | None = None
    positive: tuple[str, ...]
    negative: tuple[str, ...]
    positive_wrong: tuple[str, ...] = ()

    @property
    def answers(self) -> tuple[str, ...]:
        """Every way to write the answer."""
        given = (self.answer,) if isinstance(self.answer, str) else self.answer
        return accepted(form for fact in given for form in ((fact,) if isinstance(fact, str) else fact))


def load(path: Path) -> Dataset:
    """Return each question once a setting, held to the five texts of that setting; the type names the setting.

    Settings are noise 0, 0.4 and 0.8 (the share of texts that do not answer), rejection (five texts that do not answer:
    abstaining is right) and counterfactual (every answering text made false: the true answer is what is wanted, which
    no text has, so abstaining is right). Raises `CorpusError`.
    """
    questions: list[Question] = []
    reports: list[Report] = []
    for item in read_items(path, _Item):
        texts = {
            kind: _reports(f"rgb-{item.id}-{kind}", given)
            for kind, given in (("p", item.positive), ("n", item.negative), ("w", item.positive_wrong))
        }
        reports += [report for kind in texts.values() for report in kind]
        questions += _questions(item, texts["p"], texts["n"], texts["w"])
    return Dataset(questions=tuple(questions), reports=tuple(reports))


def _reports(name: str, texts: Sequence[str]) -> list[Report]:
    # Each text is a publisher of its own, so that a setting can choose its texts by name.
    return [
        Report(f"{name}{number}", text, publisher=f"{name}{number}")
        for number, text in enumerate(texts)
        if text.strip()
    ]


def _questions(item: _Item, positive: list[Report], negative: list[Report], wrong: list[Report]) -> Iterator[Question]:
    if item.answers and positive:
        for rate in NOISE_RATES:
            noise = min(math.ceil(PASSAGES * rate), len(negative))
            chosen = positive[: PASSAGES - noise]
            yield _question(item, f"noise {rate:g}", [*chosen, *negative[: PASSAGES - len(chosen)]], item.answers)
    if negative:
        yield _question(item, "rejection", negative[:PASSAGES], None)
    if wrong:
        yield _question(item, "counterfactual", wrong[:PASSAGES], None)


def _question(item: _Item, setting: str, given: list[Report], answers: tuple[str, ...] | None) -> Question:
    return Question(
        id=f"rgb-{item.id}-{setting.replace(' ', '-')}",
        question=item.query.strip(),
        answers=answers,
        evidence=stating(given, answers) if answers else (),
        type=setting,
        publishers=tuple(report.publisher for report in given),
    )


FORMAT = Format(
    name="rgb",
    load=load,
    what="RGB's `en.json`, `en_refine.json` or `en_fact.json` (JSON Lines; name the file with the figures)",
    compare=(
        "English, accuracy at noise 0 / 0.4 / 0.8: ChatGLM2-6B 91.33 / 83.00 / 57.33, Qwen-7B 94.33 / 91.00 / 73.67; "
        "at 0 / 0.4 ChatGPT 96.33 / 94.00, Vicuna-7B 87.67 / 86.00; rejection rate of ChatGPT 24.67 by exact words, "
        "45.00 by a judge (Chen et al., AAAI 2024): beside `answer_contained`, and beside one minus `false_answers` of "
        "`rejection`"
    ),
    differs=(
        "those are language models that were given five texts in a prompt; accuracy there is the answer's letters "
        "anywhere in the output, here `answer_contained` asks for whole words and takes one of several facts. The "
        "figures are of `en.json`, not of `en_fact.json`. Texts are taken in order, not drawn. Counterfactual: the "
        "paper counts detected errors and answers from memory; an assistant that answers from reports only can but "
        "repeat the false text or abstain"
    ),
)
