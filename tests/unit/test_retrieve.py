"""Hybrid retrieval over a hand-made index."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

import pytest

from assistant.records import Filters, Hit, Passage, Span
from assistant.retrieve import query_words, retrieve
from assistant.retrieve.hybrid import MAX_QUERY_CHARACTERS, MAX_QUERY_WORDS, fuse
from assistant.settings import RetrieveSettings

if TYPE_CHECKING:
    from collections.abc import Sequence

SETTINGS = RetrieveSettings(rrf_constant=2.0, lexical_weight=0.7, k_dense=5, k_lexical=6)


@dataclass
class HandMadeIndex:
    """An index that ranks as it is told, and remembers what it was asked."""

    lexical: Sequence[str] = ()
    dense: Sequence[str] = ()
    gone: Sequence[str] = ()
    # What most reports carry, and whether the question's words are common.
    reported: Sequence[str] = ()
    common: bool = False
    # The word ranking from the second look on.
    later: Sequence[str] = ()
    asked: list[tuple[object, int, Filters]] = field(default_factory=list)

    def search_words(self, words: Sequence[str], *, k: int, filters: Filters) -> list[str]:
        """Return the word ranking."""
        is_first = not self.asked
        self.asked.append((tuple(words), k, filters))
        return list(self.lexical if is_first or not self.later else self.later)

    def search_meaning(self, text: str, *, k: int, filters: Filters) -> list[str]:
        """Return the vector ranking."""
        self.asked.append((text, k, filters))
        return list(self.dense)

    def are_common(self, words: Sequence[str]) -> bool:
        """Return what was set, of any words."""
        return self.common and bool(words)

    def most_reported(self, *, k: int, filters: Filters) -> list[str]:
        """Return what most reports carry."""
        self.asked.append(("reported", k, filters))
        return list(self.reported)[:k]

    def passages(self, passage_ids: Sequence[str]) -> dict[str, Passage]:
        """Return a passage for each id that is not gone."""
        return {
            name: Passage(passage_id=name, document_id="d", span=Span(0, 1), text="x")
            for name in passage_ids
            if name not in self.gone
        }


def found(index: HandMadeIndex, *, k: int = 10) -> tuple[Hit, ...]:
    """Return what is retrieved for a question."""
    return retrieve("How many militants were killed?", index, k=k, settings=SETTINGS)


def ids(hits: tuple[Hit, ...]) -> list[str]:
    """Return the hits' passage ids, in order."""
    return [hit.passage.passage_id for hit in hits]


def test_scores_are_weighted_reciprocal_ranks() -> None:
    """Each ranking gives weight / (constant + rank) to what it found, and nothing to the rest."""
    scores = fuse({"lexical": ["a", "b"], "dense": ["b", "c"]}, weights={"lexical": 0.7, "dense": 0.3}, constant=2)

    # By hand: 0.7 over 2 + 1; 0.7 over 2 + 2, and 0.3 over 2 + 1; 0.3 over 2 + 2.
    assert scores == pytest.approx({"a": 0.233333, "b": 0.275, "c": 0.075}, abs=1e-6)


def test_hits_come_best_first_with_score_and_ranks() -> None:
    """A hit tells its fused score and its place in each ranking that found it."""
    hits = found(HandMadeIndex(lexical=["a", "b"], dense=["b", "c"]))

    assert ids(hits) == ["b", "a", "c"]
    assert [dict(hit.ranks) for hit in hits] == [{"lexical": 2, "dense": 1}, {"lexical": 1}, {"dense": 2}]
    assert [hit.score for hit in hits] == pytest.approx([0.275, 0.233333, 0.075], abs=1e-6)


@pytest.mark.parametrize(("weight", "expected"), [(1.0, ["a", "b"]), (0.0, ["b", "c"])])
def test_what_only_a_ranking_without_weight_finds_is_not_found(weight: float, expected: list[str]) -> None:
    """Words alone or meaning alone may be asked for; every hit has a score that can be compared."""
    index = HandMadeIndex(lexical=["a", "b"], dense=["b", "c"])
    settings = SETTINGS.model_copy(update={"lexical_weight": weight})
    hits = retrieve("a ferry", index, k=9, settings=settings)
    assert ids(hits) == expected
    assert all(hit.score > 0 for hit in hits)


def test_a_question_that_names_nothing_is_about_what_most_reports_carry() -> None:
    """What is carried most ranks beside the words, and only where these tell nothing apart."""
    hits = found(HandMadeIndex(lexical=["a", "b"], dense=["b", "c"], reported=["d", "b"], common=True))
    assert ids(hits) == ["b", "a", "d", "c"]
    assert hits[0].ranks == {"lexical": 2, "dense": 1, "reported": 2}
    plain = HandMadeIndex(lexical=["a", "b"], dense=["b", "c"], reported=["d", "b"])
    assert ids(found(plain)) == ["b", "a", "c"]
    # "Toll" may be rare, and names no event.
    assert ids(retrieve("What is the death toll?", plain, k=9, settings=SETTINGS)) == ["b", "a", "d", "c"]


def test_ties_are_in_order_of_id() -> None:
    """Equal scores give the same order whichever ranking named them first."""
    even = SETTINGS.model_copy(update={"lexical_weight": 0.5})

    hits = retrieve("question", HandMadeIndex(lexical=["z", "b"], dense=["a", "y"]), k=4, settings=even)

    assert ids(hits) == ["a", "z", "b", "y"]


def test_hits_that_are_not_current_make_room_for_the_next() -> None:
    """A vector whose passage the catalog no longer has is passed over, and the list is still filled."""
    index = HandMadeIndex(lexical=["b", "c"], dense=["a", "b", "c"], gone=["a"])

    hits = found(index, k=2)

    assert ids(hits) == ["b", "c"]
    assert hits[0].ranks == {"lexical": 1, "dense": 2}
    assert len(index.asked) == 2


def test_a_report_replaced_between_two_looks_is_looked_for_again() -> None:
    """A word hit that is gone when its text is fetched means that the reports changed: the new version is found."""
    index = HandMadeIndex(lexical=["old"], gone=["old"], later=["new"])

    assert ids(found(index)) == ["new"]


def test_looking_again_has_an_end() -> None:
    """Reports that change at every look do not keep a question waiting for ever."""
    assert found(HandMadeIndex(lexical=["old"], gone=["old"])) == ()


def test_no_more_than_k() -> None:
    """At most `k` hits come back."""
    assert ids(found(HandMadeIndex(lexical=["a", "b", "c"]), k=2)) == ["a", "b"]


@pytest.mark.parametrize(("k", "lexical", "dense"), [(3, 6, 5), (20, 20, 20)])
def test_each_ranking_is_asked_for_enough(k: int, lexical: int, dense: int) -> None:
    """Both rankings give as many as the settings say, or as many as are wanted; both get the filters."""
    index = HandMadeIndex()
    filters = Filters(since=date(2026, 1, 31))

    retrieve("How many militants?", index, k=k, settings=SETTINGS, filters=filters)

    assert index.asked == [(("militants",), lexical, filters), ("How many militants?", dense, filters)]


@pytest.mark.parametrize("query", ["", " \n\t", "\x00\u200b", "\ud800"])
def test_a_blank_query_finds_nothing(query: str) -> None:
    """Nothing visible was asked, so no ranking is."""
    index = HandMadeIndex(lexical=["a"], dense=["a"])

    assert retrieve(query, index, k=3, settings=SETTINGS) == ()
    assert index.asked == []


def test_what_is_no_text_does_not_reach_the_rankings() -> None:
    """A lone surrogate, which no model and no database takes, is dropped from the query; composed forms are one."""
    index = HandMadeIndex()

    retrieve("Cafe\u0301 \ud800\x00attack", index, k=3, settings=SETTINGS)

    assert [asked for asked, _, _ in index.asked] == [("caf\u00e9", "attack"), "Caf\u00e9 attack"]


def test_an_endless_query_is_cut() -> None:
    """A pasted page costs no more than a long question."""
    index = HandMadeIndex()

    retrieve(" ".join(f"word{number}" for number in range(5_000)), index, k=3, settings=SETTINGS)

    (asked_words, _, _), (text, _, _) = index.asked
    assert isinstance(asked_words, tuple)
    assert isinstance(text, str)
    assert len(asked_words) == MAX_QUERY_WORDS
    assert len(text) <= MAX_QUERY_CHARACTERS


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("How many militants were killed?", ("militants", "killed")),
        ("Killed, killed and KILLED", ("killed",)),
        ("Who did it?", ("who", "did", "it")),
        ("14.89 million in 2026", ("14.89", "million", "2026")),
        ('militants" OR NEAR(', ("militants", "near")),
        ("?!", ()),
        ("", ()),
    ],
)
def test_query_words(query: str, expected: tuple[str, ...]) -> None:
    """Each content word once, in order; function words only where there is nothing else."""
    assert query_words(query) == expected
