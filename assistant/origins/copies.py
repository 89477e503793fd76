"""Which reports are copies of one another: syndicated, truncated, expanded or lightly edited.

Three steps, each cheap. `bands` gives a report's MinHash values, by which an index finds the few reports that may share
text with it; `is_copy` compares two texts in full; a common agency credit lowers what it asks. The
module does not know where reports are kept: `index` takes it as its `CopyFinder`.

What counts is how much of the shorter text the longer takes over, since copies are often cut. Words outside quotation
decide: independent reports print the same statement, copies the same narration. Thresholds were chosen on the dev half
of `tests/data/origins.jsonl`; `python -m tests.benchmarks origins --articles F` measures them.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from assistant.origins.credit import credited
from assistant.text import words

if TYPE_CHECKING:
    from datasketch import MinHash
    from numpy.typing import NDArray

    from assistant.records import Document

    Hashes = NDArray[np.uint64]

# Names everything that decides `bands` and `is_copy`: a store clustered otherwise is clustered again.
VERSION = "1"
# Two reports share about 48 times the Jaccard similarity of their runs of five words: a copy cut to a quarter shares
# ten of 48 values, and two unrelated reports share two of them once in some million pairs.
BANDS = 48
BAND_WORDS = 5
SHARED_BANDS = 2
# The least estimated share of the shorter text's runs of five words that is worth a comparison: the boilerplate of one
# outlet stays below it, copies are above 0.29 on dev.
RUNS_SHARE = 0.15
SEED = 1
# Runs of three words bridge a word changed here and there; five miss light edits.
RUN_WORDS = 3
# A word inside quotation counts this much. With 0 or 1 the best dev recall at precision 0.98 is 0.92 and 0.81; from 0.1
# to 0.5 it is 0.96.
QUOTED_WEIGHT = 0.3
COPY_SHARE = 0.64
# Where both credit one agency and were published within `CREDIT_DAYS`.
CREDITED_SHARE = 0.5
CREDIT_DAYS = 2
# Names used at least this often are what a report is about.
SUBJECT_COUNT = 3
# How often a text must speak of a hoax to be its refutation, and how much of both texts must then be shared (Jaccard).
REFUTATIONS = 2
REFUTED_OVERLAP = 0.6

# Double quotes run to the line's end where they are not closed. Single ones must be closed, since most are apostrophes;
# possessive repeats keep a line of open ones linear.
_QUOTATION = re.compile(
    r"\u201c[^\u201d\n]*\u201d?|\"[^\"\n]*\"?"
    r"|(?<!\w)\u2018(?:[^\u2018\u2019\n]++|(?<=\w)\u2019(?=\w))*+\u2019(?!\w)"
    r"|(?<!\w)'(?:[^'\n]++|(?<=\w)'(?=\w))*+'(?!\w)"
)
_REFUTATION = re.compile(
    r"\b(?:hoax(?:es)?|fake|bogus|satir\w+|debunk\w*|untrue|false(?:ly)?|fabricated"
    r"|(?:not|isn['\u2019]t) (?:true|real))\b",
    re.IGNORECASE,
)
# Capitalised where no sentence starts.
_NAME = re.compile(r"(?<=[a-z,;:] )[A-Z][\w\u2019'-]{2,}")
_POSSESSIVE = re.compile(r"['\u2019]s$")


def bands(document: Document) -> tuple[int, ...]:
    """Return the values under which the report is filed; reports that share text share some of them.

    The same for the same text on every machine. Linear in the text's length.
    """
    hashes = _profile(document.text).hashes
    runs = _runs(hashes, min(BAND_WORDS, len(hashes)))
    sketch = _sketch().copy()
    # The high bits of the products are the mixed ones.
    sketch.update_batch((np.unique(runs) >> np.uint64(32)).tolist())
    return tuple((slot << 32) | int(value) for slot, value in enumerate(sketch.hashvalues))


def may_be_copy(shared: int, length: int, other_length: int) -> bool:
    """Return whether two texts of these lengths are worth comparing, when `shared` of their values are the same.

    The values estimate the Jaccard similarity; of texts that differ much in length even a copy's is small.
    """
    jaccard = shared / BANDS
    in_common = jaccard / (1 + jaccard) * (length + other_length)
    return shared >= SHARED_BANDS and in_common >= RUNS_SHARE * min(length, other_length)


def is_copy(first: Document, second: Document) -> bool:
    """Return whether one report's text is a copy of the other's, cut, expanded or lightly edited.

    Symmetric. Linear in the length of the two texts.
    """
    if first.text == second.text:
        return True
    share = taken_over(first.text, second.text)
    if share < (CREDITED_SHARE if _same_wire(first, second) else COPY_SHARE):
        return False
    return _one_subject(first.text, second.text) and not _is_refutation(first.text, second.text)


def taken_over(first: str, second: str) -> float:
    """Return how much of the shorter text stands in the longer, in [0, 1].

    That is the share of its words that lie in runs of `RUN_WORDS` which the longer has too, a word inside quotation
    counted as `QUOTED_WEIGHT`; runs outside quotation are sought outside quotation. An empty text gives 0.
    """
    shorter, longer = (_profile(text) for text in sorted((first, second), key=_length))
    own = shorter.own.covered_by(longer.own)
    quoted = shorter.whole.covered_by(longer.whole)[shorter.quoted]
    weight = len(own) + QUOTED_WEIGHT * len(quoted)
    return float((own.sum() + QUOTED_WEIGHT * quoted.sum()) / weight) if weight else 0.0


def _length(text: str) -> tuple[int, int, str]:
    # The text itself last: which of two equally long ones is the shorter must not hang on who asks.
    profile = _profile(text)
    return profile.own.size, profile.whole.size, text


@dataclass(frozen=True, slots=True)
class _Words:
    """A text's words: how many, a hash for each run of `RUN_WORDS` in order, and the same sorted."""

    size: int
    runs: Hashes
    known: Hashes

    @classmethod
    def of(cls, hashes: Hashes) -> _Words:
        runs = _runs(hashes, RUN_WORDS)
        return cls(len(hashes), runs, np.unique(runs))

    def covered_by(self, other: _Words) -> NDArray[np.bool_]:
        """Return, by word, whether it lies in a run that `other` has too."""
        covered = np.zeros(self.size, dtype=np.bool_)
        if len(self.runs) and len(other.known):
            places = np.minimum(np.searchsorted(other.known, self.runs), len(other.known) - 1)
            shared = other.known[places] == self.runs
            for place in range(RUN_WORDS):
                covered[place : place + len(shared)] |= shared
        return covered


@dataclass(frozen=True, slots=True)
class _Profile:
    """A text's words: all of them, which of those are inside quotation, and the ones outside it."""

    hashes: Hashes
    whole: _Words
    quoted: NDArray[np.bool_]
    own: _Words


# A report is compared with a few others in turn, and an ingest meets the copies of one story together.
@lru_cache(maxsize=256)
def _profile(text: str) -> _Profile:
    hashes: list[int] = []
    quoted: list[bool] = []
    for part, is_quoted in _parts(text):
        found = [zlib.crc32(word.encode("utf-8", "surrogatepass")) for word in words(part)]
        hashes += found
        quoted += [is_quoted] * len(found)
    whole, mask = np.array(hashes, dtype=np.uint64), np.array(quoted, dtype=np.bool_)
    return _Profile(hashes=whole, whole=_Words.of(whole), quoted=mask, own=_Words.of(whole[~mask]))


def _parts(text: str) -> list[tuple[str, bool]]:
    parts: list[tuple[str, bool]] = []
    end = 0
    for match in _QUOTATION.finditer(text):
        parts += [(text[end : match.start()], False), (match.group(), True)]
        end = match.end()
    return [*parts, (text[end:], False)]


def _runs(hashes: Hashes, length: int) -> Hashes:
    """Return a hash for each run of `length` words, in order: `n - length + 1` of them in a text of `n` words."""
    if length < 1 or len(hashes) < length:
        return np.empty(0, dtype=np.uint64)
    runs = np.zeros(len(hashes) - length + 1, dtype=np.uint64)
    for place in range(length):
        # An odd multiplier modulo 2**64, Knuth's for linear congruential generators.
        runs = (runs + hashes[place : len(hashes) - length + 1 + place]) * np.uint64(6364136223846793005)
    return runs


@lru_cache(maxsize=1)
def _sketch() -> MinHash:
    # Imported here: it loads SciPy, which `assistant --help` does not need.
    from datasketch import MinHash

    return MinHash(num_perm=BANDS, seed=SEED, hashfunc=int, scheme="affine32")


def _one_subject(first: str, second: str) -> bool:
    """Return whether each names something the other is about: one template filled in twice makes no copies."""
    return _names_subject_of(first, second) and _names_subject_of(second, first)


def _names_subject_of(text: str, other: str) -> bool:
    counts = Counter(_POSSESSIVE.sub("", name) for name in _NAME.findall(other))
    subjects = [name.lower() for name, count in counts.items() if count >= SUBJECT_COUNT]
    lowered = text.lower()
    # One of them is enough: editors write "ISIS" where the wire has "the Islamic State group".
    return not subjects or any(name in lowered for name in subjects)


def _is_refutation(first: str, second: str) -> bool:
    """Return whether one says of a story, several times, that it is false, and the other tells it.

    A refutation prints the story at length and is no copy of it, unless almost all of both texts is shared.
    """
    few, many = sorted(len(_REFUTATION.findall(text)) for text in (first, second))
    if few or many < REFUTATIONS:
        return False
    one, two = (_profile(text).own.known for text in (first, second))
    shared = len(np.intersect1d(one, two, assume_unique=True))
    return shared < REFUTED_OVERLAP * (len(one) + len(two) - shared)


def _same_wire(first: Document, second: Document) -> bool:
    mine, yours = credited(first), credited(second)
    if mine is None or mine != yours:
        return False
    days = (first.published_day, second.published_day)
    return (
        None in days or abs((date.fromisoformat(days[0] or "") - date.fromisoformat(days[1] or "")).days) <= CREDIT_DAYS
    )
