"""What came of asking a language model."""

from __future__ import annotations

import pytest

from assistant.api.written import says


@pytest.mark.parametrize(
    ("text", "short", "expected"),
    [
        ("At least 36 died.", "36", True),
        ("It rose to 36.", "36", True),
        ("At first 36, then more died.", "36", True),
        ("Some 36,000 people fled.", "36", False),
        ("Rates rose by 36.5 points.", "36", False),
        ("Rates rose by 1.36 points.", "36", False),
        ("Some 2,036 people fled.", "036", False),
        ("The B36 road is closed.", "36", False),
        ("minister Naqvi said so.", "Minister Naqvi", True),
    ],
)
def test_a_short_answer_is_said_only_by_itself(text: str, short: str, *, expected: bool) -> None:
    """A figure inside a longer figure is another figure; the end of a sentence is none."""
    assert says(text, short) is expected
