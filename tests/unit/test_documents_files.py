"""Finding files: order, ids, and everything that is passed over."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from assistant.documents import FORMATS, Found, find, parse, read, read_bytes
from assistant.errors import CorpusError
from assistant.records import Rejection
from assistant.settings import DocumentSettings

if TYPE_CHECKING:
    from pathlib import Path

KNOWN = " ".join(FORMATS)


def make(root: Path, *names: str) -> None:
    """Write a small report under each name."""
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"The report {name} says so.")


def test_folder_is_listed_in_one_order_with_ids_relative_to_it(tmp_path: Path) -> None:
    """Files come sorted by relative path, however they were made; ids have no extension."""
    make(tmp_path, "b.md", "2026/z.txt", "a.v2.md", "2026/a.HTML", "B.md")

    found = find([tmp_path])

    assert [file.document_id for file in found.files] == ["2026/a", "2026/z", "B", "a.v2", "b"]
    assert found.rejections == ()
    first = found.files[0]
    assert (first.path, first.root) == (tmp_path / "2026" / "a.HTML", tmp_path)
    assert first.source == str((tmp_path / "2026" / "a.HTML").resolve())
    assert first.size == first.path.stat().st_size


def test_given_file_has_its_stem_as_id_and_is_listed_once(tmp_path: Path) -> None:
    """A file that is reached twice keeps the id under which it is reached first."""
    make(tmp_path, "x/a.md", "x/b.md")

    found = find([tmp_path / "x" / "b.md", tmp_path])

    assert [file.document_id for file in found.files] == ["b", "x/a"]


def test_missing_path_is_an_error_that_names_it(tmp_path: Path) -> None:
    """A path that does not exist is a mistake in the request, and is raised before anything is read."""
    with pytest.raises(CorpusError, match=f"cannot reach {tmp_path}/nowhere: No such file or directory") as raised:
        find([tmp_path, tmp_path / "nowhere"])

    assert raised.value.hint == "check the path; give files, or folders that hold them"


def test_passed_over_files_say_why(tmp_path: Path) -> None:
    """A folder without one readable report is a normal result: no files, and a reason for each entry."""
    root = tmp_path / "root"
    make(root, ".hidden.md", ".git/config.md", "photo.jpg", "README", "sub/ok.doc")
    make(tmp_path, "outside/secret.md")
    (root / "empty.md").touch()
    os.mkfifo(root / "pipe.md")
    (root / "escape.md").symlink_to(tmp_path / "outside" / "secret.md")
    (root / "escape").symlink_to(tmp_path / "outside", target_is_directory=True)
    (root / "broken.md").symlink_to(root / "nowhere.md")
    (root / "loop.md").symlink_to(root / "loop.md")
    (root / "sub" / "up").symlink_to(root, target_is_directory=True)
    (root / "twin").symlink_to(root / "sub", target_is_directory=True)

    found = find([root])

    assert found.files == ()
    assert {item.path.removeprefix(f"{root}/"): item.reason for item in found.rejections} == {
        ".git": "hidden folder",
        ".hidden.md": "hidden file",
        "README": f"unknown type (no extension); known: {KNOWN}",
        "broken.md": "broken symbolic link",
        "empty.md": "empty file",
        "escape": "symbolic link that leads outside the folder",
        "escape.md": "symbolic link that leads outside the folder",
        "loop.md": "symbolic link loop",
        "photo.jpg": f"unknown type .jpg; known: {KNOWN}",
        "pipe.md": "not a regular file",
        "sub/ok.doc": f"unknown type .doc; known: {KNOWN}",
        "sub/up": "symbolic link loop",
        "twin": "symbolic link to a folder, which is read in its own place",
    }
    assert [item.path for item in found.rejections] == sorted(item.path for item in found.rejections)


def test_link_inside_the_folder_is_the_file_it_leads_to(tmp_path: Path) -> None:
    """A link to a file of the same folder is followed, and the file is still listed once."""
    make(tmp_path, "b.md")
    (tmp_path / "a.md").symlink_to(tmp_path / "b.md")

    (file,) = find([tmp_path]).files

    assert (file.document_id, file.source) == ("a", str((tmp_path / "b.md").resolve()))


def test_given_hidden_folder_is_read(tmp_path: Path) -> None:
    """What is named by the user is not passed over for its name."""
    make(tmp_path, ".reports/a.md")

    assert [file.document_id for file in find([tmp_path / ".reports"]).files] == ["a"]


def test_name_that_is_not_utf8_is_rejected_printably(tmp_path: Path) -> None:
    """Such a name could be neither stored nor printed."""
    (tmp_path / os.fsdecode(b"\xff.md")).write_text("x")

    assert find([tmp_path]) == Found(
        (), (Rejection(path=f"{tmp_path}/\\udcff.md", reason="its name is not valid UTF-8"),)
    )


def test_finding_reads_nothing(tmp_path: Path) -> None:
    """A file that changes after it was listed is read as it is then, and one that is gone is rejected."""
    make(tmp_path, "a.md", "b.md")
    first, second = find([tmp_path]).files
    first.path.write_text("It changed.")
    second.path.unlink()

    (document,) = read(first, settings=DocumentSettings()).documents

    assert document.text == "It changed."
    gone = Rejection(path=str(second.path), reason="cannot be read: No such file or directory")
    assert read(second, settings=DocumentSettings()) == ((), (gone,))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_unreadable_file_and_folder_are_rejected(tmp_path: Path) -> None:
    """Missing permissions are a reason, not an error."""
    make(tmp_path, "a.md", "listed/c.md", "sub/b.md")
    (tmp_path / "a.md").chmod(0)
    (tmp_path / "listed").chmod(0o400)
    (tmp_path / "sub").chmod(0)

    found = find([tmp_path])
    loaded = [read(file, settings=DocumentSettings()) for file in found.files]

    (tmp_path / "listed").chmod(0o700)
    (tmp_path / "sub").chmod(0o700)
    rejections = [*found.rejections, *(item for one in loaded for item in one.rejections)]
    reasons = {item.path: item.reason for item in rejections}
    unreadable = ("a.md", "listed/c.md", "sub")
    assert reasons == {str(tmp_path / name): "cannot be read: Permission denied" for name in unreadable}


def test_oversized_file_is_rejected_unread(tmp_path: Path) -> None:
    """The limit in bytes is checked before the file is read, the one in characters on its text."""
    settings = DocumentSettings(max_bytes=2_000, max_characters=1_000)
    (tmp_path / "a.md").write_text("word " * 1_000)
    (tmp_path / "b.md").write_text("word " * 300)
    (tmp_path / "c.md").write_text("word " * 200)
    many, long, fitting = find([tmp_path]).files

    reason = "its size is 5,000 bytes; documents.max_bytes is 2,000"
    assert read_bytes(many, settings=settings) == Rejection(path=str(many.path), reason=reason)
    reason = "its text has 1,499 characters; documents.max_characters is 1,000"
    assert read(long, settings=settings) == ((), (Rejection(path=str(long.path), reason=reason),))
    assert len(read(fitting, settings=settings).documents) == 1


def test_bytes_and_then_reports_are_what_reading_gives(tmp_path: Path) -> None:
    """Reading a file at once gives what reading its bytes and then parsing them does."""
    make(tmp_path, "a.md")
    (file,) = find([tmp_path]).files

    data = read_bytes(file, settings=DocumentSettings())

    assert isinstance(data, bytes)
    parsed = parse(file, data, settings=DocumentSettings())
    assert parsed == read(file, settings=DocumentSettings())
    assert parsed.documents[0].text == "The report a.md says so."


@pytest.mark.parametrize(
    ("declared", "document_id"),
    [
        ('" a\\tb\\u0000\\n"', "a b"),
        ('"\\u200b"', "file"),
        (f'"{"x" * 250}"', "x" * 183 + "-086d4a1c293bde31"),
    ],
)
def test_ids_are_clean_and_bounded(tmp_path: Path, declared: str, document_id: str) -> None:
    """An id is one line of at most 200 characters; a longer one ends in its hash; an empty one is none."""
    (tmp_path / "file.json").write_text(f'{{"id": {declared}, "text": "Text."}}')

    (file,) = find([tmp_path]).files
    (document,) = read(file, settings=DocumentSettings()).documents

    assert document.document_id == document_id
    assert len(document_id) <= 200
