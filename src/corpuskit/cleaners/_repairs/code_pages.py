"""Cyrillic or Greek in one single-byte charset that was read in another: "Ïõåíüÿíñêîå ìåòðî".

Nothing here fails to decode, so the proof is in the words. In the text as it stands, words are made
of accented letters only (or of Cyrillic letters with the case upside down); in the text as it may
have been, they have the letters of a language in about the frequencies of that language, and small
letters after capital ones.
"""

from __future__ import annotations

import json
import math
import re
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from corpuskit.cleaners._repairs.signs import odd_signs
from corpuskit.edits import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

READINGS = (
    ("windows-1252", "windows-1251", "ru"),
    ("windows-1252", "koi8-r", "ru"),
    ("windows-1252", "windows-1253", "el"),
    ("windows-1252", "mac-cyrillic", "ru"),
    ("windows-1251", "koi8-r", "ru"),
    ("koi8-r", "windows-1251", "ru"),
)
"""Read in the first charset, written in the second."""

WORD = re.compile(r"[^\W\d_]+")
HIGH_WORD = re.compile("[À-ÖØ-öø-ÿ]{4}")
TURNED_CASE = re.compile("[а-яё][А-ЯЁ]{2}")
"""Four accented letters in a row, or Cyrillic with the case upside down: worth a look."""
SUCH_LETTERS = re.compile("[À-ÖØ-öø-ÿа-яёА-ЯЁ]")

LEAST_LETTERS = 8
LEAST_ALPHABET = 5
LEAST_LENGTH = 2.5
"""Letters a word, on average: UTF-8 read as KOI8-R has lone letters between its symbols."""

LEAST_GAIN = 0.2
"""Nats a letter by which the new reading must beat letters drawn blindly from its alphabet; Russian
text gains .5 on average, the same letters in another order of the alphabet lose."""

MOST_ODD_CASE = 0.1
"""Share of words with a capital behind a small letter, as in brand names."""

ODD_WORDS = 0.7
"""Share of the letters outside ASCII that stand in words wholly made of such."""


def code_page_edits(text: str) -> list[Edit]:
    """The repairs, line by line."""
    if SUCH_LETTERS.search(odd_signs(text)) is None or not _is_worth_a_look(text):
        return []
    out: list[Edit] = []
    start = 0
    for line in text.splitlines(keepends=True):
        if _is_worth_a_look(line):
            out += _line_edits(line, start)
        start += len(line)
    return out


def _is_worth_a_look(text: str) -> bool:
    return bool(HIGH_WORD.search(text) or TURNED_CASE.search(text))


def _line_edits(line: str, offset: int) -> list[Edit]:
    best: list[Edit] = []
    most = LEAST_GAIN
    for read, written, language in READINGS:
        table = _table(read, written)
        words = [w for w in WORD.findall(line) if not w.isascii() and all(c in table for c in w)]
        odd = [w for w in words if not any(c.isascii() for c in w)]
        letters = sum(map(len, odd))
        others = sum(not c.isascii() for w in WORD.findall(line) for c in w) - letters
        if letters < max(LEAST_LETTERS, LEAST_LENGTH * len(odd)) or letters < ODD_WORDS * (
            letters + _kept(line, others, table)
        ):
            continue
        gain = _gain([w.translate(_code_points(read, written)) for w in odd], language)
        if gain > max(most, _gain(odd, language) + LEAST_GAIN):
            most = gain
            best = [
                Edit(offset + k, offset + k + 1, table[c], f"mojibake:{_short(written)}", 0.95)
                for k, c in enumerate(line)
                if c in table and table[c] != c
            ]
    return best


def _kept(line: str, others: int, table: dict[str, str]) -> int:
    """Letters outside ASCII that the reading would change although their words are no such words."""
    return min(others, sum(c in table and c.isalpha() for c in line))


def _gain(words: list[str], language: str) -> float:
    """Mean log likelihood a letter over that of a blind draw; no letter of the language: -inf."""
    frequencies = _frequencies()[language]
    blind = math.log(1 / len(frequencies))
    if len({c for word in words for c in word}) < LEAST_ALPHABET:
        return -math.inf
    total = count = 0.0
    odd_case = sum(w[1:] != w[1:].lower() and w != w.upper() for w in words)
    if odd_case > MOST_ODD_CASE * len(words):
        return -math.inf
    for word in words:
        for char in word.lower():
            total += math.log(frequencies.get(char, 1e-5)) - blind
            count += 1
    return total / count if count else -math.inf


@cache
def _table(read: str, written: str) -> dict[str, str]:
    return dict(_pairs(read, written))


@cache
def _code_points(read: str, written: str) -> dict[int, str]:
    """The table as `str.translate` wants it."""
    return {ord(old): new for old, new in _table(read, written).items()}


def _pairs(read: str, written: str) -> Iterator[tuple[str, str]]:
    for code in range(0x80, 0x100):
        byte = bytes([code])
        try:
            yield byte.decode(read), byte.decode(written)
        except UnicodeDecodeError:
            continue


def _short(codec: str) -> str:
    return codec.replace("windows-", "cp")


@cache
def _frequencies() -> dict[str, dict[str, float]]:
    source = resources.files("corpuskit.lexicons") / "repairs" / "letters.json"
    data: dict[str, dict[str, float]] = json.loads(source.read_text("utf-8"))
    return data
