"""Origins in the catalog: the same in any order of ingest, and right after changes and removals."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant import Document, origins
from assistant.index.catalog import Catalog, Entry
from assistant.index.origins import BUCKET
from assistant.records import Filters, Passage, Span
from assistant.text import sha256
from tests.unit.test_origins import OWN, STORY

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

WIRE = f"SIBI (AFP) - {STORY}"
CUT = STORY[: len(STORY) // 2]
OTHER = OWN
# One long text, so that its cuts overlap: neighbours are copies, and what lies further apart is connected through them.
CHAIN = [f"place{number} saw event{number} happen on day{number}." for number in range(60)]


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Catalog]:
    """An empty catalog."""
    with closing(Catalog(tmp_path / "catalog.sqlite3")) as opened:
        yield opened


def entry(name: str, text: str, *, day: str | None = None, based_on: str | None = None) -> Entry:
    """Return a report without passages."""
    document = Document(
        document_id=name,
        title="",
        text=text,
        content_hash=sha256(text),
        source=name,
        published_at=day,
        based_on=based_on,
    )
    return Entry(document=document, passages=(), file=name)


def put(catalog: Catalog, *entries: Entry) -> None:
    """Make these versions current in one transaction."""
    catalog.commit(entries, [], finder=origins)


def groups(catalog: Catalog) -> list[tuple[str, ...]]:
    """Return the ids of each origin's reports, the origin's own first."""
    found = catalog.all_origins()
    assert all(item.origin_id == item.document_ids[0] for item in found)
    assert catalog.origins([name for item in found for name in item.document_ids]) == {
        name: item.origin_id for item in found for name in item.document_ids
    }
    return sorted(item.document_ids for item in found)


def batch(entries: Sequence[Entry]) -> list[tuple[str, ...]]:
    """Return the groups of a new catalog that got all reports at once."""
    with tempfile.TemporaryDirectory() as folder, closing(Catalog(Path(folder) / "c.sqlite3")) as fresh:
        put(fresh, *entries)
        return groups(fresh)


def test_copies_share_the_origin_of_the_earliest(catalog: Catalog) -> None:
    """The origin is the report published first; the undated come last, and the id decides within a day."""
    put(catalog, entry("c", STORY, day="2026-02-03"), entry("x", OTHER, day="2026-02-01"))
    put(catalog, entry("b", CUT), entry("d", WIRE, day="2026-02-02"), entry("e", WIRE, day="2026-02-02T08:00:00+05:00"))

    assert groups(catalog) == [("d", "e", "c", "b"), ("x",)]
    assert catalog.origins(["b"]) == {"b": "d"}
    assert [item.credit for item in catalog.all_origins()] == ["AFP", None]


def carried(first: str, count: int, *, day: str) -> list[Entry]:
    """Return `count` reports of one origin, named `first` and so on, each with two passages."""
    names = [first, *(f"{first}{number}" for number in range(1, count))]
    made = []
    for name in names:
        text = " ".join(f"{first}{number} was there." for number in range(40))
        plain = entry(name, text, day=day, based_on=first if name != first else None)
        spans = enumerate((Span(0, 10), Span(10, 20)))
        passages = tuple(Passage(passage_id=f"{name}:{i}", document_id=name, span=span, text="") for i, span in spans)
        made.append(Entry(document=plain.document, passages=passages, file=name))
    return made


def test_the_most_reported_is_what_most_reports_carry(catalog: Catalog) -> None:
    """The openings of the text that most carry come first, of as many the newest; what two carry does not count."""
    put(catalog, *carried("old", 3, day="2026-02-01"), *carried("pair", 2, day="2026-02-09"))
    put(catalog, *carried("new", 3, day="2026-02-02"))
    assert catalog.most_reported(k=4, filters=Filters()) == ["new:0", "new1:0", "new2:0", "old:0"]
    put(catalog, *carried("old", 4, day="2026-02-01"))
    assert catalog.most_reported(k=1, filters=Filters()) == ["old:0"]
    assert catalog.most_reported(k=9, filters=Filters(since=date(2026, 2, 3))) == []


def test_a_changed_report_leaves_its_origin(catalog: Catalog) -> None:
    """A version that is no copy any more is an origin of its own, and comes back with the text."""
    put(catalog, entry("a", STORY), entry("b", CUT))
    put(catalog, entry("b", OTHER))
    assert groups(catalog) == [("a",), ("b",)]

    put(catalog, entry("b", CUT))
    assert groups(catalog) == [("a", "b")]


def test_removing_the_earliest_names_the_origin_anew(catalog: Catalog) -> None:
    """The remaining copies stay together under the next report's id."""
    put(catalog, entry("a", STORY), entry("b", CUT), entry("c", WIRE))

    catalog.remove(["a"])

    assert groups(catalog) == [("b", "c")]
    assert catalog.origins(["a"]) == {}


def test_removing_a_link_parts_what_it_held_together(catalog: Catalog) -> None:
    """Two halves of a text are connected by the whole, and only by it."""
    first, second = " ".join(CHAIN[:30]), " ".join(CHAIN[30:])
    put(catalog, entry("first", first), entry("second", second))
    assert groups(catalog) == [("first",), ("second",)]
    put(catalog, entry("whole", f"{first} {second}"))
    assert groups(catalog) == [("first", "second", "whole")]

    catalog.remove(["whole"])

    assert groups(catalog) == [("first",), ("second",)]


def test_front_matter_states_an_origin(catalog: Catalog) -> None:
    """A report based on another shares its origin whatever its text, from when both are there until one goes."""
    put(catalog, entry("reworded", OTHER, based_on="wire"), entry("agency", "Other news.", based_on="AFP"))
    assert groups(catalog) == [("agency",), ("reworded",)]
    put(catalog, entry("wire", STORY, day="2026-02-01"))
    assert groups(catalog) == [("agency",), ("wire", "reworded")]

    catalog.remove(["wire"])

    assert groups(catalog) == [("agency",), ("reworded",)]


def test_reports_based_on_one_agency_do_not_meet(catalog: Catalog) -> None:
    """The name of an agency is a credit, no origin."""
    put(catalog, entry("a", STORY, based_on="AFP"), entry("b", OTHER, based_on="AFP"))
    assert groups(catalog) == [("a",), ("b",)]


def test_a_changed_id_and_one_source_leave_one_report(catalog: Catalog) -> None:
    """Two versions of one source in one batch leave the last, and nothing of the first."""
    first, second = entry("old", STORY), entry("new", STORY)
    moved = Entry(
        document=Document(
            document_id="new", title="", text=STORY, content_hash=second.document.content_hash, source="old"
        ),
        passages=(),
        file="old",
    )
    put(catalog, first, moved)
    put(catalog, entry("copy", WIRE))
    assert groups(catalog) == [("copy", "new")]


TEXTS = [STORY, WIRE, CUT, OTHER, f"{OTHER}\n{STORY}", " ".join(CHAIN[:30]), " ".join(CHAIN[30:]), " ".join(CHAIN)]
DAYS = (None, "2026-02-01", "2026-02-02")


@st.composite
def reports(draw: st.DrawFn) -> list[Entry]:
    """Return a few reports, some of them copies, some based on others."""
    names = [f"r{number}" for number in range(draw(st.integers(2, 7)))]
    return [
        entry(
            name,
            draw(st.sampled_from(TEXTS)),
            day=draw(st.sampled_from(DAYS)),
            based_on=draw(st.sampled_from([None, None, None, "AFP", *names])),
        )
        for name in names
    ]


@settings(max_examples=10)
@given(entries=reports(), data=st.data())
def test_origins_do_not_depend_on_the_order(entries: list[Entry], data: st.DataObject) -> None:
    """One at a time, in any order, with removals and changes on the way, gives what one batch gives."""
    order = data.draw(st.permutations(entries))
    gone = data.draw(st.sets(st.sampled_from([item.document.document_id for item in entries])))
    with tempfile.TemporaryDirectory() as folder, closing(Catalog(Path(folder) / "c.sqlite3")) as catalog:
        for item in order:
            former = data.draw(st.sampled_from([None, *TEXTS]))
            if former is not None:
                put(catalog, entry(item.document.document_id, former))
            put(catalog, item)
        assert groups(catalog) == batch(entries)

        catalog.remove(sorted(gone), finder=origins)
        left = [item for item in entries if item.document.document_id not in gone]
        assert groups(catalog) == batch(left)
        put(catalog, *entries)
        assert groups(catalog) == batch(entries)


def test_a_story_in_very_many_outlets_stays_one(catalog: Catalog) -> None:
    """More copies than are looked at under one value still share an origin, one at a time or all at once."""
    entries = [entry(f"outlet-{number:03}", f"{STORY} Outlet {number}.") for number in range(2 * BUCKET)]
    put(catalog, *entries[: BUCKET + 5])
    for item in entries[BUCKET + 5 :]:
        put(catalog, item)
    assert len(groups(catalog)) == 1

    catalog.remove([f"outlet-{number:03}" for number in range(BUCKET)], finder=origins)
    assert len(groups(catalog)) == 1


def test_reports_without_an_origin_get_one_later(catalog: Catalog) -> None:
    """What was written without a finder is its own origin until origins are sought; after that, nothing is to do."""
    catalog.commit([entry("a", STORY), entry("b", CUT)], [])
    assert groups(catalog) == [("a",), ("b",)]

    catalog.file_origins(origins)
    assert groups(catalog) == [("a", "b")]
    version = catalog.version()
    catalog.file_origins(origins)
    assert catalog.version() == version


def test_another_version_of_the_finder_seeks_all_again(catalog: Catalog) -> None:
    """Values of another version are worth nothing: they are thrown away with what was concluded from them."""

    class Blind:
        VERSION = "0"

        def bands(self, document: Document) -> tuple[int, ...]:
            return (len(document.text),)

        def may_be_copy(self, shared: int, length: int, other_length: int) -> bool:
            return shared == length == other_length

        def is_copy(self, first: Document, second: Document) -> bool:
            return first == second

        def credited(self, document: Document) -> str | None:
            return document.byline

    catalog.file_origins(Blind())
    catalog.commit([entry("a", STORY), entry("b", CUT)], [], finder=Blind())
    assert groups(catalog) == [("a",), ("b",)]

    catalog.file_origins(origins)

    assert groups(catalog) == [("a", "b")]
    assert catalog.manifest()["origins"] == origins.VERSION


def test_a_catalog_of_the_first_schema_is_extended(tmp_path: Path) -> None:
    """A store made before there were origins opens with its reports, each its own origin, until they are sought."""
    path = tmp_path / "catalog.sqlite3"
    with closing(Catalog(path)) as made:
        put(made, entry("a", STORY), entry("b", CUT))
        store = made.manifest()["store"]
    with closing(sqlite3.connect(path)) as old:
        for table in ("origins", "bands", "copies"):
            old.execute(f"DROP TABLE {table}")
        old.execute("DROP INDEX documents_by_basis")
        old.execute("UPDATE manifest SET value = '1' WHERE key = 'schema'")
        old.commit()

    with closing(Catalog(path)) as opened:
        assert groups(opened) == [("a",), ("b",)]
        assert (opened.manifest()["schema"], opened.manifest()["store"]) == ("2", store)
        opened.file_origins(origins)
        assert groups(opened) == [("a", "b")]
