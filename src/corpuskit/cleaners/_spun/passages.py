"""Which paragraphs of a spun text show it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import attrs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpuskit.cleaners._spun.detector import Finding

_LEAST = 0.3  # chance of a substitution that is heard
_LONG = 600  # characters after which a paragraph ends with its sentence
_END = re.compile(r"[.!?][”\"’')\]]*(?=[ \t])")


@attrs.frozen
class Passage:
    """Characters `start` to `end`, and how likely words were exchanged there."""

    start: int
    end: int
    score: float


def scored(text: str, finding: Finding) -> Iterator[Passage]:
    """The passages in which anything was found: the chance that one of its finds is right.

    That a text as a whole is spun counts for each of its passages.
    """
    hits = sorted((h for h in finding.hits if h.chance >= _LEAST), key=lambda h: h.start)
    done = 0
    for start, end in _passages(text):
        best: dict[str, float] = {}
        while done < len(hits) and hits[done].start < end:
            spun = hits[done].pair.spun
            best[spun] = max(best.get(spun, 0.0), hits[done].chance)
            done += 1
        if best:
            untouched = 1.0
            for chance in best.values():
                untouched *= 1 - chance
            yield Passage(start, end, finding.score * (1 - untouched))


def _passages(text: str) -> Iterator[tuple[int, int]]:
    """Lines; a long one falls into runs of sentences."""
    start = 0
    for line in text.splitlines(keepends=True):
        stop, low = start + len(line), start
        for end in _END.finditer(text, start, stop):
            if end.end() - low >= _LONG:
                yield from _trimmed(text, low, end.end())
                low = end.end()
        yield from _trimmed(text, low, stop)
        start = stop


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    words = text[start:end]
    low, high = start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
    if low < high:
        yield low, high
