"""What the reader of an outcome should know besides: sums that fail, days that only the report tells, a language."""

from __future__ import annotations

import re
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING

from assistant import evidence
from assistant.text import WEEKDAYS, english_words, full_day, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from assistant.records import Citation, Claim

# "Tuesday", "late on Friday", "yesterday": no day to whoever does not see the report's date.
_RELATIVE = re.compile(
    rf"(?:(?:early|late|last|next|this|on)\s)*(?:{'|'.join(WEEKDAYS)}|today|yesterday|tomorrow)"
    r"(?:\s(?:morning|afternoon|evening|night))?",
    re.IGNORECASE,
)
# Whatever else is in a question: these make it English.
_ENGLISH = frozenset(
    (
        "how", "many", "much", "who", "whom", "whose", "what", "when", "where", "why", "which", "did", "does", "do",
        "is", "are", "were", "has", "have", "had", "the", "of", "on", "to", "and", "for", "with", "by", "there", "any",
    )
)  # fmt: skip
_LEAST_STRANGE = 2
_NOT_ENGLISH = "The question does not seem to be in English. Put it in English: that is what is read here."


def of_answer(claims: Iterable[Claim], citations: Iterable[Citation], short_answer: str | None) -> Iterator[str]:
    """Yield a notice for each sentence whose figures do not add up, and for a day that only the report's date tells."""
    said = tuple(claims)
    for claim in said:
        misfit = None if claim.calculation else evidence.misfit(claim.text)
        if misfit:
            marks = "".join(f"[{number}]" for number in claim.citations)
            yield f"Figures of one sentence do not add up {marks}: {misfit}."
    first = next((item for claim in said[:1] for item in citations if item.citation_id in claim.citations), None)
    if first and short_answer and _RELATIVE.fullmatch(short_answer) and (day := _day_of(first)):
        yield f"\u201c{short_answer}\u201d is {day}, going by the day of the report [{first.citation_id}]."


def of_abstention(missing: Iterable[str], question: str) -> Iterator[str]:
    """Yield a notice where the question is in another language, going by its words that no report has (`missing`)."""
    strange = [word for word in missing if word.isalpha() and word not in english_words()]
    if len(strange) >= _LEAST_STRANGE and not _ENGLISH & set(words(question)):
        yield _NOT_ENGLISH


def of_publishers(asked: Iterable[str], known: Sequence[str]) -> Iterator[str]:
    """Yield a notice for each publisher asked for that no report is by, with those `known` that are much like it."""
    written = {name.casefold() for name in known}
    for name in asked:
        if name.casefold() not in written:
            like = get_close_matches(name, known, n=3)
            near = f" Did you mean {' or '.join(like)}?" if like else ""
            yield f"No report is by {name}.{near}"


def _day_of(citation: Citation) -> str | None:
    """Return the day that the cited words mean, in full; `None` where the report is not dated or they mean none."""
    span = citation.answer_span
    if span is None or not citation.published_at:
        return None
    published = date.fromisoformat(citation.published_at[:10])
    at = span.start - citation.span.start
    for found in evidence.find_all(citation.quote, published=published):
        days = found.value.days
        if days and days[0] == days[1] and found.span.start < at + span.end - span.start and at < found.span.end:
            return full_day(days[0])
    return None
