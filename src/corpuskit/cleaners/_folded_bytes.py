"""Mojibake that was normalised (NFKC) afterwards: "GÃ1⁄4len" was "GÃ¼len", "naÃ ̄ve" was "naÃ¯ve"."""

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


def folded_edits(text: str) -> Iterator[Edit]:
    """Letters of Latin-1 whose second byte was folded into several characters."""
    if "Ã" not in text and "\u0303" not in text:
        return
    for found in SEQUENCE.finditer(text):
        new = bytes([0xC3, BYTES[found[1] or found[2]]]).decode("utf-8")
        yield Edit(*found.span(), new, "mojibake:folded", 0.9)
