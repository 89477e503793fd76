"""How long the first checked sentence takes, beside what it cannot do without: the model's writing, and the reading.

A real server writes a faithful answer, some characters at a time as a model does. *The server's own first sentence* is
the time from the bare request to the first whole sentence, measured with an HTTP client and nothing else in the same
run; *the reader's ask* is the whole answer without a language model. The first checked sentence should take at most
1.25 times their sum.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from assistant import Assistant, Claim
from assistant.read.reader import Reader
from assistant.settings import LLMSettings, ReaderSettings
from assistant.verify import SentenceCutter
from tests.llm_server import LLMServer, Script, faithful

from .asking import QUESTIONS, WARM_UP
from .contestants import shipped_store
from .measures import Figure, Row, Target, compare_percentiles, in_turns, percentile

if TYPE_CHECKING:
    from tests.llm_server import Asked

    from .data import Context

OVERHEAD = Target(bound="at most", limit=1.25)
# Four characters each: about the pace of a small model on a CPU.
SECONDS_BETWEEN = 0.02


def run(context: Context) -> list[Row]:
    """Return the time to the first checked sentence against the sum of the two, with the two beside it."""
    store = shipped_store(context.work)
    reader = Reader(ReaderSettings())
    os.environ.setdefault("OPENAI_API_KEY", "none")
    with LLMServer() as server:
        server.play(Script(text=faithful, seconds_between=SECONDS_BETWEEN))
        llm = LLMSettings(model="scripted", base_url=server.url)
        with (
            Assistant(store, create=False, reader=reader) as alone,
            Assistant(store.model_copy(update={"llm": llm}), create=False, reader=reader) as assistant,
        ):
            requests = {question: _request(assistant, server, question) for question in QUESTIONS}
            questions = [question for question, asked in requests.items() if asked is not None]
            seconds = in_turns(
                {
                    "first": lambda question: _first_claim(assistant, question),
                    "server": lambda question: _first_sentence(server.url, requests[question]),
                    "ask": alone.ask,
                },
                questions,
                warm_up=WARM_UP,
            )
    needed = seconds["server"] + seconds["ask"]
    ours, peer, ratio = compare_percentiles(seconds["first"], needed, scale=1_000)
    return [
        Row(
            measure="first checked sentence p50",
            n=len(questions),
            unit="ms",
            ours=ours,
            peer_name="server's first sentence + reader's ask",
            peer=peer,
            compared=ratio,
            target=OVERHEAD,
            note=f"{len(QUESTIONS) - len(questions)} of {len(QUESTIONS)} questions have no sentence",
        ),
        *(
            Row(measure=f"{name} p50", n=len(questions), unit="ms", ours=Figure(1_000 * percentile(seconds[key], 0.5)))
            for name, key in (("the server's own first sentence", "server"), ("the reader's ask", "ask"))
        ),
    ]


def _request(assistant: Assistant, server: LLMServer, question: str) -> Asked | None:
    """Return the request that a question leads to; `None` where nothing checked comes of it."""
    server.asked.clear()
    stands = _first_claim(assistant, question)
    return server.asked[0] if server.asked and stands else None


def _first_claim(assistant: Assistant, question: str) -> bool:
    """Go on until the first supported sentence, and return whether there was one."""
    events = assistant.stream(question)
    return any(isinstance(event, Claim) and event.verdict == "supported" for event in events)


def _first_sentence(url: str, asked: Asked | None) -> str:
    """Send the request again by itself, and return its first sentence as soon as it is whole."""
    from http.client import HTTPConnection

    if asked is None:
        return ""
    parts = urlsplit(url)
    connection = HTTPConnection(parts.hostname or "", parts.port)
    connection.request("POST", asked.path, body=json.dumps(asked.body), headers={"Content-Type": "application/json"})
    cutter = SentenceCutter()
    reply = connection.getresponse()
    try:
        while line := reply.readline():
            if line.startswith(b"data: {") and (choices := json.loads(line[6:])["choices"]):
                for sentence in cutter.feed(choices[0]["delta"].get("content") or ""):
                    return sentence.text
        return "".join(sentence.text for sentence in cutter.close())
    finally:
        connection.close()
