"""Plain text and Markdown, with or without YAML front matter."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.documents.article import Article, headline, one_line, web_address
from assistant.documents.dates import to_iso
from assistant.documents.decode import decode
from assistant.documents.paragraphs import unwrap
from assistant.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from yaml import Node

# Article field → the front matter keys that give it; of several the first counts.
_KEYS = {
    "title": ("title",),
    "publisher": ("publisher",),
    "byline": ("byline", "author", "authors"),
    "published_at": ("published", "published_at", "date"),
    "updated_at": ("updated", "updated_at"),
    "url": ("url",),
    "based_on": ("based_on",),
    "corrects": ("corrects",),
    "declared_id": ("id", "document_id"),
}
# PyYAML takes a minute for 20 MB.
_LONGEST_FRONT_MATTER = 20_000
_FRONT_MATTER = re.compile(r"\s*---[^\S\n]*\n(?P<yaml>.*?)^(?:---|\.\.\.)[^\S\n]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_OPENING = re.compile(r"\s*---[^\S\n]*(?:\n|\Z)")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+\"[^\"\n]*\")?\)")
_HEADING_MARK = re.compile(r"\s*#{1,6}\s+")
_CLOSING_MARK = re.compile(r"\s#+$")
_RULE = re.compile(r"=+|-{3,}|\*{3,}|_{3,}")


def read_text(data: bytes, path: Path) -> Iterator[Article]:
    """Yield the one report of a text file.

    Front matter may give a title, publisher, byline (or author), published and updated dates, url, based_on, corrects
    and id; other keys are the writer's own affair and not used. A person wrote it, so a value that cannot be read (a
    date, an address) rejects the file rather than being dropped. Without a title the first line is taken where it is a
    heading, or looks like a headline and a blank line follows; then the file's name.

    Raises:
        DocumentError: The file is no text, or its front matter is malformed.
    """
    body = "\n".join(decode(data, path).splitlines())
    fields: dict[str, str] = {}
    if match := _FRONT_MATTER.match(body):
        first_line = body.count("\n", 0, match.start("yaml")) + 1
        fields = _fields(match["yaml"], first_line, path)
        body = body[match.end() :]
    elif _OPENING.match(body):
        raise DocumentError(path, "malformed front matter: no line --- closes it")
    begins_with_heading = bool(_HEADING_MARK.match(body))
    body = _plain(body)
    first, _, rest = body.partition("\n")
    title = first if begins_with_heading else None if rest.partition("\n")[0].strip() else headline(body)
    yield Article(
        text=unwrap(body),
        title=fields.get("title", title),
        publisher=fields.get("publisher"),
        byline=fields.get("byline"),
        published_at=fields.get("published_at"),
        updated_at=fields.get("updated_at"),
        url=fields.get("url"),
        based_on=fields.get("based_on"),
        corrects=fields.get("corrects"),
        declared_id=fields.get("declared_id"),
    )


def _plain(markdown: str) -> str:
    """Return the text without heading marks and rules, links as their text; other light marks stay.

    A heading gets empty lines around it, so that it is not taken for the first line of the paragraph below.
    """
    # Twice: an image may be the text of a link.
    markdown = _LINK.sub(r"\1", _LINK.sub(r"\1", markdown))
    lines: list[str] = []
    for line in markdown.split("\n"):
        if mark := _HEADING_MARK.match(line):
            lines += ["", _CLOSING_MARK.sub("", line[mark.end() :].rstrip()), ""]
        else:
            lines.append("" if _RULE.fullmatch(line.strip()) else line)
    return "\n".join(lines).strip()


def _fields(source: str, first_line: int, path: Path) -> dict[str, str]:
    """Return the values by article field, checked and with dates in ISO 8601."""
    values = _values(source, first_line, path)
    fields = {
        field: value
        for field, keys in _KEYS.items()
        if (value := next((values[key] for key in keys if values.get(key)), None))
    }
    for field in ("published_at", "updated_at"):
        if field in fields:
            iso = to_iso(fields[field])
            if iso is None:
                wanted = "2026-02-04 or 2026-02-04T09:30+05:00"
                raise DocumentError(
                    path, f"front matter: {field} {_quoted(fields[field])} is not a date such as {wanted}"
                )
            fields[field] = iso
    if "url" in fields and web_address(fields["url"]) is None:
        raise DocumentError(path, f"front matter: url {_quoted(fields['url'])} is not an http or https address")
    return fields


def _values(source: str, first_line: int, path: Path) -> dict[str, str]:
    """Return the known keys' values as they are written: `no`, `007` and `2026-02-04` stay text."""
    import yaml

    if len(source) > _LONGEST_FRONT_MATTER:
        raise DocumentError(path, f"malformed front matter: more than {_LONGEST_FRONT_MATTER:,} characters")
    # Nodes rather than values: no types are guessed, repeated keys are seen, and aliases cannot multiply.
    try:
        root = yaml.compose(source, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f"line {first_line + mark.line}: " if mark else ""
        raise DocumentError(path, f"malformed front matter: {where}{error.problem}") from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise DocumentError(path, "malformed front matter: not YAML") from error
    if root is None:
        return {}
    if not isinstance(root, yaml.MappingNode):
        raise DocumentError(path, "malformed front matter: no `key: value` lines")
    known = {key for keys in _KEYS.values() for key in keys}
    values: dict[str, str] = {}
    for key_node, value_node in root.value:
        key = str(key_node.value).strip().lower() if isinstance(key_node, yaml.ScalarNode) else ""
        if key in values:
            raise DocumentError(path, f"malformed front matter: {key} is given twice")
        if key in known:
            values[key] = _value(key, value_node, path)
    return values


def _value(key: str, node: Node, path: Path) -> str:
    import yaml

    if isinstance(node, yaml.ScalarNode):
        return "" if node.value in ("~", "null") else str(node.value)
    if isinstance(node, yaml.SequenceNode) and key in _KEYS["byline"]:
        return ", ".join(one_line(item.value) for item in node.value if isinstance(item, yaml.ScalarNode))
    raise DocumentError(path, f"malformed front matter: {key} is not one value")


def _quoted(value: str) -> str:
    return repr(one_line(value)[:100])
