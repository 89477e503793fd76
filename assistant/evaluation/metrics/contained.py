"""Whether an answer says the right words somewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.evaluation.metrics.normalisation import normalise_answer

if TYPE_CHECKING:
    from collections.abc import Sequence


def answer_contained(texts: Sequence[str], answers: Sequence[str]) -> float:
    """Return 1.0 if one of `answers` stands as a run of whole tokens in one of `texts`, all normalised, else 0.0.

    The accuracy of open-domain question answering with long answers (Kandpal et al., ICML 2023; Mallen et al., ACL 2023),
    here on whole tokens, so that `7` is not found in `197`. A text that names every candidate scores too: read it
    beside exact match, token F1 and citation precision. An answer that normalises to nothing is never contained.
    """
    padded = [f" {normalise_answer(text)} " for text in texts]
    gold = [normalised for answer in answers if (normalised := normalise_answer(answer))]
    return float(any(f" {answer} " in text for text in padded for answer in gold))
