"""UTF-8 that was read in a Chinese, Japanese or Korean charset: "L盲nder", "l鈥檜sage", "m찼s".

Two or three bytes became one ideograph or syllable, and the letter behind a quotation mark may have
been swallowed. Believed only where all such characters of a line decode in the same charset, the
result is Latin or Cyrillic text, and one of them stands against a letter of that text.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from corpuskit.cleaners._repairs.scripts import is_plausible, script_of
from corpuskit.cleaners._repairs.signs import odd_signs
from corpuskit.edits import Edit

if TYPE_CHECKING:
    from collections.abc import Iterable

CHARSETS = {
    "gb18030": "gbk",
    "cp949": "cp949",
    "cp932": "shift-jis",
    "cp950": "big5",
    "euc_jp": "euc-jp",
}

EAST = "\u2e80-\ud7ff\uf900-\ufaff\uff01-\uffee"
BESIDE = f"{EAST}\u2010-\u2bff\xa1-\xff\u0100-\u04ff"

MOST_EASTERN = 0.5
"""Share of a line's letters that may be Eastern: a Chinese article is not damaged Latin text."""


def double_byte_edits(text: str) -> list[Edit]:
    """The repairs, line by line."""
    if odd_signs(text)[-1:] < EAST[0] or _touching().search(text) is None:
        return []
    out: list[Edit] = []
    start = 0
    for line in text.splitlines(keepends=True):
        if _touching().search(line):
            out += _line_edits(line, start)
        start += len(line)
    return out


@cache
def _touching() -> re.Pattern[str]:
    """Genuine text sets ideographs against Latin letters too ("BBC记者"): a first look, no proof.

    Classes of so many characters take milliseconds to compile, and few texts need them.
    """
    return re.compile(f"[{EAST}](?:(?=[a-z])|(?<=[A-Za-z].))")


@cache
def _run() -> re.Pattern[str]:
    return re.compile(f"(?<![{BESIDE}])[{BESIDE}]*[{EAST}][^\x00-\x7f]*")


def _line_edits(line: str, offset: int) -> Iterable[Edit]:
    runs = list(_run().finditer(line))
    eastern = sum(len(run.group()) for run in runs)
    latin = sum(c.isascii() and c.isalpha() for c in line)
    if eastern > MOST_EASTERN * (eastern + latin):
        return []
    for codec, name in CHARSETS.items():
        news = [_decoded(run.group(), codec) for run in runs]
        if None in news:
            continue
        found = list(zip(runs, [new or "" for new in news], strict=True))
        if any(_is_proof(line, run, new) for run, new in found):
            return [
                Edit(offset + run.start(), offset + run.end(), new, f"mojibake:{name}", 0.95)
                for run, new in found
            ]
    return []


def _decoded(run: str, codec: str) -> str | None:
    """What the run was, if it was UTF-8 of plausible characters; swallowed ASCII comes back."""
    try:
        new = run.encode(codec).decode("utf-8")
    except UnicodeError:
        return None
    if new.isascii() or not all(c.isascii() or is_plausible(c) for c in new):
        return None
    return None if any(script_of(c) == "CJK" for c in new) else new


def _is_proof(line: str, run: re.Match[str], new: str) -> bool:
    """Whether the run stands inside a word, or gives back a quotation mark, and fits its place."""
    before, after = line[max(0, run.start() - 1) : run.start()], line[run.end() : run.end() + 1]
    if before.islower() and new[0].isupper():
        return False
    letters = [c for c in before + new + after if c.isalpha()]
    if len({script_of(c) for c in letters}) > 1:
        return False
    touches = before.isalpha() or after.isalpha()
    return touches or any(script_of(c) == "Common" for c in new)
