"""Answers to another question: other people counted, a sum that was only demanded, a dateline."""

from __future__ import annotations

import pytest

from assistant.evidence import not_amiss
from assistant.records import Document
from tests.readings import read_in


@pytest.mark.parametrize(
    ("question", "text", "answer", "kept"),
    [
        ("How many journalists were arrested?", "Arrests rose to 421, the ministry said.", "421", False),
        ("How many journalists were arrested?", "Police arrested 12 reporters in Dorn.", "12", True),
        ("How many people were arrested?", "Arrests rose to 421, the ministry said.", "421", True),
        ("How many minors were held?", "He said that 71 of those held were under 18.", "71", True),
        ("how many people live in Dorn", "About 600 people took part in Dorn.", "600", False),
        ("how many people live in Dorn", "Dorn, home to 40,000 people, lies north.", "40,000", True),
        ("How much did the brigade receive?", "The brigade demanded 2 million dollars.", "2 million", False),
        ("How much did the brigade demand?", "The brigade demanded 2 million dollars.", "2 million", True),
        ("How much was paid?", "It asked for 3 million and was paid 1 million.", "1 million", True),
        ("Where did Harl vote?", "DORN, March 10 (Wire) - Harl voted at a school.", "DORN", False),
        ("Where did Harl vote?", "DORN, March 10 (Wire) - Harl voted at a school.", "a school", True),
    ],
)
def test_a_word_that_is_missing_tells_another_question(question: str, text: str, answer: str, *, kept: bool) -> None:
    """The kind of people, living somewhere, paying: reports have other words for them, but some."""
    report = Document(document_id="r", title="News", text=text, content_hash="r", source="r")
    assert bool(not_amiss(question, [read_in(report, (answer, 1.0))], {"r": report})) is kept
