"""What each visitor asked and got, kept in memory so that a reload of the page loses nothing."""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.records import Abstention, Answer, Turn

if TYPE_CHECKING:
    from collections.abc import Mapping

# Bounds on memory: an exchange is a few kilobytes, a key that nothing was asked with yet a few bytes.
MOST_CONVERSATIONS = 500
MOST_EXCHANGES = 100
MOST_UNUSED_KEYS = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A question that ended in an error: the fact, and the next step."""

    message: str
    hint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One question and what came of it. `number` counts from 1 and never changes."""

    number: int
    question: str
    reply: Answer | Abstention | Failure


class Conversations:
    """The exchanges of each conversation by its key; the longest unused conversation makes room for a new one.

    Exchanges hold the outcome itself, so that a number in an old answer opens what it opened when it was given. Safe to
    share between threads.
    """

    def __init__(self) -> None:
        """Start with none."""
        self._exchanges: OrderedDict[str, tuple[Exchange, ...]] = OrderedDict()
        self._failed: dict[str, Mapping[int, tuple[str, ...]]] = {}
        # Keys handed out to pages on which nothing was answered yet, the oldest first.
        self._unused: OrderedDict[str, None] = OrderedDict()
        self._lock = threading.Lock()

    def new_key(self) -> str:
        """Return a key that cannot be guessed, and remember that it was handed out."""
        key = secrets.token_urlsafe(16)
        with self._lock:
            self._unused[key] = None
            if len(self._unused) > MOST_UNUSED_KEYS:
                self._unused.popitem(last=False)
        return key

    def key_for(self, key: str) -> str:
        """Return `key` if it was handed out here and is not forgotten, else a new one.

        What others can guess, an empty key above all, would make one conversation of all who send it.
        """
        with self._lock:
            known = key in self._exchanges or key in self._unused
        return key if known else self.new_key()

    def exchanges(self, key: str) -> tuple[Exchange, ...]:
        """Return the exchanges of a conversation, oldest first; an unknown key has none."""
        with self._lock:
            if key in self._exchanges:
                self._exchanges.move_to_end(key)
            return self._exchanges.get(key, ())

    def add(self, key: str, question: str, reply: Answer | Abstention | Failure) -> tuple[Exchange, ...]:
        """Append an exchange and return all of the conversation."""
        with self._lock:
            self._unused.pop(key, None)
            before = self._exchanges.pop(key, ())
            number = before[-1].number + 1 if before else 1
            after = (*before, Exchange(number=number, question=question, reply=reply))[-MOST_EXCHANGES:]
            self._exchanges[key] = after
            while len(self._exchanges) > MOST_CONVERSATIONS:
                forgotten, _ = self._exchanges.popitem(last=False)
                self._failed.pop(forgotten, None)
            return after

    def failed(self, key: str) -> Mapping[int, tuple[str, ...]]:
        """Return, by exchange, what was last noted on sources that no longer stand."""
        with self._lock:
            return self._failed.get(key, {})

    def note_failed(self, key: str, failed: Mapping[int, tuple[str, ...]]) -> None:
        """Keep, by exchange, which sources no longer stand, as long as the conversation is kept."""
        with self._lock:
            if key in self._exchanges:
                self._failed[key] = failed


def turns(exchanges: tuple[Exchange, ...]) -> tuple[Turn, ...]:
    """Return the exchanges as the history of a question; those that failed, or found no answer, said nothing."""
    return tuple(
        # As it was understood, so that the next follow-up leans on a whole question.
        Turn.after(exchange.reply)
        for exchange in exchanges
        if not isinstance(exchange.reply, Failure)
    )
