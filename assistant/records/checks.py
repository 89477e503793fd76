"""What became of citations since an answer was saved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from assistant.records.base import Record

# "altered": other characters stand where the quote stood; "moved": it stands elsewhere in the report; "changed": the
# quote stands, but the report around it is another version; "missing": the report is gone.
CitationStatus = Literal["verified", "changed", "moved", "altered", "missing", "malformed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationCheck(Record):
    """What became of one citation: its status, and a sentence that says so and names the document."""

    citation_id: str
    document_id: str
    status: CitationStatus
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationReport:
    """The check of every citation of a saved outcome against the reports as they are now."""

    checks: tuple[CitationCheck, ...]

    @property
    def ok(self) -> bool:
        """Return whether every citation stands unchanged."""
        return all(check.status == "verified" for check in self.checks)

    def to_dict(self) -> dict[str, Any]:
        """Return the report as JSON-ready values, with `ok`."""
        return {"ok": self.ok, "checks": [check.to_dict() for check in self.checks]}
