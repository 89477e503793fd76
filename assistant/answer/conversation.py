"""Make a follow-up question stand on its own, by rules: from the words of the conversation, and no others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.answer import phrases, pointers, referents, statements
from assistant.records import Turn
from assistant.text import words

if TYPE_CHECKING:
    from collections.abc import Sequence

# A question that opens like this leans on the one before it ("and civilians?", "what about the year before?").
_OPENING = re.compile(
    r"^(?:(?:(?:and|or|but|also|then|so|no|sorry|what about|how about|what of|any|among (?:them|those|these)"
    r"|i (?:mean|meant|asked|was asking)(?: about)?"
    r"|(?:ok|okay|well|actually|wait|thanks|thank you|hm+|yes|yeah|right|fine)"
    r"(?=[,.!]|\s(?:and|but|so|what|how|who|when|where|why)\b))"
    r"(?:\b|(?=,))|&)[\s,.!]*)+",
    re.IGNORECASE,
)
_AGAIN = re.compile(
    r"^(?:and )?(?:(?:please )?(?:say|tell me|tell us)?\s?(?:some )?more|go on|explain|(?:more )?details?"
    r"|in (?:figures|numbers|short|brief|other words)"
    r"|(?:what|which|where)(?: are| is|'s)? (?:the |your |that )?(?:sources?|citations?|evidence)"
    r"(?: for (?:that|this|it))?"
    r"|sources?|citations?|source for (?:that|this)|(?:which|what) (?:reports?|outlets?|sources?) sa(?:y|ys|id)"
    r" (?:that|this|so|it)|where (?:is|was|does) (?:that|this|it) (?:from|reported|come from)"
    r"|which (?:of (?:them|those|these|the two)|one|figure|number) is (?:the )?(?:newer|newest|latest|(?:more|most) recent"
    r"|current|right|correct)|how do you know(?: that)?)$",
    re.IGNORECASE,
)
_WHO_SAID = re.compile(
    r"^(?:and )?(?:who (?:said|says|claimed|reported|announced|stated|told|gave)(?: (?:you|them))?"
    r"(?: (?:that|this|so|it))?(?: (?:figure|number|toll))?|says who|according to (?:whom|who)|by whom"
    r"|whose (?:figure|claim|count|number)(?: (?:is|was) (?:that|this|it))?"
    r"|who(?: is|'s|s) (?:saying|claiming|reporting|the source)(?: (?:of|for|behind))?(?: (?:that|this|so|it))?"
    r"|(?P<outlet>(?:which|what) (?:outlet|paper|newspaper|agency|channel|site|report|source)) (?:had|has|said|says|reported"
    r"|reports|gave|gives|carried|wrote|published) (?:that|this|so|it))$",
    re.IGNORECASE,
)
# The verbs of saying with which "that" goes on: "who announced that".
_SAYING = re.compile(r"^(?:and )?who (?P<verb>said|says|claimed|reported|announced|stated)\b", re.IGNORECASE)
_WH_ALONE = re.compile(
    r"^(?:and )?(?P<how>why(?: so (?:many|much|few|little))?|how come|when|where|how|who|which one|what for"
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
# "Was that before the election?" after "when was he arrested".
_WAS_THAT = re.compile(
    r"^(?:and )?(?:is|was|did) (?:that|this|it)(?: happen)? (?P<rest>(?:before|after|in|on|at|near|during|because|also)\b.+)$",
    re.IGNORECASE,
)
_PASSIVE = re.compile(r"\b(?:was|were|is|are|been|being)\b(?:\s[\w'\u2019-]+)*?\s(?:[a-z]+ed|shot|hit|held|hurt|taken|shut|found|cut)\b")
# What comes behind a phrase and asks for nothing: "and civilians then?".
_TAIL = re.compile(
    r"(?<!since)(?<!by)(?<!until)\s(?:then|please|too|as well|though|instead|again|exactly)$|,?\s(?:not|rather than)\s[\w\s-]+$",
    re.IGNORECASE,
)
_NOT_BUT = re.compile(r"^not\s.+?(?:,\s|\sbut\s)(?P<but>.+)$", re.IGNORECASE)
# A claim or figure that was given, and not a thing that was spoken of.
_THE_CLAIM = re.compile(
    r"\b(?:the\s(?=claim|figure)|that\s|this\s)(?P<noun>claim|figure|number|toll|count|statement)$", re.IGNORECASE
)
_OF_EVENT = re.compile(r"\bit\s(?:begin|start|end|last|happen|finish|occur)\b", re.IGNORECASE)
_COUNT = re.compile(r"^how (?:many|much)\b", re.IGNORECASE)
_UP_TO = re.compile(r"^(?:by|since|until)\s(?!whom)", re.IGNORECASE)
_FIGURE_OF = re.compile(r"['\u2019]s? (?:count|figure|number|version|estimate)$", re.IGNORECASE)
# "What does the army say?" after a figure asks for the army's figure.
_SAYS = re.compile(
    r"^(?:what (?:do|does|did) (?P<who>(?!(?:he|she|it|they|you|we)\b)(?:the )?[\w-]+(?: [A-Z]?[\w-]+)?) (?:say|claim|report|count)(?: (?:on|for) (?:that|the same) day)?"
    r"|what (?:is|was) (?P<whose>(?:the )?[\w-]+?)(?:['\u2019]s?)? (?:count|figure|toll|number|version|estimate)"
    r"|(?:(?:on|by) )?(?P<by>(?:the )?[\w-]+?)(?:['\u2019]s?)? (?:count|figure|number|version|estimate)"
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
# So many turns back a phrase is looked for that a follow-up can take the place of.
_TURNS_BACK = 3
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
    stem = statements.stem_of(last)
    alone = _WH_ALONE.match(bare)
    if (who := _WHO_SAID.match(bare)) and not (alone and _PASSIVE.search(stem)):
        return _who_said(last, bare, who["outlet"])
    if alone:
        asked = statements.asked_of(re.sub(r"(?i)^how come$", "why", alone["how"]), last)
        return _asked(asked) if asked else f"{stem}, {question.strip()}"
    return _of_statement(bare, history) or statements.said_there(bare, last) or _completed(question, history)


def _completed(question: str, history: Sequence[Turn]) -> str:
    last = history[-1]
    stem, bare = statements.stem_of(last), _bare(question)
    if compared := _COMPARED.match(bare):
        return f"{stem}, compared with {compared['other']}?"
    if (was := _WAS_THAT.match(bare)) and (asked := statements.asked_of("", last)):
        return _asked(f"{asked} {was['rest']}")
    rest = _OPENING.sub("", bare).strip()
    if found := _exchanged_anywhere(rest, history):
        return _asked(found)
    if says := _SAYS.match(rest):
        return _asked(_reply(says, history))
    if pointers.pointer(rest) or rest != bare or pointers.leans_unnamed(rest) or pointers.is_fragment(rest):
        return _asked(_in_full(pointers.owned_by_whom(rest, stem), history))
    return f"{stem}, {question.strip()}"


def _exchanged_anywhere(rest: str, history: Sequence[Turn]) -> str | None:
    """Return the latest question that has a phrase for the follow-up's to replace, or else the last with it at its end."""
    if not_but := _NOT_BUT.match(rest):
        rest = not_but["but"]
    elif pointers.is_fragment(bare := phrases.AMONG.sub("", _TAIL.sub("", rest))):
        rest = bare
    stems = [statements.stem_of(turn) for turn in reversed(history[-_TURNS_BACK:])]
    if phrases.TOTAL.match(rest):
        return phrases.totalled(stems)
    rest = pointers.placed(rest, stems[0], history)
    if _FIGURE_OF.search(rest) or _UP_TO.match(rest):
        # "And by Thursday?" goes on with a count, not with what was asked of it in passing.
        stems = [stem for stem in stems if _COUNT.match(stem)] or stems
    found = [_exchanged(rest, stem) for stem in stems]
    replaced = (put for put, stem in zip(found, stems, strict=True) if put and not phrases.only_adds(put, stem))
    return (found[0] if _SAYS.match(rest) else next(replaced, None)) or found[0]


def _exchanged(rest: str, stem: str) -> str | None:
    """Return a question with what the follow-up changes in it; `None` where it changes no phrase of it."""
    if _BELONGS.match(rest) and not re.match(r"(?i)who\b", stem) and not phrases.STRETCH.match(rest):
        rest = _BELONGS.sub("", rest)
    if among := _AMONG.match(rest):
        return phrases.substitute(rest[among.end() :], stem)
    rest = _CAPITAL.sub(lambda first: first.group().lower(), rest)
    if (says := _SAYS.match(rest)) and _COUNT.match(stem):
        return phrases.spoken(_speaker(says), stem)
    if pointers.is_fragment(rest) or _DURING.match(rest) or phrases.STRETCH.match(rest) or phrases.COURSE.match(rest):
        return phrases.substitute(rest, stem)
    return phrases.of_state(rest, stem)


def _speaker(says: re.Match[str]) -> str:
    return says["who"] or says["says"] or says["whose"] or says["by"]


def _reply(says: re.Match[str], history: Sequence[Turn]) -> str:
    """Return "what does the ministry say" with what it is asked about."""
    said, speaker = statements.statement(_answered(history)), _speaker(says)
    if said is None:
        return pointers.with_context(f"what did {speaker} say", statements.stem_of(history[-1]))
    return f"what did {speaker} say about the claim that {said}"


def _in_full(rest: str, history: Sequence[Turn]) -> str:
    last = history[-1]
    if _OF_EVENT.search(rest):
        # What began or ended is an event, of which another question may have asked.
        last = next((turn for turn in reversed(history) if referents.has_thing(statements.stem_of(turn))), last)
    named = pointers.without_pointers(rest, last)
    return pointers.with_context(named, statements.stem_of(last), keeps_day=not pointers.of_person(rest))


def _of_statement(bare: str, history: Sequence[Turn]) -> str | None:
    """Return "has that been verified" with what "that" is put in, where it is something that was said."""
    last = _answered(history)
    evidence, claimed = _EVIDENCE.search(bare), _CLAIMED.search(statements.stem_of(last))
    if evidence and claimed and pointers.pointer(bare):
        return _asked(f"{pointers.without_pointers(bare, last)} that {claimed['what']}")
    if (given := _THE_CLAIM.search(bare)) and (made := statements.statement(last)):
        return _asked(f"{_OPENING.sub('', bare[: given.start()])}the {given['noun']} that {made}")
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


def _answered(history: Sequence[Turn]) -> Turn:
    """Return the last turn that has an answer: what was said may stand before a question that none answers."""
    return next((turn for turn in reversed(history) if turn.answer), history[-1])


def _who_said(last: Turn, bare: str, outlet: str | None) -> str:
    stem = statements.stem_of(last)
    if re.match(r"(?i)who said that\b", stem):
        return f"{stem}?"
    verb = _SAYING.match(bare)
    said = statements.statement(last)
    if said is None and pointers.pointer(bare) and (last.answer or bare.endswith(" it")) and not outlet:
        return _asked(_in_full(bare, [last]))
    if said is None and not last.answer:
        return _asked(f"{outlet or 'who'} said {stem[:1].lower()}{stem[1:]}")
    if said is None and re.match(r"(?i)(?:who|whom|what|when|where|why|which|how)\b", stem):
        return f"Who said so: {stem} {_MARKERS.sub('', last.answer)}".rstrip(" .") + "?"
    return _asked(f"{outlet or 'who'} {verb['verb'].lower() if verb else 'said'} that {said or stem}")


def _bare(question: str) -> str:
    return " ".join(question.strip().rstrip("?.! ").split())


def _asked(text: str) -> str:
    text = " ".join(text.split()).strip(" ,?.")
    return f"{text[:1].upper()}{text[1:]}?"
