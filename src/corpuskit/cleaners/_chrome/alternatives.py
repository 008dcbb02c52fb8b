"""A pattern taken apart into its alternatives, so that each can be sieved by what it alone needs."""

from __future__ import annotations

import re
from itertools import pairwise

_CLASS = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]")


def alternatives(pattern: str) -> list[str]:
    """Patterns of which one matches the whole of a text exactly if `pattern` does.

    >>> alternatives("(?:the )?(?:very big|1st) news?")
    ['(?:the )?(?:very big) news?', '(?:the )?(?:1st) news?']
    """
    groups: list[list[int]] = []  # beginning, bars, end of each group at the top
    bars: list[int] = []
    depth = at = 0
    while at < len(pattern):
        sign = pattern[at]
        if sign == "\\":
            at += 1
        elif sign == "[":
            at = _CLASS.match(pattern, at).end() - 1  # type: ignore[union-attr]  # it compiles
        elif sign == "(":
            depth += 1
            if depth == 1:
                groups.append([at])
        elif sign == ")":
            depth -= 1
            if depth == 0:
                groups[-1].append(at)
        elif sign == "|" and depth < 2:
            (groups[-1] if depth else bars).append(at)
        at += 1
    if bars:
        return [pattern[low + 1 : high] for low, high in pairwise([-1, *bars, len(pattern)])]
    plain = [
        group
        for group in groups
        if len(group) > 2
        and pattern.startswith("(?:", group[0])
        and pattern[group[-1] + 1 : group[-1] + 2] not in tuple("?*+{")
    ]
    if not plain:
        return [pattern]
    start, *inner, end = max(plain, key=len)
    return [
        f"{pattern[:start]}(?:{pattern[low + 1 : high]}){pattern[end + 1 :]}"
        for low, high in pairwise([start + 2, *inner, end])
    ]
