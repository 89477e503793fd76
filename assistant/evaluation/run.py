"""Ask every question of a set and measure what comes out."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import TYPE_CHECKING, Protocol

from assistant.evaluation.case import Case
from assistant.evaluation.figures import summarise
from assistant.evaluation.gold import locate
from assistant.evaluation.judge import Judge, judge_claims
from assistant.evaluation.metrics import DEPTH
from assistant.evaluation.questions import hash_questions
from assistant.evaluation.report import Fingerprint
from assistant.records import Answer, Turn
from assistant.text import sha256

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence
    from datetime import date

    from assistant.evaluation.journal import Journal
    from assistant.evaluation.metrics import JudgedClaim
    from assistant.evaluation.questions import Question
    from assistant.evaluation.report import EvaluationReport
    from assistant.records import Document, Filters, Hit, Outcome
    from assistant.settings import Settings

# Where a store lies and where a page is served cannot change an outcome.
_SETTINGS_WITHOUT_EFFECT = frozenset({"store", "server"})


class Subject(Judge, Protocol):
    """What is measured: `Assistant`, or anything that answers and judges like it."""

    @property
    def settings(self) -> Settings:
        """All knobs."""
        ...

    def documents(self) -> tuple[Document, ...]:
        """Return all reports."""
        ...

    def retrieve(self, query: str, k: int | None = None, *, filters: Filters | None = None) -> tuple[Hit, ...]:
        """Return the `k` passages that suit `query` best, best first."""
        ...

    def ask(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        as_of: date | None = None,
        publishers: Sequence[str] = (),
    ) -> Outcome:
        """Return an answer or an abstention; its trace holds the query and the filters that were used."""
        ...


class Run:
    """One question set put to one assistant: what is asked, of which reports, with which gold."""

    def __init__(self, assistant: Subject, questions: Sequence[Question]) -> None:
        """Look up the gold evidence; nothing is asked yet.

        Raises:
            ValueError: There are no questions.
            CorpusError: Gold evidence is not in the reports.
        """
        if not questions:
            raise ValueError("there are no questions")
        self.questions = tuple(questions)
        self._assistant = assistant
        documents = assistant.documents()
        self._texts = {document.document_id: document.text for document in documents}
        self._evidence = locate(questions, self._texts)
        settings = assistant.settings.model_dump_json(exclude=set(_SETTINGS_WITHOUT_EFFECT))
        self.fingerprint = Fingerprint(
            corpus_hash=sha256("\n".join(sorted(f"{item.document_id} {item.content_hash}" for item in documents))),
            settings_hash=sha256(settings),
            questions_hash=hash_questions(questions),
        )

    def cases(self, *, journal: Journal | None = None, workers: int = 1) -> Generator[Case]:
        """Yield each question as it is answered, in order; leaving the loop early asks no further.

        Args:
            journal: Takes each case as soon as it is there, and gives those that it holds already.
            workers: Questions asked at once; more than one makes each slower, so times are not those of one question.

        Raises:
            IndexStateError: Nothing was ingested, or the store does not match the settings.
            ModelError: A model is missing or failed.
        """
        done = {entry.question_id: entry for entry in journal.entries} if journal else {}
        still = [question for question in self.questions if question.id not in done]
        with closing(self._asked(still, workers)) as asked:
            for question in self.questions:
                if question.id in done:
                    entry = done[question.id]
                    yield self._case(question, entry.hits, entry.outcome, entry.judged)
                    continue
                case = next(asked)
                if journal:
                    journal.append(case)
                yield case

    def _asked(self, questions: Sequence[Question], workers: int) -> Generator[Case]:
        if workers == 1:
            yield from map(self._ask, questions)
            return
        pool = ThreadPoolExecutor(workers, thread_name_prefix="evaluate")
        try:
            yield from pool.map(self._ask, questions)
        finally:
            pool.shutdown(cancel_futures=True)

    def _ask(self, question: Question) -> Case:
        history = tuple(Turn(question=turn.question, answer=turn.answer) for turn in question.history)
        outcome = self._assistant.ask(
            question.question, history=history, as_of=question.as_of, publishers=question.publishers
        )
        hits = self._assistant.retrieve(outcome.trace.question, DEPTH, filters=outcome.trace.filters)
        judged = judge_claims(self._assistant, outcome) if isinstance(outcome, Answer) else ()
        return self._case(question, hits, outcome, judged)

    def _case(
        self, question: Question, hits: tuple[Hit, ...], outcome: Outcome, judged: tuple[JudgedClaim, ...]
    ) -> Case:
        evidence = self._evidence[question.id]
        return Case(question=question, evidence=evidence, hits=hits, outcome=outcome, texts=self._texts, judged=judged)


def evaluate(
    assistant: Subject,
    questions: Sequence[Question],
    *,
    progress: Callable[[int], None] | None = None,
    seed: int = 0,
    workers: int = 1,
) -> EvaluationReport:
    """Return what asking all `questions` of `assistant` gives: every score, with n and interval, and what was measured.

    Retrieval is scored on the query and the filters that the assistant made of the question, so that a follow-up is
    looked up as it was understood, and to a depth of ten passages whatever `retrieve.k` is. Sentences and their
    citations are judged by the assistant's own support checker.

    Args:
        assistant: With the reports ingested that the questions are about.
        questions: In the order in which they are asked.
        progress: Called with the number of questions done, after each.
        seed: Of the bootstrap.
        workers: Questions asked at once.

    Raises:
        ValueError: There are no questions.
        CorpusError: Gold evidence is not in the reports.
        IndexStateError: Nothing was ingested, or the store does not match the settings.
        ModelError: A model is missing or failed.
    """
    run = Run(assistant, questions)
    cases = []
    for case in run.cases(workers=workers):
        cases.append(case)
        if progress:
            progress(len(cases))
    return summarise(cases, run.fingerprint, seed=seed)
