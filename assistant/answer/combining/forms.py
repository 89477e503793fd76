"""Tell from the form of an English question what figures it combines, and ask for each of them alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.answer.combining.comparisons import comparison
from assistant.answer.combining.courses import course, each
from assistant.answer.combining.differences import difference
from assistant.answer.combining.sums import total

if TYPE_CHECKING:
    from assistant.records import Combination

# The narrow forms first: "By how many did it grow from 2 to 4 May?" is a difference, though it names a course.
_FORMS = (total, difference, comparison, each, course)


def combination(question: str) -> Combination | None:
    """Return what `question` combines; `None` for a question that is answered from what reports say.

    By the form of the question only: words of number, order and time, never what is counted.
    """
    bare = " ".join(question.split()).strip(" ?.!")
    return next((found for form in _FORMS if (found := form(bare))), None)
