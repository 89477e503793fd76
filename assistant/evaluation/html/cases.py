"""One failing question: what was asked, wanted and said, and where the cited and the gold words stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.evaluation.html.markup import escape, marked, table, window
from assistant.evaluation.metrics import Place
from assistant.records import Abstention, Answer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assistant.evaluation.case import Case
    from assistant.evaluation.failures import Failure
    from assistant.evaluation.report import QuestionResult
    from assistant.records import Candidate

_MOST_CANDIDATES = 5
_REASONS = {
    "no_evidence": "nothing that was read is likely enough to answer",
    "unsupported": "a draft was written and none of it stood up to checking",
    "no_reports": "the filters leave no report to look in",
}


def failing(kind: Failure, result: QuestionResult) -> str:
    """Return one failing question, to be opened."""
    case = result.case
    question = case.question
    tags = " · ".join(
        escape(tag) for tag in (question.id, question.type, question.split or "", question.agreement or "") if tag
    )
    body = "".join((_asked(case), _wanted(case), _got(case), _where(case), _why(case), _scores(result)))
    return (
        f'<details class="case" id="{escape(question.id)}"><summary><span class="kind">{escape(kind)}</span> '
        f'<span dir="auto">{escape(question.question)}</span> <small>{tags}</small></summary>{body}</details>'
    )


def _asked(case: Case) -> str:
    turns = "".join(
        f'<p class="turn" dir="auto">{escape(turn.question)} → {escape(turn.answer)}</p>'
        for turn in case.question.history
    )
    understood = case.outcome.trace.question
    read_as = f'<p dir="auto">Read as: {escape(understood)}</p>' if understood != case.question.question else ""
    day = f"<p>As of {case.question.as_of.isoformat()}</p>" if case.question.as_of else ""
    return turns + read_as + day


def _wanted(case: Case) -> str:
    answers = case.question.answers
    said = " | ".join(map(escape, answers)) if answers else "<em>an abstention</em>"
    gold = "".join(
        f'<li>{escape(piece.document)}: <q dir="auto">{escape(piece.quote)}</q></li>'
        for piece in case.question.evidence
    )
    evidence = f"<details><summary>evidence ({len(case.question.evidence)})</summary><ul>{gold}</ul></details>"
    return f'<h4>Wanted</h4><p dir="auto">{said}</p>{evidence if gold else ""}'


def _got(case: Case) -> str:
    outcome = case.outcome
    short = f'<p class="short" dir="auto">{escape(case.answer.short_answer or "")}</p>' if case.answer else ""
    return f'<h4>Got</h4>{short}<p dir="auto">{escape(outcome.text)}</p>{_struck(case)}'


def _struck(case: Case) -> str:
    """Return what a language model wrote that did not stand up, with the reasons, and what became of it."""
    outcome = case.outcome
    failed = [*outcome.trace.dropped, *(claim for claim in outcome.claims if claim.verdict != "supported")]
    rows = "".join(
        f'<li dir="auto"><del>{escape(claim.text)}</del> {escape(claim.note or "")}</li>' for claim in failed
    )
    notices = "".join(f'<p dir="auto">{escape(notice)}</p>' for notice in outcome.notices)
    return notices + (f"<h4>Written, and not shown</h4><ul>{rows}</ul>" if rows else "")


def _where(case: Case) -> str:
    """Return each cited passage with the cited and the gold words marked, and the gold ones that no citation shows."""
    cited, gold = case.cited, case.gold
    shown: list[Place] = []
    parts = []
    for citation, place in zip(case.answer.citations if case.answer else (), cited, strict=True):
        frame = Place(place.document_id, window(case.texts.get(place.document_id, ""), place.span))
        shown.append(frame)
        parts.append(f"<h4>Cited [{escape(citation.citation_id)}]</h4>{_passage(case, frame, cited, gold)}")
    for part in case.evidence:
        if not any(place.overlaps_any(shown) for place in part):
            frame = Place(part[0].document_id, window(case.texts[part[0].document_id], part[0].span))
            parts.append(f"<h4>Gold, not cited</h4>{_passage(case, frame, cited, gold)}")
    return "".join(parts)


def _passage(case: Case, frame: Place, cited: Iterable[Place], gold: Iterable[Place]) -> str:
    document_id = frame.document_id
    text = marked(
        case.texts.get(document_id, ""),
        frame.span,
        cited=[place.span for place in cited if place.document_id == document_id],
        gold=[place.span for place in gold if place.document_id == document_id],
    )
    return f'<p class="source">{escape(document_id)}</p>{text}'


def _why(case: Case) -> str:
    """Return why it refused, or how sure it was: what was read, likeliest first, with the words and probabilities."""
    match case.outcome:
        case Abstention(reason=reason, missing=missing):
            words = f" No report has: {escape(', '.join(missing))}." if missing else ""
            head = f"<h4>Why did it refuse?</h4><p>{escape(_REASONS[reason])}.{words}</p>"
        case Answer():
            head = "<h4>What was read</h4>"
    rank = f"Evidence is at rank {case.rank}." if case.rank else "Evidence is not among the first passages."
    found = f"<p>{rank}</p>" if case.evidence else ""
    candidates = case.outcome.trace.candidates[:_MOST_CANDIDATES]
    if candidates:
        rows = (_candidate(case, candidate) for candidate in candidates)
        return head + found + table(("probability", "likeliest words", "report", "evidence?"), rows)
    nearest = case.outcome.nearest if isinstance(case.outcome, Abstention) else ()
    quotes = "".join(
        f'<p class="source">{escape(item.document_id)}</p><blockquote dir="auto">{escape(item.quote)}</blockquote>'
        for item in nearest
    )
    return head + found + quotes


def _candidate(case: Case, candidate: Candidate) -> tuple[str, ...]:
    text = case.texts.get(candidate.document_id, "")
    words = candidate.answer_span.of(text) if candidate.answer_span else ""
    is_gold = Place(candidate.document_id, candidate.span).overlaps_any(case.gold)
    return (
        f"{candidate.probability:.3f}",
        f'<span dir="auto">{escape(words)}</span>',
        escape(candidate.document_id),
        "yes" if is_gold else "no",
    )


def _scores(result: QuestionResult) -> str:
    scores = " · ".join(f"{escape(name)} {score:.2f}" for name, score in result.scores.items() if score is not None)
    times = " · ".join(f"{escape(stage)} {ms:.0f} ms" for stage, ms in result.case.outcome.trace.timings_ms.items())
    return f'<p class="fine">{scores}</p><p class="fine">{times}</p>'
