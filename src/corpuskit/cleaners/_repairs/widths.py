"""Full-width Latin letters and digits in text that is not Chinese, Japanese or Korean."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from corpuskit.cleaners._repairs.signs import odd_signs
from corpuskit.edits import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

WIDE = "\uff10-\uff19\uff21-\uff3a\uff41-\uff5a"
RUN = re.compile(f"[{WIDE}](?:[\uff01-\uff5e]|\u3000(?=[{WIDE}]))*")
EASTERN_LANGUAGES = frozenset({"zh", "ja", "ko"})
OFFSET = 0xFEE0


def width_edits(text: str, language: str) -> Iterator[Edit]:
    """Each run of full-width letters, in lines without Eastern letters."""
    if language in EASTERN_LANGUAGES or RUN.search(odd_signs(text)) is None:
        return
    start = 0
    for line in text.splitlines(keepends=True):
        if _eastern().search(line) is None:
            for found in RUN.finditer(line):
                new = "".join(_narrow(c) for c in found.group())
                yield Edit(
                    found.start() + start, found.end() + start, new, "typography:full-width", 0.95
                )
        start += len(line)


@cache
def _eastern() -> re.Pattern[str]:
    """A class of so many characters takes milliseconds to compile, and few texts need it."""
    return re.compile("[\u2e80-\u2fff\u3001-\u33ff\u3400-\u9fff\uac00-\ud7a3\uff61-\uffdc]")


def _narrow(char: str) -> str:
    return " " if char == "\u3000" else chr(ord(char) - OFFSET)
