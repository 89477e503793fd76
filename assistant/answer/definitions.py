"""Who somebody is, or what something is: the sentence that says so of a name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from assistant.records import Draft, DraftClaim, Quote, Span
from assistant.text import sentence_spans

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from assistant.records import Document, Passage

_ASKS = re.compile(
    r"^\W*(?:who|what)(?:\s+(?:is|are|was|were)|['\u2019]s|s)\s+(?:the\s+|an?\s+)?(?P<name>[\w'\u2019. -]+?)\W*$",
    re.IGNORECASE,
)
_MOST_WORDS = 6
_MINOR = frozenset(("of", "the", "and", "al", "ul", "bin", "de", "for", "in", "on"))
_ROLE = (
    r"(?i:\w*minister|president|premier|executive|engineer|coordinator|manager|owner|coach|scientist|author|surgeon|pilot"
    r"|bishop|economist|hydrologist|epidemiologist|trainer|chairwoman|presenter|singer|actor|player|premier|senator|governor|mayor|spokes\w+|leader|head|chief|commander|commissioner|general"
    r"|colonel|captain|secretary|director|chair\w*|founder|member|envoy|ambassador|judge|lawyer|journalist|activist|doctor"
    r"|professor|analyst|officer|king|queen|prince\w*|group|movement|party|army|wing|faction|brigade|agency|outlet|newspaper"
    r"|company|organi[sz]ation|council|committee|court|ministry|town|city|village|district|province|region|port|country"
    r"|operation|train|ship|illness|disease|virus)"
)
_RANK = r"(?:chief|finance|vice|deputy|acting|former|managing|general|senior|team|prime|foreign|health|union)"
_DETERMINER = r"(?:[Aa]n?|[Tt]he|[Oo]ne of|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|[Oo]ur|[A-Z][\w-]+['\u2019]s?)\s"
# "Ada Lee of the Whig Party has been mayor ...", "The Dover Guard (DG) is a ...".
_OF = r"(?:\s+of\s+[^,.;:]{1,60}?)?"
_IS = (
    rf",?\s+(?:(?:is|was|are|were|has been|had been|became|remains|serves as|means)\s+(?:now\s+|also\s+|still\s+)?"
    rf"(?={_DETERMINER}|(?:[\w-]+\s+){{0,2}}{_ROLE}\b)|(?=(?:leads|led|heads|headed|founded|commands|commanded)\s))"
)
_APPOSED = rf",\s+(?:(?:which|who)\s+(?:is\s+|are\s+|was\s+)?|(?={_DETERMINER}|(?:[\w-]+\s+){{0,2}}{_ROLE}\b))"
_BEFORE = (
    rf"(?P<role>(?:(?:{_DETERMINER})(?:(?![\w-]+ed\s)[\w'\u2019-]+\s+){{0,3}}|(?:[A-Z][\w-]+\s+){{0,3}}|(?i:(?:{_RANK})\s+){{1,2}})"
    rf"{_ROLE}),?\s+$"
)
# ", the company said on Sunday" tells who speaks, not who the one named before is.
_SPEAKS = re.compile(
    r"(?:[\w'\u2019-]+\s){1,6}?(?:said|says|say|told|added|announced|reported|reports|wrote|confirmed)\b(?!\sto\b)"
)
_PREDICATE = re.compile(r"(?:[^,;:.]|[,.](?=\d)){2,120}")
# How well a form says what a name stands for; the first words of a sentence tell more than an aside.
_SAYS, _ASIDE, _TITLE, _OPENING = 4.0, 3.0, 1.0, 0.5
# Most of a sentence before the name in which its title is looked for.
_BACK = 90


class _Defined(NamedTuple):
    """A sentence that says what a name stands for: how well, where, and the place of the words that do."""

    score: float
    document_id: str
    sentence: Span
    words: Span


def definition(question: str, passages: Iterable[Passage], documents: Mapping[str, Document]) -> Draft | None:
    """Return the sentence that says who or what the name in `question` is; `None` where nothing is asked or said.

    "Ada Lee is the mayor of Dover", "Ada Lee, a miller," and "the mayor of Dover, Ada Lee" do, in this order; an
    acronym is known from the brackets behind its long form. Of equals the first of the passages is taken.

    Args:
        question: "Who is Ada Lee?", in any case.
        passages: Where to look, the best first.
        documents: Those of the passages.
    """
    asked = _asked(question)
    if asked is None:
        return None
    words = r"[\s-]+".join(re.escape(word) for word in re.split(r"[\s-]+", asked))
    name = re.compile(rf"(?<![\w-])\(?(?:the\s+)?{words}\)?(?:\s\([^)]{{1,20}}\))?(?![\w-])", re.IGNORECASE)
    found = (item for passage in passages for item in _in_passage(name, passage, documents))
    best = max(found, key=lambda item: item.score, default=None)
    if best is None:
        return None
    text = documents[best.document_id].text
    quote = Quote(document_id=best.document_id, span=best.sentence, answer_span=best.words)
    claim = DraftClaim(text=best.sentence.of(text), quotes=(quote,))
    return Draft(claims=(claim,), short_answer=best.words.of(text))


def asks_of_a_name(question: str) -> bool:
    """Return whether `question` asks who or what a name stands for, written with capitals: "Who is Ada Lee?"."""
    asked = _asked(question)
    return asked is not None and _is_name(asked)


def _asked(question: str) -> str | None:
    asked = _ASKS.match(question)
    return asked["name"] if asked and len(asked["name"].split()) <= _MOST_WORDS else None


def _in_passage(name: re.Pattern[str], passage: Passage, documents: Mapping[str, Document]) -> Iterator[_Defined]:
    text = passage.span.of(documents[passage.document_id].text)
    for sentence in sentence_spans(text):
        said = sentence.of(text)
        for match in name.finditer(said):
            if not _is_name(match.group()):
                continue
            opening = _OPENING if not said[: match.start()].strip("\u201c\"' ") else 0.0
            for score, words in _forms(said, match):
                start = passage.span.start
                yield _Defined(
                    score + opening, passage.document_id, sentence.shifted(start), words.shifted(start + sentence.start)
                )


def _forms(said: str, match: re.Match[str]) -> Iterator[tuple[float, Span]]:
    """Yield each way in which a sentence says what the name at `match` stands for: how well, and its words."""
    after = said[match.end() :]
    for score, form in ((_SAYS, _OF + _IS), (_ASIDE, _APPOSED)):
        met = re.match(form, after)
        if met is None or (score == _ASIDE and _SPEAKS.match(after, met.end())):
            continue
        if words := _PREDICATE.match(after, met.end()):
            yield score, Span(match.end() + words.start(), match.end() + words.end())
    begin = max(0, match.start() - _BACK)
    if titled := re.search(_BEFORE, said[begin : match.start()]):
        yield _TITLE, Span(begin + titled.start("role"), begin + titled.end("role"))


def _is_name(text: str) -> bool:
    """Return whether every word of note is written with a capital."""
    words = [word for word in re.findall(r"[^\W\d_][\w'\u2019.]*", text) if word.lower() not in _MINOR]
    return bool(words) and all(word[0].isupper() for word in words)
