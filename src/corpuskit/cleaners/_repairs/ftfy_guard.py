"""Knowing without asking ftfy, or loading it, that it would leave a text alone."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from functools import cache
from importlib import resources
from typing import Any

from corpuskit.cleaners._repairs.signs import odd_signs


def untouched(text: str) -> bool:
    """Whether all characters of the text are among those that ftfy never touches."""
    return "&" not in text and all(map(_is_safe, odd_signs(text))) and guarded()


@cache
def guarded() -> bool:
    """Whether the guard speaks for the installed ftfy; with another version every line is asked."""
    from importlib.metadata import version  # noqa: PLC0415, it loads much, and plain text needs none

    return bool(_data()["ftfy"] == version("ftfy"))


@cache
def unsafe() -> re.Pattern[str]:
    """One character outside the set that ftfy never touches, in whatever order it stands."""
    ranges = _data()["ranges"]
    inside = "".join(f"{re.escape(chr(a))}-{re.escape(chr(b))}" for a, b in ranges)
    return re.compile(f"[^{inside}]")


def _is_safe(char: str) -> bool:
    """Whether `unsafe`, which takes long to compile, would not match it."""
    code = ord(char)
    k = bisect_right(_firsts(), code) - 1
    return k >= 0 and code <= _data()["ranges"][k][1]


@cache
def _firsts() -> list[int]:
    return [first for first, _ in _data()["ranges"]]


@cache
def _data() -> dict[str, Any]:
    source = resources.files("corpuskit.lexicons") / "repairs" / "ftfy_safe.json"
    data: dict[str, Any] = json.loads(source.read_text("ascii"))
    return data
