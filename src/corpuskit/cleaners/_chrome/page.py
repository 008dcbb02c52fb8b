"""A page in the making: its lines, what the rules say of each, and where the article's body lies."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

from corpuskit.cleaners._chrome.lines import Cut, Line, disjoint, lines_of
from corpuskit.cleaners._chrome.rules import WINDOW
from corpuskit.cleaners._chrome.stamps import Reading, Stamp, read_meta, stamp_of

if TYPE_CHECKING:
    from corpuskit.cleaners._chrome.rules import Catalogue, Rule

_STAMP_CUE = re.compile(
    r"\d|\b(?:by|author|written|words|text|updated?|published|posted)\b", re.IGNORECASE
)
_SENTENCES = re.compile(r"(?<=[.!?])[\"'”’)\]]*\s+(?=[A-Z\"“'‘(©\[•@#])")


class Facts:
    """What the rules say of a line wherever it stands, each asked for once and only when needed."""

    def __init__(self, line: Line, catalogue: Catalogue) -> None:
        self.text = line.text
        self.catalogue = catalogue
        self.short = len(line.text) <= WINDOW + 20
        self.plausible = self.short and not (line.is_prose and catalogue.is_plain_prose(line.text))

    @cached_property
    def anywhere(self) -> Rule | None:
        """The rule that holds at any place of the page."""
        if not self.plausible:
            return None
        found = self.catalogue.find(self.text, ("line", "sentence"))
        return found or _run_of_sentences(self.text, self.catalogue)

    @cached_property
    def in_head(self) -> Rule | None:
        """The rule that holds before the first paragraph."""
        return self.anywhere or (self._at(("head", "edge")) if self.short else None)

    @cached_property
    def in_tail(self) -> Rule | None:
        """The rule that holds behind the last paragraph."""
        return self.anywhere or (self._at(("tail", "edge")) if self.short else None)

    @cached_property
    def stamp(self) -> Stamp | None:
        """The stamp of date and author that the line is."""
        text = self.text
        return stamp_of(text) if len(text) <= 160 and _STAMP_CUE.search(text) else None

    @cached_property
    def part(self) -> tuple[Rule, int] | None:
        """A rule that takes the end of the line, and where that end begins."""
        return self.catalogue.tail_of(self.text)

    @cached_property
    def front(self) -> tuple[Rule, int] | None:
        """A rule that takes the beginning of the line, and where it ends."""
        return self.catalogue.head_of(self.text)

    def _at(self, places: tuple[str, ...]) -> Rule | None:
        return self.catalogue.find(self.text, places)


def _run_of_sentences(text: str, catalogue: Catalogue) -> Rule | None:
    """The rule of the first sentence, if every sentence of the line is chrome by itself."""
    pieces = _SENTENCES.split(text)
    if len(pieces) < 2:
        return None
    found = [catalogue.find(piece, ("sentence", "line")) for piece in pieces]
    return found[0] if all(found) else None


class Page:
    """The lines of a text with a verdict for each, gathered by the layers in turn."""

    def __init__(self, text: str, catalogue: Catalogue, known: dict[str, Facts]) -> None:
        self.text = text
        self.lines = lines_of(text)
        self.facts = [self._facts(line, catalogue, known) for line in self.lines]
        solid = [
            k
            for k, line in enumerate(self.lines)
            if line.is_prose and self.facts[k].anywhere is None and not self._is_caption(k)
        ]
        self.first = next((k for k in solid if self.facts[k].in_head is None), len(self.lines))
        self.last = next((k for k in reversed(solid) if self.facts[k].in_tail is None), -1)
        self.cuts: dict[int, Cut] = {}
        self.parts: list[Cut] = []

    def cut(
        self,
        k: int,
        kind: str,
        rule: str,
        confidence: float = 1.0,
        readings: tuple[Reading, ...] = (),
    ) -> None:
        """Take out line `k`, unless it is taken out already."""
        if k not in self.cuts:
            line = self.lines[k]
            readings = readings or read_meta(kind, line.text)
            self.cuts[k] = Cut(line.start, line.end, kind, rule, confidence, readings)

    def cut_part(
        self,
        k: int,
        span: tuple[int, int],
        kind: str,
        rule: str,
        confidence: float = 1.0,
        *,
        readings: tuple[Reading, ...] = (),
    ) -> None:
        """Take out a part of line `k`, in offsets of the line."""
        start, end = span
        line = self.lines[k]
        unit = line.text[start:end]
        start += len(unit) - len(unit.lstrip())
        end -= len(unit) - len(unit.rstrip())
        if start < end:
            readings = readings or read_meta(kind, unit.strip())
            self.parts.append(
                Cut(line.start + start, line.start + end, kind, rule, confidence, readings)
            )

    def in_head(self, k: int) -> bool:
        """Whether the line stands before the first paragraph of prose."""
        return k < self.first

    def in_tail(self, k: int) -> bool:
        """Whether it stands behind the last one."""
        return k > self.last

    def all_cuts(self) -> list[Cut]:
        """The lines to take out, and the parts of the lines that stay, in order."""
        starts = {cut.start for cut in self.cuts.values()}
        lines = [line.start for line in self.lines] if self.parts else []
        parts = [p for p in self.parts if lines[bisect_right(lines, p.start) - 1] not in starts]
        return disjoint([*self.cuts.values(), *parts])

    def _facts(self, line: Line, catalogue: Catalogue, known: dict[str, Facts]) -> Facts:
        facts = known.get(line.text)
        if facts is None:
            facts = known[line.text] = Facts(line, catalogue)
        return facts

    def _is_caption(self, k: int) -> bool:
        part = self.facts[k].part
        return part is not None and part[0].kind == "caption" and part[1] <= 400
