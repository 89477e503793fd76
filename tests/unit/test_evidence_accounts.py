"""Every account that a passage gives: what counts, who gives it, and how two of them stand to one another."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.evidence import weigh
from assistant.evidence.attribution import attribute
from assistant.evidence.clauses import is_denial, is_overtaken
from assistant.evidence.taken import values_of
from assistant.evidence.voices import side_of
from assistant.records import Document, Ledger, Passage, Reading, Span
from assistant.text import sentence_spans


def report(name: str, text: str, day: str = "2031-05-04") -> Document:
    """Return a report of a day."""
    return Document(document_id=name, title="", text=text, content_hash=name, source=name, published_at=day)


def reading(document: Document, *words: str, score: float = 1.0, probability: float = 0.85) -> Reading:
    """Return a reading that takes the first of `words` for the answer and the others for further ones."""
    whole = Span(0, len(document.text))
    passage = Passage(passage_id=document.document_id, document_id=document.document_id, span=whole, text=document.text)
    found = []
    for said in words:
        start = document.text.index(said)
        sentence = next(item for item in sentence_spans(document.text) if item.start <= start < item.end)
        found.append(
            Reading(
                passage=passage,
                answer_span=Span(start, start + len(said)),
                sentence_span=sentence,
                score=score,
                probability=probability,
            )
        )
    return replace(found[0], further=tuple(found[1:]))


def ledger(question: str, *read: tuple[str, str, tuple[str, ...]]) -> Ledger:
    """Return what reports say, each given by its day, its text and the words that were read in it."""
    documents = {f"r{at}": report(f"r{at}", text, day) for at, (day, text, _) in enumerate(read)}
    ranked = [reading(documents[f"r{at}"], *words) for at, (_, _, words) in enumerate(read)]
    found = weigh(question, ranked, documents, origins={}, copies={}, floor=0.25)
    assert found is not None
    return found


def test_two_accounts_in_one_passage_are_two_positions() -> None:
    """Two speakers in one report contradict each other, and neither is earlier."""
    text = "Police put the number of the dead at 11. The dockers' union counted 20 dead in the Lowe fire."
    found = ledger("How many people died in the Lowe fire?", ("2031-05-04", text, ("11", "20")))
    assert [position.value for position in found.positions] == ["11", "20"]
    assert found.agreement == "conflicting"


@pytest.mark.parametrize(("probability", "agreement"), [(0.95, "conflicting"), (0.7, "single")])
def test_another_cause_stands_against_the_likeliest_where_the_reader_is_sure(
    probability: float, agreement: str
) -> None:
    """What people say or do seldom contradicts what others do; a cause that is surely read as one does."""
    texts = ("The fire began in an overheated belt, the owner said.", "The fire began with a leak of gas, miners said.")
    reports = [report(f"r{at}", text, "2031-05-04") for at, text in enumerate(texts)]
    ranked = [
        reading(reports[0], "an overheated belt", score=4.0, probability=0.98),
        reading(reports[1], "a leak of gas", score=2.5, probability=probability),
    ]
    documents = {document.document_id: document for document in reports}
    found = weigh("What caused the Lowe fire?", ranked, documents, origins={}, copies={}, floor=0.25)
    assert found is not None
    assert found.agreement == agreement


def test_what_a_party_says_is_no_authority_s_count() -> None:
    """Asked by the police's count, a union's figure is left out, wherever in the passage it stands."""
    text = "Police put the number of the dead at 11. The dockers' union counted 20 dead in the Lowe fire."
    found = ledger("How many died in the Lowe fire by the police's count?", ("2031-05-04", text, ("11", "20")))
    assert [position.value for position in found.positions] == ["11"]


def test_history_in_a_later_report_is_no_second_account() -> None:
    """A figure of the first day that a later report recalls in its own words has moved, not come into dispute."""
    found = ledger(
        "How many people died in the Lowe flood?",
        ("2031-05-04", "At least five people died in the Lowe flood, police said.", ("At least five",)),
        (
            "2031-05-07",
            "Rescuers now count 16 people who died in the Lowe flood. On the first evening it was five who died.",
            ("16", "five"),
        ),
    )
    assert found.agreement == "evolved"
    assert found.positions[0].value == "16"


@pytest.mark.parametrize(
    ("question", "first", "second", "agreement"),
    [
        ("Did the alarm in Lowe work?", "the alarm had worked", "the alarm had not worked", "conflicting"),
        ("Did the alarm in Lowe work?", "the alarm had worked", "it rang for an hour", "agreed"),
    ],
)
def test_yes_or_no_goes_by_who_denies(question: str, first: str, second: str, agreement: str) -> None:
    """Other words for a yes are a yes."""
    found = ledger(
        question,
        ("2031-05-04", f"The mayor of Lowe said {first}.", (first,)),
        ("2031-05-05", f"A teacher in Lowe said {second}.", (second,)),
    )
    assert found.agreement == agreement


def test_two_speakers_of_one_report_who_say_yes_in_other_words_differ() -> None:
    """A report that sets two against each other would not, if they agreed."""
    text = "The mayor said the five were rebels of the north. Villagers said the five were farmers taken at night."
    found = ledger(
        "Are the five men of Lowe really rebels?",
        ("2031-05-04", text, ("the five were rebels of the north", "the five were farmers taken at night")),
    )
    assert found.agreement == "conflicting"


@pytest.mark.parametrize(
    ("thing", "sentence", "read", "taken"),
    [
        ("vessels", "The queue off the port has grown to 31 ships.", "31 ships", "31 ships"),
        ("people", "Another 48 were injured, nine of them seriously.", "48", "48"),
        ("houses", "The storm broke three bridges and 40 houses.", "three bridges and 40 houses", "40 houses"),
        ("people", "Nobody was hurt in the fire.", "Nobody", "Nobody"),
        ("soldiers", "The camp lost 22 soldiers while 30 inmates fled.", "30 inmates", "22 soldiers"),
        ("miners", "The crews needed 40 hours to free 12 miners.", "40 hours", "12 miners"),
    ],
)
def test_the_figure_that_was_read_counts(thing: str, sentence: str, read: str, taken: str) -> None:
    """Unless it measures another thing, or counts people of no side where one is asked for."""
    document = report("a", sentence)
    [(moved, _), *_] = values_of(document, reading(document, read), "figure", thing)
    assert moved.answer_span is not None
    assert taken.startswith(moved.answer_span.of(sentence))


def test_an_hour_is_taken_where_no_day_stands() -> None:
    """Other words for a time are none."""
    document = report("a", "It began at half past eleven, after the concert.")
    [(_, hour)] = values_of(document, reading(document, "at half past eleven"), "date", None)
    assert hour.kind == "text"
    assert values_of(document, reading(document, "after the concert"), "date", None) == []


@pytest.mark.parametrize(
    ("sentence", "words", "denies"),
    [
        ("The ministry denied that water had been cut off.", "water had been cut off", True),
        ("The alarm didn't ring.", "didn't ring", True),
        ("The army left, but the mayor did not flee.", "The army left", False),
        ("The brakes failed on the slope.", "failed", False),
    ],
)
def test_a_denial_is_told_by_the_words_of_its_clause(sentence: str, words: str, *, denies: bool) -> None:
    """What another clause denies is not denied here."""
    at = sentence.index(words)
    assert is_denial(sentence, Span(at, at + len(words))) is denies


@pytest.mark.parametrize(
    ("sentence", "figure", "overtaken"),
    [
        ("The firm will cut 850 jobs instead of the 1,200 announced in May.", "1,200", True),
        ("The health office had started with nine.", "nine", True),
        ("On Saturday there was talk of five dead.", "five", True),
        ("The ministry had spoken of 40 dead.", "40", True),
        ("The army cleared 12 roads.", "12", False),
        ("The navy withdrew 400 sailors.", "400", False),
    ],
)
def test_words_for_what_went_before_are_heard(sentence: str, figure: str, *, overtaken: bool) -> None:
    """Verbs that only look like them are not."""
    at = sentence.index(figure)
    assert is_overtaken(sentence, Span(at, at + len(figure))) is overtaken


@pytest.mark.parametrize(
    ("sentence", "is_party"),
    [
        ("The dockers' union said 20 had died.", True),
        ("Residents said 20 had died.", True),
        ("A lawyer for the families said 20 had died.", True),
        ("The families minister said 20 had died.", False),
        ("Police said 20 had died.", False),
        ("Twenty people died.", False),
    ],
)
def test_who_speaks_for_themselves_is_a_party(sentence: str, *, is_party: bool) -> None:
    """Their figures stand against an authority's, whose later ones overtake only its own."""
    assert bool(side_of(attribute(sentence, Span(0, len(sentence))))) is is_party
