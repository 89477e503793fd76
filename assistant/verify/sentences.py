"""Cut a stream of text into sentences as it arrives, with the passage numbers each one cites."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.text import sentence_spans

# "[1]", "[1, 2]", "[1-3]", and the forms that models trained on other interfaces write: "【1】", "[^1]", "[1†source]".
_MARKER = re.compile(r"[\[【]\^?(\d{1,4}(?:\s*[,;\u2013-]\s*\d{1,4})*)(?:†[^\]】\n]{0,40})?[\]】]")
# What may yet become a marker. It is held back: "[1" says nothing, and shown too early it could not be taken away.
_HALF_OPEN = re.compile(r"[\[【](?:\^?(?:\d[\d\s,;\u2013-]*(?:†[^\]】\n]{0,40})?)?)?$")
_TRAILING_MARKERS = re.compile(rf"(?:\s*{_MARKER.pattern})+\s*$")
_ENDS_SENTENCE = re.compile(r"[.!?\u2026\u06d4\u061f\u3002][\"'\u201d\u2019\u00bb)]*$")
_OPENERS = "\"'\u201c\u2018\u00ab(*_`#-\u2022"
# What Markdown puts around words and before lines; the page shows text as it is.
_DECORATION = re.compile(r"\*\*|__|`|^\s*(?:#{1,6}\s+|[-*\u2022]\s+|\d{1,2}[.)]\s+)", re.MULTILINE)
_SPACE_BEFORE_STOP = re.compile(r"\s+([.,;:!?])")
_BULLET = re.compile(r"\n[ \t]*[-*#\u2022]{1,6}[ \t]+$")
_BLANKS = re.compile(r"\s+")
# A sentence of a news answer is far shorter; whatever has no end by then is cut, so that memory stays bounded.
MAX_CHARACTERS = 1_200
_WIDEST_RANGE = 20


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence without its markers, and the passage numbers they name, each once, in order."""

    text: str
    markers: tuple[int, ...]


class SentenceCutter:
    """Cuts what it is fed. How the stream was split into pieces makes no difference to the sentences.

    A sentence is given once the first letter after it has arrived, so that a marker behind the full stop still belongs
    to it, and "Lt. Gen." is not cut.
    """

    def __init__(self) -> None:
        """Start with nothing."""
        self._buffer = ""

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
        finished = _ENDS_SENTENCE.search(rest.rstrip()) or _TRAILING_MARKERS.search(rest)
        return _sentences(rest) if whole or finished else []

    def _cut(self, character: str) -> list[Sentence]:
        if len(self._buffer) >= MAX_CHARACTERS:
            head, self._buffer = self._buffer, ""
            return _sentences(head)
        if character.isspace() or character in _OPENERS or _HALF_OPEN.search(self._buffer):
            return []
        start = self._last_word()
        head = self._buffer[:start]
        if not head.strip() or not self._ends(head, self._buffer[start:]):
            return []
        self._buffer = self._buffer[start:]
        return _sentences(head)

    def _last_word(self) -> int:
        """Return where the word that has just begun starts, with the opening marks before it."""
        start = len(self._buffer) - 1
        while start > 0 and (self._buffer[start - 1] in _OPENERS or self._buffer[start - 1] in "[【"):
            start -= 1
        bullet = _BULLET.search(self._buffer, 0, start)
        return bullet.start() + 1 if bullet else start

    def _ends(self, head: str, following: str) -> bool:
        gap = head[len(head.rstrip()) :]
        if not gap or _MARKER.match(following):
            return False
        if "\n" in gap:
            return True
        core = _DECORATION.sub("", _TRAILING_MARKERS.sub("", head)).strip()
        if not _ENDS_SENTENCE.search(core) or not re.search(r"[^\W\d]", core):
            return False
        return any(span.end == len(core) for span in sentence_spans(f"{core} {following}"))


def _sentences(text: str) -> list[Sentence]:
    markers: dict[int, None] = {}
    for match in _MARKER.finditer(text):
        markers.update(dict.fromkeys(_numbers(match[1])))
    bare = _SPACE_BEFORE_STOP.sub(r"\1", _BLANKS.sub(" ", _MARKER.sub(" ", _DECORATION.sub("", text)))).strip()
    return [Sentence(bare, tuple(markers))] if re.search(r"\w", bare) else []


def _numbers(inside: str) -> list[int]:
    numbers: list[int] = []
    for part in re.split(r"\s*[,;]\s*", inside):
        ends = [int(end) for end in re.split(r"\s*[\u2013-]\s*", part)]
        first, last = ends[0], ends[-1]
        numbers.extend(range(first, last + 1) if first <= last <= first + _WIDEST_RANGE else ends)
    return numbers
