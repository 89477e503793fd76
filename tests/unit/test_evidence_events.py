"""What is evidence at all: reports of the answer's event, and values that are nearly as likely as the answer."""

from __future__ import annotations

from assistant.evidence import standing, weigh
from assistant.evidence.events import named, of_one_event
from assistant.records import Document, Passage, Reading, Span
from assistant.text import sentence_spans

STORM = "The storm hit Belmar and Ostend on Monday. Officials in Belmar said 14 people were hurt near Port Aster."
HARBOUR = "Rescuers in Belmar, Ostend and Port Aster went on searching. In Belmar 14 people were hurt, said Mayor Lund."
ELSEWHERE = "A train left the rails near Quill. Doctors at Quill counted 60 people hurt, said Governor Tamm."


def report(name: str, text: str) -> Document:
    """Return a report of one day."""
    return Document(
        document_id=name, title="News", text=text, content_hash=name, source=name, published_at="2031-05-04"
    )


def reading(document: Document, words: str, score: float) -> Reading:
    """Return a reading of the whole report that takes `words` for the answer."""
    start = document.text.index(words)
    span = Span(start, start + len(words))
    sentence = next(item for item in sentence_spans(document.text) if item.start <= start < item.end)
    whole = Span(0, len(document.text))
    passage = Passage(passage_id=document.document_id, document_id=document.document_id, span=whole, text=document.text)
    return Reading(passage=passage, answer_span=span, sentence_span=sentence, score=score, probability=0.6)


def agreement(question: str, *readings: tuple[Document, str, float]) -> tuple[str, list[str]]:
    """Return how the reports stand to one another, and their values."""
    found = weigh(
        question,
        [reading(*item) for item in readings],
        {document.document_id: document for document, _, _ in readings},
        origins={},
        copies={},
        floor=0.15,
    )
    assert found is not None
    return found.agreement, [position.value for position in found.positions]


def test_reports_that_share_the_names_of_the_event_tell_of_it() -> None:
    """A report without the names that the first shares with others tells of another event."""
    reports = {name: report(name, text) for name, text in (("a", STORM), ("b", HARBOUR), ("c", ELSEWHERE))}
    assert of_one_event("a", reports, reports) == {"a", "b"}


def test_too_few_names_tell_no_event_from_another() -> None:
    """Reports without names are all kept, and so is a single one."""
    reports = {name: report(name, "14 people were hurt.") for name in "ab"}
    assert of_one_event("a", reports, reports) == {"a", "b"}
    assert of_one_event("a", {"a": report("a", STORM)}, ["a"]) == {"a"}


def test_a_figure_of_another_event_is_no_position() -> None:
    """A count of the same kind elsewhere neither disputes nor supersedes."""
    storm, harbour, elsewhere = report("a", STORM), report("b", HARBOUR), report("c", ELSEWHERE)
    found = agreement("How many people were hurt?", (storm, "14", 2.0), (harbour, "14", 1.5), (elsewhere, "60", 1.0))
    assert found == ("agreed", ["14"])


def test_a_far_less_likely_value_is_no_position() -> None:
    """What the reader hardly takes for the answer does not stand against what it does."""
    one = report("a", "The mayor, Anna Lund, opened the bridge.")
    two = report("b", "The bridge was opened before Carl Tamm arrived.")
    assert agreement("Who opened the bridge?", (one, "Anna Lund", 3.0), (two, "Carl Tamm", 0.0))[1] == ["Anna Lund"]
    assert len(agreement("Who opened the bridge?", (one, "Anna Lund", 3.0), (two, "Carl Tamm", 2.8))[1]) == 2


def test_the_day_that_the_reader_took_goes_before_days_found_by_rules() -> None:
    """Another day in a clause that tells of the event does not take its place."""
    text = "The mission to free Lund began on 4 July 2031. After the mission in June 2029 to free Tamm he was freed."
    found = agreement("When was the mission to free Lund launched?", (report("a", text), "4 July 2031", 2.0))
    assert found == ("single", ["4 July 2031"])


def test_a_report_without_any_name_of_the_question_tells_of_another_event() -> None:
    """Two floods share the names of their country; a report is of the one whose name the question has."""
    common = "Officials in Belmar, Ostend and Port Aster sent boats."
    flood = report("a", f"The flood at Quill hurt many. {common} At least 14 people were hurt, said Mayor Lund.")
    other = report("b", f"The flood at Tern hurt many. {common} At least 60 people were hurt, said Mayor Roe.")
    pool = {"a": flood, "b": other}

    assert named("How many people were hurt in the flood at Quill?", "a", pool, pool) == {"a"}
    assert named("How many people were hurt in Belmar?", "a", pool, pool) == {"a", "b"}
    assert named("How many people were hurt?", "a", pool, pool) == {"a", "b"}


def test_what_is_not_current_is_cited_once_and_left_out_where_the_newest_is_asked_for() -> None:
    """The reports that give it are counted all the same."""
    reports = [
        Document(
            document_id=name,
            title="News",
            text=f"Police in Belmar said {count} people were hurt in Ostend near Port Aster.",
            content_hash=name,
            source=name,
            published_at=day,
        )
        for name, count, day in (("a", 20, "2031-05-06"), ("b", 14, "2031-05-04"), ("c", 14, "2031-05-04"))
    ]
    ledger = weigh(
        "How many people were hurt?",
        [reading(item, "20" if item.document_id == "a" else "14", 2.0) for item in reports],
        {item.document_id: item for item in reports},
        origins={},
        copies={},
        floor=0.15,
    )
    assert ledger is not None
    assert [(item.value, item.relation, item.reports, len(item.quotes)) for item in ledger.positions] == [
        ("20", "current", 1, 1),
        ("14", "earlier", 2, 1),
    ]
    assert [item.value for item in standing(ledger).positions] == ["20"]
