"""Whose a figure is."""

from __future__ import annotations

import pytest

from assistant.answer import given_by
from assistant.evidence import givers
from assistant.records import Document, Passage, Span

TEXT = (
    "The coast guard counts 58 dead, Commander Ilo Tamm said. It believes that 271 people were aboard. The union said"
    " at least 74 people had died. Fifty-eight boats took part."
)
DOCUMENT = Document(
    document_id="r", title="The Ada sinks", text=TEXT, content_hash="r", source="r", published_at="2031-05-04",
    publisher="Mail",
)  # fmt: skip
PASSAGE = Passage(passage_id="r", document_id="r", span=Span(0, len(TEXT)), text=TEXT)


def who(question: str) -> list[str] | None:
    """Return who gives the figure of a question."""
    found = givers(question, [PASSAGE], {"r": DOCUMENT})
    return None if found is None else [name for name, _ in found]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Who gave the figure of 271?", ["The coast guard"]),
        ("Who says that 74 people died?", ["The union"]),
        ("And who put the dead at 58?", ["Ilo Tamm"]),
        # No report has it, and the reader is not asked who else might.
        ("Who said 12 people died?", []),
        ("Who claimed responsibility for the 12 attacks?", None),
        ("Who said that the ship was overloaded?", None),
        ("How many died?", None),
    ],
)
def test_a_figure_is_theirs_who_give_it(question: str, expected: list[str] | None) -> None:
    """Whoever speaks, in a pronoun's place too; `None` for questions after no figure's source."""
    assert who(question) == expected


def test_who_gives_it_is_the_answer_and_the_sentence_is_quoted() -> None:
    """Before a sentence that says only "it", who that is."""
    found = givers("Who gave the figure of 271?", [PASSAGE], {"r": DOCUMENT})
    draft = given_by(found or (), {"r": DOCUMENT})
    assert draft is not None
    assert draft.short_answer == "The coast guard"
    assert (draft.claims[0].lead, draft.claims[0].text) == (
        "According to the coast guard:",
        "It believes that 271 people were aboard.",
    )
    assert given_by((), {}) is None


QUOTING = (
    'The bridge is safe, Mayor Ada Pell said. "We shall not close it," she told reporters. The engineers\u2019 warning'
    ' was \u201cpure invention\u201d, Deputy Mayor Oll Reev said. Some 200 people shouted "Open it again". The prime'
    " minister came on Friday."
)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ('Who said "We shall not close it"?', ["Ada Pell"]),
        ("who said \u201cshall not close\u201d?", ["Ada Pell"]),
        ("Who called the warning 'pure invention'?", ["Oll Reev"]),
        # Nobody is named for these words, and for those nobody asks.
        ('Who shouted "Open it again"?', None),
        ('Who said "never again"?', None),
        ('Who leads the "Open it again" committee?', None),
        ('Who called "Close it" a success?', None),
    ],
)
def test_quoted_words_are_theirs_who_say_them(question: str, expected: list[str] | None) -> None:
    """By the very words, whoever else speaks near by; `None` where the reader is to look."""
    document = Document(
        document_id="q", title="Bridge", text=QUOTING, content_hash="q", source="q", published_at="2031-05-04",
        publisher="Mail",
    )  # fmt: skip
    passage = Passage(passage_id="q", document_id="q", span=Span(0, len(QUOTING)), text=QUOTING)
    found = givers(question, [passage], {"q": document})
    assert (None if found is None else [name for name, _ in found]) == expected
