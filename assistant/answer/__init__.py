"""Write an answer from what was found."""

from __future__ import annotations

from assistant.answer import editions
from assistant.answer.alternatives import alternatives, beside
from assistant.answer.choosing import Form, is_better
from assistant.answer.combining import combination, say
from assistant.answer.conversation import follows, standalone
from assistant.answer.definitions import definition
from assistant.answer.parts import asks_yes_or_no, is_answered_in_words, parts, wants_sentences
from assistant.answer.premises import instead
from assistant.answer.reading import MODE, compose, given_by, merge, rank
from assistant.answer.sides import is_contested, with_sides
from assistant.answer.wholes import made_whole

__all__ = [
    "MODE",
    "Form",
    "alternatives",
    "asks_yes_or_no",
    "beside",
    "combination",
    "compose",
    "definition",
    "editions",
    "follows",
    "given_by",
    "instead",
    "is_answered_in_words",
    "is_better",
    "is_contested",
    "made_whole",
    "merge",
    "parts",
    "rank",
    "say",
    "standalone",
    "wants_sentences",
    "with_sides",
]
