"""What killed those whom a figure counts: "the floods killed 57" is no toll of the cholera that came after them."""

from __future__ import annotations

import re
from collections import Counter

# Words for what kills, each with the others for the same.
_KINDS = (
    ("flood", "floods", "flooding", "floodwaters"),
    ("earthquake", "earthquakes", "quake", "quakes", "tremor"),
    ("storm", "storms", "cyclone", "hurricane", "typhoon", "tornado", "tornadoes", "gale"),
    ("landslide", "landslides", "mudslide", "mudslides", "avalanche", "avalanches"),
    ("fire", "fires", "blaze", "blazes", "wildfire", "wildfires"),
    ("blast", "blasts", "explosion", "explosions", "bomb", "bombs", "bombing", "bombings"),
    ("crash", "crashes"), ("collapse", "collapses"), ("stampede", "stampedes"), ("heatwave", "heatwaves"),
    ("drought", "droughts", "famine", "famines"), ("tsunami", "tsunamis"), ("eruption", "eruptions"), ("cholera",),
    ("malaria",), ("measles",), ("ebola",), ("covid",), ("dengue",), ("influenza", "flu"), ("typhoid",), ("polio",),
    ("fever",),
)  # fmt: skip
_KIND_OF = {word: kind[0] for kind in _KINDS for word in kind}
_CAUSE = rf"(?P<cause>{'|'.join(sorted(_KIND_OF, key=len, reverse=True))})"
_FOUND = (
    re.compile(
        rf"\b{_CAUSE}\s(?:(?:outbreak|epidemic)\s)?(?:(?:has|have|had|also)\s){{0,2}}(?:kill(?:s|ed)?|claim(?:s|ed)?)\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:killed|died|dead|deaths?|die)\s(?:by|of|from|in)\s(?:the\s|an?\s)?(?:\w+\s)?{_CAUSE}\b", re.IGNORECASE
    ),
)


def cause_of(text: str) -> str | None:
    """Return what killed people by a question or a sentence, one word for all of its names; `None` if it says none."""
    for pattern in _FOUND:
        if match := pattern.search(text):
            return _KIND_OF[match["cause"].lower()]
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
