"""Catalog, vectors and embedder kept in step: a kill at any point leaves each document wholly old or wholly new."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol, TypeVar
from uuid import uuid4

from filelock import FileLock, Timeout

from assistant.errors import IndexMissingError, IndexStaleError, IndexStateError, StoreLockedError
from assistant.index.catalog import Catalog, Entry, FileState
from assistant.index.embedding import Embedder, passage_input
from assistant.index.vectors import Vectors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from assistant.index.origins import CopyFinder
    from assistant.records import Document, Filters, Passage
    from assistant.settings import Settings

T = TypeVar("T")

# Passages that are embedded between two reports of progress.
_STEP = 256


class Splitter(Protocol):
    """Cuts a document into passages that fit the embedder."""

    def __call__(self, document: Document, embedder: Embedder) -> tuple[Passage, ...]:
        """Return the passages of `document` in order."""
        ...


class Store:
    """One folder: `catalog.sqlite3` (the truth), `chroma/` (rebuildable), `writer.lock`.

    Writing a document goes in four steps, each safe to be cut off after: the new passages' ids are journalled, their
    vectors are written, one catalog transaction makes the version current and journals the vectors it replaces, and
    those are deleted. `replay` finishes or undoes what was cut off.
    """

    def __init__(self, settings: Settings, *, create: bool) -> None:
        """Open the store, and replay its journal unless another process is writing.

        Args:
            settings: Where the store is, and what it should have been built with.
            create: Whether to make a store where there is none.

        Raises:
            IndexMissingError: There is no store, and `create` is false.
            IndexStateError: It cannot be opened.
        """
        self._settings = settings
        folder = settings.store.path
        if not create and not (folder / "catalog.sqlite3").is_file():
            raise IndexMissingError(f"there is no store in {folder}", hint="run `assistant ingest PATH` first")
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise IndexStateError(
                f"{folder} cannot be made: {error.strerror}", hint="set store.path to a folder you may write to"
            ) from error
        self._lock = FileLock(folder / "writer.lock", timeout=0)
        self._loading = threading.RLock()
        self._name = uuid4().hex
        self._written = ""
        # The catalog's version that was last found to match the vectors and the settings.
        self._checked: int | None = None
        self._vectors: Vectors | None = None
        self._embedder: Embedder | None = None
        self.catalog = Catalog(folder / "catalog.sqlite3")

    @property
    def vectors(self) -> Vectors:
        """The vectors of the current build, with what other processes have written since the last call."""
        with self._loading:
            manifest = self.catalog.manifest()
            current, written = manifest["collection"], manifest.get("written", "")
            former = vectors = self._vectors
            if vectors is None or self._is_news(written):
                url = self._settings.store.chroma_url
                vectors = Vectors(folder=self._settings.store.path / "chroma", url=url, collection=current)
                if former is not None:
                    former.close()
            elif vectors.collection != current:
                vectors = vectors.sibling(current)
            self._vectors, self._written = vectors, written
            return vectors

    def _is_news(self, written: str) -> bool:
        # A server shows every client the same; in a folder only our own writes reach the index we have open.
        is_foreign = written != self._written and not written.startswith(self._name)
        return is_foreign and self._settings.store.chroma_url is None

    def _signature(self) -> dict[str, str]:
        """Return the manifest entry that tells other processes that vectors were written."""
        return {"written": f"{self._name}-{uuid4().hex}"}

    @property
    def embedder(self) -> Embedder:
        """The embedding model, loaded at first use and held against what the store was built with.

        Raises:
            IndexStaleError: The store's vectors were made by other weights.
            ModelMissingError: The model cannot be loaded.
        """
        with self._loading:
            if self._embedder is None:
                embedder = Embedder(self._settings.embedding)
                _check_same("embedding model", self.catalog.manifest().get("embedding"), embedder.fingerprint)
                self._embedder = embedder
            return self._embedder

    def close(self) -> None:
        """Let go of the files; unfinished writes stay journalled."""
        self.catalog.close()
        if self._vectors is not None:
            self._vectors.close()

    def check(self) -> None:
        """Hold the store against the settings, without loading the model.

        Raises:
            IndexMissingError: Nothing has been ingested.
            IndexStaleError: It was built with another model or other passage settings.
            IndexStateError: The vectors do not match the catalog.
        """
        # Counting vectors costs Chroma 10 ms at 100,000: once is enough for each state of the catalog.
        version = self.catalog.version()
        if version == self._checked:
            return
        documents, passages = self.catalog.counts()
        if not documents:
            raise IndexMissingError(
                f"the store in {self._settings.store.path} holds no reports", hint="run `assistant ingest PATH` first"
            )
        self.check_build()
        found = self.count_vectors()
        # Counted again before judging: another process may have removed reports between the two counts.
        if found < passages and found < self.catalog.counts()[1]:
            raise IndexStateError(
                f"the catalog has {passages} passages, but there are {found} vectors",
                hint="run `assistant ingest` on any report: it makes the missing vectors again",
            )
        self._checked = version

    def count_vectors(self) -> int:
        """Return how many vectors the current build has."""
        return self._reading(Vectors.count)

    def check_build(self) -> None:
        """Hold what the store was built with, if anything yet, against the settings.

        Raises:
            IndexStaleError: It was built with another model or other passage settings.
        """
        manifest = self.catalog.manifest()
        # Only the name: the weights are held against the fingerprint when they are loaded.
        built_with = manifest["embedding"].rpartition("@")[0] if "embedding" in manifest else None
        _check_same("embedding model", built_with, self._settings.embedding.model)
        _check_same("passages of", manifest.get("passages"), self._passage_settings())

    # Searching: what `retrieve` needs.

    def search_words(self, words: Sequence[str], *, k: int, filters: Filters) -> list[str]:
        """Return the ids of the `k` passages that match `words` best, best first."""
        return self.catalog.search_words(words, k=k, filters=filters)

    def search_meaning(self, text: str, *, k: int, filters: Filters) -> list[str]:
        """Return the ids of the `k` passages whose vectors are nearest to that of `text`, nearest first."""
        vector = self.embedder.embed([text])[0]
        return self._reading(lambda vectors: vectors.search(vector, k=k, filters=filters))

    def are_common(self, words: Sequence[str]) -> bool:
        """Return whether `words` tell no passages apart."""
        return self.catalog.are_common(words)

    def most_reported(self, *, k: int, filters: Filters) -> list[str]:
        """Return the ids of at most `k` passages that open the reports which most others carry too."""
        return self.catalog.most_reported(k=k, filters=filters)

    def passages(self, passage_ids: Sequence[str]) -> dict[str, Passage]:
        """Return the current passages among these ids, by id."""
        return self.catalog.passages(passage_ids)

    def _reading(self, read: Callable[[Vectors], T]) -> T:
        """Return what `read` gives; from what is current now, if a rebuild or another thread closed it meanwhile."""
        vectors = self.vectors
        try:
            return read(vectors)
        except IndexStateError:
            if self.vectors is vectors:
                raise
            return read(self.vectors)

    # Writing. Everything below needs `writing()`.

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the right to write; readers go on undisturbed.

        Raises:
            StoreLockedError: Another process, or another thread of this one, is writing.
        """
        try:
            self._lock.acquire()
        except Timeout as error:
            raise StoreLockedError(
                f"another process is writing to the store in {self._settings.store.path}",
                hint="wait until it has finished; reading and asking go on meanwhile",
            ) from error
        try:
            self.replay()
            yield
        finally:
            self._lock.release()

    def replay_if_free(self) -> None:
        """Clean up after an interrupted write, unless a writer is at work: then the journal is its own."""
        if not self.catalog.journal():
            return
        try:
            with self.writing():
                pass
        except StoreLockedError:
            return

    def replay(self) -> None:
        """Delete the vectors that no current passage needs, and forget them."""
        leftovers = self.catalog.journal()
        if leftovers:
            self.vectors.delete(leftovers)
            self.catalog.clear_journal(leftovers, self._signature())

    def write(
        self,
        entries: Sequence[Entry],
        files: Sequence[FileState],
        *,
        finder: CopyFinder,
        progress: Callable[[int], None],
    ) -> None:
        """Make these document versions current. `progress` is called with how many passages were embedded since."""
        items = [(entry.document, passage) for entry in entries for passage in entry.passages]
        if items:
            self._record_build()
            self.catalog.stage(passage.passage_id for _, passage in items)
            _embed(items, self.embedder, self.vectors, progress=progress)
        self.catalog.commit(entries, files, self._signature() if items else None, finder=finder)
        self.replay()

    def remove(self, document_ids: Sequence[str], *, finder: CopyFinder, files: Sequence[str] = ()) -> None:
        """Delete documents and their vectors: one transaction in the catalog, one call to Chroma."""
        self.catalog.remove(document_ids, files=files, finder=finder)
        self.replay()

    def repair(self, *, progress: Callable[[int], None]) -> int:
        """Make missing vectors again and delete those without a passage; return how many were missing.

        What unfinished rebuilds left goes too. Costs a count and a list of collections where nothing is amiss.
        """
        self.vectors.drop_others(self._prefix())
        _, passages = self.catalog.counts()
        if self.vectors.count() == passages:
            return 0
        wanted, found = self.catalog.passage_ids(), self.vectors.ids()
        self.vectors.delete(sorted(found - wanted))
        missing = self.catalog.passages(sorted(wanted - found))
        documents = {item.document_id: item for item in self.catalog.documents()}
        items = [(documents[item.document_id], item) for item in missing.values()]
        _embed(items, self.embedder, self.vectors, progress=progress)
        self.catalog.set_manifest(self._signature())
        return len(missing)

    def rebuild(self, split: Splitter, *, progress: Callable[[int], None]) -> int:
        """Cut and embed every document of the catalog again, with the settings of now; return how many passages.

        The new vectors go to a collection of their own, and one transaction turns to it: until then, and if this is cut
        off, the former build stays as it is and answers.
        """
        embedder = Embedder(self._settings.embedding)
        documents = self.catalog.documents()
        passages = {document.document_id: split(document, embedder) for document in documents}
        build = self.vectors.sibling(f"{self._prefix()}{uuid4().hex[:8]}")
        items = [(document, item) for document in documents for item in passages[document.document_id]]
        _embed(items, embedder, build, progress=progress)
        self.catalog.replace_passages(passages, self._manifest(embedder) | {"collection": build.collection})
        with self._loading:
            self._embedder = embedder
        self.vectors.drop_others(self._prefix())
        return len(items)

    def _prefix(self) -> str:
        # The store's own id keeps two stores apart on one Chroma server.
        return f"reports-{self.catalog.manifest()['store']}-"

    def _record_build(self) -> None:
        if "embedding" in self.catalog.manifest():
            self.check_build()
        else:
            self.catalog.set_manifest(self._manifest(self.embedder))

    def _manifest(self, embedder: Embedder) -> dict[str, str]:
        return {"embedding": embedder.fingerprint, "passages": self._passage_settings()}

    def _passage_settings(self) -> str:
        passages = self._settings.passages
        return f"{passages.target_words} words, {passages.overlap_sentences} sentences of overlap"


def _check_same(what: str, built_with: str | None, wanted: str) -> None:
    if built_with not in (None, wanted):
        raise IndexStaleError(what=what, built_with=str(built_with), wanted=wanted)


def _embed(
    items: Sequence[tuple[Document, Passage]],
    embedder: Embedder,
    vectors: Vectors,
    *,
    progress: Callable[[int], None],
) -> None:
    # Sorted by length over all items, so that little is spent on padding; their order in Chroma has no meaning.
    ordered = sorted(items, key=lambda item: len(item[1].text), reverse=True)
    for start in range(0, len(ordered), _STEP):
        part = ordered[start : start + _STEP]
        block = embedder.embed(
            [passage_input(embedder.short_title(document.title), passage.text) for document, passage in part]
        )
        vectors.add(part, block)
        progress(len(part))
