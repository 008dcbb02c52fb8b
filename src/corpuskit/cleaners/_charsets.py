"""The single-byte charsets that UTF-8 is wrongly read in, as patterns over characters."""

from __future__ import annotations

import re
from functools import cache

import attrs
import ftfy.bad_codecs

ftfy.bad_codecs.ok()  # registers the sloppy codecs

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


@attrs.frozen
class Charset:
    """A single-byte charset, as far as it can hold UTF-8: `pattern` finds sequences that adjoin."""

    name: str
    bytes_of: dict[str, int]
    pattern: re.Pattern[str]


@cache
def charsets() -> tuple[Charset, ...]:
    """All of them."""
    return tuple(_charset(codec, name) for codec, name in CHARSETS.items())


@cache
def any_charset() -> re.Pattern[str]:
    """A lead character before a continuation character, in any of the charsets."""
    leads: dict[str, set[str]] = {}
    for charset in charsets():
        more = {c for c, b in charset.bytes_of.items() if 0x80 <= b <= 0xBF}
        for char, byte in charset.bytes_of.items():
            if 0xC2 <= byte <= 0xF4:
                leads.setdefault(char, set()).update(more)
    groups: dict[frozenset[str], list[str]] = {}
    for lead, more in leads.items():
        groups.setdefault(frozenset(more), []).append(lead)
    every = re.escape("".join(sorted(leads)))
    pairs = "|".join(
        f"[{re.escape(''.join(sorted(lead)))}][{re.escape(''.join(sorted(more)))}]"
        for more, lead in groups.items()
    )
    return re.compile(f"(?=[{every}][^\x00-\x7f])(?:{pairs})")


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
