"""Questions that take for granted what the reports deny."""

from __future__ import annotations

import pytest

from assistant.answer.denials import denial
from assistant.records import Document, Passage, Span
from assistant.text import sha256

TEXT = (
    "Ada Lee opened the mill in Dover in May. A claim that Freedonia banned the mill's flour is not confirmed. "
    "The mayor denied that Dover had closed its harbour. Freedonia buys flour from Dover.\n"
    "The ferry Cora sank off Arles in June. No sailor drowned, the port said. The cook Bo Hill was unhurt. "
    "Captain Ida Roe was first listed among those killed on the Cora and is alive. "
    "She was still in custody on Friday. "
    "Ida Roe has no regrets as she trains pilots for the ferry."
)
DOCUMENTS = {
    "a": Document(document_id="a", title="", text=TEXT, content_hash=sha256(TEXT), source="a"),
}
PASSAGES = [Passage(passage_id="a:0", document_id="a", span=Span(41, len(TEXT)), text=TEXT[41:])]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (
            "When did Freedonia ban the mill's flour?",
            "A claim that Freedonia banned the mill's flour is not confirmed.",
        ),
        ("Why has Dover closed the harbour?", "The mayor denied that Dover had closed its harbour."),
        # Its names stand beside the sentence that denies it.
        ("Which sailors drowned when the Cora sank?", "No sailor drowned, the port said."),
        ("How many sailors drowned on the ferry off Arles?", "No sailor drowned, the port said."),
        # The contrary of what is asked denies it without a "no".
        ("How badly was Bo Hill hurt on the ferry?", "The cook Bo Hill was unhurt."),
        (
            "How was Ida Roe killed on the Cora?",
            "Captain Ida Roe was first listed among those killed on the Cora and is alive.",
        ),
        ("Why is the captain Ida Roe free?", "She was still in custody on Friday."),
    ],
)
def test_the_sentence_that_denies_a_premise_is_given(question: str, said: str) -> None:
    """It has most words of the question, in any inflection, its names beside it, and its quote stands at its place."""
    draft = denial(question, PASSAGES, DOCUMENTS)
    assert draft is not None
    (claim,) = draft.claims
    assert claim.text == said
    assert claim.quotes[0].span.of(TEXT) == said
    assert claim.lead


@pytest.mark.parametrize(
    "question",
    [
        "When did Ruritania ban the mill's flour?",  # another name
        "When did Freedonia buy flour?",  # told, and not denied
        "Why did the mayor of Dover resign in spring?",  # another matter
        "Why did Dover not close the harbour?",  # itself a denial
        "When did the Cora sail from Arles?",  # no word of denial is of that
        "Which divers searched the Cora?",  # "no sailor" is of others
        "How many pilots did Ida Roe train for the ferry?",  # "no regrets" denies something else
        "When did it close?",  # names nothing
        "Why Dover?",
        "",
    ],
)
def test_other_questions_are_left_unanswered(question: str) -> None:
    """A word of denial near the topic is not enough."""
    assert denial(question, PASSAGES, DOCUMENTS) is None


def test_what_is_blank_in_the_document_denies_nothing() -> None:
    """Sentences are taken from the documents as they are given, where what a report tells a model may be blanked."""
    blank = Document(document_id="a", title="", text=" " * len(TEXT), content_hash="", source="a")
    assert denial("When did Freedonia ban the mill's flour?", PASSAGES, {"a": blank}) is None
