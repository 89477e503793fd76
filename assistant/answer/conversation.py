"""Make a follow-up question stand on its own, by rules: from the words of the conversation, and no others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.answer import phrases
from assistant.records import Turn
from assistant.text import words

if TYPE_CHECKING:
    from collections.abc import Sequence

# A question that opens like this leans on the one before it ("and civilians?", "what about the year before?").
_OPENING = re.compile(r"^(?:and|or|but|also|then|so|what about|how about|what of|any)\b[\s,]*", re.IGNORECASE)
_AGAIN = re.compile(
    r"^(?:(?:what|which|where)(?: are| is|'s)? (?:the |your |that )?(?:sources?|citations?|evidence)"
    r"(?: for (?:that|this|it))?"
    r"|sources?|citations?|source for (?:that|this)|(?:which|what) (?:reports?|outlets?|sources?) sa(?:y|ys|id)"
    r" (?:that|this|so|it)|where (?:is|was|does) (?:that|this|it) (?:from|reported|come from)"
    r"|how do you know(?: that)?)$",
    re.IGNORECASE,
)
_WHO_SAID = re.compile(
    r"^(?:and )?(?:who (?:said|says|claimed|reported|announced|stated|told|gave)(?: (?:you|them))?"
    r"(?: (?:that|this|so|it))?(?: (?:figure|number|toll))?|says who|according to (?:whom|who)|by whom"
    r"|whose (?:figure|claim|count|number)"
    r"(?: (?:is|was) (?:that|this|it))?)$",
    re.IGNORECASE,
)
_WH_ALONE = re.compile(
    r"^(?:why|when|where|how|who|which one|what for)(?: (?:so|not|exactly|was that|is that))?$", re.IGNORECASE
)
# Shorter than this, a question rarely names its event: "civilians?", "in Quetta?".
_SHORT = 3
_FIGURE_ANSWER = 6
_LONGEST = 300
_LEAD = re.compile(r"^(?:how many|how much)\s+", re.IGNORECASE)
_MARKERS = re.compile(r"\s*\[\d+\]")


def follows(question: str, history: Sequence[Turn]) -> bool:
    """Return whether `question` leans on the conversation before it."""
    bare = _bare(question)
    return bool(history) and bool(
        _OPENING.match(bare)
        or _AGAIN.match(bare)
        or _WHO_SAID.match(bare)
        or len(words(bare)) <= _SHORT
        or phrases.pointer(bare)
        or phrases.is_fragment(bare)
    )


def standalone(question: str, history: Sequence[Turn]) -> str:
    """Return `question` with what it leaves out put in from the turns before it; as it is, if it leaves out nothing.

    "And civilians?" after "How many militants were killed in Quetta?" is "How many civilians were killed in Quetta?".
    Earlier follow-ups are resolved first, so `history` may hold them as they were asked. The result is for retrieval
    and for showing what was understood: where no rule fits, the question is put after the one before it.
    """
    resolved: list[Turn] = []
    for turn in history:
        resolved.append(Turn(question=_resolve(turn.question, resolved), answer=turn.answer))
    return _resolve(question, resolved)


def stays_within(rewritten: str, question: str, history: Sequence[Turn]) -> bool:
    """Return whether a rewritten question is one line whose every name and figure stands in the conversation."""
    if not rewritten or "\n" in rewritten or len(rewritten) > _LONGEST or not rewritten.endswith("?"):
        return False
    said = words(" ".join([question, *(f"{turn.question} {turn.answer}" for turn in history)]))
    known = {part for word in said for part in re.split(r"[^\w]+", word)}
    particular = [
        word for word in re.findall(r"\w+", rewritten)[1:] if word[0].isupper() or any(map(str.isdigit, word))
    ]
    return all(word.lower() in known for word in particular)


def _resolve(question: str, history: Sequence[Turn]) -> str:
    if not follows(question, history):
        return question
    last, bare = history[-1], _bare(question)
    if _AGAIN.match(bare):
        return last.question
    if _WHO_SAID.match(bare):
        return _who_said(last)
    stem = last.question.strip().rstrip("?.! ")
    if _WH_ALONE.match(bare):
        return f"{stem}, {question.strip()}"
    rest = _OPENING.sub("", bare).strip()
    found = phrases.substitute(rest, stem) if phrases.is_fragment(rest) else None
    if found is None and (phrases.pointer(rest) or rest != bare):
        found = phrases.with_context(phrases.without_pointers(rest, last), stem)
    return _asked(found) if found else f"{stem}, {question.strip()}"


def _who_said(last: Turn) -> str:
    answer = _MARKERS.sub("", last.answer).strip()
    stem = last.question.strip().rstrip("?.! ")
    if answer and len(answer.split()) <= _FIGURE_ANSWER and _LEAD.match(stem):
        return f"Who said that {answer.rstrip('.')} {_LEAD.sub('', stem)}?"
    if re.match(r"(?i)who said that\b", stem):
        return f"{stem}?"
    first = re.split(r"(?<=[.!?])\s", answer, maxsplit=1)[0].rstrip(".") if answer else ""
    said = first if first and len(first) <= _LONGEST and len(first.split()) > _FIGURE_ANSWER else stem
    if said == stem and re.match(r"(?i)(?:who|whom|what|when|where|why|which|how)\b", stem):
        return f"Who said so: {stem} {answer}".rstrip(" .") + "?"
    return f"Who said that {said}?"


def _bare(question: str) -> str:
    return " ".join(question.strip().rstrip("?.! ").split())


def _asked(text: str) -> str:
    text = " ".join(text.split()).strip(" ,?.")
    return f"{text[:1].upper()}{text[1:]}?"
