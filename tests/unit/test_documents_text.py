"""Plain text and Markdown files, and their front matter."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from assistant.documents import Loaded, find, read
from assistant.records import Rejection
from assistant.settings import DocumentSettings
from assistant.text import sha256

if TYPE_CHECKING:
    from pathlib import Path


def taken(path: Path, data: bytes | str) -> Loaded:
    """Return what a file with this content gives."""
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    found = find([path])
    return read(found.files[0], settings=DocumentSettings()) if found.files else Loaded((), found.rejections)


FULL = """---
title: "Toll rises: 31 dead"
publisher: Alliance News
author: [Jane Roe, John Doe]
published: 2026-01-31T22:15:00+05:00
updated: 2026-02-01
url: https://example.org/a?b=1
based_on: wire/first
corrects: wire/second
id: desk-7
desk: not used
---

# Toll rises: 31 dead

Twelve people were killed in [Quetta](https://example.org/quetta).

## What is *not* known

- first
- second
"""


def test_front_matter_gives_every_field(tmp_path: Path) -> None:
    """Every documented key reaches its field; a heading that repeats the title is not part of the text."""
    path = tmp_path / "a.md"

    (document,) = taken(path, FULL).documents

    shown = {
        "title": "Toll rises: 31 dead",
        "text": "Twelve people were killed in Quetta.\n\nWhat is *not* known\n\n- first\n- second",
        "publisher": "Alliance News",
        "byline": "Jane Roe, John Doe",
        "published_at": "2026-01-31T22:15:00+05:00",
        "updated_at": "2026-02-01",
        "url": "https://example.org/a?b=1",
        "based_on": "wire/first",
        "corrects": "wire/second",
    }
    content_hash = sha256(json.dumps(shown, sort_keys=True, separators=(",", ":")))
    assert document.to_dict() == {
        **shown,
        "document_id": "desk-7",
        "content_hash": content_hash,
        "source": str(path.resolve()),
    }


def test_content_hash_covers_what_is_shown_and_nothing_else(tmp_path: Path) -> None:
    """A changed byline makes a new version; another file name or id does not."""
    (first,) = taken(tmp_path / "a.md", FULL).documents
    (moved,) = taken(tmp_path / "b.md", FULL.replace("id: desk-7", "id: desk-8")).documents
    (changed,) = taken(tmp_path / "c.md", FULL.replace("John Doe", "Jim Doe")).documents

    assert moved.content_hash == first.content_hash
    assert changed.content_hash != first.content_hash


def test_values_stay_as_they_are_written(tmp_path: Path) -> None:
    """YAML does not turn `no`, numbers or dates into other values; an empty value is no value."""
    (document,) = taken(
        tmp_path / "a.md", "---\nid: 007\ntitle: No\npublished: 2026-02-04\npublisher:\nurl: ~\n---\nText."
    ).documents

    assert (document.document_id, document.title, document.published_at) == ("007", "No", "2026-02-04")
    assert (document.publisher, document.url) == (None, None)


@pytest.mark.parametrize(
    ("body", "title", "text"),
    [
        ("Twelve dead in Quetta\n\nPolice said so.", "Twelve dead in Quetta", "Police said so."),
        ("Twelve dead in Quetta?\n \nPolice said so.", "Twelve dead in Quetta?", "Police said so."),
        ("# Twelve dead. #\nPolice said so.", "Twelve dead.", "Police said so."),
        ("Twelve dead\n===========\n\nPolice said so.", "Twelve dead", "Police said so."),
        ("Police said so.\n\nMore followed.", "The first bulletin", "Police said so.\n\nMore followed."),
        ("Police said so\nand more.", "The first bulletin", "Police said so\nand more."),
        ("Police said so", "The first bulletin", "Police said so"),
        ("x" * 151 + "\n\nMore followed.", "The first bulletin", "x" * 151 + "\n\nMore followed."),
    ],
)
def test_title_without_front_matter(tmp_path: Path, body: str, title: str, text: str) -> None:
    """The title is a heading or headline that a blank line sets apart, else the file's name made readable."""
    (document,) = taken(tmp_path / "the-first_bulletin.txt", body).documents

    assert (document.title, document.text) == (title, text)
    assert document.document_id == "the-first_bulletin"


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("See [the map](https://e.org/a_(b) 'x').", "See [the map](https://e.org/a_(b) 'x')."),
        ("See [the map](https://e.org/a_(b)) here.", "See the map here."),
        ('See [the map](/a "title") and ![a photo](b.jpg).', "See the map and a photo."),
        ("[![logo](a.png)](https://e.org) says *so*.", "logo says *so*."),
        ("#hashtag and C# stay", "#hashtag and C# stay"),
        ("One.\n\n---\n\nTwo.", "One.\n\nTwo."),
    ],
)
def test_markdown_becomes_readable_text(tmp_path: Path, markdown: str, text: str) -> None:
    """Links become their text and heading marks and rules go; everything else is left as it is."""
    (document,) = taken(tmp_path / "a.md", f"---\ntitle: T\n---\n{markdown}").documents

    assert document.text == text


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("---\ntitle: T\nText", "malformed front matter: no line --- closes it"),
        ("---\njust words\n---\nText", "malformed front matter: no `key: value` lines"),
        ("---\na: 1\ntitle: T: U\n---\nText", "malformed front matter: line 3: mapping values are not allowed here"),
        ("---\ntitle: T\nTitle: U\n---\nText", "malformed front matter: title is given twice"),
        ("---\ntitle: {a: b}\n---\nText", "malformed front matter: title is not one value"),
        ("---\ncorrects: [a, b]\n---\nText", "malformed front matter: corrects is not one value"),
        ("---\na: " + "[" * 500 + "\n---\nText", "malformed front matter: not YAML"),
        (
            "---\npublished: yesterday\n---\nText",
            "front matter: published_at 'yesterday' is not a date such as 2026-02-04 or 2026-02-04T09:30+05:00",
        ),
        (
            "---\nupdated: 04/02/2026\n---\nText",
            "front matter: updated_at '04/02/2026' is not a date such as 2026-02-04 or 2026-02-04T09:30+05:00",
        ),
        ("---\na: " + "x" * 20_000 + "\n---\nText", "malformed front matter: more than 20,000 characters"),
        (
            "---\nurl: javascript:alert(1)\n---\nText",
            "front matter: url 'javascript:alert(1)' is not an http or https address",
        ),
        ("---\ntitle: T\n---\n \n", "blank text"),
        ("---\ntitle: T\n---\n...\n", "blank text"),
        (" \n\t\n", "blank text"),
        ("\ufeff", "blank text"),
        ("", "empty file"),
        (b"a\0b", "binary content, not text"),
        (bytes(range(1, 32)) * 9, "binary content, not text"),
        (b"\xff\xfea", "wrongly encoded: its byte order mark says UTF-16, but it is not"),
        (bytes(range(128, 256)) * 4, "wrongly encoded: none of UTF-8, detection gives readable text"),
    ],
)
def test_bad_file_is_rejected_with_its_reason(tmp_path: Path, content: str | bytes, reason: str) -> None:
    """A file that cannot be taken in names what is wrong with it and gives no document."""
    path = tmp_path / "bad.md"

    assert taken(path, content) == Loaded((), (Rejection(path=str(path), reason=reason),))


def test_aliases_cannot_multiply(tmp_path: Path) -> None:
    """A "billion laughs" front matter costs nothing: its values are never built."""
    levels = "\n".join(f"k{n}: &k{n} [{', '.join([f'*k{n - 1}'] * 9)}]" for n in range(1, 30))

    (document,) = taken(tmp_path / "a.md", f"---\nk0: &k0 [lol]\n{levels}\n---\nText.").documents

    assert document.text == "Text."
