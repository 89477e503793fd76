"""Bytes → text. What cannot be decoded for certain enough is rejected with what was tried."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from assistant.errors import DocumentError

if TYPE_CHECKING:
    from pathlib import Path

# UTF-32 first: its little-endian mark begins with the one of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# The encodings that news files come in, likeliest first. Left to all that it knows, charset-normalizer reads a French
# cp1252 text as cp1250 ("à" becomes "ŕ") and a Russian one as Mac Cyrillic: ties must go to the commoner encoding.
_CANDIDATES = (
    *("cp1252", "cp1251", "cp1250", "iso8859_2", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "cp874"),
    *("koi8_r", "koi8_u", "cp932", "euc_jp", "gb18030", "big5", "cp949"),
)
# Names that a file may declare. Python knows more, such as `unicode_escape` and `rot13`, that are no text encodings.
_DECLARABLE = re.compile(
    r"utf-?8|utf-?16(-?[lb]e)?|ascii|(iso-?8859|cp|windows|koi8|mac)[-_\w]*|gb[-_\w]*|big5[-_\w]*|euc[-_\w]*"
    r"|shift_jis[-_\w]*|iso2022[-_\w]*|tis-620|johab",
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MOST_CONTROL = 0.02


def decode(data: bytes, path: Path, *, declared: str | None = None) -> str:
    """Return the text of `data`, without a byte order mark.

    Tried in turn: a byte order mark, UTF-8, the encoding that the file declares, detection. UTF-8 comes before a
    declaration because other encodings hardly ever form valid UTF-8, whereas wrong declarations are common.

    Raises:
        DocumentError: `data` is binary, or none of these fits.
    """
    text = _decoded(data, path, declared)
    if len(_CONTROL.findall(text)) > _MOST_CONTROL * len(text):
        raise DocumentError(path, "binary content, not text")
    return text


def _decoded(data: bytes, path: Path, declared: str | None) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as error:
                reason = (
                    f"wrongly encoded: its byte order mark says {encoding.removesuffix('-sig').upper()}, but it is not"
                )
                raise DocumentError(path, reason) from error
    if b"\0" in data:
        raise DocumentError(path, "binary content, not text")
    codec = _codec(declared)
    # ISO 2022 writes in ASCII bytes, so it would pass for UTF-8.
    order = (codec, "utf-8") if codec and codec.startswith("iso2022") else ("utf-8", codec)
    for encoding in filter(None, order):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    tried = ", ".join(["UTF-8", *([declared] if codec and declared else []), "detection"])
    return _detected(data, path, tried)


def _codec(declared: str | None) -> str | None:
    """Return Python's name for a declared encoding, or `None` when it is no known text encoding."""
    try:
        name = codecs.lookup(declared or "").name
    except (LookupError, ValueError):
        return None
    # Browsers read Latin-1 and ASCII labels as cp1252, and pages are written for browsers.
    name = {"iso8859-1": "cp1252", "ascii": "cp1252"}.get(name, name)
    return name if _DECLARABLE.fullmatch(name) else None


def _detected(data: bytes, path: Path, tried: str) -> str:
    # Imported here: a library that only odd files need.
    from charset_normalizer import from_bytes

    matches = from_bytes(data, cp_isolation=list(_CANDIDATES), enable_fallback=False)
    if not matches:
        raise DocumentError(path, f"wrongly encoded: none of {tried} gives readable text")
    best = min(matches, key=lambda match: (match.chaos, -match.coherence, _CANDIDATES.index(match.encoding)))
    return str(best)
