"""The figure for one operand of a combination: from the ledger, a list in a sentence, or as the question has it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from assistant.evidence import dates, states
from assistant.evidence.clauses import is_increment
from assistant.evidence.counted import STATES
from assistant.evidence.finding import find_all
from assistant.evidence.frame import asked_thing, wanted
from assistant.evidence.names import can_be_same, mentions
from assistant.evidence.things import names_thing
from assistant.evidence.values import same
from assistant.records import Quote, Span, Term
from assistant.text import sentence_spans

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from assistant.evidence.values import FoundValue
    from assistant.records import Document, Ledger, Operand, Passage, Position

# A report tells of a day's events on that day or soon after; of a later one the sentence has to name the day.
_SOON = timedelta(days=2)
_OFFICIAL = re.compile(r"\b(?:officials?|authorities|government|military|army|police|ministry|forces)\b", re.IGNORECASE)
# Members of a list in a sentence: "50 of the first unit, 26 of the second and 17 of the third".
_MEMBER = re.compile(r"[,;:]\s+|\s+(?:and|while|but|against)\s+")
_OWN = re.compile(r"\b(?:its|their|his|her)\s+own\b", re.IGNORECASE)
# A figure of a year is told with it, or in that year.
_IN_YEAR = re.compile(r"\bin ((?:19|20)\d\d)\?$")
# What became of those a figure counts is said within so many characters behind it.
_NEAR = 30
# What of a name tells it from others: "near Dover" is told by "Dover", "the second of 2024" by "2024".
_TELLING = re.compile(r"\b(?:[A-Z][\w'\u2019-]*|\d{4})(?:\s+(?:of\s+)?(?:[A-Z][\w'\u2019-]*|\d{4}))*")


def term(
    operand: Operand,
    ledger: Ledger | None,
    passages: Sequence[Passage],
    documents: Mapping[str, Document],
    *,
    on: date | None,
) -> Term | None:
    """Return the operand with the value that the reports give for it; `None` where none is surely its own.

    Args:
        operand: One that is asked for.
        ledger: What the reports say to its question.
        passages: What was read for it, likeliest first.
        documents: Those of the ledger and of the passages.
        on: The day that its question asks about, if it names one.
    """
    listed = _listed(operand, passages, documents, on) if operand.named else None
    if listed:
        return listed
    fitting = [item for item in ledger.positions if _fits(item, operand, documents, on)] if ledger else []
    if not fitting:
        return _listed(operand, passages, documents, on) if operand.speaker else None
    # Of equals the first: the ledger begins with the current value.
    best = max(fitting, key=lambda item: (_speaks(item, operand), _nearness(item, on)))
    return of_position(operand, best)


def of_position(operand: Operand, position: Position) -> Term:
    """Return the operand with the value of a position."""
    return Term(
        operand=operand,
        value=position.value,
        day=position.first_reported,
        speaker=position.speaker,
        quotes=position.quotes,
    )


def stated(
    operands: Sequence[Operand], passages: Sequence[Passage], documents: Mapping[str, Document]
) -> tuple[Term, ...]:
    """Return the operands that a question gives, each with a sentence that says the same figure of the same thing.

    A sentence that says several of them comes before others. What no passage says has no quotes.
    """
    wanted = [(operand, _first(operand.given)) for operand in operands]
    places: list[tuple[int, dict[int, Quote]]] = []
    for document, sentence in sentences(passages, documents):
        text = sentence.of(document.text)
        said = find_all(text)
        # "About 400, according to one; the other has 450": a sentence with every figure of the question is of them.
        every = all(given and any(_is_figure(item, given) for item in said) for _, given in wanted)
        held = {
            number: _quote(document, sentence, found)
            for number, (_, given) in enumerate(wanted)
            if given and (found := next((item for item in said if _is_given(item, given, text, bare=every)), None))
        }
        places.append((len(held), held))
    places.sort(key=lambda place: -place[0])
    terms = []
    for number, (operand, given) in enumerate(wanted):
        quotes = next(((held[number],) for _, held in places if number in held), ())
        written = [quote.answer_span.of(documents[quote.document_id].text) for quote in quotes if quote.answer_span]
        # As the report has it: "twenty-eight" for 28.
        value = written[0] if written else given.value.text if given else operand.given
        terms.append(Term(operand=operand, value=value, quotes=quotes))
    return tuple(terms)


def _first(words: str) -> FoundValue | None:
    return next(iter(find_all(words)), None)


def _is_figure(found: FoundValue, given: FoundValue) -> bool:
    """Return whether a report has the figure that a question gives, hedged or not."""
    one, two = found.value, given.value
    return one.kind == two.kind and one.figure is not None and one.figure == two.figure


def _is_given(found: FoundValue, given: FoundValue, sentence: str, *, bare: bool) -> bool:
    if bare:
        return _is_figure(found, given)
    if not same(found.value, given.value):
        return False
    if given.counted is None:
        # Money, shares and measures say what they are; a bare number could be anything's.
        return given.value.kind != "number" or given.value.unit is not None
    if found.counted is not None and names_thing(found, given.counted):
        return True
    # "Twenty-eight people remain missing" says 28 missing.
    became = states.telling(states.find(given.counted))
    behind = states.telling(states.find(sentence[found.span.end : found.span.end + _NEAR]))
    return became is not None and behind is not None and became.state == behind.state


def _fits(position: Position, operand: Operand, documents: Mapping[str, Document], on: date | None) -> bool:
    if operand.speaker and not (_speaks(position, operand) or _are_officials(position, operand)):
        return False
    quote = position.quotes[0]
    document = documents[quote.document_id]
    sentence = quote.span.of(document.text)
    about = " ".join(filter(None, (document.published_day, document.publisher, position.speaker, sentence)))
    if (operand.named and not _names(about, operand.named)) or is_own(quote, document, operand):
        return False
    if (year := _IN_YEAR.search(operand.question)) and year[1] not in about:
        return False
    if operand.weekday and position.first_reported and _weekday(position.first_reported) != operand.weekday:
        return False
    return on is None or _is_of_day(position.first_reported, sentence, on)


def is_own(quote: Quote, document: Document, operand: Operand) -> bool:
    """Return whether a figure is of a party's own people ("put its own dead at seven") where others are asked for."""
    before = Span(quote.span.start, (quote.answer_span or quote.span).start).of(document.text)
    return bool(_OWN.search(before)) and not re.search(r"\bown\b", operand.question)


def _weekday(day: str) -> str:
    return f"{date.fromisoformat(day[:10]):%A}".lower()


def _speaks(position: Position, operand: Operand) -> bool:
    return bool(operand.speaker and position.speaker and can_be_same(position.speaker, operand.speaker))


def _are_officials(position: Position, operand: Operand) -> bool:
    """Return whether officials are asked for and no other speaks: "the army" may be a spokesman, but no magazine."""
    official = position.speaker is None or _OFFICIAL.search(position.speaker)
    return bool(_OFFICIAL.search(operand.speaker) and official)


def _nearness(position: Position, on: date | None) -> int:
    if on is None or position.first_reported is None:
        return 0
    return -abs((date.fromisoformat(position.first_reported) - on).days)


def _is_of_day(day: str | None, sentence: str, on: date) -> bool:
    if day is None:
        return True
    reported = date.fromisoformat(day[:10])
    if on <= reported <= on + _SOON:
        return True
    named = (found.value.days for found in dates.find(sentence, published=reported))
    return any(days is not None and days[0] <= on <= days[1] for days in named)


def _listed(
    operand: Operand, passages: Sequence[Passage], documents: Mapping[str, Document], on: date | None
) -> Term | None:
    """Return the value that stands alone beside the operand's name in a list or sentence of a passage."""
    name, thing = operand.named or operand.speaker, asked_thing(operand.question)
    dated = wanted(operand.question) == "date"
    if not (thing or dated):
        return None
    others = [part for part in _TELLING.findall(operand.question)[1:] if part not in name]
    for document, sentence in sentences(passages, documents):
        text = sentence.of(document.text)
        if on is not None and not _is_of_day(document.known_day, text, on):
            continue
        if dated and not all(mentions(text, other) for other in others):
            continue
        if not operand.named and thing and not _tells_of(text, thing):
            continue
        if found := _beside(text, name, thing, document.published_day):
            quote = _quote(document, sentence, found)
            return Term(operand=operand, value=found.value.text, day=document.known_day, quotes=(quote,))
    return None


def _tells_of(sentence: str, thing: str) -> bool:
    """Return whether a sentence names what is counted: a figure beside a speaker may be of anything."""
    return thing == "people" or thing.rsplit(maxsplit=1)[-1].removesuffix("s").lower() in sentence.lower()


def _beside(sentence: str, name: str, thing: str | None, published: str | None) -> FoundValue | None:
    """Return the only value of the part of a sentence that holds a name, where it counts the thing or nothing named."""
    values = find_all(sentence, published=date.fromisoformat(published) if published else None)
    for part in _parts(sentence):
        if not _names(part.of(sentence), name):
            continue
        here = [item for item in values if part.start <= item.span.start < part.end]
        if thing is None:
            chosen = [item for item in here if item.value.kind == "date"]
        else:
            figures = [item for item in here if item.value.kind == "number" and not is_increment(sentence, item.span)]
            # "The other 11 were killed in Dover": what they are was said before.
            loose = [item for item in figures if (item.counted or item.value.unit or "killed") in STATES]
            chosen = [item for item in figures if names_thing(item, thing)] or loose
        if len(chosen) == 1:
            return chosen[0]
    return None


def _parts(sentence: str) -> Iterator[Span]:
    start = 0
    for match in _MEMBER.finditer(sentence):
        yield Span(start, match.start())
        start = match.end()
    yield Span(start, len(sentence))


def _names(text: str, name: str) -> bool:
    """Return whether a text holds all that tells a name from others; a name in lower case is told by its words."""
    telling = _TELLING.findall(name) or [name]
    return all(mentions(text, part) or part in text for part in telling)


def sentences(passages: Sequence[Passage], documents: Mapping[str, Document]) -> Iterator[tuple[Document, Span]]:
    """Yield the sentences of passages, each with its document and as a span of the document's text."""
    for passage in passages:
        for span in sentence_spans(passage.text):
            yield documents[passage.document_id], span.shifted(passage.span.start)


def _quote(document: Document, sentence: Span, found: FoundValue) -> Quote:
    return Quote(document_id=document.document_id, span=sentence, answer_span=found.span.shifted(sentence.start))
