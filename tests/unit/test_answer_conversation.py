"""Follow-up questions, and questions of several parts."""

from __future__ import annotations

import pytest

from assistant.answer import parts, standalone, wants_sentences
from assistant.records import Turn


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("And how many civilians?", "How many civilians were killed?"),
        ("civilians?", "How many civilians were killed?"),
        ("Who said that?", "Who said that 197 militants were killed?"),
        ("Where was the train stopped on Tuesday?", "Where was the train stopped on Tuesday?"),
    ],
)
def test_standalone_carries_the_last_question_along_only_when_needed(question: str, expected: str) -> None:
    """A question that leans on the one before it gets what it leaves out from there; any other stays as it is."""
    history = [Turn(question="How many militants were killed?", answer="197")]
    assert standalone(question, history) == expected
    assert standalone(question, ()) == question


@pytest.mark.parametrize("said", ["Really?", "ok", "Thanks!", "Thank you very much.", "OK, great", "Hm."])
def test_an_interjection_asks_for_nothing(said: str) -> None:
    """It repeats no question, and the next one leans on what was asked before it."""
    history = [Turn(question="How many militants were killed?", answer="197")]
    assert standalone(said, history) == said
    assert standalone("civilians?", [*history, Turn(question=said, answer="")]) == "How many civilians were killed?"


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How many died?", ("How many died?",)),
        ("Which countries condemned it and offered help?", ("Which countries condemned it and offered help?",)),
        ("killed and wounded in Quetta", ("killed and wounded in Quetta",)),
        (
            "Who claimed the attacks, and how many people were killed?",
            ("Who claimed the attacks?", "how many people were killed?"),
        ),
        ("When and where was the train stopped?", ("When was the train stopped?", "Where was the train stopped?")),
        (
            "Which train was besieged, and on which day was it stopped?",
            ("Which train was besieged?", "on which day was it stopped?"),
        ),
        ("Is the group banned, and was it asked for again?", ("Is the group banned?", "was it asked for again?")),
        ("Who was killed? Who did it?", ("Who was killed?", "Who did it?")),
        ("Who was attacked and by whom?", ("Who was attacked?", "by whom was attacked?")),
        (
            "How many died by Monday, according to Bugti and according to Asif?",
            ("How many died by Monday according to Bugti?", "How many died by Monday according to Asif?"),
        ),
        ("What did the minister say and who else spoke about what and when it began", None),
    ],
)
def test_parts_are_the_questions_that_a_question_puts(question: str, expected: tuple[str, ...] | None) -> None:
    """Two questions in one are taken apart; "and" between two nouns or verbs parts nothing."""
    found = parts(question)
    assert all(found)
    assert expected is None or found == expected


@pytest.mark.parametrize(
    ("question", "several"),
    [
        ("Why was the border closed?", True),
        ("How did the operation end?", True),
        ("What happened in Nushki?", True),
        ("List the places that were attacked", True),
        ("How many died?", False),
        ("Who claimed it?", False),
        ("Where was the train stopped?", False),
    ],
)
def test_reasons_and_courses_of_events_want_sentences(question: str, *, several: bool) -> None:
    """A reason is rarely a few words; a figure, a name or a place is."""
    assert wants_sentences(question) is several


MANY = ("How many militants were killed in Quetta on 1 May 2026 according to the army?", "31")


@pytest.mark.parametrize(
    ("last", "question", "expected"),
    [
        (MANY, "Why?", "Why were militants killed in Quetta on 1 May 2026 according to the army?"),
        (MANY, "Where did they hide?", "Where did the militants hide in Quetta on 1 May 2026 according to the army?"),
        (
            MANY,
            "And the day before, in Harnai?",
            "How many militants were killed in Harnai on 30 April 2026 according to the army?",
        ),
        (
            MANY,
            "Has that been verified?",
            "Has it been verified that 31 militants were killed in Quetta on 1 May 2026 according to the army?",
        ),
        (
            MANY,
            "Is that more than in Harnai?",
            "How many militants were killed in Quetta on 1 May 2026 according to the army, compared with Harnai?",
        ),
        (
            ("How many hostages does the BLA say it killed?", "214"),
            "What does the army say about that?",
            "What does the army say about the claim that the BLA says it killed 214 hostages?",
        ),
        (
            ("Which countries put a hold on the listing?", ""),
            "Why?",
            "Why is it that countries put a hold on the listing?",
        ),
        (
            ("Which countries put a hold on the listing?", "France and Peru"),
            "For how long?",
            "For how long is it that France and Peru put a hold on the listing?",
        ),
        (("When did the ship Aurora 7 leave?", "On Monday."), "Who owned it?", "Who owned the ship Aurora 7?"),
        (
            ("What does resolution 12 provide for?", "Bans."),
            "When does it date from?",
            "When does resolution 12 date from?",
        ),
        (
            ("How many died in the Norden bombing of May 2026, according to the army?", "5"),
            "On which road was it?",
            "On which road was the Norden bombing of May 2026?",
        ),
        (
            ("What is the army's toll for the Lyra attack?", ""),
            "Who announced it?",
            "Who announced the army's toll for the Lyra attack?",
        ),
        (
            ("How many soldiers were killed in Herof II in 2026?", "362"),
            "And in the operation two years before?",
            "How many soldiers were killed in the operation in 2024?",
        ),
        (
            ("Who is the chief minister of Balochistan?", "Sarfraz Bugti"),
            "Who is his wife?",
            "Who is Sarfraz Bugti\u2019s wife?",
        ),
        (
            ("Who led the BLA in Sariab?", "Inspector Ali"),
            "What was his rank?",
            "What was Inspector Ali\u2019s rank in Sariab?",
        ),
        (
            ("When did the Council condemn it?", ""),
            "How many nationals did it say died?",
            "How many nationals did the Council say died?",
        ),
    ],
)
def test_a_follow_up_takes_what_it_leaves_out_from_the_last_turn(
    last: tuple[str, str], question: str, expected: str
) -> None:
    """Pronouns, "that" for what was said, bare question words, comparisons and spans of time find what they lean on."""
    history = [Turn(question=last[0], answer=last[1])]
    assert standalone(question, history) == expected
    # The page keeps questions as they were understood: put in full once, they stay.
    assert standalone("Sources?", [*history, Turn(question=expected, answer="")]) == expected
