"""Which invisible characters are debris where they stand, and which are spelling."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from corpuskit.edits import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMES = {
    "soft-hyphen": "\u00ad",
    "zero-width-space": "\u200b",
    "joiner": "\u200c\u200d\u034f",
    "direction": "\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069",
    "zero-width": "\u2060-\u2064\u206a-\u206f\ufeff\u180e\u3164\uffa0",
    "variation": "\ufe00-\ufe0f",
    "tag": "\U000e0000-\U000e007f",
    "private-use": "\ue000-\uf8fe",
}
INVISIBLE = re.compile(
    "|".join(f"(?P<{name.replace('-', '_')}>[{span}])" for name, span in NAMES.items())
)

ANY = re.compile("[" + "".join(NAMES.values()) + "]")
"""The same in one class: a search for it jumps over ordinary text, one for the names does not."""

RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufefc\U00010800-\U00010fff]")
JOINING = re.compile("[\u0600-\u109f\u1780-\u18af\u1900-\u1cff\ua800-\uabff\ufb50-\ufefc]")
"""Scripts that spell with joiners: Arabic, the Indic ones and their neighbours, Mongolian."""

UNSPACED = re.compile("[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u1950-\u19df\u1a20-\u1aaf]")
"""Scripts without blanks, where a zero-width space says where a line may break."""

EMOJI = re.compile(
    "[\u00a9\u00ae\u203c-\u3299\U0001f000-\U0001faff\U0001f1e6-\U0001f1ff\u200d\u20e3#*0-9]"
)
FLAG = "\U0001f3f4"

SYMBOL_FONT = {
    "\uf0b7": "•",
    "\uf0a7": "▪",
    "\uf0d8": "➢",
    "\uf0fc": "✓",
    "\uf0e0": "→",
    "\uf02d": "-",
}
"""What Word's Symbol and Wingdings bullets become when their text is pasted into a page."""


def invisible_edits(text: str, *, private_use: bool) -> Iterator[Edit]:
    """Deletions, and bullets for what a symbol font showed as bullets."""
    for found in ANY.finditer(text):
        char, k = found.group(), found.start()
        name = _name(char)
        before, after = text[k - 1 : k] if k else "", text[k + 1 : k + 2]
        if name == "private-use":
            if private_use:
                yield from _private_use(k, char, before, after)
        elif not _is_spelling(name, text, k, before, after):
            yield Edit(k, k + 1, "", f"invisible:{name}")


@cache
def _name(char: str) -> str:
    found = INVISIBLE.match(char)
    return (found.lastgroup or "").replace("_", "-") if found else ""


def _is_spelling(name: str, text: str, k: int, before: str, after: str) -> bool:
    match name:
        case "joiner":
            emoji = text[k] == "\u200d" and EMOJI.match(after) and _is_emoji_before(text, k)
            return bool(JOINING.match(before) or JOINING.match(after) or emoji)
        case "zero-width-space":
            return bool(UNSPACED.match(before) or UNSPACED.match(after))
        case "direction":
            return RIGHT_TO_LEFT.search(_line_around(text, k)) is not None
        case "variation":
            return bool(EMOJI.match(before)) or before > "\u2e7f"
        case "tag":
            return (
                text[max(0, k - 8) : k]
                .rstrip("".join(map(chr, range(0xE0020, 0xE0080))))
                .endswith(FLAG)
            )
        case "zero-width":
            return text[k] in "\u3164\uffa0" and "\u1100" <= before <= "\ud7ff"
    return False


def _is_emoji_before(text: str, k: int) -> bool:
    return EMOJI.match(text[max(0, k - 3) : k].rstrip("\ufe0f")[-1:]) is not None


def _line_around(text: str, k: int) -> str:
    """The line, or the nearest thousand characters of a very long one."""
    start = text.rfind("\n", max(0, k - 500), k) + 1 or max(0, k - 500)
    end = text.find("\n", k, k + 500)
    return text[start : end if end >= 0 else k + 500]


def _private_use(k: int, char: str, before: str, after: str) -> Iterator[Edit]:
    """An icon that stands alone is debris; inside a word it may be a letter that we cannot read."""
    if char in SYMBOL_FONT:
        yield Edit(k, k + 1, SYMBOL_FONT[char], "invisible:symbol-font", 0.9)
    elif (not before or before.isspace()) and (not after or after.isspace()):
        yield Edit(k, k + 1, "", "invisible:private-use", 0.9)
