"""Records: frozen, and JSON-ready."""

from __future__ import annotations

import dataclasses
import inspect
import json
from datetime import date
from typing import Any

import pytest

from assistant import records
from assistant.records import (
    Abstention,
    Answer,
    Calculation,
    Candidate,
    Citation,
    CitationCheck,
    CitationStatus,
    Claim,
    Combination,
    Document,
    Draft,
    DraftClaim,
    Filters,
    Given,
    Hit,
    IngestProgress,
    IngestReport,
    Ledger,
    LLMCheck,
    Message,
    Operand,
    Origin,
    Passage,
    Position,
    Quote,
    Reading,
    Rejection,
    Span,
    Stage,
    StoreStatus,
    Term,
    Trace,
    Turn,
    Usage,
    VerificationReport,
)

FILTERS = Filters(
    since=date(2026, 1, 31), until=date(2026, 2, 5), as_of=date(2026, 2, 6), publishers=("Alliance News",)
)
PASSAGE = Passage(passage_id="p", document_id="d", span=Span(0, 4), text="Text")
CITATION = Citation(
    citation_id="1",
    document_id="d",
    title="T",
    publisher=None,
    published_at="2026-02-04",
    url=None,
    span=Span(0, 4),
    quote="Text",
    sha256="0" * 64,
    content_hash="1" * 64,
    answer_span=Span(1, 3),
)
CLAIM = Claim(text="Text", citations=("1",), verdict="supported", support=1.0)
POSITION = Position(value="197", as_of="2026-02-04", publishers=("A",), origins=1, citations=("1",))
LEDGER = Ledger(positions=(POSITION,), agreement="single", reason="one report gives it")
CANDIDATE = Candidate(document_id="d", span=Span(0, 4), answer_span=None, probability=0.5)
TRACE = Trace(
    question="Q?",
    filters=FILTERS,
    stages=(Stage(name="retrieve", note="1 passage", milliseconds=1.5),),
    candidates=(CANDIDATE,),
    prompts={"answer": "0" * 64},
    usage={"input_tokens": 900, "output_tokens": 40, "cost": 0.002},
)
QUOTE = Quote(document_id="d", span=Span(0, 4))
DRAFT_CLAIM = DraftClaim(text="Text", quotes=(QUOTE,))
CHECK = CitationCheck(citation_id="1", document_id="d", status="verified", detail="d says so")
ANSWER = Answer(
    text="Text [1]",
    short_answer=None,
    claims=(CLAIM,),
    citations=(CITATION,),
    positions=(POSITION,),
    agreement="single",
    as_of="2026-02-04",
    mode="reader",
    trace=TRACE,
)
OPERAND = Operand(label="the army", question="How many?", speaker="the army")
ABSTENTION = Abstention(
    text="No.", reason="no_evidence", nearest=(CITATION,), missing=("zebra",), mode="reader", trace=TRACE
)
EXAMPLES: tuple[Any, ...] = (
    Document(document_id="d", title="T", text="Text", content_hash="1", source="/d.md"),
    Rejection(path="/d.md", reason="empty file"),
    Origin(origin_id="d", document_ids=("d", "e"), credit="AFP"),
    PASSAGE,
    Hit(passage=PASSAGE, score=0.5, ranks={"lexical": 1}),
    Reading(passage=PASSAGE, answer_span=Span(0, 4), sentence_span=Span(0, 4), score=0.0, probability=0.5),
    FILTERS,
    CITATION,
    Turn(question="Q?", answer="A."),
    QUOTE,
    OPERAND,
    Combination(kind="each", operands=(OPERAND,)),
    Calculation(kind="sum", operands=("197", "22"), result="219", given=("22",)),
    Term(operand=OPERAND, value="197", quotes=(QUOTE,)),
    DRAFT_CLAIM,
    Draft(claims=(DRAFT_CLAIM,), short_answer="197"),
    CLAIM,
    POSITION,
    LEDGER,
    TRACE.stages[0],
    CANDIDATE,
    Given(number=1, passage=PASSAGE, title="T", carried_by=("AFP",)),
    Message(role="user", text="Q?"),
    Usage(input_tokens=900, output_tokens=40),
    LLMCheck(model="m", endpoint="http://h/v1", key="none needed", answers=True, detail="d", milliseconds=1.0),
    TRACE,
    ANSWER,
    ABSTENTION,
    IngestReport(
        added=("d",),
        updated=(),
        unchanged=(),
        removed=(),
        rejected=(Rejection(path="x", reason="y"),),
        passages=1,
        seconds=0.5,
    ),
    IngestProgress(share=0.5, documents=1, passages=2),
    StoreStatus(
        path=".", documents=1, passages=1, vectors=1, first_day=None, last_day=None, embedding=None, mode="reader"
    ),
    CHECK,
    VerificationReport(checks=(CHECK,)),
)
named = pytest.mark.parametrize("record", EXAMPLES, ids=lambda record: type(record).__name__)


def test_every_record_has_an_example_here() -> None:
    """No record escapes the rules below."""
    classes = {cls for _, cls in inspect.getmembers(records, inspect.isclass) if dataclasses.is_dataclass(cls)}

    assert classes == {type(example) for example in EXAMPLES}


@named
def test_a_record_is_json_ready(record: Any) -> None:  # noqa: ANN401 - any record
    """`to_dict` gives plain values that survive JSON unchanged, so nothing in it is a tuple, a date or a record."""
    plain = record.to_dict()

    assert json.loads(json.dumps(plain, allow_nan=False)) == plain


@named
def test_a_record_does_not_change(record: Any) -> None:  # noqa: ANN401 - any record
    """Records are frozen, with slots."""
    name = dataclasses.fields(record)[0].name

    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(record, name, None)
    assert not hasattr(record, "__dict__")


def test_an_outcome_can_be_a_key() -> None:
    """Pictures are kept by the answer that they are of."""
    assert len({ANSWER, dataclasses.replace(ANSWER), ABSTENTION}) == 2


def test_a_citation_is_flat_as_the_contract_says() -> None:
    """`id`, `start` and `end` stand beside the quote and its hash."""
    assert CITATION.to_dict() == {
        "id": "1",
        "document_id": "d",
        "title": "T",
        "publisher": None,
        "published_at": "2026-02-04",
        "url": None,
        "start": 0,
        "end": 4,
        "quote": "Text",
        "sha256": "0" * 64,
        "content_hash": "1" * 64,
        "answer": {"start": 1, "end": 3},
    }


def test_both_outcomes_have_the_same_keys() -> None:
    """Whoever reads the JSON finds every key whatever the outcome; `kind` tells which it is."""
    answer, abstention = ANSWER.to_dict(), ABSTENTION.to_dict()

    assert list(answer) == list(abstention)
    assert (answer["kind"], abstention["kind"]) == ("answer", "abstention")
    assert answer["timings_ms"] == {"retrieve": 1.5}
    assert (answer["reason"], abstention["agreement"]) == (None, None)


@pytest.mark.parametrize(
    ("published", "updated", "day", "known"),
    [
        (None, None, None, None),
        ("2026-01-31", None, "2026-01-31", "2026-01-31"),
        ("2026-01-31T22:15:00+05:00", "2026-02-02T01:00:00Z", "2026-01-31", "2026-02-02"),
        (None, "2026-02-02", None, "2026-02-02"),
    ],
)
def test_days_of_a_document(published: str | None, updated: str | None, day: str | None, known: str | None) -> None:
    """The day of publication is as the report gives it; its text is known from its last change."""
    document = Document(
        document_id="d", title="T", text="X", content_hash="1", source="s", published_at=published, updated_at=updated
    )

    assert (document.published_day, document.known_day) == (day, known)


def test_filters_are_true_when_they_filter() -> None:
    """Filters without a condition are false."""
    assert not Filters()
    assert FILTERS


@pytest.mark.parametrize(
    ("statuses", "ok"), [((), True), (("verified",), True), (("verified", "altered"), False), (("changed",), False)]
)
def test_a_check_is_ok_when_every_citation_is_verified(statuses: tuple[CitationStatus, ...], *, ok: bool) -> None:
    """Anything short of verified fails the whole check."""
    checks = tuple(dataclasses.replace(CHECK, status=status) for status in statuses)

    assert VerificationReport(checks=checks).ok is ok
