"""The agency that a report says it comes from: a dateline, a last line, `with inputs from`, a byline."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.records import Document

# By its usual short name: what else an agency is written as.
_AGENCIES = {
    "APP": ("Associated Press of Pakistan",),
    "AAP": ("Australian Associated Press",),
    "AP": ("The Associated Press", "Associated Press"),
    "AFP": ("Agence France-Presse", "Agence France Presse"),
    "Reuters": ("Thomson Reuters",),
    "UPI": ("United Press International",),
    "PTI": ("Press Trust of India",),
    "ANI": ("Asian News International",),
    "IANS": ("Indo-Asian News Service",),
    "IBNS": ("India Blooms News Service",),
    "PA": ("Press Association", "PA Media"),
    "CP": ("The Canadian Press", "Canadian Press"),
    "dpa": ("Deutsche Presse-Agentur",),
    "EFE": (),
    "ANSA": (),
    "Adnkronos": (),
    "Anadolu": ("Anadolu Agency",),
    "Bloomberg": ("Bloomberg News",),
    "CEN": ("Central European News",),
    "Interfax": (),
    "Kyodo": ("Kyodo News",),
    "TASS": ("ITAR-TASS",),
    "Xinhua": ("Xinhua News Agency",),
    "Yonhap": ("Yonhap News Agency",),
}
_NAME_OF = {form: name for name, forms in _AGENCIES.items() for form in (*forms, name)}
_BY_LOWER = {form.lower(): name for form, name in _NAME_OF.items()}
# Longest first: "Associated Press of Pakistan" is not the Associated Press.
_AGENCY = "|".join(re.escape(form) for form in sorted(_NAME_OF, key=len, reverse=True))
# How far into a text a dateline reaches, and how far from its end a credit may stand.
_HEAD, _TAIL = 160, 400

_OPENING = (
    # "QUETTA, Feb 2 (AFP) - ", "(Reuters) - ", "(ANSA) - Ancona". Not "the Associated Press (AP) put the number at".
    re.compile(rf"[^\n]{{0,90}}?\((?P<agency>{_AGENCY})(?:/\w+)?\)\s*(?:[-\u2013\u2014:|]|$)", re.MULTILINE),
    # "By: Press Trust of India | New Delhi".
    re.compile(rf"by:? (?:the )?(?P<agency>{_AGENCY})\b", re.IGNORECASE),
)
_CLOSING = (
    # "With inputs from PTI", "(with files from Reuters and AFP)", "Additional reporting by the Associated Press".
    re.compile(
        r"\b(?:with|additional) (?:additional )?(?:inputs?|(?:an? )?files?|material|reporting|contributions?)"
        rf" (?:from|by) (?:the )?(?P<agency>{_AGENCY})\b",
        re.IGNORECASE,
    ),
    # "(With the Associated Press)", "Copyright 2014 The Associated Press", "Source: AFP".
    re.compile(
        r"(?:\(with |copyright(?: the)?[ \d,]{0,6}(?:by )?|\u00a9 ?[\d ]{0,5}|\bsource: ?)"
        rf"(?:the )?(?P<agency>{_AGENCY})\b",
        re.IGNORECASE,
    ),
    # "Associated Press writer John Rice contributed from Mexico City."
    re.compile(rf"(?P<agency>{_AGENCY}) (?:writers?|reporters?|journalists?)\b[^\n]*\bcontributed\b"),
    # The end of a paragraph: "... for comment. (Reuters)", "... on Sunday. — AP"; "AFP" on a line of its own.
    re.compile(rf"(?:^|[.!?\"\u201d\u2019] ?)[(\u2013\u2014/-]? ?(?P<agency>{_AGENCY})\)?\.?$", re.MULTILINE),
)
# Reuters signs with its editors and without its name.
_SIGNED_BY_REUTERS = re.compile(r"^\(Reporting by [^\n]*[Ee]diting by [^\n]*\)$", re.MULTILINE)
_BYLINE = re.compile(rf"(?:\bby\s+)?(?:the\s+)?(?P<agency>{_AGENCY})", re.IGNORECASE)


def credited(document: Document) -> str | None:
    """Return the agency that a report names as its source, in its front matter, its byline or its text."""
    stated = _BY_LOWER.get((document.based_on or "").strip().lower())
    byline = _BYLINE.fullmatch((document.byline or "").strip())
    return stated or (byline and _BY_LOWER[byline["agency"].lower()]) or credit(document.text)


@lru_cache(maxsize=512)
def credit(text: str) -> str | None:
    """Return the agency that a text is credited to by its dateline or its last lines, by its usual short name.

    An agency that is only spoken of ("told AFP", "according to Reuters") is no credit. The first of several counts.
    """
    for opening in _OPENING:
        if found := opening.match(text[:_HEAD]):
            return _BY_LOWER[found["agency"].lower()]
    tail = text[-_TAIL:]
    closings = [found for pattern in _CLOSING if (found := pattern.search(tail))]
    if closings:
        return _BY_LOWER[min(closings, key=lambda match: match.start())["agency"].lower()]
    return "Reuters" if _SIGNED_BY_REUTERS.search(tail) else None
