"""Who a pronoun stands for, and which words of a sentence name somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from assistant.evidence import speech
from assistant.evidence.phrases import head_of, in_name, kind_of, tidy
from assistant.evidence.tokens import Token
from assistant.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SUBJECT_FORMS: Final = {"him": "he", "her": "she", "them": "they"}
_OPENING_ENDS: Final = speech.AUXILIARIES | speech.CITING | speech.VERBS.keys() | speech.FIGURE_VERBS.keys()
# What a party gives: "it says" after "the army's account" is the army.
_ACCOUNTS: Final = speech.words_of("account statement count toll figure report version claim tally bulletin summary")
# What one person is: "The prime minister ruled it out. She said".
_HELD: Final = speech.words_of("president minister chief chairman chairwoman director governor mayor secretary judge")
_NOT_NAMES: Final = speech.DAYS | speech.NOBODY | speech.DETERMINERS | speech.OPENERS | speech.NEGATIONS
# Of whom somebody is the daughter or the lawyer.
_RELATED: Final = frozenset(("his", "her", "its", "their"))


def antecedent(
    pronoun: str, sentence: Sequence[Token], earlier: Sequence[tuple[Sequence[Token], Sequence[tuple[int, int]]]]
) -> Span | None:
    """Return where the one a pronoun stands for is named in the earlier sentences, nearest first; `None` if nowhere.

    Args:
        pronoun: "he", "she", "they" or "it", or a form of one; lower case.
        sentence: The tokens of the sentence with the pronoun. Whoever it names besides is not who the pronoun means.
        earlier: Tokens and the subjects of the sayings of each earlier sentence, nearest first.
    """
    pronoun = _SUBJECT_FORMS.get(pronoun, pronoun)
    named = {token.text for token in sentence if token.capital}
    own = _opening(sentence) if pronoun in {"they", "it"} else None
    # "A court ruled on Monday, and it said": the sentence itself names who it is.
    phrases = [sentence[slice(*own)]] if own is not None and sentence[0].lower not in speech.PRONOUNS else []
    for tier in (_spoken_of, _named_in):
        phrases += [words[slice(*run)] for words, subjects in earlier for run in tier(words, subjects, pronoun)]
    for phrase in phrases:
        if _fits(pronoun, phrase) and (phrase[-1].text not in named or phrase[0] is sentence[0]):
            return _owner(phrase) or Span(phrase[0].span.start, phrase[-1].span.end)
    return None


def _owner(phrase: Sequence[Token]) -> Span | None:
    """Return where the one is named whose account a phrase is: "the army" in "the army's account"."""
    if head_of(phrase).lower not in _ACCOUNTS:
        return None
    for token in phrase:
        if token.lower.endswith("'s"):
            return Span(phrase[0].span.start, token.span.end - 2)
    return None


def _fits(pronoun: str, phrase: Sequence[Token]) -> bool:
    words = {token.lower for token in phrase}
    if words & speech.PRONOUNS:
        return False
    kind, head = kind_of(phrase), head_of(phrase)
    several = (head.lower.endswith("s") and not head.capital) or "and" in words or phrase[-1].lower == "police"
    if pronoun == "they":
        return kind in {"office", "group"} or several
    if pronoun == "it":
        return kind in {"office", "group", "outlet"} and not several and not words & (speech.TITLES - {"army", "state"})
    if kind in {"group", "outlet"} or (kind == "office" and not head.lower.startswith(("spokes", "offic"))) or several:
        return False
    if head.lower in speech.PLACES or any(token.lower.endswith("'s") for token in phrase[1:-1]):
        return False
    return not words & (speech.FEMININE if pronoun == "he" else speech.MASCULINE)


def _spoken_of(words: Sequence[Token], subjects: Sequence[tuple[int, int]], pronoun: str) -> Iterator[tuple[int, int]]:
    """Yield the likely ones a pronoun means: who spoke, then people by title or what the sentence opens with."""
    yield from subjects
    if pronoun in {"he", "she"}:
        for run in capital_runs(words):
            if any(token.lower in speech.TITLES for token in words[slice(*run)]):
                yield run
    opening = _opening(words)
    acts = opening is not None and words[opening[0]].capital and words[opening[1]].lower in speech.ACTS
    person = opening is not None and (
        acts
        or any(token.capital for token in words[opening[0] + 1 : opening[1]])
        or (words[opening[0]].lower == "the" and words[opening[1] - 1].lower in _HELD)
        or [token.lower for token in words[opening[1] : opening[1] + 2]] == [",", "who"]
    )
    if opening is not None and (person or pronoun in {"they", "it"}):
        yield opening


def _named_in(words: Sequence[Token], _subjects: Sequence[tuple[int, int]], pronoun: str) -> Iterator[tuple[int, int]]:
    """Yield whoever else a sentence names by a capitalised name."""
    for run in capital_runs(words):
        opens = run[0] == 0 and run[1] < len(words)
        if pronoun in {"they", "it"} or opens or run[1] - run[0] > 1 or word_before(words, run) == "named":
            yield run


def word_before(words: Sequence[Token], run: tuple[int, int]) -> str:
    """Return the word before a range, in lower case; `""` where it begins the sentence."""
    return words[run[0] - 1].lower if run[0] else ""


def capital_runs(words: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Yield the runs of capitalised words with the titles before and in them, but for where something happened."""
    start = None
    for at, token in enumerate((*words, Token(".", Span(0, 0)))):
        name = token.is_word and token.capital and token.lower not in _NOT_NAMES
        if name or (token.is_word and token.lower in speech.TITLES):
            start = at if start is None else start
            continue
        if start is not None and word_before(words, (start, at)) not in {"in", "at", "from", "to", "near"}:
            run = tidy(words, start, at)
            if run is not None and words[run[1] - 1].capital:
                yield run
        start = None


def _opening(words: Sequence[Token]) -> tuple[int, int] | None:
    """Return the noun phrase a sentence opens with, up to its first verb as far as endings tell."""
    for end in range(1, len(words)):
        token = words[end]
        word = token.lower
        verb = word in _OPENING_ENDS or word.endswith("ed") or _acts(words, end)
        ends = word in speech.PREPOSITIONS | speech.SUBORDINATORS and not in_name(words, end)
        if verb or not token.is_word or ends:
            # "The group itself lowered it".
            last = end - 1 if end > 1 and words[end - 1].lower in speech.ADVERBS else end
            return tidy(words, 0, last)
    return None


def _acts(words: Sequence[Token], at: int) -> bool:
    """Return whether a lower-case word right after a name, with no name after it, is what the name does."""
    token, before = words[at], words[at - 1]
    following = words[at + 1] if at + 1 < len(words) else None
    if token.capital or words[0].lower.startswith("the") or (following is not None and following.capital):
        return False
    return before.capital and before.lower not in speech.TITLES | speech.DETERMINERS


def named_in_apposition(phrase: Sequence[Token], following: Sequence[Token]) -> str | None:
    """Return the name that a person's office is followed by: "Omer Bukhari" after "The head of the Rangers,"."""
    known = speech.TITLES | speech.ROLES
    # "Harl's campaign manager", "his lawyer".
    related = phrase[0].lower in _RELATED or phrase[0].lower.endswith("'s")
    singular = (related or any(token.lower in known for token in phrase)) and not phrase[-1].lower.endswith("s")
    # "One of the negotiators, Ada Moss,".
    singular = singular or [token.lower for token in phrase[:2]] == ["one", "of"]
    if not (singular or head_of(phrase).lower in known) or not following or following[0].text != ",":
        return None
    if phrase[-1].capital and head_of(phrase) is phrase[-1]:
        return None
    run = next(capital_runs(following[1:]), None)
    if run is None or run[0] != 0 or len(following) <= run[1] + 1 or following[run[1] + 1].text not in {",", "."}:
        return None
    names = [token.text for token in following[1 : run[1] + 1] if token.capital and token.lower not in speech.TITLES]
    return " ".join(names) or None
