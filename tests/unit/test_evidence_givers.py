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
