"""The training loop: resumable, seeded, with checkpoints by the clock and progress with the time left."""

from __future__ import annotations

import json
import logging
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.read.pairs import PairEncoder, token_range
from assistant.read.training.plan import batches

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    import torch

    from assistant.read.network import Network
    from assistant.read.pairs import Pair
    from assistant.read.training.examples import Example

log = logging.getLogger(__name__)
CHECKPOINT = "checkpoint.pt"
LOG = "progress.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """The numbers of one training run.

    `support_weight` is the support head's share beside the span head's 1. With `most_seconds` the decay follows the
    clock where the machine is too slow for the rows, so that the run ends in time with its rate at zero all the same.
    """

    seed: int = 7
    batch_size: int = 16
    learning_rate: float = 1e-4
    head_learning_rate: float = 5e-4
    warm_up: float = 0.08
    weight_decay: float = 0.01
    support_weight: float = 0.5
    max_tokens: int = 256
    checkpoint_seconds: float = 180.0
    evaluations: int = 5
    most_seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """An encoded example; `start` and `end` are token indices, both 0 for no answer."""

    pair: Pair
    start: int
    end: int


def encode(examples: Sequence[Example], encoder: PairEncoder, *, max_tokens: int) -> list[Row]:
    """Return the rows of `examples` in order; those whose answer is cut off by `max_tokens` are left out."""
    rows = []
    for example in examples:
        pair = encoder.encode(example.asked, example.text, is_claim=example.is_claim, max_tokens=max_tokens)
        if example.span is None:
            rows.append(Row(pair, 0, 0))
            continue
        found = token_range(pair, example.span)
        if found is not None:
            rows.append(Row(pair, *found))
    return rows


def learn(
    network: Network, rows: Sequence[Row], recipe: Recipe, out: Path, *, evaluate: Callable[[Network], dict[str, float]]
) -> Network:
    """Return `network`, trained on each row once.

    A checkpoint in `out` is continued from; one is written every `checkpoint_seconds` and at the end. The run is fixed
    by the rows and the recipe, so that a resumed run ends with the weights of an unbroken one.

    Args:
        network: Changed in place.
        rows: What to learn from, in their drawn order.
        recipe: The numbers of the run.
        out: Folder for `checkpoint.pt` and `progress.jsonl`; made if missing.
        evaluate: Called a few times on the way; what it returns is logged.
    """
    out.mkdir(parents=True, exist_ok=True)
    order = batches([len(row.pair.ids) for row in rows], batch_size=recipe.batch_size, seed=recipe.seed)
    optimizer = _optimizer(network, recipe)
    step, spent = _resume(network, optimizer, out / CHECKPOINT)
    milestones = {len(order) * part // recipe.evaluations for part in range(1, recipe.evaluations + 1)}
    began, first, saved, smooth = time.monotonic(), step, time.monotonic(), 0.0
    while (done := _done(step / len(order), spent + time.monotonic() - began, recipe.most_seconds)) < 1:
        loss = _advance(network, optimizer, [rows[position] for position in order[step]], recipe, done)
        step += 1
        smooth = loss if step == first + 1 else 0.98 * smooth + 0.02 * loss
        if step % 25 == 0 or step == len(order):
            left = (time.monotonic() - began) / (step - first) * (len(order) - step)
            log.info("step %d of %d, loss %.3f, %.0f minutes left", step, len(order), smooth, left / 60)
            _note(out / LOG, {"step": step, "steps": len(order), "loss": smooth, "seconds_left": left})
        if step in milestones:
            figures = evaluate(network)
            log.info("after %d of %d: %s", step, len(order), figures)
            _note(out / LOG, {"step": step, **figures})
        if time.monotonic() - saved >= recipe.checkpoint_seconds:
            _save(network, optimizer, (step, spent + time.monotonic() - began), out / CHECKPOINT)
            saved = time.monotonic()
    _save(network, optimizer, (step, spent + time.monotonic() - began), out / CHECKPOINT)
    return network


def _advance(
    network: Network, optimizer: torch.optim.Optimizer, rows: Sequence[Row], recipe: Recipe, done: float
) -> float:
    """Take one step at the learning rate due after the share `done` of the run, and return the loss before it."""
    import torch

    network.modules.train()
    for group in optimizer.param_groups:
        group["lr"] = group["peak"] * _rate(done, recipe.warm_up)
    loss = batch_loss(network, rows, support_weight=recipe.support_weight)
    optimizer.zero_grad()
    loss.backward()  # type: ignore[no-untyped-call] # torch leaves it untyped
    torch.nn.utils.clip_grad_norm_(network.modules.parameters(), 1.0)
    optimizer.step()
    return float(loss.detach())


def batch_loss(network: Network, rows: Sequence[Row], *, support_weight: float) -> torch.Tensor:
    """Return the mean loss of the rows: cross-entropy of start and end, and of whether there is an answer at all."""
    import torch
    from torch.nn import functional

    starts, ends, support = network.forward([row.pair for row in rows])
    start = torch.tensor([row.start for row in rows])
    end = torch.tensor([row.end for row in rows])
    spans = (functional.cross_entropy(starts, start) + functional.cross_entropy(ends, end)) / 2
    answered = (start > 0).float()
    return spans + support_weight * functional.binary_cross_entropy_with_logits(support, answered)


def _done(share: float, seconds: float, most_seconds: float | None) -> float:
    return share if most_seconds is None else max(share, seconds / most_seconds)


def _rate(done: float, warm_up: float) -> float:
    """Return the share of the peak learning rate after the share `done` of the run: up in a line, then down to zero."""
    return (done + 0.001) / (warm_up + 0.001) if done < warm_up else (1 - done) / (1 - warm_up)


def _optimizer(network: Network, recipe: Recipe) -> torch.optim.Optimizer:
    import torch

    groups = []
    for is_head in (False, True):
        for decays in (False, True):
            parameters = [
                parameter
                for name, parameter in network.modules.named_parameters()
                if parameter.requires_grad
                and (not name.startswith("encoder.")) == is_head
                and (parameter.dim() > 1) == decays
            ]
            peak = recipe.head_learning_rate if is_head else recipe.learning_rate
            decay = recipe.weight_decay if decays else 0.0
            groups.append({"params": parameters, "lr": peak, "peak": peak, "weight_decay": decay})
    return torch.optim.AdamW(groups, foreach=True)


def _resume(network: Network, optimizer: torch.optim.Optimizer, path: Path) -> tuple[int, float]:
    import torch

    if not path.is_file():
        return 0, 0.0
    state = torch.load(path, weights_only=True)
    network.modules.load_state_dict(state["network"])
    optimizer.load_state_dict(state["optimizer"])
    log.info("continuing after step %d", state["step"])
    return int(state["step"]), float(state["seconds"])


def _save(network: Network, optimizer: torch.optim.Optimizer, progress: tuple[int, float], path: Path) -> None:
    import torch

    # Written beside and moved over, so that a kill while writing leaves the checkpoint before.
    fresh = path.with_suffix(".new")
    step, seconds = progress
    state = {
        "step": step,
        "seconds": seconds,
        "network": network.modules.state_dict(),
        "optimizer": optimizer.state_dict(),
    }
    torch.save(state, fresh)
    fresh.replace(path)


def _note(path: Path, line: dict[str, float]) -> None:
    with path.open("a", encoding="utf-8") as stream:
        stream.write(json.dumps(line) + "\n")


def take_mean(network: Network, other: Network) -> None:
    """Give `network` the mean of its weights and those of `other`, which began or ended the same training.

    Two ends of one path lie in one valley: their mean errs less than either where they err differently.
    """
    import torch

    theirs = other.modules.state_dict()
    with torch.no_grad():
        for name, tensor in network.modules.state_dict().items():
            if tensor.is_floating_point():
                tensor.copy_((tensor + theirs[name]) / 2)
