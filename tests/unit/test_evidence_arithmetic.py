"""Computing with reported figures: what may be computed with, and what hedges make of the result."""

from __future__ import annotations

from datetime import date

import pytest

from assistant import evidence
from assistant.records import (
    Combination,
    CombinationKind,
    Document,
    Ledger,
    Operand,
    Passage,
    Position,
    Quote,
    Span,
    Standing,
    Term,
)

QUOTE = Quote(document_id="d", span=Span(0, 1))


def _terms(values: tuple[str, ...]) -> tuple[Term, ...]:
    return tuple(
        Term(operand=Operand(label=f"side {number}", question="Q?"), value=value, day="2026-05-08", quotes=(QUOTE,))
        for number, value in enumerate(values, start=1)
    )


def _result(kind: CombinationKind, *values: str, bound: str = "", lesser: bool = False) -> str | None:
    terms = _terms(values)
    combination = Combination(kind=kind, operands=tuple(term.operand for term in terms), bound=bound, lesser=lesser)
    found = evidence.calculate(combination, terms)
    return found.result if found else None


@pytest.mark.parametrize(
    ("kind", "values", "result"),
    [
        ("sum", ("12 boats", "three", "40"), "55"),
        ("sum", ("1,200", "more than 300"), "at least 1,500"),
        ("sum", ("at least 5", "up to 10"), "about 15"),
        ("sum", ("about 30", "5"), "about 35"),
        ("sum", ("$2 million", "$500,000"), "$2.5 million"),
        ("difference", ("216", "197"), "19"),
        ("difference", ("197", "216"), "19"),
        ("difference", ("at least 20", "15"), "at least 5"),
        ("difference", ("20", "at least 15"), "up to 5"),
        ("difference", ("more than 362", "more than 130"), "about 232"),
        ("remainder", ("48 boats", "31"), "17"),
        ("remainder", ("31 boats", "48"), None),
        ("difference", ("dozens", "170"), None),
        ("comparison", ("84", "15"), "side 1"),
        ("comparison", ("15", "more than 84"), "side 2"),
        ("comparison", ("15", "15"), "neither"),
        ("comparison", ("9 April 2006", "July 2006"), "side 2"),
        ("relation", ("31", "33"), "fewer"),
        ("each", ("15", "dozens"), "15, dozens"),
    ],
)
def test_figures_are_computed_with_their_hedges(kind: CombinationKind, values: tuple[str, ...], result: str) -> None:
    """A lower bound makes the result one, and an upper one where it is taken away; bounds both ways make it "about"."""
    assert _result(kind, *values) == result


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("sum", ("12 boats", "$5 million")),
        ("sum", ("three hours", "12 boats")),
        ("difference", ("40%", "12")),
        ("difference", ("4 May 2026", "2 May 2026")),
        ("comparison", ("4 May 2026", "12")),
        ("comparison", ("9 April 2006", "April 2006")),
        ("comparison", ("the navy", "12")),
        ("sum", ("12",)),
    ],
)
def test_unlike_figures_are_never_computed_with(kind: CombinationKind, values: tuple[str, ...]) -> None:
    """Counts, money, shares, hours and days do not mix, and a month is neither before nor after a day in it."""
    assert _result(kind, *values) is None


def test_the_lesser_of_two_is_the_smaller_figure_or_the_earlier_day() -> None:
    """A question after fewer or earlier gets the other of the two."""
    assert _result("comparison", "84", "15", lesser=True) == "side 2"
    assert _result("comparison", "9 April 2006", "July 2006", lesser=True) == "side 1"


@pytest.mark.parametrize(
    ("values", "bound", "holds"),
    [
        (("200", "55"), "more than 250", True),
        (("200", "50"), "more than 250", False),
        (("200", "at least 40"), "more than 250", None),
        (("200", "55"), "255", True),
    ],
)
def test_a_sum_is_held_against_the_bound_that_is_asked_about(
    values: tuple[str, ...],
    bound: str,
    holds: bool | None,  # noqa: FBT001 - a parameter of the test
) -> None:
    """A sum that may lie on either side of the bound leaves the question open."""
    terms = _terms(values)
    combination = Combination(kind="sum", operands=tuple(term.operand for term in terms), bound=bound)
    found = evidence.calculate(combination, terms)

    assert found is not None
    assert found.holds is holds


TEXT = (
    "The storm sank 84 boats, the owners said on 4 May 2026. The port counted 15 boats. "
    "Of the losses, 50 boats are of Dover, 26 of the Calais fleet and 8 of Ostend. "
    "It put its own losses at seven boats."
)
DOCUMENT = Document(
    document_id="d", title="Storm", text=TEXT, content_hash="h", source="d.md", published_at="2026-05-04"
)
PASSAGE = Passage(passage_id="p", document_id="d", span=Span(0, len(TEXT)), text=TEXT)


def _position(words: str, sentence: str, *, speaker: str | None, day: str, relation: Standing | str = "") -> Position:
    start = TEXT.index(sentence)
    at = TEXT.index(words, start)
    quote = Quote(document_id="d", span=Span(start, TEXT.index(".", start) + 1), answer_span=Span(at, at + len(words)))
    return Position(
        value=words,
        as_of=day,
        first_reported=day,
        publishers=(),
        origins=1,
        speaker=speaker,
        relation="earlier" if relation else "current",
        quotes=(quote,),
    )


LEDGER = Ledger(
    positions=(
        _position("84", "The storm", speaker="the owners", day="2026-05-08"),
        _position("seven", "It put", speaker="the owners", day="2026-05-05", relation="earlier"),
        _position("15", "The port", speaker="Port of Dover", day="2026-05-04", relation="earlier"),
    ),
    agreement="evolved",
    reason="",
)


def _value(operand: Operand, *, on: date | None = None, ledger: Ledger | None = LEDGER) -> str | None:
    found = evidence.term(operand, ledger, (PASSAGE,), {"d": DOCUMENT}, on=on)
    return found.value if found else None


def test_a_speaker_gets_the_figure_that_is_that_speakers() -> None:
    """The current value is taken only where it is the asked party's own; nobody is given another's figure."""
    asked = "How many boats were sunk?"

    assert _value(Operand(label="", question=asked)) == "84"
    assert _value(Operand(label="", question=asked, speaker="the Port of Dover")) == "15"
    assert _value(Operand(label="", question=asked, speaker="Greenpeace")) is None
    assert _value(Operand(label="", question=asked, speaker="Port of Dover", weekday="monday")) == "15"
    assert _value(Operand(label="", question=asked, speaker="Port of Dover", weekday="friday")) is None


def test_a_figure_of_another_day_is_not_taken_for_the_day_that_is_asked_about() -> None:
    """A report of the day or the two after it counts, or a sentence that names the day."""
    asked = Operand(label="", question="How many boats were sunk?")

    assert _value(asked, on=date(2026, 5, 4)) == "15"
    assert _value(asked, on=date(2026, 5, 1), ledger=None) is None


def test_a_list_in_one_sentence_gives_each_name_its_own_figure() -> None:
    """Of a list the member counts that has the name in it, and no other figure of the sentence."""
    asked = "How many boats were of it?"

    assert _value(Operand(label="", question=asked, named="Dover"), ledger=None) == "50"
    assert _value(Operand(label="", question=asked, named="the Calais fleet"), ledger=None) == "26"
    assert _value(Operand(label="", question=asked, named="Ostend"), ledger=None) == "8"
    assert _value(Operand(label="", question=asked, named="Bruges"), ledger=None) is None


def test_a_figure_of_a_year_is_told_with_the_year() -> None:
    """The figure of now is not given for a year that neither its report nor its sentence is of."""
    assert _value(Operand(label="2026", question="How many boats were sunk in 2026?")) == "84"
    assert _value(Operand(label="2017", question="How many boats were sunk in 2017?")) is None


def test_a_bare_figure_beside_a_speaker_is_of_what_its_sentence_counts() -> None:
    """It counts boats where the sentence speaks of boats, and never sailors."""
    text = "Counts of boats differ: 15 according to Ada Lee, 17 according to Bo Hill."
    document = Document(document_id="b", title="", text=text, content_hash="b", source="b")
    passage = Passage(passage_id="b", document_id="b", span=Span(0, len(text)), text=text)

    def value(question: str) -> str | None:
        asked = Operand(label="", question=question, speaker="Ada Lee")
        found = evidence.term(asked, None, (passage,), {"b": document}, on=None)
        return found.value if found else None

    assert value("How many boats were lost?") == "15"
    assert value("How many sailors were lost?") is None


def test_figures_of_the_question_are_looked_for_in_the_reports() -> None:
    """A figure is found where the reports give it of the same thing, not where it counts another."""
    operands = tuple(Operand(label=given, given=given) for given in ("84 boats", "15 boats", "15 cars"))

    found = evidence.stated(operands, (PASSAGE,), {"d": DOCUMENT})

    assert [term.value for term in found] == ["84", "15", "15"]
    assert [bool(term.quotes) for term in found] == [True, True, False]


def test_bare_figures_of_the_question_are_those_of_a_sentence_that_has_them_all() -> None:
    """A figure that says not what it counts could be of anything; beside the other it is of the same."""
    text = "The navy counted about 400 boats; the port's figure is 450. A bell of 450 years rang."
    document = Document(document_id="b", title="", text=text, content_hash="b", source="b")
    passage = Passage(passage_id="b", document_id="b", span=Span(0, len(text)), text=text)
    operands = tuple(Operand(label=given, given=given) for given in ("450 of the port", "about 400 boats"))
    found = evidence.stated(operands, (passage,), {"b": document})

    assert [term.quotes[0].span.of(text) for term in found] == [
        "The navy counted about 400 boats; the port's figure is 450."
    ] * 2
    alone = evidence.stated((*operands[:1], Operand(label="9 kegs", given="9 kegs")), (passage,), {"b": document})
    assert not any(term.quotes for term in alone)


def test_a_course_is_in_the_order_of_the_first_reports_and_leaves_out_a_partys_own() -> None:
    """What a party says of its own people is no state of what it says of others."""
    moved = evidence.moves(Operand(label="", question="How many boats were sunk?"), LEDGER, (PASSAGE,), {"d": DOCUMENT})

    assert [term.value for term in moved] == ["15", "84"]
    assert moved[0].operand.label == "4 May 2026, Port of Dover"


@pytest.mark.parametrize(
    ("question", "day"),
    [
        ("How many sank on 2 May 2026?", date(2026, 5, 2)),
        ("How many sank in the storm of 2 May 2026?", date(2026, 5, 2)),
        ("How many had sunk by 2 May 2026?", None),
        ("How many sank in May 2026?", None),
        ("How many sank?", None),
    ],
)
def test_the_day_that_a_question_is_about_is_no_bound(question: str, day: date | None) -> None:
    """The words "on" and "of" name the day itself, "by" and "since" a bound, and a month is no day."""
    assert evidence.day_asked(question, today=date(2026, 5, 9)) == day


def test_a_sentence_that_tells_the_course_gives_its_figures() -> None:
    """Of a sentence with all steps up to a value of the ledger, each is taken; of one that ends elsewhere, none."""
    operand = Operand(label="", question="How many boats were sunk?")
    for text, values in (
        ("The toll has grown from 9 to 15, 40, 60 and now 84.", ["9", "15", "40", "60", "84"]),
        ("The price has grown from 9 to 15, 40, 60 and now 100.", ["15", "84"]),
    ):
        told = Document(document_id="t", title="", text=text, content_hash="h", source="t.md")
        passage = Passage(passage_id="t", document_id="t", span=Span(0, len(text)), text=text)

        moved = evidence.moves(operand, LEDGER, (passage,), {"d": DOCUMENT, "t": told})

        assert [term.value for term in moved] == values


def test_the_figure_of_a_magazine_is_not_given_to_the_army() -> None:
    """Officials may be meant by a figure that nobody is named for, but not by one that another is named for."""
    operand = Operand(label="", question="How many boats were sunk?", speaker="the army")

    def spoken_by(speaker: str | None) -> str | None:
        position = _position("84", "The storm", speaker=speaker, day="2026-05-08")
        return _value(operand, ledger=Ledger(positions=(position,), agreement="single", reason=""))

    assert spoken_by(None) == "84"
    assert spoken_by("an army spokesman") == "84"
    assert spoken_by("The magazine") is None


def test_what_came_on_top_is_no_count() -> None:
    """A further 11 are not the 11 of a place."""
    text = "A further 11 boats were sunk in Dover, and 12 more boats were sunk in Calais. Ostend lost 9 boats."
    passage = Passage(passage_id="t", document_id="t", span=Span(0, len(text)), text=text)
    documents = {"t": Document(document_id="t", title="", text=text, content_hash="h", source="t.md")}

    asked = "How many boats were sunk?"
    found = [
        evidence.term(Operand(label="", question=asked, named=name), None, (passage,), documents, on=None)
        for name in ("Dover", "Calais", "Ostend")
    ]

    assert [term.value if term else None for term in found] == [None, None, "9"]


def test_counts_of_different_times_are_not_set_side_by_side() -> None:
    """Figures of two parties or places 45 days apart are of two events; a year in the name asks for just that."""

    def calculated(one: Operand, two: Operand) -> bool:
        terms = (
            Term(operand=one, value="9", day="2024-05-08", quotes=(QUOTE,)),
            Term(operand=two, value="8", day="2026-05-08", quotes=(QUOTE,)),
        )
        return evidence.calculate(Combination(kind="each", operands=(one, two)), terms) is not None

    asked = "How many boats were sunk?"
    assert not calculated(
        Operand(label="a", question=asked, speaker="the navy"), Operand(label="b", question=asked, speaker="the port")
    )
    assert not calculated(
        Operand(label="a", question=asked, named="Dover"), Operand(label="b", question=asked, named="Calais")
    )
    assert calculated(
        Operand(label="a", question=asked, named="the storm of 2024"),
        Operand(label="b", question=asked, named="the storm of 2026"),
    )
