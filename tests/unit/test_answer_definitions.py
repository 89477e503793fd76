"""Who somebody is and what something is."""

from __future__ import annotations

import pytest

from assistant.answer import definition, is_answered_in_words
from assistant.records import Document, Passage, Span
from assistant.text import sentence_spans, sha256

TEXT = (
    "Ada Lee told the Dover Post that rain was near. Ada Lee of the Whig Party (WP) has been mayor of Dover since May. "
    "Bo Carr, a miller from Deal, asked for help. The Dover Guard (DG) is a band of 1,200 volunteers, reports say. "
    "Harbour Minister Cy Dunn left. A town of 300 people, Deal has no port. Rebels hid in Fenn al-Sea, which is the "
    "coast's name for marshes. The mill stood for years. The board suspended chief executive Eva Frey, the firm said "
    "on Sunday."
)
DOCUMENTS = {"a": Document(document_id="a", title="", text=TEXT, content_hash=sha256(TEXT), source="a")}
PASSAGES = [Passage(passage_id="a:0", document_id="a", span=Span(0, len(TEXT)), text=TEXT)]


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Who is Ada Lee?", "mayor of Dover since May"),
        ("who was ada lee", "mayor of Dover since May"),
        ("Who's Bo Carr?", "a miller from Deal"),
        ("What is the Dover Guard?", "a band of 1,200 volunteers"),
        ("What is the DG?", "a band of 1,200 volunteers"),
        ("Who is Cy Dunn?", "Harbour Minister"),
        ("What is Fenn al-Sea?", "the coast's name for marshes"),
        # ", the firm said" is no aside on her.
        ("Who is Eva Frey?", "chief executive"),
    ],
)
def test_what_a_name_stands_for_is_said_in_its_sentence(question: str, words: str) -> None:
    """The words are the predicate, the aside or the title, marked in the sentence that is quoted."""
    draft = definition(question, PASSAGES, DOCUMENTS)
    assert draft is not None
    (quote,) = draft.claims[0].quotes
    assert draft.short_answer == words
    assert quote.answer_span is not None
    assert quote.answer_span.of(TEXT) == words
    assert quote.span in sentence_spans(TEXT)


@pytest.mark.parametrize(
    "question",
    [
        "Who is the mayor of Dover?",  # a role, not a name
        "What is the mill?",  # no name
        "Who is Di Eve?",  # not in the reports
        "Who is Ada Lee said to have met?",
        "Where is Deal?",
        "Who?",
        "",
    ],
)
def test_other_questions_define_nothing(question: str) -> None:
    """Roles, common words and names without a word on who they are go the ordinary way."""
    assert definition(question, PASSAGES, DOCUMENTS) is None


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Was India involved?", False),
        ("Didn't they leave?", False),
        ("What is Operation Herof?", False),
        ("Who was Ada Lee?", False),
        ("Who is the mayor of Dover?", True),
        ("What did Ada Lee say?", True),
        ("How many were killed?", True),
        ("death toll", True),
    ],
)
def test_some_questions_no_few_words_answer(question: str, expected: bool) -> None:  # noqa: FBT001 - a parameter
    """Yes or no, and what a name stands for, need a sentence."""
    assert is_answered_in_words(question) is expected
