"""A real HTTP server that speaks the chat protocols of OpenAI, Ollama and Anthropic, as a script says."""

from __future__ import annotations

import json
import re
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from typing import TYPE_CHECKING, Any, Self

from assistant.text import sentence_spans, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_PASSAGE = re.compile(r"<<(?P<fence>\w+) passage \[(?P<number>\d+)\]>>\n(?P<body>.*?)<<(?P=fence) end of", re.DOTALL)
_QUESTION = re.compile(r"^Question: (.*)$", re.MULTILINE)
# Longer than any test waits.
_LONG_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as it came in."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def text(self) -> str:
        """All messages, one after the other."""
        said = (str(message["content"]) for message in self.body["messages"])
        return "\n\n".join(filter(None, (self.body.get("system"), *said)))

    @property
    def question(self) -> str:
        """The question that is to be answered."""
        found = _QUESTION.search(self.text)
        return found[1] if found else ""

    @property
    def passages(self) -> dict[int, str]:
        """The text of every passage that was given, by its number."""
        return {int(item["number"]): item["body"].split("text:\n", 1)[1] for item in _PASSAGE.finditer(self.text)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """How one request is answered. `text` is what is written, or makes it from the request."""

    text: str | Callable[[Asked], str] = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    role: str = "assistant"
    # What is sent in place of a reply.
    raw: bytes | None = None
    seconds_before: float = 0.0
    seconds_between: float = 0.0
    # Pieces after which nothing more comes, or the connection breaks.
    stall_after: int | None = None
    break_after: int | None = None
    endless: bool = False
    piece_characters: int = 4
    # Pieces of reasoning, in a field of its own, before the text.
    reasons: int = 0
    # Nothing but comments, which keep a connection open, for ever.
    comments: bool = False
    finish: str = "stop"


def faithful(asked: Asked) -> str:
    """Return the sentences of the passages that share most words with the question, each with its number."""
    wanted = set(words(asked.question))
    scored = []
    for number, text in asked.passages.items():
        for span in sentence_spans(text):
            sentence = span.of(text)
            scored.append((-len(wanted & set(words(sentence))), number, sentence))
    best = {sentence: number for _, number, sentence in sorted(scored)[:2]}
    return " ".join(f"{sentence.rstrip('.')} [{number}]." for sentence, number in best.items())


def liar(asked: Asked) -> str:
    """Return what `faithful` says with every figure changed."""
    told = re.sub(r"\d+(?!\])", lambda match: str(int(match.group()) + 7), faithful(asked))
    return told if told != faithful(asked) else "Nobody knows that 99 whales were sunk [1]."


class LLMServer:
    """Serves in threads until closed. `asked` holds every chat request, in order of arrival."""

    def __init__(self) -> None:
        """Listen on a free port of this machine."""
        self.asked: list[Asked] = []
        self._scripts: list[Script] = [Script(text=faithful)]
        self._closing = threading.Event()
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        # Handlers that stall are let go when the server closes; nothing waits for them.
        self._server.daemon_threads = True
        self._server.block_on_close = False
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        """The address for `llm.base_url`."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *exc_info: object) -> None:
        """Stop serving."""
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def play(self, *scripts: Script) -> None:
        """Answer the next requests by these scripts, in order; the last one goes on for ever."""
        self._scripts = list(scripts)

    def next_script(self, asked: Asked) -> Script:
        """Return the script for a request, and keep the request."""
        with self._lock:
            self.asked.append(asked)
            return self._scripts.pop(0) if len(self._scripts) > 1 else self._scripts[0]

    def pause(self, seconds: float) -> None:
        """Wait, but no longer than the server lives."""
        self._closing.wait(seconds)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                asked = Asked(self.path, {key.lower(): value for key, value in self.headers.items()}, body)
                try:
                    _answer(self, server, server.next_script(asked), asked)
                except (BrokenPipeError, ConnectionResetError):
                    # Whoever asked stopped listening.
                    self.close_connection = True

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        return Handler


def _answer(handler: BaseHTTPRequestHandler, server: LLMServer, script: Script, asked: Asked) -> None:
    server.pause(script.seconds_before)
    text = script.text if isinstance(script.text, str) else script.text(asked)
    if script.raw is not None or script.status != 200:
        payload = script.raw if script.raw is not None else b'{"error": {"message": "scripted"}}'
        _send(handler, script, payload)
    elif asked.path == "/api/chat":
        _ollama(handler, script, text, asked)
    elif asked.path == "/v1/messages":
        _anthropic(handler, script, text, asked)
    elif asked.body.get("stream"):
        _stream(handler, server, script, text, asked)
    else:
        message = {"role": script.role, "content": text}
        choice = {"index": 0, "message": message, "finish_reason": script.finish}
        reply = {"id": "1", "object": "chat.completion", "created": 0, "model": "scripted", "choices": [choice]}
        _send(handler, script, json.dumps({**reply, "usage": _usage(asked, text)}).encode())


def tokens(text: str) -> int:
    """Return how many tokens the server counts in a text: its words."""
    return len(text.split())


def _usage(asked: Asked, text: str) -> dict[str, int]:
    read, written = tokens(asked.text), tokens(text)
    return {"prompt_tokens": read, "completion_tokens": written, "total_tokens": read + written}


def _send(handler: BaseHTTPRequestHandler, script: Script, payload: bytes) -> None:
    handler.send_response(script.status)
    for name, value in {"Content-Type": "application/json", **script.headers}.items():
        handler.send_header(name, value)
    handler.send_header("Content-Length", str(len(payload)))
    handler.end_headers()
    handler.wfile.write(payload)


def _begin_stream(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/event-stream")
    handler.send_header("Connection", "close")
    handler.end_headers()
    handler.close_connection = True


def _stream(handler: BaseHTTPRequestHandler, server: LLMServer, script: Script, text: str, asked: Asked) -> None:
    _begin_stream(handler)
    while script.comments:
        handler.wfile.write(b": still here\n\n")
        handler.wfile.flush()
        server.pause(script.seconds_between)
    for _ in range(script.reasons):
        _event(handler, {"role": script.role, "reasoning_content": "hm "})
        server.pause(script.seconds_between)
    for number, piece in enumerate(_pieces(script, text)):
        if number == script.break_after:
            return
        if number == script.stall_after:
            server.pause(_LONG_SECONDS)
            return
        _event(handler, {"role": script.role, "content": piece} if number == 0 else {"content": piece})
        server.pause(script.seconds_between)
    _event(handler, {}, finish=script.finish)
    if asked.body.get("stream_options", {}).get("include_usage"):
        _chunk(handler, {"choices": [], "usage": _usage(asked, text)})
    handler.wfile.write(b"data: [DONE]\n\n")


def _ollama(handler: BaseHTTPRequestHandler, script: Script, text: str, asked: Asked) -> None:
    pieces = list(_pieces(script, text)) if asked.body.get("stream", True) else [text]
    lines: list[dict[str, Any]] = [
        {"model": "scripted", "message": {"role": script.role, "content": piece}, "done": False} for piece in pieces
    ]
    counted = {"prompt_eval_count": tokens(asked.text), "eval_count": tokens(text)}
    lines[-1:] = [{**lines[-1], "done": True, "done_reason": script.finish, **counted}] if lines else []
    _send(handler, script, "\n".join(map(json.dumps, lines)).encode())


def _anthropic(handler: BaseHTTPRequestHandler, script: Script, text: str, asked: Asked) -> None:
    ended = {"length": "max_tokens", "stop": "end_turn"}.get(script.finish, script.finish)
    read, written = tokens(asked.text), tokens(text)
    head = {"id": "m", "type": "message", "role": script.role, "model": "scripted", "content": []}
    if not asked.body.get("stream"):
        usage = {"input_tokens": read, "output_tokens": written}
        content = [{"type": "text", "text": text}]
        reply = {**head, "content": content, "stop_reason": ended, "stop_sequence": None, "usage": usage}
        _send(handler, script, json.dumps(reply).encode())
        return
    _begin_stream(handler)
    block: dict[str, Any] = {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}}
    usage = {"input_tokens": read, "output_tokens": 1}
    events: list[dict[str, Any]] = [{"type": "message_start", "message": {**head, "usage": usage}}, block]
    for piece in _pieces(script, text):
        said = {"type": "text_delta", "text": piece}
        events.append({"type": "content_block_delta", "index": 0, "delta": said})
    end = {"stop_reason": ended, "stop_sequence": None}
    events.append({"type": "content_block_stop", "index": 0})
    events.append({"type": "message_delta", "delta": end, "usage": {"output_tokens": written}})
    for event in (*events, {"type": "message_stop"}):
        handler.wfile.write(f"event: {event['type']}\ndata: {json.dumps(event)}\n\n".encode())
        handler.wfile.flush()


def _pieces(script: Script, text: str) -> Iterator[str]:
    for _ in count() if script.endless else range(1):
        for start in range(0, len(text), script.piece_characters):
            yield text[start : start + script.piece_characters]


def _event(handler: BaseHTTPRequestHandler, delta: dict[str, str], *, finish: str | None = None) -> None:
    _chunk(handler, {"choices": [{"index": 0, "delta": delta, "finish_reason": finish}]})


def _chunk(handler: BaseHTTPRequestHandler, fields: dict[str, Any]) -> None:
    chunk = {"id": "1", "object": "chat.completion.chunk", "created": int(time.time()), "model": "scripted", **fields}
    handler.wfile.write(f"data: {json.dumps(chunk)}\n\n".encode())
    handler.wfile.flush()
