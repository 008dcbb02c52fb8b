"""From bytes to text: which encoding, on whose word, and for which lines."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Literal

import attrs

from corpuskit.notes import Decoded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from corpuskit.metadata import Scalar


Origin = Literal["declared", "bom", "utf-8", "detected", "fallback"]

MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte order marks, the longer first: that of UTF-16 begins that of UTF-32."""

WEB_NAMES = {
    "ascii": "windows-1252",
    "iso8859-1": "windows-1252",
    "cp1252": "windows-1252",
    "iso8859-9": "windows-1254",
    "cp1254": "windows-1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "tis-620": "cp874",
    "iso8859-11": "cp874",
}
"""What browsers take a declared name for, by Python's name of it (WHATWG Encoding Standard)."""

SLOPPY = {f"windows-{n}": f"sloppy-windows-{n}" for n in (1250, 1251, 1252, 1253, 1254, 1257)}
FALLBACK = "windows-1252"
MULTIBYTE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
DOUBLE_BYTE = frozenset({"gb18030", "cp932", "cp949", "big5", "cp950", "euc_jp", "euc-jp", "johab"})

LEAST_CONFIDENCE = 0.2
MOST_DETECTED = 200_000
"""Bytes shown to the detector."""


@attrs.frozen
class DecodedText:
    """Text that was bytes, its byte order mark removed and its line ends untouched."""

    text: str
    note: Decoded
    bom: bool = False

    @property
    def encoding(self) -> str:
        """The encoding of the text, or of most of its lines."""
        return self.note.encoding

    @property
    def facts(self) -> Mapping[str, Scalar]:
        """For `Document.meta`: encoding, bom, and how the encoding was found out."""
        others = "; ".join(f"lines {a}-{b}: {name}" for a, b, name in self.note.other_lines)
        how = self.note.origin + (f"; {others}" if others else "")
        return {"encoding": self.encoding, "bom": self.bom, "decoded_by": how}


def decode(data: bytes, declared: str | None = None) -> DecodedText:
    """The text of `data`, and how its encoding was found out; never raises, loses no byte.

    A byte order mark is believed first, then the declared charset, then UTF-8, then the detector
    (chardet, if installed), then windows-1252. Bytes that are valid UTF-8 beyond ASCII are UTF-8
    whatever was declared: no other encoding looks like that by chance. A file whose lines are in
    two encodings is decoded line by line.

    >>> decode("Größe".encode("latin-1"), "iso-8859-1").text
    'Größe'
    """
    for mark, name in MARKS:
        if data.startswith(mark):
            text = _strict(data[len(mark) :], name)
            if text is not None:
                return DecodedText(text, Decoded(name, "bom"), bom=True)
    wide = _wide(data)
    if wide:
        return DecodedText(data.decode(wide, "replace"), Decoded(wide, "detected", 0.9))
    wish = _known(declared)
    if wish and wish.startswith(("utf-16", "utf-32")) and data.isascii():
        wish = None
    whole = _strict(data, "utf-8")
    if whole is not None and (wish in (None, "utf-8") or not data.isascii()):
        return DecodedText(whole, Decoded("utf-8", "declared" if wish == "utf-8" else "utf-8"))
    _register_sloppy_codecs()
    if whole is not None and wish and wish != "utf-7":
        return DecodedText(_tolerant(data, wish), Decoded(wish, "declared"))
    return _by_lines(data, wish)


@cache
def _register_sloppy_codecs() -> None:
    """Codecs that have a character for every byte; ftfy brings them, and takes long to load."""
    import ftfy.bad_codecs  # noqa: PLC0415, see above

    ftfy.bad_codecs.ok()


def _by_lines(data: bytes, wish: str | None) -> DecodedText:
    """Bytes that are not UTF-8 as a whole: perhaps some lines are."""
    lines = data.splitlines(keepends=True)
    other, origin, confidence = _legacy(
        b"".join(x for x in lines if _strict(x, "utf-8") is None), wish
    )
    names = [_encoding_of(line, other) for line in lines]
    votes = Counter(name for name, line in zip(names, lines, strict=True) if not line.isascii())
    main = votes.most_common(1)[0][0]
    text = "".join(_line(line, name) for line, name in zip(lines, names, strict=True))
    spans = tuple(_spans(lines, names, main))
    if main == "utf-8":
        origin, confidence = "declared" if wish == "utf-8" else "utf-8", 1.0
    return DecodedText(text, Decoded(main, origin, confidence, spans))


def _legacy(data: bytes, wish: str | None) -> tuple[str, Origin, float]:
    """The encoding of bytes that are not UTF-8."""
    if wish and wish != "utf-8" and _strict(data, SLOPPY.get(wish, wish)) is not None:
        return wish, "declared", 1.0
    try:
        import chardet  # noqa: PLC0415, an optional extra
    except ImportError:
        return FALLBACK, "fallback", 0.5
    found = chardet.detect(data[:MOST_DETECTED])
    name, confidence = _known(found["encoding"]), float(found["confidence"] or 0)
    usable = name and name != "utf-8" and confidence >= LEAST_CONFIDENCE
    if usable and name and _strict(data, SLOPPY.get(name, name)) is not None:
        return name, "detected", round(confidence, 2)
    return FALLBACK, "fallback", 0.5


def _encoding_of(line: bytes, other: str) -> str:
    if line.isascii():
        return other
    if _strict(line, "utf-8") is None:
        return other
    sequences = MULTIBYTE.findall(line)
    by_chance = other in DOUBLE_BYTE and sum(len(s) > 2 for s in sequences) < 3
    return other if by_chance and _strict(line, other) is not None else "utf-8"


def _line(line: bytes, name: str) -> str:
    """One line; stray bytes of a Western charset may stand among UTF-8 in it."""
    if name in SLOPPY and len(MULTIBYTE.findall(line)) > 1 and _strict(line, "utf-8") is None:
        parts = re.split(b"((?:" + MULTIBYTE.pattern + b")+)", line)
        whole = [_strict(part, "utf-8") for part in parts[1::2]]
        if all(text is not None and _is_likely(text) for text in whole):
            return "".join(
                part.decode("utf-8") if k % 2 else _tolerant(part, name)
                for k, part in enumerate(parts)
            )
    return _tolerant(line, name)


def _is_likely(text: str) -> bool:
    """Whether UTF-8 inside a line of another charset gives what Western text has."""
    return all("\u00a0" <= c <= "\u017f" or "\u2010" <= c <= "\u2122" for c in text)


def _tolerant(data: bytes, name: str) -> str:
    """Strictly, else with the sloppy twin of the charset, else as windows-1252."""
    for codec in (name, SLOPPY.get(name)):
        text = _strict(data, codec) if codec else None
        if text is not None:
            return text
    return data.decode(SLOPPY[FALLBACK])


def _spans(
    lines: Sequence[bytes], names: Sequence[str], main: str
) -> Iterator[tuple[int, int, str]]:
    """Runs of lines in another encoding than the main one; ASCII lines belong to any."""
    number = 1
    pairs = zip(lines, names, strict=True)
    for name, group in groupby(main if line.isascii() else name for line, name in pairs):
        count = len(list(group))
        if name != main:
            yield number, number + count - 1, name
        number += count


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: Western text has a NUL in every other byte."""
    sample = data[:2000]
    if len(sample) < 4 or sample.count(0) < 0.3 * len(sample):
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    name = "utf-16-le" if odd > 10 * even else "utf-16-be" if even > 10 * odd else None
    return name if name and _strict(data, name) is not None else None


def _known(name: str | None) -> str | None:
    """The charset as browsers understand it; None for a name that nobody knows."""
    try:
        plain = codecs.lookup((name or "").strip().strip("\"'").lower()).name
    except (LookupError, ValueError):
        return None
    plain = WEB_NAMES.get(plain, plain)
    if plain.startswith("cp125"):
        plain = plain.replace("cp", "windows-")
    return plain if _is_text_encoding(plain) else None


def _is_text_encoding(name: str) -> bool:
    """Python knows codecs that are no charsets: rot13, base64, punycode."""
    return bool(getattr(codecs.lookup(name), "_is_text_encoding", True)) and name not in {
        "punycode",
        "idna",
        "utf-7",
        "raw-unicode-escape",
        "unicode-escape",
        "undefined",
        "mbcs",
        "oem",
    }


def _strict(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except (UnicodeDecodeError, LookupError):
        return None
