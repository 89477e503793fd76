"""The conversation behind the page: asks, keeps what came of it, opens sources. It gives HTML and knows no Gradio."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assistant.api.arguments import LONGEST_QUESTION, day, question_of
from assistant.errors import AssistantError, QuestionError
from assistant.records import Abstention, Answer, Claim, Stage
from assistant.text import normalise
from assistant.web import render, sources
from assistant.web.conversations import Conversations, Exchange, Failure, turns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.api import Assistant, Event
    from assistant.records import Citation, Document, StoreStatus

_log = logging.getLogger(__name__)

# Questions on the shipped corpus, each with the report that answers it: shown only where that report is in the store.
EXAMPLES = (
    ("How many militants did the official say had been killed?", "bln-s00-more-than-250-killed"),
    ("Who claimed responsibility for the attacks?", "bln-s08-bla-claims-84-killed"),
    ("What did the United Nations call the attacks?", "bln-s17-unsc-statement"),
    ("How many people were killed at the Gwadar camp?", "bln-corr2-gwadar-five-to-eleven"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Which reports a visitor wants asked. Days are as typed: they may not be days."""

    as_of: str | None = None
    since: str | None = None
    until: str | None = None
    publishers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What the page shows at one moment. `key` is its conversation's, `panel` is `None` where the open source stays."""

    key: str
    transcript: str
    panel: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What a page shows when it is loaded."""

    header: str
    frame: Frame
    examples: tuple[str, ...]
    publishers: tuple[str, ...]

    @property
    def key(self) -> str:
        """The key of the conversation that is shown."""
        return self.frame.key


@dataclass(slots=True, kw_only=True)
class _Progress:
    """What has arrived of the exchange under way."""

    stages: list[Stage] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    reply: Answer | Abstention | None = None

    def take(self, event: Event) -> None:
        """Keep one event of the stream."""
        match event:
            case Stage():
                self.stages.append(event)
            case Claim():
                self.claims.append(event)
            case Answer() | Abstention():
                self.reply = event


class Dialogue:
    """Every conversation with one assistant. Safe to share between threads."""

    def __init__(self, assistant: Assistant) -> None:
        """Take the assistant; it stays the caller's to close."""
        self._assistant = assistant
        self._conversations = Conversations()
        self._warm = threading.Event()
        self._warm.set()

    def warm_up(self) -> threading.Thread:
        """Start to load the models and return the thread that does; a question asked meanwhile waits and says so."""
        self._warm.clear()
        thread = threading.Thread(target=self._load, name="warm-up", daemon=True)
        thread.start()
        return thread

    def _load(self) -> None:
        try:
            self._assistant.prepare()
        except AssistantError as error:
            # An empty store, a missing model: the first question will tell its asker.
            _log.info("not warmed up: %s", error.message)
        finally:
            self._warm.set()

    def key_for(self, key: str) -> str:
        """Return `key` if it was handed out to a page and is not forgotten, else a new one."""
        return self._conversations.key_for(key)

    def open(self, key: str) -> Opening:
        """Return the page of a conversation, or of a new one where the key is not that of any.

        Raises:
            AssistantError: The store cannot be read.
        """
        key = self.key_for(key)
        exchanges = self._conversations.exchanges(key)
        status = self._assistant.status()
        self._conversations.note_failed(key, self._failed(exchanges))
        return Opening(
            header=render.header(status),
            frame=self._frame(key, exchanges) if exchanges else self._welcome(key, status),
            examples=() if exchanges else self._examples(),
            publishers=self._assistant.publishers(),
        )

    def ask(self, key: str, question: str, limits: Limits) -> Iterator[Frame]:
        """Return an iterator over what the page shows while a question is answered; the last frame is the outcome.

        Errors are shown, not raised. A blank question changes nothing; one that cannot be taken as it is, or filters
        that are none, are told and not kept. A key that was not handed out is replaced: the frames have the new one.
        """
        question = normalise(question)
        if not question:
            return
        key = self.key_for(key)
        exchanges = self._conversations.exchanges(key)
        number = exchanges[-1].number + 1 if exchanges else 1
        progress = _Progress()

        def frame(live: str) -> Frame:
            transcript = render.transcript(exchanges, live, failed=self._conversations.failed(key))
            return Frame(key=key, transcript=transcript)

        def under_way(note: str = "") -> Frame:
            return frame(render.under_way(number, question, progress.stages, progress.claims, note))

        if refusal := _refusal(question, limits):
            yield frame(render.exchange_html(Exchange(number=number, question=_cut(question), reply=refusal)))
            return
        failure = Failure(message="The question could not be answered.", hint="Ask again.")
        try:
            yield under_way("" if self._warm.is_set() else "Loading the language model…")
            self._warm.wait()
            for event in self._stream(question, exchanges, limits):
                progress.take(event)
                if progress.reply is None:
                    yield under_way()
        except AssistantError as error:
            failure = Failure(message=error.message, hint=error.hint)
        except Exception:  # noqa: BLE001 - logged on the next line
            # Whatever it was, the page must come back to life and the operator must see it.
            _log.exception("a question failed")
            failure = Failure(message="Something went wrong inside the server.", hint="Its log says what. Ask again.")
        yield self._frame(key, self._conversations.add(key, question, progress.reply or failure))

    def show(self, key: str, number: object, citation_id: object) -> str:
        """Return the panel of one source of one exchange. The arguments come from a browser and may be anything."""
        for exchange in self._conversations.exchanges(key):
            for citation in _citations(exchange):
                if (exchange.number, citation.citation_id) == (number, citation_id):
                    return sources.panel(exchange.number, citation, self._document(citation))
        return sources.NOT_HERE

    def _stream(self, question: str, exchanges: tuple[Exchange, ...], limits: Limits) -> Iterator[Event]:
        return self._assistant.stream(
            question,
            history=turns(exchanges),
            as_of=limits.as_of,
            since=limits.since,
            until=limits.until,
            publishers=limits.publishers,
        )

    def _failed(self, exchanges: tuple[Exchange, ...]) -> dict[int, tuple[str, ...]]:
        """Return, by exchange, which citations no longer stand: reports may have changed since they were given."""
        given = {item.number: item.reply.to_dict() for item in exchanges if not isinstance(item.reply, Failure)}
        reports = self._assistant.verify_all(tuple(given.values()))
        return {
            number: tuple(
                f"Source {check.citation_id} no longer stands: {check.detail}."
                for check in report.checks
                if check.status != "verified"
            )
            for number, report in zip(given, reports, strict=True)
        }

    def _frame(self, key: str, exchanges: tuple[Exchange, ...]) -> Frame:
        last = exchanges[-1]
        cited = _citations(last) if isinstance(last.reply, Answer) else ()
        panel = sources.panel(last.number, cited[0], self._document(cited[0])) if cited else sources.NOTHING_OPEN
        transcript = render.transcript(exchanges, failed=self._conversations.failed(key))
        return Frame(key=key, transcript=transcript, panel=panel)

    def _welcome(self, key: str, status: StoreStatus) -> Frame:
        return Frame(key=key, transcript=render.welcome(status), panel=sources.NOTHING_OPEN)

    def _document(self, citation: Citation) -> Document | None:
        try:
            return self._assistant.document(citation.document_id)
        except AssistantError:
            return None

    def _examples(self) -> tuple[str, ...]:
        return tuple(question for question, document_id in EXAMPLES if self._holds(document_id))

    def _holds(self, document_id: str) -> bool:
        try:
            self._assistant.document(document_id)
        except AssistantError:
            return False
        return True


def _refusal(question: str, limits: Limits) -> Failure | None:
    """Return what is wrong with the arguments, if anything is: this a visitor can mend, no other `ValueError`."""
    try:
        question_of(question)
        for name, value in (("as_of", limits.as_of), ("since", limits.since), ("until", limits.until)):
            day(name, value)
    except QuestionError as error:
        return Failure(message=error.message, hint=error.hint)
    except ValueError as error:
        return Failure(message=f"{error}.", hint="Correct the filters and ask again.")
    return None


def _cut(question: str) -> str:
    return question if len(question) <= LONGEST_QUESTION else f"{question[:LONGEST_QUESTION]}…"


def _citations(exchange: Exchange) -> tuple[Citation, ...]:
    match exchange.reply:
        case Answer(citations=citations):
            return citations
        case Abstention(nearest=nearest):
            return nearest
        case Failure():
            return ()
