"""What a sentence makes more of than its source: a denied report, a condition, a plan, "some", a rise."""

from __future__ import annotations

import re

from assistant.verify.wording import STEM, base_forms, stems

_REJECTED = re.compile(
    r"\b(?:(?:reject|dismiss|den(?:y|ied|ies)|refut|rebut)\w*\s(?:\w+\s){0,3}?(?:reports?|claims?|allegations?|"
    r"suggestions?|rumou?rs?|accusations?|accounts?)\b"
    r"|(?:untrue|false|incorrect|not true|no truth|not the case)\s(?:\w+\s){0,4}?that\b)",
    re.IGNORECASE,
)
_REJECTS = re.compile(
    r"\b(?:reject|dismiss|den(?:y|ied|ies|ial)|refut|rebut|untrue|false|incorrect|not|no|never|dispute|contest)\w*\b",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"(?:^|(?<=[,;:]\s)|\b(?:that|but|and)\s)(?:Had|Were|Should|had|were|should)\s(?:\w+\s)+?(?P<tail>[^,;]*),\s"
    r"|(?<!asked )(?<!ask )(?<!know )(?<!unclear )(?<!see )\b(?:if|unless|provided that)\s[^,;]*(?:,\s)?",
    re.IGNORECASE,
)
_WOULD = re.compile(r"\b(?:will|would|could|might|shall)\b|\u2019ll\b", re.IGNORECASE)
_CONDITIONAL = re.compile(
    r"\b(?:if|unless|should|would|could|might|may|had|provided|case|threat\w*|risk\w*|possib\w*|when|depend\w*)\b",
    re.IGNORECASE,
)
_PLANNED = re.compile(
    r"\b(?:plan(?:s|ned|ning)?|intend(?:s|ed|ing)?|hop(?:es?|ed|ing)|wants?|wanted|vow(?:s|ed)|promis(?:es?|ed)"
    r"|pledg(?:es?|ed)|prepar(?:es?|ed|ing)|about|ready|willing)\sto\s(?:\w+ly\s)?(?P<verb>[a-z]+)",
    re.IGNORECASE,
)
_MAY = re.compile(r"\b(?:may|might|could)\s(?:\w+ly\s|still\s)?(?P<verb>[a-z]+)")
_AHEAD = r"(?:to|will|would|could|may|might|should|of|not)\s(?:\w+\s)?"
# What a word before a noun says of how many: the higher, the more.
_SHARES = {"few": 1, "some": 2, "several": 2, "many": 3, "most": 4, "all": 5, "every": 5}
_SHARE = re.compile(
    rf"(?<!\bat )(?<!\bnot )\b(?P<share>{'|'.join(_SHARES)})\s(?:of\s)?"
    r"(?:the\s|its\s|their\s|them\s)?(?P<what>[a-z]{3,})",
    re.IGNORECASE,
)
_UP = re.compile(
    r"\b(?:r[oi]se[sn]?|rising|increas\w+|climb\w*|grew|grow(?:s|n|ing)?|jump\w*|surg\w+|soar\w*)\b", re.IGNORECASE
)
_DOWN = re.compile(
    r"\b(?:f[ae]ll(?:s|en|ing)?|drop(?:s|ped|ping)?|declin\w+|decreas\w+|shr[aiu]nk\w*|plung\w+|slump\w*)\b",
    re.IGNORECASE,
)


def rejected(sentence: str, source: str) -> str | None:
    """Return with what words `source` calls untrue what the sentence says as a fact or as said."""
    if _REJECTS.search(sentence):
        return None
    for match in _REJECTED.finditer(source):
        if _repeats(sentence, re.split(r"[,;]\s", source[match.end() :], maxsplit=1)[0]):
            return match.group()
    return None


def unconditional(sentence: str, source: str) -> str | None:
    """Return the condition under which `source` says what the sentence says without one."""
    if _CONDITIONAL.search(sentence):
        return None
    for match in _CONDITION.finditer(source):
        after = re.split(r"[;:,]\s", source[match.end() :], maxsplit=1)[0]
        before = re.split(r"[;:,]\s", source[: match.start()])[-1]
        for result in (after, before):
            if _WOULD.search(result) and _repeats(sentence, result):
                return match.group().strip(" ,")
    return None


def carried_out(sentence: str, source: str) -> str | None:
    """Return the plan of `source` that the sentence tells as done."""
    sentence = base_forms(sentence)
    for match in _PLANNED.finditer(source):
        stem = match["verb"].lower()[:STEM]
        elsewhere = f"{source[: match.start()]} {source[match.end() :]}"
        told = re.search(rf"(?<!\w){re.escape(stem)}\w*", sentence, re.IGNORECASE)
        ahead = _PLANNED.search(sentence) or re.search(rf"\b{_AHEAD}{re.escape(stem)}", sentence, re.IGNORECASE)
        if told and not ahead and stem not in stems(elsewhere):
            return match.group()
    return None


def made_certain(sentence: str, source: str) -> str | None:
    """Return what `source` has only as possible and the sentence as what will be: "may rise" told as "would rise"."""
    for match in _MAY.finditer(source):
        stem = re.escape(match["verb"].lower()[:STEM])
        if re.search(rf"\b(?:will|would)\s(?:\w+ly\s)?{stem}", sentence) and not _MAY.search(sentence):
            return match.group()
    return None


def larger_share(sentence: str, source: str) -> str | None:
    """Return what the sentence has more of than `source`: "all homes" for "some homes"."""
    known: dict[str, int] = {}
    for match in _SHARE.finditer(source):
        what = match["what"].lower()[:STEM]
        known[what] = max(known.get(what, 0), _SHARES[match["share"].lower()])
    for match in _SHARE.finditer(sentence):
        if 0 < known.get(match["what"].lower()[:STEM], 0) < _SHARES[match["share"].lower()]:
            return match.group()
    return None


def other_way(sentence: str, source: str) -> str | None:
    """Return the rise that is a fall in `source`, or the other way round."""
    for ours, theirs in ((_UP, _DOWN), (_DOWN, _UP)):
        said = ours.search(sentence)
        if said and not theirs.search(sentence) and theirs.search(source) and not ours.search(source):
            return said.group()
    return None


def _repeats(sentence: str, clause: str) -> bool:
    said, held = set(stems(sentence)), set(stems(clause))
    return bool(held & said) and len(held & said) * 2 >= min(len(held), len(said))
