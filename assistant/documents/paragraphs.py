"""Hard-wrapped lines → one paragraph a line, as documents are stored. Lines that are paragraphs already stay."""

from __future__ import annotations

import re
from itertools import pairwise

# Widths of typewriter, mail and page columns. Longer lines are paragraphs, shorter ones are lists, verse or addresses.
_WIDTHS = range(40, 131)
_MARK = re.compile(r"\s*(?:#{1,6}|[-*+•>|])\s|\s*[|>]")
_NUMBER = re.compile(r"\s*(\d{1,3})[.)]\s")
_SENTENCE_END = re.compile(r"[.!?…]['\"\u201d\u2019»)\]]*$")
_BLANK_LINE = re.compile(r"\n(?:[^\S\n]*\n)+")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LETTERS = re.compile(r"[^\W\d_]+")
_RIGHT_OF_HYPHEN = re.compile(r"[^\W_]+")
# Line beginnings that are no words of their own, so that the hyphen before them is typesetting.
_ENDINGS = frozenset(
    """able ably ally ance ances ation ations cal cally cial cials cy ence ences ened ening ers ful ians ible ing ings
    ism ist ists ities ity ize ized izing less ly ment mental ments ness ous sion sional sions sive tary ted ter ters
    tial tially tian ting tion tional tions tive tives tor tors tory ture tures ty""".split()  # noqa: SIM905 - sixty quoted strings read worse
)
# As far back as a word before a hyphen is looked for: paragraphs grow by a line at a time, and may become very long.
_LONGEST_WORD = 100
_SUSPENDED = frozenset({"and", "or", "to", "nor", "und", "et", "y", "o"})


def unwrap(text: str) -> str:
    """Return `text` with the lines of each hard-wrapped paragraph joined; blank lines stay between paragraphs.

    A text counts as hard-wrapped when the lines that are followed by another fill a column of 40 to 130 characters and
    do not end with their sentences. Within it, a line ends its paragraph when it is short and ends a sentence, or is
    very short: the next word would have fitted. Headings, list items, quotes and table rows are never joined to the
    line before; an indented line is joined to its list item.
    """
    text = "\n".join(text.splitlines())
    blocks = [block.split("\n") for block in _BLANK_LINE.split(text)]
    width = _column(blocks)
    if width is None:
        return text
    vocabulary = {word.lower() for word in _WORD.findall(text)}
    return "\n\n".join("\n".join(_paragraphs(block, width, vocabulary)) for block in blocks)


def _column(blocks: list[list[str]]) -> int | None:
    """Return the width that the lines are wrapped at, or `None` when they are not."""
    plain = [[line.strip() for line in block if not _is_marked(line)] for block in blocks]
    wrapped = [line for lines in plain for line, _ in pairwise(lines)]
    if not wrapped:
        return None
    width = sorted(len(line) for line in wrapped)[round(0.95 * (len(wrapped) - 1))]
    # Lines that a sentence runs past. In wrapped text they are the many, and each is full; where every line is a
    # paragraph they are the odd heading.
    running = sorted(len(line) for line in wrapped if not _SENTENCE_END.search(line))
    is_filled = len(running) >= 0.4 * len(wrapped) and running[len(running) // 2] >= 0.75 * width
    lines = [line for block in plain for line in block]
    in_long_lines = sum(len(line) for line in lines if len(line) >= _WIDTHS.stop)
    is_wrapped = width in _WIDTHS and is_filled and in_long_lines <= sum(map(len, lines)) / 2
    return width if is_wrapped else None


def _is_marked(line: str) -> bool:
    return bool(_MARK.match(line) or _NUMBER.match(line))


def _paragraphs(block: list[str], width: int, vocabulary: set[str]) -> list[str]:
    paragraphs = [[line] for line in block[:1]]
    in_list = bool(block) and _is_marked(block[0])
    for before, line in pairwise(block):
        if _starts_item(line, in_list=in_list):
            paragraphs.append([line])
            in_list = True
        elif in_list and line[:1].isspace() and not before.lstrip().startswith("#"):
            _add(paragraphs[-1], line, vocabulary)
        elif in_list or _ends_paragraph(before, line, width):
            paragraphs.append([line])
            in_list = False
        else:
            _add(paragraphs[-1], line, vocabulary)
    return ["".join(pieces) for pieces in paragraphs]


def _starts_item(line: str, *, in_list: bool) -> bool:
    """Return whether the line begins an item. A number does so only at 1 or in a list: wrapped prose has `12. The`."""
    number = _NUMBER.match(line)
    return bool(_MARK.match(line)) or bool(number and (in_list or int(number[1]) == 1))


def _ends_paragraph(before: str, line: str, width: int) -> bool:
    if before.endswith(("  ", "\\")):  # a line break that Markdown's writer asked for
        return True
    reach = len(before.strip()) + 1 + len((line.split() or [""])[0])
    # Letters differ in width on a printed page: a full line of a PDF may have a seventh fewer of them than another. In
    # 87 reports, wrapped as text or set as PDF, no line within a paragraph reached less than 0.8 of the column.
    return reach <= 0.7 * width or (reach <= 0.85 * width and bool(_SENTENCE_END.search(before.strip())))


def _add(pieces: list[str], line: str, vocabulary: set[str]) -> None:
    """Add a line to the pieces of a paragraph; all but the end of the last piece stays as it is."""
    last = pieces.pop().rstrip()
    pieces += [last[:-_LONGEST_WORD], _glued(last[-_LONGEST_WORD:], line, vocabulary)]


def _glued(before: str, line: str, vocabulary: set[str]) -> str:
    """Return two lines as one, without the hyphen that typesetting put between them where that is certain enough."""
    line = line.lstrip()
    if before.endswith("\xad"):
        return before[:-1] + line
    right = _RIGHT_OF_HYPHEN.match(line)
    if not (before.endswith("-") and before[-2:-1].isalnum() and right) or right[0].lower() in _SUSPENDED:
        return f"{before} {line}"
    left = _LETTERS.match(before[-2::-1])  # the word before the hyphen, last letter first
    if left is None or not right[0].islower():
        return before + line
    joined, compound = (f"{left[0][::-1]}{mark}{right[0]}".lower() for mark in ("", "-"))
    is_typesetting = joined in vocabulary or (compound not in vocabulary and right[0] in _ENDINGS)
    return (before[:-1] if is_typesetting else before) + line
