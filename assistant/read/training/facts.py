"""Examples from public fact-checking sets: claims with the sentences that support or refute them."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING

from assistant.read.training.examples import Example, Streams, cut, nearest_sentence, read_lines, shared_words
from assistant.read.training.mining import WordIndex
from assistant.text import sentence_spans

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from random import Random

    from assistant.records import Span

# How FEVER's Wikipedia text writes brackets and quotation marks.
_TREEBANK = {
    "-LRB-": "(",
    "-RRB-": ")",
    "-LSB-": "[",
    "-RSB-": "]",
    "``": '"',
    "''": '"',
    " ,": ",",
    " .": ".",
    " 's": "'s",
}
_MOST_SENTENCES = 3
_LEAST_SHARED = 0.5


def fact_streams(paths: Sequence[Path], name: str, random: Random) -> Streams:
    """Return examples by kind from files of lines with `claim`, `label` (SUPPORT… or not) and `evidence` sentences."""
    streams: Streams = defaultdict(list)
    records = [record for path in paths for record in read_lines(path)]
    for record in records:
        claim = _plain(record["claim"])
        evidence = [_plain(sentence) for sentence in record["evidence"][:_MOST_SENTENCES]]
        # A sentence of another record, so that a checker must find the one that matters.
        stray = _plain(random.choice(random.choice(records)["evidence"] or [""]))
        evidence.insert(random.randint(0, len(evidence)), stray)
        text = " ".join(evidence)
        if record["label"].startswith("SUPPORT"):
            streams[f"{name} supported"].append(_claim(f"{name} supported", claim, text, nearest_sentence(claim, text)))
        else:
            streams[f"{name} refuted"].append(_claim(f"{name} refuted", claim, text, None))
    return streams


def summary_streams(path: Path, name: str, *, count_tokens: Callable[[str], int]) -> Streams:
    """Return examples from a list of `article`, `reference_summary` and a minimally edited, false `edited_summary`.

    Only the sentence that was edited is used, in both its forms, against the passage most like the true form.
    """
    streams: Streams = defaultdict(list)
    for record in json.loads(path.read_text(encoding="utf-8")):
        passages = cut(f"{name}-{record['id']}", record["article"], count_tokens=count_tokens).passages()
        index = WordIndex(passages)
        true, false = _sentences(record["reference_summary"]), _sentences(record["edited_summary"])
        if len(true) != len(false):
            continue
        for right, wrong in zip(true, false, strict=True):
            if right == wrong:
                continue
            text = passages[index.best(right, among=range(len(passages)))[0]]
            if shared_words(right, text) >= _LEAST_SHARED:
                streams[f"{name} supported"].append(
                    _claim(f"{name} supported", right, text, nearest_sentence(right, text))
                )
                streams[f"{name} refuted"].append(_claim(f"{name} refuted", wrong, text, None))
    return streams


def _sentences(text: str) -> list[str]:
    return [span.of(text) for span in sentence_spans(text)]


def _claim(source: str, claim: str, text: str, span: Span | None) -> Example:
    return Example(source=source, asked=claim, is_claim=True, text=text, span=span)


def _plain(text: str) -> str:
    for old, new in _TREEBANK.items():
        text = text.replace(old, new)
    return " ".join(text.split())
