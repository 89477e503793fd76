"""Follow-ups that leave their noun out, put it in front, or point to one of several that were named."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.answer import counts, nouns, phrases, referents, statements
from assistant.answer.circumstances import NAME, WHEN
from assistant.answer.phrases import AUX, COUNTED
from assistant.records import Turn

if TYPE_CHECKING:
    from collections.abc import Sequence

# "Saindak, who runs it?", "the captain, is he still held?"
_FRONTED = re.compile(
    r"^(?P<what>(?!(?:In|On|At|By|From|After|Before|According|Since|Until)\b)"
    rf"(?:(?:[Tt]he\s)?{NAME}(?:\s[a-z]+)?|[Tt]he\s[a-z]+(?:\s[a-z]+)?)),\s"
    rf"(?P<asked>(?i:(?:who|whom|what|when|where|why|how)\b|{AUX}\s).+)$"
)
_POINTING = re.compile(
    r"\b(?:(?P<it>it|that|he|she|him|they|them)|(?P<there>there)|(?P<owner>his|her|its|their))\b", re.IGNORECASE
)
# "How many are still open?", "how many does it hold?"
_COUNT_ALONE = re.compile(
    r"^how many (?P<rest>(?:does|did|do|have|has|had|were|are|is|was)\s(?!there\b).+)$", re.IGNORECASE
)
_COUNT_STILL = re.compile(r"^(?:how many )?(?P<still>still|now|currently|already) (?P<how>[a-z]+)$", re.IGNORECASE)
_THE_PLURAL = re.compile(rf"\bthe\s(?P<noun>{nouns.PLURAL})\b")
_BY_ACCOUNT = re.compile(
    r"^(?:and )?(?P<how>who|whom|what|when|where|why|how)\s*,?\s(?P<whose>according to .+)$", re.IGNORECASE
)
_WHO_COUNTED = re.compile(
    r"^(?:and )?who (?:was it (?:that|who) )?(?P<verb>said|says|claimed|claims|reported|counted|gave|spoke of)"
    r"(?: that| there were| it was)?(?: the (?:figure|number)(?: of)?)? "
    rf"(?P<figure>{statements.FIGURE})(?P<noun>(?:\s[a-z]+){{0,2}})$",
    re.IGNORECASE,
)
# What was done to somebody, as the event that it was.
_EVENTS = {
    "bombed": "bombing of", "attacked": "attack on", "raided": "raid on", "hijacked": "hijacking of",
    "killed": "killing of", "shot": "shooting of", "robbed": "robbery of", "abducted": "abduction of",
    "kidnapped": "kidnapping of", "seized": "seizure of", "stormed": "storming of", "ambushed": "ambush of",
    "assassinated": "assassination of", "destroyed": "destruction of", "murdered": "murder of", "burnt": "burning of",
    "arrested": "arrest of", "detained": "detention of", "closed": "closure of", "cancelled": "cancellation of",
}  # fmt: skip
_DONE_TO = re.compile(
    r"^(?:\w+\s)?(?:(?:when|where|why|how|what time) (?:was|were) (?P<what>.+?)"
    r"|how many (?P<many>.+?) (?:was|were|have been|had been)) "
    rf"(?P<done>{'|'.join(_EVENTS)})\b(?P<rest>.*)$",
    re.IGNORECASE,
)
_BEHIND_IT = re.compile(
    r"\b(?P<what>behind|responsible for|to blame for|blamed for|claimed?|caused?|planned?|carried out|carry out"
    r"|arrested for|charged with|jailed for|detained for|condemn\w*|order(?:ed)?|investigat\w+|react\w* to|deny|denied)"
    r" (?:it|that|this)\b",
    re.IGNORECASE,
)
_DID_IT = re.compile(r"\b(?P<did>did|do) (?:it|that|this)$", re.IGNORECASE)
WHO_DID = re.compile(r"^(?:and )?who (?:did (?:it|that|this)|claimed it)$", re.IGNORECASE)
_ONE_OF = re.compile(
    r"\bthe (?:(?P<one>first|second|third|last|other|former|latter) one\b|(?P<bare>former|latter|other(?=,|$)))",
    re.IGNORECASE,
)
_PLACES = {"first": 0, "former": 0, "second": 1, "third": 2, "last": -1, "latter": -1}
_LEAST_NAMED = 2


# "How many dead in Dorn?", "those freed, how many?", "the toll by the Courier".
_DEAD_THERE = re.compile(
    r"\bhow many (?P<state>dead|killed|wounded|injured|hurt|missing|arrested)(?=\s(?:in|at|near|there)\b)",
    re.IGNORECASE,
)
# "The same in Dorn", "the same for Norvia", "how does that compare with the army's count".
THE_SAME = re.compile(
    r"^(?P<and>and )?(?:(?:is it |was it |and )?the same (?:(?:for|with|of) |(?=(?:in|at|on|near) ))"
    r"|how (?:does|do|did) (?:that|this|it|they) compare (?:with|to) )",
    re.IGNORECASE,
)
_THOSE = re.compile(rf"^(?P<and>and )?(?:those|the ones) (?P<state>{phrases.STATES}), how many$", re.IGNORECASE)
_FIGURE_BY = re.compile(
    rf"(?P<lead>^|^and )(?:the )?(?:death )?(?:count|figure|number|toll|estimate) (?:(?:given )?by|from|according to)"
    rf" (?P<who>(?:the )?{NAME}|the [a-z]+)$",
    re.IGNORECASE,
)
_NAMES_OF = re.compile(
    r"^(?:the )?(?P<what>names?|identit(?:y|ies)|ages?|ranks?|nationalit(?:y|ies)) of"
    r" (?P<whom>(?:the|those) [a-z ]+)$",
    re.IGNORECASE,
)
# What a place or an event has one of.
_HAS_ONE = re.compile(
    r"^(?:(?:the|its) )?(?P<what>area|size|population|capital|motive|cause|length|height|budget)$", re.IGNORECASE
)


def written_out(bare: str) -> str:
    """Return a follow-up whose few words stand for a usual form in that form: "how many dead in Dorn"."""
    bare = THE_SAME.sub(lambda same: same["and"] or "", bare)
    bare = _DEAD_THERE.sub(
        lambda dead: f"how many people were {'killed' if dead['state'].lower() == 'dead' else dead['state']}", bare
    )
    bare = _THOSE.sub(lambda those: f"{those['and'] or ''}how many were {those['state']}", bare)
    return _FIGURE_BY.sub(lambda by: f"{by['lead']}according to {by['who']}", bare)


def names_of(rest: str) -> str | None:
    """Return "names of the soldiers" as a question; `None` for another form."""
    match = _NAMES_OF.match(rest)
    if match is None:
        return None
    several = re.search(nouns.PLURAL + "$", match["what"].lower()) is not None
    owning = "\u2019" if match["whom"].endswith("s") else "\u2019s"
    return f"what {'are' if several else 'is'} {match['whom']}{owning} {match['what'].lower()}"


def attribute(rest: str, stem: str) -> str | None:
    """Return "area" as a question about what `stem` speaks of; `None` for another form."""
    match, of_what = _HAS_ONE.match(rest), referents.thing(stem)
    return f"what is the {match['what'].lower()} of {of_what}" if match and of_what else None


def who_counted(bare: str, history: Sequence[Turn]) -> str | None:
    """Return "who said twelve soldiers" with what was counted before; `None` for another form or where nothing was."""
    match = _WHO_COUNTED.match(bare)
    before = [counted for turn in reversed(history) if (counted := COUNTED.match(statements.stem_of(turn)))]
    if match is None or not before:
        return None
    noun = match["noun"].strip()
    same = (counted for counted in before if noun and noun.split()[-1] in counted["noun"].split())
    counted = next(same, before[0])
    verb = {"gave": "said", "spoke of": "said"}.get(match["verb"].lower(), match["verb"].lower())
    rest = phrases.SPEAKER.sub("", counted.string[counted.end() :])
    return f"who {verb} that {match['figure']} {noun or counted['noun']}{rest}"


def by_account(bare: str, last: Turn) -> str | None:
    """Return "how, according to the army" with what was asked before; `None` for another form."""
    match = _BY_ACCOUNT.match(bare)
    asked = match and statements.asked_of(
        match["how"], Turn(question=phrases.SPEAKER.sub("", statements.stem_of(last)).strip(" ,"), answer=last.answer)
    )
    return f"{asked} {match['whose']}" if match and asked else None


def fronted(rest: str) -> str | None:
    """Return "the captain, is he still held" as "is the captain still held"; `None` for another form."""
    match = _FRONTED.match(rest)
    pointing = _POINTING.search(match["asked"]) if match else None
    if match is None or pointing is None:
        return None
    what = re.sub(r"^The\b", "the", match["what"])
    named = f"in {what}" if pointing["there"] else f"{what}\u2019s" if pointing["owner"] else what
    return f"{match['asked'][: pointing.start()]}{named}{match['asked'][pointing.end() :]}"


def counted_anew(rest: str, stem: str) -> str | None:
    """Return "how many does it hold" with what was counted or spoken of; `None` for another form or without such."""
    still, alone = _COUNT_STILL.match(rest), _COUNT_ALONE.match(rest)
    if still is None and (alone is None or nouns.is_counted(rest)):
        return None
    # "Which companies withdrew staff after the attacks": not of these, how many.
    asks_who = re.match(r"(?:who|which)\b", stem, re.IGNORECASE)
    plain = "" if asks_who else phrases.SPEAKER.sub("", stem)
    spoken_of = [match["noun"] for match in _THE_PLURAL.finditer(plain)]
    noun = counts.counted(stem) or next(reversed(spoken_of), None)
    if noun is None:
        return None
    if still:
        return f"how many {noun} are {still['still']} {still['how']}"
    return f"how many {noun} {alone['rest']}" if alone else None


def of_what_was_done(rest: str, stem: str) -> str | None:
    """Return "who was behind it" as "who was behind the bombing of the bus"; `None` where nothing was done."""
    done = _DONE_TO.match(phrases.SPEAKER.sub("", stem))
    event = f"the {_EVENTS[done['done'].lower()]} {done['what'] or done['many']}{done['rest']}" if done else None
    if event is None:
        event = referents.happening(stem)
    if event is None:
        return None
    if _DID_IT.search(rest) and not re.match(r"(?i)(?:why|when|where|how)\b", rest):
        return _DID_IT.sub(lambda did: f"{'carried' if did['did'].lower() == 'did' else 'carry'} out {event}", rest)
    return _BEHIND_IT.sub(lambda behind: f"{behind['what']} {event}", rest) if _BEHIND_IT.search(rest) else None


def named_one(text: str, history: Sequence[Turn]) -> str:
    """Return `text` with "the first one", "the other one" by name, where an answer named several; else as it is."""
    match = _ONE_OF.search(text)
    listed = [_listed(turn) for turn in reversed(history)] if match else []
    several = [names for names in listed if len(names) >= _LEAST_NAMED]
    if match is None or not several:
        return text
    which = (match["one"] or match["bare"]).lower()
    names = several[0]
    if which == "other":
        before = history[-1].question
        names = next((names for names in several if any(name in before for name in names)), names)
        name = next((name for name in names if name not in before), names[-1])
    else:
        place = _PLACES[which]
        name = names[place] if place < len(names) else names[-1]
    return f"{text[: match.start()]}{name}{text[match.end() :]}"


def _listed(turn: Turn) -> list[str]:
    """Return those whom the answer of a turn names and its question does not: people, or else whatever has a name."""
    stem = statements.stem_of(turn)
    people = list(dict.fromkeys(referents.named_in(turn.answer, stem)))
    if len(people) >= _LEAST_NAMED:
        return sorted(people, key=turn.answer.index)
    named = (match.group() for match in phrases.NAMES.finditer(turn.answer) if not WHEN.fullmatch(match.group()))
    return [name for name in dict.fromkeys(named) if name not in stem]
