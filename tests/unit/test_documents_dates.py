"""Dates as files write them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.documents.dates import dateline, to_iso


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        ("2026-02-04", "2026-02-04"),
        (" 2026/02/04 ", "2026-02-04"),
        ("2026-02-04T09:30+05:00", "2026-02-04T09:30:00+05:00"),
        ("2026-02-04 09:30:15.123 +0500", "2026-02-04T09:30:15+05:00"),
        ("2026-02-04T09:30:00Z", "2026-02-04T09:30:00+00:00"),
        ("2026-02-04 09:30 UTC", "2026-02-04T09:30:00+00:00"),
        ("Wed, 04 Feb 2026 10:00:00 +0500", "2026-02-04T10:00:00+05:00"),
        ("Wed, 04 Feb 2026 10:00:00 GMT", "2026-02-04T10:00:00+00:00"),
        ("4 February 2026", "2026-02-04"),
        ("Wednesday, 4th Feb. 2026", "2026-02-04"),
        ("February 4, 2026", "2026-02-04"),
        (date(2026, 2, 4), "2026-02-04"),
        (datetime(2026, 2, 4, 9, 30, tzinfo=UTC), "2026-02-04T09:30:00+00:00"),
        (1_770_197_400, "2026-02-04T09:30:00+00:00"),
        (1_770_197_400_000, "2026-02-04T09:30:00+00:00"),
    ],
)
def test_date_becomes_iso(value: object, iso: str) -> None:
    """Unambiguous dates are read; an offset stays as it was given."""
    assert to_iso(value) == iso


@pytest.mark.parametrize("value", ["2026-02-04T09:30", "2026-02-04 09:30 PKT", "Wed, 04 Feb 2026 10:00:00 -0000"])
def test_time_without_a_known_zone_is_worth_its_day(value: str) -> None:
    """An hour that could be anywhere in the world is not kept."""
    assert to_iso(value) == "2026-02-04"


@pytest.mark.parametrize(
    "value",
    [
        *("", "yesterday", "04/02/2026", "2026", "2026-02", "2026-02-30", "2026-13-01", "31 Fabruary 2026"),
        *("0001-01-01T00:00:00Z", "1601-01-01", "2026-02-04" * 50),
        *(True, 0, -1, 20260204, float("nan"), float("inf"), None, [], {}),
    ],
)
def test_what_is_no_certain_date_is_none(value: object) -> None:
    """Nothing is guessed: ambiguous, partial, impossible and placeholder dates are none."""
    assert to_iso(value) is None


@settings(deadline=None, derandomize=True, max_examples=200)
@given(st.one_of(st.text(max_size=60), st.text("0123456789-/:.TZ+ ,JanFebMr", max_size=40), st.floats(), st.integers()))
def test_any_value_gives_a_date_or_none(value: object) -> None:
    """No value raises, and what comes out is read again as itself."""
    iso = to_iso(value)

    assert iso is None or to_iso(iso) == iso


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Dover fire\nPublished 8 May 2026, Dover Post\nA mill burnt.", "2026-05-08"),
        ("Date: 2026-05-08\nA mill burnt.", "2026-05-08"),
        ("Posted on Friday, May 8, 2026 | Dover Post\nA mill burnt.", "2026-05-08"),
        (f"Published{' ' * 300}: \t8 May 2026\nA mill burnt.", "2026-05-08"),
        # A sentence dates what it tells of.
        ("Published 8 May 2026 was the year's best book. It sold well.", None),
        ("A mill burnt on 8 May 2026.", None),
        ("One.\nTwo.\nThree.\nFour.\nFive.\nPublished 8 May 2026", None),
    ],
)
def test_a_line_at_the_top_says_when_a_text_was_published(text: str, day: str | None) -> None:
    """Only a line that says nothing else does."""
    assert dateline(text) == day
