"""With which characters the matches of a pattern can begin: what spares nearly all lines nearly all rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

if TYPE_CHECKING:
    from collections.abc import Iterable

SIZE = 4
"""So many characters are told apart."""

_MOST = 400
"""So many beginnings at most; of more, each is cut short where they became too many."""

_REMEMBERED = 50_000
"""Beginnings of texts: bounds the memory of long runs."""


@attrs.frozen
class Heads:
    """Beginnings of the matches of a part of a pattern, in ASCII and lower case.

    `done`: anything may follow; `whole`: the part ends there, and what comes next goes on.
    """

    whole: frozenset[str]
    done: frozenset[str] = frozenset()

    @classmethod
    def any_of(cls, parts: list[Heads]) -> Heads:
        """The beginnings of alternatives."""
        return cls(
            frozenset().union(*(part.whole for part in parts)),
            frozenset().union(*(part.done for part in parts)),
        )

    def then(self, part: Heads) -> Heads:
        """The beginnings with a part behind them."""
        if not self.whole:
            return self
        if len(self.whole) * (len(part.whole) + len(part.done)) + len(self.done) > _MOST:
            return self.with_anything
        whole = {head + more for head in self.whole for more in part.whole}
        done = {head + more for head in self.whole for more in part.done}
        full = {head for head in whole if len(head) >= SIZE}
        return Heads(
            frozenset(whole - full), self.done | frozenset(head[:SIZE] for head in done | full)
        )

    @property
    def with_anything(self) -> Heads:
        """These beginnings, whatever follows."""
        return Heads(frozenset(), self.whole | self.done)


NOTHING = Heads(frozenset({""}))
ANYTHING = NOTHING.with_anything


class ByHead(dict[str, int]):
    """Which patterns, as bits, can match texts with these first `SIZE` characters; asked in brackets.

    It remembers what it was asked: texts begin alike.
    """

    def __init__(self, heads: Iterable[frozenset[str]]) -> None:
        super().__init__()
        self._bits: dict[str, int] = {}
        self._same: dict[int, int] = {}
        for k, each in enumerate(heads):
            for head in each:
                self._bits[head] = self._bits.get(head, 0) | 1 << k

    def __missing__(self, head: str) -> int:
        found = 0 if head.isascii() else -1
        lower = head.lower()
        for size in range(SIZE + 1):
            found |= self._bits.get(lower[:size], 0)
        if len(self) >= _REMEMBERED:
            self.clear()
            self._same.clear()
        self[head] = found = self._same.setdefault(found, found)
        return found
