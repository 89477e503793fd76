"""Files into the store: read what changed, settle ids, cut, and write in batches that survive a kill."""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant import __version__, documents, origins, passages
from assistant.index.catalog import Entry, FileState
from assistant.records import IngestProgress, IngestReport, Rejection

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from assistant.index.embedding import Embedder
    from assistant.index.store import Store
    from assistant.records import Document, Passage
    from assistant.settings import Settings


def ingest(
    store: Store,
    paths: Sequence[Path],
    *,
    settings: Settings,
    prune: bool,
    rebuild: bool,
    progress: Callable[[IngestProgress], None],
) -> IngestReport:
    """Bring the store in line with the files under `paths`; see `Assistant.ingest`."""
    started = time.monotonic()
    found = documents.find(paths)
    with store.writing():
        run = _Run(
            store=store,
            settings=settings,
            pruning=prune,
            progress=progress,
            total_bytes=sum(file.size for file in found.files),
        )
        run.rejected.extend(found.rejections)
        if rebuild:
            store.rebuild(lambda document, embedder: split(document, embedder, settings), progress=run.embedded)
        store.check_build()
        store.repair(progress=run.embedded)
        store.catalog.file_origins(origins)
        for file in found.files:
            run.take(file)
        run.flush()
        if prune:
            run.prune(paths, {file.source for file in found.files})
    return run.report(time.monotonic() - started)


def split(document: Document, embedder: Embedder, settings: Settings) -> tuple[Passage, ...]:
    """Return the document's passages, each small enough for the embedder's window beside the title."""
    return passages.split(
        document,
        target_words=settings.passages.target_words,
        overlap_sentences=settings.passages.overlap_sentences,
        max_tokens=embedder.max_tokens - embedder.count_tokens(embedder.short_title(document.title)),
        count_tokens=embedder.count_tokens,
    )


def reread(store: Store, document_id: str, *, settings: Settings) -> Document | None:
    """Return a document as its file has it now; as the store has it where the file is gone or was never one.

    `None` when the document is in neither, or when the file is there and no longer holds it.
    """
    stored = store.catalog.document(document_id)
    path = store.catalog.file_of(document_id)
    if stored is None or path is None or not Path(path).is_file():
        return stored
    for file in documents.find([Path(path)]).files:
        for document in documents.read(file, settings=settings.documents).documents:
            if document.source == stored.source:
                return replace(document, document_id=document_id)
    return None


@dataclass(kw_only=True)
class _Run:
    """The state of one ingest: what was found out, what is pending, how far it is."""

    store: Store
    settings: Settings
    pruning: bool
    progress: Callable[[IngestProgress], None]
    total_bytes: int
    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    rejected: list[Rejection] = field(default_factory=list)
    passages: int = 0
    # Sources whose document, or the lack of one, was seen in this run.
    read_files: set[str] = field(default_factory=set)
    batch: list[Entry] = field(default_factory=list)
    batch_files: list[FileState] = field(default_factory=list)
    batch_passages: int = 0
    batch_bytes: float = 0.0
    batch_embedded: int = 0
    done_bytes: float = 0.0

    def __post_init__(self) -> None:
        self.known_files = self.store.catalog.files()
        self.sources = self.store.catalog.sources()
        # Who has which document id: its source, and the file of that.
        self.holders = {item.document_id: (source, item.file) for source, item in self.sources.items()}
        self.by_file: dict[str, list[str]] = {}
        for item in self.sources.values():
            self.by_file.setdefault(item.file, []).append(item.document_id)

    def take(self, file: documents.ReportFile) -> None:
        """Read one file unless it is unchanged, and write the batch whenever it is full."""
        data = documents.read_bytes(file, settings=self.settings.documents)
        if isinstance(data, Rejection):
            self.rejected.append(data)
            self.done_bytes += file.size
            return
        fingerprint = self._fingerprint(data)
        known = self.known_files.get(file.source)
        # An ingest without pruning leaves items that a file no longer holds; only reading it again tells which.
        is_searched = self.pruning and len(self.by_file.get(file.source, ())) > 1
        if known is not None and known.sha256 == fingerprint and not is_searched:
            self.unchanged.extend(self.by_file.get(file.source, ()))
            self.rejected.extend(known.rejections)
            self.read_files.add(file.source)
            self.done_bytes += file.size
            return
        loaded = documents.parse(file, data, settings=self.settings.documents)
        self.rejected.extend(loaded.rejections)
        if loaded.documents:
            self.read_files.add(file.source)
        for document in loaded.documents:
            self.batch_bytes += file.size / len(loaded.documents)
            self._take_document(document, file)
        # After its documents: a file counts as read only once all of them are in.
        self.batch_files.append(FileState(path=file.source, sha256=fingerprint, rejections=loaded.rejections))

    def _take_document(self, document: Document, file: documents.ReportFile) -> None:
        document = replace(document, document_id=self._settle_id(document, file))
        former = self.sources.get(document.source)
        if former is not None and former[:2] == (document.document_id, document.content_hash):
            self.unchanged.append(document.document_id)
            return
        existed = former is not None or document.document_id in self.holders
        (self.updated if existed else self.added).append(document.document_id)
        self.holders[document.document_id] = (document.source, file.source)
        cut = split(document, self.store.embedder, self.settings)
        self.batch.append(Entry(document=document, passages=cut, file=file.source))
        self.batch_passages += len(cut)
        if self.batch_passages >= self.settings.store.batch_passages:
            self.flush()

    def _settle_id(self, document: Document, file: documents.ReportFile) -> str:
        """Return the id the document gets: the one it has, the one it asks for, or that with a mark of its source.

        An id that comes from the file's place is kept when the same file is reached from another folder. An id held by
        a file that is gone is taken over: the file has moved.
        """
        wanted = document.document_id
        is_derived = wanted == file.document_id or wanted.startswith(f"{file.document_id}#")
        if is_derived and document.source in self.sources:
            return self.sources[document.source].document_id
        source, holder_file = self.holders.get(wanted, (document.source, file.source))
        if source == document.source or not Path(holder_file).exists():
            return wanted
        return f"{wanted}~{hashlib.sha256(document.source.encode()).hexdigest()[:8]}"

    def _fingerprint(self, data: bytes) -> str:
        # A new release may read a file otherwise, and a raised limit may let it in.
        how = f"{__version__}\0{self.settings.documents.max_characters}\0"
        return hashlib.sha256(how.encode() + data).hexdigest()

    def embedded(self, count: int) -> None:
        """Report progress after `count` more passages."""
        self.passages += count
        self.batch_embedded += count
        of_batch = self.batch_embedded / self.batch_passages if self.batch_passages else 0.0
        done = self.done_bytes + self.batch_bytes * min(1.0, of_batch)
        self.progress(
            IngestProgress(
                share=min(1.0, done / self.total_bytes) if self.total_bytes else 1.0,
                documents=len(self.added) + len(self.updated),
                passages=self.passages,
            )
        )

    def flush(self) -> None:
        """Write what is pending."""
        self.store.write(self.batch, self.batch_files, finder=origins, progress=self.embedded)
        self.done_bytes += self.batch_bytes
        self.batch, self.batch_files = [], []
        self.batch_passages, self.batch_bytes, self.batch_embedded = 0, 0.0, 0

    def prune(self, paths: Sequence[Path], present: set[str]) -> None:
        """Remove documents whose file lay under `paths` and is gone, or was read and no longer holds them."""
        roots = [path.resolve() for path in paths]
        seen = {*self.unchanged, *self.added, *self.updated}
        for item in self.sources.values():
            is_gone = item.file not in present and _is_under(item.file, roots)
            if item.document_id not in seen and (is_gone or item.file in self.read_files):
                self.removed.append(item.document_id)
        gone = [path for path in self.known_files if path not in present and _is_under(path, roots)]
        self.store.remove(self.removed, finder=origins, files=gone)

    def report(self, seconds: float) -> IngestReport:
        """Return what was done."""
        return IngestReport(
            added=tuple(self.added),
            updated=tuple(self.updated),
            unchanged=tuple(self.unchanged),
            removed=tuple(self.removed),
            rejected=tuple(self.rejected),
            passages=self.passages,
            seconds=seconds,
        )


def _is_under(path: str, roots: Sequence[Path]) -> bool:
    return any(Path(path).is_relative_to(root) for root in roots)
