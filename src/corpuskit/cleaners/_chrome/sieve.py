"""Which rules a text can match at all, told from its words in one walk."""

from __future__ import annotations

import re
from itertools import product
from string import ascii_lowercase, digits
from typing import TYPE_CHECKING

import attrs

from corpuskit.cleaners._chrome.patterns import DIGIT, Needs

if TYPE_CHECKING:
    from collections.abc import Sequence

STEM = 4
"""Words are looked up by so many first letters."""

_SIGNS = ascii_lowercase + digits
_WORDS_ONLY = bytes(code if chr(code) in _SIGNS else 32 for code in range(256))
_OTHER_DIGIT = re.compile(r"[^\D0-9]")
_NO_MARKS = (ascii_lowercase + " \n\t.,").encode()
"""Every text has them."""


@attrs.frozen(eq=False)
class Sieve:
    """Sets of rules, as bits of numbers: those that a word or mark lets in.

    A rule that needs two things has two bits, `count` apart, and both must be found.
    """

    count: int
    always: int
    stems: dict[bytes, tuple[tuple[bytes, int], ...]] = attrs.field(repr=False)
    short: tuple[tuple[bytes, int], ...]
    """Beginnings of words of one letter."""
    ascii_marks: tuple[int, ...]
    """By their code."""
    marks: tuple[tuple[str, int], ...]

    @classmethod
    def of(cls, needs: Sequence[Needs]) -> Sieve:
        """The sieve for rules with these needs; bit 0 is the first rule."""
        always = 0
        found: dict[str, int] = {}
        for k, need in enumerate(needs):
            for plane in range(2):
                bit = 1 << k + plane * len(needs)
                if plane >= len(need.words):
                    always |= bit
                for what in need.words[plane] if plane < len(need.words) else ():
                    found[what] = found.get(what, 0) | bit
        words = {
            w.encode(): bits for w, bits in sorted(found.items()) if w.isascii() and w.isalnum()
        }
        marks = {w: bits for w, bits in sorted(found.items()) if w.encode() not in words}
        digit = marks.pop(DIGIT, 0)
        stems: dict[bytes, list[tuple[bytes, int]]] = {}
        for word, bits in words.items():
            for stem in _stems(word) if len(word) > 1 else ():
                stems.setdefault(stem, []).append((word, bits))
        return cls(
            len(needs),
            always,
            {stem: tuple(entries) for stem, entries in stems.items()},
            tuple((b" " + word, bits) for word, bits in words.items() if len(word) == 1),
            tuple(digit if chr(k) in digits else marks.get(chr(k), 0) for k in range(128)),
            tuple((w, bits) for w, bits in marks.items() if not w.isascii()),
        )

    def possible(self, text: str) -> int:
        """The rules that may match the text or a part of it that begins with a word."""
        lower = text.lower()
        raw = lower.encode("ascii", "replace")
        bare = b" " + raw.translate(_WORDS_ONLY)
        found = self.always
        stems = self.stems
        for word in [w for w in bare.split() if w[:STEM] in stems]:
            for beginning, bits in stems[word[:STEM]]:
                if word.startswith(beginning):
                    found |= bits
        for beginning, bits in self.short:
            if beginning in bare:
                found |= bits
        for code in set(raw.translate(None, _NO_MARKS)):
            found |= self.ascii_marks[code]
        if not lower.isascii():
            for mark, bits in self.marks:
                if mark in lower:
                    found |= bits
            if _OTHER_DIGIT.search(lower):
                found |= self.ascii_marks[ord("0")]
        return found & found >> self.count & (1 << self.count) - 1


def _stems(word: bytes) -> list[bytes]:
    """The keys under which words are looked up that begin with `word`."""
    missing = STEM - len(word)
    if missing <= 0:
        return [word[:STEM]]
    ends = ("".join(end) for n in range(missing + 1) for end in product(_SIGNS, repeat=n))
    return [word + end.encode() for end in ends]
