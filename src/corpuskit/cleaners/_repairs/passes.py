"""Running several passes over one text until none of them finds anything, as one set of edits."""

from __future__ import annotations

from itertools import cycle, islice
from typing import TYPE_CHECKING

import attrs

from corpuskit.edits import Edit, Layer, composed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

MOST_ROUNDS = 6
"""Damage upon damage is rarely deeper than three; a pass that never rests must not hang."""


def repaired(
    text: str, passes: Sequence[Callable[[str], Iterable[Edit]]], step: str
) -> tuple[Edit, ...]:
    """The edits that all passes together make of `text`, run in turn until none finds more."""
    layers: list[Layer] = []
    now = text
    quiet = 0
    for one in islice(cycle(passes), MOST_ROUNDS * len(passes)):
        edits = joined(one(now))
        quiet = 0 if edits else quiet + 1
        if edits:
            layers.append(Layer.over(now, step, edits, ()))
            now = layers[-1].text
        if quiet >= len(passes):
            break
    return composed_edits(text, layers)


def composed_edits(text: str, layers: Sequence[Layer]) -> tuple[Edit, ...]:
    """The layers as one set of edits of `text`, each no wider than what it changes."""
    if len(layers) == 1:
        return layers[0].edits
    return tuple(without_common_ends(text, e) for e in composed(text, layers))


def joined(edits: Iterable[Edit]) -> list[Edit]:
    """Sorted, and edits of one rule that touch made one: a damaged word is one repair.

    >>> joined([Edit(0, 2, "é", "x"), Edit(2, 4, "è", "x")])
    [Edit(start=0, end=4, new='éè', reason='x', confidence=1.0)]
    """
    out: list[Edit] = []
    group: list[Edit] = []
    for edit in sorted(edits, key=lambda e: (e.start, e.end)):
        if group and (group[-1].end != edit.start or group[-1].reason != edit.reason):
            out.append(_as_one(group))
            group = []
        group.append(edit)
    if group:
        out.append(_as_one(group))
    return out


def _as_one(group: list[Edit]) -> Edit:
    first, last = group[0], group[-1]
    if first is last:
        return first
    new = "".join([e.new for e in group])
    return Edit(first.start, last.end, new, first.reason, min(e.confidence for e in group))


def without_common_ends(text: str, edit: Edit) -> Edit:
    """The edit without the characters that it puts back where they stood."""
    old, new = text[edit.start : edit.end], edit.new
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    if not head and not tail:
        return edit
    return attrs.evolve(
        edit, start=edit.start + head, end=edit.end - tail, new=new[head : len(new) - tail]
    )
