"""Positions as a picture: figures over time, one colour a speaker, citations on hover."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from assistant.records import Answer, Citation, Position, Span, Trace
from assistant.text import sha256
from assistant.timeline import can_plot, draw
from assistant.web import positions as web_positions

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "<script>alert(1)</script> & co"


def citation(number: str, quote: str) -> Citation:
    """Return the citation of a report that is this quote."""
    return Citation(
        citation_id=number,
        document_id=f"d{number}",
        title="T",
        publisher=HOSTILE,
        published_at="2026-02-04",
        url=None,
        span=Span(0, len(quote)),
        quote=quote,
        sha256=sha256(quote),
        content_hash="h",
    )


def position(value: str, day: str | None, *, low: float | None, high: float | None, cited: str = "1") -> Position:
    """Return a position first and last reported on one day."""
    return Position(
        value=value,
        as_of=day,
        first_reported=day,
        publishers=("A",),
        origins=1,
        speaker=HOSTILE,
        low=low,
        high=high,
        citations=(cited,),
    )


def answer(*positions: Position) -> Answer:
    """Return an answer with these positions."""
    quotes = (citation("1", f"197 had died, {HOSTILE}."), citation("2", "At least 36 had died."))
    return Answer(
        text="",
        short_answer=None,
        claims=(),
        citations=quotes,
        positions=positions,
        agreement="evolved",
        as_of=None,
        mode="reader",
        trace=Trace(question="Q"),
    )


PLAIN = position("197", "2026-02-04", low=197, high=197)
HEDGED = position("at least 36", "2026-02-01", low=36, high=None, cited="2")
NAME = position("BLA", "2026-02-01", low=None, high=None)
UNDATED = position("12", None, low=12, high=12)


def test_a_picture_takes_two_dated_figures() -> None:
    """Names and undated figures make no line over time; a single figure makes none either."""
    assert can_plot([PLAIN, HEDGED])
    assert not can_plot([PLAIN, NAME, UNDATED])
    with pytest.raises(ValueError, match="two dated figures"):
        draw(answer(PLAIN, NAME), form="png")


def test_svg_names_speaker_and_quotes_on_hover_and_opens_the_source() -> None:
    """Each figure has a title with its speaker and quotes, escaped, and the key of its source."""
    root = ET.fromstring(  # noqa: S314 - our own picture
        draw(answer(PLAIN, HEDGED), form="svg", sources={"1": "3:1", "2": "3:2"})
    )
    groups = {
        group.get("id"): group for group in root.iter(f"{SVG}g") if (group.get("id") or "").startswith("position-")
    }
    assert set(groups) == {"position-0", "position-1"}
    title = groups["position-0"].find(f"{SVG}title")
    assert title is not None
    assert title.text is not None
    assert title.text.startswith(f"197, {HOSTILE}")
    assert f"[1] {HOSTILE}, 2026-02-04: 197 had died" in title.text
    assert groups["position-1"].get("data-source") == "3:2"
    assert not list(root.iter(f"{SVG}script"))


def test_the_same_positions_give_the_same_picture() -> None:
    """Nothing in the file depends on the clock or on chance."""
    assert draw(answer(PLAIN, HEDGED), form="svg") == draw(answer(PLAIN, HEDGED), form="svg")
    assert draw(answer(PLAIN, HEDGED), form="png").startswith(b"\x89PNG")


def test_the_page_lists_positions_with_how_they_stand() -> None:
    """The list says which figure holds now, whose it is and since when; hostile names stay text."""
    html = web_positions.panel(3, answer(PLAIN, HEDGED))
    assert "The figure has moved; the latest stands first." in html
    assert "<script>" not in html
    assert html.index("197") < html.index("at least 36")
    assert 'class="ra-timeline"' in html
    assert web_positions.panel(3, answer()) == ""
    sides = replace(answer(), agreement="conflicting")
    assert web_positions.panel(3, sides) == '<section class="ra-agreement"><h3>The reports do not agree.</h3></section>'
