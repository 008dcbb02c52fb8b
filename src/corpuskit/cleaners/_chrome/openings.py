"""With which characters a pattern can begin: so that a line is held against few rules only."""

from __future__ import annotations

import re
import re._constants as op  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
from typing import Any

LETTER = "é"
"""Stands for every letter and digit beyond ASCII."""

OTHER = "☃"
"""Stands for every character that is neither ASCII nor a letter."""

_ASCII = [chr(code) for code in range(32, 127)]
_WORD = frozenset(c for c in _ASCII if c.isalnum() or c == "_") | {LETTER}
_CATEGORIES = {
    "CATEGORY_WORD": _WORD,
    "CATEGORY_DIGIT": frozenset("0123456789") | {LETTER},
    "CATEGORY_SPACE": frozenset(" ") | {OTHER},
    "CATEGORY_NOT_WORD": (frozenset(_ASCII) - _WORD) | {OTHER},
}


def opening(text: str) -> str:
    """The first character of a text, as `openings` counts it."""
    first = text[:1].lower()
    if not first or first.isascii():
        return first
    return LETTER if first.isalnum() else OTHER


def openings(pattern: str) -> frozenset[str] | None:
    """The characters (lower case) that a match can begin with; None where it could be any.

    >>> sorted(openings("(?:very )?big|1"))
    ['1', 'b', 'v']
    """
    found, may_be_empty = _of(list(parser.parse(pattern, re.IGNORECASE)))
    return None if found is None or may_be_empty else found


def _of(items: list[Any]) -> tuple[frozenset[str] | None, bool]:
    """The openings of a sequence, and whether it can match nothing at all."""
    total: frozenset[str] = frozenset()
    for kind, value in items:
        found, empty = _of_one(kind, value)
        if found is None:
            return None, False
        total |= found
        if not empty:
            return total, False
    return total, True


def _of_one(kind: Any, value: Any) -> tuple[frozenset[str] | None, bool]:
    nothing: frozenset[str] = frozenset()
    if kind is op.LITERAL:
        return frozenset({opening(chr(value))}), False
    if kind is op.IN:
        return _of_class(value), False
    if kind is op.BRANCH:
        branches = [_of(list(branch)) for branch in value[1]]
        if any(found is None for found, _ in branches):
            return None, False
        return nothing.union(*(found or nothing for found, _ in branches)), any(
            e for _, e in branches
        )
    if kind is op.SUBPATTERN:
        return _of(list(value[3]))
    if kind is op.ATOMIC_GROUP:
        return _of(list(value))
    if kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
        found, empty = _of(list(value[2]))
        return found, empty or value[0] == 0
    if kind in (op.AT, op.ASSERT, op.ASSERT_NOT):
        return nothing, True
    return None, False


def _of_class(members: list[Any]) -> frozenset[str] | None:
    total: frozenset[str] = frozenset()
    for kind, value in members:
        if kind is op.LITERAL:
            total |= {opening(chr(value))}
        elif kind is op.RANGE:
            total |= {opening(chr(code)) for code in range(value[0], min(value[1], 0x250) + 1)}
        elif kind is op.CATEGORY and str(value) in _CATEGORIES:
            total |= _CATEGORIES[str(value)]
        else:
            return None
    return total
