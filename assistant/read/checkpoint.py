"""Any transformers question-answering checkpoint in the place of a reader trained here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assistant.errors import ModelError, ModelMissingError
from assistant.read.calibration import Calibration
from assistant.read.finder import WINDOW_OVERLAP
from assistant.read.pairs import CLAIM_MARK, MAX_ASKED_TOKENS, Pair
from assistant.read.spans import Found, RowScores, best_answer, best_evidence
from assistant.records import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

# SQuAD's usual window.
_MAX_TOKENS = 384
# Such a checkpoint has one score, the margin over null, which SQuAD 2.0's convention cuts at zero.
UNFITTED = Calibration(margin=1.0, support=0.0, offset=0.0, threshold=0.5)


class CheckpointFinder:
    """A question-answering checkpoint, found by name or folder. It knows no claims: they are put to it as questions."""

    def __init__(self, model: str, *, batch_size: int) -> None:
        """Load the model and its tokenizer.

        Raises:
            ModelMissingError: There is no such checkpoint on this machine, or it cannot be fetched or read.
            ModelError: Its tokenizer cannot say which characters a token stands for.
        """
        from transformers import AutoModelForQuestionAnswering, AutoTokenizer

        try:
            self._tokenizer: Any = AutoTokenizer.from_pretrained(model, use_fast=True)
            self._model: Any = AutoModelForQuestionAnswering.from_pretrained(model).eval()
        except (OSError, ValueError, RuntimeError) as error:
            raise ModelMissingError(
                f"the reader {model!r} cannot be loaded: {str(error).splitlines()[0]}",
                hint="set reader.model to a folder, to a name this machine can fetch, or to `packaged`",
            ) from error
        if not self._tokenizer.is_fast:
            raise ModelError(
                f"the tokenizer of {model!r} gives no offsets", hint="set reader.model to another checkpoint"
            )
        self._batch_size = batch_size

    def find(self, asks: Sequence[tuple[str, str]], *, is_claim: bool) -> list[Found]:
        """Return the best span of each (question or claim, text), in order; of a long text's windows the clearest.

        Raises:
            ModelError: The model failed.
        """
        rows = [row for place, (asked, text) in enumerate(asks) for row in self._rows(place, asked, text, is_claim)]
        rows.sort(key=lambda row: len(row[1].ids))
        best: dict[int, Found] = {}
        for begin in range(0, len(rows), self._batch_size):
            batch = rows[begin : begin + self._batch_size]
            for (place, pair, _), scores in zip(batch, self._score([row[2] for row in batch]), strict=True):
                found = best_evidence(scores, pair) if is_claim else best_answer(scores, pair, asks[place][1])
                if place not in best or found.margin > best[place].margin:
                    best[place] = found
        return [best[place] for place in range(len(asks))]

    def _rows(self, place: int, asked: str, text: str, is_claim: bool) -> list[tuple[int, Pair, dict[str, Any]]]:  # noqa: FBT001 - private
        head = self._tokenizer(CLAIM_MARK + asked if is_claim else asked, add_special_tokens=False)["input_ids"]
        short = self._tokenizer.decode(head[:MAX_ASKED_TOKENS]) if len(head) > MAX_ASKED_TOKENS else asked
        made = self._tokenizer(
            short,
            text,
            truncation="only_second",
            max_length=_MAX_TOKENS,
            stride=WINDOW_OVERLAP,
            return_overflowing_tokens=True,
            return_offsets_mapping=True,
        )
        rows = []
        for window, ids in enumerate(made["input_ids"]):
            inside = [i for i, part in enumerate(made.sequence_ids(window)) if part == 1]
            offsets = tuple(Span(*made["offset_mapping"][window][i]) for i in inside)
            inputs = {name: made[name][window] for name in self._tokenizer.model_input_names if name in made}
            rows.append((place, Pair(ids=tuple(ids), first=inside[0] if inside else 0, offsets=offsets), inputs))
        return rows

    def _score(self, inputs: list[dict[str, Any]]) -> list[RowScores]:
        import torch

        try:
            with torch.inference_mode():
                output = self._model(**self._tokenizer.pad(inputs, return_tensors="pt"))
        except RuntimeError as error:
            raise ModelError(
                f"the reader failed on {len(inputs)} rows: {error}", hint="lower reader.batch_size"
            ) from error
        starts, ends = output.start_logits.float().numpy(), output.end_logits.float().numpy()
        return [RowScores(start, end, 0.0) for start, end in zip(starts, ends, strict=True)]
