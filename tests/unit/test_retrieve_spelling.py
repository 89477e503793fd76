"""Misspelt words of a question are read as words of the reports."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from assistant.index.terms import Terms
from assistant.retrieve import respell
from assistant.text import words

if TYPE_CHECKING:
    from collections.abc import Sequence

REPORTS = (
    "Some policemen were wounded in the attacks of 31 January, and many people were killed in Quetta.",
    "The militants held Nushki, which officers retook. How they escaped is not known. The media were kept out.",
    "Men of the army said that the hostages of the Jaffar Express were rescued on Wednesday; the rescue took a day.",
    "With the BLA at large, the chief minister spoke. The council met at the airport. Iran and Karim were named.",
)


class Words:
    """What an index of `REPORTS` knows."""

    def __init__(self) -> None:
        """Stem every word as the index does."""
        self._terms = Terms()
        held = [set(words(report)) for report in REPORTS]
        every = sorted(set().union(*held))
        self._stem = {word: stems[0] for word, stems in self._terms.stems(every).items() if stems}
        self._counts = Counter(stem for report in held for stem in {self._stem[word] for word in report})

    def stems(self, words: Sequence[str]) -> dict[str, list[str]]:
        """Return each word's terms."""
        return self._terms.stems(words)

    def frequencies(self, words: Sequence[str]) -> dict[str, int]:
        """Return how many reports hold each word in any inflection."""
        return {word: min(self._counts[stem] for stem in stems) for word, stems in self.stems(words).items()}

    def terms(self, first: str) -> dict[str, int]:
        """Return the terms that begin with a letter."""
        return {stem: count for stem, count in self._counts.items() if stem.startswith(first)}

    def written(self, term: str) -> tuple[str, ...]:
        """Return how a term is written."""
        every = {word for report in REPORTS for word in re.findall(r"[^\W\d_]+", report)}
        plain = {word for word in every if word.islower()}
        shown = {word.lower(): word for word in every if word.lower() not in plain}
        return tuple(shown.get(word, word) for word, stem in self._stem.items() if stem == term)


@pytest.mark.parametrize(
    ("asked", "read"),
    [
        ("how manny policmen were woundid in the atacks", "how many policemen were wounded in the attacks"),
        ("hwo many peple were resqued on wensday", "how many people were rescued on Wednesday"),
        ("What of the Jafar Expres, jafar expres?", "What of the Jafar Express, jafar Express?"),
        ("wich meda were kept out", "which media were kept out"),
        ("where are teh militents", "where are the militants"),
        ("whcih minister spoke befroe the council", "which minister spoke before the council"),  # words of no report
    ],
)
def test_slips_are_put_right(asked: str, read: str) -> None:
    """A letter lost, added, changed or swapped; capitals stay, and of two words the likelier slip is taken."""
    assert respell(asked, Words())[0] == read


@pytest.mark.parametrize(
    "asked",
    [
        "How many rupees did the besieged pay?",  # words that the language has and the reports lack
        "Who is the BLF, and who the BLE?",  # capitals name things
        "What did Sarkozy say of Quetta's 214 dead?",  # an unknown name that is like none, a possessive, a figure
        "What did Imran say of Karimov?",  # names that are near to others of the reports, and are not these
        "what did imran say",
        "Was Starmor there, and Minster too?",  # names that are near to a word
        "Did the Nushkis flee?",  # an inflection of a name
        "atacks " * 80,  # a pasted text
        "qwa qwb qwc qwd qwe qwf qwg qwh qwi qwj atacks",  # another language, it seems
        "See https://example.org/atacks or write to atacks@example.org",
        "",
        "\u0646\u0648\u0634\u06a9\u06cc?",
    ],
)
def test_what_is_no_slip_stays(asked: str) -> None:
    """Nothing is changed in silence or for want of a better word."""
    assert respell(asked, Words()) == (asked, {})


def test_what_was_read_otherwise_is_named() -> None:
    """The words as asked, with what each was read as."""
    assert respell("Who was hurt in the atacks on Nushky?", Words())[1] == {"atacks": "attacks"}
    assert respell("Atacks!", Words()) == ("Attacks!", {"Atacks": "Attacks"})


def test_short_words_are_left_unless_letters_changed_places() -> None:
    """Three letters are one slip from too many words."""
    assert respell("the mes fled", Words())[1] == {}
    assert respell("hwo?", Words())[1] == {"hwo": "how"}
