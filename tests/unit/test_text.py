"""Normalisation, sentence spans and words."""

from __future__ import annotations

import unicodedata
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.records import Span
from assistant.text import count_words, full_day, normalise, sentence_spans, sha256, words

# What breaks text code: abbreviations, other systems' line ends, invisible characters, marks that combine, emoji made
# of several characters, scripts that decompose, lone surrogates, quotes after full stops.
PIECES = (
    *(
        "Mr. Khan left. ",
        "U.S. ",
        "He said so. ",
        "“Stop.” ",
        ".”",
        "\u2019 ",
        ") ",
        "?!",
        "…",
        "1,200.50 ",
        "Rs. 3 ",
        "a.b ",
    ),
    *("\r\n", "\r", "\n\n\n\n", "\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\t \u00a0\u2003", "   "),
    *("\x00", "\u200b", "\u202e", "\ufeff", "\u00ad", "\U000e0041", "\ud800", "\u200c"),
    *("e\u0301", "\u0301", "한국어 ", "中文。", "👩\u200d👩\u200d👧 ", "ﷺ", "\u2000", "\u037e"),
)
hostile = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=12)), max_size=30).map("".join)


@given(hostile)
def test_normalising_twice_changes_nothing(text: str) -> None:
    """A normalised text is its own normal form."""
    once = normalise(text)

    assert normalise(once) == once


@given(hostile)
def test_normal_form_is_plain(text: str) -> None:
    r"""The normal form is NFC, breaks lines with `\n` only, and holds no control characters and no outer blanks."""
    once = normalise(text)

    assert unicodedata.is_normalized("NFC", once)
    assert once == once.strip()
    assert "\n\n\n" not in once
    assert not {"Cc", "Cs"} & {unicodedata.category(mark) for mark in once if mark != "\n"}
    assert all(mark in " \n" or not mark.isspace() for mark in once)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("a\r\nb\rc\u2028d\u2029e\x85f\x0bg\x0ch", "a\nb\nc\nd\ne\nf\ng\nh"),
        ("cafe\u0301", "caf\u00e9"),
        ("  a \t\u00a0 b  ", "a b"),
        ("a\n\n\n\n\nb", "a\n\nb"),
        ("\ufeffzero\u200bwidth so\u00adft", "zerowidth soft"),
        ("197\u202e killed\u202c", "197 killed"),
        ("\u0645\u06cc\u200c\u062e\u0648", "\u0645\u06cc\u200c\u062e\u0648"),
        ("lone \ud800surrogate", "lone surrogate"),
        ("e\ud800\u0301", "\u00e9"),
        ("", ""),
        (" \n \u200b \n ", ""),
    ],
)
def test_normalise(raw: str, expected: str) -> None:
    """Line ends, blanks, composition and invisible characters each have one form; joiners that spell words stay."""
    assert normalise(raw) == expected


@given(hostile.map(normalise))
def test_sentences_hold_every_character_once_and_in_order(text: str) -> None:
    """Spans ascend without overlap, start and end on a character, stay on one line, and leave only blanks between."""
    spans = sentence_spans(text)

    assert all(span.start < span.end for span in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert all(span.of(text) == span.of(text).strip() and "\n" not in span.of(text) for span in spans)
    assert "".join("".join(span.of(text).split()) for span in spans) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("One.", ["One."]),
        ("At least 31 died. Many were hurt.", ["At least 31 died.", "Many were hurt."]),
        ("Mr. Khan of the U.S. Army left. He flew.", ["Mr. Khan of the U.S. Army left.", "He flew."]),
        ("A headline\nThe text.", ["A headline", "The text."]),
        ("It cost 1.5 million. “We paid.”", ["It cost 1.5 million.", "“We paid.”"]),
        ("Emoji 😀 first. Then text.", ["Emoji 😀 first.", "Then text."]),
    ],
)
def test_sentence_spans(text: str, expected: list[str]) -> None:
    """Abbreviations and decimals do not end a sentence; a line end always does; offsets count characters."""
    assert [span.of(text) for span in sentence_spans(text)] == expected


def test_words_keep_figures_and_inner_marks_whole() -> None:
    """A figure, a hyphenated word and an apostrophe are one word each, in lower case."""
    assert words("The BLA's 14.89 million, 1,200 anti-state (2026)!") == [
        "the",
        "bla's",
        "14.89",
        "million",
        "1,200",
        "anti-state",
        "2026",
    ]


def test_counting_words_and_hashing_take_any_text() -> None:
    """Words are what blanks separate; a hash exists for a lone surrogate too."""
    assert count_words(" one  two\nthree ") == 3
    assert sha256("a") == "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"
    assert len(sha256("\ud800")) == 64


def test_span_is_half_open() -> None:
    """A span covers its start and not its end, and moves by an offset."""
    assert Span(1, 3).of("abcd") == "bc"
    assert Span(1, 3).shifted(2) == Span(3, 5)


def test_a_day_is_written_out_in_english() -> None:
    """Without a zero before it, which not every system's `strftime` can leave out."""
    assert full_day(date(2026, 2, 4)) == "4 February 2026"
    assert full_day(date(999, 12, 31)) == "31 December 999"


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("DORN (PIP) \u2014 The toll rose. It fell.", "DORN (PIP) \u2014"),
        ("PORT ASTER, May 12 (PIP) - The toll rose. It fell.", "PORT ASTER, May 12 (PIP) -"),
        ("(PIP) -- The toll rose. It fell.", "(PIP) --"),
        ("The toll rose. It fell.", ""),
        ("NATO \u2014 and nobody else \u2014 counts.", ""),
    ],
)
def test_a_dateline_is_no_part_of_the_first_sentence(text: str, first: str) -> None:
    """Where a story was filed is not what it says, and nothing of the text is lost."""
    said = [span.of(text) for span in sentence_spans(text)]
    assert (said[0] if first else "") == first
    assert "".join(said).replace(" ", "") == text.replace(" ", "")


def test_a_run_of_marks_without_end_is_cut() -> None:
    """Thirty marks stay on a letter; the rest would take a time that grows with the square of their number."""
    once = normalise("a" + "\u0327\u0301" * 200_000 + "b")
    assert len(once) <= 32
    assert (once[0], once[-1]) == ("\u00e1", "b")
    assert normalise(once) == once
    assert normalise("Ng\u01b0\u0323\u0301i") == unicodedata.normalize("NFC", "Ng\u01b0\u0323\u0301i")
