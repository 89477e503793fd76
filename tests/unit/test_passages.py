"""Passages: whole sentences at exact places, about one length, within the embedder's window."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.passages import MAX_CHARACTERS_PER_TOKEN, split
from assistant.records import Document, Passage, Span
from assistant.text import normalise, sentence_spans, sha256


def tokens(text: str) -> int:
    """Return a token for each word character run of four and each mark, as a subword tokenizer would about make."""
    return len(re.findall(r"\w{1,4}|[^\w\s]", text))


def document(text: str) -> Document:
    """Return a report with this text."""
    return Document(document_id="a", title="A", text=text, content_hash=sha256(text), source="/a.md")


def cut(text: str, *, target: int = 30, overlap: int = 1, window: int = 1_000) -> tuple[Passage, ...]:
    """Return the passages of a text."""
    return split(document(text), target_words=target, overlap_sentences=overlap, max_tokens=window, count_tokens=tokens)


PIECES = (
    *("Mr. Khan left. ", "He said so. ", "“Stop.” ", "It was 14.89 million, officials said. ", "\n", "\n\n", "No"),
    *("Twelve people were killed in the town on Monday, and the road was closed until the evening. ",),
    *("한국어 문장입니다. ", "中文。", "👩\u200d👩\u200d👧 ", "x" * 60, "a;" * 30, "( ", "?! ", "\u0301"),
)
texts = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=10)), max_size=60).map("".join).map(normalise)
targets = st.integers(1, 60)
overlaps = st.integers(0, 3)
windows = st.integers(2, 60)


@given(texts, targets, overlaps, windows)
def test_a_passage_is_the_slice_it_names(text: str, target: int, overlap: int, window: int) -> None:
    """Every passage's text stands at its span, and no passage is blank."""
    for passage in cut(text, target=target, overlap=overlap, window=window):
        assert text[passage.span.start : passage.span.end] == passage.text
        assert passage.text.strip() == passage.text != ""


@given(texts, targets, overlaps, windows)
def test_every_character_of_every_sentence_is_in_a_passage(text: str, target: int, overlap: int, window: int) -> None:
    """What no passage covers is blank."""
    covered = {
        place for passage in cut(text, target=target, overlap=overlap, window=window) for place in range(*passage.span)
    }

    assert all(mark.isspace() for place, mark in enumerate(text) if place not in covered)


@given(texts, targets, overlaps, windows)
def test_a_passage_fits_the_window(text: str, target: int, overlap: int, window: int) -> None:
    """No passage has more tokens than the embedder reads."""
    assert all(tokens(passage.text) <= window for passage in cut(text, target=target, overlap=overlap, window=window))


@given(texts, targets, overlaps, windows)
def test_a_sentence_that_fits_is_never_cut(text: str, target: int, overlap: int, window: int) -> None:
    """Each sentence that fits the window lies whole in some passage, and no passage begins or ends inside one."""
    passages = cut(text, target=target, overlap=overlap, window=window)

    for sentence in sentence_spans(text):
        if tokens(sentence.of(text)) <= window:
            assert any(_holds(passage.span, sentence) for passage in passages)
            edges = {edge for passage in passages for edge in passage.span}
            assert not any(sentence.start < edge < sentence.end for edge in edges)


@given(texts, targets, overlaps)
def test_an_overlap_is_whole_sentences(text: str, target: int, overlap: int) -> None:
    """A passage repeats at most as many sentences of the one before as were asked for, each of them whole."""
    passages = cut(text, target=target, overlap=overlap)
    sentences = sentence_spans(text)

    for one, other in pairwise(passages):
        shared = Span(other.span.start, max(one.span.end, other.span.start))
        repeated = [sentence for sentence in sentences if _holds(shared, sentence)]
        assert len(repeated) <= overlap
        assert "".join(shared.of(text).split()) == "".join("".join(item.of(text).split()) for item in repeated)


@given(texts, targets, overlaps, windows)
def test_ids_tell_passages_apart_and_stay(text: str, target: int, overlap: int, window: int) -> None:
    """No two passages share an id, and cutting again gives the same ones."""
    passages = cut(text, target=target, overlap=overlap, window=window)

    assert len({passage.passage_id for passage in passages}) == len(passages)
    assert cut(text, target=target, overlap=overlap, window=window) == passages


def test_an_id_belongs_to_one_version_of_one_document() -> None:
    """The same span of another version, or of another document, has another id."""
    report = document("One sentence.")
    versions = [report, replace(report, content_hash="other"), replace(report, document_id="b")]

    ids = {
        split(version, target_words=30, overlap_sentences=1, max_tokens=100, count_tokens=tokens)[0].passage_id
        for version in versions
    }

    assert len(ids) == 3


def _ten_words(number: int) -> str:
    return f"Sentence {number} has exactly ten words, as was wanted here."


@pytest.mark.parametrize(
    ("sentences", "lengths"),
    [(1, [10]), (14, [140]), (18, [90, 90]), (22, [110, 110]), (33, [110, 110, 110]), (40, [100, 100, 100, 100])],
)
def test_lengths_are_balanced(sentences: int, lengths: list[int]) -> None:
    """A report is shared out evenly among as many passages as come nearest to the target, and leaves no stub."""
    text = " ".join(_ten_words(number) for number in range(sentences))

    assert [len(passage.text.split()) for passage in cut(text, target=110, overlap=0)] == lengths


def test_the_overlap_is_the_sentence_before() -> None:
    """A passage begins with the last sentence of the one before it."""
    text = " ".join(_ten_words(number) for number in range(18))

    first, second = cut(text, target=90, overlap=1)

    assert first.text.endswith(_ten_words(8))
    assert second.text.startswith(_ten_words(8))


@pytest.mark.parametrize("text", ["", " ", "\n\n"])
def test_no_text_gives_no_passages(text: str) -> None:
    """A blank report has nothing to retrieve."""
    assert cut(text) == ()


def test_a_sentence_beyond_the_window_is_cut_at_spaces() -> None:
    """An endless sentence becomes pieces that break between words."""
    text = "word " * 50 + "end"

    passages = cut(text, target=1_000, overlap=0, window=7)

    assert " ".join(passage.text for passage in passages) == text
    assert {passage.text.split()[0] for passage in passages} <= {"word", "end"}


def test_characters_of_several_tokens_do_not_slip_through_the_window() -> None:
    """A text with fewer characters than the window has tokens may still exceed it: a Hangul syllable makes three."""
    passages = split(
        document("한" * 30),
        target_words=30,
        overlap_sentences=0,
        max_tokens=40,
        count_tokens=lambda text: len(text.encode()),
    )

    assert [len(passage.text.encode()) for passage in passages] == [39, 39, 12]


def test_a_run_that_is_one_token_does_not_make_an_endless_passage() -> None:
    """Encoded data, which some tokenizers make one unknown token of, is cut as well."""
    passages = split(
        document("x" * 1_000),
        target_words=30,
        overlap_sentences=0,
        max_tokens=10,
        count_tokens=lambda text: len(text.split()),
    )

    assert [len(passage.text) for passage in passages] == [10 * MAX_CHARACTERS_PER_TOKEN] * 5


@pytest.mark.parametrize("window", [0, -40])
def test_a_window_without_room_is_the_callers_mistake(window: int) -> None:
    """No passage fits no tokens; the caller hears of it at once."""
    with pytest.raises(ValueError, match="max_tokens must be at least 1"):
        cut("Text.", window=window)


def _holds(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end
