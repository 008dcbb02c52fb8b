"""Which rules a text can match at all, told from its words in one walk."""

from __future__ import annotations

from string import ascii_lowercase, digits
from typing import TYPE_CHECKING

import attrs

from corpuskit.cleaners._chrome.patterns import DIGIT, Needs
from corpuskit.cleaners._repairs.signs import odd_signs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_SIGNS = ascii_lowercase + digits
_WORDS_ONLY = bytes(code if chr(code) in _SIGNS else 32 for code in range(256))
_NO_MARKS = (ascii_lowercase + " \n\t.,").encode()
"""Every text has them."""

_REMEMBERED, _LONGEST = 50_000, 30
"""So many words, and no longer ones: bounds the memory of long runs."""


@attrs.frozen(eq=False)
class Sieve:
    """Sets of rules, as bits of numbers: those that a word or mark lets in.

    A rule that needs two things has two bits, `count` apart, and both must be found.
    """

    count: int
    always: int
    words: Words = attrs.field(repr=False)
    ascii_marks: tuple[int, ...]
    """By their code."""
    marks: dict[str, int]

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
        return cls(
            len(needs),
            always,
            Words(words),
            tuple(digit if chr(k) in digits else marks.get(chr(k), 0) for k in range(128)),
            {w: bits for w, bits in marks.items() if not w.isascii()},
        )

    def possible(self, text: str) -> int:
        """The rules that may match the text or a part of it that begins with a word."""
        lower = text.lower()
        raw = lower.encode("ascii", "replace")
        found = self.always
        for bits in filter(None, map(self.words.__getitem__, raw.translate(_WORDS_ONLY).split())):
            found |= bits
        for code in set(raw.translate(None, _NO_MARKS)):
            found |= self.ascii_marks[code]
        for sign in odd_signs(lower) if not lower.isascii() else ():
            found |= self.marks.get(sign, 0)
            if sign.isdecimal():
                found |= self.ascii_marks[ord("0")]
        return found & found >> self.count & (1 << self.count) - 1


class Words(dict[bytes, int]):
    """What each word lets in, asked in brackets; it remembers, as most words come again and again."""

    def __init__(self, beginnings: Mapping[bytes, int]) -> None:
        super().__init__()
        self._beginnings = beginnings
        self._longest = max(map(len, beginnings), default=0)
        self._same: dict[int, int] = {}

    def __missing__(self, word: bytes) -> int:
        bits = 0
        for size in range(1, min(self._longest, len(word)) + 1):
            bits |= self._beginnings.get(word[:size], 0)
        if len(self) >= _REMEMBERED:
            self.clear()
            self._same.clear()
        bits = self._same.setdefault(bits, bits)  # one number for all words that let in the same
        if len(word) <= _LONGEST:
            self[word] = bits
        return bits
