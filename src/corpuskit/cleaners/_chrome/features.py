"""What the line model looks at: the shape of a line, its words, its place, its neighbours."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpuskit.cleaners._chrome.lines import Line
    from corpuskit.cleaners._chrome.page import Page

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_FUNCTION = frozenset(
    """the a an of in on at to for with by from and or but as is are was were be been has have had
    that this these those it its he she they his her their who which not will would could said we you i our your
    my me us him them what when where how there than then so if into after before over about out up""".split()
)  # fmt: skip
_CALLS = frozenset(
    """subscribe newsletter newsletters sign signup inbox email emails click here read more share follow facebook twitter
    instagram youtube app download comments comment login register privacy policy terms cookies copyright reserved rights
    advertisement sponsored watch video videos photo photos image images gallery podcast listen join free trial membership
    donate support contact editor website page site menu search home back next previous top latest trending popular related
    stories story article articles posts post tags categories view load buy shop deals get""".split()
)  # fmt: skip
_CREDIT = frozenset(
    """photo photograph photographer image getty images reuters ap afp epa courtesy credit handout file shutterstock via
    illustration pictured picture screenshot caption""".split()
)  # fmt: skip
_SAID = frozenset(
    "said says told added according say saying asked wrote tweeted announced reported".split()
)  # noqa: SIM905, reads as a list
_YOU = frozenset("you your we our us".split())  # noqa: SIM905, reads as a list
_PAST = frozenset("was were had did said told".split())  # noqa: SIM905, reads as a list
_VERBS_NOW = frozenset("is are has have does will can".split())  # noqa: SIM905, reads as a list
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

NAMES = (
    "chars", "words", "end", "start", "capitals", "digits", "commas", "symbols", "all_caps", "function", "calls", "credit",
    "said", "you", "past", "now", "ing", "ed", "question", "quotes", "colon", "url", "at", "year", "month", "number_first",
    "bullet", "word_length", "longest", "region", "from_top", "from_end", "to_first", "to_last", "lines", "prose_share",
    "block", "above_block", "below_block", "above_words", "below_words", "above_end", "below_end", "above_cut", "below_cut",
    "cut_near", "header_above", "credit_near", "gap_above", "gap_below", "shared", "shared_names", "shared_near", "repeats",
    "in_other", "headline", "prose", "above_shape", "below_shape", "head_lines", "tail_lines", "tail_prose", "tail_chars", "run_short",
)  # fmt: skip
"""The features in the order of the vectors. "shared": the share of the line's longer words that the prose uses too."""

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


class Surroundings:
    """What a page's features need to know of the whole page, gathered once."""

    def __init__(self, page: Page) -> None:
        self.page = page
        lines = page.lines
        self.prose = [k for k, line in enumerate(lines) if line.is_prose and k not in page.cuts]
        self.vocabulary: dict[str, int] = {}
        for k in self.prose:
            for word in set(_long_words(lines[k].text)):
                self.vocabulary[word] = self.vocabulary.get(word, 0) + 1
        self.copies: dict[str, int] = {}
        for line in lines:
            self.copies[line.text] = self.copies.get(line.text, 0) + 1
        self.total = max(1, sum(len(line.text) for line in lines))
        self.before: list[int] = []
        done = 0
        for line in lines:
            self.before.append(done)
            done += len(line.text)
        self.prose_chars = sum(len(lines[k].text) for k in self.prose)
        self.first = self.prose[0] if self.prose else len(lines)
        self.last = self.prose[-1] if self.prose else -1
        self.long = "\n".join(line.text for line in lines if line.words >= 8)[:200_000]

    def vector(self, k: int) -> list[float]:
        """The features of line `k`, in the order of `NAMES`."""
        page = self.page
        lines = page.lines
        line = lines[k]
        text = line.text
        words = _WORD.findall(text)
        lower = [w.lower() for w in words]
        n = len(words) or 1
        letters = [w for w in words if w[0].isalpha()]
        capitals = sum(w[0].isupper() for w in letters) / (len(letters) or 1)
        at = bisect_left(self.prose, k)
        below = next((p for p in self.prose[at : at + 2] if p > k), None)
        above = self.prose[at - 1] if at else None
        gap_above = min(30, k - above) if above is not None else 31
        gap_below = min(30, below - k) if below is not None else 31
        long_words = _long_words(text)
        m = len(long_words) or 1
        own = 1 if line.is_prose else 0
        shared = sum(self.vocabulary.get(w, 0) > own for w in long_words) / m
        names = [w.lower() for w in words[1:] if w[0].isupper() and len(w) > 3]
        shared_names = (
            sum(self.vocabulary.get(w, 0) > own for w in names) / len(names) if names else -1.0
        )
        near = set()
        for p in (above, below):
            if p is not None and abs(p - k) <= 3:
                near.update(_long_words(lines[p].text))
        shared_near = sum(w in near for w in long_words) / m
        up, down = _neighbour(page, k, -1), _neighbour(page, k, 1)
        first, last = text[:1], text[-1:]
        region = 0 if k < self.first else 2 if k > self.last else 1
        tail = range(self.last + 1, len(lines))
        return [
            min(len(text), 1000), min(len(words), 200), _ENDS.get(last, 0 if last.isalnum() else 9),
            1 if first.islower() else 2 if first.isupper() else 3 if first.isdigit() else 4 if first in "“\"‘'" else 5,
            capitals, sum(c.isdigit() for c in text) / len(text), text.count(",") / n,
            sum(not c.isalnum() and not c.isspace() for c in text) / len(text), float(text.isupper()),
            sum(w in _FUNCTION for w in lower) / n, sum(w in _CALLS for w in lower) / n, sum(w in _CREDIT for w in lower),
            sum(w in _SAID for w in lower), sum(w in _YOU for w in lower) / n, sum(w in _PAST for w in lower) / n,
            sum(w in _VERBS_NOW for w in lower) / n, sum(w.endswith("ing") for w in lower) / n,
            sum(w.endswith("ed") for w in lower) / n, float("?" in text), sum(c in "“”\"" for c in text),
            float(":" in text), float("http" in text or "www." in text or ".com" in text), float("@" in text),
            float(bool(_YEAR.search(text))), float(bool(_MONTH.search(text))), float(first.isdigit()),
            float(first in "*-•–—·|►▪"), sum(map(len, words)) / n, max(map(len, words), default=0),
            region, self.before[k] / self.total, 1 - (self.before[k] + len(text)) / self.total,
            max(-30, min(30, k - self.first)), max(-30, min(30, k - self.last)), min(len(lines), 300),
            self.prose_chars / self.total,
            min(60, gap_above + gap_below), gap_above, gap_below, up[0], down[0], up[1], down[1], up[2], down[2],
            sum(1 for j in range(k - 3, k + 4) if j in page.cuts), _header_above(page, k), _credit_near(page, k),
            _dense(lines, k, -1), _dense(lines, k, 1), shared, shared_names, shared_near, self.copies[text] - 1,
            float(len(text) >= 20 and self.long.count(text) > (1 if line.words >= 8 else 0)),
            float(line.is_headline), float(line.is_prose),
            _alike(line, lines[k - 1]) if k else -1.0, _alike(line, lines[k + 1]) if k + 1 < len(lines) else -1.0,
            min(60, self.first), min(200, len(tail)), min(40, sum(lines[j].is_prose for j in tail)),
            (self.total - self.before[self.last + 1]) / self.total if len(tail) else 0.0,
            _run_of_short(lines, k),
        ]  # fmt: skip


def _long_words(text: str) -> list[str]:
    return [w.lower() for w in _WORD.findall(text) if len(w) > 4]


def _neighbour(page: Page, k: int, step: int) -> tuple[float, float, float]:
    """Words, end and kind of cut of the line above or below."""
    j = k + step
    if not 0 <= j < len(page.lines):
        return -1.0, -1.0, -1.0
    line = page.lines[j]
    cut = page.cuts.get(j)
    kind = 0 if cut is None else _KINDS.get(cut.kind, 1)
    return min(line.words, 100), float(line.ends), kind


def _header_above(page: Page, k: int) -> float:
    """How many lines above a "Related" or the like stands, 0 where there is none within twenty."""
    for distance in range(1, 21):
        cut = page.cuts.get(k - distance)
        if cut is not None and cut.rule in ("rel.header", "context.related", "rel.lead"):
            return float(distance)
    return 0.0


def _credit_near(page: Page, k: int) -> float:
    """1: a credit below, 2: above, 3: both, 0: none."""
    below, above = page.cuts.get(k + 1), page.cuts.get(k - 1)
    return (below is not None and below.kind in ("credit", "caption")) + 2.0 * (
        above is not None and above.kind in ("credit", "caption")
    )


def _dense(lines: list[Line], k: int, step: int) -> float:
    """The share of prose among the six lines above or below."""
    near = [lines[j] for j in range(k + step, k + 7 * step, step) if 0 <= j < len(lines)]
    return sum(line.is_prose for line in near) / len(near) if near else -1.0


def _alike(one: Line, other: Line) -> float:
    """How much two lines look like items of one list."""
    return (
        (one.ends == other.ends)
        + (one.text[:1].isupper() == other.text[:1].isupper())
        + min(one.words, other.words) / max(one.words, other.words)
    )


def _run_of_short(lines: list[Line], k: int) -> float:
    """How many lines without prose stand together here."""
    count = 1
    for step in (-1, 1):
        j = k + step
        while 0 <= j < len(lines) and not lines[j].is_prose and count < 40:
            count += 1
            j += step
    return float(count)


def undecided(page: Page) -> Iterator[int]:
    """The lines that no rule has taken and that could be anything but running prose."""
    for k, line in enumerate(page.lines):
        if k not in page.cuts and (line.words <= 60 or k < page.first or k > page.last):
            yield k
