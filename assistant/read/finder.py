"""The best span of each text for a question or claim, with raw scores: the reader and its training both use it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.read.spans import Found, best_answer, best_evidence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.read.network import Network
    from assistant.read.pairs import PairEncoder

# What the network was trained on; a longer text is read in windows.
MAX_TOKENS = 256
WINDOW_OVERLAP = 64


class Finder:
    """A network with its tokenizer. Finding from several threads at once is safe."""

    def __init__(self, network: Network, encoder: PairEncoder, *, batch_size: int) -> None:
        """Keep them; `batch_size` is rows a forward pass."""
        self._network = network
        self._encoder = encoder
        self._batch_size = batch_size

    def find(self, asks: Sequence[tuple[str, str]], *, is_claim: bool) -> list[Found]:
        """Return the best span of each (question or claim, text), in order; of a long text's windows the clearest.

        Raises:
            ModelError: The network failed.
        """
        windows = [
            self._encoder.windows(asked, text, is_claim=is_claim, max_tokens=MAX_TOKENS, overlap=WINDOW_OVERLAP)
            for asked, text in asks
        ]
        scores = iter(self._network.score([pair for group in windows for pair in group], batch_size=self._batch_size))
        return [
            max(
                (
                    best_evidence(next(scores), pair) if is_claim else best_answer(next(scores), pair, text)
                    for pair in group
                ),
                key=lambda found: found.margin,
            )
            for group, (_, text) in zip(windows, asks, strict=True)
        ]
