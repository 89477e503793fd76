"""Prompts: Markdown files with a header, loaded by name, filled in one pass and named by their hash."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, get_args

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.errors import ConfigurationError
from assistant.records import Message
from assistant.resources import data_folder
from assistant.text import sha256

if TYPE_CHECKING:
    from collections.abc import Mapping

PromptName = Literal["answer", "check", "retry", "standalone"]
NAMES: tuple[PromptName, ...] = get_args(PromptName)

_FILE = re.compile(r"\A---\n(?P<header>.*?)\n---\n(?P<body>.*)\Z", re.DOTALL)
_ROLE = re.compile(r"^## (system|user)\n", re.MULTILINE)
_INPUT = re.compile(r"\{\{(\w+)\}\}")


class _Header(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str
    version: int = Field(ge=1)
    purpose: str = Field(min_length=1)
    inputs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """A template: `messages` hold `{{input}}` wherever the value of an input goes. `sha256` is of the whole file."""

    name: str
    version: int
    purpose: str
    inputs: tuple[str, ...]
    messages: tuple[Message, ...]
    sha256: str

    def fill(self, values: Mapping[str, str]) -> tuple[Message, ...]:
        """Return the messages with every input put in. What a value holds is never read as a template.

        Raises:
            ValueError: `values` are not exactly the inputs.
        """
        if set(values) != set(self.inputs):
            raise ValueError(f"the prompt {self.name!r} takes {sorted(self.inputs)}, not {sorted(values)}")
        return tuple(
            Message(role=message.role, text=_INPUT.sub(lambda match: values[match[1]], message.text))
            for message in self.messages
        )


@lru_cache
def load(name: PromptName) -> Prompt:
    """Return a prompt that ships with the product.

    Raises:
        ConfigurationError: Its file is missing, or is not a prompt.
    """
    path = data_folder("prompts") / f"{name}.md"
    try:
        return parse(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ConfigurationError(f"the prompt {path} cannot be used: {error}", hint="install it again") from error


def parse(text: str) -> Prompt:
    """Return the prompt that a file holds.

    Raises:
        ValueError: It has no header or no messages, or its inputs are not those that stand in it.
    """
    file = _FILE.match(text)
    if file is None:
        raise ValueError("it has no header between two lines of ---")
    try:
        header = _Header.model_validate(yaml.safe_load(file["header"]))
    except (yaml.YAMLError, ValidationError) as error:
        raise ValueError(f"its header is not valid: {error}") from error
    pieces = _ROLE.split(file["body"])[1:]
    messages = tuple(
        Message(role="system" if role == "system" else "user", text=body.strip())
        for role, body in zip(pieces[::2], pieces[1::2], strict=True)
    )
    used = {name for message in messages for name in _INPUT.findall(message.text)}
    if not messages or used != set(header.inputs):
        raise ValueError(f"its inputs are {sorted(header.inputs)}, but {sorted(used)} stand in it")
    return Prompt(
        name=header.name,
        version=header.version,
        purpose=header.purpose,
        inputs=header.inputs,
        messages=messages,
        sha256=sha256(text),
    )
