"""Make a follow-up question stand on its own, by rules: from the words of the conversation, and no others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.answer import phrases, pointers, statements
from assistant.records import Turn
from assistant.text import words

if TYPE_CHECKING:
    from collections.abc import Sequence

# A question that opens like this leans on the one before it ("and civilians?", "what about the year before?").
_OPENING = re.compile(
    r"^(?:(?:(?:and|or|but|also|then|so|no|sorry|what about|how about|what of|any|among (?:them|those|these)"
    r"|i mean(?:t)?)"
    r"(?:\b|(?=,))|&)[\s,]*)+",
    re.IGNORECASE,
)
_AGAIN = re.compile(
    r"^(?:and )?(?:(?:please )?(?:say|tell me|tell us)?\s?(?:some )?more|go on|explain|(?:more )?details?"
    r"|in (?:figures|numbers|short|brief|other words)"
    r"|(?:what|which|where)(?: are| is|'s)? (?:the |your |that )?(?:sources?|citations?|evidence)"
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
# The verbs of saying with which "that" goes on: "who announced that".
_SAYING = re.compile(r"^(?:and )?who (?P<verb>said|says|claimed|reported|announced|stated)\b", re.IGNORECASE)
_WH_ALONE = re.compile(
    r"^(?:and )?(?P<how>why(?: so (?:many|much|few|little))?|when|where|how|who|which one|what for"
    r"|(?:for|since|until|by|from|to|of|with|in|at|on|under) (?:how long|when|whom"
    r"|(?:what|which|how many|how much)(?: [a-z]+){0,2}))"
    r"(?: (?:so|not|exactly|precisely|(?:was|is|did) (?:that|this)(?: happen)?))?$",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"^(?:and )?(?:is|was|are|were) (?:that|this|it|they|those)"
    r" (?:more|less|fewer|higher|lower|larger|greater|smaller|worse|later|earlier) than"
    r" (?:(?:in|by|on|at|after|before|during) )?(?P<other>.+)$",
    re.IGNORECASE,
)
# "What does the army say?" after a figure asks for the army's figure.
_SAYS = re.compile(
    r"^(?:what (?:do|does|did) (?P<who>(?:the )?[\w-]+(?: [A-Z]?[\w-]+)?) (?:say|claim|report|count)"
    r"|what (?:is|was) (?P<whose>(?:the )?[\w-]+?)(?:['\u2019]s?)? (?:count|figure|toll|number|version|estimate)"
    r"|(?P<says>(?:the )?[\w-]+(?: [\w-]+)?) (?:say|says|said|claims?))$",
    re.IGNORECASE,
)
# What evidence there is of what the last question calls a claim.
_EVIDENCE = re.compile(r"\b(?:evidence|proof)$", re.IGNORECASE)
_CLAIMED = re.compile(r"\b(?:claim|statement) that (?P<what>.+)$", re.IGNORECASE)
_CAPITAL = re.compile(r"^(?:In|At|On|Near|From|By|Of|Since|Until|During|According|The|A|An)(?=\s)")
_BELONGS = re.compile(r"^its\s(?=[a-z]+(?:\s[a-z]+)?$)", re.IGNORECASE)
_AMONG = re.compile(
    r"^how many of (?:those|them|these)\s(?=(?:in|at|on|from|near|of|by|according)\b(?!.*\b(?:was|were|are)\b))",
    re.IGNORECASE,
)
_DURING = re.compile(r"^(?:during|before|after|since|until)\s(?:it|that|this|then|them)$", re.IGNORECASE)
_RUN_ON = re.compile(r"\b(what|who|where|when|how)['\u2019]?s\b", re.IGNORECASE)
_CALENDAR = re.compile(
    r"\b(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|april|june|july|august|september"
    r"|october|november|december)\b"
)
# These ask for nothing, and repeat nothing.
_INTERJECTION = re.compile(
    r"^(?:(?:really|ok|okay|thanks|thank you|thx|cheers|great|good|cool|nice|fine|sure|yes|yeah|no|wow|oh|hm+|i see"
    r"|right|indeed|hello|hi|hey|sorry|please|got it|understood|very much|a lot|so much|then)\b[\s,!.?]*)+$",
    re.IGNORECASE,
)
# Shorter than this, a question rarely names its event: "civilians?", "in Quetta?".
_SHORT = 3
_LONGEST = 300
_MARKERS = re.compile(r"\s*\[\d+\]")


def follows(question: str, history: Sequence[Turn]) -> bool:
    """Return whether `question` leans on the conversation before it."""
    bare = _bare(question)
    if _INTERJECTION.match(bare):
        return False
    return bool(history) and bool(
        _OPENING.match(bare)
        or _AGAIN.match(bare)
        or _WHO_SAID.match(bare)
        or _WH_ALONE.match(bare)
        or _COMPARED.match(bare)
        or pointers.points_to_statement(bare)
        or len(words(bare)) <= _SHORT
        or pointers.pointer(bare)
        or pointers.leans_unnamed(bare)
        or _SAYS.match(bare)
        or (pointers.is_fragment(bare) and not pointers.is_new(bare, statements.stem_of(history[-1])))
    )


def standalone(question: str, history: Sequence[Turn]) -> str:
    """Return `question` with what it leaves out put in from the turns before it; as it is, if it leaves out nothing.

    "And civilians?" after "How many militants were killed in Quetta?" is "How many civilians were killed in Quetta?".
    Earlier follow-ups are resolved first, so `history` may hold them as they were asked. The result is for retrieval
    and for showing what was understood: where no rule fits, the question is put after the one before it.
    """
    resolved: list[Turn] = []
    for turn in history:
        # "Thanks" is nothing to lean on.
        if not _INTERJECTION.match(_bare(turn.question)):
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
    question = _CALENDAR.sub(lambda day: day.group().capitalize(), _RUN_ON.sub(r"\1 is", question))
    last, bare = history[-1], _bare(question)
    if _AGAIN.match(bare):
        return last.question
    if _WHO_SAID.match(bare):
        return _who_said(last, bare)
    stem = statements.stem_of(last)
    if alone := _WH_ALONE.match(bare):
        asked = statements.asked_of(alone["how"], last)
        return _asked(asked) if asked else f"{stem}, {question.strip()}"
    return _of_statement(bare, last) or statements.said_there(bare, last) or _completed(question, last)


def _completed(question: str, last: Turn) -> str:
    stem, bare = statements.stem_of(last), _bare(question)
    if compared := _COMPARED.match(bare):
        return f"{stem}, compared with {compared['other']}?"
    rest = _OPENING.sub("", bare).strip()
    if found := _exchanged(rest, stem):
        return _asked(found)
    if pointers.pointer(rest) or rest != bare or pointers.leans_unnamed(rest) or pointers.is_fragment(rest):
        return _asked(_in_full(pointers.owned_by_whom(rest, stem), last))
    return f"{stem}, {question.strip()}"


def _exchanged(rest: str, stem: str) -> str | None:
    """Return the last question with what the follow-up changes in it; `None` where it changes no phrase of it."""
    if _BELONGS.match(rest) and not re.match(r"(?i)who\b", stem):
        rest = _BELONGS.sub("", rest)
    if among := _AMONG.match(rest):
        return phrases.substitute(rest[among.end() :], stem)
    rest = _CAPITAL.sub(lambda first: first.group().lower(), rest)
    if pointers.is_fragment(rest) or _DURING.match(rest):
        return phrases.substitute(rest, stem)
    if (says := _SAYS.match(rest)) and re.match(r"(?i)how (?:many|much)\b", stem):
        return phrases.spoken(says["who"] or says["says"] or says["whose"], stem)
    return phrases.of_state(rest, stem)


def _in_full(rest: str, last: Turn) -> str:
    named = pointers.without_pointers(rest, last)
    return pointers.with_context(named, statements.stem_of(last), keeps_day=not pointers.of_person(rest))


def _of_statement(bare: str, last: Turn) -> str | None:
    """Return "has that been verified" with what "that" is put in, where it is something that was said."""
    evidence, claimed = _EVIDENCE.search(bare), _CLAIMED.search(statements.stem_of(last))
    if evidence and claimed and pointers.pointer(bare):
        return _asked(f"{pointers.without_pointers(bare, last)} that {claimed['what']}")
    pointing = pointers.points_to_statement(bare)
    said = statements.statement(last) if pointing else None
    if pointing is None or said is None:
        return None
    rest = _OPENING.sub("", bare[: pointing.start()])
    if pointing["object"]:
        return _asked(f"{pointers.without_pointers(bare[: pointing.start('object')], last)} that {said}")
    if pointing["before"]:
        return _asked(f"{rest}it{bare[pointing.end() :]} that {said}")
    return _asked(f"{rest}{bare[pointing.start() : pointing.start('after')]}the claim that {said}")


def _who_said(last: Turn, bare: str) -> str:
    stem = statements.stem_of(last)
    if re.match(r"(?i)who said that\b", stem):
        return f"{stem}?"
    verb = _SAYING.match(bare)
    said = statements.statement(last)
    if said is None and pointers.pointer(bare):
        return _asked(_in_full(bare, last))
    if said is None and re.match(r"(?i)(?:who|whom|what|when|where|why|which|how)\b", stem):
        return f"Who said so: {stem} {_MARKERS.sub('', last.answer)}".rstrip(" .") + "?"
    return f"Who {verb['verb'].lower() if verb else 'said'} that {said or stem}?"


def _bare(question: str) -> str:
    return " ".join(question.strip().rstrip("?.! ").split())


def _asked(text: str) -> str:
    text = " ".join(text.split()).strip(" ,?.")
    return f"{text[:1].upper()}{text[1:]}?"
