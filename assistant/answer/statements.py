"""What the last answer said, as a clause that a follow-up can ask about: who said it, why, whether it is verified."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.answer import counts, referents, verbs
from assistant.answer.circumstances import DAYS, NAME, PLACE, WHEN
from assistant.answer.phrases import AUX, COUNTED, STATES

if TYPE_CHECKING:
    from assistant.records import Turn

# "According to the Guard, how many did it kill?"
_LED = re.compile(
    r"^According to (?P<who>[^,]+), (?P<rest>(?:how|what|who|when|where|why|which|did|was|were|is)\b.+)$", re.IGNORECASE
)
_ITSELF = re.compile(r"(?<=\bdid\s)(?:it|they|he|she)\b|(?<=\bdoes\s)(?:it|he|she)\b")
_YES_NO = re.compile(rf"^(?P<aux>{AUX}) (?P<rest>.+)$", re.IGNORECASE)
_MARKERS = re.compile(r"\s*\[\d+\]")
_GIVEN_BY = re.compile(r"^According to [^:.]{2,80}: (?=[A-Z])")
# An answer of so few words is a value, of a few more where it has no stop; a longer one is a report's sentence.
_LONGEST_VALUE, _LONGEST_LIST = 6, 12
_LONGEST = 300
FIGURE = (
    r"(?:(?:at least|more than|over|only|nearly|about|around|some|up to|fewer than)\s)?"
    r"(?:\d[\d.,]*\d|\d|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    r"|sixteen|seventeen|eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-[a-z]+)?"
    r"|dozens|hundreds)"
)
_SAYS = re.compile(
    rf"^how (?:many|much) (?P<noun>.+?) (?P<aux>do|does|did) (?P<who>(?:the )?{NAME}|the [a-z]+|he|she|they|it)"
    r" (?P<verb>say|claim|count|report|put|name|give)(?P<rest>\b.*)$",
    re.IGNORECASE,
)
_CLAIM = re.compile(
    rf"^(?P<who>(?:the )?{NAME}|the [a-z]+)(?: \([A-Z]+\))? (?:said|says|claimed|claims|counted) (?P<what>.+)$"
)
_ATTRIBUTED = re.compile(
    rf",?\s(?:according to\s[^,]+|(?<=,\s)(?:he|she|they|it) (?:said|says|added)"
    rf"|(?<=,\s)(?:[A-Z][\w-]*|the|an?|officials|police)(?:\s[\w-]+){{0,4}}?"
    rf"\s(?:said|says|reported)"
    rf"(?:\s(?:on\s)?(?:{DAYS}|[\w ]{{1,20}}))?)$"
)
_ATTRIBUTING = re.compile(
    # "Envoy Ada Lee said in Dorn that …".
    rf"^(?:[\w'\u2019-]+ ){{0,5}}?{NAME} (?:said|says|told|reported|wrote)(?: (?:in|on|at) [\w ]{{2,40}}?)? that "
    rf"|^(?:the )?{NAME} (?:said|says|reported|wrote) (?:that )?"
    # "The head of the guard, Omer Falk, said …", "police chief Lena Ro said …".
    rf"|^[Tt]he (?:[\w\u2019'-]+ ){{1,8}}?[\w\u2019'-]+, {NAME}, (?:said|says) (?:that )?"
    rf"|^(?:[\w\u2019'-]+ ){{1,4}}?{NAME} (?:said|says) (?:that )?"
)
_SAYS_SO = re.compile(rf"^[Ww]hy (?:do|does|did) (?P<who>(?:the )?{NAME}|the [a-z]+) (?P<verb>say|claim)(?P<rest> .+)$")
_TIME = re.compile(r"\bwhat (?:time|hour)\b", re.IGNORECASE)
_DID = re.compile(
    rf"^[Hh]ow (?:many|much) (?P<noun>.+?) (?P<did>do|does|did) (?P<who>(?:the )?{NAME}|the [a-z]+|he|she|they|it)"
    r" (?P<verb>[a-z]+)(?P<rest>\b.*)$"
)
_IS = re.compile(r"^(?:what|which|who) (?P<verb>is|was|are|were) (?P<what>.+)$", re.IGNORECASE)
_DID_IT = re.compile(rf"^(?:who|what|which [a-z]+) (?!{AUX}\b)(?P<rest>[a-z].+)$", re.IGNORECASE)
_ASKED = re.compile(
    rf"^(?:when|where|why|how|what|(?:which|what)(?:\s[a-z]+){{1,2}}?"
    r"|(?:for|since|until|by|from|to|of|with|in|at) (?:how long|when|whom|what)"
    r"|(?:on|in|at|by|since|until|from|to) (?:what|which)(?:\s[a-z]+){1,2}?)"
    rf" (?P<rest>(?:{AUX}|is it that)\b.+)$",
    re.IGNORECASE,
)
_SAID_THAT = re.compile(
    r"^(?:and )?(?P<how>when|where|why|how|to whom) (?:did|does|do) (?:he|she|they|it) (?:say|announce|claim|tell)"
    r" (?:that|this|so|it)$",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"^what (?P<did>did|does|do) (?P<who>.+?) (?P<verb>say|announce|claim)\b(?P<rest>.*)$", re.IGNORECASE
)
_COUNTS = re.compile(rf"^how (?:many|much) (?P<noun>.+?) (?P<aux>{AUX}) (?P<rest>.+)$", re.IGNORECASE)
_LEAD = re.compile(r"^(?:how many|how much)\s+", re.IGNORECASE)
# Words whose capital is only that of a sentence's beginning.
_SMALL = frozenset((
    *("The", "A", "An", "At", "In", "On", "About", "More", "It", "Its", "Their", "His", "Her", "He", "She", "They"),
    *("There", "According", "No"),
))  # fmt: skip
# Those of `AUX` that stand by themselves.
_PASTS = frozenset(("died", "lost", "took", "fled", "left"))
_PAST = {"say": "said", "put": "put", "give": "gave"}


def stem_of(turn: Turn) -> str:
    """Return the question of a turn without its mark, and with who is to answer it at its end."""
    stem = turn.question.strip().rstrip("?.! ")
    led = _LED.match(stem)
    if led is None:
        return stem
    rest = _ITSELF.sub(led["who"], led["rest"], count=1)
    return f"{rest[:1].upper()}{rest[1:]} according to {led['who']}"


def value(last: Turn) -> str:
    """Return the short answer of a turn: all of a short one, or the figure that counts what was asked for; else ""."""
    answer = _said_in(last)
    if len(answer.split()) <= (_LONGEST_VALUE if answer.endswith(".") else _LONGEST_LIST):
        return answer.rstrip(".")
    counted = COUNTED.match(stem_of(last))
    if counted is None or not _LEAD.match(counted["lead"]):
        return ""
    noun = counted["noun"].split()
    head = noun[-1 if noun[0] == "of" else 0].rstrip("s")
    became = re.search(rf"\b(?:{STATES})\b", stem_of(last)[counted.end() :], re.IGNORECASE)
    # "63 dead, 31 people were missing; 177 had been rescued": what became of them tells the figure, else their noun.
    for telling in (became.group() if became else head, head):
        found = re.search(
            rf"\b(?P<figure>{FIGURE})\s+(?:(?!(?:and|or)\b|\d)[\w-]+\s+){{0,3}}?{re.escape(telling)}",
            answer,
            re.IGNORECASE,
        )
        if found:
            return found["figure"]
    return ""


def _said_in(last: Turn) -> str:
    """Return the answer of a turn without its marks and without who gives its first sentence."""
    return _GIVEN_BY.sub("", _MARKERS.sub("", last.answer).strip())


def statement(last: Turn) -> str | None:
    """Return what the last turn says as a clause: "31 people were killed"; `None` where its words do not make one."""
    short = value(last)
    # Why somebody says so is no part of what they say.
    if says := _SAYS_SO.match(stem_of(last)):
        return f"{says['who']} {_PAST.get(says['verb'], says['verb'] + 'ed')}{says['rest']}"
    if short and (made := _stated(stem_of(last), short)):
        return made
    answer = _said_in(last)
    first = re.split(r"(?<=[.!?])\s", answer, maxsplit=1)[0].rstrip(".") if answer else ""
    if len(first.split()) <= _LONGEST_VALUE or len(first) > _LONGEST:
        return None
    return _uncapitalised(first)


def claim(said: str) -> str:
    """Return a statement as a claim: "the Guard's claim that it killed 5 men", "the claim that 5 men were killed"."""
    match = _CLAIM.match(said)
    if match is None:
        return f"the claim that {said}"
    owning = "\u2019" if match["who"].endswith("s") else "\u2019s"
    what = match["what"].removeprefix("that ")
    return f"{match['who']}{owning} claim {what if what.startswith('to ') else f'that {what}'}"


def unattributed(said: str) -> str:
    """Return a statement without who makes it, which is asked for: "he was freed, the Guard said"."""
    bare = _ATTRIBUTED.sub("", said)
    return bare if bare != said else _ATTRIBUTING.sub("", said)


def _stated(stem: str, short: str) -> str | None:
    """Return a question and its short answer as a clause."""
    if says := _SAYS.match(stem):
        return _said(says, short)
    if did := _DID.match(stem):
        return f"{did['who']} {did['did']} {did['verb']} {short} {did['noun']}{did['rest']}"
    if _LEAD.match(stem):
        counted = COUNTED.match(stem)
        # "No passenger" has the noun in it.
        if counted and short.rsplit(maxsplit=1)[-1].rstrip("s") == counted["noun"].split()[-1].rstrip("s"):
            return f"{_uncapitalised(short)}{stem[counted.end() :]}"
        return f"{short} {_LEAD.sub('', stem)}"
    if match := _IS.match(stem):
        return f"{match['what']} {match['verb']} {short}"
    match = _DID_IT.match(stem)
    return f"{short} {match['rest']}" if match else None


def _uncapitalised(text: str) -> str:
    opening, _, rest = text.partition(" ")
    return f"{opening.lower()} {rest}".strip() if opening in _SMALL else text


def said_there(question: str, last: Turn) -> str | None:
    """Return "when did she say that" with what was asked about it: "when did she say that about the fire"."""
    match, told = _SAID_THAT.match(question), _TOLD.match(stem_of(last))
    if match is None or told is None:
        return None
    return f"{match['how'].capitalize()} {told['did']} {told['who']} {told['verb']} that{told['rest']}?"


def asked_of(how: str, last: Turn) -> str | None:  # noqa: PLR0911 - one for each form of question
    """Return the question that "Why?" or "For how long?" is after the last turn; `None` where none is known."""
    stem = stem_of(last)
    much = re.search(r"\sso (?:many|much|few|little)$", how, re.IGNORECASE)
    if match := _COUNTS.match(stem):
        if much:
            return f"{how[: much.start()]} {match['aux']}{much.group()} {match['noun']} {match['rest']}"
        if base := verbs.base(match["aux"].lower()) if match["aux"].lower() in _PASTS else None:
            return f"{how} did {match['noun']} {base} {match['rest']}"
        if match["aux"].lower() in ("do", "does", "did"):
            return f"{how} {match['aux']} {match['rest']} {match['noun']}"
        return f"{how} {match['aux']} {match['noun']} {match['rest']}"
    if not much and (did := counts.what_they_did(how, stem)):
        return did
    if match := _ASKED.match(stem):
        when = WHEN.search(last.answer) if _TIME.search(how) and stem.lower().startswith("when") else None
        # "At what time?" is of the day that was answered.
        return f"{how} {match['rest']} {when.group()}" if when and not WHEN.search(stem) else f"{how} {match['rest']}"
    if (match := _IS.match(stem)) and (found := value(last) or _named(last)):
        return f"{how} {match['verb']} {found} {match['what']}"
    if match := _YES_NO.match(stem):
        return f"{how} {match['aux'].lower()} {match['rest']}"
    if match := _DID_IT.match(stem):
        who = re.sub(r"^The\b", "the", value(last) or _named(last) or _nobody(stem))
        past, _, rest = match["rest"].partition(" ")
        return (
            f"{how} did {who} {base} {rest}"
            if (base := verbs.base(past))
            else f"{how} is it that {who} {match['rest']}"
        )
    return None


def _named(last: Turn) -> str | None:
    """Return those that the answer names and the question does not: "Pakistan and China"."""
    stem = stem_of(last)
    if not re.match(r"(?:who|which)\b", stem, re.IGNORECASE):
        return None
    found = referents.group(stem, last.answer) or ""
    return found if " and " in found else next(iter(referents.named_in(last.answer, stem)), None)


def _nobody(stem: str) -> str:
    """Return who did it in a question that asks who did: "countries" of "which countries put a hold on it"."""
    asked = stem.split()
    return asked[1] if asked[0].lower() == "which" else {"who": "somebody"}.get(asked[0].lower(), "something")


def _said(match: re.Match[str], short: str) -> str:
    verb = match["verb"].lower()
    past = _PAST.get(verb, f"{verb.rstrip('e')}ed")
    said = {"did": past, "does": f"{verb}s"}.get(match["aux"].lower(), verb)
    rest, counted = match["rest"], f" {short} {match['noun']}"
    # "Claimed to have killed 280 soldiers by 3 February", not "by 3 February 280 soldiers".
    starts = [found.start() - 1 for pattern in (WHEN, PLACE) if (found := pattern.search(rest))]
    # "Said 68 soldiers died inside the camp": what is said of them goes behind them.
    place = 0 if re.match(rf"\s{AUX}\b", rest) else min(starts, default=len(rest))
    return f"{match['who']} {said}{rest[:place]}{counted}{rest[place:]}"


def happened(stem: str) -> str | None:
    """Return what "when was the town retaken" asks the time of: "the town was retaken"."""
    match = re.match(
        rf"(?i:when|where|why|how) (?P<was>was|were) (?P<what>(?:the\s[a-z]+|{NAME})) (?P<done>[a-z].*)$", stem
    )
    return f"{match['what']} {match['was']} {match['done']}" if match else None
