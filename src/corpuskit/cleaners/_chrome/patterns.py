"""What a pattern needs, read from its text: so that a line is held against few rules only.

A small reader of regular expressions. What it does not know makes a pattern one that is always tried.
"""

from __future__ import annotations

import math
import re
from functools import cache
from typing import TYPE_CHECKING

import attrs

from corpuskit.cleaners._chrome.heads import ANYTHING, NOTHING, Heads

if TYPE_CHECKING:
    from collections.abc import Iterable

LETTER = "é"
"""Stands for every letter and digit beyond ASCII."""

OTHER = "☃"
"""Stands for every character that is neither ASCII nor a letter."""

_ASCII = frozenset(map(chr, range(32, 127)))
_DIGITS = frozenset("0123456789") | {LETTER}
_WORD = frozenset(c.lower() for c in _ASCII if c.isalnum() or c == "_") | {LETTER}
_SPACE = frozenset(" \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f") | {OTHER}
_CLASSES = {"w": _WORD, "d": _DIGITS, "s": _SPACE, "W": (_ASCII - _WORD) | {OTHER}}
_CONTROL = {"n": "\n", "t": "\t", "r": "\r", "f": "\f", "v": "\v"}
_GROUP = re.compile(r"\(\?(?P<kind>P<\w+>|[a-z]*(?:-[a-z]+)?:|>|=|!|<=|<!)")
_TIMES = re.compile(r"\{(?P<least>\d*)(?P<to>,?)(?P<most>\d*)\}")


def opening(text: str) -> str:
    """The first character of a text, as `Needs.openings` counts it."""
    first = text[:1].lower()
    if not first or first.isascii():
        return first
    return LETTER if first.isalnum() else OTHER


@attrs.frozen
class Needs:
    """What every match of a pattern has: its first characters, some words, a greatest length.

    `openings` are lower case; None where it could be any. Of each set in `words` one is in the match:
    beginnings of words (ASCII letters and digits, lower case), single marks, or `DIGIT`. `longest`
    and `heads` hold for texts without two blanks in a row, `heads` for those that begin in ASCII.

    >>> needs = Needs.of("(?:very )?big news|1st newsletters?")
    >>> sorted(needs.openings), sorted(needs.words[0]), needs.longest
    (['1', 'b', 'v'], ['news', 'newsletter'], 15.0)
    """

    openings: frozenset[str] | None
    words: tuple[frozenset[str], ...]
    """The two best sets at most, none where nothing is known."""
    longest: float
    heads: frozenset[str] = frozenset({""})
    """With one of them a match begins, in lower case."""

    @classmethod
    def of(cls, pattern: str) -> Needs:
        """The needs of a pattern that matches from the beginning of a text."""
        return _needs(pattern)


@cache
def _needs(pattern: str) -> Needs:
    try:
        reader = _Reader(pattern)
        found = reader.branches(begins_word=True)
    except (_UnknownSyntaxError, IndexError):
        return Needs(None, (), math.inf)
    if reader.at < len(pattern):
        return Needs(None, (), math.inf)
    words = tuple(sets for sets in found.words if _rarity(sets)[0] > _POOR)
    heads = found.heads.with_anything.done
    return Needs(None if found.empty else found.first, words, found.longest, heads)


class _UnknownSyntaxError(Exception):
    """A part of a pattern that this reader does not know."""


@attrs.frozen
class _Part:
    """What is known of a part of a pattern."""

    first: frozenset[str] | None
    """With which characters it can begin; None: any."""
    empty: bool = False
    """Whether it can match nothing."""
    words: tuple[frozenset[str], ...] = ()
    """Sets of words and marks; of each one is in it."""
    closed: bool = False
    """Whether what follows begins a word, should it be a letter."""
    letter: str = ""
    """The letter or digit that it is, and nothing else."""
    width: bool = True
    """Whether it takes characters; not so a border or a look around."""
    longest: float = 1
    """So many characters at most."""
    heads: Heads = ANYTHING
    """With which characters it can begin."""


_NOTHING: frozenset[str] = frozenset()
_ANY = _Part(None)
_BORDER = _Part(_NOTHING, empty=True, width=False, longest=0, heads=NOTHING)


class _Reader:
    """Walks over the text of one pattern."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.at = 0

    def branches(self, *, begins_word: bool) -> _Part:
        """Alternatives up to the closing bracket or the end."""
        found = [self.sequence(begins_word=begins_word)]
        while self._sees("|"):
            self.at += 1
            found.append(self.sequence(begins_word=begins_word))
        if len(found) == 1:
            return found[0]
        return _Part(
            _union([part.first for part in found]),
            any(part.empty for part in found),
            _of_each([part.words for part in found]),
            closed=all(part.closed for part in found),
            longest=max(part.longest for part in found),
            heads=Heads.any_of([part.heads for part in found]),
        )

    def sequence(self, *, begins_word: bool) -> _Part:
        """Items in a row."""
        first: frozenset[str] | None = _NOTHING
        empty, closed, start = True, begins_word, begins_word
        run, longest, heads = "", 0.0, NOTHING
        offers: list[frozenset[str]] = []
        while self.at < len(self.pattern) and self.pattern[self.at] not in "|)":
            part, optional = self.item(begins_word=closed)
            heads = heads.then(Heads.any_of([part.heads, NOTHING]) if optional else part.heads)
            if part.width:
                longest += part.longest
                if empty:
                    first = _union([first, part.first])
                    empty = part.empty or optional
                if part.letter and not optional:
                    start = start if run else closed
                    run += part.letter
                    closed = False
                    continue
            if run:
                offers += [frozenset({run})] if start else []
                run = ""
            if part.width:
                offers += () if optional else part.words
                skipped = part.empty or optional
                closed = part.closed and (closed or not skipped)
            elif part.closed:
                closed = True
        if run and start:
            offers.append(frozenset({run}))
        best = sorted(dict.fromkeys(offers), key=_rarity, reverse=True)[:2]
        sets = [words for k, words in enumerate(best) if k == 0 or _rarity(words)[0] >= _FAIR]
        return _Part(first, empty, tuple(sets), closed=closed, longest=longest, heads=heads)

    def item(self, *, begins_word: bool) -> tuple[_Part, bool]:
        """One item, and whether it may be left out."""
        part = self._single(begins_word=begins_word)
        if self.at == len(self.pattern):
            return part, False
        sign = self.pattern[self.at]
        times = _TIMES.match(self.pattern, self.at) if sign == "{" else None
        if times:
            least = int(times["least"] or 0)
            most = math.inf if times["to"] and not times["most"] else int(times["most"] or least)
            self.at = times.end()
        elif sign in "?*+":
            least, most = int(sign == "+"), 1 if sign == "?" else math.inf
            self.at += 1
        else:
            return part, False
        if self._sees("?") or self._sees("+"):  # lazy, possessive
            self.at += 1
        if part.first == frozenset(" "):
            most = 1
        heads = part.heads if most == 1 else part.heads.with_anything
        return attrs.evolve(part, letter="", longest=part.longest * most, heads=heads), least == 0

    def _single(self, *, begins_word: bool) -> _Part:
        sign = self.pattern[self.at]
        if sign == "(":
            return self._group(begins_word=begins_word)
        if sign == "[":
            return self._class()
        self.at += 1
        if sign == ".":
            return _ANY
        if sign in "^$":
            return _BORDER
        if sign == "\\":
            return self._escape()
        return _literal(sign)

    def _group(self, *, begins_word: bool) -> _Part:
        found = _GROUP.match(self.pattern, self.at)
        if found is None and self.pattern[self.at : self.at + 2] == "(?":
            raise _UnknownSyntaxError
        self.at = found.end() if found else self.at + 1
        kind = found["kind"] if found else ""
        around = kind in ("=", "!", "<=", "<!")
        if "x" in kind and not kind.startswith("P"):
            raise _UnknownSyntaxError
        inner = self.branches(begins_word=begins_word and not around)
        if not self._sees(")"):
            raise _UnknownSyntaxError
        self.at += 1
        return _BORDER if around else inner

    def _class(self) -> _Part:
        self.at += 1
        negated = self._sees("^")
        self.at += negated
        members: list[str | frozenset[str] | None] = []
        while not self._sees("]") or not members:
            sign = self.pattern[self.at]
            self.at += 1
            if sign == "\\":
                members.append(self._escaped())
            elif sign == "[" or (sign in "&~|-" and self._sees(sign)):
                raise _UnknownSyntaxError  # set operations of other engines
            else:
                members.append(sign)
        self.at += 1
        characters = None if negated else _members(members)
        return _of_class(characters)

    def _escape(self) -> _Part:
        sign = self.pattern[self.at]
        if sign in "bBAZ":
            self.at += 1
            return attrs.evolve(_BORDER, closed=sign == "b")
        found = self._escaped()
        if isinstance(found, str):
            return _literal(found)
        return _of_class(found)

    def _escaped(self) -> str | frozenset[str] | None:
        """A character or the characters of a class, behind the backslash."""
        sign = self.pattern[self.at]
        self.at += 1
        if sign in "xuU":
            width = {"x": 2, "u": 4, "U": 8}[sign]
            self.at += width
            return chr(int(self.pattern[self.at - width : self.at], 16))
        if sign in _CLASSES:
            return _CLASSES[sign]
        if sign in "DS":
            return None
        if sign in _CONTROL:
            return _CONTROL[sign]
        if sign.isalnum():
            raise _UnknownSyntaxError
        return sign

    def _sees(self, sign: str) -> bool:
        return self.pattern[self.at : self.at + 1] == sign


@cache
def _literal(sign: str) -> _Part:
    if sign.isascii() and sign.isalnum():
        return _Part(frozenset({sign.lower()}), letter=sign.lower(), heads=_heads_of({sign}))
    marks = frozenset(_FORMS.get(sign, sign.lower()))
    return _Part(
        frozenset({opening(sign)}),
        words=() if sign.isspace() else (marks,),
        closed=not sign.isalnum(),
        heads=_heads_of({sign}),
    )


def _heads_of(characters: Iterable[str]) -> Heads:
    """Only those of ASCII: `heads` tell nothing of others."""
    return Heads(frozenset(c.lower() for c in characters if c.isascii()))


_FORMS = {"'": "'’‘ʼ", '"': '"“”', "-": "-‑"}
"""Marks that stand for others too, as a rule sees straight quotes only."""

DIGIT = "\\d"
"""Among the words of `Needs`: any digit."""


def _of_class(members: frozenset[str] | None) -> _Part:
    if members is None:
        return _ANY
    words = (frozenset({DIGIT}),) if members <= _DIGITS else ()
    closed = not members & (_WORD - {"_"})
    return _Part(members, words=words, closed=closed, heads=_heads_of(members))


def _members(members: list[str | frozenset[str] | None]) -> frozenset[str] | None:
    """The characters of a class, its ranges written out."""
    total: frozenset[str] = frozenset()
    k = 0
    while k < len(members):
        member = members[k]
        last = members[k + 2] if members[k + 1 : k + 2] == ["-"] and k + 2 < len(members) else None
        if member is None:
            return None
        if isinstance(member, str) and isinstance(last, str):
            total |= {opening(chr(code)) for code in range(ord(member), min(ord(last), 0x250) + 1)}
            total |= {LETTER, OTHER} if ord(last) > 0x250 else _NOTHING
            k += 2
        else:
            total |= {opening(member)} if isinstance(member, str) else member
        k += 1
    return total


def _union(parts: list[frozenset[str] | None]) -> frozenset[str] | None:
    known = [part for part in parts if part is not None]
    return _NOTHING.union(*known) if len(known) == len(parts) else None


def _of_each(branches: list[tuple[frozenset[str], ...]]) -> tuple[frozenset[str], ...]:
    """What any of the branches has: the union of their best sets, and of their second ones."""
    if not all(branches):
        return ()
    best = _NOTHING.union(*(sets[0] for sets in branches))
    second = _NOTHING.union(*(sets[-1] for sets in branches))
    return (best, second) if second != best else (best,)


_EVERYWHERE = frozenset(
    "a an and as at be but by for from had has have he in is it its not of on or said that the their"  # noqa: SIM905, reads as a list
    " they this to was were who will with".split()
)
_COMMON = frozenset(
    "about all also are can do first get his how more new one our out over so some than there time"  # noqa: SIM905, as above
    " two up us we what when which year you your".split()
)
"""Poor sieves, and fair ones."""


_POOR = 0.5
"""A set of words that nearly every text has one of is of no use."""

_FAIR = 3.0
"""A second set of words is worth a look from here on."""


def _rarity(words: frozenset[str]) -> tuple[float, int]:
    """How good a sieve the words are: the worst of them counts."""
    return min(map(_worth, words), default=0.0), -len(words)


def _worth(word: str) -> float:
    if word in _EVERYWHERE or word in _COMMON:
        return 0.4 if word in _EVERYWHERE else 0.55
    if word.isalnum() and word.isascii():
        return (0.6, 0.6, 3.0, 4.0, 5.0, 6.0)[min(len(word), 6) - 1]
    if word.isascii():
        return _MARKS.get(word, 3.0)
    return 0.6 if word in "’“”‑‘ʼ" else 5.0


_MARKS = {
    ".": 0.2,
    ",": 0.2,
    "'": 0.6,
    '"': 0.6,
    "-": 0.6,
    "(": 1.0,
    ")": 1.0,
    ":": 1.0,
    DIGIT: 0.8,
}
