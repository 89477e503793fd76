"""Which act of saying in a sentence a part of it belongs to, and what kind of speaker that is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from assistant.evidence.phrases import kind_of
from assistant.evidence.speech import FIGURE_VERBS, FIGURE_WORDS, GROUP_NOUNS, OFFICE_NOUNS, RELATIVES, TITLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.evidence.sayings import Saying
    from assistant.evidence.sentences import Sentence
    from assistant.evidence.speech import SpeakerKind
    from assistant.evidence.tokens import Token
    from assistant.records import Span

_CLAUSE_OPENERS: Final = frozenset(("but", "while", "whereas", "although", "and", "after"))


class Found(NamedTuple):
    """A saying and the sentence it stands in."""

    sentence: Sentence
    saying: Saying


def choose(sentence: Sentence, span: Span) -> Found | None:
    """Return the saying that `span` belongs to, of those with a subject."""
    found = [saying for saying in sentence.sayings if saying.subject is not None]
    found = _of_clause(sentence, found, span)
    inner = [saying for saying in found if speaker_kind(sentence, saying) != "outlet"] or [
        saying for saying in found if not saying.outer
    ]
    chosen = inner or found
    closing = [saying for saying in chosen[1:] if _closes(sentence, saying)]
    main = [saying for saying in chosen if not _is_relative(sentence, saying, chosen)]
    return Found(sentence, (closing or main or chosen)[0]) if chosen else None


def _is_relative(sentence: Sentence, saying: Saying, others: Sequence[Saying]) -> bool:
    """Return whether a saying is an aside of another of its subject: "which claimed it" in "X, which …, said"."""
    shared = sum(other.subject == saying.subject for other in others) > 1
    return shared and saying.cue > 0 and sentence.tokens[saying.cue - 1].lower in RELATIVES


def _closes(sentence: Sentence, saying: Saying) -> bool:
    """Return whether a saying ends its sentence after a comma: in "A warned of a strike, B said" it is B who speaks."""
    words = sentence.tokens
    start = saying.subject[0] if saying.subject else 0
    last = saying.cue == len(words) - 1 or words[saying.cue + 1].text == "."
    return last and start > 0 and words[start - 1].text == "," and not saying.outer


def _trails(sentence: Sentence, saying: Saying) -> bool:
    """Return whether a saying stands behind a comma and says nothing more: "…, the mayor told reporters on Monday"."""
    words = sentence.tokens
    start = saying.subject[0] if saying.subject else 0
    rest = words[saying.cue + 1 :]
    says_more = any(token.lower == "that" or token.text[0].isdigit() or token.lower in FIGURE_WORDS for token in rest)
    behind_comma = start > 0 and words[start - 1].text == "," and words[saying.cue].lower not in FIGURE_VERBS
    return behind_comma and not says_more


def _of_clause(sentence: Sentence, found: Sequence[Saying], span: Span) -> list[Saying]:
    """Return the sayings whose clause holds the start of `span`; clauses end at ";" and at ", but" or ", after".

    Where none does, what a clause before says goes on, and what follows "…, officials said" is all theirs; but in
    "12 died; the union spoke of 20" nobody says the first. Of several "according to", as in "four according to X, six
    according to Y", it is the one that follows the span.
    """
    if span.start <= sentence.span.start and sentence.span.end <= span.end:
        return list(found)
    starts = [0]
    for at, token in enumerate(sentence.tokens):
        following = sentence.tokens[at + 1].lower if at + 1 < len(sentence.tokens) else ""
        if token.text == ";" or (token.text == "," and following in _CLAUSE_OPENERS):
            starts.append(at + 1)
    place = sum(token.span.start <= span.start for token in sentence.tokens) - 1
    clause = max(start for start in starts if start <= max(place, 0))
    held = [saying for saying in found if max(start for start in starts if start <= saying.cue) == clause]
    listed = [saying for saying in held if sentence.tokens[saying.cue].lower == "according"]
    nearest = [saying for saying in listed if span.end <= sentence.tokens[saying.cue].span.start]
    if held:
        return nearest[:1] if len(listed) > 1 and nearest else held
    end = min((start for start in starts if start > clause), default=len(sentence.tokens))
    return [saying for saying in found if saying.cue < end or saying.outer or _trails(sentence, saying)]


def phrase_of(sentence: Sentence, saying: Saying) -> list[Token]:
    """Return the words that name who speaks; none for hearsay."""
    return sentence.tokens[slice(*saying.subject)] if saying.subject else []


def speaker_kind(sentence: Sentence, saying: Saying) -> SpeakerKind:
    """Return the kind of speaker; whoever only passes on what another says is an outlet."""
    words = " ".join(token.text for token in sentence.tokens)
    phrase = phrase_of(sentence, saying)
    kind = kind_of(phrase, words)
    if kind in {"person", "group"} and _passes_on(sentence, saying, phrase):
        return "outlet"
    return kind


def _passes_on(sentence: Sentence, saying: Saying, phrase: Sequence[Token]) -> bool:
    """Return whether a bare name is that of an outlet: people are introduced in full, and it is papers that report."""
    if not phrase[-1].capital or any(token.lower in TITLES | OFFICE_NOUNS | GROUP_NOUNS for token in phrase):
        return False
    cue = sentence.tokens[saying.cue].lower
    bare = len(phrase) == 1 and phrase[0].text not in sentence.people
    if cue.startswith("report") or (saying.outer and cue in FIGURE_VERBS):
        return True
    return bare and (cue in FIGURE_VERBS or cue in {"according", "noted", "notes"})
