"""What every test gets: no network but loopback, no settings from the environment, explicit seeds; and small stores."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import hypothesis
import pytest

from assistant import Assistant, Settings
from assistant.resources import data_folder
from assistant.settings import PREFIX, EmbeddingSettings, StoreSettings
from assistant.text import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

# The same examples every time, and no verdict that hangs on how fast the machine is.
hypothesis.settings.register_profile("explicit", derandomize=True, deadline=None, database=None)
hypothesis.settings.load_profile("explicit")

MODEL_SEED = 20_260_204


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Let pytest-socket block every connection that leaves this machine."""
    config.option.allow_hosts = "127.0.0.1,::1,localhost"
    config.option.allow_unix_socket = True


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in os.environ:
        if name.upper().startswith(PREFIX):
            monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def tiny_embedder_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sentence-transformers model that embeds thousands of passages a second and means nothing by it.

    It knows the words of the shipped corpus; any other it spells, so that token counts are those of a real tokenizer.
    """
    import torch
    from sentence_transformers import SentenceTransformer
    from transformers import BertConfig, BertModel, BertTokenizer
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # the vendor left it untyped
    # Two layers of 32 are not worth a second thread, and busy cores punish it.
    torch.set_num_threads(1)
    torch.manual_seed(MODEL_SEED)
    folder = tmp_path_factory.mktemp("tiny-embedder")
    marks = [chr(code) for code in range(33, 127) if not chr(code).isupper()]
    known = {word for path in data_folder("corpus").glob("*.md") for word in words(path.read_text(encoding="utf-8"))}
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *marks, *(f"##{mark}" for mark in marks)]
    vocabulary.extend(sorted(known - set(vocabulary)))
    listed = folder / "vocab.txt"
    listed.write_text("\n".join(vocabulary), encoding="utf-8")
    config = BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=256,
    )
    BertModel(config).save_pretrained(folder / "bert")
    BertTokenizer(vocab=str(listed)).save_pretrained(folder / "bert")
    SentenceTransformer(str(folder / "bert"), device="cpu").save(str(folder / "model"))
    return folder / "model"


@pytest.fixture
def reports(tmp_path: Path) -> Callable[..., Path]:
    """A writer of Markdown reports: `reports("a", "Text.", title="T", published="2026-02-04")` gives `reports/a.md`.

    Every keyword but `folder` and `suffix` is a line of front matter.
    """

    def write(name: str, text: str, *, folder: str = "reports", suffix: str = ".md", **front: str) -> Path:
        path = tmp_path / folder / f"{name}{suffix}"
        path.parent.mkdir(parents=True, exist_ok=True)
        matter = "".join(f"{key}: {value}\n" for key, value in front.items())
        path.write_text(f"---\n{matter}---\n\n{text}\n" if matter else f"{text}\n", encoding="utf-8")
        return path

    return write


@pytest.fixture
def settings(tmp_path: Path, tiny_embedder_path: Path) -> Settings:
    """A store of the test's own, embedded with the tiny model."""
    return Settings(
        store=StoreSettings(path=tmp_path / "store"),
        embedding=EmbeddingSettings(model=str(tiny_embedder_path), precision="float32"),
    )


@pytest.fixture
def assistant(settings: Settings) -> Iterator[Assistant]:
    """An open assistant over an empty store."""
    with Assistant(settings) as opened:
        yield opened
