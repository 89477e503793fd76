"""Turn passages and questions into vectors with a sentence-transformers model; a default one ships."""

from __future__ import annotations

import copy
import hashlib
import threading
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.errors import ModelError, ModelMissingError
from assistant.packaged import WEIGHTS_SHA256, is_bfloat16_faster, verified_model_folder
from assistant.settings import PACKAGED_MODEL, EmbeddingSettings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    from numpy.typing import NDArray

# A headline longer than this, or than this share of the model's window, would crowd the passage out of it.
MAX_TITLE_WORDS = 40
MAX_TITLE_SHARE = 1 / 3
# Seconds to wait for a sign of the model hub; its own client would try for more than a minute.
HUB_TIMEOUT_SECONDS = 5.0
# Words whose token counts are remembered: the vocabulary of some thousand reports, in about 10 MB.
_KNOWN_WORDS = 65_536
# [CLS] and [SEP].
SPECIAL_TOKENS = 2


class Embedder:
    """A loaded embedding model. `fingerprint` names its exact weights; `dimension` is the length of a vector."""

    def __init__(self, settings: EmbeddingSettings) -> None:
        """Load the model.

        Raises:
            ModelMissingError: The model is neither a folder nor to be had by name, or the packaged weights are not the
                expected ones.
        """
        self._settings = settings
        # Fast tokenizers raise "Already borrowed" when two threads change their padding at once.
        self._lock = threading.Lock()
        path = verified_model_folder() if settings.model == PACKAGED_MODEL else settings.model
        self._model = _load(path, settings)
        self.fingerprint = _fingerprint(settings.model, self._model)
        self.dimension = int(self._model.get_embedding_dimension() or 0)
        self._count = _token_counter(self._model.tokenizer)

    @property
    def max_tokens(self) -> int:
        """Tokens that title and passage may have together before the model stops reading."""
        return int(self._model.max_seq_length) - SPECIAL_TOKENS

    def count_tokens(self, text: str) -> int:
        """Return how many tokens the model makes of `text`, special ones not counted."""
        return self._count(text)

    def short_title(self, title: str) -> str:
        """Return the title, or as many of its first words as leave the window to the passage."""
        words = title.split()[:MAX_TITLE_WORDS]
        while words and self.count_tokens(" ".join(words)) > self.max_tokens * MAX_TITLE_SHARE:
            words.pop()
        return " ".join(words)

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return unit vectors in the order of `texts`: float32 of shape (n_texts, dimension), also for no texts.

        Texts are batched by length, so that little is spent on padding.

        Raises:
            ModelError: The model failed on a batch.
        """
        import numpy as np

        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        try:
            with self._lock:
                # `encode` sorts what it is given by length.
                vectors = self._model.encode(
                    list(texts),
                    batch_size=self._settings.batch_size,
                    normalize_embeddings=True,
                    show_progress_bar=False,
                )
        except RuntimeError as error:
            raise ModelError(
                f"{self._settings.model} failed on {len(texts)} texts: {error}",
                hint="lower embedding.batch_size, or set embedding.device to cpu",
            ) from error
        return np.asarray(vectors, dtype=np.float32)


def passage_input(title: str, passage: str) -> str:
    """Return what is embedded for a passage: the report's title, which names the event, and the passage.

    Args:
        title: As `Embedder.short_title` gives it.
        passage: Its text.
    """
    return f"{title}\n{passage}" if title else passage


def _load(path: Path | str, settings: EmbeddingSettings) -> Any:  # noqa: ANN401 - a vendor's class, kept inside this adapter
    import torch
    from safetensors import SafetensorError
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging as transformers_logging

    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # the vendor left it untyped
    dtype = {"float32": torch.float32, "bfloat16": torch.bfloat16}[resolve_precision(settings)]

    def load(*, locally: bool) -> Any:  # noqa: ANN401 - as above
        return SentenceTransformer(
            str(path), device=settings.device, model_kwargs={"dtype": dtype}, local_files_only=locally
        )

    try:
        try:
            return load(locally=True)
        except OSError:
            # Not on this machine. A path never is elsewhere, and a hub that does not answer is not asked again.
            if Path(path).exists() or not _hub_answers():
                raise
            return load(locally=False)
    except (OSError, ValueError, RuntimeError, SafetensorError) as error:
        reason = next(iter(str(error).splitlines()), type(error).__name__)
        raise ModelMissingError(
            f"the embedding model {settings.model!r} cannot be loaded: {reason}",
            hint=f"set embedding.model to a folder, to a name this machine can fetch, or back to {PACKAGED_MODEL}",
        ) from error


def _token_counter(tokenizer: Any) -> Callable[[str], int]:  # noqa: ANN401 - a vendor's class
    """Return a function that counts the tokens of a text, special ones apart; threads may share it."""
    from tokenizers.pre_tokenizers import BertPreTokenizer

    if not tokenizer.is_fast:
        return lambda text: len(tokenizer(text, add_special_tokens=False, truncation=False, verbose=False)["input_ids"])
    # A copy of its own: the original's truncation and padding change from call to call.
    core = copy.deepcopy(tokenizer.backend_tokenizer)
    core.no_truncation()
    core.no_padding()

    def count(text: str) -> int:
        return len(core.encode(text, add_special_tokens=False).ids)

    if not isinstance(core.pre_tokenizer, BertPreTokenizer):
        return count
    # BERT's tokens never cross white space, and most words were seen before: this makes cutting four times as fast.
    of_word = lru_cache(maxsize=_KNOWN_WORDS)(count)
    return lambda text: sum(map(of_word, text.split()))


def _hub_answers() -> bool:
    import httpx
    from huggingface_hub import constants

    try:
        httpx.head(constants.ENDPOINT, timeout=HUB_TIMEOUT_SECONDS)
    except (httpx.HTTPError, OSError, RuntimeError):
        return False
    return True


def resolve_precision(settings: EmbeddingSettings) -> str:
    """Return "bfloat16" or "float32": as set, or the one that this CPU computes faster."""
    if settings.precision != "auto":
        return settings.precision
    return "bfloat16" if settings.device == "cpu" and is_bfloat16_faster() else "float32"


def _fingerprint(name: str, model: Any) -> str:  # noqa: ANN401 - a vendor's class
    if name == PACKAGED_MODEL:
        return f"{name}@{WEIGHTS_SHA256[:16]}"
    digest = hashlib.sha256()
    for key, tensor in sorted(model.state_dict().items()):
        digest.update(key.encode())
        # Rounded to bfloat16, so that a store moved to a CPU with another native precision keeps its fingerprint;
        # widened again because numpy has no bfloat16.
        digest.update(tensor.detach().cpu().bfloat16().float().numpy().tobytes())
    return f"{name}@{digest.hexdigest()[:16]}"
