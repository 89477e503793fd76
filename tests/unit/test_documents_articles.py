"""JSON, JSON Lines and feeds: many reports in one file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from assistant.documents import Loaded, find, read
from assistant.records import Document, Rejection
from assistant.settings import DocumentSettings

if TYPE_CHECKING:
    from pathlib import Path


def taken(path: Path, data: bytes | str) -> Loaded:
    """Return what a file with this content gives."""
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    found = find([path])
    return read(found.files[0], settings=DocumentSettings()) if found.files else Loaded((), found.rejections)


def fields(document: Document) -> dict[str, Any]:
    """Return all fields but the hash, which is tested for itself."""
    values = document.to_dict()
    del values["content_hash"]
    return values


FULL: dict[str, Any] = {
    "document_id": "d1",
    "title": "Toll rises",
    "publisher": "Wire",
    "byline": "Jane Roe",
    "published_at": "2026-02-04T10:00:00+05:00",
    "updated_at": "2026-02-05",
    "url": "https://example.org/1",
    "based_on": "d0",
    "corrects": "d00",
    "text": "Twelve were killed.\n\nPolice said so.",
}


def test_own_field_names_are_read_back(tmp_path: Path) -> None:
    """An object with the names of `Document` gives the same fields."""
    path = tmp_path / "a.json"

    (document,) = taken(path, json.dumps(FULL)).documents

    assert fields(document) == {**FULL, "source": str(path.resolve())}


@pytest.mark.parametrize(
    "article",
    [
        {
            "source": {"id": None, "name": "Wire"},
            "author": "Jane Roe",
            "title": "Toll rises",
            "url": "https://example.org/1",
            "publishedAt": "2026-02-04T05:00:00Z",
            "content": "Twelve were killed.",
        },
        {
            "source_domain": "Wire",
            "authors": ["Jane Roe"],
            "title": "Toll rises",
            "url": "https://example.org/1",
            "date_publish": "2026-02-04 05:00:00+00:00",
            "maintext": "Twelve were killed.",
        },
        {
            "@type": "NewsArticle",
            "publisher": {"@type": "Organization", "name": "Wire"},
            "author": [{"@type": "Person", "name": "Jane Roe"}],
            "headline": "Toll rises",
            "url": "https://example.org/1",
            "datePublished": "2026-02-04T05:00:00+00:00",
            "articleBody": "Twelve were killed.",
        },
        {
            "site": "Wire",
            "author": {"name": "Jane Roe"},
            "title": {"rendered": "<i>Toll</i> rises"},
            "link": "https://example.org/1",
            "date": 1770181200,
            "content": {"rendered": "<p>Twelve were\nkilled.</p><script>x()</script>"},
        },
        {
            "outlet": "Wire",
            "byline": "Jane Roe",
            "title": "Toll rises",
            "link": "https://example.org/1",
            "pubDate": "Wed, 04 Feb 2026 05:00:00 GMT",
            "text": ["Twelve were killed."],
        },
    ],
    ids=["newsapi", "news-please", "schema.org", "wordpress", "rss-like"],
)
def test_common_field_names_are_known(tmp_path: Path, article: dict[str, Any]) -> None:
    """The names that news services and scrapers use lead to the same report."""
    (document,) = taken(tmp_path / "a.json", json.dumps([article])).documents

    assert fields(document) == {
        "document_id": "a#1",
        "title": "Toll rises",
        "publisher": "Wire",
        "byline": "Jane Roe",
        "published_at": "2026-02-04T05:00:00+00:00",
        "updated_at": None,
        "url": "https://example.org/1",
        "based_on": None,
        "corrects": None,
        "text": "Twelve were killed.",
        "source": f"{(tmp_path / 'a.json').resolve()}#1",
    }


@pytest.mark.parametrize(
    ("name", "content", "ids"),
    [
        ("a.json", '{"text": "One."}', ["a"]),
        ("a.json", '[{"text": "One."}, {"text": "Two.", "id": 7}]', ["a#1", "7"]),
        ("a.json", '{"status": "ok", "articles": [{"text": "One."}]}', ["a#1"]),
        ("a.json", '{"text": "One.", "data": []}', ["a"]),
        ("a.json", '{"text": "One."}\n{"text": "Two."}', ["a#1", "a#2"]),
        ("a.jsonl", '\ufeff{"text": "One."}\r\n\n{"text": "Two \u2028 lines."}\n', ["a#1", "a#3"]),
        ("a.NDJSON", '{"text": "One."}', ["a#1"]),
    ],
)
def test_shapes_of_files(tmp_path: Path, name: str, content: str, ids: list[str]) -> None:
    """One object, a list, a wrapped list and lines are told apart; items are numbered from 1, or by line."""
    loaded = taken(tmp_path / name, content)

    assert [document.document_id for document in loaded.documents] == ids
    assert loaded.rejections == ()


def test_unreadable_dates_and_addresses_are_left_out(tmp_path: Path) -> None:
    """A program wrote them, so nobody could mend them: the report stands without."""
    (document,) = taken(tmp_path / "a.json", '{"text": "T.", "date": "yesterday", "url": "javascript:x()"}').documents

    assert (document.published_at, document.url, document.title) == (None, None, "A")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ('{"text": ', "not valid JSON: Expecting value at column 10"),
        ('[\n{"text": "T."},\n', "not valid JSON: Expecting value at line 3, column 1"),
        (b'{"text": "\xff"}', "wrongly encoded: JSON must be UTF-8, and byte 11 is not"),
        ("[" * 100_000, "not valid JSON: nested too deeply, or a number too long"),
        ('{"text": ' + "1" * 5_000 + "}", "not valid JSON: nested too deeply, or a number too long"),
        ('"text"', "not an article object"),
        ("{}", "no text (looked for text, body, content, article, maintext, …)"),
        ('{"text": " "}', "no text (looked for text, body, content, article, maintext, …)"),
        ('{"text": "..."}', "blank text"),
        ("\n\n", "blank text"),
        ("", "empty file"),
    ],
)
def test_bad_json_is_rejected_with_its_reason(tmp_path: Path, content: str | bytes, reason: str) -> None:
    """A file that gives no report says what is wrong with it, and where."""
    path = tmp_path / "bad.json"

    assert taken(path, content) == Loaded((), (Rejection(path=str(path), reason=reason),))


def test_bad_lines_are_named_and_the_others_stand(tmp_path: Path) -> None:
    """Each bad line is rejected as `path:line`."""
    path = tmp_path / "a.jsonl"
    lines = [
        b'{"id": "x", "text": "One."}',
        b'{"text": ',
        b"[1]",
        b'{"title": "no text"}',
        b'{"text": "\xe9"}',
        b'{"text": "..."}',
        b'{"id": "x", "text": "Again."}',
        b'{"text": "Last."}',
    ]

    loaded = taken(path, b"\n".join(lines))

    assert [document.text for document in loaded.documents] == ["One.", "Last."]
    assert [(item.path, item.reason) for item in loaded.rejections] == [
        (f"{path}:2", "not valid JSON: Expecting value at column 10"),
        (f"{path}:3", "not an article object"),
        (f"{path}:4", "no text (looked for text, body, content, article, maintext, …)"),
        (f"{path}:5", "wrongly encoded: JSON must be UTF-8, and byte 11 is not"),
        (f"{path}:6", "blank text"),
        (f"{path}:7", "its id 'x' is taken by an item before it"),
    ]


RSS = """<?xml version="1.0" encoding="{encoding}"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Wire &amp; Co</title>
<item><title>Toll &lt;b&gt;rises&lt;/b&gt; &#8211; again</title><link>https://example.org/1</link><guid>tag:1</guid>
<pubDate>Wed, 04 Feb 2026 10:00:00 +0500</pubDate><dc:creator>Jane Roe</dc:creator><description>Short</description>
<content:encoded><![CDATA[<p>Twelve were <a href="/q">killed</a>,
police said \u2013 so.</p><p>Five &amp; more hurt.<br/>In Quetta</p><script>x()</script>]]></content:encoded></item>
<item><description>Only &lt;i&gt;a summary&lt;/i&gt;: 5 &lt; 6.</description></item>
</channel></rss>"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1252"])
def test_rss_entries_are_reports(tmp_path: Path, encoding: str) -> None:
    """Content beats the summary, markup goes, the feed's title is the publisher; the declared encoding holds."""
    path = tmp_path / "wire.rss"

    loaded = taken(path, RSS.format(encoding=encoding).encode(encoding))

    assert loaded.rejections == ()
    full, short = loaded.documents
    assert fields(full) == {
        "document_id": "tag:1",
        "title": "Toll rises \u2013 again",
        "publisher": "Wire & Co",
        "byline": "Jane Roe",
        "published_at": "2026-02-04T10:00:00+05:00",
        "updated_at": None,
        "url": "https://example.org/1",
        "based_on": None,
        "corrects": None,
        "text": "Twelve were killed, police said \u2013 so.\nFive & more hurt.\nIn Quetta",
        "source": f"{path.resolve()}#id=tag:1",
    }
    assert (short.document_id, short.title, short.text) == ("wire#2", "Wire", "Only a summary: 5 < 6.")


ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Aggregator</title>
<entry><title>Toll rises</title><id>urn:1</id><published>2026-02-03T10:00:00+05:00</published>
<updated>2026-02-04T10:00:00Z</updated><author><name>Jane Roe</name></author><link href="https://example.org/1"/>
<content type="text">Plain 5 &lt; 6 text.</content><source><title>Wire</title></source></entry>
<entry><title>Without text</title><id>urn:2</id><updated>2026-02-04T10:00:00Z</updated></entry>
<entry><title>Twice</title><id>urn:1</id><updated>2026-02-04T10:00:00Z</updated><summary>Again.</summary></entry>
</feed>"""


def test_atom_entries_are_reports(tmp_path: Path) -> None:
    """An entry names its own source and both dates; one without text, and one with a used id, are rejected."""
    path = tmp_path / "a.xml"

    loaded = taken(path, ATOM)

    (document,) = loaded.documents
    assert fields(document) == {
        "document_id": "urn:1",
        "title": "Toll rises",
        "publisher": "Wire",
        "byline": "Jane Roe",
        "published_at": "2026-02-03T10:00:00+05:00",
        "updated_at": "2026-02-04T10:00:00+00:00",
        "url": "https://example.org/1",
        "based_on": None,
        "corrects": None,
        "text": "Plain 5 < 6 text.",
        "source": f"{path.resolve()}#id=urn:1",
    }
    assert [(item.path, item.reason) for item in loaded.rejections] == [
        (f"{path}#2", "the entry has no text"),
        (f"{path}#3", "its id 'urn:1' is taken by an item before it"),
    ]


def test_truncated_feed_gives_what_it_has_and_says_so(tmp_path: Path) -> None:
    """Entries before the fault are taken in; the feed itself is named as faulty."""
    path = tmp_path / "a.xml"

    loaded = taken(path, ATOM[: ATOM.index("<entry><title>Twice")])

    assert [document.document_id for document in loaded.documents] == ["urn:1"]
    assert loaded.rejections[-1] == Rejection(
        path=str(path), reason="not well-formed XML: entries after the fault may be missing or cut"
    )


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("<a/>", "not an RSS or Atom feed"),
        ("https://example.org/feed.xml", "not an RSS or Atom feed"),
        ('<rss version="2.0"><channel><title>T</title></channel></rss>', "the feed has no entries"),
        (b"<rss>\0</rss>", "binary content, not text"),
    ],
)
def test_bad_feed_is_rejected_with_its_reason(tmp_path: Path, content: str | bytes, reason: str) -> None:
    """What is no feed says so; an address in a file is never opened."""
    path = tmp_path / "bad.xml"

    assert taken(path, content) == Loaded((), (Rejection(path=str(path), reason=reason),))


def test_entities_are_neither_expanded_nor_opened(tmp_path: Path) -> None:
    """A document type can make a feed neither huge nor a reader of local files."""
    (tmp_path / "secret.txt").write_text("secret")
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    doctype = f'<!DOCTYPE rss [<!ENTITY e0 "lol">{bomb}<!ENTITY f SYSTEM "file://{tmp_path}/secret.txt">]>'
    item = "<item><description>It says &e9; &f; so.</description></item>"
    feed = f'{doctype}<rss version="2.0"><channel>{item}</channel></rss>'

    loaded = taken(tmp_path / "a.xml", feed)

    (document,) = loaded.documents
    assert document.text.startswith("It says")
    assert len(document.text) < 100
    assert "secret" not in document.text


def test_a_declared_id_is_no_place_in_the_file(tmp_path: Path) -> None:
    """An item that declares the id "2" and the second item, which declares none, come from two sources."""
    loaded = taken(tmp_path / "a.jsonl", '{"id": 2, "text": "One."}\n{"text": "Two."}\n')

    assert [document.source.partition("#")[2] for document in loaded.documents] == ["id=2", "2"]


def test_a_script_between_words_is_left_out_without_a_trace(tmp_path: Path) -> None:
    """What stands behind a script goes on in the same line, as it does on the page."""
    (document,) = taken(
        tmp_path / "a.json", json.dumps({"text": "<p>Twelve <script>track()</script>\nwere killed.</p>"})
    ).documents

    assert document.text == "Twelve were killed."
