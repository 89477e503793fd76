"""What a language model is asked: numbered passages between fences that no document can close."""

from __future__ import annotations

import re
import secrets
from typing import TYPE_CHECKING

from assistant import prompts
from assistant.records import Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from assistant.records import Given, Position, Relation, Turn

# What the prompt asks a model to write when the passages do not answer.
_REFUSED = re.compile(r"\W*NOT[ _]IN[ _](?:THE[ _])?REPORTS\b", re.IGNORECASE)
# In a document these could pass for our fences and passage numbers. Sentences are checked against the report itself.
_LOOKALIKES = str.maketrans({"<": "\u2039", ">": "\u203a", "[": "(", "]": ")", "\u3010": "(", "\u3011": ")"})
_STANDS: dict[Relation, str] = {
    "current": "holds now",
    "earlier": "earlier",
    "corrected": "since corrected",
    "disputed": "maintained against it",
}
_MOST_TURNS = 4
_MOST_REASONS = 8
_LONGEST_REPEAT = 300
_LONGEST_DRAFT = 2_000


def request(
    question: str, given: Sequence[Given], *, positions: Sequence[Position] = (), max_sentences: int
) -> tuple[Message, ...]:
    """Return the messages that ask for an answer to `question` from the passages.

    Args:
        question: Stands on its own.
        given: Passages, numbered as they may be cited.
        positions: What the reports give in all, where that is known, the value that holds now first.
        max_sentences: Most sentences to ask for.
    """
    fence = _fence(item.passage.text for item in given)
    return prompts.load("answer").fill(
        {
            "question": _inert(question),
            "passages": "\n\n".join(_passage(item, fence) for item in given),
            "positions": _positions(positions, given),
            "fence": fence,
            "max_sentences": str(max_sentences),
        }
    )


def request_again(messages: Sequence[Message], draft: str, reasons: Sequence[tuple[str, str]]) -> tuple[Message, ...]:
    """Return the messages that ask once more, after `reasons`: each sentence of `draft` that failed, and why.

    The draft stands between as the model's own words: many models take turns with their user, and refuse two of hers.
    """
    rejected = Message(role="assistant", text=draft.strip()[:_LONGEST_DRAFT].rstrip() or "(nothing)")
    said = "\n".join(f"- {_inert(text)[:_LONGEST_REPEAT]!r}: {_inert(why)}" for text, why in reasons[:_MOST_REASONS])
    again = prompts.load("retry").fill({"reasons": said or "- you wrote nothing that could be checked"})
    return (*messages, rejected, *again)


def request_standalone(question: str, history: Sequence[Turn]) -> tuple[Message, ...]:
    """Return the messages that ask for `question` in a form that needs no conversation."""
    turns = history[-_MOST_TURNS:]
    said = "\n".join(
        f"Question: {_line(turn.question)}\nAnswer: {_line(turn.answer)[:_LONGEST_REPEAT]}" for turn in turns
    )
    fence = _fence((said,))
    return prompts.load("standalone").fill({"history": said, "question": _line(question), "fence": fence})


def refuses(text: str) -> bool:
    """Return whether a sentence is the refusal that the prompt asks for."""
    return bool(_REFUSED.match(text))


def _fence(texts: Iterable[str]) -> str:
    # A new one for each request: a document cannot hold what nobody knew when it was written.
    joined = "\n".join(texts)
    fence = secrets.token_hex(8)
    while fence in joined:
        fence = secrets.token_hex(8)
    return fence


def _passage(item: Given, fence: str) -> str:
    dates = [f"published {item.published_at}" if item.published_at else "undated"]
    if item.updated_at:
        dates.append(f"updated {item.updated_at}")
    about = [
        f"outlet: {_line(item.publisher or 'not given')}",
        f"date: {', '.join(dates)}",
        f"headline: {_line(item.title)}",
    ]
    if item.origin:
        about.append(f"origin: {_line(item.origin)}")
    if item.carried_by:
        about.append(f"same text also in: {_line(', '.join(item.carried_by))}")
    return "\n".join(
        (
            f"<<{fence} passage [{item.number}]>>",
            *about,
            "text:",
            _inert(item.passage.text),
            f"<<{fence} end of passage [{item.number}]>>",
        )
    )


def _positions(positions: Sequence[Position], given: Sequence[Given]) -> str:
    lines = [_position(item, given) for item in positions]
    return "What the reports give:\n" + "\n".join(lines) + "\n\n" if lines else ""


def _position(position: Position, given: Sequence[Given]) -> str:
    said = [
        f"said by {position.speaker}" if position.speaker else "",
        ", ".join(position.publishers),
        " to ".join(dict.fromkeys(filter(None, (position.first_reported, position.as_of)))),
        f"{position.reports} report{'s' if position.reports > 1 else ''}, {position.origins} independent",
    ]
    numbers = "".join(f"[{item.number}]" for item in given if _states(item, position))
    where = f"; passages {numbers}" if numbers else ""
    return f"- {_line(position.value)} ({_STANDS[position.relation]}): {_line('; '.join(filter(None, said)))}{where}"


def _states(item: Given, position: Position) -> bool:
    passage = item.passage
    return any(
        quote.document_id == passage.document_id
        and quote.span.start < passage.span.end
        and passage.span.start < quote.span.end
        for quote in position.quotes
    )


def _line(text: str) -> str:
    return " ".join(_inert(text).split())


def _inert(text: str) -> str:
    return text.translate(_LOOKALIKES)
