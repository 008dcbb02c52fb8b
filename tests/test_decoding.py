"""From bytes to text: every encoding by its own name, two in one file, and no byte lost."""

from __future__ import annotations

import codecs
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpuskit.decoding import decode
from corpuskit.notes import Decoded

GERMAN = (
    "Der Minister erklärte am Donnerstag, dass die Länder für die Lücke nicht zahlen müssen.\n"
    "Die Größe der Maßnahme überraschte viele Abgeordnete, hieß es später aus Köln.\n"
)
RUSSIAN = (
    "Президент заявил, что переговоры продолжатся в четверг.\n"
    "Министр иностранных дел добавил, что условия ещё не согласованы.\n"
)
POLISH = "Władze mówią, że żółty śnieg spadł również w Łodzi.\nŹródła są sprzeczne, głównie dziś.\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (GERMAN, "utf-8"),
        (GERMAN, "windows-1252"),
        (RUSSIAN, "windows-1251"),
        (RUSSIAN, "koi8-r"),
        (POLISH, "windows-1250"),
        (POLISH, "iso8859-2"),
    ],
)
def test_declared_charsets_are_believed(text: str, encoding: str) -> None:
    """Where the bytes allow it."""
    found = decode(text.encode(encoding), encoding)

    assert (found.text, found.encoding, found.note.origin) == (text, encoding, "declared")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (GERMAN, "windows-1252"),
        (RUSSIAN, "windows-1251"),
        (RUSSIAN, "koi8-r"),
    ],
)
def test_the_detector_names_the_rest(text: str, encoding: str) -> None:
    """chardet, an extra; the tests install it."""
    found = decode(text.encode(encoding) * 3)

    assert (found.text, found.encoding, found.note.origin) == (text * 3, encoding, "detected")


def test_utf8_is_utf8_whatever_was_declared() -> None:
    """No other encoding looks like it by chance."""
    found = decode(GERMAN.encode(), "iso-8859-1")

    assert (found.text, found.note) == (GERMAN, Decoded("utf-8", "utf-8"))


def test_latin1_means_windows_1252_on_the_web() -> None:
    """As every browser takes it."""
    assert decode("“no” €5".encode("cp1252"), "latin-1").text == "“no” €5"


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
    ],
)
def test_byte_order_marks_come_first(mark: bytes, encoding: str) -> None:
    """And are no part of the text."""
    found = decode(mark + GERMAN.encode(encoding), "windows-1251")

    assert (found.text, found.bom, found.note) == (GERMAN, True, Decoded(encoding, "bom"))
    assert found.facts == {"encoding": encoding, "bom": True, "decoded_by": "bom"}


def test_wide_text_without_a_mark() -> None:
    """A NUL in every other byte."""
    assert decode(GERMAN.encode("utf-16-le")).text == GERMAN


def test_two_encodings_in_one_file() -> None:
    """Line by line, and the note says which lines."""
    data = GERMAN.encode() * 2 + GERMAN.encode("cp1252")
    found = decode(data, "windows-1252")

    assert found.text == GERMAN * 3
    assert found.note.encoding == "utf-8"
    assert found.note.other_lines == ((5, 6, "windows-1252"),)


def test_two_encodings_in_one_line() -> None:
    """UTF-8 amid windows-1252, as templates make it."""
    data = "größer und kühner als ".encode() + "früher".encode("cp1252")

    assert decode(data, "windows-1252").text == "größer und kühner als früher"


def test_line_ends_are_untouched() -> None:
    """They belong to the raw text."""
    assert decode(b"a\r\nb\rc\n").text == "a\r\nb\rc\n"


def test_without_a_detector(monkeypatch: pytest.MonkeyPatch) -> None:
    """The last resort says so."""
    monkeypatch.setitem(sys.modules, "chardet", None)
    found = decode(GERMAN.encode("cp1252"))

    assert (found.text, found.note.origin) == (GERMAN, "fallback")


@settings(max_examples=300, deadline=None)
@given(
    st.binary(max_size=60),
    st.one_of(st.none(), st.sampled_from(["utf-8", "latin-1", "cp1251", "gbk", "utf-16", "rot13", "x\x00", "no such", ""])),
)  # fmt: skip
def test_no_bytes_raise(data: bytes, declared: str | None) -> None:
    """Odd bytes are data."""
    found = decode(data, declared)

    assert isinstance(found.text, str)
    assert found == decode(data, declared)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60).filter(lambda t: not t.startswith("\ufeff") and "\x00" not in t))
def test_utf8_comes_back(text: str) -> None:
    """The common case is exact."""
    data = text.encode("utf-8", "replace")

    assert decode(data).text.encode() == data
