"""What the line model looks at: the shape of a line, its words, its place, its neighbours."""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections import Counter
from importlib import resources
from itertools import accumulate, groupby
from typing import TYPE_CHECKING

import attrs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpuskit.cleaners._chrome.lines import Line
    from corpuskit.cleaners._chrome.page import Page

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_MONTH = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.? \d", re.IGNORECASE
)
_ENDS = {
    ".": 1,
    "!": 2,
    "?": 3,
    "…": 4,
    ":": 5,
    ",": 6,
    ")": 7,
    "]": 7,
    "”": 8,
    '"': 8,
    "’": 8,
    "'": 8,
}
_KINDS = {
    "related": 2,
    "nav": 3,
    "share": 3,
    "breadcrumb": 3,
    "newsletter": 4,
    "paywall": 4,
    "credit": 5,
    "caption": 5,
    "ad": 6,
}
_PICTURES = ("credit", "caption")
_WORDS: dict[str, list[str]] = json.loads(
    (resources.files("corpuskit") / "lexicons" / "chrome" / "words.json").read_text("utf-8")
)
_FUNCTION = frozenset(_WORDS["function"])
_CALLS = frozenset(_WORDS["calls"])
_SAID = frozenset(
    {"said", "says", "told", "added", "according", "asked", "wrote", "announced", "reported"}
)
_PAST = frozenset({"was", "were", "had", "did", "said", "told"})

NAMES = (
    "chars", "words", "end", "capitals", "commas", "symbols", "function", "calls", "said", "past", "quotes", "colon", "at",
    "year", "month", "region", "from_top", "from_end", "to_first", "lines", "prose_share", "gap_above", "gap_below", "block",
    "above_words", "below_words", "below_end", "above_cut", "below_cut", "cut_near", "header_above", "credit_near",
    "prose_above", "prose_below", "shared", "shared_names", "shared_near", "repeats", "prose", "above_shape", "below_shape",
    "head_lines", "tail_lines", "tail_chars", "run_short",
)  # fmt: skip
"""The features in the order of the vectors, explained in docs/explanation/chrome.md."""


@attrs.frozen(eq=False)
class Shape:
    """What a line's own words tell the model, wherever the line stands."""

    values: tuple[float, ...]
    """The first features of `NAMES`, up to `month`."""
    names: tuple[str, ...]
    """Its longer capitalised words but the first, in lower case."""

    @classmethod
    def of(cls, text: str) -> Shape:
        """The shape of a line, without regard to its place."""
        words = _WORD.findall(text)
        lower = [w.lower() for w in words]
        n = len(words) or 1
        last = text[-1]
        dated = _DIGIT.search(text) is not None
        return cls(
            (
                min(len(text), 1000), min(len(words), 200), _ENDS.get(last, 0 if last.isalnum() else 9),
                len([1 for w in words if w[0].isupper()]) / n, text.count(",") / n,
                (len(text) - len("".join(words)) - text.count(" ")) / len(text),
                len([1 for w in lower if w in _FUNCTION]) / n, len([1 for w in lower if w in _CALLS]) / n,
                len(_SAID.intersection(lower)), len(_PAST.intersection(lower)),
                text.count('"') + text.count("“") + text.count("”"), float(":" in text), float("@" in text),
                float(dated and _YEAR.search(text) is not None), float(dated and _MONTH.search(text) is not None),
            ),
            tuple([w.lower() for w in text.split()[1:] if len(w) > 4 and w[0].isupper()]),
        )  # fmt: skip


class Surroundings:
    """What the features of a page's lines need to know of the whole page, gathered once."""

    def __init__(self, page: Page) -> None:
        self.page = page
        lines, cuts = page.lines, page.cuts
        count = len(lines)
        self.prose = [k for k, line in enumerate(lines) if line.is_prose and k not in cuts]
        self.vocabulary, self.elsewhere = _shared([self._long_words(k) for k in self.prose])
        self.copies = Counter([line.text for line in lines])
        sizes = [len(line.text) for line in lines]
        self.before = [0, *accumulate(sizes)]
        self.total = max(1, self.before[-1])
        self.prose_share = sum([sizes[k] for k in self.prose]) / self.total
        self.first = self.prose[0] if self.prose else count
        self.last = self.prose[-1] if self.prose else -1
        looks = [line.is_prose for line in lines]
        self.so_far = [0, *accumulate(looks)]
        self.cuts_so_far = [0, *accumulate([k in cuts for k in range(count)])]
        self.related = sorted([k for k, cut in cuts.items() if cut.kind == "related"])
        self.runs = _runs_of_short(looks)
        self.tail = (min(200, count - 1 - self.last), 1 - self.before[self.last + 1] / self.total)

    def vector(self, k: int) -> list[float]:
        """The features of line `k`, in the order of `NAMES`."""
        page, lines, prose = self.page, self.page.lines, self.prose
        line = lines[k]
        shape = page.facts[k].shape
        at = bisect_left(prose, k)
        own = at < len(prose) and prose[at] == k
        above = prose[at - 1] if at else -1
        below = prose[at + own] if at + own < len(prose) else -1
        gap_above = min(30, k - above) if above >= 0 else 31
        gap_below = min(30, below - k) if below >= 0 else 31
        long_words, names = self._long_words(k), shape.names
        m = len(long_words) or 1
        if above >= 0 and gap_above <= 3:
            near = len(long_words & self._long_words(above))
            if below >= 0 and gap_below <= 3:
                near = len(long_words & (self._long_words(above) | self._long_words(below)))
        elif below >= 0 and gap_below <= 3:
            near = len(long_words & self._long_words(below))
        else:
            near = 0
        known = self.elsewhere if own else self.vocabulary
        shared = len(long_words & known)
        shared_names = len([1 for w in names if w in known])
        return [
            *shape.values,
            0 if k < self.first else 2 if k > self.last else 1, self.before[k] / self.total,
            1 - self.before[k + 1] / self.total, max(-30, min(30, k - self.first)), min(len(lines), 300),
            self.prose_share, gap_above, gap_below, min(60, gap_above + gap_below),
            *self._beside(k), self._share(k - 6, k), self._share(k + 1, k + 7),
            shared / m, shared_names / len(names) if names else -1.0, near / m,
            self.copies[line.text] - 1, own,
            _alike(line, lines[k - 1]) if k else -1.0, _alike(line, lines[k + 1]) if k + 1 < len(lines) else -1.0,
            min(60, self.first), *self.tail, min(40, self.runs[k]),
        ]  # fmt: skip

    def _long_words(self, k: int) -> frozenset[str]:
        return self.page.facts[k].long_words

    def _beside(self, k: int) -> tuple[float, ...]:
        """Of the neighbours: words above and below, end below, kinds of cuts, cuts near, header, credit."""
        cuts, lines = self.page.cuts, self.page.lines
        up, down = cuts.get(k - 1), cuts.get(k + 1)
        at = bisect_left(self.related, k)
        header = k - self.related[at - 1] if at else 0
        has_next = k + 1 < len(lines)
        return (
            min(lines[k - 1].words, 100) if k else -1,
            min(lines[k + 1].words, 100) if has_next else -1,
            float(lines[k + 1].ends) if has_next else -1,
            0 if up is None else _KINDS.get(up.kind, 1),
            0 if down is None else _KINDS.get(down.kind, 1),
            self.cuts_so_far[min(len(lines), k + 4)] - self.cuts_so_far[max(0, k - 3)],
            header if header <= 20 else 0,
            (down is not None and down.kind in _PICTURES)
            + 2 * (up is not None and up.kind in _PICTURES),
        )

    def _share(self, low: int, high: int) -> float:
        """The share of prose among some lines."""
        low, high = max(0, low), min(len(self.so_far) - 1, high)
        return (self.so_far[high] - self.so_far[low]) / (high - low) if high > low else -1.0


def _shared(paragraphs: list[frozenset[str]]) -> tuple[set[str], set[str]]:
    """The words of all paragraphs, and those that stand in two of them or more."""
    seen: set[str] = set()
    again: set[str] = set()
    for words in paragraphs:
        again |= seen & words
        seen |= words
    return seen, again


def undecided(page: Page) -> Iterator[int]:
    """The lines that no rule has taken and that could be anything but running prose."""
    lines, cuts = page.lines, page.cuts
    for k, line in enumerate(lines):
        if k in cuts or line.words > 80:
            continue
        inside = page.first <= k <= page.last
        if line.is_prose and inside and k - 1 not in cuts and k + 1 not in cuts:
            continue
        if not _is_fragment(lines, k):
            yield k


def _is_fragment(lines: list[Line], k: int) -> bool:
    """Whether the line is a piece of a sentence that a reader of HTML broke at a link."""
    first = lines[k].text[0]
    follows = lines[k + 1].text[0] if k + 1 < len(lines) else "A"
    return first.islower() or first in ".,;:)”" or follows.islower() or follows in ".,;)"


def _alike(one: Line, other: Line) -> float:
    """How much two lines look like items of one list."""
    return (
        (one.ends == other.ends)
        + (one.text[:1].isupper() == other.text[:1].isupper())
        + min(one.words, other.words) / max(one.words, other.words)
    )


def _runs_of_short(prose: list[bool]) -> list[int]:
    """For each line how many lines without prose stand together there, itself included."""
    runs: list[int] = []
    for is_prose, group in groupby(prose):
        size = len(list(group))
        runs += [1] * size if is_prose else [size] * size
    return runs
