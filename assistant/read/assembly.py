"""Assemble the reader's weights: the packaged all-MiniLM-L6-v2, checked by its hash, and what training changed."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from assistant.errors import ModelError, ModelMissingError
from assistant.packaged import (
    WEIGHTS_SHA256,
    check_sha256,
    file_sha256,
    is_bfloat16_faster,
    model_folder,
    verified_model_folder,
)
from assistant.read.calibration import Calibration
from assistant.read.network import FROZEN, Network

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import torch

TENSORS_FILE = "reader.safetensors"
SETTINGS_FILE = "reader.json"
HINT = "set reader.model to a folder that `python -m assistant.read.training` made"


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A reader that is ready to read. `fingerprint` names its exact weights and its base."""

    network: Network
    tokenizer_path: Path
    questions: Calibration
    claims: Calibration
    fingerprint: str


def base_network(folder: Path | None = None, *, attention: str = "sdpa", dropout: float = 0.0) -> Network:
    """Return a network whose encoder is the packaged model, or that in `folder`, and whose heads are random.

    `attention` and `dropout` are those of `Network`.

    Raises:
        ModelMissingError: A file is missing, or the packaged weights are not the expected ones.
        ModelError: The weights are not those of a BERT encoder.
    """
    tensors_path = (folder or verified_model_folder()) / "model.safetensors"
    network = Network(_read_json(tensors_path.with_name("config.json")), attention=attention, dropout=dropout)
    encoder = {
        f"encoder.{name}": tensor for name, tensor in _read_tensors(tensors_path).items() if "pooler" not in name
    }
    _fill(network, encoder, may_lack=("span.", "support."), path=tensors_path)
    return network


def save(
    folder: Path, network: Network, *, questions: Calibration, claims: Calibration, made: Mapping[str, Any]
) -> None:
    """Write `reader.safetensors` (what training may have changed, float16) and `reader.json` into `folder`.

    Args:
        folder: Made if missing; files of the same names are replaced.
        network: A trained network on the packaged base.
        questions: The fit for questions, with its threshold.
        claims: The fit for claims, with its threshold.
        made: How the weights were made, kept for the record as JSON values.
    """
    import torch
    from safetensors.torch import save_file

    folder.mkdir(parents=True, exist_ok=True)
    tensors = {
        name: tensor.detach().to(torch.float16).contiguous()
        for name, tensor in network.modules.state_dict().items()
        if name != FROZEN and tensor.is_floating_point()
    }
    save_file(tensors, folder / TENSORS_FILE)
    # The library makes files that only their owner may read; these are to be shared.
    (folder / TENSORS_FILE).chmod(0o644)
    settings = {
        "base_sha256": WEIGHTS_SHA256,
        "tensors_sha256": file_sha256(folder / TENSORS_FILE),
        "questions": asdict(questions),
        "claims": asdict(claims),
        "made": dict(made),
    }
    (folder / SETTINGS_FILE).write_text(json.dumps(settings, indent=2) + "\n", encoding="utf-8")


def load(folder: Path, *, precision: str = "auto", base: Path | None = None) -> Loaded:
    """Return the reader kept in `folder`, on the packaged base or the one in `base`.

    Args:
        folder: Where `save` wrote.
        precision: "float32", "bfloat16", or "auto": what this CPU computes faster.
        base: A folder with another base model, for tests; its hash is not checked.

    Raises:
        ModelMissingError: A file is missing, or its SHA-256 is not the expected one.
        ModelError: The files do not fit together.
    """
    import torch

    settings = _read_json(folder / SETTINGS_FILE)
    try:
        questions, claims = Calibration(**settings["questions"]), Calibration(**settings["claims"])
        expected, made_on = settings["tensors_sha256"], settings["base_sha256"]
    except (KeyError, TypeError) as error:
        raise ModelError(f"{folder / SETTINGS_FILE} is not a reader's settings: {error}", hint=HINT) from error
    if made_on != WEIGHTS_SHA256:
        raise ModelError(f"{folder} was trained on another base model ({made_on})", hint=HINT)
    check_sha256(folder / TENSORS_FILE, expected, hint=HINT)
    network = base_network(base)
    take_tensors(network, folder)
    if precision == "bfloat16" or (precision == "auto" and is_bfloat16_faster()):
        network.modules.to(torch.bfloat16)
    network.modules.eval()
    return Loaded(
        network=network,
        tokenizer_path=(base or model_folder()) / "tokenizer.json",
        questions=questions,
        claims=claims,
        fingerprint=_named(expected),
    )


def take_tensors(network: Network, folder: Path) -> None:
    """Give `network` the tensors that `save` wrote into `folder`, in float32.

    Raises:
        ModelMissingError: The file is missing.
        ModelError: It is not a reader's.
    """
    tensors = {name: tensor.float() for name, tensor in _read_tensors(folder / TENSORS_FILE).items()}
    _fill(network, tensors, may_lack=(FROZEN,), path=folder / TENSORS_FILE)


def fingerprint(folder: Path) -> str:
    """Return the name of the exact weights in `folder`."""
    return _named(file_sha256(folder / TENSORS_FILE))


def _named(sha256: str) -> str:
    return f"reader@{sha256[:16]}"


def _fill(network: Network, tensors: dict[str, torch.Tensor], *, may_lack: tuple[str, ...], path: Path) -> None:
    try:
        result = network.modules.load_state_dict(tensors, strict=False)
    except RuntimeError as error:
        raise ModelError(f"{path} does not fit the reader's network: {error}", hint=HINT) from error
    lacking = [name for name in result.missing_keys if not name.startswith(may_lack)]
    strange = [name for name in result.unexpected_keys if not name.endswith("position_ids")]
    if lacking or strange:
        raise ModelError(f"{path} does not fit the reader: lacks {lacking[:3]}, has {strange[:3]}", hint=HINT)


def _read_tensors(path: Path) -> dict[str, torch.Tensor]:
    from safetensors import SafetensorError
    from safetensors.torch import load_file

    try:
        return load_file(path)
    except FileNotFoundError as error:
        raise ModelMissingError(f"{path} is missing", hint=HINT) from error
    except SafetensorError as error:
        raise ModelError(f"{path} is not a safetensors file: {error}", hint=HINT) from error


def _read_json(path: Path) -> dict[str, Any]:
    try:
        content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ModelMissingError(f"{path} is missing", hint=HINT) from error
    except ValueError as error:
        raise ModelError(f"{path} is not valid JSON: {error}", hint=HINT) from error
    return content
