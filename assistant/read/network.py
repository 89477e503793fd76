"""The reader's network: the MiniLM encoder, a head for spans with a null place, and one for whether there is any."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assistant.errors import ModelError
from assistant.read.spans import RowScores

if TYPE_CHECKING:
    from collections.abc import Sequence

    import torch

    from assistant.read.pairs import Pair

# The encoder's widest matrix; it is left as it was, so that the weights that ship stay small.
FROZEN = "encoder.embeddings.word_embeddings.weight"


class Network:
    """Scores for every token of a row. Not thread-safe while it is being trained; reading is."""

    def __init__(self, config: dict[str, Any], *, to_train: bool = False) -> None:
        """Build it with random weights.

        Args:
            config: The `config.json` of a BERT model, as a dict.
            to_train: Whether it will be trained, for which another way of computing attention is faster.
        """
        import torch
        from transformers import BertConfig, BertModel

        bert = BertConfig(**{**config, "hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0})
        # Measured on two cores: training at 128 tokens 11.3 passages/s with "eager", 9.0 with "sdpa"; reading twenty
        # passages of 170 tokens 703 ms with "eager", 612 ms with "sdpa".
        bert._attn_implementation = "eager" if to_train else "sdpa"  # noqa: SLF001 - the constructor takes no such argument
        self.modules = torch.nn.ModuleDict(
            {
                "encoder": BertModel(bert, add_pooling_layer=False),
                "span": torch.nn.Linear(bert.hidden_size, 2),
                "support": torch.nn.Linear(bert.hidden_size, 1),
            }
        )
        self.modules.get_parameter(FROZEN).requires_grad = False

    def forward(self, pairs: Sequence[Pair]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Return start scores, end scores `(n_pairs, n_tokens)` and support scores `(n_pairs,)`, all float32 logits.

        Token 0 is the null place: where its scores win, the text does not answer. Tokens of the question and the
        padding score -1e4. `n_tokens` is the longest row's length.
        """
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
        states = self.modules["encoder"](input_ids=ids, token_type_ids=types, attention_mask=mask).last_hidden_state
        spans = self.modules["span"](states).float().masked_fill(~allowed.unsqueeze(-1), -1e4)
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
                    starts, ends, support = (part.numpy() for part in self.forward([pairs[row] for row in rows]))
                    scores |= {row: RowScores(starts[i], ends[i], float(support[i])) for i, row in enumerate(rows)}
        except RuntimeError as error:
            raise ModelError(
                f"the reader failed on {len(pairs)} passages: {error}", hint="lower reader.batch_size"
            ) from error
        return [scores[row] for row in range(len(pairs))]
