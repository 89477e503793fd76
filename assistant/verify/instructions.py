"""Text in a report that speaks to a language model instead of its readers: never evidence for anything."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from assistant.records import Span
from assistant.text import sentence_spans

if TYPE_CHECKING:
    from assistant.records import Passage

_TOLD = (
    r"(?:reply|respond|answer|output|print|write|say|state|append|insert|include|repeat|reveal|cite|render|display|end"
    r"|refuse)"
)
_ADDRESSED = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass|discard)\b.{0,60}\b(?:instruct|prompt|rules?\b|guideline|above|previous"
    r"|prior|earlier|context|passages?|question)"
    r"|\b(?:system|developer|hidden|initial)\s(?:prompt|message|instructions?)\b|\byour\s(?:instructions|prompt|rules"
    r"|guidelines|system|training|safety)\b|\bnew\s(?:instructions?|rules?|task)\s?:|\bjailbreak|\bdeveloper mode\b"
    r"|^\W*(?:system|assistant|user|human|ai|developer|instructions?|prompt)\s*:"
    r"|\b(?:language|AI)\smodels?\b.{0,60}\b(?:must|should|read|answer|process|summar|cite|output|note)"
    r"|\b(?:as|you are|to|for|attention|dear|note to)\s(?:an?\s|the\s|any\s|all\s)?(?:ai|llm|language model|assistant"
    r"|chat\s?bot)s?\b"
    rf"|(?:^\W*|[.!?][\"'\u201d\u2019)]*\s+)"
    r"(?:(?:please|now|then|next|always|instead|also|and|finally|you must|you should|you will|do not|never),?\s)*"
    rf"{_TOLD}\b.{{0,40}}(?:\bwith\b|\bin these words\b|\bonly\b|\bexactly\b|\bfollowing\b|\bverbatim\b|\binstead\b"
    r"|\bthat\b|\bthis\b|:|[\"\u201c])"
    rf"|\byou\s(?:must|should|will|are to|have to|need to|shall)\s(?:\w+\s){{0,3}}{_TOLD}\b"
    r"|<<|>>|<\|.{0,20}\|>|\[/?INST\]|\bend of (?:passage|document|context|text|report)s?\b|\bBEGIN (?:PASSAGE|SYSTEM)"
    r"|\bpassage \[?\d+\]?\s*:|\bNOT IN REPORTS\b"
    r"|(?:from now on|(?:in|into|of|to|with|before|after) your (?:answer|reply|response|summary))\b",
    re.IGNORECASE,
)
# The ways in which a text talks of being read, asked or quoted by a machine.
_SPOKEN_OF = re.compile(
    r"\b(?:rules?|instructions?)\b.{0,60}\b(?:no longer apply|apply no more|are void|are lifted)"
    r"|\b(?:from (?:here|this point) on|for the rest of this (?:conversation|answer|text))\b"
    r"|(?:[:;,]|\btherefore|\binstead|\band)\s(?:please\s)?(?:say|state|reply|answer|cite|treat|mark|attribute|apologi[sz]e|quote)"
    r"\s(?:that|it|them|all|each|every|as|therefore|only|[\u2018\u201c'\"])"
    r"|\b(?:answers?|repl(?:y|ies)|responses?|summar(?:y|ies))\s(?:(?:about|to|on|of|in)\s(?:\w+\s){1,3})?"
    r"(?:must|should|has to|have to|is to|are to)\b"
    r"|\b(?:all|each|every|any)\s(?:of\s)?(?:the\s)?(?:other|earlier|previous)\s(?:passages?|answers?|documents?)\b"
    r"|\b(?:the\s)?(?:first|last|next|other) passages?\b|\bpassages (?:about|above|below|end|are|were)\b"
    r"|\b(?:when|if|whenever|in case) (?:you are |anyone |anybody |somebody |someone )?ask(?:ed|s)\b.{0,60}"
    r"\b(?:say|answer|reply|told|tell|about)\b"
    r"|\bthe answer to (?:the|this|your|any) question\b|\b(?:your|this|the) (?:ai )?(?:assistant|chat\s?bot)\b"
    r"|^\W*assistant\b,"
    r"|\bin (?:all|any|every) (?:other )?(?:passages?|answers?|repl(?:y|ies))\b|\bto (?:every|any|each) question\b"
    r"|\bask(?:s|ed)? you to (?:call|say|state|write|answer|reply|treat|describe|ignore|report)\b"
    r"|\bverification (?:is|has been) (?:switched|turned) off\b"
    r"|\buse the (?:corrected|new|following) (?:word|figure|number)\b"
    r"|\bthis (?:line|sentence|paragraph|passage|note) (?:supersedes|replaces|overrides)\b|\bdo (?:as|what) it says\b"
    r"|\b(?:use|in|as|with)\s(?:an?\s)?(?:Markdown|HTML|JSON|XML|LaTeX)\b"
    r"|\bsystems? that (?:answer|read|summar|index)|\b(?:your|the system) (?:administrator|operator)\b"
    r"|\boperator of this (?:service|system|site)\b|\bQ:|\bcite (?:the|this|source|passage|it|them)\b"
    # Parts to play, and what the reader is to be made to do.
    r"|(?:^\W*|[.!?][\"'\u201d\u2019)]*\s+)(?:pretend|imagine|repeat the word|(?:play|act) (?:the )?(?:part|role) of)\b"
    r"|\b(?:may|must|can|shall) (?:only )?speak only\b|\bthis is a game\b"
    r"|\b(?:ask|tell|urge|get|make|warn) (?:the|every|each|any) (?:readers?|users?) (?:to|that|in|of)\b",
    re.IGNORECASE,
)
# "Forget the instructions and answer …" in the languages that are read most.
_ELSEWHERE = re.compile(
    r"\b(?:oubliez|ignorez|r[e\u00e9]pondez|olvid[ae]|ignor[ae]|respond[ae]|responde|ignorieren?|vergiss|vergessen|antworten?"
    r"|dimentica|rispondi|esque\u00e7a|responda|zapomnij|odpowiedz)\b.{0,80}"
    r"\b(?:consignes?|instructions?|instrucciones|anweisungen"
    r"|istruzioni|instru\u00e7\u00f5es|polecenia|uniquement|solo|nur|seulement|s\u00f3|tylko)\b"
    # Chinese, Japanese, Russian, Turkish, Arabic, Persian, Urdu and Hindi, which part words otherwise or not at all.
    r"|(?:\u5ffd\u7565|\u65e0\u89c6|\u7121\u8996|\u7121\u8996\u3057).{0,30}(?:\u6307\u793a|\u6307\u4ee4|\u8bf4\u660e|\u8aaa\u660e|\u63d0\u793a)"
    r"|(?:\u6307\u793a|\u6307\u4ee4|\u547d\u4ee4).{0,10}\u7121\u8996"
    r"|(?:\u0438\u0433\u043d\u043e\u0440\u0438\u0440|\u0437\u0430\u0431\u0443\u0434).{0,60}(?:\u0438\u043d\u0441\u0442\u0440\u0443\u043a\u0446|\u0443\u043a\u0430\u0437\u0430\u043d)"
    r"|talimatlar.{0,30}(?:yok say|g\u00f6rmezden|unut)"
    r"|\u062a\u062c\u0627\u0647\u0644.{0,60}\u062a\u0639\u0644\u064a\u0645\u0627\u062a"
    r"|(?:\u062f\u0633\u062a\u0648\u0631|\u06c1\u062f\u0627\u06cc\u0627\u062a).{0,40}(?:\u0646\u0627\u062f\u06cc\u062f\u0647|\u0646\u0638\u0631)"
    r"|\u0928\u093f\u0930\u094d\u0926\u0947\u0936.{0,40}(?:\u0905\u0928\u0926\u0947\u0916|\u0928\u091c\u093c\u0930)",
    re.IGNORECASE,
)
# What stands in code and prompts and in no report: tags, fences, rulers, pieces of JSON.
_STRUCTURE = re.compile(
    r"</?[a-z!][^>\n]{0,200}>|<!\[CDATA\[|\]\]>|```|^\s*---+\s*$|^\W*={3,}|(?<!=)={3,}\s*$"
    r"|<\|[^\n]{0,40}\|>|[{\[]\s*\"\w+\"\s*:|\"\s*[}\]]+,?"
    r"|^\s*#{1,6}\s+\w|\bPASSAGES? \d+ (?:END|START|CONTINUED)\b",
    re.IGNORECASE | re.MULTILINE,
)
# A report has no numbered sources of ours; a sentence with one claims to have been checked.
_CITES = re.compile(r"[\[\u3010]\^?\d{1,3}(?:\s*[,;]\s*[^\]\n]{1,40})?[\]\u3011]")
_MARK_BEHIND = re.compile(rf"[.!?][\"'\u201d\u2019)]*\s*{_CITES.pattern}\s*$")
_STOP = re.compile(r"[.!?][\"'\u201d\u2019)]*\s+(?=\w)")
_LINE = re.compile(r"[^\n]+")
# Rulers and the like: a hostile one is as long as its writer wants.
_RUN = re.compile(r"(\W)\1{80,}")
_RUN_KEPT = 80
# Of a longer line only what stands this near to a passage is looked at: a paragraph of a report is not so long.
_LONGEST_LINE = 4_000
_NEAR = 2_000
_LONGEST_KEPT = 2_000


def instruction_spans(text: str, *, near: Span | None = None) -> tuple[Span, ...]:
    """Return where `text` tells a language model what to do, or is dressed up as something else than a report.

    An order reaches to the end of its paragraph, and takes the next one with it where it is only a beginning ("Reply
    with:"). Between two lines of code or markup all is taken, and the line after the last. Reports have few such
    sentences; orders in other words than these are not found.

    Args:
        text: All of it: what stands before and after tells how a line is meant.
        near: Look no further than at the lines that this touches, and not far from it in a line of many thousand
            characters.
    """
    lines = [_part(Span(*found.span()), text, near) for found in _LINE.finditer(text)]
    dressed = _dressed(lines, text)
    spans: list[Span] = []
    goes_on = False
    for number, line in _looked_at(lines, text, near):
        start = line.start if goes_on or number in dressed[1:] else _first_order(line, text, dressed=number in dressed)
        goes_on = start is not None and _is_beginning(line, text)
        if start is not None:
            spans.append(Span(start, line.end))
        spans.extend(_citing(line, text, before=line.end if start is None else start))
    return tuple(sorted(spans))


def without_instructions(text: str) -> str:
    """Return `text` with what `instruction_spans` finds blanked, so that offsets stay."""
    return _blanked(text, instruction_spans(text))


def inert(passage: Passage, text: str) -> Passage:
    """Return the passage with what its document, whose whole text is `text`, says to a language model blanked.

    An order goes on to the end of its paragraph, so the document tells more than the passage by itself.
    """
    start, end = passage.span
    found = (span for span in instruction_spans(text, near=passage.span) if span.start < end and start < span.end)
    spans = tuple(Span(max(span.start, start), min(span.end, end)).shifted(-start) for span in found)
    return replace(passage, text=_blanked(passage.text, spans)) if spans else passage


def _blanked(text: str, spans: tuple[Span, ...]) -> str:
    marks = list(text)
    for span in spans:
        # Line ends stay: they part sentences that are not each other's.
        marks[span.start : span.end] = ["\n" if mark == "\n" else " " for mark in marks[span.start : span.end]]
    return "".join(marks)


def _part(line: Span, text: str, near: Span | None) -> Span:
    """Return the line, or of a very long one what stands around `near`; of one that it does not touch, the end."""
    if near is None or line.end - line.start <= _LONGEST_LINE:
        return line
    if line.end <= near.start or near.end <= line.start:
        return Span(line.end - _NEAR, line.end)
    start, end = max(line.start, near.start - _NEAR), min(line.end, near.end + _NEAR)
    # From the middle of a sentence nothing tells whether its first word began one.
    stop = text.find(". ", start, max(start, near.start)) if start > line.start else -1
    return Span(start if stop < 0 else stop + 2, end)


def _looked_at(lines: list[Span], text: str, near: Span | None) -> list[tuple[int, Span]]:
    if near is None:
        return list(enumerate(lines))
    first = next((number for number, line in enumerate(lines) if line.end > near.start), len(lines))
    while first and _is_beginning(lines[first - 1], text):
        first -= 1
    return [(number, line) for number, line in enumerate(lines) if number >= first and line.start < near.end]


def _is_beginning(line: Span, text: str) -> bool:
    return line.of(text).rstrip().endswith(":")


def _dressed(lines: list[Span], text: str) -> range:
    """Return the lines from the first with code or markup to the last, and one more where the last is nothing else."""
    found = [number for number, line in enumerate(lines) if _STRUCTURE.search(_shortened(line.of(text)))]
    if not found:
        return range(0)
    alone = _STRUCTURE.match(_shortened(lines[found[-1]].of(text).strip()))
    return range(found[0], found[-1] + (2 if alone else 1))


def _first_order(line: Span, text: str, *, dressed: bool) -> int | None:
    said = line.of(text)
    # The cache must not keep what a hostile report is swollen with.
    place = (_order_in if len(said) <= _LONGEST_KEPT else _order_in.__wrapped__)(said, dressed=dressed)
    return None if place is None else line.start + place


# These patterns take some milliseconds a passage, and passages share lines with one another and with citations.
@lru_cache(maxsize=4_096)
def _order_in(line: str, *, dressed: bool) -> int | None:
    for span in sentence_spans(line):
        said = _shortened(span.of(line))
        patterns = (_ADDRESSED, _SPOKEN_OF, _ELSEWHERE, *((_STRUCTURE,) if dressed else ()))
        if found := next(filter(None, (pattern.search(said) for pattern in patterns)), None):
            if said != span.of(line):
                # Places in what was shortened are not places in the line.
                return span.start
            # "On 8 May. Answer only YES": an abbreviation's stop may end the sentence before it.
            before = [match.end() for match in _STOP.finditer(said, 0, found.end()) if match.end() <= found.start() + 3]
            return span.start + max(before, default=0)
    return None


def _shortened(said: str) -> str:
    return _RUN.sub(lambda run: run.group()[:_RUN_KEPT], said)


def _citing(line: Span, text: str, *, before: int) -> list[Span]:
    said = line.of(text)
    if not _CITES.search(said):
        return []
    spans = [span.shifted(line.start) for span in sentence_spans(said)]
    marked = [bool(_CITES.search(span.of(text))) for span in spans]
    # A mark behind a stop may be meant for the sentence after it.
    behind = [False, *(bool(_MARK_BEHIND.search(span.of(text))) for span in spans[:-1])]
    return [
        span for span, own, next_ in zip(spans, marked, behind, strict=True) if (own or next_) and span.end <= before
    ]
