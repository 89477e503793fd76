"""A real language model that knows nothing: its gibberish never reaches the user."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from assistant import Abstention, Answer, Assistant, Settings
from assistant.resources import data_folder
from assistant.settings import LLMSettings
from tests.llm_server import Asked, LLMServer, Script
from tests.word_reader import WordReader

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SEED = 20_260_204
_NEW_TOKENS = 60
_WINDOW = 512


@pytest.fixture(scope="session")
def tiny_llama() -> Callable[[Asked], str]:
    """A randomly initialised llama with a vocabulary of the shipped reports; it writes words, and no sense."""
    import torch
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
    from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

    torch.set_num_threads(1)
    torch.manual_seed(SEED)
    made = Tokenizer(models.BPE())
    made.pre_tokenizer = pre_tokenizers.ByteLevel()
    made.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=2_000, special_tokens=["<s>", "</s>"], initial_alphabet=pre_tokenizers.ByteLevel.alphabet()
    )
    made.train([str(path) for path in sorted(data_folder("corpus").glob("*.md"))[:20]], trainer)
    wrap: Any = PreTrainedTokenizerFast
    tokenizer = wrap(tokenizer_object=made)
    config = LlamaConfig(
        vocab_size=len(tokenizer),
        hidden_size=32,
        intermediate_size=64,
        num_hidden_layers=2,
        num_attention_heads=2,
        max_position_embeddings=_WINDOW + _NEW_TOKENS,
    )
    model: Any = LlamaForCausalLM(config)
    model.eval()

    def write(asked: Asked) -> str:
        ids = tokenizer(asked.text, return_tensors="pt").input_ids[:, -_WINDOW:]
        torch.manual_seed(SEED)
        with torch.inference_mode():
            told = model.generate(
                ids,
                attention_mask=torch.ones_like(ids),
                max_new_tokens=_NEW_TOKENS,
                do_sample=True,
                pad_token_id=1,
            )
        return str(tokenizer.decode(told[0, ids.shape[1] :], skip_special_tokens=True))

    return write


@pytest.mark.parametrize("fallback", ["reader", "abstain"])
def test_gibberish_ends_in_the_readers_answer_or_an_abstention(
    fallback: str, tiny_llama: Callable[[Asked], str], settings: Settings, reports: Callable[..., Path]
) -> None:
    """Nothing a model without sense writes is shown as an answer, and the reason is there."""
    text = "At least 31 people were killed in the attack on Quetta, police said. Roads were closed until the evening."
    folder = reports("january", text, title="Attack", published="2026-01-31").parent
    with LLMServer() as server:
        server.play(Script(text=tiny_llama))
        llm = LLMSettings.model_validate({"model": "tiny-llama", "base_url": server.url, "fallback": fallback})
        with Assistant(settings.model_copy(update={"llm": llm}), reader=WordReader()) as assistant:
            assistant.ingest([folder])
            outcome = assistant.ask("How many people were killed in the attack on Quetta?")
            written = tiny_llama(server.asked[0])

    assert len(written.split()) > 5
    assert isinstance(outcome, Answer if fallback == "reader" else Abstention)
    assert outcome.mode == ("reader" if fallback == "reader" else "llm:tiny-llama")
    assert outcome.notices
    assert outcome.trace.dropped or "wrote" in outcome.notices[0]
