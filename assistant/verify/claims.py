"""Check a sentence that somebody else wrote against the passages it was given: shown only when it stands up."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from assistant.records import Quote, Span
from assistant.text import sentence_spans, words
from assistant.verify.denials import plainly
from assistant.verify.figures import as_written, hedged_before
from assistant.verify.instructions import without_instructions
from assistant.verify.phrasing import as_phrased
from assistant.verify.sentences import MAX_CHARACTERS, has_open_quotation
from assistant.verify.stance import misstates
from assistant.verify.wording import holds_link, is_of_other_things, same_language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.records import Given, Passage, Reading
    from assistant.verify.sentences import Sentence

_OTHER_PASSAGE = "the model cited another passage; this one says it"
_NO_PASSAGE = "the model cited no passage; this one says it"


class SupportChecker(Protocol):
    """Scores how far passages support a claim; `Reader` does."""

    @property
    def claim_threshold(self) -> float:
        """The probability from which a passage counts as supporting."""
        ...

    def support(
        self, claim: str, passages: Sequence[Passage], *, threshold: float | None = None
    ) -> tuple[Reading, ...]:
        """Return how far each passage supports `claim`, in the order of `passages`."""
        ...


class Details(Protocol):
    """Finds what a sentence says in particular: figures, dates, names, quotations."""

    def missing(self, sentence: str, given: Sequence[Given]) -> tuple[str, ...]:
        """Return the details of `sentence` that none of the passages bears out, as written; none give `()`."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A sentence after its check. One that is not `supported` has no quotes, and a `note` that says why."""

    text: str
    supported: bool
    support: float
    quotes: tuple[Quote, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """The passages that bear a sentence out, best first, or why none does."""

    readings: tuple[tuple[Given, Span, float], ...] = ()
    support: float = 0.0
    why: str = ""


class ClaimChecker:
    """Checks sentences against one set of passages. What a passage orders a language model to say supports nothing."""

    def __init__(
        self, given: Sequence[Given], *, support: SupportChecker, details: Details, least: float | None = None
    ) -> None:
        """Take the passages as they were given, what judges them, and the least probability of support that will do.

        Without `least` it is the support checker's own threshold, which weighs true and false claims alike.
        """
        inert = (replace(item.passage, text=without_instructions(item.passage.text)) for item in given)
        self._given = {item.number: replace(item, passage=passage) for item, passage in zip(given, inert, strict=True)}
        self._texts = "\n".join(item.passage.text for item in self._given.values())
        self._support = support
        self._least = support.claim_threshold if least is None else least
        self._details = details

    def check(self, sentence: Sentence) -> Checked:
        """Return the sentence with the exact places that bear it out, or with the reason why it is not to be shown.

        Raises:
            ModelError: The support checker failed.
        """
        if why := self._unfit(sentence):
            return Checked(text=sentence.text, supported=False, support=0.0, note=why)
        return replace(self._checked(replace(sentence, text=hedged_before(sentence.text))), text=sentence.text)

    def _checked(self, sentence: Sentence) -> Checked:
        text = sentence.text
        cited = [self._given[number] for number in sentence.markers if number in self._given]
        found = self._borne_out(text, cited) if cited else _Found(why="it cites no passage, and none given says it")
        note = None
        if not found.readings:
            others = [item for item in self._given.values() if item not in cited]
            elsewhere = self._best_of(text, others)
            if elsewhere.readings:
                found, note = elsewhere, _OTHER_PASSAGE if sentence.markers else _NO_PASSAGE
            elif sentence.markers and not cited:
                found = _Found(support=elsewhere.support, why="it cites a passage that was not given")
        if not found.readings:
            return Checked(text=text, supported=False, support=found.support, note=found.why)
        quotes = tuple(self._quote(text, item, span) for item, span, _ in found.readings)
        return Checked(text=text, supported=True, support=found.support, quotes=quotes, note=note)

    def _unfit(self, sentence: Sentence) -> str | None:
        text = sentence.text
        if not sentence.whole or len(text) >= MAX_CHARACTERS - 1:
            return "it has no end"
        if has_open_quotation(text):
            return "a quotation in it has no end, or no beginning"
        if holds_link(text):
            return "it holds a link or markup"
        if not same_language(text, self._texts):
            return "it is not in the language of the reports"
        return None

    def _borne_out(self, text: str, cited: Sequence[Given]) -> _Found:
        if missing := self._details.missing(text, cited):
            return _Found(why=f"not in the passages it cites: {', '.join(missing)}")
        cited = [item for item in cited if not is_of_other_things(text, item.passage.text)]
        if not cited:
            return _Found(why="the passages it cites speak of other things")
        scored = sorted(self._scored(text, cited), key=lambda item: -item[2])
        best = scored[0][2]
        holding = [item for item in scored if item[2] >= self._least]
        if not holding and len(scored) > 1:
            # "Police said 31, the group 84" rests on two passages, neither of which says all of it.
            best = max(best, self._joint(text, scored))
            holding = scored if best >= self._least else []
        if not holding:
            return _Found(support=best, why=f"the passages it cites do not say this (support {best:.0%})")
        if self._details.missing(text, [item for item, _, _ in holding]):
            holding = scored
        given, span, _ = holding[0]
        if why := misstates(text, self._said(given, span), given.passage.text):
            return _Found(support=best, why=why)
        return _Found(readings=tuple(holding), support=best)

    def _best_of(self, text: str, others: Sequence[Given]) -> _Found:
        whole = [item for item in others if not self._details.missing(text, [item])]
        scored = sorted(self._scored(text, whole), key=lambda item: -item[2])
        found = _Found()
        for item in scored[:1]:
            found = self._borne_out(text, [item[0]])
        return found

    def _scored(self, text: str, given: Sequence[Given]) -> list[tuple[Given, Span, float]]:
        verbatim = {item.number: span for item in given if (span := _verbatim(text, item.passage))}
        open_ = [item for item in given if item.number not in verbatim]
        scores = {
            **{number: (span, 1.0) for number, span in verbatim.items()},
            **{number: score for worded in self._worded(text, open_) for number, score in self._read(*worded)},
        }
        return [(item, *scores[item.number]) for item in given]

    def _worded(self, text: str, given: Sequence[Given]) -> list[tuple[tuple[str, str], list[Given]]]:
        """Return the two ways to read the sentence, and for which passages: their figures, and their hedges, too."""
        by_words: dict[tuple[str, str], list[Given]] = {}
        for item in given:
            written = as_written(text, item.passage.text)
            phrased = plainly(as_phrased(written, item.passage.text))
            by_words.setdefault((written, phrased), []).append(item)
        return list(by_words.items())

    def _read(self, ways: tuple[str, str], given: Sequence[Given]) -> list[tuple[int, tuple[Span, float]]]:
        passages = [item.passage for item in given]
        read = [self._support.support(text, passages, threshold=0.0) for text in dict.fromkeys(ways)]
        readings = [max(pair, key=lambda one: one.probability) for pair in zip(*read, strict=True)]
        return [
            (item.number, (reading.sentence_span, reading.probability))
            for item, reading in zip(given, readings, strict=True)
        ]

    def _joint(self, text: str, scored: Sequence[tuple[Given, Span, float]]) -> float:
        said = " ".join(self._said(item, span) for item, span, _ in scored)
        joint = replace(scored[0][0].passage, span=Span(0, len(said)), text=said)
        (reading,) = self._support.support(as_written(text, said), [joint], threshold=0.0)
        return reading.probability

    def _quote(self, text: str, item: Given, span: Span) -> Quote:
        """Return the sentence that bears the claim out; all of the passage where a detail stands elsewhere in it."""
        whole = item.passage.span
        narrow = replace(item, passage=replace(item.passage, span=span, text=self._said(item, span)))
        lost = set(self._details.missing(text, [narrow])) - set(self._details.missing(text, [item]))
        return Quote(document_id=item.passage.document_id, span=whole if lost or span.start == span.end else span)

    def _said(self, item: Given, span: Span) -> str:
        return span.shifted(-item.passage.span.start).of(item.passage.text)


def _verbatim(text: str, passage: Passage) -> Span | None:
    """Return the sentence of the passage that has the same words, whatever the punctuation; `None` without one."""
    wanted = words(text)
    for span in sentence_spans(passage.text):
        if words(span.of(passage.text)) == wanted:
            return span.shifted(passage.span.start)
    return None
