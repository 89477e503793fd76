"""Cutting a stream into sentences: the same whatever the pieces, and never half a marker."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.verify.sentences import MAX_CHARACTERS, Sentence, SentenceCutter

STREAMS = [
    "At least 31 people were killed [1]. Police said so on Monday [2][3].",
    "At least 31 died. [1] The U.S. Army said 3.5 million fled. [2, 3]\n\n- **Lt. Gen. Khan** spoke [1-3].",
    "“We did it,” the group said [4]. [The minister] denied it [5]! He left at 5 p.m. Police came [12].",
    "1. First [1].\n2. Second [2]\n[3]\nThird【4】and [^5] done",
    "Half a marker at the end [1",
    "No marker. Another one? [ not a marker ] [x] [12 of them] fled.",
    "   \n\n . [1] ... ",
]


def cut(pieces: list[str], *, whole: bool = True) -> list[Sentence]:
    """Return all sentences of a stream."""
    cutter = SentenceCutter()
    return [sentence for piece in pieces for sentence in cutter.feed(piece)] + cutter.close(whole=whole)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            STREAMS[0],
            [Sentence("At least 31 people were killed.", (1,)), Sentence("Police said so on Monday.", (2, 3))],
        ),
        (
            STREAMS[1],
            [
                Sentence("At least 31 died.", (1,)),
                Sentence("The U.S. Army said 3.5 million fled.", (2, 3)),
                Sentence("Lt. Gen. Khan spoke.", (1, 2, 3)),
            ],
        ),
        (
            STREAMS[2],
            [
                Sentence("“We did it,” the group said.", (4,)),
                Sentence("[The minister] denied it!", (5,)),
                Sentence("He left at 5 p.m.", ()),
                Sentence("Police came.", (12,)),
            ],
        ),
        (STREAMS[3], [Sentence("First.", (1,)), Sentence("Second", (2, 3)), Sentence("Third and done", (4, 5))]),
        (STREAMS[4], [Sentence("Half a marker at the end", ())]),
        (STREAMS[6], []),
        ("A [3-1]. B [1-900].", [Sentence("A.", (3, 1)), Sentence("B.", (1, 900))]),
        ("Killed [1†source].", [Sentence("Killed.", (1,))]),
        (
            "Killed [passage 1]. Hurt. [Passages 2, 3] Gone.",
            [
                Sentence("Killed.", (1,)),
                Sentence("Hurt.", (2, 3)),
                Sentence("Gone.", ()),
            ],
        ),
        ("Killed. [1]-[3] Hurt【4:0†source】.", [Sentence("Killed.", (1, 2, 3)), Sentence("Hurt.", (4,))]),
        (
            "It ended. [Police] came. [Passengers] left.",
            [
                Sentence("It ended.", ()),
                Sentence("[Police] came.", ()),
                Sentence("[Passengers] left.", ()),
            ],
        ),
        (
            "The toll in the\ncity rose.\nPolice came.",
            [
                Sentence("The toll in the city rose.", ()),
                Sentence("Police came.", ()),
            ],
        ),
        (
            "Two things:\n- one man\n- two men\n1. First\n2. Second\n# Toll\nIt rose",
            [
                Sentence(text, ())
                for text in ("Two things:", "one man", "two men", "First", "Second", "Toll", "It rose")
            ],
        ),
        (
            'Bugti said: "All fled. No civilians were harmed." [1] He left.',
            [
                Sentence('Bugti said: "All fled. No civilians were harmed."', (1,)),
                Sentence("He left.", ()),
            ],
        ),
        (
            "He said: “All fled. None died.” «Was it so? Yes.» They left.",
            [
                Sentence("He said: “All fled. None died.”", ()),
                Sentence("«Was it so? Yes.»", ()),
                Sentence("They left.", ()),
            ],
        ),
    ],
)
def test_sentences_and_their_markers(text: str, expected: list[Sentence]) -> None:
    """Markers belong to the sentence they stand in or behind, and are no part of its text."""
    assert cut([text]) == expected


@given(st.data())
def test_any_split_of_the_stream_gives_the_same_sentences(data: st.DataObject) -> None:
    """Where a network or a tokenizer parts the text is nothing that a sentence may hang on."""
    text = data.draw(st.sampled_from(STREAMS) | st.text(alphabet="ab .[]1,\n“(A-", max_size=60))
    ends = sorted(data.draw(st.sets(st.integers(0, len(text)))))
    pieces = [text[start:end] for start, end in zip([0, *ends], [*ends, len(text)], strict=True)]

    assert cut(pieces) == cut([text])


@given(st.text(alphabet="ab .[]1,\n“(A-【】†", max_size=80))
def test_no_letter_is_lost(text: str) -> None:
    """Every letter of a whole stream is in some sentence, in order, unless it stands in a marker."""
    shown = "".join(sentence.text for sentence in cut([text]))
    assert [mark for mark in shown if mark.isalpha()] == [mark for mark in text if mark.isalpha()]


def test_a_sentence_is_held_until_its_marker_is_whole() -> None:
    """Nothing is given while a marker may yet follow, or grow."""
    cutter = SentenceCutter()
    assert cutter.feed("31 died. ") == []
    assert cutter.feed("[") == []
    assert cutter.feed("1,") == []
    assert cutter.feed(" 2]") == []
    assert cutter.feed(" T") == [Sentence("31 died.", (1, 2))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("31 died [1]. Then the", ["31 died."]),
        ("31 died [1]", ["31 died"]),
        ("31 di", []),
        ("The toll was 3.", []),
        ("The toll was 3. ", ["The toll was 3."]),
        ("He met Lt. Gen.", []),
        ("The U.", []),
        ("They left.", ["They left."]),
        ('He said: "All fled.', []),
    ],
)
def test_a_broken_stream_gives_whole_sentences_only(text: str, expected: list[str]) -> None:
    """What a broken stream left unfinished is not a sentence of its writer's."""
    assert [sentence.text for sentence in cut([text], whole=False)] == expected


def test_text_without_an_end_is_cut() -> None:
    """Endless output cannot fill the memory."""
    cutter = SentenceCutter()
    found = cutter.feed("word " * MAX_CHARACTERS)
    assert len(found) == 5
    assert all(len(sentence.text) <= MAX_CHARACTERS for sentence in found)


def test_what_a_cut_parts_is_not_whole() -> None:
    """Neither the beginning of a sentence that was too long nor its end is a sentence."""
    found = cut([f"It began. {'word ' * MAX_CHARACTERS}and the minister resigned. He left."])
    assert [sentence.whole for sentence in found] == [True, *(False for _ in found[2:-1]), False, True][-len(found) :]
    assert found[-2].text.endswith("the minister resigned.")
    assert found[-1] == Sentence("He left.", ())


@pytest.mark.parametrize("mark", ["[", ". ", "[1]", "a. ", "[1, ", "\n- ", '"', "(a", "[p", "x. [1] "])
def test_no_stream_takes_long_to_cut(mark: str) -> None:
    """What a broken or hostile model repeats without end costs little for each character."""
    began = process_time()
    cut([mark * (7_200 // len(mark))])
    assert process_time() - began < 2
