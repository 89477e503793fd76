"""Of what is held every few years, as a census is: which was the one before, by the years that reports name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.answer import statements

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from assistant.records import Turn

_YEAR = r"(?:19|20)\d\d"


def before(question: str, history: Sequence[Turn]) -> tuple[str, int] | None:
    """Return what "the previous census" is of and before which year; `None` where a question asks for none such."""
    asked = re.search(r"\bthe previous (?P<what>[a-z]+)\b", question)
    if asked is None:
        return None
    known = (
        re.search(rf"\bthe (?P<year>{_YEAR}) {asked['what']}\b", statements.stem_of(turn)) for turn in reversed(history)
    )
    return next(((asked["what"], int(match["year"])) for match in known if match), None)


def dated(question: str, what: str, year: int, texts: Iterable[str]) -> str:
    """Return the question with the last year before `year` for which `texts` name one; as it is, if they name none."""
    form = re.compile(rf"\b(?P<year>{_YEAR}) {what}\b|\b{what} of (?P<of>{_YEAR})\b")
    years = [int(match["year"] or match["of"]) for text in texts for match in form.finditer(text)]
    earlier = max((named for named in years if named < year), default=None)
    return question if earlier is None else question.replace(f"the previous {what}", f"the {earlier} {what}")
