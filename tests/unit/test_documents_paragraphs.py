"""Unwrapping: hard-wrapped paragraphs become one line, lines that are paragraphs stay."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.documents.paragraphs import unwrap

SOURCE = """\
Pakistan's military said on the night of Saturday, 31 January 2026, that 92 militants, among them three suicide
bombers, had been killed in Balochistan that day.

According to ISPR, the military's media wing, 15 security personnel and 18 civilians were also killed. The civilians
died in Gwadar and Kharan districts.

There was no immediate reply from New Delhi.

Together with the 41 militants whom the military had reported killed on Friday, the count rose to 133 militants.
Pakistan Today wrote that these deaths came in two days, the Associated Press (AP) that they came over 48 hours."""
REPORT = [" ".join(paragraph.split()) for paragraph in SOURCE.split("\n\n")]


@pytest.mark.parametrize("width", [45, 60, 72, 80, 100, 120])
def test_wrapped_paragraphs_are_restored(width: int) -> None:
    """Whatever the column, paragraphs between blank lines come back as they were."""
    wrapped = "\n\n".join(textwrap.fill(paragraph, width) for paragraph in REPORT)

    assert unwrap(wrapped) == "\n\n".join(REPORT)


@pytest.mark.parametrize("separator", ["\n", "\n\n"])
def test_lines_that_are_paragraphs_stay(separator: str) -> None:
    """An article with one paragraph a line is left alone, with or without blank lines between."""
    assert unwrap(separator.join(REPORT)) == separator.join(REPORT)


def test_short_last_line_ends_a_paragraph_without_a_blank_line() -> None:
    """Where no blank line helps, a line that ends a sentence early ends the paragraph."""
    wrapped = "\n".join(textwrap.fill(paragraph, 72) for paragraph in REPORT[:2])

    assert unwrap(wrapped) == "\n".join(REPORT[:2])


@pytest.mark.parametrize(
    "text",
    [
        "Roses are red\nviolets are blue",
        "Office of the Commissioner\nZarghoon Road\nQuetta",
        "One sentence stands on every line here, in full.\nAnother one follows it on its own line, too.\nA third ends.",
    ],
)
def test_verse_addresses_and_sentence_lines_stay(text: str) -> None:
    """Lines that were broken on purpose are not joined."""
    assert unwrap(text) == text


def test_marked_lines_are_not_joined_to_their_neighbours() -> None:
    """Headings, items, quotes and tables keep their lines; an indented line belongs to its item."""
    wrapped = textwrap.fill(REPORT[0], 60)
    text = (
        f"{wrapped}\n# Heading\n{wrapped}\n- an item that goes on\n  in the next line\n* another item\n"
        f"1. first\n2) second\n> a quote\n| a | b |\n\n{wrapped}"
    )

    assert unwrap(text).split("\n") == [
        REPORT[0],
        "# Heading",
        REPORT[0],
        "- an item that goes on in the next line",
        "* another item",
        "1. first",
        "2) second",
        "> a quote",
        "| a | b |",
        "",
        REPORT[0],
    ]


def test_number_that_ends_a_sentence_is_no_list_item() -> None:
    """Wrapping may put `12. The` at the start of a line; that is no list."""
    text = (
        "The authorities in Quetta said that the number of people killed was\n"
        "12. The number of wounded people was not known at the time of the\nreport, they said."
    )

    assert unwrap(text) == text.replace("\n", " ")


@pytest.mark.parametrize(
    ("wrapped", "joined"),
    [
        (
            "the officials in Quetta spoke of a large opera-\ntion in the hills that would last for some weeks",
            "large operation in",
        ),
        (
            "the forces carried out a number of counter-\nterrorism raids in two districts of the area",
            "of counter-terrorism raids",
        ),
        (
            "the siege ended and there were both two-\nand four-day truces in all the districts",
            "both two- and four-day",
        ),
        (
            "the province saw more attacks in the year 2024-\n25 than in any other one since the war began",
            "year 2024-25 than",
        ),
        (
            "the spokesman of the whole provincial govern\xad\nment said on Wednesday that nobody was hurt",
            "provincial government said",
        ),
        (
            "the troops were sent to a town that is north -\nnot south - of Karachi, according to them",
            "north - not south",
        ),
        (
            "the insurgents attacked the whole neigh-\nbourhood at dawn, and they then left the\nneighbourhood at noon",
            "whole neighbourhood at",
        ),
        (
            "they began to attack the law-enforcement\nagencies, and the chief of a law-\nenforcement agency was hurt",
            "of a law-enforcement agency",
        ),
    ],
)
def test_hyphens_at_line_ends(wrapped: str, joined: str) -> None:
    """A hyphen goes only where it is surely typesetting; a compound keeps it, and gets no blank."""
    assert joined in unwrap(wrapped)


@settings(deadline=None, derandomize=True, max_examples=100)
@given(st.text(st.sampled_from("ab .-#\n1\xad|"), max_size=300))
def test_unwrapping_only_moves_white_space_and_hyphens(text: str) -> None:
    """No other character is lost, whatever the text."""
    kept = str.maketrans("", "", " \n-\xad")

    assert unwrap(text).translate(kept) == text.translate(kept)
