"""Sentences that go beyond their source: what they add to it, take for all of it, or have another give."""

from __future__ import annotations

import pytest

from assistant.verify.phrasing import as_phrased
from assistant.verify.stance import misstates

_COUNTS = (
    "The toll is given as 35 to 40 by the Herald and 20 to 30 by The Gazette. The place differs: Lund in the Herald, "
    "Ystad in a report by the Post."
)
_QUOTES = (
    "Minister Olsen, appearing with Mayor Berg, blamed the strike. Berg said that “it is over”. Olsen said he was glad."
)


@pytest.mark.parametrize(
    ("sentence", "source", "said"),
    [
        ("In Malmo, masked gunmen stopped cars.", "In Malmo, gunmen stopped cars.", "masked"),
        ("In Malmo, gunmen had stopped cars.", "In Malmo, gunmen stopped cars.", None),
        ("The sites remained sealed on Sunday.", "The sites were sealed on Sunday.", None),
        ("Berg, a former teacher, has led it since 2018.", "Berg has led it since 2018.", "a former teacher"),
        ("Berg, a mayor, has led it since 2018.", "Mayor Berg has led it since 2018.", None),
        ("The men, dressed as soldiers, shot at soldiers.", "The men shot at soldiers.", "dressed as soldiers"),
        ("The firm left because of the war.", "The firm left the mine.", "because of the war"),
        ("The firm left because of the cold.", "The firm left because it froze.", None),
        ("Phones were cut to prevent riots.", "Phones were cut after the riots.", "to prevent riots"),
        ("The cut is there to prevent riots.", "The cut is meant to keep people from rioting.", None),
        ("In total 36 people were killed.", "36 civilians and 22 officers were killed.", "36 people"),
        ("In all, 58 people were killed.", "36 civilians and 22 officers, 58 people, were killed.", None),
        ("Berg said that most of the dead were boys.", "Some of the dead were boys, Berg said.", "most of the dead"),
        ("Shots fell, all of them landing near it.", "Shots fell, some landing near it.", "all of them landing"),
        ("Exactly four men died.", "At least four men died.", "exactly"),
        ("The gunmen took hostages, police said.", "Police said the gunmen had planned to take hostages.", "planned"),
        ("It has roots in the revolt of 1970.", "Roots, in the revolt of 1970, are claimed for it.", "doubt"),
        ("Berg held the union responsible.", "Berg first blamed the union.", None),
        ("Berg said that the toll would rise.", "Berg said that the toll may rise.", "may rise"),
        ("Berg said that the toll could still rise.", "Berg said that the toll may rise.", None),
        ("These are the final figures.", "These are the figures.", "final"),
        ("The Gazette put the toll at 35 to 40.", _COUNTS, "35 to 40"),
        ("The Gazette put the toll at 20 to 30.", _COUNTS, None),
        ("Herald gave Ystad as the place.", _COUNTS, "Ystad"),
        ("Herald gave Lund as the place.", _COUNTS, None),
        ("Olsen said that “it is over”.", _QUOTES, "somebody else"),
        ("Berg said that “it is over”.", _QUOTES, None),
    ],
)
def test_what_goes_beyond_its_source_is_told(sentence: str, source: str, said: str | None) -> None:
    """An added word, aside or cause, a part for the whole and another's figure are told; other words are not."""
    found = misstates(sentence, source, source)
    assert (found is None) if said is None else (said.lower() in (found or "").lower())


@pytest.mark.parametrize(
    ("sentence", "source", "phrased"),
    [
        ("No fewer than 36 died.", "At least 36 died.", "At least 36 died."),
        ("It held close to 200.", "It held nearly 200.", "It held nearly 200."),
        ("It held some 40, over 30.", "It held about 40, 30 at most.", "It held about 40, over 30."),
        ("At most 36 died.", "At least 36 died.", "At most 36 died."),
        (
            "On 4 February, he left.",
            "On Wednesday, 4 February 2026, he left.",
            "On Wednesday, 4 February 2026, he left.",
        ),
        ("On 9 May 2024 he left.", "He left on May 9, 2024.", "On May 9, 2024 he left."),
        ("On 9 May 2024 he left.", "He left on May 9, 2023.", "On 9 May 2024 he left."),
        ("On 5 February, he left.", "He left on 4 February.", "On 5 February, he left."),
    ],
)
def test_hedges_and_days_are_read_as_the_source_writes_them(sentence: str, source: str, phrased: str) -> None:
    """The same hedge of the same figure and the same day take the words of the source; others stay."""
    assert as_phrased(sentence, source) == phrased
