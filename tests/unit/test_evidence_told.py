"""Where other reports give what was read in one: in other words, in fewer, or as a bare number."""

from __future__ import annotations

import pytest

from assistant.evidence import weigh
from assistant.records import Document, Ledger, Passage, Reading, Span
from assistant.text import sentence_spans

# Words that every report holds tell none from another.
OTHERS = ("The price of bread rose again.", "The museum shows old maps.", "Rain is expected on the coast.")


def report(name: str, text: str) -> Document:
    """Return a report of one day."""
    return Document(document_id=name, title="", text=text, content_hash=name, source=name, published_at="2031-05-04")


def passage(document: Document) -> Passage:
    """Return the whole of a report as one passage."""
    whole = Span(0, len(document.text))
    return Passage(passage_id=document.document_id, document_id=document.document_id, span=whole, text=document.text)


def reading(document: Document, words: str, score: float = 1.0) -> Reading:
    """Return a reading that takes `words` for the answer."""
    start = document.text.index(words)
    sentence = next(item for item in sentence_spans(document.text) if item.start <= start < item.end)
    span = Span(start, start + len(words))
    return Reading(passage=passage(document), answer_span=span, sentence_span=sentence, score=score, probability=0.6)


def ledger(question: str, *read: tuple[str, str, float], unread: tuple[str, ...] = ()) -> Ledger:
    """Return what the reports say where the reader took the words of each of `read`, with its score."""
    taken = [(report(f"read{at}", text), words, score) for at, (text, words, score) in enumerate(read)]
    others = [report(f"other{at}", text) for at, text in enumerate((*unread, *OTHERS))]
    found = weigh(
        question,
        [reading(document, words, score) for document, words, score in taken],
        {document.document_id: document for document in (*(item[0] for item in taken), *others)},
        origins={},
        copies={},
        floor=0.25,
        unread=[passage(document) for document in others],
    )
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("question", "text", "words", "other"),
    [
        (
            "From which town did the drowned family come?",
            "The drowned family came from Belmar in the north of the island.",
            "Belmar in the north of the island",
            "The mayor mourned the drowned family from Belmar.",
        ),
        (
            "With which words did the WA describe the evacuation?",
            "The WA described the evacuation of the harbour as calm and orderly.",
            "calm and orderly",
            "The World Assembly found it “calm and orderly”.",
        ),
        (
            "Under which resolution is the fleet to be listed?",
            "The envoy asked to list the fleet under resolution 1442.",
            "1442",
            "Resolution 1442 may list the fleet.",
        ),
    ],
)
def test_another_report_gives_it_in_fewer_or_other_words(question: str, text: str, words: str, other: str) -> None:
    """The name alone, the same phrase of a body in full, and the bare number agree with what was read."""
    assert ledger(question, (text, words, 1.0), unread=(other,)).agreement == "agreed"
    assert ledger(question, (text, words, 1.0)).agreement == "single"


def test_an_unlikely_name_does_not_take_the_place_of_a_description() -> None:
    """A name counts before a description where it is nearly as likely, and only there."""
    described = ("The harbour master of Belmar was abducted.", "harbour master", 1.0)
    name = "In Belmar Juan Ortega saw the abducted man."
    question = "Which official of Belmar was abducted?"
    assert ledger(question, described, (name, "Juan Ortega", -0.5)).positions[0].value == "harbour master"
    assert ledger(question, described, (name, "Juan Ortega", 0.8)).positions[0].value == "Juan Ortega"
