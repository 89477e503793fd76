"""Every metric on cases worked out by hand."""

from __future__ import annotations

import pytest

from assistant.evaluation import metrics
from assistant.evaluation.metrics import Interval, Place
from assistant.records import Span


def place(document_id: str, start: int, end: int) -> Place:
    """Return a place of a report."""
    return Place(document_id, Span(start, end))


@pytest.mark.parametrize(
    ("text", "normalised"),
    [
        ("The  Baloch Liberation\tArmy.", "baloch liberation army"),
        ("An end to a siege", "end to siege"),
        ("Rs5.5 million", "rs55 million"),
        ("50 %", "50"),
        ("anthem", "anthem"),
        ("a.m.", "am"),
        ("“baseless”", "“baseless”"),
        ("the", ""),
        ("", ""),
    ],
)
def test_normalisation_follows_squad(text: str, normalised: str) -> None:
    """Case, ASCII punctuation, articles and runs of blanks do not count; everything else does."""
    assert metrics.normalise_answer(text) == normalised


def test_exact_match_takes_any_accepted_answer() -> None:
    """One accepted form is enough, and more words than it are too many."""
    assert metrics.exact_match("The Hudda jail.", ["prison", "Hudda jail"]) == 1
    assert metrics.exact_match("in Hudda jail", ["Hudda jail"]) == 0
    assert metrics.exact_match("197", []) == 0


@pytest.mark.parametrize(
    ("prediction", "answer", "f1"),
    [
        # Overlap 2 of 4 predicted and 2 gold tokens: P 1/2, R 1. Sets of tokens would give 1.0.
        ("new york new york", "new york", 2 / 3),
        # Overlap 1; P 1/3, R 1/2.
        ("killed 36 civilians", "36 people", 2 / 5),
        ("36", "36", 1),
        ("36", "63", 0),
        ("", "36", 0),
        ("the", "a", 1),
        ("the", "36", 0),
    ],
)
def test_token_f1_counts_multisets(prediction: str, answer: str, f1: float) -> None:
    """A repeated token counts as often as both sides have it; nothing equals only nothing."""
    assert metrics.token_f1(prediction, answer) == pytest.approx(f1)


def test_token_f1_takes_the_best_accepted_answer() -> None:
    """The score is that of the closest form, and 0.0 without any."""
    assert metrics.best_token_f1("36 civilians", ["22", "36"]) == pytest.approx(2 / 3)
    assert metrics.best_token_f1("36", []) == 0


@pytest.mark.parametrize(
    ("texts", "answers", "contained"),
    [
        (["Troops killed 197 militants."], ["197"], 1),
        (["Troops killed 197 militants."], ["7", "19"], 0),
        (["Something else", "197"], ["197"], 1),
        (["It called them “baseless”."], ["baseless"], 1),
        (["Nushki\u2019s police", "HRCB's sheet"], ["HRCB"], 1),
        (["on 11\u201312 March"], ["12 March"], 1),
        (["The BLA denied it"], ["bla, denied"], 1),
        (["Islamic", "State"], ["Islamic State"], 0),
        (["anything"], ["the"], 0),
        ([], ["197"], 0),
    ],
)
def test_contained_looks_for_whole_tokens(texts: list[str], answers: list[str], contained: float) -> None:
    """An accepted form counts where it stands as whole words of one text, whatever the marks around it."""
    assert metrics.answer_contained(texts, answers) == contained


@pytest.mark.parametrize(
    ("one", "other", "overlap"),
    [
        (place("a", 0, 10), place("a", 9, 12), True),
        (place("a", 0, 10), place("a", 10, 12), False),
        (place("a", 4, 5), place("a", 0, 10), True),
        (place("a", 0, 10), place("b", 0, 10), False),
    ],
)
def test_overlap_is_a_shared_character_of_one_report(one: Place, other: Place, overlap: bool) -> None:  # noqa: FBT001
    """Spans are half-open: touching is not overlapping."""
    assert one.overlaps(other) is overlap
    assert other.overlaps(one) is overlap


def test_rank_hits_and_reciprocal_rank() -> None:
    """The third passage is the first that touches the evidence: a hit from 3 on, and a reciprocal rank of a third."""
    found = [place("b", 0, 50), place("a", 0, 50), place("a", 50, 99), place("a", 40, 99)]
    rank = metrics.first_rank(found, [place("a", 60, 70)])
    assert rank == 3
    assert [metrics.hit_at(k, rank) for k in (1, 3, 5)] == [0, 1, 1]
    assert metrics.reciprocal_rank(rank, cutoff=10) == pytest.approx(1 / 3)
    assert metrics.reciprocal_rank(rank, cutoff=2) == 0


def test_evidence_that_is_not_found_scores_zero() -> None:
    """No rank is no hit at any depth."""
    assert metrics.first_rank([place("b", 0, 50)], [place("a", 0, 50)]) is None
    assert metrics.first_rank([], [place("a", 0, 50)]) is None
    assert metrics.hit_at(10, None) == 0
    assert metrics.reciprocal_rank(None, cutoff=10) == 0


def test_citation_precision_is_over_what_is_cited() -> None:
    """Two of three citations touch evidence; an answer without citations has no precision."""
    gold = [place("a", 10, 20), place("b", 0, 5)]
    cited = [place("a", 0, 11), place("b", 3, 9), place("a", 20, 30)]
    assert metrics.citation_precision(cited, gold) == pytest.approx(2 / 3)
    assert metrics.citation_precision([], gold) is None
    assert metrics.citation_precision(cited, []) == 0


def test_citation_recall_is_over_the_facts_needed() -> None:
    """Copies of one report are one fact: citing either is enough, citing both gains nothing."""
    copies = [place("a", 10, 20), place("a-copy", 10, 20)]
    other = [place("b", 0, 5)]
    assert metrics.citation_recall([place("a-copy", 0, 30)], [copies, other]) == pytest.approx(1 / 2)
    assert metrics.citation_recall([place("a", 0, 30), place("a-copy", 0, 30)], [copies, other]) == pytest.approx(1 / 2)
    assert metrics.citation_recall([place("a", 0, 30), place("b", 0, 1)], [copies, other]) == 1
    assert metrics.citation_recall([], [copies, other]) == 0
    assert metrics.citation_recall([place("a", 0, 30)], []) is None


def test_abstention_is_scored_on_its_own_questions() -> None:
    """False answers are over unanswerable questions only, false refusals over answerable ones only."""
    assert metrics.false_answer(answered=True, answerable=False) == 1
    assert metrics.false_answer(answered=False, answerable=False) == 0
    assert metrics.false_answer(answered=True, answerable=True) is None
    assert metrics.false_refusal(answered=False, answerable=True) == 1
    assert metrics.false_refusal(answered=True, answerable=True) == 0
    assert metrics.false_refusal(answered=False, answerable=False) is None


def test_no_cases_is_not_zero() -> None:
    """A mean over nothing has no value."""
    assert metrics.bootstrap_mean([], seed=0) == Interval(None, None, None, 0)


def test_interval_of_equal_scores_has_no_width() -> None:
    """Resampling equal scores gives the same mean every time."""
    assert metrics.bootstrap_mean([1.0], seed=0) == Interval(1, 1, 1, 1)
    assert metrics.bootstrap_mean([0.5] * 9, seed=3) == Interval(0.5, 0.5, 0.5, 9)


def test_interval_is_close_to_the_known_one() -> None:
    """For 40 of 100 the normal approximation is 0.4 ± 1.96 · sqrt(0.24 / 100), 0.304 to 0.496."""
    interval = metrics.bootstrap_mean([1.0] * 40 + [0.0] * 60, seed=1)
    assert interval.value == pytest.approx(0.4)
    assert interval.low == pytest.approx(0.304, abs=0.015)
    assert interval.high == pytest.approx(0.496, abs=0.015)


def test_interval_is_the_same_for_the_same_seed() -> None:
    """Seeded: equal runs agree to the last digit, other seeds differ."""
    scores = [0.1, 0.9, 0.4, 0.4, 0.7, 0.0, 1.0]
    assert metrics.bootstrap_mean(scores, seed=7) == metrics.bootstrap_mean(scores, seed=7)
    assert metrics.bootstrap_mean(scores, seed=7) != metrics.bootstrap_mean(scores, seed=8)


def test_interval_over_many_questions_is_drawn_in_blocks() -> None:
    """More scores than are drawn at once still give a narrow interval around the mean."""
    interval = metrics.bootstrap_mean([1.0, 0.0] * 600, seed=0)
    assert interval.n == 1_200
    assert interval.low == pytest.approx(0.472, abs=0.005)
    assert interval.high == pytest.approx(0.528, abs=0.005)
