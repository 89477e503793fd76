"""No question takes a form's pattern more than a moment, however it repeats itself."""

from __future__ import annotations

import multiprocessing

import pytest

from assistant import answer

# What is done in well under a second takes an exponential pattern longer than the universe has been.
SECONDS = 20.0


@pytest.mark.parametrize(
    "question",
    [
        "how many more " + "people aboard " * 60 + "than the ship?",
        "Do " + "12 and " * 60 + "30 add up to more than 40?",
        "How many more people were on the ferry from Dorn to Ostend than the ship was licensed and insured for?",
        "What is the difference between " + "150,000 and " * 60 + "400,000 pesos?",
        "How did " + "the toll of the toll of " * 30 + "change between 12 May and 19 May?",
    ],
)
def test_a_question_that_repeats_itself_is_told_apart_in_time(question: str) -> None:
    """In a process of its own: a pattern that does not end cannot be broken off in this one."""
    asked = multiprocessing.get_context("spawn").Process(target=answer.combination, args=(question,))
    asked.start()
    asked.join(SECONDS)
    in_time = not asked.is_alive()
    asked.kill()
    assert in_time
