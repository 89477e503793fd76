"""What reading twenty passages costs: the reader, against its own encoder's bare forward pass on the same tensors.

The peer is handed the tensors ready made, in the batches that the reader makes of them. Ours is the whole of
`Reader.read`: it makes the tokens, runs encoder and heads, and finds the best spans and their sentences. The two take
turns, question by question.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant import Assistant
from assistant.packaged import model_folder
from assistant.read import assembly
from assistant.read.finder import MAX_TOKENS, WINDOW_OVERLAP
from assistant.read.pairs import PairEncoder
from assistant.read.reader import PACKAGED_FOLDER, Reader
from assistant.settings import ReaderSettings

from .asking import QUESTIONS
from .contestants import shipped_store
from .measures import Row, Target, compare_percentiles, in_turns

if TYPE_CHECKING:
    import torch

    from assistant import Passage

    from .data import Context

PASSAGES, WARM_UP = 20, 3
TARGET = Target(bound="at most", limit=1.25)


def run(context: Context) -> list[Row]:
    """Return one row: p50 of reading, its ratio to the bare forward pass."""
    import torch

    with Assistant(shipped_store(context.work), create=False) as assistant:
        found = {item: [hit.passage for hit in assistant.retrieve(item, PASSAGES)] for item in QUESTIONS}
    settings = ReaderSettings()
    reader = Reader(settings)
    encoder = assembly.load(PACKAGED_FOLDER).network.modules["encoder"]
    tensors = {item: _tensors(item, passages, settings.batch_size) for item, passages in found.items()}

    def bare(question: str) -> None:
        with torch.inference_mode():
            for ids, mask, types in tensors[question]:
                encoder(input_ids=ids, attention_mask=mask, token_type_ids=types)

    contestants = {"ours": lambda question: reader.read(question, found[question]), "bare": bare}
    seconds = in_turns(contestants, list(QUESTIONS), warm_up=WARM_UP)
    ours, peer, ratio = compare_percentiles(seconds["ours"], seconds["bare"], scale=1_000)
    return [
        Row(
            measure=f"read {PASSAGES} passages p50",
            n=len(seconds["ours"]),
            unit="ms",
            ours=ours,
            peer_name="bare encoder",
            peer=peer,
            compared=ratio,
            target=TARGET,
        )
    ]


def _tensors(question: str, passages: list[Passage], batch_size: int) -> list[tuple[torch.Tensor, ...]]:
    """Return ids, mask and token types of each batch, sorted and padded as the reader does it."""
    import torch

    encoder = PairEncoder(model_folder() / "tokenizer.json")
    rows = [
        pair
        for passage in passages
        for pair in encoder.windows(
            question, passage.text, is_claim=False, max_tokens=MAX_TOKENS, overlap=WINDOW_OVERLAP
        )
    ]
    rows.sort(key=lambda row: len(row.ids))
    batches: list[tuple[torch.Tensor, ...]] = []
    for begin in range(0, len(rows), batch_size):
        batch = rows[begin : begin + batch_size]
        shape = (len(batch), len(batch[-1].ids))
        ids, mask, types = (torch.zeros(shape, dtype=torch.long) for _ in range(3))
        for place, row in enumerate(batch):
            ids[place, : len(row.ids)] = torch.tensor(row.ids)
            mask[place, : len(row.ids)] = 1
            types[place, row.first : len(row.ids)] = 1
        batches.append((ids, mask, types))
    return batches
