"""What a check lets through: true and false sentences over the shipped corpus, each held against the report it cites.

Every sentence of `tests/data/lies.jsonl` goes through `verify.ClaimChecker` with the packaged reader, twice. *Alone*:
the passages of its report are given, and the one with the quoted words is cited. *Among others*: that passage is given
with those that retrieval finds for the sentence, eight in all; then a true sentence with a wrong passage is mended
rightly when only reports that say it are cited. Rules were made on the dev half; the test half is `test`.
"""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from assistant import Assistant
from assistant.api.details import ReportDetails
from assistant.index.catalog import Catalog
from assistant.read.reader import Reader
from assistant.records import Given
from assistant.settings import ReaderSettings, Settings
from assistant.verify import Checked, ClaimChecker, Sentence

from .contestants import shipped_store
from .data import ROOT
from .measures import Row, Target, mean_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from assistant.records import Document, Passage
    from assistant.verify import SupportChecker

    from .data import Context

LIES = ROOT / "tests" / "data" / "lies.jsonl"
PRECISION, RECALL = Target(bound="at least", limit=0.97), Target(bound="at least", limit=0.85)
GIVEN = 8
# Of the lies the only ones that are true of another report.
WRONG_PASSAGE = "wrong passage"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A sentence with the report and the words that it is said to rest on; `also` are other reports that say it."""

    name: str
    kind: str
    split: str
    sentence: str
    document: str
    quote: str
    supported: bool
    also: tuple[str, ...]

    def cites_rightly(self, checked: Checked) -> bool:
        """Return whether the sentence was kept with citations of reports that say it, and no others."""
        right = {*self.also, *((self.document,) if self.supported else ())}
        return checked.supported and {quote.document_id for quote in checked.quotes} <= right


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one sentence."""

    told: Told
    checked: Checked


def told(split: str | None = None) -> tuple[Told, ...]:
    """Return the sentences of one half, or of both."""
    rows = (json.loads(line) for line in LIES.read_text(encoding="utf-8").splitlines())
    found = (
        Told(
            name=row["id"],
            kind=row["kind"],
            split=row["split"],
            sentence=row["sentence"],
            document=row["document"],
            quote=row["quote"],
            supported=row["supported"],
            also=tuple(row["also"]),
        )
        for row in rows
    )
    return tuple(item for item in found if split in (None, item.split))


class Bench:
    """Checks sentences over the shipped corpus."""

    def __init__(self, catalog: Catalog, support: SupportChecker) -> None:
        """Take the reports and what judges support."""
        self._support = support
        self._documents = {item.document_id: item for item in catalog.documents()}
        self._passages: dict[str, list[Passage]] = {name: [] for name in self._documents}
        for passage in sorted(catalog.passages(sorted(catalog.passage_ids())).values(), key=lambda item: item.span):
            self._passages[passage.document_id].append(passage)

    def alone(self, item: Told) -> Verdict:
        """Return the verdict with the passages of the sentence's report, that with the quote cited."""
        return self._check(item, self._passages[item.document])

    def among(self, item: Told, found: Iterable[Passage]) -> Verdict:
        """Return the verdict with the cited passage and the first of those that were found."""
        cited = self._cited(item, self._passages[item.document])
        others = [passage for passage in found if passage.passage_id != cited.passage_id]
        return self._check(item, [*others[: GIVEN - 1], cited])

    def _check(self, item: Told, passages: Sequence[Passage]) -> Verdict:
        given = [self._given(number, passage) for number, passage in enumerate(passages, start=1)]
        number = passages.index(self._cited(item, passages)) + 1
        least = Settings().answer.support
        checker = ClaimChecker(given, support=self._support, details=ReportDetails(given), least=least)
        return Verdict(item, checker.check(Sentence(item.sentence, (number,))))

    def _cited(self, item: Told, passages: Sequence[Passage]) -> Passage:
        start = self._documents[item.document].text.index(item.quote)
        end = start + len(item.quote)

        def held(passage: Passage) -> int:
            return min(end, passage.span.end) - max(start, passage.span.start)

        return max((passage for passage in passages if passage.document_id == item.document), key=held)

    def _given(self, number: int, passage: Passage) -> Given:
        document: Document = self._documents[passage.document_id]
        return Given(
            number=number,
            passage=passage,
            title=document.title,
            publisher=document.publisher,
            published_at=document.published_at,
            updated_at=document.updated_at,
        )


def run(context: Context) -> list[Row]:
    """Return precision and recall for both halves, and the share kept of each kind of sentence."""
    settings = shipped_store(context.work)
    reader = Reader(ReaderSettings())
    with closing(Catalog(settings.store.path / "catalog.sqlite3")) as catalog:
        bench = Bench(catalog, reader)
        alone = [bench.alone(item) for item in told()]
        with Assistant(settings, create=False, reader=reader) as assistant:
            among = [
                bench.among(item, [hit.passage for hit in assistant.retrieve(item.sentence, GIVEN)]) for item in told()
            ]
    rows = [row for split in ("dev", "test") for row in rows_of("its report alone", split, alone)]
    rows.extend(row for split in ("dev", "test") for row in rows_of("among eight passages", split, among))
    return [*rows, *_by_kind("its report alone", alone), *_by_kind("among eight passages", among)]


def rows_of(setting: str, split: str, verdicts: Sequence[Verdict]) -> list[Row]:
    """Return precision and recall of "supported" for one half; targets hold for the test half."""
    # Among other passages one with the wrong passage may be mended, and is counted by itself.
    counted = [
        item
        for item in verdicts
        if item.told.split == split and not (setting.startswith("among") and item.told.kind == WRONG_PASSAGE)
    ]
    kept = [item.told.supported for item in counted if item.checked.supported]
    true = [item.checked.supported for item in counted if item.told.supported]
    target = split == "test"
    return [
        _row(f"{setting}: precision of supported, {split}", kept, PRECISION if target else None),
        _row(f"{setting}: recall of the true, {split}", true, RECALL if target else None),
    ]


def _by_kind(setting: str, verdicts: Sequence[Verdict]) -> list[Row]:
    kinds = dict.fromkeys((item.told.supported, item.told.kind) for item in verdicts)
    rows = []
    for supported, kind in sorted(kinds, key=lambda pair: (not pair[0], pair[1])):
        chosen = [item for item in verdicts if item.told.kind == kind]
        note = ""
        if kind == WRONG_PASSAGE and setting.startswith("among"):
            rightly = sum(item.told.cites_rightly(item.checked) for item in chosen)
            note = f"{rightly} of them mended: kept with a report that says it"
        values = [item.checked.supported for item in chosen]
        rows.append(_row(f"{setting}: {'true' if supported else 'lie'}, {kind}: kept", values, note=note))
    return rows


def _row(measure: str, values: Sequence[bool], target: Target | None = None, *, note: str = "") -> Row:
    return Row(
        measure=measure,
        n=len(values),
        unit="share of sentences",
        ours=mean_of(np.array(values, dtype=np.float64)),
        target=target,
        note=note,
    )
