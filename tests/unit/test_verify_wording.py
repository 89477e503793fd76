"""The words of a sentence beside those of a passage."""

from __future__ import annotations

import pytest

from assistant.verify.wording import is_of_other_things

PASSAGE = (
    "The hospital of Sund opened a ward with 24 beds on Friday, director Mona Lie said. It has taken on 19 nurses."
)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("It floats in the air.", True),
        ("Please type the password of your account.", True),
        ("A new ward was opened by the hospital.", False),
        ("Nineteen nurses were hired.", False),
        ("It is.", False),
    ],
)
def test_a_paraphrase_keeps_some_of_its_sources_words(sentence: str, *, expected: bool) -> None:
    """What shares next to no word speaks of something else; a sentence without telling words is not judged by them."""
    assert is_of_other_things(sentence, PASSAGE) is expected
