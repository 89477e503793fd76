"""Several events of one kind, far apart in time: which one a question is about."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.evidence import of_the_event_first, of_the_occasion
from assistant.records import Document, Passage, Reading, Span
from assistant.text import sentence_spans

TEXTS = {
    "old": ("2019-04-14", "Eight people died at the mill in the flood of the Ouse, police said."),
    "new-a": ("2031-05-05", "Four people were killed in the Ouse flood on Tuesday."),
    "new-b": ("2031-05-07", "The flood of the Ouse has killed 19 people."),
    "recall": ("2031-05-09", "Farms lost their insurance after the flood of 2019."),
}
DOCUMENTS = {
    name: Document(document_id=name, title="Ouse", text=text, content_hash=name, source=name, published_at=day)
    for name, (day, text) in TEXTS.items()
}


def passage(name: str) -> Passage:
    """Return the whole of a report."""
    text = DOCUMENTS[name].text
    return Passage(passage_id=name, document_id=name, span=Span(0, len(text)), text=text)


def reading(name: str, probability: float, words: str = "") -> Reading:
    """Return a reading of a report that takes its first word, or `words`, for the answer."""
    text = DOCUMENTS[name].text
    start = text.index(words or text.split()[0])
    return Reading(
        passage=passage(name),
        answer_span=Span(start, start + len(words or text.split()[0])),
        sentence_span=sentence_spans(text)[0],
        score=probability,
        probability=probability,
    )


RANKED = (reading("old", 0.95), reading("new-a", 0.6), reading("new-b", 0.5), reading("recall", 0.1))


def _kept(question: str, ranked: tuple[Reading, ...] = RANKED) -> list[str]:
    kept, unread = of_the_occasion(question, ranked, [passage("old")], DOCUMENTS, least=0.4)
    assert ("old" in {item.document_id for item in unread}) == ("old" in {r.passage.document_id for r in kept})
    return [item.passage.document_id for item in kept]


@pytest.mark.parametrize(
    ("question", "kept"),
    [
        # An older flood is not the one that newer reports tell of as well.
        ("How many people died in the flood?", ["new-a", "new-b", "recall"]),
        ("How many people died?", ["new-a", "new-b", "recall"]),
        ("How many people died in the 2019 flood?", ["old", "recall"]),
        ("How many people died in the flood of 2031?", ["new-a", "new-b", "recall"]),
        # Nothing tells of that year.
        ("How many people died in the 2015 flood?", []),
        # A bound is no year of an event, and two years are none either.
        ("How many people have died since 2019?", ["old", "new-a", "new-b", "recall"]),
        ("Did more people die in 2019 or in 2031?", ["old", "new-a", "new-b", "recall"]),
    ],
)
def test_a_question_is_about_the_event_of_its_year_or_else_the_newest(question: str, kept: list[str]) -> None:
    """Reports of another event are left out, read or not."""
    assert _kept(question) == kept


def test_an_older_report_stays_where_newer_ones_do_not_tell_as_much() -> None:
    """One newer report may only recall it, and what has fewer of the question's words tells of something else."""
    assert _kept("How many died in the flood?", RANKED[:2]) == ["old", "new-a"]
    assert "old" in _kept("How many people died at the mill in the flood?")


def test_a_day_on_which_something_was_said_comes_after_the_hour_it_happened() -> None:
    """The day of an accusation is not the one on which the gate was opened."""
    texts = {
        "said": "The mayor accused the owners of the mill on Wednesday of opening the gate.",
        "done": "The mill opened the gate at 2:40 a.m. to save the wheel.",
        "long": "The gate was open after two hours.",
    }
    documents = {
        name: Document(document_id=name, title="Mill", text=text, content_hash=name, source=name)
        for name, text in texts.items()
    }

    def read(name: str, words: str) -> Reading:
        start = texts[name].index(words)
        whole = Span(0, len(texts[name]))
        return Reading(
            passage=Passage(passage_id=name, document_id=name, span=whole, text=texts[name]),
            answer_span=Span(start, start + len(words)),
            sentence_span=whole,
            score=1.0,
            probability=0.8,
        )

    ranked = (read("said", "Wednesday"), read("done", "2:40 a.m."))
    assert of_the_event_first("When was the gate opened?", ranked, documents) == ranked[::-1]
    lasting = (read("long", "after two hours"), read("done", "2:40 a.m."))
    assert of_the_event_first("When was the gate opened?", lasting, documents) == lasting[::-1]
    assert of_the_event_first("When did the mayor say that?", ranked, documents) == ranked
    assert of_the_event_first("Who opened the gate?", ranked, documents) == ranked


def test_a_report_without_a_day_may_be_of_any_year() -> None:
    """Nothing tells that it is of another."""
    bare = replace(DOCUMENTS["old"], published_at=None)
    kept, _ = of_the_occasion("How many people died in 2024?", [RANKED[0]], [], {"old": bare}, least=0.4)
    assert kept == (RANKED[0],)
