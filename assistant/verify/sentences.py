"""Cut a stream of text into sentences as it arrives, with the passage numbers each one cites."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.text import sentence_spans

# "[1]", "[1, 2]", "[1-3]", and the forms that models trained on other interfaces write: "【1】", "[^1]", "[1†source]",
# "【4:0†source】", "[passage 1]".
_MARKER = re.compile(
    r"[\[【]\^?(?:[Pp]assages?\s)?(\d{1,4}(?:\s*[,;\u2013-]\s*\d{1,4})*)(?::\d{1,4})?(?:†[^\]】\n]{0,40})?[\]】]"
)
# "[1]-[3]" is "[1-3]".
_RANGE = re.compile(r"(?<=\d)\s?[\]】]\s?[\u2013-]\s?[\[【]\s?(?=\d)")
# What may yet become a marker. It is held back: "[1" says nothing, and shown too early it could not be taken away.
_WORD_BEGUN = "|".join("passages"[:length] for length in range(8, 1, -1))
_HALF_OPEN = re.compile(
    rf"[\[【](?:\^?(?:[Pp]|(?:[Pp](?=a)(?:{'|'.join(part[1:] for part in _WORD_BEGUN.split('|'))})\s?))?"
    r"(?:(?<![Pp])\d[\d\s,;:\u2013-]*(?:†[^\]】\n]{0,40})?)?)?$"
)
_LONGEST_MARKER = 80
_MOST_MARKERS = 200
_TRAILING_MARKERS = re.compile(rf"(?:\s*{_MARKER.pattern})+\s*$")
_ENDS_SENTENCE = re.compile(r"[.!?\u2026\u06d4\u061f\u3002][\"'\u201d\u2019\u00bb)]*$")
_OPENERS = "\"'\u201c\u2018\u00ab(*_`#-\u2022"
# What Markdown puts around words and before lines; the page shows text as it is.
_DECORATION = re.compile(r"\*\*|__|`|^\s*(?:#{1,6}\s+|[-*\u2022]\s+|\d{1,2}[.)]\s+)", re.MULTILINE)
_SPACE_BEFORE_STOP = re.compile(r"\s+([.,;:!?])")
_BULLET = re.compile(r"\n[ \t]*(?:[-*#\u2022]{1,6}|\d{1,2}[.)])[ \t]+$")
_HEADING = re.compile(r"(?:^|\n)[ \t]*#[^\n]*$")
_DOUBLE_MARKS = re.compile(r"[\"\u201c\u201d\u201e]")
# "3." may go on as "3.5 million", "U." as "U.S.", "Gen." with a name.
_MAY_GO_ON = re.compile(r"(?:\d|\b\w|\b[A-Z][a-z]{1,3})\.$")
_BLANKS = re.compile(r"\s+")
# A sentence of a news answer is far shorter; whatever has no end by then is cut, so that memory stays bounded.
MAX_CHARACTERS = 1_200
_WIDEST_RANGE = 20


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence without its markers, and the passage numbers they name, each once, in order.

    One that is not `whole` was cut where it had no end, or goes on from such a cut.
    """

    text: str
    markers: tuple[int, ...]
    whole: bool = True


class SentenceCutter:
    """Cuts what it is fed. How the stream was split into pieces makes no difference to the sentences.

    A sentence is given once the first letter after it has arrived, so that a marker behind the full stop still belongs
    to it, and "Lt. Gen." is not cut. Between quotation marks nothing is cut: a speaker keeps what was said.
    """

    def __init__(self) -> None:
        """Start with nothing."""
        self._buffer = ""
        self._goes_on = False

    def feed(self, piece: str) -> list[Sentence]:
        """Return the sentences that `piece` completes, in order."""
        found = []
        # One character at a time: a decision then hangs on what came before it alone, never on how it was split.
        for character in piece:
            self._buffer += character
            found.extend(self._cut(character))
        return found

    def close(self, *, whole: bool = True) -> list[Sentence]:
        """Return what is left as the stream ends. Unless it is `whole`, an unfinished sentence is left out."""
        rest, self._buffer = _HALF_OPEN.sub("", self._buffer), ""
        return self._given(rest) if whole or _is_finished(rest) else []

    def _cut(self, character: str) -> list[Sentence]:
        if len(self._buffer) >= MAX_CHARACTERS:
            head, self._buffer = self._buffer, ""
            found = self._given(head, whole=False)
            self._goes_on = True
            return found
        if character.isspace() or character in _OPENERS or _HALF_OPEN.search(self._buffer[-_LONGEST_MARKER:]):
            return []
        start = self._last_word()
        head = self._buffer[:start]
        if not self._ends(head, self._buffer[start:]) or not head.strip():
            return []
        self._buffer = self._buffer[start:]
        return self._given(head)

    def _given(self, head: str, *, whole: bool = True) -> list[Sentence]:
        found = _sentences(head, whole=whole and not self._goes_on)
        if found:
            self._goes_on = False
        return found

    def _last_word(self) -> int:
        """Return where the word that has just begun starts, with the opening marks before it."""
        start = len(self._buffer) - 1
        first = max(0, start - _LONGEST_MARKER)
        # "[Police": it might have become "[Passage".
        if held := _HALF_OPEN.search(self._buffer[first:start]):
            start = first + held.start()
        while start > first and (self._buffer[start - 1] in _OPENERS or self._buffer[start - 1] in "[【"):
            start -= 1
        bullet = _BULLET.search(self._buffer, first, start)
        return bullet.start() + 1 if bullet else start

    def _ends(self, head: str, following: str) -> bool:
        if not head[-1:].isspace() or _MARKER.match(following):
            return False
        bare, gap = _without_markers(head), head[len(head.rstrip()) :]
        stops = bool(_ENDS_SENTENCE.search(bare[-_LONGEST_MARKER:].rstrip("*_` \n")))
        if "\n" in gap:
            apart = gap.count("\n") > 1 or _BULLET.search(f"\n{following[-_LONGEST_MARKER:-1]}")
            stops = bool(stops or apart or len(bare) < len(head.rstrip()) or _HEADING.search(head.rstrip()))
            return stops and not has_open_quotation(head)
        if not stops or has_open_quotation(head):
            return False
        core = _DECORATION.sub("", bare).strip()
        # "1." alone begins an item of a list.
        if not re.search(r"[^\W\d]", core):
            return False
        return any(span.end == len(core) for span in sentence_spans(f"{core} {following}"))


def has_open_quotation(text: str) -> bool:
    """Return whether a quotation mark in `text` has no other to make a pair with."""
    return len(_DOUBLE_MARKS.findall(text)) % 2 == 1 or text.count("\u00ab") != text.count("\u00bb")


def _without_markers(head: str) -> str:
    """Return `head` without the markers and blanks that it ends with."""
    head = head.rstrip()
    place = max(0, len(head) - _MOST_MARKERS)
    return head[:place] + _TRAILING_MARKERS.sub("", _RANGE.sub("-", head[place:]))


def _is_finished(rest: str) -> bool:
    """Return whether a broken stream ended behind a sentence."""
    core = rest.rstrip()
    bare = _without_markers(core)
    if len(bare) < len(core):
        return True
    if not _ENDS_SENTENCE.search(core) or has_open_quotation(core) or (rest == core and _MAY_GO_ON.search(core)):
        return False
    return any(span.end == len(core) for span in sentence_spans(f"{core} The"))


def _sentences(text: str, *, whole: bool) -> list[Sentence]:
    text = _RANGE.sub("-", text)
    markers: dict[int, None] = {}
    for match in _MARKER.finditer(text):
        markers.update(dict.fromkeys(_numbers(match[1])))
    bare = _SPACE_BEFORE_STOP.sub(r"\1", _BLANKS.sub(" ", _MARKER.sub(" ", _DECORATION.sub("", text)))).strip()
    return [Sentence(bare, tuple(markers), whole)] if re.search(r"\w", bare) else []


def _numbers(inside: str) -> list[int]:
    numbers: list[int] = []
    for part in re.split(r"\s*[,;]\s*", inside):
        ends = [int(end) for end in re.split(r"\s*[\u2013-]\s*", part)]
        first, last = ends[0], ends[-1]
        numbers.extend(range(first, last + 1) if first <= last <= first + _WIDEST_RANGE else ends)
    return numbers
