"""A parsed text as the search for quotations sees it: paragraphs, sentences, words in marks, cues."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from corpuskit.extractors._quotes.marks import marked, paragraphs_of
from corpuskit.extractors._tokens import numbers, of_forms

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from corpuskit.extractors._kinds.reading import Kinds
    from corpuskit.extractors._quotes.cues import Entry

ENDS = {".", "?", "!", "…", "..."}
TIMES = {"DATE", "TIME"}
TERMINAL = {".", "?", "!", ";"}


class Parsed:
    """A parsed text with its paragraphs, the words in marks, and the cues by token."""

    def __init__(self, text: str, doc: Doc, kinds: Kinds, cues: dict[int, Entry]) -> None:
        self.text, self.doc, self.cues = text, doc, cues
        self.kinds = kinds.labels
        self.paragraphs = paragraphs_of(text)
        self.regions = marked(text, self.paragraphs)

    @cached_property
    def starts(self) -> list[int]:
        """Where each token begins."""
        return numbers(self.doc, "IDX")

    @cached_property
    def units(self) -> list[tuple[int, int]]:
        """For each token the token range of its sentence.

        The parser's sentences run over paragraphs and full stops where marks confuse it; these end
        with the paragraph, and at a full stop unless it stands inside a quotation.
        """
        text, doc = self.text, self.doc
        borders = sorted(
            {0, len(doc), *[self.first_token(p.start) for p in self.paragraphs], *self._stops()}
        )
        units: list[tuple[int, int]] = []
        for start, end in pairwise(borders):
            units += [(start, end)] * (end - start)
        assert len(units) == len(doc) or not text
        return units

    def _stops(self) -> list[int]:
        """The tokens after a full stop (and the marks behind it)."""
        found = []
        for token in map(self.doc.__getitem__, of_forms(self.doc, ENDS)):
            k = self.region_at(token.idx)
            after = token.i + 1
            if k is not None:
                region = self.regions[k]
                if self.text[token.idx + 1 : region.inner_end].strip(" '’”\""):
                    continue
                after = self.first_token(region.end)
            while after < len(self.doc) and not self.doc[after].text.strip(" \n\t”’\"')]"):
                after += 1
            if after < len(self.doc) and not self.doc[after].is_lower:
                found.append(after)
        return found

    @cached_property
    def _region_starts(self) -> list[int]:
        return [r.start for r in self.regions]

    @cached_property
    def _paragraph_starts(self) -> list[int]:
        return [p.start for p in self.paragraphs]

    def first_token(self, place: int) -> int:
        """The first token that begins at `place` or later."""
        return bisect_left(self.starts, place)

    def region_at(self, place: int) -> int | None:
        """The number of the region around a character."""
        k = bisect_right(self._region_starts, place) - 1
        return k if k >= 0 and place < self.regions[k].end else None

    def regions_in(self, start: int, end: int) -> range:
        """The numbers of the regions that share a character with a range."""
        low = bisect_right(self._region_starts, start) - 1
        if low < 0 or self.regions[low].end <= start:
            low += 1
        return range(low, max(low, bisect_left(self._region_starts, end)))

    def paragraph_at(self, place: int) -> int:
        """The number of the paragraph around a character."""
        return max(0, bisect_right(self._paragraph_starts, place) - 1)

    def is_time(self, token: Token) -> bool:
        """Whether a token names a day, an hour, a stretch of time."""
        return self.kinds[token.i] in TIMES

    def same_unit(self, one: Token, other: Token) -> bool:
        """Whether two tokens stand in one sentence."""
        return self.units[one.i] == self.units[other.i]

    def gap_before(self, k: int) -> tuple[int, int]:
        """From the region (or the paragraph's start) before region `k` up to it."""
        region = self.regions[k]
        start = self.paragraphs[region.paragraph].start
        return (max(start, self.regions[k - 1].end) if k else start), region.start

    def gap_after(self, k: int) -> tuple[int, int]:
        """From region `k` to the next one, or to the paragraph's end."""
        region = self.regions[k]
        end = self.paragraphs[region.paragraph].end
        return region.end, (
            min(end, self.regions[k + 1].start) if k + 1 < len(self.regions) else end
        )
