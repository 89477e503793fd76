"""Cut a document into passages: whole sentences, about one length, with an overlap, at exact offsets."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from assistant.records import Document, Passage, Span
from assistant.text import count_words, sentence_spans

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# No language has words this long on average: what does is encoded data, which some tokenisers make one token of.
MAX_CHARACTERS_PER_TOKEN = 20


def whole(texts: Sequence[str]) -> tuple[Passage, ...]:
    """Return each text as one passage, in order, of a document whose id is the text's place: "0", "1" and so on."""
    return tuple(
        Passage(passage_id=str(place), document_id=str(place), span=Span(0, len(text)), text=text)
        for place, text in enumerate(texts)
    )


def split(
    document: Document,
    *,
    target_words: int,
    overlap_sentences: int,
    max_tokens: int,
    count_tokens: Callable[[str], int],
) -> tuple[Passage, ...]:
    """Return the passages of `document` in order; together they cover every sentence. A blank text gives `()`.

    Lengths are balanced, so that a report of 180 words gives two passages of 90 rather than 110 and 70. A passage that
    would exceed `max_tokens` is closed early, first giving up its overlap; a single sentence that exceeds it alone is
    cut at a space (or, without one, inside the word). What has more than 20 characters a token exceeds it too.

    Args:
        document: Its `text` is cut; its id and content hash go into the passage ids.
        target_words: Words that a passage should have, overlap not counted.
        overlap_sentences: Sentences repeated from the end of the passage before.
        max_tokens: Tokens of the embedder's window that are left for the passage.
        count_tokens: How many tokens the embedder makes of a text; at most one a byte of UTF-8.

    Raises:
        ValueError: `max_tokens` is not positive.
    """
    if max_tokens < 1:
        raise ValueError(f"max_tokens must be at least 1, not {max_tokens}")
    longest = max_tokens * MAX_CHARACTERS_PER_TOKEN

    def fits(span: Span) -> bool:
        # Tokenising is the dear part. Bytes, not characters: one Hangul syllable can be three tokens.
        text = span.of(document.text)
        return len(text) <= longest and (len(text.encode()) <= max_tokens or count_tokens(text) <= max_tokens)

    units = [piece for span in sentence_spans(document.text) for piece in _pieces(span, document.text, fits, longest)]
    lengths = [count_words(span.of(document.text)) for span in units]
    passages = []
    for first, last in _groups(units, lengths, target_words, fits):
        start = first
        while start > 0 and first - start < overlap_sentences and fits(Span(units[start - 1].start, units[last].end)):
            start -= 1
        span = Span(units[start].start, units[last].end)
        passages.append(
            Passage(
                passage_id=passage_id(document, span),
                document_id=document.document_id,
                span=span,
                text=span.of(document.text),
            )
        )
    return tuple(passages)


def passage_id(document: Document, span: Span) -> str:
    """Return the id of a slice of one version of a document: the same content always gets the same id."""
    key = f"{document.document_id}\0{document.content_hash}\0{span.start}\0{span.end}"
    return hashlib.sha256(key.encode()).hexdigest()[:32]


def _groups(
    units: Sequence[Span], lengths: Sequence[int], target_words: int, fits: Callable[[Span], bool]
) -> list[tuple[int, int]]:
    """Return (first, last) unit of each passage, overlap not counted, each closed nearest to its share of the words."""
    total = sum(lengths)
    ideal = total / max(1, round(total / target_words))
    groups: list[tuple[int, int]] = []
    first, done, in_group = 0, 0, 0
    for index, length in enumerate(lengths):
        boundary = ideal * (len(groups) + 1)
        past_share = done + length / 2 > boundary
        if index > first and (
            past_share or in_group + length > 2 * target_words or not fits(Span(units[first].start, units[index].end))
        ):
            groups.append((first, index - 1))
            first, in_group = index, 0
        done += length
        in_group += length
    if units:
        groups.append((first, len(units) - 1))
    return groups


def _pieces(span: Span, text: str, fits: Callable[[Span], bool], longest: int) -> list[Span]:
    """Return the sentence whole, or cut at spaces into pieces that fit when it alone exceeds the window."""
    pieces = []
    while not fits(span):
        cut = _longest_fit(Span(span.start, min(span.end, span.start + longest)), text, fits)
        pieces.append(Span(span.start, cut))
        start = cut
        while start < span.end and text[start].isspace():
            start += 1
        span = Span(start, span.end)
    return [*pieces, span] if span.end > span.start else pieces


def _longest_fit(span: Span, text: str, fits: Callable[[Span], bool]) -> int:
    """Return the end of the longest beginning of `span` that fits, moved back to a space where there is one."""
    low, high = span.start + 1, span.end
    while low < high:
        middle = (low + high + 1) // 2
        if fits(Span(span.start, middle)):
            low = middle
        else:
            high = middle - 1
    space = max((text.rfind(blank, span.start + 1, low) for blank in " \n\t"), default=-1)
    return space if space > span.start else low
