"""Denials in the words in which reports deny: "no passenger was" for "none of the passengers was"."""

from __future__ import annotations

import re

# The reader tells a denial by its "no" or "not" and hardly sees one that is in another word.
_FORMS = (
    (
        re.compile(r"\b(?P<n>[Nn])one of (?:the|its|their) (?P<what>[a-z]+?)s (?=(?:was|were|has|have|had)\b)"),
        r"\g<n>o \g<what> ",
    ),
    (re.compile(r"\b(?:remain|stay)(?:s|ed)? un(?P<done>[a-z]+ed)\b"), r"has not been \g<done>"),
    (re.compile(r"\b(?P<be>is|was|are|were) (?:still |yet )?not (?:yet )?(?:known|clear)\b"), r"\g<be> unclear"),
    (re.compile(r"\b(?P<have>has|have|had) yet to be\b"), r"\g<have> not yet been"),
    (re.compile(r"\bnot (?P<yet>yet )?any\b"), lambda match: f"{match['yet'] or ''}no"),
)


def plainly(sentence: str) -> str:
    """Return the sentence with its denials as "no" or "not"; as it is without any."""
    for form, plain in _FORMS:
        sentence = form.sub(plain, sentence)
    return sentence
