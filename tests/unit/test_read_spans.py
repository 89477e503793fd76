"""Rules for turning token scores into spans and probabilities."""

from __future__ import annotations

import math

import numpy as np
import pytest

from assistant.read.calibration import Calibration, fit, fit_choice
from assistant.read.pairs import Pair, token_range
from assistant.read.spans import Found, RowScores, best_answer, best_evidence, best_span, sentence_around
from assistant.records import Span

# "[CLS] who [SEP] Ada came . [SEP]": three tokens of text, the first at index 3.
PAIR = Pair(ids=(101, 1, 102, 2, 3, 4, 102), first=3, offsets=(Span(0, 3), Span(4, 8), Span(8, 9)))


def scores(starts: list[float], ends: list[float]) -> RowScores:
    """Return scores for the seven tokens of `PAIR`."""
    return RowScores(np.array(starts, dtype=np.float32), np.array(ends, dtype=np.float32), 0.5)


def test_best_span_is_in_characters_and_beats_null_by_its_margin() -> None:
    """The span runs from the first token's start to the last one's end; the margin is its sum less the null sum."""
    found = best_span(scores([1, 0, 0, 5, 0, 0, 0], [2, 0, 0, 0, 4, 0, 0]), PAIR, max_tokens=3)
    assert found == Found(span=Span(0, 8), margin=5 + 4 - 1 - 2, support=0.5)


def test_a_span_never_ends_before_it_starts() -> None:
    """The highest end before the highest start is passed over."""
    found = best_span(scores([0, 0, 0, 0, 9, 0, 0], [0, 0, 0, 9, 1, 0, 0]), PAIR, max_tokens=3)
    assert found.span == Span(4, 8)


def test_a_span_is_no_longer_than_asked_for() -> None:
    """With one token allowed, the best single token wins over a better pair."""
    found = best_span(scores([0, 0, 0, 5, 3, 0, 0], [0, 0, 0, 0, 4, 0, 0]), PAIR, max_tokens=1)
    assert found.span == Span(4, 8)


def test_scores_outside_the_text_are_ignored() -> None:
    """A question's token cannot be the answer, however high it scores."""
    found = best_span(scores([0, 99, 0, 1, 0, 0, 99], [0, 99, 0, 1, 0, 0, 99]), PAIR, max_tokens=3)
    assert found.span == Span(0, 3)


def test_an_answer_stays_inside_one_sentence() -> None:
    """The likeliest start in one sentence is not joined to the likeliest end in the next."""
    pair = Pair(ids=(101, 1, 102, 2, 3, 4, 5, 102), first=3, offsets=(Span(0, 3), Span(3, 4), Span(5, 8), Span(8, 9)))
    starts, ends = np.zeros(8, np.float32), np.zeros(8, np.float32)
    starts[3], starts[5], ends[3], ends[5] = 5, 1, 2, 4
    rows = RowScores(starts, ends, 0.0)
    assert best_span(rows, pair, max_tokens=4).span == Span(0, 8)
    assert best_answer(rows, pair, "Ada. Bob.").span == Span(0, 3)


def test_of_answers_alike_the_shorter_is_given() -> None:
    """A further token must earn its place; evidence may be as long as it likes."""
    rows = scores([0, 0, 0, 5, 0, 0, 0], [0, 0, 0, 2, 2.02, 0, 0])
    assert best_answer(rows, PAIR, "Ada came.").span == Span(0, 3)
    assert best_evidence(rows, PAIR).span == Span(0, 8)


def test_further_answers_stand_apart_from_the_best() -> None:
    """Its own words and those right beside it are none; each has a margin of its own."""
    offsets = tuple(Span(4 * at, 4 * at + 3) for at in range(9))
    pair = Pair(ids=(101, 1, 102, *range(2, 11), 102), first=3, offsets=offsets)
    starts = np.array([1, 0, 0, 9, 0, 8, 0, 0, 0, 6, 0, 0, 0], dtype=np.float32)
    rows = RowScores(starts, starts.copy(), 0.5)
    found = best_span(rows, pair, max_tokens=1, most=2)
    assert (found.span, found.margin) == (Span(0, 3), 16.0)
    assert found.further == ((Span(24, 27), 10.0),)
    assert best_span(rows, pair, max_tokens=1).further == ()


def test_a_text_without_tokens_has_no_span() -> None:
    """Nothing can be found in nothing, and the margin says so."""
    empty = Pair(ids=(101, 1, 102, 102), first=3, offsets=())
    found = best_span(RowScores(np.zeros(4, np.float32), np.zeros(4, np.float32), 3.0), empty, max_tokens=3)
    assert found.span is None
    assert found.margin == -math.inf


@pytest.mark.parametrize(
    ("span", "expected"),
    [(Span(0, 3), (3, 3)), (Span(0, 8), (3, 4)), (Span(5, 7), (4, 4)), (Span(4, 12), None), (Span(20, 22), None)],
)
def test_token_range_covers_the_span_or_says_that_it_is_cut_off(span: Span, expected: tuple[int, int] | None) -> None:
    """Tokens that touch the span are taken; a span that goes past the row has no range."""
    assert token_range(PAIR, span) == expected


def test_the_sentence_around_a_span_is_whole() -> None:
    """The sentences that the span touches are taken from start to end."""
    text = "Ada came. Bob left early. Cy slept."
    assert sentence_around(text, Span(14, 18)).of(text) == "Bob left early."
    assert sentence_around(text, Span(4, 13)).of(text) == "Ada came. Bob left early."


def test_log_odds_and_probability() -> None:
    """Both scores are weighed and shifted; nothing found is impossible."""
    calibration = Calibration(margin=2.0, support=1.0, offset=-3.0, threshold=0.5)
    assert calibration.log_odds(Found(span=Span(0, 1), margin=1.5, support=0.0)) == 0.0
    assert calibration.probability(0.0) == 0.5
    assert calibration.probability(math.log(3)) == pytest.approx(0.75)
    assert calibration.probability(-800.0) == 0.0
    nothing = calibration.log_odds(Found(span=None, margin=-math.inf, support=1.0))
    assert calibration.probability(nothing) == 0.0


def test_fit_recovers_the_rate_of_each_score() -> None:
    """Where rows at margin 1 are right three times in four, and at -1 once in four, the fit says so."""
    found = [Found(span=Span(0, 1), margin=margin, support=0.0) for margin in (1.0, -1.0) for _ in range(400)]
    right = [i % 4 != 0 for i in range(400)] + [i % 4 == 0 for i in range(400)]
    calibration = fit(found, right)
    assert calibration.probability(calibration.log_odds(found[0])) == pytest.approx(0.75, abs=0.01)
    assert calibration.probability(calibration.log_odds(found[-1])) == pytest.approx(0.25, abs=0.01)


def test_fit_stays_finite_where_the_scores_part_the_classes() -> None:
    """A perfect score does not send the weights to infinity."""
    found = [Found(span=Span(0, 1), margin=margin, support=margin) for margin in (-5.0, -4.0, 4.0, 5.0)]
    calibration = fit(found, [False, False, True, True])
    assert math.isfinite(calibration.margin)
    assert calibration.probability(calibration.log_odds(found[3])) > 0.9


def test_fit_needs_as_many_outcomes_as_rows() -> None:
    """A mistake of the caller is a ValueError."""
    with pytest.raises(ValueError, match="cannot be fitted"):
        fit([], [])


def test_a_choice_of_one_passage_or_none_is_fitted_like_a_yes_or_no() -> None:
    """With one passage a question, the rate at each score comes out as in the plain fit."""
    found = [Found(span=Span(0, 1), margin=margin, support=0.0) for margin in (1.0, -1.0) for _ in range(400)]
    right = [i % 4 != 0 for i in range(400)] + [i % 4 == 0 for i in range(400)]
    calibration = fit_choice([([item], [is_right]) for item, is_right in zip(found, right, strict=True)])
    assert calibration.probability(calibration.log_odds(found[0])) == pytest.approx(0.75, abs=0.01)
    assert calibration.probability(calibration.log_odds(found[-1])) == pytest.approx(0.25, abs=0.01)


def test_a_score_that_tells_answerable_questions_counts_for_them() -> None:
    """Where sure passages stand beside surer ones, a plain fit turns the telling score around; the choice does not."""
    surest = Found(span=Span(0, 1), margin=3.0, support=2.0)
    sure = Found(span=Span(0, 1), margin=2.0, support=2.5)
    unsure = Found(span=Span(0, 1), margin=2.5, support=1.0)
    found, right = [surest, sure, sure, sure], [True, False, False, False]
    plain = fit(found * 50, right * 50)
    choice = fit_choice([(found, right)] * 50 + [([unsure], [False])] * 50)
    assert plain.support < 0 < choice.support
    assert choice.log_odds(surest) > choice.log_odds(sure)
    assert choice.log_odds(unsure) < 0


def test_a_choice_needs_a_passage() -> None:
    """A mistake of the caller is a ValueError."""
    with pytest.raises(ValueError, match="no passages"):
        fit_choice([([], [])])
