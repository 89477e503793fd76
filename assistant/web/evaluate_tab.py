"""The Evaluate tab: its components and their events."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assistant.web.measuring import NOTHING_YET

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.web.measuring import Measuring

MAX_FILE = "5mb"


class EvaluateTab:
    """A question set to choose or to give, a run to start and to stop, and its report."""

    def __init__(self, measuring: Measuring) -> None:
        """Lay out the components, inside the tab that is open."""
        import gradio as gr

        self._measuring = measuring
        sets = measuring.sets()
        with gr.Column(elem_id="ra-evaluate"):
            with gr.Row(elem_id="ra-evaluate-row"):
                self.chosen = gr.Dropdown(label="Question set", choices=list(sets), value=sets[0] if sets else None)
                self.file = gr.File(
                    label="…or a file of your own (.jsonl)", file_types=[".jsonl"], type="binary", height=96
                )
                with gr.Column(elem_id="ra-evaluate-buttons", min_width=120, scale=0):
                    self.start = gr.Button("Evaluate", variant="primary", elem_id="ra-evaluate-start")
                    self.stop = gr.Button("Stop", interactive=False, elem_id="ra-evaluate-stop")
            self.result = gr.HTML(NOTHING_YET, apply_default_css=False, js_on_load=None, elem_id="ra-evaluation")
            self.run_id = gr.State("")

    def wire(self) -> None:
        """Connect the events. A run has a queue of its own: questions of visitors do not wait behind it."""
        quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
        self.start.click(
            self._run,
            [self.chosen, self.file],
            [self.result, self.run_id, self.start, self.stop],
            concurrency_id="evaluate",
            concurrency_limit=2,
            **quiet,
        )
        self.stop.click(self._measuring.stop, [self.run_id], None, queue=False, **quiet)

    def _run(self, chosen: str | None, uploaded: bytes | None) -> Iterator[tuple[Any, ...]]:
        import gradio as gr

        for progress in self._measuring.run(chosen, uploaded):
            yield (
                progress.html,
                progress.run_id,
                gr.update(interactive=not progress.running),
                gr.update(interactive=progress.running),
            )
