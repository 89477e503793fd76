"""Answer with a reader: the sentences that hold the words it found, likeliest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.records import Draft, DraftClaim, Quote

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from assistant.records import Document, Reading

MODE = "reader"


def from_readings(
    readings: Sequence[Reading], documents: Mapping[str, Document], *, max_sentences: int
) -> Draft | None:
    """Return one sentence for each different answer, likeliest first; `None` when no passage answers.

    A sentence that several reports carry word for word is said once and cites each of them.
    """
    quotes: dict[str, list[Quote]] = {}
    answers: list[str] = []
    seen: set[str] = set()
    for reading in sorted(readings, key=lambda item: -item.score):
        if reading.answer_span is None:
            continue
        text = documents[reading.passage.document_id].text
        sentence, found = reading.sentence_span.of(text), reading.answer_span.of(text)
        quote = Quote(document_id=reading.passage.document_id, span=reading.sentence_span)
        if sentence in quotes:
            if quote.document_id not in {item.document_id for item in quotes[sentence]}:
                quotes[sentence].append(quote)
        elif found.casefold() not in seen and len(quotes) < max_sentences:
            quotes[sentence] = [quote]
            answers.append(found)
            seen.add(found.casefold())
    if not quotes:
        return None
    claims = tuple(DraftClaim(text=sentence, quotes=tuple(places)) for sentence, places in quotes.items())
    return Draft(claims=claims, short_answer=answers[0])
