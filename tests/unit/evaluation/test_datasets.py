"""Published formats become our questions, with the reports to ask them of, on small files made by hand."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from assistant.documents import find, read
from assistant.errors import ConfigurationError, CorpusError, DocumentError
from assistant.evaluation.datasets import FORMATS, Dataset, load_dataset
from assistant.evaluation.gold import locate
from assistant.settings import DocumentSettings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from assistant.evaluation import Question

SQUAD = {
    "version": "v2.0",
    "data": [
        {
            "title": "Ferries",
            "paragraphs": [
                {
                    "context": "The ferry  left Larne at nine.\nIt carried 212 people; 212 came back.",
                    "qas": [
                        {
                            "id": "q1",
                            "question": " How many people did it carry? ",
                            "answers": [
                                {"text": "212", "answer_start": 42},
                                {"text": "212 people", "answer_start": 42},
                            ],
                            "is_impossible": False,
                        },
                        {
                            "id": "q2",
                            "question": "Who owns it?",
                            "answers": [],
                            "plausible_answers": [{"text": "Larne", "answer_start": 16}],
                            "is_impossible": True,
                        },
                    ],
                },
                {"context": "Dams leak.", "qas": [{"id": "q3", "question": "What leaks?",
                 "answers": [{"text": "Dams", "answer_start": 0}]}]},
            ],
        }
    ],
}  # fmt: skip
RGB = [
    {
        "id": 7,
        "query": "Who bought the ferry?",
        "answer": [["Harbour Lines", "HL"]],
        "fakeanswer": "Dam Ltd",
        "positive": [f"Harbour Lines bought it, paper {number} says." for number in range(3)],
        "positive_wrong": [f"Dam Ltd bought it, paper {number} says." for number in range(3)],
        "negative": [f"Ferries are sold, paper {number} says." for number in range(6)],
    }
]
MULTIHOP = [
    {
        "query": "Which company is in both stories?",
        "answer": "Harbour Lines",
        "question_type": "inference_query",
        "evidence_list": [
            {"title": "Sold", "url": "http://a", "fact": "Harbour Lines bought the ferry."},
            {"title": "Sunk", "url": "http://b", "fact": "A ship of  Harbour Lines sank."},
        ],
    },
    {"query": "Who owns the dam?", "answer": "Insufficient information.", "question_type": "null_query",
     "evidence_list": []},
    {
        "query": "Did both happen?",
        "answer": "Yes",
        "question_type": "comparison_query",
        "evidence_list": [{"title": "Sold", "url": "http://a", "fact": "It was told otherwise."}],
    },
]  # fmt: skip
MULTIHOP_CORPUS = [
    {"title": "Sold", "url": "http://a", "source": "Post", "published_at": "2023-11-01T10:00:00+00:00",
     "body": "News. Harbour Lines bought the ferry."},
    {"title": "Sunk", "url": "http://b", "source": "Ledger", "published_at": "2023-11-02T10:00:00+00:00",
     "body": "A ship of Harbour Lines sank."},
]  # fmt: skip
RAMDOCS = [
    {
        "question": "Where was the captain born?",
        "documents": [
            {"text": "The captain of the ferry was born in Larne.", "type": "correct", "answer": "Larne"},
            {"text": "The captain of the tram was born in Oslo.", "type": "correct", "answer": "Oslo"},
            {"text": "The captain was born in Rome.", "type": "misinfo", "answer": "Rome"},
            {"text": "Larne has a harbour.", "type": "noise", "answer": "unknown"},
        ],
        "disambig_entity": ["ferry", "tram"],
        "gold_answers": ["Larne", "Oslo"],
        "wrong_answers": ["Rome"],
    }
]
CONFLICT = [
    {
        "id": "9",
        "question": "when was it built",
        "cleaned_question": "When was it built?",
        "real_answer": "It was built in 1987.",
        "real_short_answer": "1987",
        "real_passages": [{"passage": "The ferry was built in 1987.", "summary": "Ferry"}],
        "fake_answer": "It was built in 1950.",
        "fake_short_answer": "1950",
        "fake_passages": [{"passage": "Built in 1950, it is old.", "summary": ""}, {"passage": "  ", "summary": ""}],
    }
]
NEWS_QA = [
    {"id": "te-1-q1", "document_id": "te-1", "question": "How many?", "answers": ["212"], "type": "number"},
    {"id": "te-1-q2", "document_id": "te-1", "question": "Who owns it?", "answers": None, "type": "person"},
]
NEWS_QA_ARTICLES = [
    {"document_id": "te-1", "text": "It carried 212 people."},
    {"document_id": "tr-2", "text": "Dams leak."},
]


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that writes a file, and returns its path."""

    def to_file(name: str, content: object, *, lines: bool = False) -> Path:
        path = tmp_path / name
        rows = content if lines and isinstance(content, list) else [content]
        path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
        return path

    return to_file


@pytest.fixture
def files(write: Callable[..., Path]) -> dict[str, Path]:
    """Return a small file of every format."""
    write("corpus.json", MULTIHOP_CORPUS)
    write("articles.jsonl", NEWS_QA_ARTICLES, lines=True)
    return {
        "squad": write("dev-v2.0.json", SQUAD),
        "rgb": write("en_fact.json", RGB, lines=True),
        "multihop-rag": write("MultiHopRAG.json", MULTIHOP),
        "ramdocs": write("RAMDocs_test.jsonl", RAMDOCS, lines=True),
        "news-qa": write("dev.jsonl", NEWS_QA, lines=True),
        "conflict-nq": write("conflict_nq_val.jsonl", CONFLICT, lines=True),
    }


def by_id(dataset: Dataset) -> dict[str, Question]:
    """Return the questions by id."""
    return {question.id: question for question in dataset.questions}


def quoted(question: Question) -> list[tuple[str, str, int | None]]:
    """Return the evidence of a question."""
    return [(piece.document, piece.quote, piece.part) for piece in question.evidence]


@pytest.mark.parametrize("name", FORMATS)
def test_reports_are_taken_in_and_hold_the_evidence(name: str, files: dict[str, Path], tmp_path: Path) -> None:
    """What is written out is read back as the same reports, and every quote stands in them as they are stored."""
    dataset = load_dataset(files[name], name)
    folder = dataset.write(tmp_path / "reports")
    files_written = find([folder]).files
    documents = [item for file in files_written for item in read(file, settings=DocumentSettings()).documents]
    assert {item.document_id for item in documents} == {report.document_id for report in dataset.reports}
    assert len(locate(dataset.questions, {item.document_id: item.text for item in documents})) == len(dataset.questions)
    publishers = {item.publisher for item in documents}
    assert all(publisher in publishers for question in dataset.questions for publisher in question.publishers)
    assert any(question.evidence for question in dataset.questions)


@pytest.mark.parametrize("format_", FORMATS.values(), ids=lambda format_: format_.name)
def test_formats_say_what_they_compare_with_and_how_they_differ(format_: Any) -> None:  # noqa: ANN401 - a parameter
    """Each has words for both."""
    assert format_.what
    assert format_.compare
    assert format_.differs


def test_squad_asks_each_question_of_its_paragraph(files: dict[str, Path]) -> None:
    """Every accepted form is evidence where it stands; what is impossible wants an abstention."""
    questions = by_id(load_dataset(files["squad"], "squad"))
    first, second, third = (questions[name] for name in ("q1", "q2", "q3"))
    assert first.question == "How many people did it carry?"
    assert first.answers == ("212", "212 people")
    assert quoted(first) == [("squad-0-0", "212", 1), ("squad-0-0", "212 people", 1)]
    assert first.publishers == second.publishers == ("squad-0-0",)
    assert (second.answers, second.evidence, second.type) == (None, (), "unanswerable")
    assert third.answers == ("Dams",)
    assert third.publishers == ("squad-0-1",)


def test_rgb_puts_each_setting_to_its_five_texts(files: dict[str, Path]) -> None:
    """Noise takes the place of texts that answer; on distractors only and on false texts abstaining is right."""
    dataset = load_dataset(files["rgb"], "rgb")
    questions = {question.type: question for question in dataset.questions}
    assert list(questions) == ["noise 0", "noise 0.4", "noise 0.8", "rejection", "counterfactual"]
    texts = {kind: [name.rpartition("-")[2] for name in question.publishers] for kind, question in questions.items()}
    assert texts == {
        # Three texts answer: the rest is filled up.
        "noise 0": ["p0", "p1", "p2", "n0", "n1"],
        "noise 0.4": ["p0", "p1", "p2", "n0", "n1"],
        "noise 0.8": ["p0", "n0", "n1", "n2", "n3"],
        "rejection": ["n0", "n1", "n2", "n3", "n4"],
        "counterfactual": ["w0", "w1", "w2"],
    }
    assert questions["noise 0.8"].answers == ("Harbour Lines", "HL")
    assert quoted(questions["noise 0.8"]) == [("rgb-7-p0", "Harbour Lines", 1)]
    assert questions["rejection"].answers is questions["counterfactual"].answers is None
    assert len(dataset.reports) == 12


def test_multihop_rag_needs_every_fact(files: dict[str, Path]) -> None:
    """Each fact is a part; a null query wants an abstention; a fact that no article has leaves retrieval unscored."""
    dataset = load_dataset(files["multihop-rag"], "multihop-rag")
    both, null, lost = dataset.questions
    assert quoted(both) == [
        ("multihop-0", "Harbour Lines bought the ferry.", 1),
        ("multihop-1", "A ship of Harbour Lines sank.", 2),
    ]
    assert both.publishers == ()
    assert null.answers is None
    assert (lost.answers, lost.evidence) == (("Yes",), ())
    assert dataset.reports[1].publisher == "Ledger"


def test_ramdocs_backs_each_right_answer_by_right_texts(files: dict[str, Path]) -> None:
    """Each right answer is a part, found in right texts only; what else the texts hold is the type."""
    (question,) = load_dataset(files["ramdocs"], "ramdocs").questions
    assert question.answers == ("Larne", "Oslo")
    assert quoted(question) == [("ramdocs-0-0", "Larne", 1), ("ramdocs-0-1", "Oslo", 2)]
    assert (question.type, question.publishers) == ("misinfo ambiguous", ("ramdocs-0",))


def test_news_qa_is_asked_of_all_articles(files: dict[str, Path]) -> None:
    """No question is held to its article; without an answer the type says so."""
    dataset = load_dataset(files["news-qa"], "news-qa")
    first, second = dataset.questions
    assert quoted(first) == [("te-1", "212", 1)]
    assert (first.type, second.type, second.answers) == ("number", "unanswerable", None)
    assert first.publishers == ()
    assert len(dataset.reports) == 2


def test_conflict_nq_is_asked_without_and_with_the_altered_passages(files: dict[str, Path]) -> None:
    """With them, both answers are positions of a conflict; empty passages are no reports."""
    real, conflict = load_dataset(files["conflict-nq"], "conflict-nq").questions
    assert (real.answers, real.publishers) == (("1987",), ("conflictnq-9-real",))
    assert conflict.answers == ("1987", "1950")
    assert conflict.publishers == ("conflictnq-9-real", "conflictnq-9-fake")
    assert (conflict.agreement, conflict.current) == ("conflicting", "1987")
    assert quoted(conflict) == [("conflictnq-9-real-0", "1987", 1), ("conflictnq-9-fake-0", "1950", 2)]


def test_a_format_that_is_not_there_is_said_so(files: dict[str, Path]) -> None:
    """The hint lists those that are."""
    with pytest.raises(ConfigurationError, match="'squadd' is not a format") as caught:
        load_dataset(files["squad"], "squadd")
    assert "multihop-rag" in caught.value.hint


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("rgb", '{"id": 1, "query": "?"}', r":1: answer: Field required"),
        ("rgb", "", "holds no item"),
        ("multihop-rag", "[]", "holds no item"),
        ("squad", '{"version": "v2.0"}', "data: Field required"),
        ("squad", "not JSON", "Invalid JSON"),
        (
            "ramdocs",
            '{"question": "?", "documents": [{"text": "a", "type": "true", "answer": ""}]}',
            "documents.0.type",
        ),
    ],
)
def test_what_is_not_in_the_format_is_said_so(name: str, content: str, message: str, files: dict[str, Path]) -> None:
    """The first thing that is wrong is named, with its line or its place in the file."""
    files[name].write_text(content, encoding="utf-8")
    with pytest.raises(CorpusError, match=message):
        load_dataset(files[name], name)


def test_what_cannot_be_read_is_said_so(files: dict[str, Path], tmp_path: Path) -> None:
    """No file, another encoding, no articles beside the questions."""
    with pytest.raises(CorpusError, match="cannot be read"):
        load_dataset(tmp_path / "none.json", "squad")
    files["rgb"].write_bytes(b"\xff\xfe")
    with pytest.raises(DocumentError, match="not UTF-8"):
        load_dataset(files["rgb"], "rgb")
    (tmp_path / "corpus.json").unlink()
    with pytest.raises(CorpusError, match=r"corpus\.json is not there"):
        load_dataset(files["multihop-rag"], "multihop-rag")
    (tmp_path / "articles.jsonl").unlink()
    with pytest.raises(CorpusError, match=r"articles\.jsonl is not there"):
        load_dataset(files["news-qa"], "news-qa")
