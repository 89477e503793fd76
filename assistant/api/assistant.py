"""The public face: open a store, take reports in, ask, check."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from assistant import answer, origins, retrieve, verify
from assistant.api.arguments import Day, day, not_blank, question_of, recent, several
from assistant.api.ask import Means
from assistant.api.converse import conversing
from assistant.api.generate import Writer
from assistant.api.ingest import ingest, reread
from assistant.errors import CorpusError
from assistant.index.store import Store
from assistant.passages import whole
from assistant.records import Abstention, Answer, Filters, StoreStatus, VerificationReport
from assistant.settings import Settings
from assistant.text import normalise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from assistant.api.ask import Event
    from assistant.api.reading import PassageReader
    from assistant.records import (
        Document,
        Hit,
        IngestProgress,
        IngestReport,
        LLMCheck,
        Origin,
        Outcome,
        Reading,
        Turn,
    )

_ANY_QUESTION = "What happened?"


class Assistant:
    """Answers questions from the reports of one store, every sentence with the exact characters it rests on.

    A context manager; safe to share between threads. Models are loaded at first use.

        with Assistant(Settings()) as assistant:
            assistant.ingest(["reports/"])
            match assistant.ask("How many were killed?"):
                case Answer(text=text): ...
                case Abstention(reason=reason): ...
    """

    def __init__(
        self, settings: Settings | None = None, *, create: bool = True, reader: PassageReader | None = None
    ) -> None:
        """Open the store that the settings name (by default `Settings.load()`).

        Args:
            settings: All knobs.
            create: Whether to make an empty store where there is none.
            reader: Reads in place of the one that `settings.reader` names.

        Raises:
            IndexMissingError: There is no store, and `create` is false.
            IndexStateError: The store cannot be opened.
            ConfigurationError: The settings that were to be loaded are not valid.
        """
        self.settings = settings if settings is not None else Settings.load()
        self._store = Store(self.settings, create=create)
        self._loading = threading.Lock()
        self._loaded_reader = reader
        self._writer = Writer(self.settings) if self.settings.llm.model else None
        self._store.replay_if_free()

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *exc_info: object) -> None:
        """Close the store."""
        self.close()

    def close(self) -> None:
        """Let go of the store; the assistant cannot be used afterwards."""
        if self._writer:
            self._writer.close()
        self._store.close()

    def ingest(
        self,
        paths: Sequence[Path | str] | Path | str,
        *,
        prune: bool = False,
        rebuild: bool = False,
        progress: Callable[[IngestProgress], None] | None = None,
    ) -> IngestReport:
        """Take in the reports under `paths`: new and changed ones are cut and embedded, unchanged ones cost a hash.

        Files that cannot be read are rejected with the reason and stop nothing. Cut off at any point, it leaves every
        document wholly old or wholly new, and running it again ends where an undisturbed run would have.

        Args:
            paths: Files, or folders that are walked; one, or several.
            prune: Whether to remove documents whose file lay under `paths` and is gone.
            rebuild: Whether to cut and embed every document of the store again, as after a change of settings.
            progress: Called a few times a second while passages are embedded.

        Raises:
            CorpusError: A path does not exist.
            StoreLockedError: Another process is writing.
            IndexStaleError: The store was built with other settings, and `rebuild` is false.
        """
        return ingest(
            self._store,
            [Path(path) for path in ([paths] if isinstance(paths, Path | str) else paths)],
            settings=self.settings,
            prune=prune,
            rebuild=rebuild,
            progress=progress or (lambda _: None),
        )

    def retrieve(self, query: str, k: int | None = None, *, filters: Filters | None = None) -> tuple[Hit, ...]:
        """Return the `k` passages (else `retrieve.k`) that suit `query` best, best first; a blank query gives `()`.

        Raises:
            ValueError: `k` is not positive.
            IndexStateError: Nothing was ingested, or the store does not match the settings.
        """
        wanted = self.settings.retrieve.k if k is None else k
        if wanted < 1:
            raise ValueError(f"k must be at least 1, not {wanted}")
        self._store.check()
        return retrieve.retrieve(query, self._store, k=wanted, settings=self.settings.retrieve, filters=filters)

    def ask(
        self,
        question: str,
        *,
        history: Sequence[Turn | Outcome] = (),
        as_of: Day | None = None,
        since: Day | None = None,
        until: Day | None = None,
        publishers: Sequence[str] | str = (),
    ) -> Outcome:
        """Return an answer from the reports, or an abstention that says why and shows what is nearest.

        Args:
            question: What to answer, in 2,000 characters at most.
            history: Earlier turns, or outcomes of `ask`, oldest first; a follow-up that leans on the last one is
                understood with it. The last 20 are looked at, and of each question and answer 2,000 characters.
            as_of: Answer with what stood in print by that day (`YYYY-MM-DD`).
            since: Answer from reports published on that day or later.
            until: Answer from reports published on that day or earlier.
            publishers: Answer from these publishers only, or from this one.

        Raises:
            ValueError: The question is blank, or a day is not a date.
            TypeError: The history holds something else.
            QuestionError: The question is too long.
            IndexStateError: Nothing was ingested, or the store does not match the settings.
            ModelError: A model is missing or failed.
        """
        events = self.stream(question, history=history, as_of=as_of, since=since, until=until, publishers=publishers)
        for event in events:
            if isinstance(event, (Answer, Abstention)):
                return event
        raise RuntimeError("the stream ended without an outcome")

    async def aask(
        self,
        question: str,
        *,
        history: Sequence[Turn | Outcome] = (),
        as_of: Day | None = None,
        since: Day | None = None,
        until: Day | None = None,
        publishers: Sequence[str] | str = (),
    ) -> Outcome:
        """Return what `ask` returns, without blocking the event loop."""
        return await asyncio.to_thread(
            self.ask, question, history=history, as_of=as_of, since=since, until=until, publishers=publishers
        )

    def stream(
        self,
        question: str,
        *,
        history: Sequence[Turn | Outcome] = (),
        as_of: Day | None = None,
        since: Day | None = None,
        until: Day | None = None,
        publishers: Sequence[str] | str = (),
    ) -> Iterator[Event]:
        """Return an iterator over the way to an outcome: each stage as it ends, each checked sentence, the outcome.

        Arguments and errors are those of `ask`; bad arguments raise at once, not at the first step.
        """
        question = question_of(normalise(question))
        filters = Filters(
            since=day("since", since),
            until=day("until", until),
            as_of=day("as_of", as_of),
            publishers=several(publishers),
        )
        self._store.check()
        if self._writer:
            self._writer.prepare()
        means = Means(store=self._store, settings=self.settings, reader=self._reader(), writer=self._writer)
        return conversing(question, recent(history), filters, means)

    def read(self, question: str, texts: Sequence[str], *, threshold: float | None = None) -> tuple[Reading, ...]:
        """Return what the reader makes of each text, in order: its best answer, or that it has none. No store is used.

        Spans are characters of the text; `passage.passage_id` is the text's place in `texts`, as a string.

        Args:
            question: What is asked.
            texts: Where to look. What is longer than about 200 words is read in overlapping pieces.
            threshold: The probability below which a text has no answer; 0 always gives the likeliest words. Without it,
                the reader's own, chosen on news questions put to the right report.

        Raises:
            ValueError: The question is blank.
            ModelError: A model is missing or failed.
        """
        return self._reader().read(not_blank("question", question), whole(texts), threshold=threshold)

    def support(self, claim: str, texts: Sequence[str], *, threshold: float | None = None) -> tuple[Reading, ...]:
        """Return how far each text supports the claim, in order; `answer_span` is the sentence that does, or `None`.

        Arguments and errors are those of `read`, with a statement in place of the question.
        """
        return self._reader().support(not_blank("claim", claim), whole(texts), threshold=threshold)

    def verify(self, outcome_json: Mapping[str, Any]) -> VerificationReport:
        """Return a check of every citation of a saved outcome against its report as it is now.

        That is the report's file; where there is none any more, the store's copy.

        Raises:
            ValueError: It is not a saved outcome.
        """
        return self.verify_all([outcome_json])[0]

    def verify_all(self, outcomes: Sequence[Mapping[str, Any]]) -> tuple[VerificationReport, ...]:
        """Return what `verify` returns for each outcome, in order. The file of a report is read once for all of them.

        Raises:
            ValueError: One is not a saved outcome.
        """
        seen: dict[str, Document | None] = {}

        def current(document_id: str) -> Document | None:
            if document_id not in seen:
                seen[document_id] = reread(self._store, document_id, settings=self.settings)
            return seen[document_id]

        return tuple(VerificationReport(checks=verify.recheck(item, current)) for item in outcomes)

    def documents(self) -> tuple[Document, ...]:
        """Return all reports, newest first; undated ones last."""
        return self._store.catalog.documents()

    def document(self, document_id: str) -> Document:
        """Return one report. Raises `CorpusError` when there is none with that id."""
        document = self._store.catalog.document(document_id)
        if document is None:
            raise CorpusError(f"there is no report {document_id!r}", hint="`assistant documents` lists them")
        return document

    def origins(self) -> tuple[Origin, ...]:
        """Return which reports are copies of one another: every report once, most of them alone.

        Linear in the number of reports. Reports that an earlier version took in are alone until the next ingest.
        """
        return self._store.catalog.all_origins()

    def prepare(self) -> None:
        """Load every model that answering needs, which else the first question waits for. No endpoint is asked.

        Raises:
            IndexStateError: Nothing was ingested, or the store does not match the settings.
            ModelError: A model is missing or failed.
            ConfigurationError: The library for `llm.provider` is not installed.
        """
        self.retrieve(_ANY_QUESTION, 1)
        self.read(_ANY_QUESTION, [_ANY_QUESTION])
        if self._writer:
            self._writer.prepare()

    def check_llm(self) -> LLMCheck | None:
        """Return whether the configured language model answers a short request now; `None` where none is configured.

        Takes up to ten seconds. A failure is a result, not an error.
        """
        return self._writer.check() if self._writer else None

    def _reader(self) -> PassageReader:
        with self._loading:
            if self._loaded_reader is None:
                from assistant.read.reader import Reader

                self._loaded_reader = Reader(self.settings.reader)
            return self._loaded_reader

    def publishers(self) -> tuple[str, ...]:
        """Return the publishers of all reports, each once, in the order of their names."""
        return self._store.catalog.publishers()

    def remove(self, document_id: str) -> None:
        """Remove one report with its passages and vectors. Ingesting its file again brings it back.

        Raises:
            CorpusError: There is no report with that id.
            StoreLockedError: Another process is writing.
        """
        with self._store.writing():
            self.document(document_id)
            self._store.remove([document_id], finder=origins)

    def status(self) -> StoreStatus:
        """Return what is in the store and what it was built with."""
        catalog = self._store.catalog
        documents, passages = catalog.counts()
        first, last = catalog.days()
        return StoreStatus(
            path=str(self.settings.store.path),
            documents=documents,
            passages=passages,
            vectors=self._store.count_vectors(),
            first_day=first,
            last_day=last,
            embedding=catalog.manifest().get("embedding"),
            mode=self._writer.mode if self._writer else answer.MODE,
        )
