"""Knowing without asking ftfy that it would leave a text alone."""

from __future__ import annotations

import json
import re
import unicodedata
from functools import cache
from importlib import resources
from typing import Any

import ftfy
from ftfy import chardata
from ftfy.badness import is_bad

TOUCHY = re.compile(
    "["
    + "".join(re.escape(chr(c)) for c in (*chardata.LIGATURES, *chardata.CONTROL_CHARS))
    + "\x1b\r\x80-\x9f\u2028\u2029\ud800-\udfff]"
)
"""What ftfy's fixers for single characters look for, such as "ﬁ" or a carriage return."""


@cache
def guarded() -> bool:
    """Whether the guard speaks for the installed ftfy; with another version every line is asked."""
    return bool(_data()["ftfy"] == ftfy.__version__)


@cache
def unsafe() -> re.Pattern[str]:
    """One character outside the set that ftfy never touches, in whatever order it stands."""
    ranges = _data()["ranges"] if guarded() else []
    inside = "".join(f"{re.escape(chr(a))}-{re.escape(chr(b))}" for a, b in ranges)
    return re.compile(f"[^{inside}]" if inside else r"[\s\S]")


def untouched(line: str) -> bool:
    """Whether ftfy, asked for this line, would certainly give it back as it is."""
    return (
        guarded()
        and "&" not in line
        and TOUCHY.search(line) is None
        and unicodedata.is_normalized("NFC", line)
        and (line.isascii() or not is_bad(line))
    )


@cache
def _data() -> dict[str, Any]:
    source = resources.files("corpuskit.lexicons") / "repairs" / "ftfy_safe.json"
    data: dict[str, Any] = json.loads(source.read_text("ascii"))
    return data
