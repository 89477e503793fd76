"""Records rendered to HTML: what is shown, that it is escaped, and that numbers stay what they are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assistant.records import (
    Abstention,
    Answer,
    Citation,
    Claim,
    Document,
    Filters,
    Position,
    Span,
    Stage,
    StoreStatus,
    Trace,
)
from assistant.text import sha256
from assistant.web import render, sources
from assistant.web.conversations import (
    MOST_CONVERSATIONS,
    MOST_EXCHANGES,
    MOST_UNUSED_KEYS,
    Conversations,
    Exchange,
    Failure,
    turns,
)
from assistant.web.markup import day, escape, link

HOSTILE = """<script>alert(1)</script><img src="x" onerror='y'> & $x$ ![](http://h/)"""
TEXT = "First paragraph.\nA senior official said <b>197</b> had died. More of it.\nLast paragraph."


def document(**changes: str) -> Document:
    """Return a report of three paragraphs."""
    made = Document(
        document_id="d1",
        title="Toll rises",
        text=TEXT,
        content_hash="h1",
        source="d1.txt",
        publisher="Reuters",
        published_at="2026-02-04T10:00:00+05:00",
        url="https://example.org/a?b=1&c=2",
    )
    return replace(made, **changes)


def citation(number: str = "1", quote: str = "A senior official said <b>197</b> had died.") -> Citation:
    """Return a citation of that report."""
    start = TEXT.index(quote)
    return Citation(
        citation_id=number,
        document_id="d1",
        title="Toll rises",
        publisher="Reuters",
        published_at="2026-02-04T10:00:00+05:00",
        url="https://example.org/a?b=1&c=2",
        span=Span(start, start + len(quote)),
        quote=quote,
        sha256=sha256(quote),
        content_hash="h1",
    )


def answer(*citations: Citation, text: str = "He said so.", short: str | None = "197") -> Answer:
    """Return an answer of one sentence that rests on all of these citations."""
    numbers = tuple(item.citation_id for item in citations)
    return Answer(
        text=text,
        short_answer=short,
        claims=(Claim(text=text, citations=numbers, verdict="supported", support=1.0),),
        citations=citations,
        positions=(),
        agreement="single",
        as_of="2026-02-04",
        mode="reader",
        trace=Trace(question="Q", stages=(Stage(name="retrieve", note="10 passages", milliseconds=1500.0),)),
    )


def abstention(text: str = "The reports do not answer this question.") -> Abstention:
    """Return an abstention with one nearest passage and one missing word."""
    return Abstention(
        text=text,
        reason="no_evidence",
        nearest=(citation(),),
        missing=("zebra<",),
        mode="reader",
        trace=Trace(question="Q"),
    )


def status(**changes: int | str | None) -> StoreStatus:
    """Return the status of a store of two reports."""
    made = StoreStatus(
        path="/s",
        documents=2,
        passages=4,
        vectors=4,
        first_day="2026-02-01",
        last_day="2026-02-04",
        embedding="m",
        mode="reader",
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # each test names a field with a value of its type


def test_all_text_from_outside_is_escaped() -> None:
    """No character of a question, answer, title, publisher, error or word can open a tag or an attribute."""
    hostile = replace(
        citation(), title=HOSTILE, publisher=HOSTILE, quote=HOSTILE, citation_id='1"><i>', document_id="<u>"
    )
    report = document(title=HOSTILE, publisher=HOSTILE, byline=HOSTILE, based_on=HOSTILE, corrects=HOSTILE)
    html = "".join(
        (
            render.exchange_html(
                Exchange(number=1, question=HOSTILE, reply=answer(hostile, text=HOSTILE, short=HOSTILE))
            ),
            render.exchange_html(
                Exchange(number=2, question=HOSTILE, reply=replace(abstention(HOSTILE), nearest=(hostile,)))
            ),
            render.exchange_html(Exchange(number=3, question=HOSTILE, reply=Failure(message=HOSTILE, hint=HOSTILE))),
            render.under_way(4, HOSTILE, [Stage(name="x", note=HOSTILE, milliseconds=1)], answer(text=HOSTILE).claims),
            render.welcome(status(documents=0, path=HOSTILE)),
            sources.panel(1, hostile, report),
            sources.panel(1, hostile, None),
            sources.panel(1, citation(), document(text=TEXT, byline=HOSTILE)),
        )
    )
    for piece in ("<script", "<img", "onerror='", '"x"', "<i>", "<u>", "<b>197"):
        assert piece not in html
    assert escape(HOSTILE) in html


def test_escaping_survives_what_utf8_cannot_carry() -> None:
    """A lone surrogate from a browser does not break the response; quotes are escaped, too."""
    assert escape("\ud800 'a' \"b\"") == "? &#x27;a&#x27; &quot;b&quot;"


def test_a_chip_carries_the_citation_id_and_no_count_of_its_own() -> None:
    """Numbers are the citations' own, whatever their order, and are tied to their exchange."""
    html = render.answer(7, answer(citation("4"), citation("2")))
    chips = html.split("ra-chips")[1].split("</span></p>")[0]
    assert chips.index('data-source="7:4"') < chips.index('data-source="7:2"')
    assert 'aria-label="Source 4: Toll rises, Reuters"' in html
    assert "data-source" not in render.under_way(1, "Q", [], answer(citation()).claims)


def test_an_answer_says_how_far_it_goes() -> None:
    """The short answer leads; the last day, the mode, the filters and the way to it are named."""
    filters = Filters(as_of=date(2026, 2, 4), publishers=("Reuters", "AFP"))
    reply = answer(citation())
    html = render.answer(1, replace(reply, trace=replace(reply.trace, filters=filters)))
    assert '<p class="ra-short" dir="auto">197</p>' in html
    assert "As of 4 February 2026 · mode: reader, read by the built-in reader, sentences quoted word for word" in html
    assert "only reports as they stood on 4 February 2026, from Reuters, AFP" in html
    assert "10 passages · 1.5 s" in html
    assert "ra-short" not in render.answer(1, answer(citation(), short=None))


@pytest.mark.parametrize(("mode", "said"), [("reader", "quotes a report"), ("llm:m", "is checked against a report")])
def test_the_page_says_how_its_sentences_are_made(mode: str, said: str) -> None:
    """What a language model writes is checked, not quoted."""
    status = StoreStatus(
        path=".", documents=1, passages=1, vectors=1, first_day=None, last_day=None, embedding=None, mode=mode
    )
    assert f"Every sentence {said}." in render.header(status)
    assert f"Every sentence of an answer {said}," in render.welcome(status)


def test_what_did_not_stand_up_is_struck_out_with_its_reason() -> None:
    """A marked sentence is struck out, says why, and has no number to open; nothing in it is a link or markup."""
    struck = Claim(text=HOSTILE, citations=("1",), verdict="unsupported", support=0.1, note="not there: <b>38</b>")
    reply = answer(citation())
    html = render.answer(1, replace(reply, claims=(*reply.claims, struck), mode="llm:m", notices=("See http://x.y",)))
    assert f"<del>{escape(HOSTILE)}</del>" in html
    assert "not there: &lt;b&gt;38&lt;/b&gt;" in html
    assert html.count('data-source="1:1"') == 2
    assert '<p class="ra-notice" role="note" dir="auto">See http://x.y</p>' in html
    assert "<a " not in html
    assert "written by a language model, each sentence checked" in html


def test_a_mended_citation_says_so() -> None:
    """A sentence whose number was put right tells it beside the number."""
    reply = answer(citation())
    mended = replace(reply.claims[0], note="the model cited no passage; this one says it")
    assert "this one says it</span>" in render.answer(1, replace(reply, claims=(mended,)))


def test_an_abstention_tells_what_became_of_the_draft() -> None:
    """What was written and failed is shown struck out below the notice that says so."""
    struck = Claim(text="38 died.", citations=(), verdict="unsupported", support=0.1, note="not there")
    html = render.abstention(1, replace(abstention("No."), notices=("Nothing stood up.",), claims=(struck,)))
    assert html.index("Nothing stood up.") < html.index("<del>38 died.</del>")


def test_a_saved_answer_whose_report_changed_says_so() -> None:
    """A conversation that is opened again tells which of its sources no longer stand."""
    exchange = Exchange(number=1, question="Q", reply=answer(citation()))
    html = render.exchange_html(exchange, failed=("d1 has changed since",))
    assert "d1 has changed since" in html
    assert "ra-stale" not in render.exchange_html(exchange)


def test_a_claim_that_is_not_supported_says_so() -> None:
    """A reader is never shown a doubtful sentence as if it were checked."""
    reply = answer(citation())
    doubtful = replace(reply, claims=(replace(reply.claims[0], verdict="unsupported"),))
    assert '<span class="ra-verdict">unsupported</span>' in render.answer(1, doubtful)
    assert "ra-verdict" not in render.answer(1, reply)


def test_positions_are_listed_with_who_gives_them() -> None:
    """Each value stands with its publishers, its day and its chips."""
    position = Position(value="197", as_of="2026-02-04", publishers=("AFP",), origins=1, citations=("1",))
    html = render.answer(1, replace(answer(citation()), positions=(position,)))
    assert '<b dir="auto">197</b> <span class="ra-origin">AFP · 4 February 2026 · 1 report</span>' in html


def test_a_follow_up_shows_what_was_read() -> None:
    """Where a question was answered with the one before it, the reader sees the whole."""
    reply = replace(answer(citation()), trace=Trace(question="How many died? And civilians?"))
    html = render.exchange_html(Exchange(number=2, question="And civilians?", reply=reply))
    assert "Read as: How many died? And civilians?" in html
    assert "Read as" not in render.exchange_html(Exchange(number=1, question="Q", reply=answer(citation())))


def test_an_abstention_gives_reason_words_and_passages() -> None:
    """It looks like no answer, and what it offers can be opened."""
    html = render.abstention(3, abstention())
    assert "No answer" in html
    assert "Better no answer than a guess." in html
    assert "In no report: <b>zebra&lt;</b>." in html
    assert 'class="ra-near" data-source="3:1"' in html


@pytest.mark.parametrize(
    ("stages", "said"),
    [
        ((), "Searching the reports…"),
        (("retrieve",), "Reading…"),
        (("retrieve", "answer"), "Checking every quote…"),
        (("new",), "Working…"),
    ],
)
def test_the_stage_under_way_is_named(stages: tuple[str, ...], said: str) -> None:
    """A stage that this page has never heard of is no reason to say nothing."""
    html = render.under_way(1, "Q", [Stage(name=name, note="n", milliseconds=1) for name in stages], ())
    assert said in html


def test_the_panel_marks_exactly_the_quote_in_its_paragraph() -> None:
    """The passage is the paragraph around the quote; the whole report is there to unfold."""
    html = sources.panel(2, citation(), document())
    passage = html.split("<blockquote")[1].split("</blockquote>")[0]
    assert "<mark>A senior official said &lt;b&gt;197&lt;/b&gt; had died.</mark> More of it." in passage
    assert "First paragraph" not in passage
    assert "Last paragraph" not in passage
    assert "First paragraph" in html.split("<details>")[1]
    assert 'data-shown="2:1"' in html
    assert "4 February 2026" in html


def test_the_words_that_answer_stand_out_in_the_quote() -> None:
    """The answer's own characters are bold in the mark, escaped as the rest; a place outside the quote is ignored."""
    quote = citation().quote
    start = citation().span.start + quote.index("<b>197")
    answering = replace(citation(), answer_span=Span(start, start + len("<b>197</b>")))
    shown = sources.panel(1, answering, document())
    assert "<mark>A senior official said <strong>&lt;b&gt;197&lt;/b&gt;</strong> had died.</mark>" in shown
    astray = replace(citation(), answer_span=Span(0, 10_000))
    assert "<strong>" not in sources.panel(1, astray, document())


def test_parts_without_an_answer_are_said() -> None:
    """An answer to one of two questions says which one the reports leave open."""
    html = render.answer(1, replace(answer(citation()), missing=("Who <i>paid</i>?",)))
    assert "The reports do not answer: <b>Who &lt;i&gt;paid&lt;/i&gt;?</b>" in html


def test_a_quote_over_several_paragraphs_is_one_mark() -> None:
    """What is marked is the quote, line ends included."""
    quote = "First paragraph.\nA senior"
    assert f"<mark>{quote}</mark>" in sources.panel(1, citation(quote=quote), document())


def test_a_paragraph_without_end_is_cut_around_the_quote() -> None:
    """A report in one line of a million characters still gives a passage that can be read."""
    text = "x" * 5_000 + "QUOTE" + "y" * 5_000
    span = sources.around(text, Span(5_000, 5_005))
    assert span == Span(5_000 - sources.CONTEXT_CHARACTERS, 5_005 + sources.CONTEXT_CHARACTERS)


def test_a_report_that_changed_since_is_not_misquoted() -> None:
    """Where the characters no longer stand at their place, the quote is shown as cited, and the panel says so."""
    moved = sources.panel(1, citation(), document(text=f"New. {TEXT}", content_hash="h2"))
    assert "has changed since. The quote is shown as it was cited." in moved
    assert "<mark>A senior official said &lt;b&gt;197&lt;/b&gt; had died.</mark></blockquote>" in moved
    assert "New." not in moved
    standing = sources.panel(1, citation(), document(text=f"{TEXT}\nMore.", content_hash="h2"))
    assert "has changed since, but the quote still stands" in standing
    assert "has been removed since" in sources.panel(1, citation(), None)


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://example.org/a", "example.org"),
        ("http://real.example@other.example/", "other.example"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("//example.org/a", None),
        ("https://[bad", None),
        ("file:///etc/passwd", None),
    ],
)
def test_only_web_addresses_become_links(url: str, host: str | None) -> None:
    """Anything else is text; a link shows the host that it really leads to."""
    html = link(url)
    assert html.startswith("<a ") is (host is not None)
    if host:
        assert f">{host}<" in html
        assert 'rel="noopener noreferrer nofollow"' in html


@pytest.mark.parametrize(
    ("stamp", "said"),
    [
        ("2026-02-04", "4 February 2026"),
        ("2026-02-04T23:00:00Z", "4 February 2026"),
        ("last week", "last week"),
        (None, None),
    ],
)
def test_days_are_written_as_readers_write_them(stamp: str | None, said: str | None) -> None:
    """A day is the report's own, never shifted to another time zone."""
    assert day(stamp) == said


def test_the_head_counts_reports_and_days() -> None:
    """One day is said once, no dates are not said at all, an empty store is said plainly."""
    assert "2 reports · 1 February 2026 to 4 February 2026" in render.header(status())
    assert "1 report · 4 February 2026<" in render.header(status(documents=1, first_day="2026-02-04"))
    assert "2 reports<" in render.header(status(first_day=None, last_day=None))
    assert "no reports yet" in render.header(status(documents=0))


def test_conversations_are_apart_and_bounded() -> None:
    """Keys do not see one another; the oldest make room; numbers never change."""
    conversations = Conversations()
    for _ in range(MOST_EXCHANGES + 1):
        kept = conversations.add("a", "Q", abstention())
    assert (kept[0].number, kept[-1].number) == (2, MOST_EXCHANGES + 1)
    assert conversations.exchanges("b") == ()
    for number in range(MOST_CONVERSATIONS):
        conversations.add(f"c{number}", "Q", Failure(message="m", hint="h"))
    assert conversations.exchanges("a") == ()
    assert conversations.new_key() != conversations.new_key()


@pytest.mark.parametrize("key", ["", "key", "k" * 1_000_000], ids=["empty", "made up", "endless"])
def test_a_key_that_was_not_handed_out_is_replaced(key: str) -> None:
    """What anybody can send, an empty key above all, names no conversation; its sender gets another."""
    conversations = Conversations()
    assert conversations.key_for(key) != key
    assert conversations.key_for(key) != conversations.key_for(key)


def test_a_key_that_was_handed_out_is_kept() -> None:
    """A page may be loaded again before and after its first question, while others load theirs."""
    conversations = Conversations()
    asked, unused = conversations.new_key(), conversations.new_key()
    conversations.add(asked, "Q", abstention())
    for _ in range(MOST_UNUSED_KEYS - 1):
        conversations.new_key()
    assert conversations.key_for(asked) == asked
    assert conversations.key_for(unused) == unused
    conversations.new_key()
    assert conversations.key_for(asked) == asked
    assert conversations.key_for(unused) != unused


def test_history_leaves_out_what_failed() -> None:
    """An error is no turn, and an abstention's words are ours: nothing for a follow-up to lean on."""
    conversations = Conversations()
    conversations.add("a", "Q1", Failure(message="m", hint="h"))
    exchanges = conversations.add("a", "Q2", abstention("No."))
    assert [(turn.question, turn.answer) for turn in turns(exchanges)] == [("Q", "")]
