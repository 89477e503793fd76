"""Questions that combine figures: the form tells what is asked of which operands, and each can be asked alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant import answer
from assistant.records import (
    Calculation,
    Combination,
    CombinationKind,
    Document,
    Operand,
    Quote,
    Span,
    Standing,
    Term,
)

QUESTIONS = Path(__file__).parents[1] / "questions" / "corpus.jsonl"
# Types of shipped questions of which some combine figures.
COMBINING = {"arithmetic", "comparison", "multi-report", "evolved", "conflicting"}


def _asked(combination: Combination | None) -> tuple[str, ...]:
    assert combination is not None
    return tuple(operand.question or operand.given for operand in combination.operands)


@pytest.mark.parametrize(
    ("question", "kind", "operands"),
    [
        (
            "Do 12 trucks, three buses and more than 40 cars add up to more than 50?",
            "sum",
            ("12 trucks", "three buses", "more than 40 cars"),
        ),
        (
            "What do 18 sailors and divers, three cooks and five more sailors come to?",
            "sum",
            ("18 sailors and divers", "three cooks", "five more sailors"),
        ),
        (
            "Do 4,711 trucks and 812 buses add up to more than 5,000?",
            "sum",
            ("4,711 trucks", "812 buses"),
        ),
        ("How much are $20 million and $5 million of aid in all?", "sum", ("$20 million", "$5 million of aid")),
        (
            "How many boats were lost on Monday 4 and Tuesday 5 May 2026 together?",
            "sum",
            ("How many boats were lost on Monday 4 May 2026?", "How many boats were lost on Tuesday 5 May 2026?"),
        ),
        (
            "How many houses burnt down in Arles, Nice and Toulon combined?",
            "sum",
            (
                "How many houses burnt down in Arles?",
                "How many houses burnt down in Nice?",
                "How many houses burnt down in Toulon?",
            ),
        ),
        (
            "How many sailors do the losses of the Ada and the Cora in it make together?",
            "sum",
            (
                "How many sailors of the Ada were lost in it?",
                "How many sailors of the Cora were lost in it?",
            ),
        ),
        (
            "By how many did the number of houses lost rise from Monday 4 to Friday 8 May 2026?",
            "difference",
            (
                "How many houses were lost by Friday 8 May 2026?",
                "How many houses were lost by Monday 4 May 2026?",
            ),
        ),
        (
            "How much did the death toll grow between 4 May and 8 May 2026?",
            "difference",
            ("How many people were killed by 8 May 2026?", "How many people were killed by 4 May 2026?"),
        ),
        (
            "What is the difference between the 60 boats lost in the storm and the port's count of missing boats?",
            "difference",
            ("60 boats lost in the storm", "What was the port's count of missing boats?"),
        ),
        (
            "How many more ferries than trawlers were lost in the storm?",
            "difference",
            ("How many ferries were lost in the storm?", "How many trawlers were lost in the storm?"),
        ),
        (
            "How many of the 48 boats in the harbour were not insured?",
            "remainder",
            ("48 boats in the harbour", "How many of the 48 boats in the harbour were insured?"),
        ),
        (
            "Which side gives the lower number of boats sunk on 4 May 2026, the navy or the port?",
            "comparison",
            (
                "How many boats were sunk on 4 May 2026 according to the navy?",
                "How many boats were sunk on 4 May 2026 according to the port?",
            ),
        ),
        (
            "Which club sold more tickets in May, Alba or Berwick?",
            "comparison",
            ("How many tickets were sold by Alba in May?", "How many tickets were sold by Berwick in May?"),
        ),
        (
            "In which of the two storms of 2 May 2026 were more boats lost, off Dover or in Calais?",
            "comparison",
            (
                "How many boats were lost off Dover in the storm of 2 May 2026?",
                "How many boats were lost in Calais in the storm of 2 May 2026?",
            ),
        ),
        (
            "In which of the two strikes did the union claim more members, that of 2019 or that of 2022?",
            "comparison",
            (
                "How many members did the union claim in the strike of 2019?",
                "How many members did the union claim in the strike of 2022?",
            ),
        ),
        (
            "Which country signed the treaty earlier, Chile or Peru?",
            "comparison",
            ("When was the treaty signed by Chile?", "When was the treaty signed by Peru?"),
        ),
        (
            "Were more boats lost in Calais than in Dover?",
            "comparison",
            ("How many boats were lost in Calais?", "How many boats were lost in Dover?"),
        ),
        (
            "How does the number of boats lost that Ortiz gave on Monday compare with Blanc's of Sunday?",
            "relation",
            ("How many boats were lost according to Ortiz?", "How many boats were lost according to Blanc?"),
        ),
        (
            "How did the number of boats lost climb from Monday to Friday?",
            "course",
            ("How many boats were lost?",),
        ),
        ("How has the civilian death toll developed over time?", "course", ("How many civilians were killed?",)),
        (
            "How did the death toll of the Arles fire change?",
            "course",
            ("How many people were killed in the Arles fire?",),
        ),
        (
            "How did the number of members that the union claims to have won grow?",
            "course",
            ("How many members does the union claim to have won?",),
        ),
        (
            "How many sailors died by the navy's count on Saturday night and by the port's on Sunday?",
            "each",
            ("How many sailors died according to the navy?", "How many sailors died according to the port?"),
        ),
        (
            "How many sailors died by the navy's count, and how many by the owners'?",
            "each",
            ("How many sailors died according to the navy?", "How many sailors died according to the owners?"),
        ),
        (
            "How many boats sank by the navy's and by the port's account?",
            "each",
            ("How many boats sank according to the navy?", "How many boats sank according to the port?"),
        ),
        (
            "How many boats sank, according to Ada Lee and the Dover Guard?",
            "each",
            ("How many boats sank according to Ada Lee?", "How many boats sank according to the Dover Guard?"),
        ),
        (
            "How many houses burnt down in Arles and Nice together on 4 May 2026?",
            "sum",
            ("How many houses burnt down in Arles on 4 May 2026?", "How many houses burnt down in Nice on 4 May 2026?"),
        ),
        ("How many dead do nine sailors and 20 divers make in the storm?", "sum", ("nine sailors", "20 divers")),
        (
            "How many more boats did the navy count on 8 May 2026 than on 4 May?",
            "difference",
            ("How many boats did the navy count by 8 May 2026?", "How many boats did the navy count by 4 May 2026?"),
        ),
        (
            "How many fewer sailors died by the navy's count of 4 May than by the port's of 5 May 2026?",
            "difference",
            (
                "How many sailors died on 4 May 2026 according to the navy?",
                "How many sailors died on 5 May 2026 according to the port?",
            ),
        ),
        (
            "How many more boats does the navy claim to have sunk than the pirates count?",
            "difference",
            (
                "How many boats does the navy claim to have sunk?",
                "How many boats do the pirates claim to have sunk?",
            ),
        ),
        (
            "By how many people did the census figure of Ruritania grow from 2017 to 2023?",
            "difference",
            ("What was the census figure of Ruritania in 2023?", "What was the census figure of Ruritania in 2017?"),
        ),
        (
            "By how much did the navy's claimed toll rise between 3 and 4 May 2026?",
            "difference",
            (
                "How many people does the navy claim to have killed by 4 May 2026?",
                "How many people does the navy claim to have killed by 3 May 2026?",
            ),
        ),
        (
            "How many of the 48 boats in the harbour did not leave for Nice?",
            "remainder",
            ("48 boats in the harbour", "How many of the 48 boats in the harbour left for Nice?"),
        ),
    ],
)
def test_the_form_of_a_question_tells_its_operands(
    question: str, kind: CombinationKind, operands: tuple[str, ...]
) -> None:
    """Each operand is a question that can be read alone, with its time, speaker or place, or a figure as given."""
    combination = answer.combination(question)

    assert _asked(combination) == operands
    assert combination is not None
    assert combination.kind == kind


@pytest.mark.parametrize(
    "question",
    [
        "How many boats were lost?",
        "How many boats were lost, according to the navy?",
        "How many boats more were lost than on the ferry?",
        "How many boats and cars were lost on 4 May 2026?",
        "How did the fire spread from Arles to Nice?",
        "How did the mayor change the plan?",
        "What is the difference between a trawler and a ferry?",
        "Which paper reported the loss of the ferry?",
        "Who led the search, and how many boats took part?",
        "Did the navy or the port find the ferry?",
        "How many sailors died, according to the navy and according to the port?",
        "Were the 12 sailors found alive?",
        "Which of the boats was lost first?",
        "",
        "?",
    ],
)
def test_other_questions_combine_nothing(question: str) -> None:
    """A question that merely has a list, two figures or a word of order in it goes the way of all questions."""
    assert answer.combination(question) is None


def test_no_shipped_question_of_another_type_is_taken_for_one() -> None:
    """The forms fit none of the shipped development questions that ask for one thing."""
    rows = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines() if '"split": "dev"' in line]
    others = [row["question"] for row in rows if row["type"] not in COMBINING]

    assert len(others) > 100
    assert [question for question in others if answer.combination(question)] == []


def test_a_weekday_without_a_date_chooses_among_a_speakers_figures() -> None:
    """Which Sunday is meant is told by the reports, so the day is kept beside the question and not put into it."""
    combination = answer.combination("How many died by the navy's count on Saturday night and by the port's on Sunday?")

    assert combination is not None
    assert [operand.weekday for operand in combination.operands] == ["saturday", "sunday"]
    assert [operand.speaker for operand in combination.operands] == ["the navy", "the port"]

    grown = answer.combination("By how many did the number of boats lost grow from Monday to Friday?")

    assert _asked(grown) == ("How many boats were lost?", "How many boats were lost?")
    assert grown is not None
    assert [operand.weekday for operand in grown.operands] == ["friday", "monday"]


TEXT = "The navy counted 15 boats. The port counted 9 boats. The mayor spoke of 12 boats."
DOCUMENT = Document(
    document_id="d",
    title="Storm",
    text=TEXT,
    content_hash="h",
    source="d.md",
)


def _term(label: str, value: str, *, given: bool = False, cited: bool = True) -> Term:
    start = TEXT.find(value)
    begin = TEXT.rfind(". ", 0, max(start, 0)) + 2 if TEXT.rfind(". ", 0, max(start, 0)) >= 0 else 0
    quote = Quote(document_id="d", span=Span(begin, TEXT.index(".", start) + 1))
    operand = Operand(label=label, given=value) if given else Operand(label=label, question="How many?")
    return Term(operand=operand, value=value, quotes=(quote,) if cited else ())


def _said(
    kind: CombinationKind,
    terms: tuple[Term, ...],
    result: str,
    *,
    standing: Standing = "",
    holds: bool | None = None,
    bound: str = "",
) -> tuple[str, str | None]:
    combination = Combination(kind=kind, operands=tuple(term.operand for term in terms), bound=bound)
    calculation = Calculation(
        kind=kind, operands=tuple(term.value for term in terms), result=result, standing=standing, holds=holds
    )
    draft = answer.say(combination, terms, calculation, {"d": DOCUMENT})
    assert draft is not None
    return draft.claims[0].text, draft.short_answer


def test_the_result_is_said_first_and_names_what_went_in() -> None:
    """Every kind has a sentence with the result and all operands, and a short answer that is the result alone."""
    navy, port, mayor = _term("the navy", "15"), _term("the port", "9"), _term("the mayor", "12")

    assert _said("sum", (navy, port, mayor), "36") == (
        "Together 36: 15 (the navy), 9 (the port) and 12 (the mayor).",
        "36",
    )
    assert _said("difference", (navy, port), "6", standing="more") == (
        "6 more: 15 (the navy) against 9 (the port).",
        "6",
    )
    assert _said("comparison", (port, navy), "the navy", standing="fewer") == (
        "The navy: 15 against 9 (the port).",
        "the navy",
    )
    assert _said("relation", (navy, port), "more", standing="more") == (
        "Higher: 15 (the navy) against 9 (the port).",
        "higher",
    )
    assert _said("each", (navy, port), "15, 9") == ("The navy: 15; the port: 9.", "15; 9")
    assert _said("course", (port, mayor, navy), "9, 12, 15")[1] == "9, 12, 15"


def test_a_figure_that_only_the_question_gives_is_named_as_such() -> None:
    """A sum with a figure that no report bears out says which one that is."""
    given = (_term("15 boats", "15 boats", given=True), _term("70 cars", "70 cars", given=True, cited=False))

    text, short = _said("sum", given, "85", holds=True, bound="more than 80")

    assert text == "Together 85: 15 boats and 70 cars. That is more than 80. No report was found that says: 70 cars."
    assert short == "85"


def test_what_was_found_is_quoted_where_an_operand_is_missing() -> None:
    """Without a calculation there is no result and no short answer; the operand that was found is quoted."""
    navy = _term("the navy", "15")
    combination = Combination(kind="difference", operands=(navy.operand, Operand(label="the port", question="Q?")))

    draft = answer.say(combination, (navy,), None, {"d": DOCUMENT}, missing=("Q?",))

    assert draft is not None
    assert [(claim.lead, claim.text) for claim in draft.claims] == [("The navy:", "The navy counted 15 boats.")]
    assert (draft.short_answer, draft.missing) == (None, ("Q?",))
    assert answer.say(combination, (), None, {}) is None


@pytest.mark.parametrize(
    ("question", "operands"),
    [
        (
            "What is the gap between the union's toll and the port's?",
            (
                "How many people were killed according to the union?",
                "How many people were killed according to the port?",
            ),
        ),
        ("What is the difference between 150,000 and 400,000 pesos?", ("150,000 pesos", "400,000 pesos")),
        ("Do 12 and 30 add up to more than 40?", ("12", "30")),
    ],
)
def test_what_the_second_operand_leaves_out_is_the_firsts(question: str, operands: tuple[str, ...]) -> None:
    """And the other way round for a unit that stands once."""
    assert _asked(answer.combination(question)) == operands


def test_a_course_between_two_days_ends_with_the_second() -> None:
    """What was counted later is no part of it."""
    asked = _asked(answer.combination("How did the death toll change between 12 May and 19 May?"))
    assert asked == ("How many people were killed by 19 May?",)


def test_an_excess_over_what_is_no_count_is_no_combination() -> None:
    """What "the ship was certified for" counts could not be asked for alone."""
    assert answer.combination("How many more people were aboard than the ship was certified for?") is None
