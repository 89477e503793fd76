"""The catalog: what is current, what words find, and what the journal remembers."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.errors import IndexStateError
from assistant.index.catalog import MAX_POSTINGS, Catalog, Entry, FileState
from assistant.records import Document, Filters, Passage, Rejection, Span
from assistant.text import sha256

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Catalog]:
    """An empty catalog."""
    with closing(Catalog(tmp_path / "catalog.sqlite3")) as opened:
        yield opened


@dataclass(frozen=True, kw_only=True)
class Dated:
    """When a report came out and who published it."""

    published: str | None = None
    updated: str | None = None
    publisher: str | None = None


NOTHING = Dated()


def entry(name: str, text: str, *, source: str | None = None, title: str = "Report", dated: Dated = NOTHING) -> Entry:
    """Return a document with one passage a line; passage ids are `name:version:line`."""
    version = sha256(f"{title}\n{text}")
    document = Document(
        document_id=name,
        title=title,
        text=text,
        content_hash=version,
        source=source or f"/{name}.md",
        published_at=dated.published,
        updated_at=dated.updated,
        publisher=dated.publisher,
    )
    passages = []
    start = 0
    for number, line in enumerate(text.split("\n")):
        span = Span(start, start + len(line))
        passages.append(
            Passage(passage_id=f"{name}:{version[:6]}:{number}", document_id=name, span=span, text=span.of(text))
        )
        start += len(line) + 1
    return Entry(document=document, passages=tuple(passages), file=source or f"/{name}.md")


def put(catalog: Catalog, *entries: Entry) -> None:
    """Make these versions current, each file read."""
    catalog.commit(entries, [FileState(path=item.file, sha256="0", rejections=()) for item in entries])


def found(catalog: Catalog, *words: str, k: int = 100, filters: Filters | None = None) -> list[str]:
    """Return which documents the words find, best first."""
    ids = catalog.search_words(words, k=k, filters=filters or Filters())
    return [passage_id.split(":")[0] for passage_id in ids]


# What is current.


def test_what_is_put_in_comes_out(catalog: Catalog) -> None:
    """Documents and passages come back equal, the text of a passage cut from its document."""
    one = entry("a", "First lïne 😀.\nSecond line.", dated=Dated(published="2026-02-04", publisher="Alliance"))

    put(catalog, one)

    assert catalog.document("a") == one.document
    assert catalog.documents() == (one.document,)
    assert catalog.passages([item.passage_id for item in one.passages]) == {p.passage_id: p for p in one.passages}
    assert catalog.counts() == (1, 2)
    assert catalog.passage_ids() == {item.passage_id for item in one.passages}
    assert catalog.file_of("a") == "/a.md"
    assert catalog.sources()["/a.md"] == ("a", one.document.content_hash, "/a.md")


def test_what_is_not_there_is_not_found(catalog: Catalog) -> None:
    """Unknown ids give nothing, and an empty catalog has no days."""
    assert catalog.document("a") is None
    assert catalog.file_of("a") is None
    assert catalog.passages(["p"]) == {}
    assert catalog.passage_ids() == set()
    assert catalog.days() == (None, None)
    assert found(catalog, "anything") == []


def test_a_new_version_takes_the_old_ones_place(catalog: Catalog) -> None:
    """After a replacement the old text, words and passages are gone, and their vectors are journalled."""
    old, new = entry("a", "Twelve died."), entry("a", "Thirty died.")
    put(catalog, old)

    put(catalog, new)

    assert catalog.documents() == (new.document,)
    assert catalog.passages(list(catalog.passage_ids())) == {item.passage_id: item for item in new.passages}
    assert found(catalog, "twelve") == []
    assert found(catalog, "thirty") == ["a"]
    assert catalog.journal() == tuple(item.passage_id for item in old.passages)


def test_a_report_that_changes_its_declared_id_is_the_same_report(catalog: Catalog) -> None:
    """One source holds one document: a new id replaces the old one."""
    put(catalog, entry("a", "Text.", source="/x.md"))

    put(catalog, entry("b", "Text.", source="/x.md"))

    assert [item.document_id for item in catalog.documents()] == ["b"]
    assert catalog.counts() == (1, 1)


def test_removing_takes_words_passages_and_files(catalog: Catalog) -> None:
    """A removed document leaves nothing but journalled vectors, and its file is forgotten."""
    one, other = entry("a", "Twelve died."), entry("b", "Thirty died.")
    put(catalog, one, other)

    catalog.remove(["a"])

    assert [item.document_id for item in catalog.documents()] == ["b"]
    assert found(catalog, "twelve") == []
    assert set(catalog.files()) == {"/b.md"}
    assert catalog.journal() == (one.passages[0].passage_id,)


def test_files_keep_their_rejections(catalog: Catalog) -> None:
    """What a file gave, and what it did not, is known as long as it is not read again."""
    state = FileState(path="/a.jsonl", sha256="1", rejections=(Rejection(path="/a.jsonl:2", reason="not JSON"),))

    catalog.commit([], [state])

    assert catalog.files() == {"/a.jsonl": state}


def test_documents_come_newest_first(catalog: Catalog) -> None:
    """Newest first, undated last, days from the dated ones."""
    put(
        catalog,
        entry("undated", "x"),
        entry("old", "x", dated=Dated(published="2025-12-31")),
        entry("new", "x", dated=Dated(published="2026-02-04T10:00:00+05:00")),
    )

    assert [item.document_id for item in catalog.documents()] == ["new", "old", "undated"]
    assert catalog.days() == ("2025-12-31", "2026-02-04")


def test_a_failed_commit_changes_nothing(catalog: Catalog) -> None:
    """A transaction is whole or not at all."""
    put(catalog, entry("a", "Twelve died."))
    broken = Entry(document=entry("a", "Thirty died.").document, passages=entry("b", "x").passages * 2, file="/a.md")

    with pytest.raises(sqlite3.IntegrityError):
        put(catalog, broken)

    assert found(catalog, "twelve") == ["a"]
    assert catalog.journal() == ()


def test_a_rebuild_swaps_passages_and_manifest_at_once(catalog: Catalog) -> None:
    """Every document gets its new passages, words follow, the journal is empty."""
    put(catalog, entry("a", "Twelve died.\nThirty fled."))
    whole = Passage(passage_id="whole", document_id="a", span=Span(0, 25), text="Twelve died.\nThirty fled.")
    catalog.stage(["left-over"])

    catalog.replace_passages({"a": [whole]}, {"embedding": "m@1"})

    assert catalog.passages(list(catalog.passage_ids())) == {"whole": whole}
    assert found(catalog, "thirty") == ["whole"]
    assert catalog.manifest()["embedding"] == "m@1"
    assert catalog.journal() == ()


# The journal.


def test_staged_ids_leave_the_journal_when_they_are_current(catalog: Catalog) -> None:
    """What is about to be written is remembered until its transaction, and only that."""
    one = entry("a", "Twelve died.")
    catalog.stage([one.passages[0].passage_id, "never"])

    assert set(catalog.journal()) == {one.passages[0].passage_id, "never"}
    put(catalog, one)
    assert catalog.journal() == ("never",)
    catalog.clear_journal(["never"])
    assert catalog.journal() == ()


def test_the_journal_never_names_what_is_current(catalog: Catalog) -> None:
    """Staging the passages of a document that is read again does not put its vectors at risk."""
    one = entry("a", "Twelve died.")
    put(catalog, one)

    catalog.stage([one.passages[0].passage_id])

    assert catalog.journal() == ()


def test_the_manifest_and_the_journal_outlive_the_connection(tmp_path: Path) -> None:
    """Both are on disk, and so is the store's own name."""
    path = tmp_path / "catalog.sqlite3"
    with closing(Catalog(path)) as first:
        first.stage(["p"])
        first.set_manifest({"embedding": "m@1"})
        before = first.manifest()

    with closing(Catalog(path)) as second:
        assert second.manifest() == before
        assert second.journal() == ("p",)


# Words.


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("killing", "They killed many."),
        ("attacks", "One attack."),
        ("attack", "Several attacks."),
        ("CIVILIANS", "A civilian died."),
        ("cafe", "The café closed."),
        ("1,200", "Some 1,200 people."),
        ("anti-state", "An anti-state group."),
        ("بلوچستان", "بلوچستان میں"),
    ],
)
def test_a_word_finds_its_inflections(catalog: Catalog, word: str, text: str) -> None:
    """Stems, case and accents do not matter; figures and hyphenated words match as one."""
    put(catalog, entry("a", text), entry("b", "Nothing of the kind."))

    assert found(catalog, word) == ["a"]


def test_words_that_stand_everywhere_are_common(catalog: Catalog) -> None:
    """Each word must: one that is rare, or in no passage, tells which passages are meant."""
    put(catalog, *(entry(f"d{number}", f"People were killed at place{number}.") for number in range(5)))
    assert catalog.are_common(["people", "killing"])
    assert not catalog.are_common(["people", "place3"])
    assert not catalog.are_common(["people", "zebra"])
    assert not catalog.are_common([])


def test_a_title_is_searched_with_the_text(catalog: Catalog) -> None:
    """A passage is found by its report's title too."""
    put(catalog, entry("a", "They came at dawn.", title="Quetta toll"), entry("b", "They left."))

    assert found(catalog, "quetta") == ["a"]


def test_the_better_match_comes_first_and_k_ends_the_list(catalog: Catalog) -> None:
    """BM25 prefers the passage with more of the rare words."""
    put(catalog, entry("a", "Militants fled."), entry("b", "Militants fled Quetta."), entry("c", "Rain."))

    assert found(catalog, "militants", "quetta") == ["b", "a"]
    assert found(catalog, "militants", "quetta", k=1) == ["b"]


HOSTILE = [
    *(
        '"',
        '""',
        "'",
        '" OR "1"="1',
        "militants AND",
        "OR",
        "AND",
        "NOT",
        "NEAR",
        "NEAR(a b)",
        "mil*",
        "*",
        "^militants",
    ),
    *("title:militants", "{title}:x", "(", ")", "((", "a + b", "-", "--", "; DROP TABLE words", "\\", "%", "_", "?"),
    *("\0", "mil\0itants", "😀", "\ud800", "\u202e", "\n", " ", "", "x" * 10_000, "é" * 10_000, "a " * 5_000),
]


@pytest.mark.parametrize("word", HOSTILE, ids=range(len(HOSTILE)))
def test_no_word_means_anything_to_the_query_language(catalog: Catalog, word: str) -> None:
    """Quotes, operators, columns, stars and NUL find what they spell, raise nothing, and hide no other word."""
    put(catalog, entry("a", "Militants fled."), entry("b", "Rain fell."))

    assert "b" in found(catalog, "rain", word)
    assert found(catalog, "militants", word)[0] == "a"
    assert catalog.counts() == (2, 2)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(st.lists(st.text(st.characters(), max_size=20), max_size=5))
def test_any_strings_can_be_looked_up(catalog: Catalog, words: list[str]) -> None:
    """Searching never raises, and an empty catalog has nothing."""
    assert found(catalog, *words) == []


def test_words_of_marks_only_find_nothing(catalog: Catalog) -> None:
    """What has no letter or digit is in no passage."""
    put(catalog, entry("a", "Militants fled?! ***"))

    assert found(catalog, "?!", "***") == []
    assert catalog.lexicon.stems(["?!", "killed"]) == {"?!": [], "killed": ["kill"]}
    assert catalog.lexicon.frequencies(["?!", "fled", "flees"]) == {"?!": 0, "fled": 1, "flees": 0}


def test_terms_are_those_of_now_and_names_keep_their_capitals(catalog: Catalog) -> None:
    """What the index knows of a letter is known anew after a commit."""
    put(catalog, entry("a", "Karim killed. Those killed were Karim's. Kills follow."))

    assert catalog.lexicon.terms("k") == {"karim": 1, "kill": 1}
    assert catalog.lexicon.written("karim") == ("Karim",)
    assert set(catalog.lexicon.written("kill")) == {"killed", "Kills"}
    put(catalog, entry("b", "Kabul."))
    assert catalog.lexicon.terms("k") == {"kabul": 1, "karim": 1, "kill": 1}


def test_common_words_are_left_out_but_never_the_two_rarest(catalog: Catalog) -> None:
    """The budget of postings drops the commonest words first and keeps two whatever they cost."""
    lines = ["gamma", "beta gamma", *["alpha beta gamma"] * (MAX_POSTINGS // 2)]
    one = entry("a", "\n".join(lines))
    put(catalog, one)
    only_gamma, only_beta, *_ = (item.passage_id for item in one.passages)

    ids = catalog.search_words(["gamma", "beta", "alpha"], k=MAX_POSTINGS, filters=Filters())

    assert only_beta in ids
    assert only_gamma not in ids
    assert only_gamma in catalog.search_words(["gamma"], k=MAX_POSTINGS, filters=Filters())


# Filters.

REPORTS = (
    entry("january", "x", dated=Dated(published="2026-01-31T23:00:00+05:00", publisher="Alliance News")),
    entry("february", "x", dated=Dated(published="2026-02-02", updated="2026-02-05", publisher="Échos du Soir")),
    entry("undated", "x", dated=Dated(publisher="Alliance News")),
    entry("updated", "x", dated=Dated(updated="2026-02-01")),
)


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(), {"january", "february", "undated", "updated"}),
        (Filters(since=date(2026, 1, 31)), {"january", "february"}),
        (Filters(since=date(2026, 2, 1)), {"february"}),
        (Filters(until=date(2026, 1, 31)), {"january"}),
        (Filters(until=date(2026, 1, 30)), set()),
        (Filters(since=date(2026, 1, 31), until=date(2026, 2, 2)), {"january", "february"}),
        (Filters(as_of=date(2026, 2, 4)), {"january", "updated"}),
        (Filters(as_of=date(2026, 2, 5)), {"january", "february", "updated"}),
        (Filters(publishers=("alliance news",)), {"january", "undated"}),
        (Filters(publishers=("ÉCHOS DU SOIR", "nobody")), {"february"}),
        (Filters(publishers=("Alliance",)), set()),
        (Filters(publishers=("Alliance News",), since=date(2026, 1, 1)), {"january"}),
        (Filters(publishers=("' OR 1=1 --",)), set()),
    ],
)
def test_filters(catalog: Catalog, filters: Filters, expected: set[str]) -> None:
    """Days bound publication with both ends in, `as_of` the last change; publishers match whole names in any case."""
    put(catalog, *REPORTS)

    assert set(found(catalog, "x", filters=filters)) == expected


# The file.


@pytest.mark.parametrize(
    "content", [b"not a database at all, but long enough to be read as one" * 40, b"SQLite format 3"]
)
def test_a_file_that_is_no_database_is_refused(tmp_path: Path, content: bytes) -> None:
    """A damaged catalog is an error that names the file and the way out."""
    path = tmp_path / "catalog.sqlite3"
    path.write_bytes(content)

    with pytest.raises(IndexStateError, match="cannot be opened as a catalog") as caught:
        Catalog(path)

    assert str(path) in caught.value.message
    assert "assistant ingest" in caught.value.hint


@pytest.mark.parametrize(
    "statement",
    ["CREATE TABLE other (x)", "CREATE TABLE manifest (key, value)"],
)
def test_another_programs_database_is_refused(tmp_path: Path, statement: str) -> None:
    """A database without our schema is left as it is."""
    path = tmp_path / "catalog.sqlite3"
    with closing(sqlite3.connect(path)) as other:
        other.execute(statement)

    with pytest.raises(IndexStateError):
        Catalog(path)

    with closing(sqlite3.connect(path)) as other:
        assert other.execute("SELECT count(*) FROM sqlite_master").fetchone() == (1,)


def test_another_schema_version_is_refused(tmp_path: Path) -> None:
    """A catalog of a later version names both versions."""
    path = tmp_path / "catalog.sqlite3"
    with closing(Catalog(path)) as made:
        made.set_manifest({"schema": "99"})

    with pytest.raises(IndexStateError, match="schema 99, this version reads 2"):
        Catalog(path)


def test_opening_a_new_catalog_at_once_makes_one(tmp_path: Path) -> None:
    """Whoever comes second finds the first one's catalog."""

    def name(_: int) -> str:
        with closing(Catalog(tmp_path / "catalog.sqlite3")) as opened:
            return opened.manifest()["store"]

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(name, range(8)))) == 1


def test_readers_see_the_last_commit_only(tmp_path: Path) -> None:
    """A second connection, as another process has it, sees a version when it is committed and not before."""
    path = tmp_path / "catalog.sqlite3"
    with closing(Catalog(path)) as writer, closing(Catalog(path)) as reader:
        put(writer, entry("a", "Twelve died."))
        assert found(reader, "twelve") == ["a"]
        put(writer, entry("a", "Thirty died."))
        assert found(reader, "twelve") == []
