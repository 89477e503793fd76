"""What came of asking a language model: the claims that stand, what was struck out, notices, and what it cost."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from assistant import prompts, verify
from assistant.api.outcomes import make_answer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assistant.prompts import PromptName
    from assistant.records import Abstention, Answer, Claim, Document, Draft, Trace, Usage
    from assistant.settings import LLMSettings

_READER_INSTEAD = "This answer is the built-in reader's: a report's own words."
_READER_MISSES = "The built-in reader finds no answer to a part of the question:"


@dataclass(slots=True, kw_only=True)
class Spent:
    """What asking used so far: which prompts, by their hashes, and how many tokens, where the endpoint counts them."""

    settings: LLMSettings
    prompts: dict[str, str] = field(default_factory=dict)
    usage: dict[str, float] = field(default_factory=dict)

    def prompt(self, name: PromptName) -> None:
        """Note that a prompt is used."""
        self.prompts[name] = prompts.load(name).sha256

    def add(self, usage: Usage) -> None:
        """Add the tokens of a request, and their cost where prices are set."""
        counts: dict[str, float] = {"input_tokens": usage.input_tokens, "output_tokens": usage.output_tokens}
        read, written = self.settings.input_price, self.settings.output_price
        if read is not None and written is not None:
            counts["cost"] = (usage.input_tokens * read + usage.output_tokens * written) / 1_000_000
        for name, count in counts.items():
            self.usage[name] = self.usage.get(name, 0) + count


@dataclass(slots=True, kw_only=True)
class Written:
    """What came of asking a language model. Grows while it is written; `claims` are those to be shown, in order.

    `refused` says that it found no answer; `ends`, that the reader's answer is not to take the place of nothing.
    """

    mode: str
    register: verify.Register
    spent: Spent
    claims: list[Claim] = field(default_factory=list)
    dropped: list[Claim] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    refused: bool = False
    ends: bool = False
    first_ms: float | None = None

    @property
    def supported(self) -> tuple[Claim, ...]:
        """The claims that stand."""
        return tuple(claim for claim in self.claims if claim.verdict == "supported")

    @property
    def note(self) -> str:
        """How it went, in a few words."""
        total = len(self.claims) + len(self.dropped)
        first = "" if self.first_ms is None else f", the first after {self.first_ms / 1_000:.2f} s"
        return "; ".join((f"{len(self.supported)} of {total} sentences supported{first}", *self.notices))

    def finish(self, draft: Draft, documents: Mapping[str, Document], trace: Trace) -> Answer:
        """Return the answer made of the supported claims, with what is struck out, notices, and the draft's positions.

        The reader's short answer stays where a sentence says it.
        """
        placed = self.register.place(draft.ledger.positions if draft.ledger else ())
        cited = verify.Cited(self.supported, placed, self.register.citations)
        # The model was asked the whole question: what the reader alone does not find may well be answered.
        answer = make_answer(replace(draft, missing=()), cited, documents, trace)
        unread = tuple(f"{_READER_MISSES} {part}" for part in draft.missing)
        return replace(
            answer,
            short_answer=draft.short_answer if self._says(draft.short_answer) else None,
            claims=tuple(self.claims),
            mode=self.mode,
            notices=(*answer.notices, *self.notices, *unread),
        )

    def instead(self, answer: Answer) -> Answer:
        """Return the reader's answer, with what is shown struck out, and why it takes the model's place."""
        return replace(
            answer, claims=(*answer.claims, *self.claims), notices=(*answer.notices, *self.notices, _READER_INSTEAD)
        )

    def without(self, abstention: Abstention) -> Abstention:
        """Return the abstention as one after the model was asked, with what is struck out, and notices."""
        return replace(
            abstention, mode=self.mode, notices=(*abstention.notices, *self.notices), claims=tuple(self.claims)
        )

    def _says(self, short: str | None) -> bool:
        return short is not None and any(says(claim.text, short) for claim in self.supported)


def says(text: str, short: str) -> bool:
    """Return whether the words `short` stand in `text` by themselves: "36" does not in "36,000" or "1.36"."""
    return bool(re.search(rf"(?<!\w)(?<!\d[.,]){re.escape(short)}(?!\w|[.,]\d)", text, re.IGNORECASE))
