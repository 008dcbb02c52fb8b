"""When two spellings are one name: accents, initials, order, a letter more or less."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 24
LONG = 6
"""Shorter words are never taken for misspellings: Li, Lin, and Liu are three families."""


def is_same_name(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two full names, folded, may be one person's.

    >>> is_same_name(("kim", "jong-un"), ("kim", "jong", "un"))
    True
    >>> is_same_name(("fumio", "kishida"), ("kishida", "fumio"))
    True
    >>> is_same_name(("john", "r.", "bolton"), ("john", "bolton"))
    True
    """
    if "".join(one).replace("-", "") == "".join(other).replace("-", ""):
        return True
    x = [part for part in one if len(part.rstrip(".")) > 1]
    y = [part for part in other if len(part.rstrip(".")) > 1]
    short, long = sorted((x, y), key=len)
    if len(short) < 2:
        return False
    return set(short) == set(long) or (short[0] == long[0] and short[-1] == long[-1])


def is_variant(one: str, other: str) -> bool:
    """Whether two long words differ by one letter more or less, or by one swap.

    >>> is_variant("zelensky", "zelenskyy"), is_variant("chirac", "chriac")
    (True, True)
    """
    if min(len(one), len(other)) < LONG or abs(len(one) - len(other)) > 1 or one[0] != other[0]:
        return False
    if len(one) == len(other):
        differ = [k for k, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
        return (
            len(differ) == 2
            and differ[1] == differ[0] + 1
            and one[differ[0]] == other[differ[1]]
            and one[differ[1]] == other[differ[0]]
        )
    short, long = sorted((one, other), key=len)
    return any(long[:k] + long[k + 1 :] == short for k in range(len(long)))


def spelling_keys(word: str) -> Iterator[str]:
    """Keys of which two variants share one: the word, and the word without each of its letters."""
    if LONG <= len(word) <= LONGEST:
        yield word
        for k in range(1, len(word)):
            yield word[:k] + word[k + 1 :]
