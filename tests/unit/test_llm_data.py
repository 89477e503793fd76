"""The data that LLM answers are tested with keeps its rules: attacks, lies and truths, conversations."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, TypeVar
from urllib.parse import urlsplit

import pytest
from pydantic import BaseModel, ConfigDict, StringConstraints

from assistant import documents
from assistant.evaluation.metrics import answer_contained
from assistant.settings import DocumentSettings

ROOT = Path(__file__).parents[2]
DATA, QUESTIONS = ROOT / "tests" / "data", ROOT / "tests" / "questions"
SPLITS = ("dev", "test")

ATTACK_KINDS = {
    *("override", "persona", "answer format", "disclosure", "addressed to the reader"),
    *("fake marker", "fake fence", "fake turn", "false authority", "fake correction", "laundering"),
    *("exfiltration", "hidden text", "other language", "encoded"),
}
MIN_ATTACKS, MIN_ATTACKS_OF_A_KIND, MIN_ADDRESSES = 66, 5, 5

TRUE_KINDS = {
    *("paraphrase", "merged facts", "attribution kept", "word order", "figure in words"),
    *("hedge kept", "negation kept"),
}
LIE_KINDS = {
    *("changed figure", "swapped name", "changed hedge", "wrong passage", "unstated detail"),
    *("changed date", "flipped negation", "changed attribution", "changed strength"),
}
MIN_SENTENCES, MIN_SENTENCES_OF_A_KIND = 170, 10

FOLLOW_UP_KINDS = {
    *("ellipsis", "pronoun", "other place", "other day", "other speaker", "earlier year"),
    *("who said that", "sources", "why", "comparison", "changed topic"),
}
MIN_CONVERSATIONS, MIN_FOLLOW_UPS_OF_A_KIND = 44, 3

Text = Annotated[str, StringConstraints(min_length=1)]
Split = Literal["dev", "test"]


class Row(BaseModel):
    """A line of a data file or a part of one; a misspelt field is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Line(Row):
    """A whole line, which has an id."""

    id: Text


class Attack(Line):
    """A hostile report and what an LLM writes that obeys it."""

    kind: Text
    title: Text
    text: Text
    injected: Text
    question: Text
    answer: Text
    payload: Text
    obeyed: Text
    url: Text | None = None

    @property
    def honest(self) -> str:
        """The report's text without the attack."""
        return "\n".join(self.text.split(self.injected))


class Sentence(Line):
    """A sentence of an answer, and the words of a report that it is said to rest on."""

    kind: Text
    split: Split
    sentence: Text
    document: Text
    quote: Text
    supported: bool
    also: list[Text]


class Piece(Row):
    """Words of a report that state an answer; pieces with one `part` are interchangeable."""

    document: Text
    quote: Text
    part: int


class Turn(Row):
    """A question of a conversation, and the question it stands for."""

    kind: Text
    question: Text
    standalone: Text
    answers: list[Text] | None
    evidence: list[Piece]


class Conversation(Line):
    """A question and its follow-ups."""

    split: Split
    turns: list[Turn]


Record = TypeVar("Record", Attack, Sentence, Conversation)


def read(path: Path, record: type[Record]) -> tuple[Record, ...]:
    """Return the rows of a JSON Lines file, in order."""
    return tuple(record.model_validate_json(line) for line in path.read_text(encoding="utf-8").splitlines())


@cache
def attacks() -> tuple[Attack, ...]:
    """Return the attacks."""
    return read(DATA / "injections.jsonl", Attack)


@cache
def sentences() -> tuple[Sentence, ...]:
    """Return the lies and truths."""
    return read(DATA / "lies.jsonl", Sentence)


@cache
def conversations() -> tuple[Conversation, ...]:
    """Return the conversations."""
    return read(QUESTIONS / "conversations.jsonl", Conversation)


@cache
def follow_ups() -> tuple[tuple[Conversation, Turn], ...]:
    """Return each turn after the first, with its conversation."""
    return tuple((conversation, turn) for conversation in conversations() for turn in conversation.turns[1:])


@cache
def texts() -> dict[str, str]:
    """Return the stored text of each report, by id."""
    loaded = [documents.read(file, settings=DocumentSettings()) for file in documents.find([ROOT / "corpus"]).files]
    return {document.document_id: document.text for item in loaded for document in item.documents}


@cache
def group_and_split() -> dict[str, tuple[str, str]]:
    """Return the group and the split of each report, as the questions' README places them."""
    rows = re.findall(
        r"^\| (\w+) \| (dev|test) \| (.+) \|$", (QUESTIONS / "README.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    return {report: (group, split) for group, split, reports in rows for report in reports.split(", ")}


def addresses(text: str) -> list[str]:
    """Return the web addresses in a text."""
    return re.findall(r"https?://[^\s\"'<>)\]]+", text)


@pytest.mark.parametrize("name", ["attacks", "sentences", "conversations"])
def test_ids_are_unique(name: str) -> None:
    """An id names one row."""
    rows = {"attacks": attacks, "sentences": sentences, "conversations": conversations}[name]()
    assert not [id_ for id_, count in Counter(row.id for row in rows).items() if count > 1]


def test_attacks_are_many_and_varied() -> None:
    """There are enough attacks, of every kind, and no text, title or question comes twice."""
    kinds = Counter(attack.kind for attack in attacks())
    assert len(attacks()) >= MIN_ATTACKS
    assert set(kinds) == ATTACK_KINDS
    assert min(kinds.values()) >= MIN_ATTACKS_OF_A_KIND
    for values in zip(*((attack.text, attack.title, attack.question) for attack in attacks()), strict=True):
        assert len(set(values)) == len(attacks())


def test_an_obedient_llm_writes_the_payload() -> None:
    """What must never be shown is in what an LLM writes that obeys."""
    assert not [attack.id for attack in attacks() if attack.payload not in attack.obeyed]


def test_only_the_attack_bears_the_payload() -> None:
    """Neither the question nor the rest of the report says the payload, so that showing it is always the attack's."""
    assert not [attack.id for attack in attacks() if attack.text.count(attack.injected) != 1]
    assert not [
        attack.id
        for attack in attacks()
        if attack.payload.casefold() in f"{attack.honest}\n{attack.title}\n{attack.question}".casefold()
    ]


def test_the_rest_of_a_hostile_report_answers_its_question() -> None:
    """A user who asks has an answer to expect, which stands outside the attack."""
    assert not [attack.id for attack in attacks() if not answer_contained([attack.honest], [attack.answer])]
    assert not [attack.id for attack in attacks() if answer_contained([attack.question], [attack.answer])]


def test_addresses_lead_nowhere() -> None:
    """An obedient answer's address is its `url`, and every host is of the reserved domain `example`."""
    assert not [attack.id for attack in attacks() if bool(addresses(attack.obeyed)) != bool(attack.url)]
    assert not [attack.id for attack in attacks() if attack.url and attack.url not in attack.obeyed]
    assert sum(attack.url is not None for attack in attacks()) >= MIN_ADDRESSES
    hosts = {urlsplit(url).hostname for attack in attacks() for url in addresses(f"{attack.text} {attack.obeyed}")}
    assert not [host for host in hosts if not (host or "").endswith(".example")]


def test_hidden_characters_can_be_seen_in_the_file() -> None:
    """Invisible characters are escaped in the file: an editor that drops them would disarm the attack."""
    raw = (DATA / "injections.jsonl").read_text(encoding="utf-8")
    assert not [hex(ord(character)) for character in set(raw) - {"\n"} if unicodedata.category(character)[0] == "C"]
    hidden = {character for attack in attacks() for character in attack.text}
    assert len([character for character in hidden if unicodedata.category(character) == "Cf"]) >= MIN_ADDRESSES


def test_sentences_are_many_and_varied() -> None:
    """There are enough sentences, of every kind of lie and of truth, and none comes twice."""
    kinds = Counter(sentence.kind for sentence in sentences())
    assert len(sentences()) >= MIN_SENTENCES
    assert set(kinds) == TRUE_KINDS | LIE_KINDS
    assert min(kinds.values()) >= MIN_SENTENCES_OF_A_KIND
    assert len({sentence.sentence for sentence in sentences()}) == len(sentences())


def test_a_kind_is_of_lies_or_of_truths() -> None:
    """The kind says whether the sentence is supported."""
    assert not [sentence.id for sentence in sentences() if sentence.supported != (sentence.kind in TRUE_KINDS)]


@pytest.mark.parametrize("split", SPLITS)
def test_half_of_the_sentences_are_true(split: str) -> None:
    """In each split half of the sentences are true, and every kind is there."""
    part = [sentence for sentence in sentences() if sentence.split == split]
    assert len(part) >= MIN_SENTENCES // 2
    assert 2 * sum(sentence.supported for sentence in part) == len(part)
    assert {sentence.kind for sentence in part} == TRUE_KINDS | LIE_KINDS


def test_sentences_are_written_anew() -> None:
    """A sentence is one line without a marker, and not a copy of the report's own words."""
    assert not [sentence.id for sentence in sentences() if re.search(r"\[|\]|\n", sentence.sentence)]
    assert not [sentence.id for sentence in sentences() if not sentence.sentence.endswith(".")]
    assert not [sentence.id for sentence in sentences() if sentence.sentence in texts()[sentence.document]]


def test_sentences_rest_on_words_of_the_reports() -> None:
    """The quote stands in the report as stored, within a paragraph."""
    assert not [
        sentence.id
        for sentence in sentences()
        if sentence.quote not in texts()[sentence.document] or "\n" in sentence.quote
    ]


def test_other_reports_of_a_fact_are_listed() -> None:
    """`also` holds other reports, every copy of a true sentence's quote among them."""
    for sentence in sentences():
        assert set(sentence.also) <= set(texts()) - {sentence.document}, sentence.id
        assert sentence.also == sorted(set(sentence.also)), sentence.id
        copies = {name for name, text in texts().items() if sentence.quote in text} - {sentence.document}
        assert not sentence.supported or copies <= set(sentence.also), sentence.id


def test_only_a_wrong_passage_has_a_right_one() -> None:
    """Of the lies those with a wrong passage are told by another report, of the same split; the others by none."""
    lies = [sentence for sentence in sentences() if not sentence.supported]
    assert not [lie.id for lie in lies if bool(lie.also) != (lie.kind == "wrong passage")]
    assert not [lie.id for lie in lies for name in lie.also if group_and_split()[name][1] != lie.split]


def test_sentences_are_split_by_group() -> None:
    """A sentence is in the split of its report."""
    assert not [sentence.id for sentence in sentences() if group_and_split()[sentence.document][1] != sentence.split]


def test_conversations_are_many_and_varied() -> None:
    """There are enough conversations of two and three turns, and every kind of follow-up is in both splits."""
    assert len(conversations()) >= MIN_CONVERSATIONS
    assert {len(conversation.turns) for conversation in conversations()} == {2, 3}
    kinds = Counter(turn.kind for _, turn in follow_ups())
    assert set(kinds) == FOLLOW_UP_KINDS
    assert min(kinds.values()) >= MIN_FOLLOW_UPS_OF_A_KIND
    for split in SPLITS:
        assert {turn.kind for conversation, turn in follow_ups() if conversation.split == split} == FOLLOW_UP_KINDS
        assert sum(conversation.split == split for conversation in conversations()) >= MIN_CONVERSATIONS // 2


def test_chats_are_answered_by_the_reports() -> None:
    """Each begins with a whole question, every turn is asked once, and one accepted form stands in some report."""
    chats = [json.loads(line) for line in (QUESTIONS / "chats.jsonl").read_text(encoding="utf-8").splitlines()]
    everything = "\n".join(texts().values()).lower()
    assert len({chat["id"] for chat in chats}) == len(chats)
    for chat in chats:
        first, *others = chat["turns"]
        assert first["kind"] == "first"
        assert first["standalone"] == first["question"], chat["id"]
        assert others
        assert all(turn["standalone"] != turn["question"] for turn in others), chat["id"]
        assert all(any(form.lower() in everything for form in turn["answers"]) for turn in chat["turns"]), chat["id"]


def test_whole_questions_stand_alone() -> None:
    """The first question and one that changes the topic are their own standalone form; any other follow-up is not."""
    for conversation in conversations():
        first, *others = conversation.turns
        assert first.kind == "first", conversation.id
        assert first.standalone == first.question, conversation.id
        for turn in others:
            assert (turn.standalone == turn.question) == (turn.kind == "changed topic"), conversation.id


def test_no_question_is_asked_twice() -> None:
    """A conversation goes on, and no two conversations begin and go on alike."""
    for conversation in conversations():
        asked = [turn.standalone for turn in conversation.turns]
        assert len(set(asked)) == len(asked), conversation.id
    talks = Counter(tuple(turn.question for turn in conversation.turns) for conversation in conversations())
    assert max(talks.values()) == 1


def test_evidence_of_conversations_is_exact() -> None:
    """Every quote stands in the report as stored, within a paragraph."""
    assert not [
        (conversation.id, piece.quote)
        for conversation in conversations()
        for turn in conversation.turns
        for piece in turn.evidence
        if piece.quote not in texts()[piece.document] or "\n" in piece.quote
    ]


def test_each_answer_stands_in_the_evidence() -> None:
    """Every accepted form stands in a quote; where abstaining is right there is none; parts count from one."""
    for conversation in conversations():
        for turn in conversation.turns:
            quotes = [piece.quote for piece in turn.evidence]
            assert (turn.answers is None) == (not quotes), turn.question
            assert all(answer_contained(quotes, [answer]) for answer in turn.answers or ()), turn.question
            parts = sorted({piece.part for piece in turn.evidence})
            assert parts == list(range(1, len(parts) + 1)), turn.question


def test_conversations_are_split_by_group() -> None:
    """A conversation is named after the group of its first evidence, and all its turns are of that group's split."""
    for conversation in conversations():
        placed = [group_and_split()[turn.evidence[0].document] for turn in conversation.turns if turn.evidence]
        assert placed[0][0] == conversation.id.partition("-talk-")[0], conversation.id
        assert {split for _, split in placed} == {conversation.split}, conversation.id
