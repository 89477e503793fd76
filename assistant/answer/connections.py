"""The vendors' clients, each behind one shape. What they raise passes through; `generative` translates it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from assistant.answer.responses import Responses
from assistant.records import Usage

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Iterator, Sequence

    import anthropic
    from llama_index.core.llms import LLM

    from assistant.records import Message
    from assistant.settings import LLMSettings

# How Anthropic calls what the others call "length".
_CUT_OFF = "max_tokens"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What arrived at once: some text, and where the vendor says so, whose, why it ended, and what it used.

    One without text says that the model is at work: it reasons, or the endpoint keeps the connection open.
    """

    text: str = ""
    role: str = "assistant"
    finish: str | None = None
    usage: Usage | None = None


class Connection(Protocol):
    """A client for one model."""

    def stream(self, messages: Sequence[Message]) -> Iterator[Part]:
        """Yield the reply as it arrives."""
        ...

    def reply(self, messages: Sequence[Message]) -> Part:
        """Return the reply at once."""
        ...

    def end(self) -> None:
        """Let go of what the calling thread was reading."""
        ...

    def hang_up(self, thread: threading.Thread) -> None:
        """Break off what that thread is reading, if anything."""
        ...

    def close(self) -> None:
        """Close what is open; a reply that is still arriving breaks off."""
        ...


def connect(settings: LLMSettings, *, endpoint: str, key: str) -> Connection:
    """Return a client for the model that the settings name. It repeats nothing itself: `calling` knows the deadline.

    Raises:
        ImportError: The provider's library is not installed.
    """
    if settings.provider == "anthropic":
        return _Anthropic(settings, endpoint=endpoint, key=key)
    if settings.provider == "ollama":
        return _ollama(settings, endpoint=endpoint)
    return _openai(settings, endpoint=endpoint, key=key)


class _LlamaIndex:
    """One of LlamaIndex's clients."""

    def __init__(self, llm: LLM, close: Callable[[], object], responses: Responses) -> None:
        self._llm = llm
        self._close = close
        self.end = responses.end
        self.hang_up = responses.hang_up

    def stream(self, messages: Sequence[Message]) -> Iterator[Part]:
        for part in self._llm.stream_chat(_chat(messages)):
            yield Part(
                text=part.delta or "", role=part.message.role.value, finish=_finish(part.raw), usage=_usage(part.raw)
            )

    def reply(self, messages: Sequence[Message]) -> Part:
        said = self._llm.chat(_chat(messages))
        return Part(
            text=said.message.content or "",
            role=said.message.role.value,
            finish=_finish(said.raw),
            usage=_usage(said.raw),
        )

    def close(self) -> None:
        self._close()


def _openai(settings: LLMSettings, *, endpoint: str, key: str) -> Connection:
    import httpx
    from llama_index.llms.openai_like import OpenAILike

    # The client loads this at its first request, and certificates too: seconds that would pass for silence.
    from openai.resources.chat import completions  # noqa: F401

    responses = Responses()
    http = httpx.Client(timeout=settings.timeout_seconds, event_hooks=responses.hooks)
    # The address is said outright, lest a variable of the vendor's turn requests elsewhere.
    llm = OpenAILike(
        model=settings.model or "",
        api_key=key,
        api_base=endpoint,
        http_client=http,
        timeout=settings.timeout_seconds,
        max_retries=0,
        max_tokens=settings.max_tokens,
        context_window=settings.context_tokens,
        is_chat_model=True,
        additional_kwargs={"stream_options": {"include_usage": True}},
        **_sampling(settings),
    )
    if settings.temperature == "default":
        # LlamaIndex fills in a temperature of its own; a field that is `None` is not sent.
        llm.temperature = None  # type: ignore[assignment]  # declared as a number
    return _LlamaIndex(llm, http.close, responses)


def _ollama(settings: LLMSettings, *, endpoint: str) -> Connection:
    import ollama
    from llama_index.llms.ollama import Ollama

    responses = Responses()
    http = ollama.Client(host=endpoint, timeout=settings.timeout_seconds, event_hooks=responses.hooks)
    llm = Ollama(
        model=settings.model or "",
        client=http,
        context_window=settings.context_tokens,
        additional_kwargs={"num_predict": settings.max_tokens},
        **_sampling(settings),
    )
    return _LlamaIndex(llm, http.close, responses)


class _Anthropic:
    """Anthropic's own client: LlamaIndex's asks for the cloud libraries of two other vendors."""

    def __init__(self, settings: LLMSettings, *, endpoint: str, key: str) -> None:
        import anthropic

        self._settings = settings
        responses = Responses()
        self.end = responses.end
        self.hang_up = responses.hang_up
        # Tracing is off: what reports say is nobody's telemetry.
        self._client = anthropic.Anthropic(
            api_key=key,
            base_url=endpoint,
            timeout=settings.timeout_seconds,
            max_retries=0,
            open_telemetry=False,
            http_client=anthropic.DefaultHttpxClient(event_hooks=responses.hooks),
        )

    def stream(self, messages: Sequence[Message]) -> Iterator[Part]:
        given = 0
        with self._client.messages.create(**self._asked(messages), stream=True) as events:
            for event in events:
                match event.type:
                    case "message_start":
                        given = _given(event.message.usage)
                        yield Part(role=event.message.role)
                    case "content_block_delta" if event.delta.type == "text_delta":
                        yield Part(text=event.delta.text)
                    case "message_delta":
                        usage = Usage(input_tokens=given, output_tokens=event.usage.output_tokens)
                        yield Part(finish=_ended(event.delta.stop_reason), usage=usage)
                    case _:
                        # Reasoning, pings, and where blocks begin and end.
                        yield Part()

    def reply(self, messages: Sequence[Message]) -> Part:
        said: anthropic.types.Message = self._client.messages.create(**self._asked(messages))
        return Part(
            text="".join(block.text for block in said.content if block.type == "text"),
            role=said.role,
            finish=_ended(said.stop_reason),
            usage=Usage(input_tokens=_given(said.usage), output_tokens=said.usage.output_tokens),
        )

    def close(self) -> None:
        self._client.close()

    # This client takes no temperature.
    def _asked(self, messages: Sequence[Message]) -> dict[str, Any]:
        system = "\n\n".join(message.text for message in messages if message.role == "system")
        return {
            "model": self._settings.model,
            "max_tokens": self._settings.max_tokens,
            "messages": [
                {"role": message.role, "content": message.text} for message in messages if message.role != "system"
            ],
            **({"system": system} if system else {}),
        }


def _sampling(settings: LLMSettings) -> dict[str, Any]:
    return {} if settings.temperature == "default" else {"temperature": settings.temperature}


def _chat(messages: Sequence[Message]) -> list[Any]:
    from llama_index.core.llms import ChatMessage

    return [ChatMessage(role=message.role, content=message.text) for message in messages]


def _finish(raw: object) -> str | None:
    """Return why an OpenAI or Ollama reply ended, where the vendor says."""
    if isinstance(raw, dict):
        return raw.get("done_reason")
    choices = getattr(raw, "choices", None)
    return getattr(choices[0], "finish_reason", None) if choices else None


def _usage(raw: object) -> Usage | None:
    if isinstance(raw, dict):
        counts = raw.get("prompt_eval_count"), raw.get("eval_count")
    else:
        counted = getattr(raw, "usage", None)
        counts = getattr(counted, "prompt_tokens", None), getattr(counted, "completion_tokens", None)
    read, written = counts
    if isinstance(read, int) and isinstance(written, int):
        return Usage(input_tokens=read, output_tokens=written)
    return None


def _given(usage: anthropic.types.Usage) -> int:
    # What is read from a cache, or written to one, is counted apart.
    cached = (usage.cache_creation_input_tokens or 0) + (usage.cache_read_input_tokens or 0)
    return usage.input_tokens + cached


def _ended(reason: str | None) -> str | None:
    return "length" if reason == _CUT_OFF else reason
