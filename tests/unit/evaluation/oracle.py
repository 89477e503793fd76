"""An assistant with known answers over two small reports, and six questions to put to it."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant import Settings
from assistant.evaluation import Question
from assistant.records import (
    Abstention,
    Answer,
    Candidate,
    Citation,
    Claim,
    Document,
    Filters,
    Hit,
    Outcome,
    Passage,
    Reading,
    Span,
    Stage,
    Trace,
    Turn,
)
from assistant.text import sha256

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

TOLL = "The army counts 31 dead. No list of names was given."
TRAIN = "The train left Quetta at nine. [bold]It stopped at one.[/bold]"
TEXTS = {"toll": TOLL, "train": TRAIN}


def document(document_id: str) -> Document:
    """Return one of the two reports."""
    text = TEXTS[document_id]
    return Document(document_id=document_id, title=document_id, text=text, content_hash=sha256(text), source="memory")


def passage(document_id: str, quote: str) -> Passage:
    """Return the passage that is this quote."""
    start = TEXTS[document_id].index(quote)
    span = Span(start, start + len(quote))
    return Passage(passage_id=f"{document_id}:{start}", document_id=document_id, span=span, text=quote)


def cite(document_id: str, quote: str, number: int = 1) -> Citation:
    """Return a citation of this quote."""
    place = passage(document_id, quote)
    return Citation(
        citation_id=str(number),
        document_id=document_id,
        title=document_id,
        publisher=None,
        published_at=None,
        url=None,
        span=place.span,
        quote=quote,
        sha256=sha256(quote),
        content_hash=document(document_id).content_hash,
    )


def answer(text: str, *citations: Citation, short_answer: str | None = None) -> Answer:
    """Return an answer of one sentence."""
    marks = "".join(f"[{item.citation_id}]" for item in citations)
    ids = tuple(item.citation_id for item in citations)
    return Answer(
        text=f"{text} {marks}",
        short_answer=short_answer,
        claims=(Claim(text=text, citations=ids, verdict="supported", support=1.0),),
        citations=citations,
        positions=(),
        agreement="single",
        as_of=None,
        mode="fake",
        trace=Trace(question=""),
    )


def abstention() -> Abstention:
    """Return an abstention with nothing near."""
    return Abstention(text="No.", reason="no_evidence", nearest=(), missing=(), mode="fake", trace=Trace(question=""))


def judged(number: int, text: str, *, supports: bool) -> Reading:
    """Return what a support checker makes of one text."""
    span = Span(0, len(text))
    passage = Passage(passage_id=str(number), document_id="", span=span, text=text)
    return Reading(
        passage=passage, answer_span=span if supports else None, sentence_span=span, score=0.0, probability=0.5
    )


def candidate(document_id: str, quote: str, words: str, probability: float) -> Candidate:
    """Return a passage that is this quote as it was read, with these words of it as the likeliest."""
    place = passage(document_id, quote)
    start = TEXTS[document_id].index(words)
    return Candidate(
        document_id=document_id,
        span=place.span,
        answer_span=Span(start, start + len(words)),
        probability=probability,
    )


class Oracle:
    """Answers each question as it was told, and finds the sentences of both reports in their order."""

    def __init__(self, outcomes: dict[str, Outcome], settings: Settings | None = None) -> None:
        """Know what to say to each question."""
        self.settings = settings or Settings()
        self.asked: list[tuple[str, tuple[Turn, ...], date | None]] = []
        self.retrieved: list[tuple[str, int | None, Filters | None]] = []
        self._outcomes = outcomes

    def documents(self) -> tuple[Document, ...]:
        """Return both reports."""
        return (document("toll"), document("train"))

    def retrieve(self, query: str, k: int | None = None, *, filters: Filters | None = None) -> tuple[Hit, ...]:
        """Return the sentences of both reports."""
        self.retrieved.append((query, k, filters))
        quotes = [("train", "The train left Quetta at nine."), ("toll", TOLL[:24]), ("toll", TOLL[25:])]
        return tuple(
            Hit(passage=passage(*quote), score=1 / rank, ranks={"dense": rank}) for rank, quote in enumerate(quotes, 1)
        )

    def support(self, claim: str, texts: Sequence[str]) -> tuple[Reading, ...]:
        """Find that a text supports a claim whose last word it holds."""
        word = claim.rsplit(maxsplit=1)[-1].strip(".")
        return tuple(judged(number, text, supports=word in text) for number, text in enumerate(texts))

    def ask(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        as_of: date | None = None,
        publishers: Sequence[str] = (),
    ) -> Outcome:
        """Return the outcome for the question, each 10 ms slower than the one before, the first much slower."""
        self.asked.append((question, tuple(history), as_of))
        milliseconds = 10.0 * len(self.asked) if len(self.asked) > 1 else 5_000.0
        stages = (
            Stage(name="retrieve", note="", milliseconds=milliseconds),
            Stage(name="answer", note="", milliseconds=1),
        )
        filters = Filters(as_of=as_of, publishers=tuple(publishers))
        trace = Trace(
            question=f"{question} in full", filters=filters, stages=stages, candidates=CANDIDATES.get(question, ())
        )
        return replace(self._outcomes[question], trace=trace)


def question(text: str, answers: list[str] | None, *quotes: tuple[str, str], **fields: object) -> Question:
    """Return a question whose id and text are the same."""
    evidence = [{"document": name, "quote": quote} for name, quote in quotes]
    values = {"id": text, "question": text, "answers": answers, "evidence": evidence, "type": "fact", **fields}
    return Question.model_validate_json(json.dumps(values))


QUESTIONS = (
    question("right", ["31"], ("toll", "31 dead"), type="number", split="dev"),
    question("wrong", ["nine"], ("train", "at nine"), ("train", "at one"), type="number", split="test"),
    question("refused", ["nine"], ("train", "at nine"), history=[{"question": "Which?", "answer": "The train."}]),
    question("invented", None, as_of="2026-02-04", split="test"),
    question("unsaid", None),
    question("no gold", ["Quetta"]),
)
OUTCOMES: dict[str, Outcome] = {
    "right": answer("The army counts 31 dead.", cite("toll", "The army counts 31 dead."), short_answer="31"),
    # The mark [9] must not pass for the figure 9, and one of two citations touches one of two parts.
    "wrong": answer("It stopped.", cite("train", "It stopped at one.", 9), cite("toll", "31 dead", 1)),
    "refused": abstention(),
    "invented": answer("The army counts 31 dead.", cite("toll", "31 dead")),
    "unsaid": abstention(),
    "no gold": answer("It left Quetta.", cite("train", "left Quetta")),
}
CANDIDATES: dict[str, tuple[Candidate, ...]] = {
    "right": (candidate("toll", TOLL[:24], "31", 0.9), candidate("train", TRAIN[:30], "nine", 0.2)),
    "wrong": (candidate("train", TRAIN[:30], "Quetta", 0.8),),
    "refused": (candidate("train", TRAIN[:30], "nine", 0.4),),
    "invented": (candidate("toll", TOLL[:24], "31", 0.6),),
    "unsaid": (candidate("train", TRAIN[:30], "The train", 0.1),),
    "no gold": (),
}
