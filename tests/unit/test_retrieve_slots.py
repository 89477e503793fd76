"""One slot an origin, and none taken from a copy that says something else."""

from __future__ import annotations

from assistant.records import Hit, Passage, Span
from assistant.retrieve import collapse

STORY = "At least 36 civilians were killed in the attacks, a senior official told AFP on Wednesday."


def hit(name: str, text: str = STORY, score: float = 1.0) -> Hit:
    """Return a hit on the only passage of a report."""
    return Hit(
        passage=Passage(passage_id=name, document_id=name, span=Span(0, len(text)), text=text), score=score, ranks={}
    )


def test_copies_stand_beside_the_first_as_witnesses() -> None:
    """Four copies take one slot, and the next report moves up."""
    hits = [hit("a"), hit("b"), hit("other", "The UN condemned it."), hit("c", f"{STORY} Read more.")]
    kept = collapse(hits, {"a": "wire", "b": "wire", "c": "wire", "other": "other"}, k=2)
    assert [item.passage.document_id for item in kept] == ["a", "other"]
    assert [passage.document_id for passage in kept[0].witnesses] == ["b", "c"]


def test_a_copy_with_another_figure_keeps_its_slot() -> None:
    """An edited figure is a statement of its own."""
    kept = collapse([hit("a"), hit("b", STORY.replace("36", "63"))], {"a": "wire", "b": "wire"}, k=5)
    assert [item.passage.document_id for item in kept] == ["a", "b"]
    assert kept[0].witnesses == ()


def test_other_passages_of_a_story_and_other_origins_keep_theirs() -> None:
    """Only what says the same in reports of one origin is collapsed."""
    hits = [hit("a"), hit("b", "Trains were stopped for five days in the whole province, the railways said."), hit("c")]
    kept = collapse(hits, {"a": "wire", "b": "wire"}, k=5)
    assert [item.passage.document_id for item in kept] == ["a", "b", "c"]


def test_no_more_slots_than_wanted_but_all_their_copies() -> None:
    """Copies are looked for behind the last slot, too."""
    kept = collapse([hit("a"), hit("x", "Rain fell."), hit("b")], {"a": "wire", "b": "wire"}, k=1)
    assert [item.passage.document_id for item in kept] == ["a"]
    assert [passage.document_id for passage in kept[0].witnesses] == ["b"]
    assert collapse([], {}, k=3) == ()
