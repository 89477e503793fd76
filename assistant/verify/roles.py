"""Who does what to whom in a sentence, beside its source."""

from __future__ import annotations

import re

from assistant.text import words
from assistant.verify.wording import EMPTY, SPEECH

_NAMES = r"(?:the\s)?[A-Z][\w\u2019'-]*(?:\s(?:and\s(?:the\s)?|of\s)?[A-Z][\w\u2019'-]*)*"
_DOES = re.compile(
    rf"(?P<who>{_NAMES})\s(?:has\s|have\s|had\s)?(?P<verb>[a-z]{{3,}}ed)\s(?P<whom>(?:(?!by\b)[a-z]+\s){{0,2}}?{_NAMES})"
)


def swapped(sentence: str, source: str) -> str | None:
    """Return the verb whose object in `source` is its subject in the sentence: "India accused Pakistan".

    Only names are compared, and verbs that both write the same way.
    """
    for match in _DOES.finditer(sentence):
        # "Confirmed Marc Cannon": he is who spoke.
        if re.fullmatch(SPEECH, match["verb"]):
            continue
        who, whom = _named(match["who"]), _named(match["whom"])
        does = rf"(?P<before>\w+\s)?\b{match['verb']}\s(?P<whom>(?:(?!by\b)[a-z]+\s){{0,2}}?{_NAMES})"
        for known in re.finditer(does, source):
            theirs = _named(known["whom"])
            passive = re.match(r"(?:was|were|been|being)\s", known["before"] or "")
            if not passive and who and who <= theirs and not whom & theirs:
                return match["verb"]
    return None


def _named(text: str) -> set[str]:
    return {word for word in words(text) if word not in EMPTY}
