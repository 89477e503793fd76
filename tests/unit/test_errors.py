"""The error tree is what its docstring draws."""

from __future__ import annotations

import inspect
import re
from typing import NamedTuple

import pytest

from assistant import errors
from assistant.errors import AssistantError, DocumentError, IndexStaleError


class Drawn(NamedTuple):
    """One line of the tree: a class, the class above it, and the exit code it gives."""

    name: str
    parent: str
    exit_code: int


def drawn() -> list[Drawn]:
    """Return the tree that the module's docstring draws."""
    tree: list[Drawn] = []
    above: list[Drawn] = []
    for match in re.finditer(r"^([│├└─ ]*)(\w+Error)\b\s*(?:\((\d)\))?", errors.__doc__ or "", re.MULTILINE):
        del above[len(match[1]) // 4 :]
        inherited = above[-1].exit_code if above else 1
        line = Drawn(match[2], above[-1].name if above else "Exception", int(match[3] or inherited))
        tree.append(line)
        above.append(line)
    return tree


@pytest.mark.parametrize("line", drawn(), ids=lambda line: line.name)
def test_a_class_stands_where_it_is_drawn(line: Drawn) -> None:
    """Every drawn class exists, below the drawn parent, with the drawn exit code."""
    found: type[AssistantError] = getattr(errors, line.name)

    assert [base.__name__ for base in found.__bases__] == [line.parent]
    assert found.exit_code == line.exit_code
    assert found.__doc__


def test_every_class_is_drawn() -> None:
    """No error class is missing from the drawing."""
    classes = {name for name, _ in inspect.getmembers(errors, inspect.isclass) if name.endswith("Error")}

    assert classes == {line.name for line in drawn()}


def test_fact_and_next_step_are_kept_apart() -> None:
    """The message is the fact, the hint the next step."""
    error = AssistantError("it is closed", hint="open it")

    assert (str(error), error.message, error.hint) == ("it is closed", "it is closed", "open it")


def test_a_document_error_names_the_file() -> None:
    """One report's failure says which and why."""
    error = DocumentError("a.pdf", "encrypted")

    assert (error.message, error.path, error.reason) == ("a.pdf: encrypted", "a.pdf", "encrypted")


def test_a_stale_index_names_both_sides_and_the_fix() -> None:
    """A mismatch says what was built with what, what is wanted, and the command that mends it."""
    error = IndexStaleError(what="embedding model", built_with="old", wanted="new")

    assert "'old'" in error.message
    assert "'new'" in error.message
    assert "assistant ingest --rebuild" in error.hint
