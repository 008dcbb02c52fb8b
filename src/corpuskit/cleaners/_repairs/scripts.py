"""Which script a character belongs to, coarsely, and whether press text would use it."""

from __future__ import annotations

from bisect import bisect_right

BLOCKS = (
    (0x0041, "Latin"),
    (0x0250, ""),
    (0x0386, "Greek"),
    (0x03CF, ""),
    (0x0400, "Cyrillic"),
    (0x0460, ""),
    (0x0490, "Cyrillic"),
    (0x0492, ""),
    (0x05D0, "Hebrew"),
    (0x05EB, ""),
    (0x060C, "Arabic"),
    (0x066D, ""),
    (0x067E, "Arabic"),
    (0x067F, ""),
    (0x0686, "Arabic"),
    (0x0687, ""),
    (0x0698, "Arabic"),
    (0x0699, ""),
    (0x06A9, "Arabic"),
    (0x06AA, ""),
    (0x06AF, "Arabic"),
    (0x06B0, ""),
    (0x06CC, "Arabic"),
    (0x06CD, ""),
    (0x0901, "Devanagari"),
    (0x0980, "Bengali"),
    (0x0A00, ""),
    (0x0E01, "Thai"),
    (0x0E5C, ""),
    (0x10D0, "Georgian"),
    (0x1100, ""),
    (0x1EA0, "Latin"),
    (0x1EFA, ""),
    (0x3001, "CJK"),
    (0x3100, ""),
    (0x4E00, "CJK"),
    (0xA000, ""),
    (0xAC00, "CJK"),
    (0xD7A4, ""),
    (0xFB01, "Latin"),
    (0xFB03, ""),
    (0xFF01, "CJK"),
    (0xFFE7, ""),
    (0x1F300, "Common"),
    (0x1FB00, ""),
)
"""Where a block begins; an empty name: letters that press text hardly ever needs."""

STARTS = [start for start, _ in BLOCKS]
EXTRA_LATIN = frozenset("ȘșȚțƏə")
MARKS = frozenset("\xa0¡¢£§©«°²³·»¿½€™№‐–—―‘’‚“”„•…‰′″‹›→←−●★☆■▶✓✔♥❤\u200b\u200e\u200f\ufeff")
LATIN_SUPPLEMENT_SIGNS = frozenset("×÷")


def script_of(char: str) -> str:
    """The script of a letter; "Common" for what is none, "" for letters of rarer blocks."""
    if not char.isalpha() and not ("\u0900" <= char < "\u1100" or "\u064b" <= char <= "\u0669"):
        return "Common"
    if char in EXTRA_LATIN or "ª" <= char < "\u0250":
        return "Latin"
    return BLOCKS[bisect_right(STARTS, ord(char)) - 1][1] if char >= "A" else "Common"


def is_plausible(char: str) -> bool:
    """Whether a repair may yield it: a letter of a living script, or a mark of typography.

    >>> is_plausible("ł"), is_plausible("ʅ")
    (True, False)
    """
    if char in MARKS or char in EXTRA_LATIN:
        return True
    if "À" <= char <= "ž":
        return char not in "ŉſĿŀĸ" and char not in LATIN_SUPPLEMENT_SIGNS
    code = ord(char)
    return code > 0x250 and bool(BLOCKS[bisect_right(STARTS, code) - 1][1])
