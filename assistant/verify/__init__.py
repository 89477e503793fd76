"""Hold what is said against the characters it cites: when an answer is given, and again whenever it is looked at."""

from __future__ import annotations

from assistant.verify.citations import Cited, Register, cite, recheck, resolve
from assistant.verify.claims import Checked, ClaimChecker, Details, SupportChecker
from assistant.verify.instructions import inert, instruction_spans, without_instructions
from assistant.verify.sentences import Sentence, SentenceCutter

__all__ = [
    "Checked",
    "Cited",
    "ClaimChecker",
    "Details",
    "Register",
    "Sentence",
    "SentenceCutter",
    "SupportChecker",
    "cite",
    "inert",
    "instruction_spans",
    "recheck",
    "resolve",
    "without_instructions",
]
