"""An answer's positions → HTML: what the reports say in all, as a list and, for figures, as a picture over time."""

from __future__ import annotations

import logging
from functools import lru_cache
from typing import TYPE_CHECKING

from assistant.timeline import can_plot, draw
from assistant.web.markup import chip, day, dotted, escape, plain_chip, plural, source_key

if TYPE_CHECKING:
    from assistant.records import Agreement, Answer, Citation, Position, Relation

_log = logging.getLogger(__name__)

_AGREEMENT: dict[Agreement, str] = {
    "single": "One report, or copies of one, says so.",
    "agreed": "Independent reports agree.",
    "evolved": "The figure has moved; the latest stands first.",
    "conflicting": "The reports do not agree.",
}
_RELATION: dict[Relation, str] = {
    "current": "now",
    "earlier": "earlier",
    "corrected": "since corrected",
    "disputed": "disputed",
}


def panel(number: int, reply: Answer) -> str:
    """Return the positions of an answer: nothing where it has none, and no sides that differ."""
    heading = f"<h3>{escape(_AGREEMENT[reply.agreement])}</h3>"
    if not reply.positions:
        return "" if reply.agreement != "conflicting" else f'<section class="ra-agreement">{heading}</section>'
    citations = {citation.citation_id: citation for citation in reply.citations}
    rows = "".join(_row(position, citations, number) for position in reply.positions)
    listed = f'<ul class="ra-positions">{rows}</ul>{_picture(number, reply)}'
    return f'<section class="ra-agreement">{heading}{listed}</section>'


def _row(position: Position, citations: dict[str, Citation], number: int) -> str:
    chips = "".join(chip(number, citations[key]) if key in citations else plain_chip(key) for key in position.citations)
    first, last = position.first_reported, position.as_of
    when = f"{day(first)} to {day(last)}" if first and last and first != last else day(last)
    reports = plural(position.reports, "report")
    independent = f"{reports}, {position.origins} independent" if position.reports > 1 else reports
    who = dotted((position.speaker or ", ".join(position.publishers), when, independent, position.reason or None))
    return (
        f'<li class="ra-{position.relation}"><span class="ra-relation">{escape(_RELATION[position.relation])}</span> '
        f'<b dir="auto">{escape(position.value)}</b> <span class="ra-origin">{who}</span> '
        f'<span class="ra-chips">{chips}</span></li>'
    )


# Drawing takes a tenth of a second, and a conversation is shown again with every sentence that streams in.
@lru_cache(maxsize=64)
def _picture(number: int, reply: Answer) -> str:
    sources = {citation.citation_id: source_key(number, citation.citation_id) for citation in reply.citations}
    try:
        if not can_plot(reply.positions):
            return ""
        svg = draw(reply, form="svg", sources=sources).decode()
    except Exception:  # noqa: BLE001 - logged on the next line
        # The answer and its list say the same: they must be shown whatever becomes of the picture.
        _log.exception("a picture could not be drawn")
        return ""
    caption = "<figcaption>Each figure from its first report to its last.</figcaption>"
    return f'<figure class="ra-timeline">{svg}{caption}</figure>'
