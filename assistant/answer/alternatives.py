"""Other ways to put a follow-up in full, for where the reports have no answer to the way that the rules prefer."""

from __future__ import annotations

import re
from itertools import chain, islice
from typing import TYPE_CHECKING

from assistant.answer import conversation, forms, nouns, phrases, pointers, referents, statements
from assistant.answer.circumstances import NAME, WHEN
from assistant.records import Turn

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Each is read like a question of its own.
_MOST = 3
# Words that may stand for more than one of what was spoken of.
_POINTING = re.compile(
    # "It" that somebody acts on is seldom a body or a person.
    r"\b(?P<one>he|she|him|they|them|(?:(?<=did )|(?<=does )|(?<=was )|(?<=is )|(?<=has ))it"
    r"|the (?:group|organi[sz]ation|company|party|council|minister|official))\b"
    r"(?!\s.*\bthat\b)|\b(?P<owner>his|her|their|its)\b(?!\sown\b)",
    re.IGNORECASE,
)
_MOST_NAMES = 2
_PERSONAL = re.compile(r"\b(?:he|she|him|his|her)\b", re.IGNORECASE)
_YES_NO = re.compile(
    rf"^(?:{phrases.AUX}|been)\s(?P<who>(?:the\s)?(?:[a-z]+\s)?{nouns.PLURAL}|(?:the\s)?[a-z]+)(?=\s[a-z]+(?:ed|en|t)\b)",
    re.IGNORECASE,
)
_WHICH = re.compile(r"^(?:(?:in|on|at|from|by|to|of|over|for|with|under)\s)?(?:which|what)\s[a-z]+$", re.IGNORECASE)
_NOUN = re.compile(rf"^(?:the\s)?(?:[a-z]+\s)?{nouns.PLURAL}$")
_ASKS = re.compile(rf"^(?:\w+\s)?(?:who|whom|whose|what|when|where|why|which|how)\b|^{phrases.AUX}\s", re.IGNORECASE)
# What asks about the last answer and no other: of other turns it would be answered with something else.
_OF_THE_LAST = (forms.INTERJECTION, forms.LATEST, forms.WHO_SAID, forms.COMPARED, forms.AGAIN)
_LEAST_WHOLE = 4
_WORD = re.compile(r"[\w\u2019'-]+")
# Words of a question that tell nothing of what it is about.
SMALL = frozenset((
    *("a", "an", "the", "of", "in", "on", "at", "to", "by", "for", "from", "with", "and", "or", "as", "so", "than"),
    *("is", "are", "was", "were", "be", "been", "did", "do", "does", "has", "have", "had", "not", "any", "then"),
    *("who", "whom", "whose", "what", "which", "when", "where", "why", "how", "many", "much", "please", "know", "tell"),
    *("it", "its", "that", "this", "they", "them", "their", "he", "she", "his", "her", "i", "we", "you", "me"),
    *("say", "said", "says", "according", "there"),
))  # fmt: skip


def alternatives(question: str, history: Sequence[Turn]) -> tuple[str, ...]:
    """Return other standalone forms of a question than `standalone` gives, likeliest first; `()` without history.

    The rules see the conversation as it was up to an earlier turn, a pronoun stands for another name, a fragment takes
    another place. Some will be no questions that anybody would put: reports that answer one tell which to take.
    """
    bare = " ".join(question.strip().rstrip("?.! ").split())
    rest = forms.RUN_ON.sub(r"\1 is", forms.OPENING.sub("", bare).strip(" ,") or bare)
    if not history or any(form.match(rest) for form in _OF_THE_LAST):
        return ()
    preferred = conversation.standalone(question, history)
    found = (
        conversation.as_question(form)
        for form in chain(
            _renamed(rest, history[-1]),
            _elsewhere(question, history),
            _as_it_stands(rest, history),
            _fit(rest, history),
        )
    )
    others = dict.fromkeys(form for form in found if form.lower() != preferred.lower() and _ASKS.match(form))
    return tuple(islice(others, _MOST))


def beside(question: str, history: Sequence[Turn]) -> str | None:
    """Return a follow-up as it was typed, with the words of the last question beside it that it lacks.

    "How old was she?" after "Who led the raid on Dorn?" is "How old was she (led raid Dorn)?": no question that anybody
    would put, but one that says what it is about, whatever its form. Names and figures of the first question follow:
    what a conversation is about stands at its beginning. `None` where the others add no word.
    """
    bare = " ".join(question.strip().rstrip("?.! ").split())
    if not history or any(form.match(bare) for form in _OF_THE_LAST):
        return None
    stem = statements.stem_of(Turn(question=conversation.standalone(history[-1].question, history[:-1]), answer=""))
    named = [word for word in _WORD.findall(history[0].question) if word[0].isupper() or word[0].isdigit()]
    own = {word.lower() for word in _WORD.findall(bare)} | SMALL
    about = {word.lower(): word for word in (*_WORD.findall(stem), *named)[::-1] if word.lower() not in own}
    return conversation.as_question(f"{bare} ({' '.join([*about.values()][::-1])})") if about else None


def _elsewhere(question: str, history: Sequence[Turn]) -> Iterator[str]:
    """Yield the rules' forms after earlier turns: a question in passing is not what the next one goes on with."""
    if _WHICH.match(question.strip(" ?.!")):
        return
    for turns in range(len(history) - 1, 0, -1):
        if conversation.follows(question, history[:turns]):
            yield conversation.standalone(question, history[:turns])


def _renamed(rest: str, last: Turn) -> Iterator[str]:
    """Yield the question about others who were spoken of than those whom the rules take a pronoun for."""
    pointing = _POINTING.search(rest)
    if pointing is None:
        return
    stem = statements.stem_of(last)
    for name in islice(_spoken_of(stem, last.answer, person=bool(_PERSONAL.match(pointing.group()))), _MOST_NAMES):
        owned = "\u2019s" if pointing["owner"] else ""
        named = f"{rest[: pointing.start()]}{name}{owned}{rest[pointing.end() :]}"
        yield pointers.with_context(named, stem, keeps_day=False)


def _spoken_of(stem: str, answer: str, *, person: bool) -> Iterator[str]:
    said = re.sub(r"\s*\[\d+\]", "", answer)
    names = [
        name
        for name in (*re.findall(NAME, said), *(match.group() for match in phrases.NAMES.finditer(stem)))
        if not WHEN.fullmatch(name)
    ]
    if person:
        yield from dict.fromkeys(name for name in names if " " in name and nouns.can_be_person(name))
        return
    likely = (referents.actor(stem), referents.acronym(stem), *(name for name in names if name.isupper()))
    yield from dict.fromkeys(name for name in likely if name)


def _as_it_stands(rest: str, history: Sequence[Turn]) -> Iterator[str]:
    """Yield a whole question with what happened, and as it is: it may lean on nothing."""
    if pointers.is_fragment(rest) or len(rest.split()) < _LEAST_WHOLE or pointers.pointer(rest):
        return
    yield rest
    yield pointers.with_context(rest, statements.stem_of(history[-1]))


def _fit(rest: str, history: Sequence[Turn]) -> Iterator[str]:
    """Yield the last question with a fragment where the rules do not put it."""
    stem = statements.stem_of(history[-1])
    if _WHICH.match(rest):
        yield f"{stem}, {rest}"
    elif pointers.is_fragment(rest) and (subject := _YES_NO.match(stem)):
        yield f"{stem[: subject.start('who')]}{rest}{stem[subject.end('who') :]}"
        if _NOUN.match(rest):
            yield pointers.with_context(f"what happened to {rest}", stem)
