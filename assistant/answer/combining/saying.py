"""Say what was computed, and after it the sentences that it was computed from."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.records import Draft, DraftClaim

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from assistant.records import Calculation, Combination, Document, Quote, Term

# Reports cited for one operand's sentence.
MAX_QUOTES = 4
_HEDGE = re.compile(r"(?:At|More|About|Up|Nearly|Almost|Over|Some|Around|Fewer|Less|Roughly|As|Dozens|Hundreds|An?)\b")
_RELATIONS = {"more": "higher", "fewer": "lower", "equal": "the same"}


def say(
    combination: Combination,
    terms: Sequence[Term],
    calculation: Calculation | None,
    documents: Mapping[str, Document],
    *,
    missing: Sequence[str] = (),
) -> Draft | None:
    """Return the computed sentence, then each operand's own; `None` where no report gives any operand.

    Args:
        combination: What was asked.
        terms: The operands that have a value, in order.
        calculation: What came of them; `None` where they cannot be computed with.
        documents: Those of the terms' quotes.
        missing: What the reports do not answer.
    """
    cited = [term for term in terms if term.quotes]
    if not cited:
        return None
    claims: dict[str, DraftClaim] = {}
    if calculation:
        quotes = {(quote.document_id, quote.span): quote for term in cited for quote in term.quotes[:1]}
        said = DraftClaim(
            text=_sentence(combination, terms, calculation), quotes=tuple(quotes.values()), calculation=calculation
        )
        claims[said.text] = said
    for term in cited:
        quotes_of_term = _alike(term.quotes, documents)
        text = quotes_of_term[0].span.of(documents[quotes_of_term[0].document_id].text)
        claims.setdefault(text, DraftClaim(text=text, quotes=quotes_of_term, lead=_lead(term)))
    alone = terms[0].value if combination.kind == "course" else None
    short = _short(calculation, terms) if calculation else alone
    return Draft(claims=tuple(claims.values()), short_answer=short, missing=tuple(missing))


def _alike(quotes: Sequence[Quote], documents: Mapping[str, Document]) -> tuple[Quote, ...]:
    first = quotes[0].span.of(documents[quotes[0].document_id].text)
    same = [quote for quote in quotes if quote.span.of(documents[quote.document_id].text) == first]
    return tuple(same[:MAX_QUOTES])


def _short(calculation: Calculation, terms: Sequence[Term]) -> str:
    if calculation.kind == "relation":
        return _RELATIONS.get(calculation.standing, calculation.standing)
    if calculation.kind == "each":
        return "; ".join(map(_value, terms))
    return calculation.result


def _sentence(combination: Combination, terms: Sequence[Term], calculation: Calculation) -> str:
    match calculation.kind:
        case "sum":
            said = f"Together {calculation.result}: {_listed(terms)}.{_against(combination, calculation)}"
        case "course":
            said = f"In order of time: {', '.join(map(_called, terms))}."
        case "each":
            said = f"{_capital('; '.join(f'{term.operand.label}: {_value(term)}' for term in terms))}."
        case "difference":
            level = calculation.standing == "equal"
            more = "No difference" if level else f"{calculation.result} {calculation.standing}"
            said = f"{_capital(more)}: {_called(terms[0])} against {_called(terms[1])}."
        case "remainder":
            said = f"{calculation.result} remain: {_called(terms[0])}, less {_called(terms[1])}."
        case "relation":
            relation = _RELATIONS.get(calculation.standing, calculation.standing)
            said = f"{_capital(relation)}: {_called(terms[0])} against {_called(terms[1])}."
        case "comparison":
            said = _chosen(terms, calculation)
    return said + _ungiven(terms)


def _chosen(terms: Sequence[Term], calculation: Calculation) -> str:
    one, two = terms if calculation.result != terms[1].operand.label else (terms[1], terms[0])
    if calculation.standing in ("equal", "same day"):
        return f"Neither: {_called(one)}, {_called(two)}."
    return f"{_capital(one.operand.label)}: {_value(one)} against {_value(two)} ({two.operand.label})."


def _against(combination: Combination, calculation: Calculation) -> str:
    if not combination.bound:
        return ""
    if calculation.holds is None:
        return f" Whether that is {combination.bound} is open."
    return f" That is {'' if calculation.holds else 'not '}{combination.bound}."


def _ungiven(terms: Sequence[Term]) -> str:
    """Return which figures only the question gives: the reader has to know that no report bears them out."""
    only = [term.operand.label for term in terms if not term.quotes]
    return f" No report was found that says: {'; '.join(only)}." if only else ""


def _listed(terms: Sequence[Term]) -> str:
    called = [_called(term) for term in terms]
    return f"{', '.join(called[:-1])} and {called[-1]}"


def _called(term: Term) -> str:
    if term.operand.given:
        return term.operand.label
    return f"{_value(term)} ({term.operand.label})" if term.operand.label else _value(term)


def _value(term: Term) -> str:
    """Return a value as it stands within a sentence: a hedge that began one in the report is no name."""
    return term.value[:1].lower() + term.value[1:] if _HEDGE.match(term.value) else term.value


def _lead(term: Term) -> str:
    return f"{_capital(term.operand.label)}:" if term.operand.label else ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
