"""Mojibake that other steps worked on: "GÃ1⁄4len" was "GÃ¼len" before NFKC, "end.Â" lost its blank."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from corpuskit.edits import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

BYTES = {
    folded: byte
    for byte in range(0xA1, 0xC0)
    if len(folded := unicodedata.normalize("NFKC", chr(byte))) > 1
}
"""What NFKC makes several characters of: the spacing accents and the fractions."""

LEAD = "(?:Ã|A\u0303)"
SEQUENCE = re.compile(
    f"(?<=[^\\W\\d_]){LEAD}({'|'.join(map(re.escape, BYTES))})|{LEAD}( [\u0304\u0308])"
)


STRIPPED = re.compile("(?<=[a-z.,;:!?…”’)]) ?(?:Ã‚)?Â(?=[\r\n]|\\Z)")
"""A no-break space at the end of a line, of which stripping took the second byte."""


def folded_edits(text: str) -> Iterator[Edit]:
    """Letters of Latin-1 whose second byte was folded or stripped away."""
    if "Â" in text:
        for found in STRIPPED.finditer(text):
            yield Edit(*found.span(), "", "mojibake:stripped", 0.9)
    if "Ã" not in text and "\u0303" not in text:
        return
    for found in SEQUENCE.finditer(text):
        new = bytes([0xC3, BYTES[found[1] or found[2]]]).decode("utf-8")
        yield Edit(*found.span(), new, "mojibake:folded", 0.9)
