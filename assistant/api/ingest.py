"""Files into the store: read what changed, settle ids, cut, and write in batches that survive a kill."""

from __future__ import annotations

import hashlib
import stat
import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant import __version__, documents, origins, passages
from assistant.index.catalog import Entry, FileState
from assistant.records import IngestProgress, IngestReport, Rejection

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

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
            run.prune(paths, found)
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
        held = documents.read(file, settings=settings.documents).documents
        # By id first: a store made before declared ids named the items has places as their sources.
        same = [item for item in held if item.document_id == document_id]
        same += [item for item in held if item.source == stored.source]
        if same:
            return replace(same[0], document_id=document_id)
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
    # Files whose documents were all seen in this run: what else the store has of them is in them no longer.
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
        # What was rejected may be a report that the store has.
        if loaded.documents and not loaded.rejections:
            self.read_files.add(file.source)
        wanted_ids = {document.document_id for document in loaded.documents}
        for document in loaded.documents:
            self.batch_bytes += file.size / len(loaded.documents)
            self._take_document(document, file, wanted_ids)
        # After its documents: a file counts as read only once all of them are in.
        self.batch_files.append(FileState(path=file.source, sha256=fingerprint, rejections=loaded.rejections))

    def _take_document(self, document: Document, file: documents.ReportFile, wanted_ids: Collection[str]) -> None:
        document = replace(document, document_id=self._settle_id(document, file, wanted_ids))
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

    def _settle_id(self, document: Document, file: documents.ReportFile, wanted_ids: Collection[str]) -> str:
        """Return the id the document gets: the one it has, the one it asks for, or that with a mark of its source.

        An id that comes from the file's place is kept when the same file is reached from another folder. An id held by
        a file that is gone is taken over: the file has moved. So is one held by another item of the same file: no two
        of its items ask for one id (`wanted_ids` are those of all), so that item has left the file or moved within it.
        """
        wanted = document.document_id
        is_derived = wanted == file.document_id or wanted.startswith(f"{file.document_id}#")
        former = self.sources.get(document.source)
        if is_derived and former is not None and former.document_id not in wanted_ids:
            return former.document_id
        source, holder_file = self.holders.get(wanted, (document.source, file.source))
        if source == document.source or holder_file == file.source or _is_gone(holder_file):
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

    def prune(self, paths: Sequence[Path], found: documents.Found) -> None:
        """Remove documents whose file lay under `paths` and is gone, or was read in full and no longer holds them."""
        gone = _gone({*self.by_file, *self.known_files}, paths, found)
        seen = {*self.unchanged, *self.added, *self.updated}
        for item in self.sources.values():
            if item.document_id not in seen and (item.file in gone or item.file in self.read_files):
                self.removed.append(item.document_id)
        self.store.remove(self.removed, finder=origins, files=sorted(gone))

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


def _gone(files: Collection[str], paths: Sequence[Path], found: documents.Found) -> set[str]:
    """Return those of `files` that lay under `paths` and are there no longer.

    A file at or below a rejected path counts as there: what could not be listed or read says nothing.
    """
    roots = {path: path.resolve() for path in paths}
    # Rejections name a path as it was reached, `files` as it resolves.
    rejected = {
        roots[root] / path.relative_to(root)
        for path in (Path(item.path) for item in found.rejections)
        for root in (path, *path.parents)
        if root in roots
    }
    searched, present = set(roots.values()), {file.source for file in found.files}
    return {
        file
        for file in files
        if file not in present and _is_under(file, searched) and not _is_under(file, rejected) and _is_gone(file)
    }


def _is_under(file: str, places: Collection[Path]) -> bool:
    path = Path(file)
    return any(place in places for place in (path, *path.parents))


def _is_gone(file: str) -> bool:
    """Return whether the file is surely not there: one that cannot be reached may be."""
    try:
        return stat.S_ISDIR(Path(file).stat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
