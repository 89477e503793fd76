"""What a report tells of years past, and that it answers nothing about this week."""

from __future__ import annotations

from assistant.evidence import of_its_time_first
from assistant.evidence.bygone import year_of
from assistant.records import Document, Span
from tests.readings import read_in

RECALLED = (
    "For people in Dorn the siege is not the first. Nine years ago, in April 2022, gunmen seized the Kelm station.\n"
    "They took 31 hostages. The old law of 1998 still holds.\nThe talks go on, the army said on Friday."
)


def report(name: str, text: str, *, title: str = "Siege of Dorn", day: str = "2031-05-04") -> Document:
    """Return a report."""
    return Document(document_id=name, title=title, text=text, content_hash=name + text, source=name, published_at=day)


def year(text: str, words: str, *, title: str = "Siege of Dorn") -> int | None:
    """Return the year that `words` of a report's text are told of."""
    at = text.index(words)
    return year_of(report("r", text, title=title), Span(at, at + len(words)))


def test_a_past_that_a_report_opens_with_goes_on_until_it_comes_back() -> None:
    """Over paragraphs, too; a weekday brings it back to its own time."""
    assert year(RECALLED, "31") == 2022
    assert year(RECALLED, "talks") is None


def test_a_year_in_a_side_clause_dates_nothing() -> None:
    """What happened then is told beside what is so now; a year in the first clause is the sentence's own."""
    assert year("The state sued the owner, who should have mended it in 2021, for 5 million.", "5 million") is None
    assert year("Women won 38 seats, five more than in 2023.", "38") is None
    assert year("The last strike, in 2021, lasted two days. It now costs 3 million a day.", "two") == 2021
    assert year("The last strike, in 2021, lasted two days. It now costs 3 million a day.", "3 million") is None
    assert year("A court in Dorn jailed Harl for 12 years on Friday.", "12") is None
    assert year("A crowd of 2000 people marched and 12 were hurt.", "12") is None
    assert year("Turnout was 61 per cent.", "61", title="Five years on: how Orvan voted in 2026") == 2026


def test_what_is_years_past_stays_behind_what_is_of_now() -> None:
    """Unless a question names a year, or a name that only the past has; an anniversary tells of its own event."""
    now = report("n", "The gunmen hold 12 hostages in Dorn, the army said.")
    past, later = report("p", RECALLED), report("l", "In 2031 gunmen took 40 hostages in Dorn.", day="2033-05-04")
    documents = {"n": now, "p": past, "l": later}
    read = [read_in(past, ("31 hostages", 1.5)), read_in(now, ("12 hostages", 1.0))]

    def first(question: str) -> str:
        return of_its_time_first(question, read, documents)[0].passage.document_id

    assert first("How many hostages are there in Dorn?") == "n"
    assert first("How many hostages were there in Kelm?") == "p"
    assert first("How many hostages were taken in 2022?") == "p"
    anniversary = [read_in(later, ("40 hostages", 1.5)), read_in(now, ("12 hostages", 1.0))]
    assert of_its_time_first("How many hostages were taken?", anniversary, documents)[0].passage.document_id == "l"
