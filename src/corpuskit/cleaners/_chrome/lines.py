"""Lines of a page, what they look like, and the cuts made in them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import attrs

from corpuskit.cleaners._chrome.stamps import Reading
from corpuskit.edits import Edit

if TYPE_CHECKING:
    from collections.abc import Iterable

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
BREAKS = "\n\r\x0b\x0c\x85\u2028\u2029"
_SENTENCE_END = re.compile(r"""[.!?…]["'”’»)\]*]*$""")
_WORD = re.compile(r"[^\W\d_][\w'’.-]*")

PROSE_WORDS = 10
"""A paragraph of prose has at least so many words, and ends as sentences do."""


@attrs.frozen
class Line:
    """A line without the white space around it, and whether it reads like prose."""

    text: str
    words: int
    ends: bool
    """Whether it ends as a sentence does: `.`, `!`, `?`, `…`, closing quotes allowed behind it."""
    is_prose: bool
    """Whether it reads like a paragraph: sentences, not a label or a headline."""

    @classmethod
    def of(cls, text: str) -> Line:
        """The line that `text` makes, which is stripped already."""
        words = text.count(" ") + 1
        last = text[-1]
        ends = last in ".!?" or (not last.isalnum() and bool(_SENTENCE_END.search(text[-6:])))
        prose = words >= PROSE_WORDS and (ends or words >= 60 or (words >= 25 and last in ":;,—-–"))
        return cls(text, words, ends, prose)

    @property
    def is_headline(self) -> bool:
        """Whether it could be the headline of a piece: some words, no full stop."""
        return 3 <= self.words <= 30 and len(self.text) <= 220 and self.text[-1:] not in ".:;,"


@attrs.frozen
class Cut:
    """A stretch of the text that is not the article's body: what it is, and which rule says so."""

    start: int
    end: int
    kind: str
    rule: str
    confidence: float = 1.0
    readings: tuple[Reading, ...] = ()
    """What the words say of the article, with offsets counted from `start`."""


def lines_of(text: str) -> list[tuple[int, str]]:
    """Where each line begins that holds anything but white space, and its text without that around it."""
    if any(sign in text for sign in BREAKS[1:]):
        rows = [(found.start(), found[0]) for found in _LINE.finditer(text)]
    else:
        rows, at = [], 0
        for row in text.split("\n"):
            rows.append((at, row))
            at += len(row) + 1
    lines = []
    for start, row in rows:
        bare = row.strip()
        if bare:
            at = start if len(bare) == len(row) else start + row.index(bare)
            if len(bare) >= FLAT and _has_lost_its_breaks(bare):
                ends = [0, *(end for gap in _GAP.finditer(bare) for end in gap.span()), len(bare)]
                lines += [
                    (at + low, bare[low:high])
                    for low, high in zip(ends[::2], ends[1::2], strict=True)
                ]
            else:
                lines.append((at, bare))
    return lines


FLAT = 600
"""A line of so many characters can be a page whose line breaks became blanks."""

_GAP = re.compile(r"(?<=\S)[ \t\xa0]{2,}(?=[^\sa-z])")
_GAP_IN_A_SENTENCE = re.compile(r"[a-z,][ \t\xa0]{2,}[a-z]")
_SENTENCE_THEN_GAP = re.compile(r"[.!?…][\"'”’)\]]*+[ \t\xa0]{2,}")
_SENTENCE_THEN_BLANK = re.compile(r"[.!?…][\"'”’)\]]*+ (?=[A-Z\"“‘])")


def _has_lost_its_breaks(line: str) -> bool:
    """Whether wide gaps stand between the paragraphs of a line, not behind sentences or words."""
    if "  " not in line and "\xa0" not in line and "\t" not in line:
        return False
    gaps = len(_SENTENCE_THEN_GAP.findall(line))
    return (
        gaps >= 3
        and len(_SENTENCE_THEN_BLANK.findall(line)) >= gaps / 4
        and len(_GAP_IN_A_SENTENCE.findall(line)) <= gaps
    )


def capitalised(text: str) -> float:
    """The share of words that begin with a capital."""
    words = _WORD.findall(text)
    return sum(w[0].isupper() for w in words) / len(words) if words else 0.0


def same_words(text: str) -> str:
    """What stays equal when a headline is repeated elsewhere: letters and digits, lower case."""
    return "".join(c for c in text.casefold() if c.isalnum())


def edits_of(text: str, cuts: Iterable[Cut]) -> list[Edit]:
    """The deletions that the cuts make: each unit and one adjoining line break, or one blank.

    Before the first words that stay, and behind the last, the empty lines go as well.
    """
    edits: list[Edit] = []
    done = 0
    made = disjoint(cuts)
    first, last = _kept(text, made)
    for k, cut in enumerate(made):
        start, end = cut.start, cut.end
        before, after = start, end
        while before > done and text[before - 1].isspace() and text[before - 1] not in BREAKS:
            before -= 1
        while after < len(text) and text[after].isspace() and text[after] not in BREAKS:
            after += 1
        opens = before == 0 or text[before - 1] in BREAKS
        closes = after == len(text) or text[after] in BREAKS
        if k < first or k >= last:
            limit = made[k + 1].start if k + 1 < len(made) else len(text)
            while start > done and text[start - 1].isspace():
                start -= 1
            while end < limit and text[end].isspace():
                end += 1
        elif opens and closes:  # a whole line goes with its own break
            start, end = before, after + (2 if text[after : after + 2] == "\r\n" else 1)
        elif opens:
            start, end = before, after
        else:
            start = before
        edits.append(Edit(start, end, "", f"chrome:{cut.kind}", cut.confidence))
        done = end
    return edits


def _kept(text: str, cuts: list[Cut]) -> tuple[int, int]:
    """Cuts before the first, and from the second on, have no words that stay before or behind them."""
    borders = [0, *(border for cut in cuts for border in (cut.start, cut.end)), len(text)]
    stays = [
        bool(text[start:end].strip())
        for start, end in zip(borders[::2], borders[1::2], strict=True)
    ]
    if not any(stays):
        return len(cuts), 0
    return stays.index(True), len(stays) - 1 - stays[::-1].index(True)


def disjoint(cuts: Iterable[Cut]) -> list[Cut]:
    """The cuts in order; of two that overlap the longer one stays."""
    out: list[Cut] = []
    for cut in sorted(cuts, key=lambda c: (c.start, -c.end)):
        if out and cut.start < out[-1].end:
            if cut.end - cut.start > out[-1].end - out[-1].start:
                out[-1] = cut
            continue
        out.append(cut)
    return out
