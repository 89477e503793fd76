"""A paragraph as attribution reads it: quotations told from mere quotation marks, and the words between them."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from assistant.evidence.speech import ABBREVIATIONS, VERBS
from assistant.records import Span

# Initials with their stops ("U.S.") are one word; every other mark is a token of its own.
# "The Seafarers' Union" is one name: its apostrophe closes no quotation. "900,000" is one number.
_TOKEN: Final = re.compile(
    "(?:[A-Z]\\.){2,}|\\d{1,3}(?:,\\d{3})+(?![\\w,])|@?\\w+(?:[\u2019'.&-]\\w+)*(?:(?<=[A-Za-z]s)[\u2019'](?=\\s[A-Z]))?|[^\\w\\s]"
)
_WORD: Final = re.compile(r"\w+")
_PAIRS: Final = {"“": "”", '"': '"', "\u2018": "\u2019", "'": "'", "«": "»"}
_SINGLE: Final = "\u2018'"
# Quoted words fewer than this are a term or a title unless they are set as a whole statement.
_STATEMENT_WORDS: Final = 3
QUOTATION: Final = "“”"


class Quotation(NamedTuple):
    """The characters between two quotation marks, marks included; `speech` where they are a statement."""

    span: Span
    speech: bool
    closed: bool


class Token(NamedTuple):
    """A word or a mark. A whole quoted statement is one token, `QUOTATION`; `loose` words stand in quotation marks."""

    text: str
    span: Span
    loose: bool = False

    @property
    def lower(self) -> str:
        """The word in lower case, with straight apostrophes."""
        return self.text.lower().replace("\u2019", "'")

    @property
    def is_word(self) -> bool:
        """Whether it is a word, a number or a handle."""
        return self.text[0].isalnum() or self.text[0] == "@"

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter or is a handle."""
        return self.text[0].isupper() or self.text[0] == "@"


def quotations(text: str, line: Span) -> tuple[Quotation, ...]:
    """Return the quotations of one line in order; they never overlap.

    A double mark that is never closed runs to the end of the line, as in a statement of several paragraphs; a single
    one is an apostrophe unless it opens the line or follows a colon.
    """
    found = []
    at = line.start
    # Apostrophes without a partner are looked for once, so that a line full of them stays affordable.
    unpaired: set[str] = set()
    while at < line.end:
        end = _closing(text, at, line) if text[at] not in unpaired and _opens(text, at, line) else None
        if end is None:
            unpaired |= {text[at]} if text[at] in _SINGLE and _opens(text, at, line) else set()
            at += 1
            continue
        span = Span(at, end)
        closed = end - at > 1 and text[end - 1] == _PAIRS[text[at]]
        found.append(Quotation(span, speech=not closed or _is_statement(text, span, line), closed=closed))
        at = end
    return tuple(found)


def _opens(text: str, at: int, line: Span) -> bool:
    if text[at] not in _PAIRS or at + 1 >= line.end:
        return False
    before = text[at - 1] if at > line.start else " "
    # 12" is inches, and rock 'n' roll no quotation.
    return not (before.isalnum() or text[at + 1].isspace()) or text[at] == "“"


def _closing(text: str, at: int, line: Span) -> int | None:
    mark, single = _PAIRS[text[at]], text[at] in _SINGLE
    for end in range(at + 1, line.end):
        if text[end] != mark:
            continue
        after = text[end + 1] if end + 1 < line.end else " "
        if not single or not (after.isalnum() or text[end - 1].isspace()):
            return end + 1
    lead = text[line.start : at].rstrip()
    return None if single and lead and not lead.endswith(":") else line.end


def _is_statement(text: str, span: Span, line: Span) -> bool:
    # A statement may end with another one, in single marks.
    inner = text[span.start + 1 : span.end - 1].strip().rstrip("\u2019'")
    words = _WORD.findall(inner)
    lead = text[line.start : span.start].rstrip()
    if lead.endswith(":"):
        return True
    after = text[span.end : span.end + 1]
    whole = inner.endswith((".", ",", "?", "!", "…")) or after == "," or (after == "." and not lead)
    title = sum(word[0].isupper() for word in words) > len(words) / 2 and len(words) > 1
    return (
        whole and not title and (len(words) >= _STATEMENT_WORDS or not lead or lead[-1] in '.,”"' or _ends_saying(lead))
    )


def _ends_saying(lead: str) -> bool:
    return lead.rpartition(" ")[2].lower() in VERBS


def tokens(text: str, sentence: Span, quotes: tuple[Quotation, ...]) -> list[Token]:
    """Return the tokens of a sentence, each quoted statement (or the part of one that lies in it) as one token."""
    result: list[Token] = []
    at = sentence.start
    for quote in (*quotes, Quotation(Span(sentence.end, sentence.end), speech=False, closed=True)):
        start, end = max(quote.span.start, sentence.start), min(quote.span.end, sentence.end)
        if start < at or end < start:
            continue
        result.extend(_plain(text, Span(at, start), loose=False))
        if quote.speech and end > start:
            result.append(Token(QUOTATION, Span(start, end)))
        elif end > start:
            result.extend(_plain(text, Span(start + 1, end - 1), loose=True))
        at = end
    return result


def _plain(text: str, span: Span, *, loose: bool) -> list[Token]:
    result: list[Token] = []
    for match in _TOKEN.finditer(text, span.start, span.end):
        token = Token(match.group(), Span(*match.span()), loose)
        # The stop of an abbreviation ends nothing.
        if token.text == "." and result and result[-1].lower in ABBREVIATIONS and result[-1].span.end == match.start():
            continue
        result.append(token)
    return result


def without_brackets(words: list[Token]) -> list[Token]:
    """Return the tokens without what stands in round brackets, unless the whole sentence does."""
    kept: list[Token] = []
    depth = 0
    for token in words:
        depth += token.text == "("
        if not depth:
            kept.append(token)
        depth -= token.text == ")" and depth > 0
    return kept if depth == 0 and any(token.is_word or token.text == QUOTATION for token in kept) else words
