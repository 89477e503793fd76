"""List the report files under some paths without opening them."""

from __future__ import annotations

import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from assistant.documents.formats import FORMATS
from assistant.errors import CorpusError
from assistant.records import Rejection

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFile:
    """A file that may hold reports. `document_id` is the id of its report if the report declares none.

    `path` is as it was reached from the given path, `source` the resolved path; `root` is the folder that was given, or
    the parent of a file that was. `size` is in bytes.
    """

    path: Path
    source: str
    root: Path
    document_id: str
    size: int


class Found(NamedTuple):
    """The files to read, in order, and what is passed over, with the reason."""

    files: tuple[ReportFile, ...]
    rejections: tuple[Rejection, ...]


def find(paths: Sequence[Path]) -> Found:
    """Return the report files under `paths`: the given order, and within a folder sorted by relative path.

    A file reached twice is listed once, where it is reached first. Links are followed to files inside the given folder
    only. Hidden files and folders are passed over unless they are given themselves.

    Raises:
        CorpusError: One of the paths does not exist or cannot be reached.
    """
    files: dict[str, ReportFile] = {}
    rejections: dict[str, Rejection] = {}
    for path in paths:
        found = _walk(path) if _is_folder(path) else iter([_candidate(path, path.parent)])
        for item in found:
            if isinstance(item, Rejection):
                rejections.setdefault(item.path, item)
            else:
                files.setdefault(item.source, item)
    return Found(tuple(files.values()), tuple(rejections.values()))


def shown(path: Path) -> str:
    """Return the path as text that can be printed and stored, whatever bytes are in it."""
    return str(path).encode("utf-8", "backslashreplace").decode("utf-8")


def os_reason(error: OSError) -> str:
    """Return why the system did not let us, in its words."""
    return f"cannot be read: {error.strerror or type(error).__name__}"


def _is_folder(path: Path) -> bool:
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except OSError as error:
        raise CorpusError(
            f"cannot reach {shown(path)}: {error.strerror}",
            hint="check the path; give files, or folders that hold them",
        ) from error


def _walk(root: Path) -> Iterator[ReportFile | Rejection]:
    """Yield what is under `root`, sorted by relative path."""
    found: list[tuple[tuple[str, ...], ReportFile | Rejection]] = []
    folders = [root]
    while folders:
        folder = folders.pop()
        try:
            paths = list(folder.iterdir())
        except OSError as error:
            found.append((folder.relative_to(root).parts, Rejection(path=shown(folder), reason=os_reason(error))))
            continue
        for path in paths:
            try:
                item = _entry(path, root)
            except OSError as error:  # a folder that may be listed but not entered
                item = Rejection(path=shown(path), reason=os_reason(error))
            if item is None:
                folders.append(path)
            else:
                found.append((path.relative_to(root).parts, item))
    for _, item in sorted(found, key=lambda pair: pair[0]):
        yield item


def _entry(path: Path, root: Path) -> ReportFile | Rejection | None:
    """Return the file, a rejection, or `None` for a folder to descend into."""
    is_folder = path.is_dir() and not path.is_symlink()
    if path.name.startswith("."):
        return Rejection(path=shown(path), reason="hidden folder" if is_folder else "hidden file")
    if path.is_symlink() and (reason := _refused_link(path, root)):
        return Rejection(path=shown(path), reason=reason)
    return None if is_folder else _candidate(path, root)


def _refused_link(path: Path, root: Path) -> str | None:
    """Return why a symbolic link is not followed, or `None` for a link to a file inside `root`."""
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError) as error:
        # Python before 3.13 reports a loop as RuntimeError.
        return "broken symbolic link" if isinstance(error, FileNotFoundError) else "symbolic link loop"
    if not target.is_relative_to(root.resolve()):
        return "symbolic link that leads outside the folder"
    if not target.is_dir():
        return None
    # Its files are read where they are; following the link would read them twice, or for ever.
    is_loop = path.parent.resolve().is_relative_to(target)
    return "symbolic link loop" if is_loop else "symbolic link to a folder, which is read in its own place"


def _candidate(path: Path, root: Path) -> ReportFile | Rejection:
    """Return the file, or a rejection for one that no format reads."""
    try:
        status = path.stat()
        source = str(path.resolve())
    except OSError as error:
        return Rejection(path=shown(path), reason=os_reason(error))
    if shown(path) != str(path) or source.encode("utf-8", "replace").decode("utf-8") != source:
        return Rejection(path=shown(path), reason="its name is not valid UTF-8")
    if not stat.S_ISREG(status.st_mode):
        return Rejection(path=shown(path), reason="not a regular file")
    if path.suffix.lower() not in FORMATS:
        return Rejection(
            path=shown(path), reason=f"unknown type {path.suffix or '(no extension)'}; known: {' '.join(FORMATS)}"
        )
    if not status.st_size:
        return Rejection(path=shown(path), reason="empty file")
    return ReportFile(
        path=path,
        source=source,
        root=root,
        document_id=path.relative_to(root).with_suffix("").as_posix(),
        size=status.st_size,
    )
