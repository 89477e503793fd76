"""What in a sentence must be found in its source, and what must not stand in it at all: pure functions on text."""

from __future__ import annotations

import re

from assistant.text import english_words, words

_QUOTED = re.compile(
    r"[\"\u201c\u00ab]([^\"\u201c\u201d\u00ab\u00bb]{2,400})[\"\u201d\u00bb]|(?<!\w)[\u2018']([^\u2018\u2019'\n]{8,400})[\u2019'](?!\w)"
)
_NAME_WORD = r"(?:[A-Z\u00c0-\u00de][\w\u2019'.-]*\w|[A-Z]\b)"
# Not "Phone" of "iPhone".
_NAME = re.compile(rf"(?<!\w){_NAME_WORD}(?:\s(?:(?:of|the|de|al|ul|bin|and)\s)?{_NAME_WORD})*")
_POSSESSIVE = re.compile(r"['\u2019]s?$")
# Capitals that begin sentences and calendars; dates are compared as dates.
NOT_NAMES = frozenset((
    "the", "a", "an", "in", "on", "at", "by", "of", "for", "from", "it", "he", "she", "they", "we", "i", "this", "that",
    "these", "those", "there", "after", "before", "when", "while", "since", "until", "as", "if", "but", "and", "or",
    "nor", "so", "yet", "no", "not", "all", "both", "each", "one", "two", "three", "four", "five", "six", "seven",
    "eight", "nine", "ten", "according", "however", "meanwhile", "although", "though", "also", "at least", "about",
    "around", "more", "some", "several", "many", "its", "his", "her", "their", "what", "who", "which", "where", "how",
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "jan", "feb", "mar",
    "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec", "mr", "mrs", "ms", "dr",
))  # fmt: skip
# What people do with words, and reports with what they say.
SPEECH = (
    r"(?:said|says|told|stated|announced|reported|argued|insisted|asserted|maintained|warned|cautioned|claimed|alleged"
    r"|added|declared|wrote|acknowledged|admitted|confirmed|denied|spoke|called|described|vowed|promised|demanded|urged)"
)
_SPEAKS = re.compile(rf"(?:['\u2019]s)?\s(?:has\s|have\s|had\s|also\s|later\s)?{SPEECH}\b")
# Who speaks without a name: reports call the same people by several of these.
_NAMELESS = frozenset((
    "officials", "authorities", "police", "witnesses", "residents", "people", "sources", "reports", "locals", "doctors",
    "investigators", "rescuers", "experts", "analysts", "others", "someone", "everyone", "nobody",
))  # fmt: skip
_LINK = re.compile(
    r"\b(?:https?|ftp|javascript|data)\s?:\s?\S|\bwww\.\S|\]\(|!\[|<\s?/?[a-z!][^>]*>?|&#?\w+;", re.IGNORECASE
)
_DOMAIN = re.compile(
    r"\b(?:[a-z0-9-]+\.)+(?:com|org|net|io|ru|cn|info|biz|xyz|top|site|online|example|test)\b(?:/\S*)?", re.IGNORECASE
)
# Words that say nothing by themselves, for telling whether two sentences speak of the same.
EMPTY = frozenset((
    "the", "a", "an", "of", "in", "on", "at", "to", "for", "by", "with", "from", "and", "or", "but", "that", "this",
    "had", "has", "have", "was", "were", "is", "are", "be", "been", "being", "it", "its", "he", "she", "they", "his",
    "her", "their", "yet", "any", "all", "also", "who", "which", "will", "would", "can", "could", "did", "does", "do",
    "as", "than", "more", "there", "one", "two", "so", "far", "only", "just", "both", "each", "other", "least", "most",
))  # fmt: skip
# Past forms that do not begin like their verbs: "did not flee" is of "fled".
_VERBS = {
    form: verb
    for verb, forms in {
        "flee": "fled", "go": "went gone", "take": "took taken", "come": "came", "meet": "met", "hold": "held",
        "lose": "lost", "keep": "kept", "fall": "fell", "rise": "rose risen", "shoot": "shot", "break": "broke broken",
        "bring": "brought", "buy": "bought", "catch": "caught", "fight": "fought", "fly": "flew flown", "know": "knew",
        "pay": "paid", "run": "ran", "see": "saw seen", "sell": "sold",
        "speak": "spoke spoken", "steal": "stole stolen",
        "stand": "stood", "strike": "struck", "teach": "taught", "tell": "told", "think": "thought", "throw": "threw",
        "win": "won", "seek": "sought", "write": "wrote written", "withdraw": "withdrew", "give": "gave given",
    }.items()
    for form in forms.split()
}  # fmt: skip
_VERB = re.compile(rf"\b(?:{'|'.join(_VERBS)})\b")
# Words that begin alike are one word here: "killed" and "killing".
STEM = 4
# The share of a sentence's words that a passage must have to bear it out. Of 4,185 true claims about news beside their
# one sentence of evidence 98 % have more; of the true development sentences beside their report all have .42 or more.
LEAST_SHARED = 0.25
_FEWEST_SHORT_WORDS = 3
_SHORT_WORD = 4
# A sentence in the passages' language shares most of its small words with them; one in another language hardly any.
_LEAST_SHARED = 0.34


def quotations(sentence: str) -> tuple[str, ...]:
    """Return what stands between quotation marks, without the marks and the stop before the closing one."""
    found = (match[1] or match[2] for match in _QUOTED.finditer(sentence))
    return tuple(quote.strip().rstrip(".,;!?") for quote in found)


def names(sentence: str, *, known: str = "") -> tuple[str, ...]:
    """Return the capitalised names in the sentence, in order; dates and months are none.

    The first word is a name in capitals, where no English dictionary has it, where it speaks and is not in `known`, a
    text, and where `known` writes it with a capital in the middle of a sentence and never without.
    """
    found = []
    for match in _NAME.finditer(sentence):
        tokens = match.group().split()
        speaks = len(tokens) == 1 and bool(_SPEAKS.match(sentence, match.end()))
        if _begins(sentence, match.start()) and not _is_named(tokens, known, speaks=speaks):
            tokens = tokens[1:]
        while tokens and _bare(tokens[0]) in NOT_NAMES:
            tokens = tokens[1:]
        while tokens and _bare(tokens[-1]) in NOT_NAMES:
            tokens = tokens[:-1]
        if tokens:
            found.append(_POSSESSIVE.sub("", " ".join(tokens)))
    return tuple(found)


def holds_link(sentence: str) -> bool:
    """Return whether the sentence holds an address, a link or markup."""
    return bool(_LINK.search(sentence) or _DOMAIN.search(sentence))


def same_language(sentence: str, texts: str) -> bool:
    """Return whether the sentence is written in the language of `texts`, by the small words and letters they share."""
    used = [word for word in words(sentence) if not any(mark.isdigit() for mark in word)]
    short = [word for word in used if len(word) <= _SHORT_WORD]
    vocabulary = set(words(texts))
    if len(short) < _FEWEST_SHORT_WORDS:
        # Too few to tell by: then only a script that the texts do not have.
        return all(mark in texts.lower() or mark.isascii() for word in used for mark in word)
    return sum(word in vocabulary for word in short) >= _LEAST_SHARED * len(short)


def _begins(sentence: str, start: int) -> bool:
    before = sentence[:start].rstrip(" \"'\u201c\u2018(")
    return not before or before[-1] in ".!?:"


def _is_named(tokens: list[str], known: str, *, speaks: bool) -> bool:
    first = _POSSESSIVE.sub("", tokens[0])
    if _bare(tokens[0]) in NOT_NAMES:
        return False
    if first.isupper() and len(first) > 1:
        return True
    plain = first.lower()
    if not all(part in english_words() for part in re.split(r"[^\w]+", plain) if part):
        return True
    # The dictionary has the best-known names, too: nobody speaks whom no report mentions.
    if speaks and plain not in _NAMELESS and not holds(known, plain):
        return True
    # "Police Chief" may open a sentence, "Bugti" too: the reports show which words are always capitalised.
    inside = re.search(rf"(?:[a-z0-9,;)\u2019\u201d] |[(\u201c\u2018\u2013-] ?){re.escape(first)}\b", known)
    return bool(inside) and not re.search(rf"\b{re.escape(first.lower())}\b", known)


def _bare(token: str) -> str:
    return _POSSESSIVE.sub("", token).strip(".").lower()


def stems(text: str) -> list[str]:
    """Return the beginnings of the words of `text` that say something, in order."""
    return [word[:STEM] for word in words(text) if word not in EMPTY]


def is_of_other_things(sentence: str, text: str) -> bool:
    """Return whether next to none of the words that say something in the sentence are in `text`, in whatever form.

    A support checker is unsure of what it has never seen; a paraphrase keeps more than this of its source's words.
    """
    said = {word for word in stems(sentence) if not word.isdigit()}
    return bool(said) and len(said & set(stems(text))) < LEAST_SHARED * len(said)


def base_forms(text: str) -> str:
    """Return `text` with "fled" as "flee", and other verbs whose past begins otherwise in the same way."""
    return _VERB.sub(lambda match: _VERBS[match.group()], text)


def holds(text: str, word: str) -> bool:
    """Return whether `text` has the word, in whatever form."""
    return bool(re.search(rf"\b{re.escape(word[: max(STEM + 1, len(word) - 2)])}", text, re.IGNORECASE))
