"""What killed those whom a figure counts: "the floods killed 57" is no toll of the cholera that came after them."""

from __future__ import annotations

import re
from collections import Counter

_CAUSE = (
    r"(?P<cause>floods?|flooding|earthquakes?|quakes?|storms?|cyclones?|hurricanes?|typhoons?|tornado(?:e?s)?|landslides?"
    r"|mudslides?|avalanches?|fires?|blazes?|wildfires?|blasts?|explosions?|bombs?|bombings?|crash(?:es)?|collapses?"
    r"|stampedes?|outbreaks?|epidemics?|heatwaves?|droughts?|famines?|tsunamis?|eruptions?|cholera|malaria|measles|ebola"
    r"|covid|dengue|influenza|typhoid|polio|fever|virus)"
)
_FOUND = (
    re.compile(
        rf"\b{_CAUSE}\s(?:(?:has|have|had|also|may have)\s){{0,2}}(?:kill(?:s|ed)?|claim(?:s|ed)?)\b", re.IGNORECASE
    ),
    re.compile(
        rf"\b(?:killed|died|dead|deaths?|die)\s(?:by|of|from|in)\s(?:the\s|an?\s)?(?:\w+\s)?{_CAUSE}\b", re.IGNORECASE
    ),
)
_STEM = 5


def cause_of(text: str) -> str | None:
    """Return how the word begins for what killed people, by a question or a sentence; `None` where it says none."""
    for pattern in _FOUND:
        if match := pattern.search(text):
            return match["cause"].lower()[:_STEM]
    return None


def of_the_cause(asked: str | None, told: list[str | None]) -> list[bool]:
    """Return which figures are of the cause that is asked about: those that say so, and those that say none.

    What says none is of what most say; asked about another cause, only what names it counts.

    Args:
        asked: The cause of the question.
        told: That of each figure's sentence.
    """
    named = Counter(cause for cause in told if cause)
    if asked is None or not named[asked]:
        return [True] * len(told)
    main = named.most_common(1)[0][0]
    return [cause == asked or (cause is None and main == asked) for cause in told]
