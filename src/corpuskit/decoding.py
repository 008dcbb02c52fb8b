"""From bytes to text, and how it was done."""

from __future__ import annotations

import codecs

import attrs

from corpuskit.notes import Decoded

BOMS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}


@attrs.frozen
class DecodedText:
    """Decoded text without its byte order mark, and the note that says how it was decoded."""

    text: str
    note: Decoded
    bom: bool


def decode(data: bytes, declared: str | None = None) -> DecodedText:
    """The text of `data`: by its byte order mark, the declared charset, UTF-8, or else cp1252."""
    for mark, encoding in BOMS.items():
        if data.startswith(mark):
            text = data.removeprefix(mark).decode(encoding, "replace")
            return DecodedText(text, Decoded(encoding, "bom"), bom=True)
    try:
        return DecodedText(data.decode("utf-8"), Decoded("utf-8", "utf-8"), bom=False)
    except UnicodeDecodeError:
        pass
    text = data.decode("cp1252", "replace")
    return DecodedText(text, Decoded("cp1252", "fallback", 0.5), bom=False)
