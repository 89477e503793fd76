"""What a figure was measured on: processor, cores, versions, load."""

from __future__ import annotations

import os
import platform
from importlib import metadata
from pathlib import Path
from typing import Any

FLAGS = ("avx2", "avx512f", "avx512_bf16", "amx_bf16")
PACKAGES = (
    "chromadb",
    "llama-index-core",
    "llama-index-embeddings-huggingface",
    "llama-index-vector-stores-chroma",
    "numpy",
    "sentence-transformers",
    "torch",
    "transformers",
)


def facts() -> dict[str, Any]:
    """Return the machine and the versions, without names or paths."""
    import torch

    info = _cpu_info()
    flags = info.get("flags", "").split()
    return {
        "cpu": info.get("model name", platform.processor()),
        "cores": os.cpu_count(),
        "flags": [flag for flag in FLAGS if flag in flags],
        "torch_threads": torch.get_num_threads(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "versions": {name: metadata.version(name) for name in PACKAGES},
    }


def has_amx() -> bool:
    """Return whether the processor multiplies bfloat16 matrices natively in tiles."""
    return "amx_bf16" in _cpu_info().get("flags", "").split()


def load() -> float:
    """Return the load average of the last minute: runnable processes, our own included."""
    return round(os.getloadavg()[0], 2)


def _cpu_info() -> dict[str, str]:
    # The flags are the kernel's: what the processor has and the system lets programs use.
    path = Path("/proc/cpuinfo")
    if not path.is_file():
        return {}
    pairs = (line.partition(":") for line in path.read_text(encoding="utf-8").splitlines())
    return {name.strip(): value.strip() for name, separator, value in pairs if separator}
