"""A page in the making: its lines, what the rules say of each, and where the article's body lies."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Literal

from corpuskit.cleaners._chrome.features import Shape
from corpuskit.cleaners._chrome.lines import BREAKS, Cut, Line, disjoint, lines_of
from corpuskit.cleaners._chrome.rules import WINDOW
from corpuskit.cleaners._chrome.stamps import Reading, Stamp, read_meta, stamp_of

if TYPE_CHECKING:
    from corpuskit.cleaners._chrome.rules import Catalogue, Rule

_STAMP_CUE = re.compile(
    r"\d|\b(?:by|author|written|words|text|updated?|published|posted)\b", re.IGNORECASE
)
_SENTENCES = re.compile(r"(?<=[.!?])[\"'”’)\]]*\s+(?=[A-Z\"“'‘(©\[•@#])")


class Facts:
    """What the rules say of a line wherever it stands; what few lines need is asked for when needed."""

    __slots__ = ("_edges", "_long_words", "_shape", "_stamp", "among", "anywhere", "catalogue", "front", "is_caption", "line", "part")  # fmt: skip

    def __init__(self, line: Line, catalogue: Catalogue) -> None:
        text = line.text
        self.line = line
        self.catalogue = catalogue
        if len(text) <= WINDOW + 20:
            among = catalogue.possible(text)
            begun = among & catalogue.begun(text)
            self.among = begun & catalogue.sized(text) if begun else 0
            """What may match the line."""
            self.anywhere = self._anywhere(among) if begun & catalogue.of_places(WHOLE) else None
            """The rule that holds at any place of the page."""
        else:
            among = catalogue.possible(text[:200] + " " + text[-200:])
            self.among, self.anywhere = 0, None
        self.part = catalogue.tail_of(text, among)
        """A rule that takes the end of the line, and where that end begins."""
        self.front = catalogue.head_of(text, among)
        """A rule that takes the beginning of the line, and where it ends."""
        self.is_caption = (
            self.part is not None and self.part[0].kind == "caption" and self.part[1] <= 400
        )
        self._edges: dict[str, Rule | None] = {}
        self._stamp: Stamp | Literal[False] | None = False
        self._shape: Shape | None = None
        self._long_words: frozenset[str] | None = None

    @property
    def in_head(self) -> Rule | None:
        """The rule that holds before the first paragraph."""
        return self.anywhere or self._at("head")

    @property
    def in_tail(self) -> Rule | None:
        """The rule that holds behind the last paragraph."""
        return self.anywhere or self._at("tail")

    @property
    def stamp(self) -> Stamp | None:
        """The stamp of date and author that the line is."""
        if self._stamp is False:
            text = self.line.text
            self._stamp = stamp_of(text) if len(text) <= 160 and _STAMP_CUE.search(text) else None
        return self._stamp

    @property
    def shape(self) -> Shape:
        """What the line's words tell the model."""
        if self._shape is None:
            self._shape = Shape.of(self.line.text)
        return self._shape

    @property
    def long_words(self) -> frozenset[str]:
        """Its words of five characters or more, in lower case."""
        if self._long_words is None:
            self._long_words = frozenset([w for w in self.line.text.lower().split() if len(w) > 4])
        return self._long_words

    def _at(self, edge: str) -> Rule | None:
        if not self.among:
            return None
        if edge not in self._edges:
            self._edges[edge] = self.catalogue.find(self.line.text, (edge, "edge"), self.among)
        return self._edges[edge]

    def _anywhere(self, among: int) -> Rule | None:
        """The rule for the line, or the one of its first sentence if each of them is chrome by itself."""
        text, catalogue = self.line.text, self.catalogue
        found = catalogue.find(text, WHOLE, self.among)
        if found is not None:
            return found
        end = _SENTENCES.search(text)
        if end is None:
            return None
        first = None
        for piece in (text[: end.start()], *_SENTENCES.split(text[end.end() :])):
            found = catalogue.find(piece, SENTENCES, among & catalogue.begun(piece))
            if found is None:
                return None
            first = first or found
        return first


WHOLE = ("line", "sentence")
SENTENCES = ("sentence", "line")


class Page:
    """The lines of a text with a verdict for each, gathered by the layers in turn."""

    def __init__(self, text: str, catalogue: Catalogue, known: dict[str, Facts]) -> None:
        self.text = text
        found = lines_of(text)
        self.starts = [start for start, _ in found]
        self.facts = [known.get(line) or _learn(line, catalogue, known) for _, line in found]
        self.lines = [facts.line for facts in self.facts]
        solid = [
            k
            for k, facts in enumerate(self.facts)
            if facts.line.is_prose and facts.anywhere is None and not facts.is_caption
        ]
        self.first = next((k for k in solid if self.facts[k].in_head is None), len(self.lines))
        self.last = next((k for k in reversed(solid) if self.facts[k].in_tail is None), -1)
        self.is_flat = not any(sign in text.strip() for sign in BREAKS)
        """Whether the whole page stands in one line."""
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
            start = self.starts[k]
            self.cuts[k] = Cut(start, start + len(line.text), kind, rule, confidence, readings)

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
        unit = self.lines[k].text[start:end]
        start += len(unit) - len(unit.lstrip())
        end -= len(unit) - len(unit.rstrip())
        if start < end:
            readings = readings or read_meta(kind, unit.strip())
            at = self.starts[k]
            self.parts.append(Cut(at + start, at + end, kind, rule, confidence, readings))

    def in_head(self, k: int) -> bool:
        """Whether the line stands before the first paragraph of prose."""
        return k < self.first

    def in_tail(self, k: int) -> bool:
        """Whether it stands behind the last one."""
        return k > self.last

    def all_cuts(self) -> list[Cut]:
        """The lines to take out, and the parts of the lines that stay, in order."""
        parts = [p for p in self.parts if bisect_right(self.starts, p.start) - 1 not in self.cuts]
        return disjoint([*self.cuts.values(), *parts])


def _learn(line: str, catalogue: Catalogue, known: dict[str, Facts]) -> Facts:
    facts = known[line] = Facts(Line.of(line), catalogue)
    return facts
