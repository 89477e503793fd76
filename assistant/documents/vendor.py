"""The door to the libraries that parse files: their exceptions become `DocumentError`, their warnings stay inside."""

from __future__ import annotations

import logging
import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING

from assistant.errors import CorpusError, DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def parsing(path: Path, *, library: str, failure: str) -> Iterator[None]:
    """Turn whatever `library` raises while it parses `path` into a `DocumentError` with the reason `failure`.

    A library that is itself missing something is a `CorpusError`.

    Its own warnings and log records about an odd file are dropped: the file is taken in or rejected with a reason.
    """
    logger = logging.getLogger(library)
    if not logger.handlers:
        # Without a handler Python prints a library's warnings to stderr, and only surfaces may print.
        logger.addHandler(logging.NullHandler())
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", module=rf"{library}(\..*)?$")
            yield
    except DocumentError:
        raise
    except ImportError as error:
        # Not the file's fault: a rejection would hide that the installation lacks something.
        raise CorpusError(f"{library} cannot be used: {error}", hint="install the product again") from error
    # pypdf says itself that a broken file may raise anything, and hostile bytes draw KeyError, struct.error,
    # RecursionError and more from each of these libraries: a narrower list would let one file stop an ingest.
    except Exception as error:
        raise DocumentError(path, failure) from error
