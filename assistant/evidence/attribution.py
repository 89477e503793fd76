"""Who says what a sentence says: a named speaker, an office, a group, another outlet, someone unnamed, or the report.

Rules over tokens, capitals and quotation marks, not a model: each answer can be traced to the words it rests on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from assistant.evidence.owned import owner_of
from assistant.evidence.phrases import head_of, is_quotation, kind_of
from assistant.evidence.sentences import Sentence, read_around
from assistant.evidence.speakers import antecedent, full_name, key_of, named_in_apposition
from assistant.evidence.speech import (
    FIGURE_VERBS,
    FIGURE_WORDS,
    GROUP_NOUNS,
    OFFICE_NOUNS,
    PRONOUNS,
    RELATIVES,
    ROLES,
    TITLES,
)
from assistant.evidence.tokens import QUOTATION, tokens
from assistant.records import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.evidence.sayings import Saying
    from assistant.evidence.speech import SayingVerb, SpeakerKind
    from assistant.evidence.tokens import Token

Speech = Literal["direct", "reported"]

# How many statements back a speaker goes on speaking.
_STATEMENTS_BACK: Final = 6
# Characters behind somebody's office in which the name stands.
_NAME_REACH: Final = 80
_CLAUSE_OPENERS: Final = frozenset(("but", "while", "whereas", "although", "and", "after"))
# "Its statement" is its own; "his lawyer" is someone else.
_POSSESSIVES: Final = {"its": "it", "their": "they"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who says a sentence, and how.

    `speaker` is the words that name the speaker, `speaker_span` where they stand in the document; both `None` where the
    report speaks itself (`asserted`) or does not say who does ("it is claimed"). `name` is the fullest name that the
    report gives the speaker, or the publisher where the report speaks itself. `verb` and `speech` are `None` where it
    does.
    """

    speaker: str | None
    speaker_span: Span | None
    name: str | None
    kind: SpeakerKind
    verb: SayingVerb | None
    speech: Speech | None
    asserted: bool


class _Found(NamedTuple):
    """A saying and the sentence it stands in."""

    sentence: Sentence
    saying: Saying


def attribute(text: str, span: Span, *, publisher: str | None = None) -> Attribution:
    """Return who says the sentence of `text` that holds `span`.

    Where `span` is a part of a sentence with several speakers, it is the one of its clause. A quoted statement without
    a speaker of its own belongs to the one who spoke before, and a pronoun to the one named before, up to three
    paragraphs back. An agency or paper that passes on another speaker's words is not the speaker.

    Args:
        text: The document's text, one paragraph a line.
        span: Characters of `text`; where it reaches over several sentences, the first that attributes counts. An empty
            or blank span is asserted.
        publisher: Who publishes the report; it is the `name` where the report speaks itself.

    Raises:
        ValueError: `span` does not lie in `text`.
    """
    if not 0 <= span.start <= span.end <= len(text):
        raise ValueError(f"no characters {span.start}:{span.end} in a text of {len(text)}")
    sentences = read_around(text, span)
    held = [at for at, sentence in enumerate(sentences) if sentence.span.overlaps(span)]
    for at in held:
        if owned := _owned(text, sentences, at, span):
            return owned
        found = _choose(sentences[at], span)
        direct = found is not None and _is_direct(found)
        if found is None and _is_statement(sentences[at]):
            found, direct = _speaker_of_statement(sentences, at), True
        if found is not None:
            return _attribution(text, sentences, found, direct=direct)
    unsaid = next((saying for at in held for saying in sentences[at].sayings if saying.subject is None), None)
    if unsaid is not None:
        return _nobody(unsaid.verb, "reported")
    if any(_is_statement(sentences[at]) for at in held):
        return _nobody("said", "direct")
    return Attribution(
        speaker=None, speaker_span=None, name=publisher, kind="outlet", verb=None, speech=None, asserted=True
    )


def speaker_key(attribution: Attribution) -> str:
    """Return a key that is the same for every way of naming one speaker, to group by; `""` where nobody is named.

    Keys of different kinds can be the same words: compare them together with `kind`.
    """
    return key_of(attribution.name, attribution.kind) if attribution.name else ""


def _nobody(verb: SayingVerb, speech: Speech) -> Attribution:
    return Attribution(
        speaker=None, speaker_span=None, name=None, kind="anonymous", verb=verb, speech=speech, asserted=False
    )


def _choose(sentence: Sentence, span: Span) -> _Found | None:
    """Return the saying that `span` belongs to, of those with a subject."""
    found = [saying for saying in sentence.sayings if saying.subject is not None]
    found = _of_clause(sentence, found, span)
    inner = [saying for saying in found if _kind(sentence, saying) != "outlet"] or [
        saying for saying in found if not saying.outer
    ]
    chosen = inner or found
    closing = [saying for saying in chosen[1:] if _closes(sentence, saying)]
    main = [saying for saying in chosen if not _is_relative(sentence, saying, chosen)]
    return _Found(sentence, (closing or main or chosen)[0]) if chosen else None


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


def _phrase(sentence: Sentence, saying: Saying) -> list[Token]:
    return sentence.tokens[slice(*saying.subject)] if saying.subject else []


def _kind(sentence: Sentence, saying: Saying) -> SpeakerKind:
    words = " ".join(token.text for token in sentence.tokens)
    phrase = _phrase(sentence, saying)
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


def _is_direct(found: _Found) -> bool:
    """Return whether the saying's own words are quoted: before the tag, or after its colon or comma."""
    words, cue = found.sentence.tokens, found.saying.cue
    if is_quotation(words, 0):
        return True
    after = next((at for at in range(cue, len(words)) if is_quotation(words, at)), None)
    if after is None:
        return words[-1].text == ":"
    lead = words[after - 1].text
    return lead in {":", ","} or (after == cue + 1 and words[after].text == QUOTATION)


def _is_statement(sentence: Sentence) -> bool:
    return is_quotation(sentence.tokens, 0)


def _speaker_of_statement(sentences: Sequence[Sentence], at: int) -> _Found | None:
    """Return the saying that a quoted sentence without one belongs to: in its quotation's sentences, else before."""
    sentence = sentences[at]
    quote = next((quote for quote in sentence.quotes if quote.span.overlaps(sentence.span)), None)
    if quote is None:
        return None
    for later in sentences[at + 1 :]:
        if later.line == sentence.line and later.span.start < quote.span.end:
            found = _choose(later, later.span)
            if found is not None:
                return found
    for back in range(at - 1, max(-1, at - 1 - _STATEMENTS_BACK), -1):
        found = _choose(sentences[back], sentences[back].span)
        if found is not None or not _is_statement(sentences[back]):
            return found
    return None


def _attribution(text: str, sentences: Sequence[Sentence], found: _Found, *, direct: bool) -> Attribution:
    phrase = _phrase(found.sentence, found.saying)
    span = Span(phrase[0].span.start, phrase[-1].span.end)
    kind = _kind(found.sentence, found.saying)
    end = found.saying.subject[1] if found.saying.subject else 0
    name = named_in_apposition(phrase, found.sentence.tokens[end:])
    if len(phrase) == 1 and phrase[0].lower in PRONOUNS:
        span, kind = _meant(text, sentences, found.sentence, phrase[0])
        name = _introduced(text, span)
    elif not name and phrase[0].lower in _POSSESSIVES and not any(token.capital for token in phrase[1:]):
        owner, kind = _meant(text, sentences, found.sentence, phrase[0])
        name = full_name(owner.of(text), kind, text, owner.start)
    elif name:
        kind = "group" if head_of(phrase).lower in ROLES else "person"
    span = _with_marks(text, span)
    return Attribution(
        speaker=span.of(text),
        speaker_span=span,
        name=name or full_name(span.of(text), kind, text, span.start),
        kind=kind,
        verb=found.saying.verb,
        speech="direct" if direct else "reported",
        asserted=False,
    )


def _introduced(text: str, span: Span) -> str | None:
    """Return the name that is set behind somebody's office in the text: "Harl's manager, Ada Moss,"."""
    behind = Span(span.end, min(len(text), span.end + _NAME_REACH))
    return named_in_apposition(tokens(text, span, ()), tokens(text, behind, ()))


def _owned(text: str, sentences: Sequence[Sentence], at: int, span: Span) -> Attribution | None:
    """Return whose figure `span` is by the words around it, whoever else says something of it."""
    sentence = sentences[at]
    if not sentence.span.start < span.start:
        return None
    figure = Span(span.start, min(span.end, sentence.span.end)).shifted(-sentence.span.start)
    is_said = any(saying.subject for saying in sentence.sayings)
    owner = owner_of(sentence.span.of(text), figure, is_said=is_said)
    if owner is None:
        return None
    place = owner.shifted(sentence.span.start)
    if place.of(text).lower() in _POSSESSIVES:
        pronoun = next(token for token in sentence.tokens if token.span.overlaps(place))
        place, kind = _meant(text, sentences, sentence, pronoun)
    else:
        kind = kind_of(tokens(text, place, ()))
    # "Friday's toll" and "the quake's" are nobody's.
    if place == owner.shifted(sentence.span.start) and place.of(text).lower() in _POSSESSIVES:
        return None
    if kind not in {"office", "group"}:
        return None
    return Attribution(
        speaker=place.of(text),
        speaker_span=place,
        name=full_name(place.of(text), kind, text, place.start),
        kind=kind,
        verb="said",
        speech="reported",
        asserted=False,
    )


def _meant(text: str, sentences: Sequence[Sentence], sentence: Sentence, pronoun: Token) -> tuple[Span, SpeakerKind]:
    """Return where the one meant by a pronoun is named, and its kind; the pronoun itself where nobody fits."""
    place = next(at for at, other in enumerate(sentences) if other.span == sentence.span)
    earlier = [
        (other.tokens, [saying.subject for saying in other.sayings if saying.subject])
        for other in reversed(sentences[:place])
    ]
    word = _POSSESSIVES.get(pronoun.lower, pronoun.lower)
    meant = antecedent(word, sentence.tokens, earlier)
    if meant is None:
        return pronoun.span, "group" if word in {"they", "them", "it"} else "person"
    return meant, kind_of(tokens(text, meant, ()))


def _with_marks(text: str, span: Span) -> Span:
    """Return the span with the closing mark of a quotation that it opens."""
    inside = span.of(text)
    opened = inside.count("“") > inside.count("”") or inside.count('"') % 2 == 1
    if opened and text[span.end : span.end + 1] in {"”", '"'}:
        return Span(span.start, span.end + 1)
    return span
