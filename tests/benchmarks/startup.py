"""What starting costs: `assistant --help` against importing the two libraries that any command line of this kind needs.

Both are fresh processes of the same interpreter, started in turns; byte code is compiled before the clock starts. And
`import assistant` must load none of the heavy libraries.
"""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from .data import ROOT
from .measures import Figure, Row, Target, compare_percentiles, in_turns

if TYPE_CHECKING:
    from .data import Context

RUNS = 21
HELP = (sys.executable, "-m", "assistant", "--help")
PEER = (sys.executable, "-c", "import typer, rich")
HEAVY = ("torch", "chromadb", "gradio", "llama_index", "sentence_transformers", "transformers")
TARGET = Target(bound="at most", limit=2.5)
_LOADED = f"import assistant, sys; print(*[name for name in {HEAVY!r} if name in sys.modules])"


def run(context: Context) -> list[Row]:
    """Return the start-up rows; nothing in the context matters to them."""
    del context
    seconds = in_turns({"ours": lambda _: _call(HELP), "peer": lambda _: _call(PEER)}, range(RUNS), warm_up=2)
    ours, peer, ratio = compare_percentiles(seconds["ours"], seconds["peer"], scale=1_000)
    loaded = _call((sys.executable, "-c", _LOADED)).split()
    return [
        Row(
            measure="assistant --help p50",
            n=RUNS,
            unit="ms",
            ours=ours,
            peer_name="import typer, rich",
            peer=peer,
            compared=ratio,
            target=TARGET,
        ),
        Row(
            measure="heavy libraries loaded by `import assistant`",
            n=len(HEAVY),
            unit="libraries",
            ours=Figure(len(loaded)),
            target=Target(bound="at most", limit=0),
            note=" ".join(loaded),
        ),
    ]


def _call(command: tuple[str, ...]) -> str:
    """Run the command from the repository's root, which holds the package, and return what it printed."""
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
