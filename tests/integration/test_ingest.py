"""Taking reports in: what is new, changed, moved, gone or unreadable, and what that costs."""

from __future__ import annotations

import errno
import json
import os
import sqlite3
from contextlib import closing
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant import Assistant, CorpusError, IngestProgress, Settings, StoreStatus

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.integration.conftest import Contents

    Look = Callable[[Settings], Contents]
    Write = Callable[..., Path]

TOLL = "At least 31 people were killed in Quetta. Officials said the road was closed."
RAIN = "Heavy rain fell on the coast. Fishermen stayed at home."


def titles(assistant: Assistant) -> dict[str, str]:
    """Return the title of every report, by id."""
    return {item.document_id: item.title for item in assistant.documents()}


def test_the_main_way(assistant: Assistant, settings: Settings, reports: Write, contents: Look) -> None:
    """Reports go in, a question gets an answer from them, and its citations stand."""
    folder = reports("toll", TOLL, title="Toll", publisher="Alliance News", published="2026-01-31").parent
    reports("rain", RAIN, title="Rain", published="2026-02-01")

    report = assistant.ingest([folder])
    outcome = assistant.ask("How many people were killed in Quetta?").to_dict()

    assert (set(report.added), report.updated, report.rejected, report.passages) == ({"toll", "rain"}, (), (), 2)
    assert outcome["kind"] == "answer"
    assert "At least 31 people were killed in Quetta. [1]" in outcome["text"]
    first = outcome["citations"][0]
    assert (first["document_id"], first["publisher"], first["start"], first["end"]) == ("toll", "Alliance News", 0, 41)
    assert assistant.verify(json.loads(json.dumps(outcome))).ok
    status = assistant.status()
    assert (status.documents, status.passages, status.vectors) == (2, 2, 2)
    assert (status.first_day, status.last_day) == ("2026-01-31", "2026-02-01")
    assert contents(settings).disagreements() == []


def test_what_has_not_changed_costs_no_embedding(assistant: Assistant, reports: Write) -> None:
    """A second ingest of the same files embeds nothing and reports them unchanged."""
    folder = reports("toll", TOLL).parent
    reports("rain", RAIN)
    assistant.ingest([folder])
    seen: list[IngestProgress] = []

    report = assistant.ingest([folder], progress=seen.append)

    assert set(report.unchanged) == {"toll", "rain"}
    assert (report.added, report.updated, report.removed, report.passages) == ((), (), (), 0)
    assert seen == []


def test_a_changed_report_is_replaced(assistant: Assistant, settings: Settings, reports: Write, contents: Look) -> None:
    """The new version is found, the old one is not, and no vector of it is left."""
    folder = reports("toll", TOLL).parent
    reports("rain", RAIN)
    assistant.ingest([folder])
    before = contents(settings)

    reports("toll", TOLL.replace("31", "48"))
    report = assistant.ingest([folder])

    assert (report.updated, report.unchanged, report.passages) == (("toll",), ("rain",), 1)
    assert "48" in assistant.retrieve("killed Quetta")[0].passage.text
    after = contents(settings)
    assert after.disagreements() == []
    assert len(after.vectors & before.vectors) == 1


def test_a_changed_title_is_a_new_version(assistant: Assistant, reports: Write) -> None:
    """Whatever is shown with the text belongs to the version."""
    path = reports("toll", TOLL, title="Toll", published="2026-01-31")
    assistant.ingest([path])

    reports("toll", TOLL, title="Toll rises", published="2026-01-31")

    assert assistant.ingest([path]).updated == ("toll",)
    assert titles(assistant) == {"toll": "Toll rises"}


@pytest.mark.parametrize("prune", [False, True])
def test_a_report_whose_file_is_gone(
    assistant: Assistant, settings: Settings, reports: Write, contents: Look, *, prune: bool
) -> None:
    """It stays, and can still be asked, until an ingest is told to prune."""
    folder = reports("toll", TOLL).parent
    reports("rain", RAIN)
    assistant.ingest([folder])
    (folder / "rain.md").unlink()

    report = assistant.ingest([folder], prune=prune)

    assert report.removed == (("rain",) if prune else ())
    assert set(titles(assistant)) == ({"toll"} if prune else {"toll", "rain"})
    assert contents(settings).disagreements() == []


def test_pruning_looks_only_under_the_given_paths(assistant: Assistant, reports: Write) -> None:
    """A report that is gone elsewhere is not this ingest's business."""
    one, other = reports("toll", TOLL, folder="one"), reports("rain", RAIN, folder="other")
    assistant.ingest([one.parent, other.parent])
    one.unlink()

    assert assistant.ingest([other.parent], prune=True).removed == ()
    assert assistant.ingest([one.parent], prune=True).removed == ("toll",)


def test_a_moved_folder_keeps_its_ids(
    assistant: Assistant, settings: Settings, reports: Write, contents: Look, tmp_path: Path
) -> None:
    """Reports found again under another folder are the same reports, not copies."""
    folder = reports("a/toll", TOLL).parent.parent
    reports("rain", RAIN)
    assistant.ingest([folder])
    before = contents(settings)

    folder.rename(tmp_path / "moved")
    report = assistant.ingest([tmp_path / "moved"])

    assert (set(report.updated), report.added) == ({"a/toll", "rain"}, ())
    after = contents(settings)
    assert after.disagreements() == []
    assert (set(after.documents), after.vectors) == ({"a/toll", "rain"}, before.vectors)
    assert assistant.ingest([tmp_path / "moved"], prune=True).removed == ()


def test_a_file_given_by_itself_is_the_one_in_its_folder(assistant: Assistant, reports: Write) -> None:
    """A report reached by another path is known by its place, and keeps the id it has."""
    path = reports("deep/toll", TOLL)
    assistant.ingest([path.parent.parent])

    report = assistant.ingest([path])

    assert report.unchanged == ("deep/toll",)
    assert set(titles(assistant)) == {"deep/toll"}


def test_two_files_of_one_name_are_two_reports(assistant: Assistant, reports: Write) -> None:
    """The second to ask for an id gets one with a mark of its place, and keeps it."""
    folder = reports("a", TOLL, suffix=".md").parent
    reports("a", RAIN, suffix=".txt")
    reports("a", TOLL.replace("Quetta", "Gwadar"), folder="other")
    assistant.ingest([folder, folder.parent / "other"])

    ids = sorted(titles(assistant))
    assert len(ids) == 3
    assert ids[0] == "a"
    assert all(name.startswith("a~") for name in ids[1:])

    again = assistant.ingest([folder.parent / "other", folder])
    assert sorted(again.unchanged) == ids


def test_a_declared_id_that_two_files_claim_is_given_once(assistant: Assistant, reports: Write) -> None:
    """Nothing is overwritten because two reports declare one id."""
    folder = reports("one", TOLL, id="wire").parent
    reports("two", RAIN, id="wire")

    report = assistant.ingest([folder])

    assert len(report.added) == 2
    assert len(titles(assistant)) == 2
    assert "wire" in titles(assistant)


def test_a_rejected_file_stays_reported(assistant: Assistant, reports: Write) -> None:
    """What cannot be read is named with its reason at every ingest, and stops nothing."""
    folder = reports("toll", TOLL).parent
    (folder / "broken.json").write_text("{", encoding="utf-8")
    (folder / "notes.xyz").write_text("x", encoding="utf-8")

    first, second = assistant.ingest([folder]), assistant.ingest([folder])

    assert first.added == second.unchanged == ("toll",)
    assert {item.path.rpartition("/")[2] for item in first.rejected} == {"broken.json", "notes.xyz"}
    assert set(second.rejected) == set(first.rejected)


def test_a_file_that_became_unreadable_keeps_its_report(assistant: Assistant, reports: Write) -> None:
    """A report is not lost because its file was damaged: it is reported, and even pruning leaves it."""
    path = reports("toll", TOLL)
    assistant.ingest([path])
    path.write_bytes(b"\x00\x01\x02" * 100)

    report = assistant.ingest([path.parent], prune=True)

    assert [item.path for item in report.rejected] == [str(path)]
    assert report.removed == ()
    assert set(titles(assistant)) == {"toll"}


def lines(path: Path, *texts: str, ids: Sequence[str | None] = ()) -> None:
    """Write a JSON Lines file of articles, which declare these ids, if any."""
    path.parent.mkdir(exist_ok=True)
    articles = ({"id": name, "text": text} for name, text in zip_longest(ids, texts))
    path.write_text("".join(json.dumps(article) + "\n" for article in articles), encoding="utf-8")


def test_items_of_a_file_are_pruned_only_when_told(
    assistant: Assistant, settings: Settings, tmp_path: Path, contents: Look
) -> None:
    """An article that left its file stays until an ingest prunes, even if that finds the file unchanged."""
    path = tmp_path / "reports" / "feed.jsonl"
    lines(path, TOLL, RAIN, "Schools reopened on Monday.")
    assistant.ingest([path])
    lines(path, TOLL, RAIN)

    kept = assistant.ingest([path])
    assert (set(kept.unchanged), kept.removed) == ({"feed#1", "feed#2"}, ())
    assert set(titles(assistant)) == {"feed#1", "feed#2", "feed#3"}

    pruned = assistant.ingest([path], prune=True)
    assert (pruned.removed, pruned.passages) == (("feed#3",), 0)
    assert contents(settings).disagreements() == []


def feed(path: Path, **entries: str) -> Path:
    """Write an RSS feed of one entry for each id, and return its path."""
    items = (f"<item><guid>{name}</guid><description>{text}</description></item>" for name, text in entries.items())
    path.parent.mkdir(exist_ok=True)
    channel = f"<channel><title>Wire</title>{''.join(items)}</channel>"
    path.write_text(f"<rss version='2.0'>{channel}</rss>", encoding="utf-8")
    return path


NEWS = "Schools reopened on Monday."


def test_a_feed_that_is_saved_again_costs_its_new_entries_only(
    assistant: Assistant, settings: Settings, tmp_path: Path, contents: Look
) -> None:
    """An entry on top moves the others down; they keep their ids and vectors, and citations of them stand."""
    path = feed(tmp_path / "reports" / "wire.rss", toll=TOLL, rain=RAIN)
    assistant.ingest([path])
    outcome = assistant.ask("How many people were killed in Quetta?").to_dict()
    assert {item["document_id"] for item in outcome["citations"]} == {"toll"}

    feed(path, news=NEWS, toll=TOLL, rain=RAIN)
    assert assistant.verify(outcome).ok
    report = assistant.ingest([path], prune=True)

    assert (report.added, set(report.unchanged)) == (("news",), {"toll", "rain"})
    assert (report.updated, report.removed, report.passages) == ((), (), 1)
    assert set(titles(assistant)) == {"news", "toll", "rain"}
    assert assistant.verify(outcome).ok
    assert contents(settings).disagreements() == []


def test_an_entry_that_left_its_feed_stays_until_told(assistant: Assistant, tmp_path: Path) -> None:
    """The entry that takes its place in the file is another report, and does not replace it."""
    path = feed(tmp_path / "reports" / "wire.rss", toll=TOLL, rain=RAIN)
    assistant.ingest([path])

    feed(path, news=NEWS, toll=TOLL)

    assert assistant.ingest([path]).added == ("news",)
    assert set(titles(assistant)) == {"news", "toll", "rain"}
    assert assistant.ingest([path], prune=True).removed == ("rain",)


def test_two_items_of_a_file_never_share_a_declared_id(assistant: Assistant, tmp_path: Path) -> None:
    """The first has it and the other is named as rejected, wherever in the file they stand."""
    path = tmp_path / "reports" / "wire.jsonl"
    lines(path, TOLL, RAIN, ids=("wire", "wire"))
    assistant.ingest([path])

    lines(path, NEWS, TOLL, RAIN, ids=("news", "wire", "wire"))
    report = assistant.ingest([path])

    assert (report.added, report.unchanged) == (("news",), ("wire",))
    rejection = (f"{path}:3", "its id 'wire' is taken by an item before it")
    assert [(item.path, item.reason) for item in report.rejected] == [rejection]
    assert {item.text for item in assistant.documents()} == {NEWS, TOLL}


def test_an_item_may_declare_the_id_that_another_has_by_its_place(assistant: Assistant, tmp_path: Path) -> None:
    """Neither is lost: the id goes to the item that declares it."""
    path = tmp_path / "reports" / "wire.jsonl"
    lines(path, TOLL)
    assistant.ingest([path])
    assert set(titles(assistant)) == {"wire#1"}

    lines(path, TOLL, RAIN, ids=(None, "wire#1"))
    assistant.ingest([tmp_path])

    assert {item.document_id: item.text for item in assistant.documents()} == {
        "reports/wire#1": TOLL,
        "wire#1": RAIN,
    }


def test_an_ingest_of_moved_items_that_was_cut_off_ends_like_an_undisturbed_one(
    settings: Settings, tmp_path: Path, contents: Look
) -> None:
    """After the first of them is in, and the rest is not, the next ingest gives each item the same id as ever."""
    small = settings.model_copy(update={"store": settings.store.model_copy(update={"batch_passages": 1})})
    path = tmp_path / "reports" / "wire.rss"
    moved = {"news": NEWS, "rain": f"{RAIN} It was over by noon.", "toll": f"{TOLL} It is open again."}

    def cut_off(_progress: IngestProgress) -> None:
        raise KeyboardInterrupt

    with Assistant(small) as assistant:
        assistant.ingest([feed(path, toll=TOLL, rain=RAIN)])
        feed(path, **moved)
        for _ in moved:
            with pytest.raises(KeyboardInterrupt):
                assistant.ingest([path], progress=cut_off)
        assistant.ingest([path])
        assert {item.document_id: item.text for item in assistant.documents()} == moved

    assert contents(small).disagreements() == []


def test_a_store_that_knows_items_by_their_places_keeps_their_ids(
    assistant: Assistant, settings: Settings, tmp_path: Path, contents: Look
) -> None:
    """In stores made before declared ids told items apart, each is found again by its id."""
    path = feed(tmp_path / "reports" / "wire.rss", toll=TOLL, rain=RAIN)
    assistant.ingest([path])
    with closing(sqlite3.connect(settings.store.path / "catalog.sqlite3")) as catalog, catalog:
        for place, name in enumerate(("toll", "rain"), start=1):
            catalog.execute("UPDATE documents SET source = ? WHERE document_id = ?", (f"{path}#{place}", name))
    outcome = assistant.ask("How many people were killed in Quetta?").to_dict()

    feed(path, news=NEWS, toll=TOLL, rain=RAIN)
    assert assistant.verify(outcome).ok
    report = assistant.ingest([path], prune=True)

    assert (report.added, set(report.updated), report.removed) == (("news",), {"toll", "rain"}, ())
    assert contents(settings).disagreements() == []


def test_pruning_takes_what_is_gone_whatever_else_is_passed_over(assistant: Assistant, reports: Write) -> None:
    """Links that lead out of the folder or back into it do not keep a report whose file is gone; nor does a folder."""
    folder = reports("toll", TOLL).parent
    gone, other = reports("deep/rain", RAIN), reports("deep/news", NEWS)
    assistant.ingest([folder])
    gone.unlink()
    other.unlink()
    other.mkdir()
    (folder / "out").symlink_to("/")
    (folder / "up").symlink_to(folder)

    report = assistant.ingest([folder], prune=True)

    assert {item.path.rpartition("/")[2] for item in report.rejected} == {"out", "up"}
    assert set(report.removed) == {"deep/rain", "deep/news"}


@pytest.mark.parametrize("number", [errno.EACCES, errno.EIO])
@pytest.mark.parametrize("call", ["iterdir", "stat"])
def test_pruning_leaves_what_cannot_be_listed(
    assistant: Assistant, reports: Write, monkeypatch: pytest.MonkeyPatch, call: str, number: int
) -> None:
    """A folder that gives an error may still hold its reports: they stay, and the folder is named."""
    folder = reports("deep/toll", TOLL).parent
    reports("deep/rain", RAIN)
    assistant.ingest([folder.parent, reports("news", NEWS)])
    (folder / "rain.md").unlink()
    (folder.parent / "news.md").unlink()
    works = getattr(Path, call)

    def fails(path: Path, **options: bool) -> object:
        if "deep" in (path.name, path.parent.name):
            raise OSError(number, os.strerror(number))
        return works(path, **options)

    # Reached by a link, as a folder that was mounted elsewhere may be.
    link = folder.parent.parent / "link"
    link.symlink_to(folder.parent)
    monkeypatch.setattr(Path, call, fails)
    report = assistant.ingest([link], prune=True)

    assert report.removed == ("news",)
    assert [(item.path, item.reason) for item in report.rejected] == [
        (str(link / "deep"), f"cannot be read: {os.strerror(number)}")
    ]
    monkeypatch.undo()
    assert assistant.ingest([link], prune=True).removed == ("deep/rain",)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
@pytest.mark.parametrize("mode", [0o000, 0o100, 0o400])
def test_pruning_leaves_what_may_not_be_listed(assistant: Assistant, reports: Write, mode: int) -> None:
    """A folder without the permission to list or to enter it keeps its reports."""
    folder = reports("deep/toll", TOLL).parent
    assistant.ingest([folder.parent])

    folder.chmod(mode)
    try:
        report = assistant.ingest([folder.parent], prune=True)
    finally:
        folder.chmod(0o700)

    assert report.removed == ()
    assert [item.reason for item in report.rejected] == ["cannot be read: Permission denied"]


@pytest.mark.parametrize(("content", "reason"), [("", "empty file"), (" \n", "blank text")])
def test_pruning_leaves_a_report_whose_file_is_empty_for_now(
    assistant: Assistant, reports: Write, content: str, reason: str
) -> None:
    """A file that is there but gives nothing is reported, and its report is there until the file is gone."""
    path = reports("toll", TOLL)
    assistant.ingest([path])
    path.write_text(content, encoding="utf-8")

    report = assistant.ingest([path], prune=True)

    assert report.removed == ()
    assert [(item.path, item.reason) for item in report.rejected] == [(str(path), reason)]
    path.unlink()
    assert assistant.ingest([path.parent], prune=True).removed == ("toll",)


@pytest.mark.parametrize("name", ["wire.rss", "wire.jsonl"])
def test_pruning_leaves_the_items_behind_a_fault(assistant: Assistant, tmp_path: Path, name: str) -> None:
    """Of a file that is cut off while it is written, what cannot be read stays; so does all until it is whole again."""
    path = tmp_path / "reports" / name
    if path.suffix == ".rss":
        feed(path, toll=TOLL, rain=RAIN)
    else:
        lines(path, TOLL, RAIN, ids=("toll", "rain"))
    assistant.ingest([path])
    whole = path.read_text(encoding="utf-8")

    path.write_text(whole[: whole.index("rain") - 2], encoding="utf-8")
    report = assistant.ingest([path], prune=True)

    assert (report.unchanged, report.removed) == (("toll",), ())
    assert report.rejected
    assert set(titles(assistant)) == {"toll", "rain"}


def test_a_removed_report_comes_back_when_its_file_is_ingested(
    assistant: Assistant, settings: Settings, reports: Write, contents: Look
) -> None:
    """Removing takes everything, and forgets that the file was read."""
    path = reports("toll", TOLL)
    reports("rain", RAIN)
    assistant.ingest([path.parent])

    assistant.remove("toll")

    assert set(titles(assistant)) == {"rain"}
    assert contents(settings).disagreements() == []
    with pytest.raises(CorpusError, match="no report 'toll'"):
        assistant.remove("toll")
    assert assistant.ingest([path.parent]).added == ("toll",)


def test_a_path_that_is_not_there_stops_before_anything(assistant: Assistant, reports: Write, tmp_path: Path) -> None:
    """A mistyped folder is an error, and nothing was taken in."""
    path = reports("toll", TOLL)

    with pytest.raises(CorpusError, match="cannot reach"):
        assistant.ingest([path, tmp_path / "nowhere"])
    assert assistant.documents() == ()


def test_small_batches_end_like_one_large_one(settings: Settings, reports: Write, contents: Look) -> None:
    """How many passages are written at a time changes nothing but what a kill can cost."""
    sentence = "The minister said on Monday that the road to the coast was open again. "
    folder = reports("long", sentence * 60).parent
    reports("toll", TOLL)
    small = settings.model_copy(update={"store": settings.store.model_copy(update={"batch_passages": 1})})

    seen: list[IngestProgress] = []
    with Assistant(small) as assistant:
        report = assistant.ingest([folder], progress=seen.append)
        assert report.passages == assistant.status().passages > 5

    assert contents(small).disagreements() == []
    assert [item.passages for item in seen] == sorted(item.passages for item in seen)
    assert seen[-1].share == 1.0
    assert all(0 <= item.share <= 1 for item in seen)


@pytest.mark.parametrize("title", ["1.2.3." * 80, "word " * 90, "x" * 480], ids=["marks", "words", "one word"])
def test_an_endless_title_leaves_room_for_the_text(assistant: Assistant, reports: Write, title: str) -> None:
    """A title that would fill the model's window is shortened for embedding, and the text is cut as ever."""
    path = reports("toll", TOLL, title=f'"{title}"')

    report = assistant.ingest([path])

    assert report.passages == 1
    assert assistant.retrieve("killed Quetta")[0].passage.text == TOLL


def test_an_empty_folder_gives_an_empty_store(assistant: Assistant, tmp_path: Path) -> None:
    """Nothing to take in is no error; the status says so."""
    (tmp_path / "reports").mkdir()

    report = assistant.ingest([tmp_path / "reports"], prune=True)

    assert (report.added, report.rejected) == ((), ())
    assert assistant.status() == StoreStatus(
        path=str(tmp_path / "store"),
        documents=0,
        passages=0,
        vectors=0,
        first_day=None,
        last_day=None,
        embedding=None,
        mode=assistant.status().mode,
    )
