"""Dropout that a CPU can afford: its masks are drawn once and read from another place at each step."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import torch

    from assistant.read.network import Network

# 16 MB of bfloat16: longer than the longest mask of 64 rows (256 tokens of 384), and begun at another place each time.
_POOL = 8_000_000


class Masks:
    """The dropout of a network that learns on a CPU.

    To draw as many random numbers as there are states, as torch does, takes two cores half of the time of a step.
    """

    def __init__(self, network: Network, *, share: float, seed: int) -> None:
        """Take the place of torch's dropout in `network`; where that is on an accelerator or drops nothing, leave it.

        Args:
            network: Changed in place. What its attention looks at is not dropped.
            share: The share of the encoder's states that is dropped.
            seed: Fixes the masks.
        """
        import torch
        from torch import nn

        self._places = torch.Generator()
        self._seed = seed
        if not share or network.device.type != "cpu":
            return
        generator = torch.Generator().manual_seed(seed)
        kept = torch.rand(_POOL, generator=generator) >= share
        pool = (kept / (1 - share)).to(torch.bfloat16)
        masks = self

        class Mask(nn.Module):
            def forward(self, states: torch.Tensor) -> torch.Tensor:
                return states * masks.drawn_from(pool, states) if self.training else states

        for module in list(network.modules.modules()):
            for name, child in list(module.named_children()):
                if isinstance(child, nn.Dropout):
                    setattr(module, name, nn.Dropout(0.0) if _is_attention(module) else Mask())

    def turn_to(self, step: int) -> None:
        """Fix the masks of the step, whatever was drawn before: a resumed run has those of an unbroken one."""
        self._places.manual_seed(self._seed * 1_000_003 + step)

    def drawn_from(self, pool: torch.Tensor, states: torch.Tensor) -> torch.Tensor:
        """Return a mask of the shape and type of `states`: 0 where they are dropped, the others' gain elsewhere."""
        import torch

        count = states.numel()
        if count > len(pool):
            pool = pool.repeat(-(-count // len(pool)))
        start = int(torch.randint(len(pool) - count + 1, (), generator=self._places))
        return pool[start : start + count].view(states.shape).to(states.dtype)


def _is_attention(module: torch.nn.Module) -> bool:
    """Return whether `module` weighs tokens; its dropout is of weights, not of states."""
    return hasattr(module, "query")
