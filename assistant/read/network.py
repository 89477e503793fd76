"""The reader's network: the MiniLM encoder, a head for spans with a null place, and one for whether there is any."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from assistant.errors import ModelError
from assistant.read.spans import RowScores

if TYPE_CHECKING:
    from collections.abc import Sequence

    import torch

    from assistant.read.pairs import Pair

# The encoder's widest matrix; it is left as it was, so that the weights that ship stay small.
FROZEN = "encoder.embeddings.word_embeddings.weight"


class Inputs(NamedTuple):
    """A batch of rows, each tensor `(n_pairs, n_tokens)` on one device; `n_tokens` is the longest row's length.

    `ids` are token ids, 0 for padding; `types` is 1 for the text and the mark after it; `mask` is 1 where there is a
    token; `allowed`, of booleans, is where an answer may start or end: the tokens of the text and the null place.
    """

    ids: torch.Tensor
    types: torch.Tensor
    mask: torch.Tensor
    allowed: torch.Tensor


def collate(pairs: Sequence[Pair]) -> Inputs:
    """Return the batch of `pairs`, in order, on the CPU."""
    import torch

    length = max(len(pair.ids) for pair in pairs)
    ids = torch.zeros((len(pairs), length), dtype=torch.long)
    types = torch.zeros_like(ids)
    mask = torch.zeros_like(ids)
    allowed = torch.zeros((len(pairs), length), dtype=torch.bool)
    for row, pair in enumerate(pairs):
        ids[row, : len(pair.ids)] = torch.tensor(pair.ids)
        types[row, pair.first : len(pair.ids)] = 1
        mask[row, : len(pair.ids)] = 1
        allowed[row, pair.first : pair.first + len(pair.offsets)] = True
    allowed[:, 0] = True
    return Inputs(ids, types, mask, allowed)


class Network:
    """Scores for every token of a row. Not thread-safe while it is being trained; reading is."""

    def __init__(self, config: dict[str, Any], *, attention: str = "sdpa", dropout: float = 0.0) -> None:
        """Build it with random weights.

        Args:
            config: The `config.json` of a BERT model, as a dict.
            attention: How attention is computed: "sdpa", or "eager", with which two cores train faster.
            dropout: The share of the encoder's states and of its attention that is dropped while it is trained.
        """
        import torch
        from transformers import BertConfig, BertModel

        bert = BertConfig(**{**config, "hidden_dropout_prob": dropout, "attention_probs_dropout_prob": dropout})
        # Measured on two cores: training at 128 tokens 11.3 passages/s with "eager", 9.0 with "sdpa"; reading twenty
        # passages of 170 tokens 703 ms with "eager", 612 ms with "sdpa".
        bert._attn_implementation = attention  # noqa: SLF001 - the constructor takes no such argument
        self.modules = torch.nn.ModuleDict(
            {
                "encoder": BertModel(bert, add_pooling_layer=False),
                "span": torch.nn.Linear(bert.hidden_size, 2),
                "support": torch.nn.Linear(bert.hidden_size, 1),
            }
        )
        self.modules.get_parameter(FROZEN).requires_grad = False

    @property
    def device(self) -> torch.device:
        """Where its weights are."""
        return self.modules.get_parameter(FROZEN).device

    def forward(self, inputs: Inputs) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Return start scores, end scores `(n_pairs, n_tokens)` and support scores `(n_pairs,)`, all float32 logits.

        Token 0 is the null place: where its scores win, the text does not answer. Tokens of the question and the
        padding score -1e4.
        """
        states = self.modules["encoder"](
            input_ids=inputs.ids, token_type_ids=inputs.types, attention_mask=inputs.mask
        ).last_hidden_state
        spans = self.modules["span"](states).float().masked_fill(~inputs.allowed.unsqueeze(-1), -1e4)
        support = self.modules["support"](states[:, 0]).float().squeeze(-1)
        return spans[..., 0], spans[..., 1], support

    def score(self, pairs: Sequence[Pair], *, batch_size: int) -> list[RowScores]:
        """Return the scores of each row, in the order of `pairs`; rows are batched by length.

        Raises:
            ModelError: The network failed on a batch.
        """
        import torch

        self.modules.eval()
        order = sorted(range(len(pairs)), key=lambda row: len(pairs[row].ids))
        scores: dict[int, RowScores] = {}
        try:
            with torch.inference_mode():
                for begin in range(0, len(order), batch_size):
                    rows = order[begin : begin + batch_size]
                    inputs = Inputs(*(part.to(self.device) for part in collate([pairs[row] for row in rows])))
                    starts, ends, support = (part.cpu().numpy() for part in self.forward(inputs))
                    scores |= {row: RowScores(starts[i], ends[i], float(support[i])) for i, row in enumerate(rows)}
        except RuntimeError as error:
            raise ModelError(
                f"the reader failed on {len(pairs)} passages: {error}", hint="lower reader.batch_size"
            ) from error
        return [scores[row] for row in range(len(pairs))]
