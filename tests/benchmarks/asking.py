"""What asking costs: p50 of each stage over the shipped corpus, and the memory of a process that asks one question.

There is no peer: the stages are ours. The memory is the high-water mark of a fresh process that opens a built store,
loads its models, asks and ends.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from assistant import Assistant

from .contestants import shipped_store
from .data import ROOT
from .measures import Figure, Row, Target, percentile

if TYPE_CHECKING:
    from .data import Context

QUESTIONS = tuple(Path(__file__).with_name("questions.txt").read_text(encoding="utf-8").splitlines())
WARM_UP = 3
# In MiB: an assistant that asks once must fit beside what else a small machine runs.
_MEMORY = Target(bound="at most", limit=1_500)
# VmHWM, not getrusage: the latter carries the parent's mark over into the child.
_ASK_ONCE = """
import sys
from pathlib import Path
from assistant import Assistant, Settings
from assistant.settings import StoreSettings
with Assistant(Settings(store=StoreSettings(path=Path(sys.argv[1]))), create=False) as assistant:
    assistant.ask(sys.argv[2])
print(next(line.split()[1] for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")))
"""


def run(context: Context) -> list[Row]:
    """Return one row for each stage, one for the whole, and one for the memory."""
    settings = shipped_store(context.work)
    taken: dict[str, list[float]] = {}
    with Assistant(settings, create=False) as assistant:
        for question in QUESTIONS[:WARM_UP]:
            assistant.ask(question)
        for question in QUESTIONS:
            started = time.perf_counter()
            outcome = assistant.ask(question)
            taken.setdefault("in all", []).append(1_000 * (time.perf_counter() - started))
            for stage, milliseconds in outcome.trace.timings_ms.items():
                taken.setdefault(stage, []).append(milliseconds)
    rows = [
        Row(
            measure=f"ask the shipped corpus: {stage} p50",
            n=len(values),
            unit="ms",
            ours=Figure(percentile(values, 0.5)),
        )
        for stage, values in taken.items()
    ]
    return [*rows, *_memory(settings.store.path)]


def _memory(store: Path) -> list[Row]:
    if not Path("/proc/self/status").is_file():
        return []
    command = (sys.executable, "-c", _ASK_ONCE, str(store), QUESTIONS[0])
    printed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [
        Row(
            measure="peak memory, one question in a fresh process",
            n=1,
            unit="MiB",
            ours=Figure(int(printed) / 1_024),
            target=_MEMORY,
        )
    ]
