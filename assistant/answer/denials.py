"""A question whose premise the reports deny: the sentence that says so, where none answers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.answer.coverage import best_told, content_of, quoting, stems

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from assistant.answer.coverage import Content, Told
    from assistant.records import Document, Draft, Passage

LEAD = "The reports do not bear this out:"
_NOT = r"(?:not(?! only)|never|nobody|none|neither|no(?! (?:less|fewer|more|later|sooner))|\w+n['\u2019]t)"
# Words that deny or doubt whatever is told with them.
_REJECTS = re.compile(
    r"\b(?:den(?:y|ies|ied|ial)|refut\w+|reject\w*|false|untrue|unconfirmed|unfounded|baseless|hoax|fabricat\w+"
    rf"|{_NOT} (?:\w+ )?(?:confirmed|true|correct|verified|borne out|the case))\b",
    re.IGNORECASE,
)
# "No" and "not" deny what comes next.
_NEGATED = re.compile(rf"\b{_NOT}\b(?P<what>(?:\W+[\w'\u2019-]+){{1,3}})", re.IGNORECASE)
_DENIES = re.compile(rf"{_REJECTS.pattern}|\b{_NOT}\b", re.IGNORECASE)
# What a question takes for granted, and words that say the contrary of just that.
_CONTRARIES = tuple(
    (re.compile(rf"\b(?:{asked})\b", re.IGNORECASE), re.compile(rf"\b(?:{said})\b", re.IGNORECASE))
    for asked, said in (
        (
            r"admit\w*|confess\w*|accept\w*|confirm\w*|acknowledg\w*|claim(?:ed|s)?|responsib\w+|agree[ds]?",
            r"den(?:y|ies|ied)|reject\w*|refus\w+|dismiss\w*|rule[sd]? out",
        ),
        (r"talks?|negotiat\w+|dialogue", r"rule[sd]? out"),
        (r"kill\w*|die[ds]?|dead|deaths?|murder\w*|shot", r"alive|surviv\w+|unhurt|unharmed|safe"),
        (r"hurt|injur\w+|wound\w*|harm\w*", r"unhurt|unharmed|uninjured|safe"),
        (
            r"captur\w+|seiz\w+|breach\w*|storm\w*|overr[au]n|succe\w+|taken?|took|manag\w+",
            r"fail\w*|repel\w*|repuls\w+|foil\w*|thwart\w*|beaten back",
        ),
        (
            r"freed?|releas\w+|acquit\w*",
            r"still in (?:\w+ ){0,2}?(?:jail|prison|custody|detention)|still (?:held|detained)",
        ),
    )
)
# "Which sailors drowned?": "no sailor".
_ASKED_OF = re.compile(r"^\W*(?:which|what|how many|how much)\s+(?P<noun>[a-z]+)\b", re.IGNORECASE)
# Names must all be in the sentence or beside it, and so much of the other words in it.
_LEAST_SHARED = 0.6
_LEAST_NAMED = 0.5
_PRONOUN = re.compile(r"(?:He|She|They|It)\b")
# A premise with fewer words is in too many sentences.
_LEAST_WORDS = 3


def denial(question: str, passages: Iterable[Passage], documents: Mapping[str, Document]) -> Draft | None:
    """Return the sentence that denies or doubts what `question` takes for granted; `None` where none does.

    A sentence counts that has a word of denial, or the contrary of what is asked ("alive" of "killed"), and most of the
    question's other words; its names stand in it or beside it. For "When did the European Union ban the group?" one
    that says that a ban "is not confirmed"; for "Which sailors drowned?" one that says "no sailor". A question that
    itself denies is left alone.

    Args:
        question: One that no passage answers.
        passages: Where to look, the best first; of sentences that share as much the first is taken.
        documents: Those of the passages.
    """
    content = content_of(question)
    if _DENIES.search(question) or len(content) < _LEAST_WORDS or not content.names:
        return None
    best = best_told(passages, documents, lambda told: _shared(told, content, question))
    return quoting([best], lead=LEAD) if best else None


def _shared(told: Told, content: Content, question: str) -> float:
    """Return how much of the question a sentence denies, the names in it counting little; 0 where it is too little."""
    contrary = [asked for asked, said in _CONTRARIES if asked.search(question) and said.search(told.text)]
    if not (contrary or _denies(told.text, content)) or not content.names <= told.stems | told.around:
        return 0.0
    meant = stems(" ".join(word for asked in contrary for word in asked.findall(question)))
    plain = _none_of(question, told.text) or (contrary and _is_of(told, content))
    share = len(content.others & ((told.around if plain else told.stems) | meant)) / max(1, len(content.others))
    return share + told.share(content.names) / 10 if share >= _LEAST_SHARED else 0.0


def _denies(said: str, content: Content) -> bool:
    """Return whether a sentence denies something that the question is about, and not just anything."""
    wanted = content.names | content.others
    return bool(_REJECTS.search(said)) or any(stems(match["what"]) & wanted for match in _NEGATED.finditer(said))


def _is_of(told: Told, content: Content) -> bool:
    """Return whether a sentence is of those whom the question names, by name or as "she"."""
    return bool(told.share(content.names) >= _LEAST_NAMED or _PRONOUN.match(told.text))


def _none_of(question: str, said: str) -> bool:
    """Return whether a sentence says that there is none of what the question asks which, or how many, of."""
    asked = _ASKED_OF.match(question)
    return bool(
        asked and re.search(rf"\b(?:no|none of the) {re.escape(asked['noun'].rstrip('s'))}s?\b", said, re.IGNORECASE)
    )
