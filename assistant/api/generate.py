"""The way of a question through a language model: asked, cut into sentences, each checked before it is shown."""

from __future__ import annotations

import time
from contextlib import closing
from typing import TYPE_CHECKING

from assistant import prompts, verify
from assistant.answer.calling import Caller, Deadline
from assistant.answer.conversation import follows, standalone, stays_within
from assistant.answer.drafting import refuses, request, request_again, request_standalone
from assistant.answer.generative import LanguageModel
from assistant.api.details import ReportDetails
from assistant.api.passages import inert_positions
from assistant.api.written import Spent, Written
from assistant.errors import AssistantError, LLMError
from assistant.records import Claim, LLMCheck

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Mapping, Sequence

    from assistant.api.reading import PassageReader
    from assistant.records import Document, Given, Message, Position, Turn
    from assistant.settings import Settings

# A follow-up must not use up the time of the answer, nor a question about the endpoint that of its asker.
_STANDALONE_SECONDS = 8.0
_CHECK_SECONDS = 10.0
# Sentences of one reply that are checked for each that is taken: a check costs far more than the writing.
_CHECKS_A_SENTENCE = 4
_REFUSED = "The language model found no answer in the passages it was given."
_IN_PART = "The language model says that the passages do not answer all of the question."
_FAILED_AGAIN = "Nothing that the language model wrote stood up to checking."
_CUT_OFF = "The language model wrote more sentences than are taken (llm.max_sentences)."
_KEPT = "The sentences that were checked before are kept."


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
        least = self._settings.answer.support
        checker = verify.ClaimChecker(given, support=reader, details=ReportDetails(given), least=least)
        most = self._settings.llm.max_sentences
        messages = request(question, given, positions=inert_positions(positions), max_sentences=most)
        writing = _Writing(written, checker, self._settings)
        try:
            spent.prompt("answer")
            yield from writing.take(self._caller, messages, deadline)
            if not written.supported and not written.refused:
                spent.prompt("retry")
                reasons = [(claim.text, claim.note or "") for claim in (*written.claims, *written.dropped)]
                again = request_again(messages, writing.draft, reasons)
                yield from writing.take(self._caller, again, deadline)
            if not written.supported:
                written.notices.append(_REFUSED if written.refused else _FAILED_AGAIN)
        except LLMError as error:
            kept = f" {_KEPT}" if written.supported else ""
            written.notices.append(f"{error.message[:1].upper()}{error.message[1:]}.{kept}")
        written.ends = written.refused or self._settings.llm.fallback == "abstain"
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
    """One answer while it is written. `draft` is the last reply as it came."""

    def __init__(self, written: Written, checker: verify.ClaimChecker, settings: Settings) -> None:
        self._written = written
        self._checker = checker
        self._settings = settings
        self._started = time.perf_counter()
        self._seen: set[str] = set()
        self.draft = ""

    def take(self, caller: Caller, messages: Sequence[Message], deadline: Deadline) -> Iterator[Claim]:
        """Yield the claims of one reply. Raises `LLMError` after those that came before the fault."""
        most = self._settings.llm.max_sentences
        checks = 0
        for sentence in self._sentences(caller, messages, deadline):
            if refuses(sentence.text):
                self._refuse()
            elif len(self._written.supported) >= most or checks >= most * _CHECKS_A_SENTENCE:
                self._notice(_CUT_OFF)
                return
            elif sentence.text not in self._seen:
                self._seen.add(sentence.text)
                # One piece may hold many sentences: the deadline is theirs, too.
                deadline.check()
                checks += 1
                yield from self._check(sentence)

    def _sentences(self, caller: Caller, messages: Sequence[Message], deadline: Deadline) -> Iterator[verify.Sentence]:
        """Yield the sentences of a reply as they are complete. Raises `LLMError` after the last whole one."""
        cutter = verify.SentenceCutter()
        self.draft = ""
        with closing(caller.stream(messages, deadline, used=self._written.spent.add)) as pieces:
            try:
                for piece in pieces:
                    self.draft += piece
                    yield from cutter.feed(piece)
            except LLMError:
                yield from cutter.close(whole=False)
                raise
        yield from cutter.close()

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
