"""English quotation marks that face the wrong way: ”This means … NATO,” and ‘enemies.'”."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpuskit.edits import Edit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

CURLY = re.compile("[“”]")
FOREIGN = re.compile("[„«»‹›「」『』]")
"""A line that quotes another way may close with “ rightly."""

BEFORE_OPENING = frozenset("([{—–/‘'…")
BEHIND_OPENING = frozenset("‘'([$£€…@#“")
BEHIND_CLOSING = frozenset(",.;:!?…)]}—–/’'")
TURNED = re.compile(
    r"“(?=[\s,.;:!?…)\]}—–/’']|\Z)(?<=[^\s(\[{]“)"
    r"|”(?=[^\W_]|[‘'(\[$£€…@#“])(?<![^\s(\[{—–/‘'…]”)"
)
"""Double marks whose place may ask for the other one; `_wish` decides. The sign first: what stands
around it is looked at where one stands only."""
CONTRACTION = re.compile(r"(?<=[a-z])‘(?=(?:s|t|re|ve|ll|d|m)\b)|(?<![\w’])‘(?=\d0s\b)")
"""Turned apostrophes: don‘t, ‘90s."""

MOST_MARKS = 60
"""In a longer line (a whole article in one) marks are turned all together or not at all."""

NEARBY = 1000

STRAIGHT_CLOSE = re.compile(r"(?<=[.,!?…])'(?=”)")
DOUBLED = re.compile("’’(?=[,.;:!?\\s]|$)")


def direction_edits(text: str) -> list[Edit]:
    """The repairs, a paragraph at a time."""
    if not _is_doubtful(text):
        return []
    out: list[Edit] = []
    start = 0
    for line in text.splitlines(keepends=True):
        if _is_doubtful(line) and not FOREIGN.search(line):
            out += [
                Edit(e.start + start, e.end + start, e.new, e.reason, e.confidence)
                for e in (*_doubles(line), *_singles(line))
            ]
        start += len(line)
    return out


def _is_doubtful(text: str) -> bool:
    """Whether any mark may face the wrong way: of nearly all texts one search says that none does."""
    return TURNED.search(text) is not None or (
        "‘" in text and ("'”" in text or "’’" in text or CONTRACTION.search(text) is not None)
    )


def _doubles(line: str) -> Iterator[Edit]:
    """Marks whose place contradicts their shape, where turning them makes more pairs."""
    places = [m.start() for m in CURLY.finditer(line)]
    shapes = [line[k] for k in places]
    wishes = [_wish(line, k) or shape for k, shape in zip(places, shapes, strict=True)]
    if wishes != shapes and _faults(wishes) < _faults(shapes):
        turned = wishes
    else:
        turned = shapes
        if len(places) > MOST_MARKS:
            return
        for n, wish in enumerate(wishes):
            one = [*turned[:n], wish, *turned[n + 1 :]]
            turned = one if _faults(one) < _faults(turned) else turned
    for k, shape, new in zip(places, shapes, turned, strict=True):
        if new != shape:
            yield Edit(k, k + 1, new, "typography:direction", 0.9)


def _wish(line: str, k: int) -> str | None:
    """What the place asks for; None where it could be either."""
    before, after = line[k - 1 : k] if k else "", line[k + 1 : k + 2]
    opens = (not before or before.isspace() or before in BEFORE_OPENING) and (
        after.isalnum() or after in BEHIND_OPENING
    )
    closes = (
        bool(before)
        and not before.isspace()
        and before not in "([{"
        and (not after or after.isspace() or after in BEHIND_CLOSING)
    )
    if opens and not closes:
        return "“"
    return "”" if closes and not opens else None


def _faults(shapes: Iterable[str]) -> int:
    """How many marks find no partner: closed twice, or opened inside an open one."""
    faults = depth = 0
    for shape in shapes:
        if shape == "“":
            faults += depth > 0
            depth += 1
        elif depth:
            depth -= 1
        else:
            faults += 2
    return faults + (depth > 1)


def _singles(line: str) -> Iterator[Edit]:
    for found in CONTRACTION.finditer(line):
        yield Edit(*found.span(), "’", "typography:direction", 0.9)
    if "‘" not in line:
        return
    for found in STRAIGHT_CLOSE.finditer(line):
        opening = line.rfind("‘", max(0, found.start() - NEARBY), found.start())
        if opening >= 0 and not re.search(r"’(?!\w)", line[opening : found.start()]):
            yield Edit(*found.span(), "’", "typography:straight-close", 0.9)
    if "‘‘" not in line:
        for found in DOUBLED.finditer(line):
            nearby = max(0, found.start() - NEARBY)
            opening = line.rfind("‘", nearby, found.start())
            alone = line.count("‘", nearby, found.start()) == 1
            if alone and line[opening + 1 : opening + 2].isalnum():
                yield Edit(found.start() + 1, found.end(), "", "typography:doubled", 0.8)
