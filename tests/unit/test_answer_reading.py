"""Answers made from readings."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from assistant.answer import compose, merge, rank
from assistant.answer.reading import MAX_POSITIONS, answer_words, from_ledger
from assistant.records import (
    Document,
    Draft,
    DraftClaim,
    Hit,
    Ledger,
    Passage,
    Position,
    Quote,
    Reading,
    Relation,
    Span,
)
from assistant.text import sentence_spans, sha256

TEXT = "A heading. Forces killed 197 militants on Monday. At least 36 civilians died."
MILITANTS, CIVILIANS = "Forces killed 197 militants on Monday.", "At least 36 civilians died."


def _report(name: str, text: str = TEXT) -> Document:
    return Document(document_id=name, title="T", text=text, content_hash=sha256(text), source=name)


def _reading(document: Document, answer: str | None, sentence: str, probability: float) -> Reading:
    def span(part: str) -> Span:
        start = document.text.index(part)
        return Span(start, start + len(part))

    whole = Span(0, len(document.text))
    name = document.document_id
    return Reading(
        passage=Passage(passage_id=name, document_id=name, span=whole, text=document.text),
        answer_span=span(answer) if answer else None,
        sentence_span=span(sentence),
        score=math.log(probability / (1 - probability)),
        probability=probability,
    )


def _compose(readings: list[Reading], *reports: Document, several: bool = False, most: int = 3) -> Draft | None:
    documents = {report.document_id: report for report in reports}
    return compose(readings, documents, threshold=0.5, max_sentences=most, several=several)


def test_rank_weighs_the_reader_against_retrieval() -> None:
    """A hit with half the best score loses `weight * log 2`; weight 0 leaves the reader's order."""
    report = _report("a")
    first, second = _reading(report, "36", CIVILIANS, 0.5), _reading(report, "197", MILITANTS, 0.6)
    hits = [Hit(passage=item.passage, score=score, ranks={}) for item, score in ((first, 1.0), (second, 0.5))]
    assert [item.score for item in rank([first, second], hits, retrieval_weight=0.0)] == [second.score, first.score]
    ranked = rank([first, second], hits, retrieval_weight=1.0)
    assert [item.answer_span for item in ranked] == [first.answer_span, second.answer_span]
    # The odds of the second: 1.5, halved.
    assert [item.probability for item in ranked] == pytest.approx([0.5, 0.75 / 1.75])
    assert rank([], [], retrieval_weight=1.0) == ()


def test_what_a_passage_answers_besides_moves_with_it() -> None:
    """No further answer goes before the best of its own passage because of where that was retrieved."""
    report = _report("a")
    first, second = _reading(report, "36", CIVILIANS, 0.5), _reading(report, "197", MILITANTS, 0.6)
    second = replace(second, further=(first,))
    hits = [Hit(passage=item.passage, score=score, ranks={}) for item, score in ((first, 1.0), (second, 0.5))]
    ranked = rank([first, second], hits, retrieval_weight=1.0)
    [further] = next(item for item in ranked if item.further).further
    assert further.score == pytest.approx(first.score - math.log(2))
    assert further.probability == pytest.approx(0.5 / 1.5)


def test_the_likeliest_answer_is_said_with_its_sentence_in_place() -> None:
    """The first reading gives the short answer; the claim is the sentence around it, the words in it marked."""
    report = _report("a")
    draft = _compose([_reading(report, "197", MILITANTS, 0.9), _reading(report, "36", CIVILIANS, 0.8)], report)
    assert draft is not None
    assert draft.short_answer == "197"
    assert [claim.text for claim in draft.claims] == [MILITANTS]
    (quote,) = draft.claims[0].quotes
    assert quote.span.of(report.text) == MILITANTS
    assert quote.answer_span is not None
    assert quote.answer_span.of(report.text) == "197"


def test_a_sentence_that_several_reports_carry_cites_each() -> None:
    """Copies are cited together; another sentence with the same answer adds nothing."""
    first, copy, other = _report("a"), _report("b"), _report("c", "By Monday 197 were dead.")
    readings = [
        _reading(first, "197", MILITANTS, 0.9),
        _reading(copy, "197", MILITANTS, 0.8),
        _reading(other, "197", "By Monday 197 were dead.", 0.7),
    ]
    draft = _compose(readings, first, copy, other)
    assert draft is not None
    assert [[quote.document_id for quote in claim.quotes] for claim in draft.claims] == [["a", "b"]]


def test_a_reason_takes_several_sentences_that_differ() -> None:
    """Up to the most allowed, each above the threshold and none saying what one before it says."""
    report, copy = _report("a"), _report("b", "On Monday forces killed 197 militants.")
    readings = [
        _reading(report, "197", MILITANTS, 0.9),
        _reading(copy, "197", copy.text, 0.8),
        _reading(report, "36", CIVILIANS, 0.7),
        _reading(report, "A heading.", "A heading.", 0.4),
    ]
    draft = _compose(readings, report, copy, several=True)
    assert draft is not None
    assert [claim.text for claim in draft.claims] == [MILITANTS, CIVILIANS]
    single = _compose(readings, report, copy, several=True, most=1)
    assert single is not None
    assert [claim.text for claim in single.claims] == [MILITANTS]


def test_below_the_threshold_nothing_is_said() -> None:
    """Where no reading is likely enough there is no draft: the assistant abstains."""
    report = _report("a")
    assert _compose([_reading(report, "197", MILITANTS, 0.4), _reading(report, None, MILITANTS, 0.9)], report) is None
    assert _compose([]) is None


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        (CIVILIANS, "36", "At least 36"),
        ("More than 250 people died.", "250 people", "More than 250 people"),
        ("It cost about $40 million.", "40 million", "about $40 million"),
        ("Some two dozen fled.", "two dozen", "Some two dozen"),
        ("He left at once, and 12 followed.", "12", "12"),
        ("They called it “heinous and cowardly”.", "“heinous and cowardly", "heinous and cowardly"),
        ("They called it “heinous and cowardly”.", "“heinous and cowardly”", "“heinous and cowardly”"),
        ("It began in Quetta, on Saturday.", "Quetta,", "Quetta"),
        ("It will not be ready before 2030.", "2030", "not be ready before 2030"),
    ],
)
def test_answer_words_keep_hedges_and_drop_stray_marks(text: str, found: str, expected: str) -> None:
    """A plain 36 is not what "at least 36" says; half a pair of quotation marks says nothing."""
    report = _report("a", text)
    span = answer_words(text, _reading(report, found, text, 0.9))
    assert span is not None
    assert span.of(text) == expected


def test_parts_without_an_answer_are_named() -> None:
    """What is answered is said, each sentence once; what is not is listed."""
    report = _report("a")
    one = _compose([_reading(report, "197", MILITANTS, 0.9)], report)
    two = _compose([_reading(report, "36", CIVILIANS, 0.9)], report)
    merged = merge({"How many militants?": one, "Who?": None, "How many civilians?": two, "And militants?": one})
    assert merged is not None
    assert [claim.text for claim in merged.claims] == [MILITANTS, CIVILIANS]
    assert (merged.short_answer, merged.missing) == ("197; At least 36", ("Who?",))
    assert merge({"Who?": None}) is None
    assert merge({"How?": Draft(claims=(DraftClaim(text="So.", quotes=()),), short_answer=None)}) is not None


def _position(document: Document, value: str, relation: Relation, speaker: str | None = None) -> Position:
    sentence = next(span for span in sentence_spans(document.text) if value in span.of(document.text))
    start = document.text.index(value)
    quote = Quote(document_id=document.document_id, span=sentence, answer_span=Span(start, start + len(value)))
    return Position(
        value=value, as_of=None, publishers=(), origins=1, relation=relation, speaker=speaker, quotes=(quote,),
        first_reported="2031-05-04",
    )  # fmt: skip


def test_who_disagrees_is_said_however_often_the_figure_moved() -> None:
    """Of six earlier figures the last are said, and the union's all the same."""
    report = _report("r", " ".join(f"The toll rose to {figure}." for figure in range(11, 18)) + " The union has 40.")
    positions = (
        _position(report, "17", "current"),
        *(_position(report, str(figure), "earlier") for figure in range(16, 10, -1)),
        _position(report, "40", "disputed", "the union"),
    )
    draft = from_ledger(Ledger(positions=positions, agreement="conflicting", reason=""), {"r": report})
    assert [claim.text for claim in draft.claims][-1] == "The union has 40."
    assert len(draft.claims) == MAX_POSITIONS


@pytest.mark.parametrize(
    ("sentence", "lead"),
    [
        ("It believes that 31 people died.", "Earlier, on 4 May 2031, according to the board:"),
        ("Since then 31 people died, it said.", "Earlier, on 4 May 2031, according to the board:"),
        ("The board put the dead at 31.", "Earlier, on 4 May 2031:"),
        ("It was the worst day, and 31 people died.", "Earlier, on 4 May 2031:"),
    ],
)
def test_who_a_pronoun_is_stands_before_its_sentence(sentence: str, lead: str) -> None:
    """A sentence by itself does not tell who "it" is."""
    report = _report("r", sentence)
    positions = (_position(report, "31", "earlier", "The board"),)
    [claim] = from_ledger(Ledger(positions=positions, agreement="single", reason=""), {"r": report}).claims
    assert claim.lead == lead
