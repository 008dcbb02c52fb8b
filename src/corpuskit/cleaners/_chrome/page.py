"""A page in the making: its lines, what the rules say of each, and where the article's body lies."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import attrs

from corpuskit.cleaners._chrome.lines import Cut, Line, lines_of
from corpuskit.cleaners._chrome.stamps import Reading, Stamp, read_meta, stamp_of

if TYPE_CHECKING:
    from corpuskit.cleaners._chrome.rules import Catalogue, Rule

_STAMP_CUE = re.compile(r"\d|\b(?:by|author|written|words|text|updated?|published|posted)\b", re.IGNORECASE)
_SENTENCES = re.compile(r"(?<=[.!?])[\"'”’)\]]*\s+(?=[A-Z\"“'‘(©\[•@#])")


@attrs.frozen
class Facts:
    """What the rules say of a line wherever it stands; which of it counts depends on the place."""

    anywhere: Rule | None
    edge: Rule | None
    head: Rule | None
    tail: Rule | None
    stamp: Stamp | None
    part: tuple[Rule, int] | None
    """A rule that takes the end of the line, and where that end begins."""
    front: tuple[Rule, int] | None
    """A rule that takes the beginning of the line, and where it ends."""

    @property
    def in_head(self) -> Rule | None:
        """The rule that holds before the first paragraph."""
        return self.anywhere or self.head or self.edge

    @property
    def in_tail(self) -> Rule | None:
        """The rule that holds behind the last paragraph."""
        return self.anywhere or self.tail or self.edge


def facts_of(text: str, catalogue: Catalogue) -> Facts:
    """What the catalogue and the reader of stamps say of a line."""
    short = len(text) <= 420
    anywhere = edge = head = tail = None
    if short:
        anywhere = catalogue.find(text, ("line", "sentence")) or _run_of_sentences(text, catalogue)
        if anywhere is None:
            edge = catalogue.find(text, ("edge",))
            head = catalogue.find(text, ("head",))
            tail = catalogue.find(text, ("tail",))
    stamp = stamp_of(text) if len(text) <= 160 and _STAMP_CUE.search(text) else None
    part = front = None
    if anywhere is None:
        part = catalogue.tail_of(text)
        front = catalogue.head_of(text)
    return Facts(anywhere, edge, head, tail, stamp, part, front)


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
        self.first = next((k for k in solid if self.facts[k].head is None), len(self.lines))
        self.last = next((k for k in reversed(solid) if self.facts[k].tail is None), -1)
        self.cuts: dict[int, Cut] = {}
        self.parts: list[Cut] = []

    def cut(
        self, k: int, kind: str, rule: str, confidence: float = 1.0, readings: tuple[Reading, ...] = ()
    ) -> None:
        """Take out line `k`, unless it is taken out already."""
        if k not in self.cuts:
            line = self.lines[k]
            readings = readings or read_meta(kind, line.text)
            self.cuts[k] = Cut(line.start, line.end, kind, rule, confidence, readings)

    def cut_part(
        self,
        k: int,
        start: int,
        end: int,
        kind: str,
        rule: str,
        confidence: float = 1.0,
        readings: tuple[Reading, ...] = (),
    ) -> None:
        """Take out a part of line `k`, in offsets of the line."""
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
        """The lines to take out, and the parts of the lines that stay."""
        gone = self.cuts
        starts = {gone[k].start for k in gone}
        spans = [(self.lines[k].start, self.lines[k].end) for k in gone]
        inside = set()
        for start, end in spans:
            inside.update(id(p) for p in self.parts if start <= p.start < end) if self.parts else None
        return [*gone.values(), *(p for p in self.parts if id(p) not in inside and p.start not in starts)]

    def _facts(self, line: Line, catalogue: Catalogue, known: dict[str, Facts]) -> Facts:
        facts = known.get(line.text)
        if facts is None:
            facts = known[line.text] = facts_of(line.text, catalogue)
        return facts

    def _is_caption(self, k: int) -> bool:
        part = self.facts[k].part
        return part is not None and part[0].kind == "caption" and part[1] <= 400
