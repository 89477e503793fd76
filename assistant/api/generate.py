"""The way of a question through a language model: asked, cut into sentences, each checked before it is shown."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from assistant import prompts, verify
from assistant.answer.calling import Caller, Deadline
from assistant.answer.conversation import follows, standalone, stays_within
from assistant.answer.drafting import refuses, request, request_again, request_standalone
from assistant.answer.generative import LanguageModel
from assistant.api.details import ReportDetails
from assistant.api.outcomes import make_answer
from assistant.errors import AssistantError, LLMError
from assistant.records import Claim, LLMCheck

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Mapping, Sequence

    from assistant.api.reading import PassageReader
    from assistant.prompts import PromptName
    from assistant.records import Abstention, Answer, Document, Draft, Given, Message, Position, Trace, Turn, Usage
    from assistant.settings import LLMSettings, Settings

# A follow-up must not use up the time of the answer, nor a question about the endpoint that of its asker.
_STANDALONE_SECONDS = 8.0
_CHECK_SECONDS = 10.0
_REFUSED = "The language model found no answer in the passages it was given."
_IN_PART = "The language model says that the passages do not answer all of the question."
_FAILED_AGAIN = "Nothing that the language model wrote stood up to checking."
_CUT_OFF = "The language model wrote more sentences than are taken (llm.max_sentences)."
_READER_INSTEAD = "This answer is the built-in reader's: a report's own words."
_READER_MISSES = "The built-in reader finds no answer to a part of the question:"
_KEPT = "The sentences that were checked before are kept."


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
            notices=(*self.notices, *unread),
        )

    def instead(self, answer: Answer) -> Answer:
        """Return the reader's answer, with what is shown struck out, and why it takes the model's place."""
        return replace(
            answer, claims=(*answer.claims, *self.claims), notices=(*answer.notices, *self.notices, _READER_INSTEAD)
        )

    def without(self, abstention: Abstention) -> Abstention:
        """Return the abstention as one after the model was asked, with what is struck out, and notices."""
        return replace(abstention, mode=self.mode, notices=tuple(self.notices), claims=tuple(self.claims))

    def _says(self, short: str | None) -> bool:
        if short is None:
            return False
        said = re.compile(rf"(?<!\w){re.escape(short)}(?!\w)", re.IGNORECASE)
        return any(said.search(claim.text) for claim in self.supported)


class Writer:
    """Writes answers with one language model. Safe to share between threads."""

    def __init__(self, settings: Settings) -> None:
        """Take the settings, which name a model; nothing is asked yet."""
        self._settings = settings
        self._model = LanguageModel(settings.llm)
        self._caller = Caller(self._model, settings.llm)
        self.mode = f"llm:{self._model.name}"

    def prepare(self) -> None:
        """Load what it takes to ask. Raises `ConfigurationError` where the provider's library is not installed."""
        self._caller.prepare()

    def close(self) -> None:
        """Let go of connections; what is still being written breaks off."""
        self._caller.close()

    def deadline(self) -> Deadline:
        """Return the deadline of an answer that begins now."""
        return Deadline.after(self._settings.llm.deadline_seconds)

    def standalone(self, question: str, history: Sequence[Turn], deadline: Deadline) -> tuple[str, Spent]:
        """Return `question` so that it stands alone, and what was used for it.

        The model's wording is taken where every name and figure in it stands in the conversation; else the rules'.
        """
        ruled, spent = standalone(question, history), Spent(settings=self._settings.llm)
        if not follows(question, history):
            return ruled, spent
        spent.prompt("standalone")
        soon = Deadline(min(deadline.at, time.monotonic() + _STANDALONE_SECONDS))
        try:
            said = self._caller.reply(request_standalone(question, history), soon, used=spent.add)
        except LLMError:
            # The rules do without it, and the answer itself will say what is wrong with the model.
            return ruled, spent
        said = said.strip().strip('"\u201c\u201d').strip()
        return (said if stays_within(said, question, history) else ruled), spent

    def write(
        self,
        question: str,
        given: Sequence[Given],
        documents: Mapping[str, Document],
        *,
        reader: PassageReader,
        deadline: Deadline,
        positions: Sequence[Position] = (),
    ) -> Generator[Claim, None, Written]:
        """Yield each claim as soon as it is checked, and return what came of it all.

        Of sentences that fail, those are yielded that are to be shown struck out (`answer.unsupported = "mark"`).
        Faults of the endpoint end the writing with a notice; they are not raised.

        Args:
            question: Stands on its own.
            given: What may be cited.
            documents: Those of the passages.
            reader: Judges support.
            deadline: When to stop waiting for the model.
            positions: What the reports give, where that is known.
        """
        spent = Spent(settings=self._settings.llm)
        written = Written(mode=self.mode, register=verify.Register(documents), spent=spent)
        checker = verify.ClaimChecker(given, support=reader, details=ReportDetails(given))
        most = self._settings.llm.max_sentences
        messages = request(question, given, positions=positions, max_sentences=most)
        writing = _Writing(written, checker, self._settings)
        try:
            spent.prompt("answer")
            yield from writing.take(self._caller, messages, deadline)
            if not written.supported and not written.refused:
                spent.prompt("retry")
                reasons = [(claim.text, claim.note or "") for claim in (*written.claims, *written.dropped)]
                yield from writing.take(self._caller, request_again(messages, reasons), deadline)
        except LLMError as error:
            kept = f" {_KEPT}" if written.supported else ""
            written.notices.append(f"{error.message[:1].upper()}{error.message[1:]}.{kept}")
        written.ends = written.refused or self._settings.llm.fallback == "abstain"
        if not written.supported and not written.notices:
            written.notices.append(_REFUSED if written.refused else _FAILED_AGAIN)
        return written

    def check(self) -> LLMCheck:
        """Return whether the model answers a short request now."""
        self._caller.breaker.succeeded()
        self.prepare()
        started = time.perf_counter()
        try:
            said = self._caller.reply(prompts.load("check").fill({}), Deadline.after(_CHECK_SECONDS))
            answers, detail = True, f"it answered {' '.join(said.split())[:40]!r}"
        except AssistantError as error:
            answers, detail = False, f"{error.message} ({error.hint})"
        return LLMCheck(
            model=self._model.name,
            endpoint=self._model.endpoint,
            key=self._model.key_source,
            answers=answers,
            detail=detail,
            milliseconds=round((time.perf_counter() - started) * 1_000, 1),
        )


class _Writing:
    """One answer while it is written."""

    def __init__(self, written: Written, checker: verify.ClaimChecker, settings: Settings) -> None:
        self._written = written
        self._checker = checker
        self._settings = settings
        self._started = time.perf_counter()
        self._seen: set[str] = set()

    def take(self, caller: Caller, messages: Sequence[Message], deadline: Deadline) -> Iterator[Claim]:
        """Yield the claims of one reply. Raises `LLMError` after those that came before the fault."""
        for sentence in _sentences(caller, messages, deadline, self._written.spent):
            if refuses(sentence.text):
                self._refuse()
            elif len(self._written.supported) >= self._settings.llm.max_sentences:
                self._notice(_CUT_OFF)
                return
            elif sentence.text not in self._seen:
                self._seen.add(sentence.text)
                yield from self._check(sentence)

    def _refuse(self) -> None:
        if self._written.supported:
            self._notice(_IN_PART)
        else:
            self._written.refused = True

    def _check(self, sentence: verify.Sentence) -> Iterator[Claim]:
        checked = self._checker.check(sentence)
        claim = Claim(
            text=checked.text,
            citations=tuple(citation.citation_id for citation in self._written.register.cite(checked.quotes)),
            verdict="supported" if checked.supported else "unsupported",
            support=round(checked.support, 4),
            note=checked.note,
        )
        if not checked.supported and self._settings.answer.unsupported == "drop":
            self._written.dropped.append(claim)
            return
        if checked.supported and self._written.first_ms is None:
            self._written.first_ms = round((time.perf_counter() - self._started) * 1_000, 3)
        self._written.claims.append(claim)
        yield claim

    def _notice(self, text: str) -> None:
        if text not in self._written.notices:
            self._written.notices.append(text)


def _sentences(
    caller: Caller, messages: Sequence[Message], deadline: Deadline, spent: Spent
) -> Iterator[verify.Sentence]:
    """Yield the sentences of a reply as they are complete. Raises `LLMError` after the last whole one."""
    cutter = verify.SentenceCutter()
    pieces = caller.stream(messages, deadline, used=spent.add)
    try:
        for piece in pieces:
            yield from cutter.feed(piece)
    except LLMError:
        yield from cutter.close(whole=False)
        raise
    yield from cutter.close()
