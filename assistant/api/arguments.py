"""What callers may give as a question or a day, made one form or refused."""

from __future__ import annotations

from datetime import date, datetime

Day = date | str


def not_blank(name: str, text: str) -> str:
    """Return `text`. Raises `ValueError` if it is blank."""
    if not text.strip():
        raise ValueError(f"the {name} is empty")
    return text


def day(name: str, value: Day | None) -> date | None:
    """Return a day given in any form. Raises `ValueError` for text that is none."""
    if isinstance(value, datetime):
        return value.date()
    if value is None or isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise ValueError(f"{name} must be a day like 2026-02-04, not {value!r}") from error
