"""What a sentence makes of its source: doubt left out, a "not" lost or added, another speaker, a stronger word."""

from __future__ import annotations

import re

from assistant.text import words

_DOUBT = re.compile(
    r"\b(?:alleg\w+|reportedly|suspect\w*|claim\w*|unconfirmed|unverified|purported\w*|supposed\w*|possibly|perhaps"
    r"|probabl[ey]|likely|apparent(?:ly)?|may|might|could|believed|thought to|feared|appear(?:s|ed)? to|seem(?:s|ed)?"
    r"|not (?:been |yet )?(?:independently )?(?:confirmed|verified)|rumou?r\w*|denie[sd]|deny|expected to|planned to"
    r"|threaten\w*|accus\w+)\b",
    re.IGNORECASE,
)
_SPEECH = (
    r"(?:said|says|told|stated|announced|reported|argued|insisted|asserted|maintained|warned|cautioned|claimed|alleged"
    r"|added|declared|wrote|acknowledged|admitted|confirmed|denied|spoke|called|described|vowed|promised|demanded|urged)"
)
_ATTRIBUTION = re.compile(
    rf"\b(?:{_SPEECH}|say|saying|according to|reports|put|puts|gave|gives|quoted)\b", re.IGNORECASE
)
_SAID_BY = re.compile(
    rf"(?:^|[,;]\s|\bthat\s|\band\s)(?P<before>(?:[\w'\u2019.-]+\s){{1,8}}?){_SPEECH}\b"
    rf"|\baccording to\s(?P<after>[^,;.]{{2,80}})|,\s(?P<behind>(?:[\w'\u2019.-]+\s){{1,6}}?){_SPEECH}[.,]?$",
    re.IGNORECASE,
)
_STRONGER = re.compile(
    r"\b(?:proved?|proven|proves|certain(?:ly)?|definite\w*|undoubted\w*|conclusive\w*|guarantee\w*|inevitabl\w*|established"
    r"|confirm\w*|secured|ensured|obtained|succeeded|failed|completely|entirely)\b",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:not(?! only)|no(?! (?:fewer|less|more|later|longer|sooner))|never|none|neither|nor|cannot|without|nobody"
    r"|nothing|refus\w+|denie[sd]|deny|fail(?:s|ed)?|unable|yet to)\b"
    r"|n['\u2019]t\b",
    re.IGNORECASE,
)
# fmt: off
_EMPTY = frozenset((
    "the", "a", "an", "of", "in", "on", "at", "to", "for", "by", "with", "from", "and", "or", "but", "that", "this",
    "had", "has", "have", "was", "were", "is", "are", "be", "been", "being", "it", "its", "he", "she", "they", "his",
    "her", "their", "yet", "any", "all", "also", "who", "which", "will", "would", "can", "could", "did", "does", "do",
    "as", "than", "more", "there", "one", "two", "so", "far", "only", "just", "both", "each", "other", "least", "most",
))
# Who these are stands elsewhere in the report.
_PRONOUNS = frozenset((
    "who", "we", "i", "official", "officials", "magazine", "newspaper", "agency", "group", "outlet", "spokesman",
    "spokesperson", "spokeswoman", "minister", "statement", "report", "same", "later",
))
# fmt: on
_CLAUSE_END = re.compile(r"[,;:\u2013\u2014]\s")
_SCOPE_WORDS = 4
_STEM = 4


def misstates(sentence: str, source: str, passage: str) -> str | None:
    """Return in what a sentence goes beyond its source, in words; `None` where it does not, as far as words tell.

    Args:
        sentence: What is said.
        source: The sentence that is to bear it out.
        passage: The text around it, which may name the speaker.
    """
    if doubt := _dropped_doubt(sentence, source):
        return f"it leaves out the doubt of its source: {doubt}"
    if word := _turned(sentence, source):
        return f"it turns round what its source says: {word}"
    if speaker := _other_speaker(sentence, source, passage):
        return f"its source has somebody else say so than {speaker}"
    if (strong := _STRONGER.search(sentence)) and not _holds(passage, strong.group()):
        return f"its source does not say {strong.group()}"
    return None


def _dropped_doubt(sentence: str, source: str) -> str | None:
    # Any word of doubt, and any "police said", keeps it.
    doubt = _DOUBT.search(source)
    if doubt is None or _DOUBT.search(sentence) or _ATTRIBUTION.search(sentence):
        return None
    return doubt.group()


def _turned(sentence: str, source: str) -> str | None:
    """Return the "not" that one of the two has and the other, which says the same otherwise, has not."""
    for one, other in ((sentence, source), (source, sentence)):
        for match in _NOT.finditer(one):
            scope = _stems(_CLAUSE_END.split(one[match.end() :], maxsplit=1)[0])[:_SCOPE_WORDS]
            said = set(_stems(other))
            shared = [stem for stem in scope if stem in said]
            denied = {stem for clause in _CLAUSE_END.split(other) if _NOT.search(clause) for stem in _stems(clause)}
            if scope and len(shared) * 3 >= len(scope) * 2 and not denied & set(scope) and not _denies(other):
                return match.group()
    return None


def _denies(text: str) -> bool:
    # "Unverified", "independently of neither": a denial inside a word.
    return bool(re.search(r"\b(?:un(?:verified|confirmed|able|known)|lack\w*|denial|reject\w*)\b", text, re.IGNORECASE))


def _other_speaker(sentence: str, source: str, passage: str) -> str | None:
    said, known = _SAID_BY.search(sentence), _SAID_BY.search(source)
    if said is None or known is None:
        return None
    ours, theirs = _speaker(said), _speaker(known)
    if not ours or not theirs or theirs <= _PRONOUNS or any(_holds(source, word) for word in ours):
        return None
    # The passage may call one person by name here and by office there.
    around = (line for line in re.split(r"(?<=[.!?])\s", passage) if any(_holds(line, word) for word in theirs))
    if any(all(_holds(line, word) for word in ours) for line in around):
        return None
    return " ".join(word for word in words(_phrase(said)) if word not in _EMPTY)


def _speaker(match: re.Match[str]) -> set[str]:
    return {word for word in words(_phrase(match)) if word not in _EMPTY}


def _phrase(match: re.Match[str]) -> str:
    return match["before"] or match["after"] or match["behind"] or ""


def _stems(text: str) -> list[str]:
    return [word[:_STEM] for word in words(text) if word not in _EMPTY]


def _holds(text: str, word: str) -> bool:
    return bool(re.search(rf"\b{re.escape(word[: max(_STEM + 1, len(word) - 2)])}", text, re.IGNORECASE))
