"""A total is held against the parts that its sentence gives."""

from __future__ import annotations

import pytest

from assistant.evidence import misfit


@pytest.mark.parametrize(
    "sentence",
    [
        "The quake killed 12 people: seven miners, four drivers and one guard.",
        "More than 250 people were killed, including 197 fighters, 36 villagers and 22 guards.",
        "About 60 people died (41 rebels, 12 soldiers and eight villagers).",
        "Police counted 30 arrests, including four teachers and two nurses.",  # some of the parts
        "At least 40 were freed, among them 25 men and 30 women.",  # at least: any number may be
        "The mayor named 31 people and spoke for 20 minutes.",  # no parts
        "Some 90 people fled, and 12 houses, three shops and a mill burnt.",  # parts of nothing
        "It rained for 3 days.",
        "By noon the toll was eight: six children and two guards, with 53 hurt, 39 of them children.",
        "There 12 people were killed, including four women and five children, and about 10 were hurt.",
        "Seven people died: two guards, two clerks who were father and son, and the three attackers.",
        "",
    ],
)
def test_what_adds_up_or_does_not_add_is_left_alone(sentence: str) -> None:
    """Hedges and parts that need not be all are no misfit."""
    assert misfit(sentence) is None


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("The quake killed 12 people: seven miners, five drivers and one guard.", "7 + 5 + 1 = 13, not 12"),
        ("In all 300 people died, including 197 fighters, 96 villagers and 22 guards.", "197 + 96 + 22 = 315, not 300"),
        ("Exactly 1,500 came, comprising 900 women and 700 men.", "900 + 700 = 1,600, not 1,500"),
    ],
)
def test_what_does_not_add_up_is_said(sentence: str, said: str) -> None:
    """With the parts, their sum, and the total as it is written."""
    assert misfit(sentence) == said


@pytest.mark.parametrize("headline", ["TWO AND A HALF MILLION CAME", "Two And A Half Men Return", "One A Day"])
def test_headlines_in_capitals_are_read(headline: str) -> None:
    """An article in capitals between number words is an article too."""
    assert misfit(headline) is None
