"""UTF-8 that was read in a single-byte charset, where ftfy sees no proof: found by evidence.

ftfy judges a line, or a piece by its badness. Here every sequence that decodes strictly in one
charset is a witness, weighed by what stands around it and by what it would become: a letter must
fit its neighbours in script and case. A strong witness is one that genuine text does not produce:
a symbol inside a word, an upper-case letter after a lower-case one, three characters that make one
quotation mark, a chain of pairs that makes a word of another script. Weak ones are believed in the
company of strong ones of the same charset in the same line.
"""

from __future__ import annotations

import re
from functools import cache, partial
from itertools import pairwise
from typing import TYPE_CHECKING

import attrs
import ftfy.bad_codecs
from ftfy import fixes

from corpuskit.cleaners._scripts import is_plausible, script_of
from corpuskit.edits import Edit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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

FTFY_KNOWS = (
    "latin-1",
    "sloppy-windows-1252",
    "sloppy-windows-1251",
    "sloppy-windows-1250",
    "sloppy-windows-1253",
    "sloppy-windows-1254",
    "sloppy-windows-1257",
    "iso-8859-2",
    "macroman",
    "cp437",
)

SURE_OF_ITSELF = 4
"""A chain of as many characters needs no neighbours of its own script."""

TYPOGRAPHY = frozenset("‘’‚“”„«»‹›–—…")
"""Signs that stand behind a word in genuine text: "ZAŁAMAĆ”." """

DEBRIS = frozenset("¢ƒ")
LONE = frozenset({"Latin", "Common"})
"""What may come as a single character; letters of other scripts come in words."""


@attrs.frozen
class Charset:
    """A single-byte charset, as far as it can hold UTF-8."""

    name: str
    bytes_of: dict[str, int]
    pattern: re.Pattern[str]


@attrs.frozen
class Witness:
    """Adjoining sequences of one charset, and what they would become.

    `odd`: the characters as they stand are no word of one script. `strong`: genuine text does not
    have that. `fits`: the new letters agree with their neighbours.
    """

    start: int
    end: int
    new: str
    odd: bool
    strong: bool
    fits: bool


def utf8_edits(text: str, original: str) -> list[Edit]:
    """The repairs in the one charset that has most to say about `text`.

    `original` is the text before any repair: its strong witnesses vouch for weak ones that are left.
    """
    if _any_charset().search(text) is None:
        return []
    best: list[Edit] = []
    most = 0
    for charset in _charsets():
        witnesses = list(_witnesses(text, charset))
        if not witnesses:
            continue
        here = _lines_of_proof(text, witnesses)
        earlier = set()
        if text != original:
            earlier = _lines_of_proof(original, _witnesses(original, charset))
        scripts = {script_of(c) for w in witnesses if w.strong for c in w.new} | LONE
        believed = [
            w
            for w in witnesses
            if (w.strong and w.fits)
            or (
                (w.fits or w.odd)
                and w.new != "\xa0"
                and all(script_of(c) in scripts for c in w.new)
                and (_line(text, w) in here or (w.odd and w.fits and _line(text, w) in earlier))
            )
        ]
        weight = sum((w.end - w.start) * (2 if w.strong else 1) for w in believed)
        if weight > most:
            most = weight
            reason = f"mojibake:{charset.name}"
            best = [Edit(w.start, w.end, w.new, reason, 0.95) for w in believed]
    return best


def mixed_utf8_edits(text: str) -> list[Edit]:
    """The same, for lines that no charset explains as a whole.

    In such lines ftfy looks at each piece alone and takes the first charset that decodes it.
    """
    edits = utf8_edits(text, text)
    if not edits:
        return []
    mixed: dict[int, bool] = {}
    return [e for e in edits if _is_mixed(text, e.start, mixed)]


def _is_mixed(text: str, at: int, known: dict[int, bool]) -> bool:
    start = text.rfind("\n", 0, at) + 1
    if start not in known:
        end = text.find("\n", at)
        line = text[start : end if end >= 0 else len(text)]
        known[start] = not any(map(partial(_is_whole, line), FTFY_KNOWS))
    return known[start]


def _is_whole(line: str, codec: str) -> bool:
    """Whether ftfy would decode the line in one go, mending lost blanks and lost bytes."""
    try:
        data = line.encode(codec)
        if codec != "macroman":
            data = fixes.restore_byte_a0(data)
        if codec.startswith("sloppy"):
            data = fixes.replace_lossy_sequences(data)
        data.decode("utf-8-variants")
    except UnicodeError:
        return False
    return True


@cache
def _charsets() -> tuple[Charset, ...]:
    return tuple(_charset(codec, name) for codec, name in CHARSETS.items())


def _charset(codec: str, name: str) -> Charset:
    bytes_of = {
        bytes([b]).decode(codec): b for b in range(0x80, 0x100) if _is_defined(codec, bytes([b]))
    }

    def klass(low: int, high: int) -> str:
        return "[" + re.escape("".join(c for c, b in bytes_of.items() if low <= b <= high)) + "]"

    more = klass(0x80, 0xBF)
    two, three, four = klass(0xC2, 0xDF), klass(0xE0, 0xEF), klass(0xF0, 0xF4)
    pattern = re.compile(f"(?:{two}{more}|{three}{more}{{2}}|{four}{more}{{3}})+")
    return Charset(name, bytes_of, pattern)


def _is_defined(codec: str, byte: bytes) -> bool:
    try:
        byte.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


@cache
def _any_charset() -> re.Pattern[str]:
    """A lead character before a continuation character, in any of the charsets."""
    leads: dict[str, set[str]] = {}
    for charset in _charsets():
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


def _witnesses(text: str, charset: Charset) -> Iterator[Witness]:
    bytes_of = charset.bytes_of
    for found in charset.pattern.finditer(text):
        data = bytes([bytes_of[c] for c in found.group()])
        try:
            new = data.decode("utf-8")
        except UnicodeDecodeError:
            continue
        start, end = found.span()
        if new[-1] in "ÂÃ" and not text[end : end + 1].isalpha():
            continue  # damage upon damage, to be undone as a whole
        if all(map(is_plausible, new)) and not _breaks_case(text, start, end, new):
            old = found.group()
            odd = not old.isalpha() or len({script_of(c) for c in old}) > 1
            strong = _is_strong(text, start, end, new, odd=odd)
            yield Witness(start, end, new, odd, strong, _fits(text, start, end, new))


def _breaks_case(text: str, start: int, end: int, new: str) -> bool:
    """Whether a small letter would stand among capitals, or a capital behind a small letter."""
    before, after = text[max(0, start - 2) : start], text[end : end + 1]
    inside = new if len(new) < SURE_OF_ITSELF else ""
    word = before[-1:] + (inside or new[0] + " " + new[-1]) + after
    if any(left.islower() and right.isupper() for left, right in pairwise(word)):
        return True
    capitals = before[-1:].isupper() and (
        (len(before) > 1 and before[0].isupper()) or after.isupper()
    )
    return capitals and new[0].islower()


def _fits(text: str, start: int, end: int, new: str) -> bool:
    """Whether the new letters agree with their neighbours, and no other damage stands there."""
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    if any(_is_debris(c) for c in (before, after)):
        return False
    return len(new) >= SURE_OF_ITSELF or _agree(before + new + after)


def _agree(word: str) -> bool:
    """Whether letters of two scripts meet only across something that is no letter."""
    return all(
        script_of(a) == script_of(b) or {script_of(a), script_of(b)} == {"Latin", "CJK"}
        for a, b in pairwise(word)
        if a.isalpha() and b.isalpha()
    )


def _is_debris(char: str) -> bool:
    """Whether a sign stands there that press text does not have: the damage is another one."""
    return char in DEBRIS or (char > "\x7f" and not char.isalpha() and not is_plausible(char))


def _is_strong(text: str, start: int, end: int, new: str, *, odd: bool) -> bool:
    old = text[start:end]
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    scripts = {script_of(c) for c in new}
    if not scripts <= LONE:
        return odd and sum(c.isalpha() for c in new) > 1
    if len(old) > 2:
        return odd
    if not new.isalpha():
        return False
    if before.islower() and old[0].isupper():
        return True
    if any(c.isalpha() and script_of(c) != script_of(old[0]) for c in (before, after)):
        return True
    at_end = before.isalpha() and old[-1] not in TYPOGRAPHY
    return odd and (after.isalpha() or at_end)


def _lines_of_proof(text: str, witnesses: Iterable[Witness]) -> set[int]:
    """The numbers of the lines with a strong witness."""
    return {_line(text, w) for w in witnesses if w.strong and w.fits}


def _line(text: str, witness: Witness) -> int:
    return text.count("\n", 0, witness.start)
