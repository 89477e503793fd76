"""Records from the JSON that they were written as."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from assistant.records import Abstention, Answer, Citation, Claim, Hit, Passage, Position, Span, Trace

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import TypeAdapter

    from assistant.records import Outcome

Record = TypeVar("Record")
# Made once for each kind of record.
_adapters: dict[type[Any], TypeAdapter[Any]] = {}


def outcome(saved: Mapping[str, Any]) -> Outcome:
    """Return the outcome that `to_dict` gave `saved`; the quotes behind an answer's positions are not in it.

    Raises:
        ValueError: It is no saved outcome.
    """
    try:
        trace = _checked(Trace, saved["trace"])
        if saved["kind"] == "abstention":
            return Abstention(
                text=saved["text"],
                reason=saved["reason"],
                nearest=tuple(map(_citation, saved["nearest"])),
                missing=tuple(saved["missing"]),
                mode=saved["mode"],
                trace=trace,
                notices=tuple(saved["notices"]),
                claims=tuple(_checked(Claim, item) for item in saved["claims"]),
            )
        return Answer(
            text=saved["text"],
            short_answer=saved["short_answer"],
            claims=tuple(_checked(Claim, item) for item in saved["claims"]),
            citations=tuple(map(_citation, saved["citations"])),
            positions=tuple(_checked(Position, item) for item in saved["positions"]),
            agreement=saved["agreement"],
            as_of=saved["as_of"],
            mode=saved["mode"],
            trace=trace,
            missing=tuple(saved["missing"]),
            notices=tuple(saved["notices"]),
        )
    except (KeyError, TypeError) as error:
        raise ValueError(f"not a saved outcome: {error}") from error


def hit(saved: Mapping[str, Any]) -> Hit:
    """Return the hit that `to_dict` gave `saved`. Raises `ValueError` when it is none."""
    try:
        return Hit(
            passage=_checked(Passage, saved["passage"]),
            score=float(saved["score"]),
            ranks={str(name): int(rank) for name, rank in saved["ranks"].items()},
            witnesses=tuple(_checked(Passage, item) for item in saved["witnesses"]),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"not a saved hit: {error}") from error


def _citation(saved: Mapping[str, Any]) -> Citation:
    fields = dict(saved)
    words = fields.pop("answer")
    span = Span(int(fields.pop("start")), int(fields.pop("end")))
    answer_span = Span(**words) if words else None
    return Citation(citation_id=fields.pop("id"), span=span, answer_span=answer_span, **fields)


def _checked(record: type[Record], saved: object) -> Record:
    from pydantic import TypeAdapter

    if record not in _adapters:
        _adapters[record] = TypeAdapter(record)
    checked: Record = _adapters[record].validate_python(saved)
    return checked
