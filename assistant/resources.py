"""Where the prompts, the corpus and its questions are: in an installed wheel, or beside the package in a tree."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from assistant.errors import ConfigurationError

_PACKAGE = Path(__file__).resolve().parent


# Where a folder is in a source tree; in a wheel all are side by side.
_SOURCES = {"prompts": "prompts", "corpus": "corpus", "questions": "tests/questions"}


def data_folder(name: Literal["prompts", "corpus", "questions"]) -> Path:
    """Return the folder of files that travel with the product.

    Raises:
        ConfigurationError: It is in neither place: the installation is not whole.
    """
    # hatchling's force-include puts these folders into a wheel, but not into an editable install.
    for folder in (_PACKAGE / "_data" / name, _PACKAGE.parent / _SOURCES[name]):
        if folder.is_dir():
            return folder
    raise ConfigurationError(f"the folder {name!r} that ships with the product is missing", hint="install it again")
