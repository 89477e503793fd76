"""A question or claim and a passage as one row of tokens, and the way back from tokens to characters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.records import Span

if TYPE_CHECKING:
    from pathlib import Path

    from tokenizers import Tokenizer

# Goes before a claim, so that one network knows a statement to be checked from a question to be answered.
CLAIM_MARK = "claim: "
MAX_ASKED_TOKENS = 64


@dataclass(frozen=True, slots=True)
class Pair:
    """The row `[CLS] asked [SEP] text [SEP]` as token ids.

    `first` is the row's index of the first token of the text; `offsets[i]` is the character span, in the text, of the
    token at `first + i`.
    """

    ids: tuple[int, ...]
    first: int
    offsets: tuple[Span, ...]


class PairEncoder:
    """Makes `Pair`s with the tokenizer that the packaged model was trained with."""

    def __init__(self, tokenizer_path: Path) -> None:
        """Load a `tokenizer.json`."""
        from tokenizers import Tokenizer

        self._tokenizer: Tokenizer = Tokenizer.from_file(str(tokenizer_path))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._start, self._separator = (int(self._tokenizer.token_to_id(mark) or 0) for mark in ("[CLS]", "[SEP]"))

    def count(self, text: str) -> int:
        """Return how many tokens `text` has, without the marks around it."""
        return len(self._tokenizer.encode(text, add_special_tokens=False).ids)

    def encode(self, asked: str, text: str, *, is_claim: bool, max_tokens: int) -> Pair:
        """Return the row for `asked` and the beginning of `text`, at most `max_tokens` long.

        Args:
            asked: A question, or a claim with `is_claim`; cut to `MAX_ASKED_TOKENS`.
            text: What may answer or support it; what does not fit is left out.
            is_claim: Puts the claim mark before `asked`.
            max_tokens: The longest row, marks included.
        """
        return self.windows(asked, text, is_claim=is_claim, max_tokens=max_tokens, overlap=0)[0]

    def windows(self, asked: str, text: str, *, is_claim: bool, max_tokens: int, overlap: int) -> tuple[Pair, ...]:
        """Return as many rows as it takes to hold all of `text`, each sharing `overlap` tokens with the one before."""
        marked = CLAIM_MARK + asked if is_claim else asked
        head = self._tokenizer.encode(marked, add_special_tokens=False).ids[:MAX_ASKED_TOKENS]
        body = self._tokenizer.encode(text, add_special_tokens=False)
        room = max_tokens - len(head) - 3
        step = max(1, room - overlap)
        pairs = []
        for begin in range(0, max(1, len(body.ids) - overlap), step):
            ids = (self._start, *head, self._separator, *body.ids[begin : begin + room], self._separator)
            spans = tuple(Span(start, end) for start, end in body.offsets[begin : begin + room])
            pairs.append(Pair(ids=ids, first=len(head) + 2, offsets=spans))
            if begin + room >= len(body.ids):
                break
        return tuple(pairs)


def token_range(pair: Pair, span: Span) -> tuple[int, int] | None:
    """Return the row's indices of the first and last token that touch `span`, or `None` where it is cut off."""
    touching = [i for i, offset in enumerate(pair.offsets) if offset.end > span.start and offset.start < span.end]
    if not touching or pair.offsets[touching[-1]].end < span.end:
        return None
    return pair.first + touching[0], pair.first + touching[-1]
