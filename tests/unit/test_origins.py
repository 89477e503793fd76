"""Copies and credits: what makes one report a copy of another, and which agency a report names."""

from __future__ import annotations

import json
from collections import Counter
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import Document, documents, origins
from assistant.origins.copies import BANDS
from assistant.resources import data_folder
from assistant.settings import DocumentSettings

LABELS = Path(__file__).parents[1] / "data" / "origins.jsonl"

STORY = (
    "A freight train left the rails outside Sibi before dawn and blocked the main line to Quetta for most of the day. "
    "Railway engineers said that a broken joint opened under the second wagon, which pulled six others down the bank. "
    "Nobody was hurt, but some four hundred passengers of two expresses waited until the evening for buses. "
    "The line had been inspected in March, when speed limits were set on three of its bridges. "
    "Work on the damaged stretch goes on through the night, and the first trains are expected to pass on Friday."
)
OWN = (
    "Commuters were stranded across the province on Thursday when goods wagons came off the track near Sibi. "
    "The division's superintendent blamed old rails that should have been replaced two years ago. "
    "Hotels near the station filled up quickly, and families slept in waiting rooms without any food or heating. "
    "An inquiry has been ordered and is to report within a week, according to the ministry in Islamabad."
)
STATEMENT = (
    '"We shall replace every rail on this line before the winter, and we shall pay each traveller what he has lost, '
    'for we know how much this province depends on its only railway and how long it has waited for a better one," '
    "the minister told reporters at the site."
)


def report(text: str, name: str = "a", **front: str) -> Document:
    """Return a report with this text."""
    return Document(document_id=name, title="", text=text, content_hash="", source=name, **front)


def is_copy(first: str, second: str) -> bool:
    """Return whether two texts are copies, and that the order makes no difference."""
    found = origins.is_copy(report(first), report(second))
    assert origins.is_copy(report(second), report(first)) == found
    return found


@pytest.mark.parametrize(
    "copy",
    [
        STORY,
        f"SIBI, Pakistan (AFP) - {STORY}",
        STORY[: len(STORY) // 2],
        f"{OWN}\n{STORY}\n{OWN}",
        STORY.replace("freight", "goods").replace("Friday", "Saturday").replace("before dawn", "early in the morning"),
        STORY.replace(" said that ", " said ").replace("Nobody was", "No one was").upper(),
    ],
    ids=["same", "dateline", "truncated", "expanded", "edited", "capitals"],
)
def test_syndicated_texts_are_copies(copy: str) -> None:
    """A report with a dateline, cut, expanded or lightly edited is still that report."""
    assert is_copy(STORY, copy)


@pytest.mark.parametrize(
    ("first", "second"),
    [(STORY, OWN), (f"{STORY}\n{STATEMENT}", f"{OWN}\n{STATEMENT}"), (STORY, ""), ("", "."), (STORY, STORY[:40] + OWN)],
    ids=["same event", "same statement", "empty", "no words", "same opening"],
)
def test_independent_texts_are_no_copies(first: str, second: str) -> None:
    """Two reports of one event are independent, whatever statement both print."""
    assert not is_copy(first, second)


def test_what_is_taken_over_is_counted_in_words_of_the_shorter() -> None:
    """Six of eight words lie in runs of three that the longer text has; quoted words count 0.3 each."""
    assert origins.taken_over("a b c x y d e f", "a b c and d e f") == pytest.approx(6 / 7)
    assert origins.taken_over('a b c "d e f"', 'z z z z a b c z "d e f"') == pytest.approx(1.0)
    # Three own words of four taken over, and none of three quoted ones.
    assert origins.taken_over('a b c x "d e f"', "a b c z z z z z z") == pytest.approx(3 / 4.9)
    assert origins.taken_over("", "a b c") == 0.0


def test_a_refutation_is_no_copy_of_the_hoax_it_prints() -> None:
    """A report that calls a story false may print all of it."""
    refuted = f"The story is a hoax, made up by a satirical site that is known for it. {STORY} None of it is true."
    assert is_copy(STORY, STORY + " " + OWN)
    assert not is_copy(STORY, f"{refuted} {OWN}")


def test_one_template_about_two_people_makes_no_copies() -> None:
    """Texts that differ in whom they are about, and in nothing else, are different reports."""
    template = (
        "Fans mourned when word spread that {0} had died, and in hours a page in memory of {0} had a million visits. "
        "On Monday the agents of {0} said that the singer was alive and well and had no need of sympathy. "
        "They asked that nobody share the page about {0} any further, since it had caused the family great distress."
    )
    assert is_copy(template.format("Rose"), template.format("Rose") + " " + OWN)
    assert not is_copy(template.format("Rose"), template.format("Nelson"))


def test_an_editor_may_write_a_name_otherwise() -> None:
    """A name that is written in another way throughout does not hide a copy, if another subject is named."""
    wire = (
        "The claim came on Friday, when Foxtrot said that Kayla had died in a raid by Jordanian planes near Raqqa. "
        "Officials in Amman doubted it, and friends of Kayla asked Foxtrot for a proof that she was ever held there. "
        "No proof came, though the fighters of Foxtrot showed pictures of a house, and the parents of Kayla had hope."
    )
    assert is_copy(wire, wire.replace("Foxtrot", "Fxt"))


HALF = STORY.split(". ")
REWRITTEN = ". ".join(HALF[:2]) + ". " + OWN[:230]


def test_a_common_agency_credit_lowers_what_a_copy_needs() -> None:
    """Texts that share half are copies if both name one agency and came out within two days, and else are not."""
    assert 0.5 < origins.taken_over(STORY, REWRITTEN) < 0.64
    wire, edited = f"(AFP) - {STORY}", f"{REWRITTEN}\nWith inputs from AFP"

    def copies(first_day: str | None, second_day: str | None, text: str = edited) -> bool:
        first, second = report(wire, published_at=first_day or ""), report(text, published_at=second_day or "")
        return origins.is_copy(first, second)

    assert copies("2026-02-01", "2026-02-03")
    assert copies(None, "2026-02-03")
    assert not copies("2026-02-01", "2026-02-04")
    assert not copies("2026-02-01", "2026-02-01", edited.replace("AFP", "Reuters"))
    assert not copies("2026-02-01", "2026-02-01", REWRITTEN)


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("QUETTA, Feb 2 (AFP) - Ten people died.", "AFP"),
        ("(Reuters) - Ten people died.", "Reuters"),
        ("By Saud Mehsud QUETTA, Feb 2 (Reuters) \u2013 Ten people died.", "Reuters"),
        ("(AFP) \u2014 Ten people died.", "AFP"),
        ("By: Press Trust of India | New Delhi\nTen people died.", "PTI"),
        ("Ten people died. (With inputs from AFP)", "AFP"),
        ("Ten people died.\nWith inputs from Reuters", "Reuters"),
        ("Ten people died.\nWith files from The Canadian Press", "CP"),
        ("Ten people died.\nAdditional reporting by the Associated Press", "AP"),
        ("Ten people died.\nAssociated Press writer John Rice contributed from Mexico City.", "AP"),
        ("Ten people died. \u2014 AP", "AP"),
        ("Ten people died. (PTI)", "PTI"),
        ("Ten people died.\nAFP", "AFP"),
        ("Ten people died.\n(Reporting by Gul Yousafzai; Editing by Toby Chopra)", "Reuters"),
        ("Ten people died.\nCopyright 2026 The Associated Press. All rights reserved.", "AP"),
        ("QUETTA (Associated Press of Pakistan): Ten people died.", "APP"),
        ("Ten people died, a senior official told AFP.", None),
        ("The Associated Press (AP) put the number of dead at ten.", None),
        ("According to Reuters, ten people died.\n[Image via AP]", None),
        ("The group (BLA) said so.", None),
        ("", None),
    ],
)
def test_credits(text: str, agency: str | None) -> None:
    """An agency is credited in a dateline or a last line, not where it is only spoken of."""
    assert origins.credit(text) == agency


@pytest.mark.parametrize(
    ("front", "agency"),
    [({"based_on": "PTI"}, "PTI"), ({"byline": "By Reuters"}, "Reuters"), ({"based_on": "some-report"}, "AFP")],
)
def test_front_matter_credits_come_first(front: dict[str, str], agency: str) -> None:
    """What the front matter or the byline says counts before the text does; the id of a report is no agency."""
    assert origins.credited(report("(AFP) - Ten people died.", **front)) == agency


@given(st.text(max_size=200))
def test_every_text_has_values_and_is_a_copy_of_itself(text: str) -> None:
    """Any text can be filed, under the same values each time, and equals itself."""
    document = report(text)
    assert len(set(origins.bands(document))) == BANDS
    assert origins.bands(document) == origins.bands(report(text))
    assert origins.is_copy(document, report(text, "b"))


@given(first=st.text("ab '\u201c\"\n", max_size=40), second=st.text("ab '\u201c\"\n", max_size=40))
def test_comparing_is_symmetric(first: str, second: str) -> None:
    """Which of two texts comes first makes no difference, even between equally long ones."""
    assert origins.taken_over(first, second) == origins.taken_over(second, first)
    assert 0 <= origins.taken_over(first, second) <= 1


def test_a_line_of_open_quotes_costs_no_more_than_another() -> None:
    """A hostile line of quotes that never close is read in linear time."""
    hostile = " 'a" * 100_000
    assert origins.is_copy(report(hostile), report(f"{hostile} b"))


def test_values_are_those_of_every_machine() -> None:
    """A store's values stay good: a change of them is a change of `VERSION`."""
    assert origins.VERSION == "1"
    assert [value & 0xFFFFFFFF for value in origins.bands(report(STORY))[:3]] == [66866540, 17577700, 64776316]


def test_values_tell_what_to_compare() -> None:
    """A copy cut to a fifth shares values enough, and boilerplate in long reports does not."""
    assert origins.may_be_copy(6, 500, 2_500)
    assert not origins.may_be_copy(3, 2_000, 2_000)
    assert not origins.may_be_copy(1, 100, 100_000)


def test_the_shipped_wire_copies_are_found_by_their_text() -> None:
    """Of the shipped reports those are copies, by text alone, whose front matter says that one is based on another."""
    files = documents.find([data_folder("corpus")]).files
    loaded = [documents.read(file, settings=DocumentSettings()) for file in files]
    shipped = [item for file in loaded for item in file.documents]
    stated = {frozenset((item.document_id, item.based_on)) for item in shipped if item.based_on}
    ids = {item.document_id for item in shipped}
    stated = {pair for pair in stated if pair <= ids}
    families = Counter(name for pair in stated for name in pair if name in {item.based_on for item in shipped})

    found = {
        frozenset((one.document_id, two.document_id))
        for one, two in combinations(shipped, 2)
        if origins.is_copy(one, two)
    }

    assert stated <= found
    # Every family is complete: n copies of a report, and the copies of one another.
    assert len(found) == sum(n * (n + 1) // 2 for n in families.values()) == 24


def labels() -> list[dict[str, Any]]:
    """Return the labelled pairs."""
    return [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]


def test_the_labels_are_whole() -> None:
    """At least 320 different pairs, both kinds in both halves, half of them or more no copies."""
    rows = labels()
    counts = Counter((row["split"], row["same"]) for row in rows)

    assert all(set(row) == {"a", "b", "same", "split", "note"} and row["note"] for row in rows)
    assert len({frozenset((row["a"], row["b"])) for row in rows}) == len(rows) >= 320
    assert min(counts.values()) >= 70
    assert sum(not row["same"] for row in rows) >= len(rows) / 2


def test_no_labelled_report_is_in_both_halves() -> None:
    """The halves share no report, so none of the test half's text was seen when thresholds were chosen."""
    halves = {
        split: {row[end] for row in labels() if row["split"] == split for end in "ab"} for split in ("dev", "test")
    }
    assert not halves["dev"] & halves["test"]
