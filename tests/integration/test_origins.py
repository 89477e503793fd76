"""Origins of a real store: from the first ingest to the last removal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant import Assistant, Settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.integration.conftest import Contents

    Look = Callable[[Settings], Contents]
    Write = Callable[..., Path]

STORY = (
    "Security forces killed ten militants in Harnai on Saturday after a convoy came under fire on the road to Quetta. "
    "The army said that two soldiers were wounded and that a search of the hills went on into the night. "
    "Schools and markets stayed closed, and the railway stopped all trains between Sibi and Quetta until Monday."
)
OTHER = (
    "Fishermen in Gadani stayed at home for a third day as heavy rain and high waves lashed the coast of Lasbela. "
    "The weather office expects the storm to move on towards Karachi and to weaken before it gets there."
)


def groups(assistant: Assistant) -> list[tuple[str, ...]]:
    """Return the reports of each origin."""
    return sorted(item.document_ids for item in assistant.origins())


def test_the_life_of_an_origin(assistant: Assistant, settings: Settings, reports: Write, contents: Look) -> None:
    """Two copies share an origin until one is changed; it survives reopening, and removals part or rename it."""
    folder = reports("wire", f"(AFP) - {STORY}", published="2026-01-31").parent
    reports("daily", STORY, published="2026-02-01")
    assistant.ingest([folder])
    reports("rain", OTHER)
    assistant.ingest([folder])
    assert groups(assistant) == [("rain",), ("wire", "daily")]
    assert {item.origin_id: item.credit for item in assistant.origins()} == {"wire": "AFP", "rain": None}
    assert contents(settings).disagreements() == []

    reports("daily", OTHER, published="2026-02-01")
    assistant.ingest([folder])
    assert groups(assistant) == [("daily", "rain"), ("wire",)]

    reports("daily", STORY, published="2026-02-01")
    assistant.ingest([folder])
    assistant.remove("wire")
    with Assistant(settings) as reopened:
        assert groups(reopened) == [("daily",), ("rain",)]
        reopened.ingest([folder])
        assert groups(reopened) == [("rain",), ("wire", "daily")]
    assert contents(settings).disagreements() == []


def test_a_rebuild_keeps_origins(assistant: Assistant, reports: Write) -> None:
    """Cutting and embedding again changes nothing about which reports are copies."""
    folder = reports("wire", STORY).parent
    reports("daily", STORY[:230])
    assistant.ingest([folder])
    before = assistant.origins()

    assistant.ingest([folder], rebuild=True)

    assert assistant.origins() == before
    assert groups(assistant) == [("daily", "wire")]
