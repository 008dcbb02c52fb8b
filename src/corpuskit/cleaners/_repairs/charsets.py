"""The single-byte charsets that UTF-8 is wrongly read in, as patterns over characters."""

from __future__ import annotations

import re
from functools import cache

import attrs

from corpuskit.cleaners._repairs.scripts import is_plausible, script_of

CHARSETS = {
    "sloppy-windows-1252": "cp1252",
    "latin-1": "latin-1",
    "sloppy-windows-1250": "cp1250",
    "sloppy-windows-1251": "cp1251",
    "sloppy-windows-1254": "cp1254",
    "cp1256": "cp1256",
    "macroman": "macroman",
    "cp437": "cp437",
    "koi8-r": "koi8-r",
    "koi8-u": "koi8-u",
    "iso-8859-2": "iso-8859-2",
    "sloppy-windows-1253": "cp1253",
    "sloppy-windows-1257": "cp1257",
    "cp850": "cp850",
    "cp852": "cp852",
    "cp866": "cp866",
}
"""Codecs with the names that reasons use, the likelier first."""

BEYOND_ASCII = re.compile(r"[^\x00-\x7f][^\x00-\x7f]+")
"""Two characters or more; the first stands alone, so that the search can jump from one to the next."""


@attrs.frozen
class Charset:
    """A single-byte charset, as far as it can hold UTF-8: `pattern` finds sequences that adjoin."""

    name: str
    bytes_of: dict[str, int]
    pattern: re.Pattern[str]


@cache
def charsets() -> tuple[Charset, ...]:
    """All of them."""
    from ftfy import bad_codecs  # noqa: PLC0415, clean text needs none of it

    bad_codecs.ok()  # registers the sloppy codecs
    return tuple(_charset(codec, name) for codec, name in CHARSETS.items())


def charsets_in(text: str) -> tuple[Charset, ...]:
    """The charsets with at least one sequence in `text` that might be damage.

    One scan for all of them: letters of one script only prove nothing unless a capital follows a
    small letter, so clean Cyrillic or Greek text drops out here.
    """
    found: dict[int, None] = {}
    for run in BEYOND_ASCII.finditer(text):
        for at in _any_pair().finditer(text, *run.span()):
            k = at.start()
            for number in _numbers(text[k : k + 2], text[k - 1 : k].islower() if k else False):
                found[number] = None
    return tuple(charsets()[number] for number in sorted(found))


@cache
def _numbers(pair: str, after_small: bool) -> tuple[int, ...]:  # noqa: FBT001, a cache key
    """Which charsets the pair may belong to, by their place in the list."""
    odd = not pair.isalpha() or len({script_of(c) for c in pair}) > 1
    if not odd and not (after_small and pair[0].isupper()):
        return ()
    out = []
    for number, charset in enumerate(charsets()):
        lead, more = (charset.bytes_of.get(c, 0) for c in pair)
        if not 0x80 <= more <= 0xBF:
            continue
        if 0xE0 <= lead <= 0xF4 or (
            0xC2 <= lead <= 0xDF and is_plausible(bytes([lead, more]).decode("utf-8"))
        ):
            out.append(number)
    return tuple(out)


@cache
def _any_pair() -> re.Pattern[str]:
    """Where a lead character stands before a continuation character of some charset."""
    leads, more = set(), set()
    for charset in charsets():
        leads |= {c for c, b in charset.bytes_of.items() if 0xC2 <= b <= 0xF4}
        more |= {c for c, b in charset.bytes_of.items() if 0x80 <= b <= 0xBF}
    one, two = (re.escape("".join(sorted(chars))) for chars in (leads, more))
    return re.compile(f"(?=[{one}][{two}])")


def _charset(codec: str, name: str) -> Charset:
    bytes_of = {char: byte for byte in range(0x80, 0x100) if (char := _char(codec, byte))}

    def klass(low: int, high: int) -> str:
        return "[" + re.escape("".join(c for c, b in bytes_of.items() if low <= b <= high)) + "]"

    more = klass(0x80, 0xBF)
    two, three, four = klass(0xC2, 0xDF), klass(0xE0, 0xEF), klass(0xF0, 0xF4)
    pattern = re.compile(f"(?:{two}{more}|{three}{more}{{2}}|{four}{more}{{3}})+")
    return Charset(name, bytes_of, pattern)


def _char(codec: str, byte: int) -> str | None:
    try:
        return bytes([byte]).decode(codec)
    except UnicodeDecodeError:
        return None
