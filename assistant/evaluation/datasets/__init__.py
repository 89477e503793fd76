"""Question sets that others published: each gives questions in our form, and the reports to ask them of.

`FORMATS` says for each how it is read, which published figures it can stand beside, and how the protocol differs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.errors import ConfigurationError
from assistant.evaluation.datasets import conflict_nq, multihop_rag, news_qa, ramdocs, rgb, squad
from assistant.evaluation.datasets.dataset import Dataset, Format, Report

if TYPE_CHECKING:
    from pathlib import Path

FORMATS: dict[str, Format] = {
    format_.name: format_
    for format_ in (
        squad.FORMAT,
        rgb.FORMAT,
        multihop_rag.FORMAT,
        ramdocs.FORMAT,
        news_qa.FORMAT,
        conflict_nq.FORMAT,
    )
}
__all__ = ["FORMATS", "Dataset", "Format", "Report", "load_dataset"]


def load_dataset(path: Path, name: str) -> Dataset:
    """Return the questions and reports of the file at `path`, in the format `name`.

    Raises:
        ConfigurationError: There is no such format.
        CorpusError: The file cannot be read, or is not in that format.
    """
    if name not in FORMATS:
        raise ConfigurationError(f"{name!r} is not a format", hint=f"formats are {', '.join(FORMATS)}")
    return FORMATS[name].load(path)
