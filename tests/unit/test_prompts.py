"""Prompts: every file has a loader, every input a place, and no value is read as a template."""

from __future__ import annotations

import pytest

from assistant.prompts import NAMES, PromptName, load, parse
from assistant.resources import data_folder
from assistant.text import sha256

GOOD = "---\nname: x\nversion: 1\npurpose: P.\ninputs: [a, b]\n---\n## system\n\nS {{a}}\n\n## user\n\nU {{b}} {{a}}\n"


def test_every_file_has_a_loader_and_every_loader_a_file() -> None:
    """A prompt that nothing can load, or a name without a file, would be found out by a user."""
    files = {path.stem for path in data_folder("prompts").glob("*.md")} - {"README"}
    assert files == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_input_is_put_in(name: PromptName) -> None:
    """Each input of each prompt reaches a message, and no place is left open."""
    prompt = load(name)
    values = {key: f"value-of-{key}" for key in prompt.inputs}

    said = "\n".join(message.text for message in prompt.fill(values))

    assert prompt.name == name
    assert all(value in said for value in values.values())
    assert "{{" not in said
    assert prompt.sha256 == sha256((data_folder("prompts") / f"{name}.md").read_text(encoding="utf-8"))


def test_values_are_not_templates() -> None:
    """A document that writes `{{a}}` gets nothing put in."""
    system, user = parse(GOOD).fill({"a": "{{b}}", "b": "{{a}} \\1"})
    assert (system.role, system.text) == ("system", "S {{b}}")
    assert (user.role, user.text) == ("user", "U {{a}} \\1 {{b}}")


@pytest.mark.parametrize("values", [{"a": "1"}, {"a": "1", "b": "2", "c": "3"}])
def test_inputs_must_be_complete_and_known(values: dict[str, str]) -> None:
    """A missing or misspelt input is a mistake of the caller's."""
    with pytest.raises(ValueError, match=r"takes \['a', 'b'\]"):
        parse(GOOD).fill(values)


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("## user\n\nHi", "no header"),
        (GOOD.replace("[a, b]", "[a]"), "stand in it"),
        (GOOD.replace("[a, b]", "[a, b, c]"), "stand in it"),
        (GOOD.replace("version: 1", "version: 0"), "header is not valid"),
        (GOOD.replace("purpose: P.", "purpose: [P"), "header is not valid"),
        ("---\nname: x\nversion: 1\npurpose: P.\ninputs: []\n---\n", "stand in it"),
    ],
)
def test_a_file_that_is_no_prompt_is_refused(text: str, match: str) -> None:
    """What a prompt promises in its header must be so."""
    with pytest.raises(ValueError, match=match):
        parse(text)
