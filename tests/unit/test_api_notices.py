"""What an outcome says besides its answer."""

from __future__ import annotations

import pytest

from assistant.api.notices import of_abstention, of_answer, of_publishers
from assistant.records import Citation, Claim, Span

QUOTE = "The mayor will come on Tuesday, police said."


def _notices(short: str, published: str | None = "2026-05-11") -> list[str]:
    start = QUOTE.index("Tuesday")
    citation = Citation(
        citation_id="1",
        document_id="a",
        title="A",
        publisher=None,
        published_at=published,
        url=None,
        span=Span(100, 100 + len(QUOTE)),
        quote=QUOTE,
        sha256="",
        content_hash="",
        answer_span=Span(100 + start, 100 + start + len("Tuesday")),
    )
    claim = Claim(text=QUOTE, citations=("1",), verdict="supported", support=1.0)
    return list(of_answer([claim], [citation], short))


def test_a_weekday_is_given_with_its_date() -> None:
    """A weekday is no day to whoever does not see when the report was printed."""
    assert _notices("Tuesday") == ["\u201cTuesday\u201d is 12 May 2026, going by the day of the report [1]."]
    assert _notices("Tuesday", published=None) == []
    assert _notices("the mayor") == []


@pytest.mark.parametrize(
    ("question", "missing", "is_told"),
    [
        ("Wie viele Menschen sind gestorben?", ["wie", "viele", "gestorben"], True),
        ("Combien de morts ?", ["combien", "morts"], True),
        ("Who is Pavel Strunk?", ["pavel", "strunk"], False),
        ("Dover fire victims", ["victims"], False),
    ],
)
def test_a_question_in_another_language_is_told_so(question: str, missing: list[str], is_told: bool) -> None:  # noqa: FBT001
    """Where nothing answers a question whose words are not English, that is what its reader should know."""
    assert bool(list(of_abstention(missing, question))) == is_told


def test_a_publisher_that_no_report_is_by_is_named_with_those_like_it() -> None:
    """However it is written, one that there is needs no notice."""
    known = ("Harbour Wire", "Port Voice")
    assert list(of_publishers(["Harbor Wire", "PORT VOICE", "Zenith"], known)) == [
        "No report is by Harbor Wire. Did you mean Harbour Wire?",
        "No report is by Zenith.",
    ]
