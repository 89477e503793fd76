"""Bytes to text."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.documents.decode import decode
from assistant.errors import DocumentError

FRENCH = "Le bilan de l\u2019attaque à Quetta s\u2019élève à douze morts. Les blessés étaient âgés."
RUSSIAN = "Число погибших выросло до 12, сообщили в полиции в среду утром."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (FRENCH, "utf-8"),
        (FRENCH, "utf-8-sig"),
        (FRENCH, "utf-16"),
        (FRENCH, "utf-32"),
        (FRENCH, "cp1252"),
        ("Café société à Québec", "latin-1"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8_r"),
        ("Przewodniczący powiedział, że liczba ofiar wzrosła do dwunastu. Żołnierze wciąż szukają", "cp1250"),
        ("ارتفع عدد القتلى إلى اثني عشر شخصا، بحسب الشرطة", "cp1256"),
        ("政府星期三宣布死亡人数超过二百人，武装分子袭击了多个地点。", "gb18030"),  # noqa: RUF001 - a Chinese comma
        ("政府は水曜日に発表した。死者は二百人を超えた", "shift_jis"),
    ],
)
def test_text_is_decoded_without_a_declaration(text: str, encoding: str) -> None:
    """Byte order marks and UTF-8 are certain, other encodings are told by their text."""
    assert decode(text.encode(encoding), Path("a.txt")) == text


@pytest.mark.parametrize(
    ("declared", "encoding"), [("iso-8859-1", "cp1252"), ("windows-1251", "cp1251"), ("ISO-2022-JP", "iso2022_jp")]
)
def test_declared_encoding_is_honoured(declared: str, encoding: str) -> None:
    """A short text that detection would get wrong is read as declared; Latin-1 means cp1252, as in browsers."""
    text = {"cp1252": "“£5”", "cp1251": "да", "iso2022_jp": "死者"}[encoding]

    assert decode(text.encode(encoding), Path("a.html"), declared=declared) == text


@pytest.mark.parametrize("declared", ["iso-8859-1", "unicode_escape", "rot13", "no-such", "", "a\0b"])
def test_utf8_beats_a_wrong_declaration(declared: str) -> None:
    """Valid UTF-8 is UTF-8, whatever it is said to be, and odd codecs of Python are never used."""
    assert decode(b"\xc3\xa9\\x41", Path("a.html"), declared=declared) == "é\\x41"


def test_rejection_names_what_was_tried() -> None:
    """The reason lists the encodings, the declared one included."""
    with pytest.raises(DocumentError, match="wrongly encoded: none of UTF-8, utf-8, detection gives readable text"):
        decode(bytes(range(128, 256)) * 4, Path("a.html"), declared="utf-8")
