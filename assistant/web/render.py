"""Records → the HTML of the conversation. Pure functions; nothing here knows Gradio."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from assistant.records import Abstention, AbstentionReason, Answer
from assistant.web import positions
from assistant.web.conversations import Failure
from assistant.web.markup import chip, day, dotted, escape, origin, plain_chip, plural, source_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from assistant.records import Citation, Claim, Stage, StoreStatus, Trace
    from assistant.web.conversations import Exchange

# Enough of a nearest passage to judge it by; the panel has all of it.
SNIPPET_CHARACTERS = 220

_WHY: dict[AbstentionReason, str] = {
    "no_evidence": "Nothing in the reports says this. Better no answer than a guess.",
    "unsupported": "A draft was written, but its sentences did not stand up to checking, so it is not shown.",
    "no_reports": "The filters leave no report to look in. Widen the days or choose more publishers.",
}
_MODES = {"reader": "read by the built-in reader, sentences quoted word for word"}
_LLM = "llm:"
_BY_MODEL = "written by a language model, each sentence checked against the passages it cites"
# What is under way after each stage; a stage not named here is followed by something, too.
_NEXT = {
    "": "Searching the reports…",
    "retrieve": "Reading…",
    "read": "Writing, and checking every sentence…",
    "answer": "Checking every quote…",
    "verify": "Done…",
    "understand": "Searching the reports…",
    "write": "Reading on…",
}


def header(status: StoreStatus) -> str:
    """Return the head of the page: its name, and how many reports of which days answer here."""
    if status.first_day and status.first_day != status.last_day:
        days = f"{day(status.first_day)} to {day(status.last_day)}"
    else:
        days = day(status.first_day) or ""
    scope = dotted((plural(status.documents, "report"), days)) if status.documents else "no reports yet"
    return (
        '<div class="ra-header"><h1>Report Assistant</h1>'
        f'<p class="ra-scope">{scope}</p>'
        f'<p class="ra-tagline">Every sentence {_made(status)}. Open its number to see where.</p></div>'
    )


def _made(status: StoreStatus) -> str:
    return "is checked against a report" if status.mode.startswith(_LLM) else "quotes a report"


def welcome(status: StoreStatus) -> str:
    """Return what stands where the conversation will be: an invitation, or how to fill an empty store."""
    if not status.documents:
        return (
            '<section class="ra-card ra-empty"><h2>There are no reports to ask yet</h2>'
            "<p>Take in a folder of reports, then reload this page:</p>"
            "<pre><code>assistant ingest PATH</code></pre>"
            f'<p class="ra-fine">The store is <code>{escape(status.path)}</code>.</p></section>'
        )
    return (
        '<section class="ra-welcome"><h2>What do you want to know from these reports?</h2>'
        f"<p>Every sentence of an answer {_made(status)}, with the place to check. Where the reports do not say, you "
        "are told so and shown what comes nearest.</p></section>"
    )


def transcript(
    exchanges: Sequence[Exchange], under_way: str = "", failed: Mapping[int, Sequence[str]] | None = None
) -> str:
    """Return the conversation so far, and the exchange that is under way; `failed` as for one exchange, by number."""
    shown = (exchange_html(exchange, failed=(failed or {}).get(exchange.number, ())) for exchange in exchanges)
    return f'<div class="ra-transcript" role="log">{"".join(shown)}{under_way}</div>'


def exchange_html(exchange: Exchange, *, failed: Sequence[str] = ()) -> str:
    """Return one question and its answer, abstention or error; `failed` says which of its sources no longer stand."""
    reply = exchange.reply
    if isinstance(reply, Answer):
        body = answer(exchange.number, reply)
    elif isinstance(reply, Abstention):
        body = abstention(exchange.number, reply)
    elif isinstance(reply, Failure):
        body = failure(reply)
    else:
        assert_never(reply)
    stale = "".join(f'<p class="ra-notice ra-stale" role="alert">{escape(item)}</p>' for item in failed)
    return _exchange(exchange.number, exchange.question, f"{_read_as(exchange)}{stale}{body}")


def under_way(number: int, question: str, stages: Sequence[Stage], claims: Sequence[Claim], note: str = "") -> str:
    """Return an exchange that is not finished: the question, the stages done, the sentences checked so far."""
    steps = [escape(stage.note) for stage in stages]
    now = note or _NEXT.get(stages[-1].name if stages else "", "Working…")
    trail = "".join(f"<span>{step}</span><span aria-hidden='true'> → </span>" for step in steps)
    body = (
        f'<p class="ra-stages" role="status"><span class="ra-pulse" aria-hidden="true"></span>{trail}'
        f'<span class="ra-now">{escape(now)}</span></p>'
    )
    if claims:
        body = f'<div class="ra-card ra-answer">{"".join(_claim(claim, {}, number) for claim in claims)}</div>{body}'
    return _exchange(number, question, body)


def answer(number: int, reply: Answer) -> str:
    """Return an answer: the short answer if there is one, every sentence with its chips, the sources, the way to it."""
    citations = {citation.citation_id: citation for citation in reply.citations}
    short = f'<p class="ra-short" dir="auto">{escape(reply.short_answer)}</p>' if reply.short_answer else ""
    claims = "".join(_claim(claim, citations, number) for claim in reply.claims) + _notices(reply.notices)
    sources = "".join(_source(number, citation) for citation in reply.citations)
    meta = dotted((f"As of {day(reply.as_of)}" if reply.as_of else None, _mode(reply.mode), _scope(reply.trace)))
    return (
        f'<div class="ra-card ra-answer">{short}{claims}{_unanswered(reply.missing)}'
        f"{positions.panel(number, reply)}"
        f'<p class="ra-meta">{meta}</p></div>'
        f'<div class="ra-sources"><h3>{plural(len(reply.citations), "source")}</h3><ol>{sources}</ol></div>'
        f"{_how(reply.trace)}"
    )


def _unanswered(parts: Sequence[str]) -> str:
    said = " ".join(parts)
    return f'<p class="ra-missing" dir="auto">The reports do not answer: <b>{escape(said)}</b></p>' if said else ""


def abstention(number: int, reply: Abstention) -> str:
    """Return an abstention: that it is one, why, which words no report has, and the nearest passages to open."""
    missing = ""
    if reply.missing:
        words = ", ".join(f"<b>{escape(word)}</b>" for word in reply.missing)
        missing = f'<p class="ra-missing">In no report: {words}.</p>'
    nearest = ""
    if reply.nearest:
        cards = "".join(_nearest(number, citation) for citation in reply.nearest)
        nearest = f'<h3>Nearest passages</h3><div class="ra-nearest">{cards}</div>'
    struck = "".join(_claim(claim, {}, number) for claim in reply.claims)
    meta = dotted((f"mode: {reply.mode}", _scope(reply.trace)))
    return (
        '<div class="ra-card ra-abstention"><p class="ra-kicker">No answer</p>'
        f'<p class="ra-lead" dir="auto">{escape(reply.text)}</p><p>{escape(_why(reply))}</p>'
        f"{_notices(reply.notices)}{struck}{missing}{nearest}"
        f'<p class="ra-meta">{meta}</p></div>{_how(reply.trace)}'
    )


def failure(reply: Failure) -> str:
    """Return an error: the fact and the next step."""
    return (
        '<div class="ra-card ra-failure" role="alert"><p class="ra-kicker">That did not work</p>'
        f'<p class="ra-lead" dir="auto">{escape(reply.message)}</p><p dir="auto">{escape(reply.hint)}</p></div>'
    )


def _exchange(number: int, question: str, body: str) -> str:
    return (
        f'<section class="ra-exchange" data-exchange="{number}" aria-label="Question {number}">'
        f'<p class="ra-question" dir="auto">{escape(question)}</p>{body}</section>'
    )


def _read_as(exchange: Exchange) -> str:
    # A follow-up is answered with the question before it; the reader must see what was really asked.
    if isinstance(exchange.reply, Failure) or exchange.reply.trace.question == exchange.question:
        return ""
    return f'<p class="ra-read-as" dir="auto">Read as: {escape(exchange.reply.trace.question)}</p>'


def _claim(claim: Claim, citations: Mapping[str, Citation], number: int) -> str:
    chips = "".join(chip(number, citations[key]) if key in citations else plain_chip(key) for key in claim.citations)
    lead = f'<span class="ra-lead-in">{escape(claim.lead)}</span> ' if claim.lead else ""
    note = f' <span class="ra-note">{escape(claim.note)}</span>' if claim.note else ""
    if claim.verdict == "supported":
        said = f'{escape(claim.text)} <span class="ra-chips">{chips}</span>{note}'
        return f'<p class="ra-claim" dir="auto">{lead}{said}</p>'
    verdict = f'<span class="ra-verdict">{escape(claim.verdict)}</span>'
    return f'<p class="ra-claim ra-struck" dir="auto"><del>{escape(claim.text)}</del> {verdict}{note}</p>'


def _notices(notices: Sequence[str]) -> str:
    return "".join(f'<p class="ra-notice" role="note" dir="auto">{escape(notice)}</p>' for notice in notices)


def _why(reply: Abstention) -> str:
    # What a language model made of the question is said by the notices; this is what the reports themselves gave.
    return "Passages were found, but no answer in them." if reply.notices else _WHY[reply.reason]


def _source(number: int, citation: Citation) -> str:
    return (
        f'<li><button type="button" class="ra-source" data-source="{escape(source_key(number, citation.citation_id))}" '
        f'aria-pressed="false"><span class="ra-number">{escape(citation.citation_id)}</span>'
        f'<span class="ra-source-text"><b dir="auto">{escape(citation.title)}</b> '
        f'<span class="ra-origin">{origin(citation)}</span></span></button></li>'
    )


def _nearest(number: int, citation: Citation) -> str:
    snippet = citation.quote.replace("\n", " ")
    if len(snippet) > SNIPPET_CHARACTERS:
        snippet = f"{snippet[:SNIPPET_CHARACTERS].rsplit(' ', 1)[0]}…"
    return (
        f'<button type="button" class="ra-near" data-source="{escape(source_key(number, citation.citation_id))}" '
        f'aria-pressed="false"><span class="ra-origin">{origin(citation)}</span>'
        f'<b dir="auto">{escape(citation.title)}</b><span dir="auto">{escape(snippet)}</span></button>'
    )


def _scope(trace: Trace) -> str | None:
    filters = trace.filters
    said = [
        f"{words} {day(limit.isoformat())}"
        for words, limit in (
            ("as they stood on", filters.as_of),
            ("published since", filters.since),
            ("published until", filters.until),
        )
        if limit
    ]
    if filters.publishers:
        said.append(f"from {', '.join(filters.publishers)}")
    asked = f", since the question says “{trace.time_words}”" if trace.time_words else ""
    return f"only reports {', '.join(said)}{asked}" if said else None


def _how(trace: Trace) -> str:
    steps = " → ".join(escape(stage.note) for stage in trace.stages)
    seconds = sum(stage.milliseconds for stage in trace.stages) / 1_000
    return f'<p class="ra-how">{steps} · {seconds:.1f} s</p>' if steps else ""


def _mode(mode: str) -> str:
    said = _MODES.get(mode) or (_BY_MODEL if mode.startswith(_LLM) else None)
    return f"mode: {mode}, {said}" if said else f"mode: {mode}"
