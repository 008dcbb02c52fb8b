"""Make `first_look.tsv` and fit its model; called by fit_weights.py.

A pair of neighbours tells when the press often writes it with the original and hardly
with the spun word.
"""

import gzip
import itertools
import math
from collections import defaultdict
from pathlib import Path

import numpy as np
from simulation import rising

from corpuskit.cleaners._spun.counts import press_counts
from corpuskit.cleaners._spun.first_look import FEATURES, FirstLook
from corpuskit.cleaners._spun.table import Pair, Table

COMMON = 15  # n-grams with the original seen at least so often
TELLING = 0.7  # log odds
FLOOR = -0.4  # so that one genuine text in twenty is looked at closely


def blank_look(table: Table, ngrams: Path) -> FirstLook:
    """The first look for `table` without weights: it only tells the features."""
    return FirstLook.of_lines(
        lines_of(table, ngrams), {"first_look": dict.fromkeys((*FEATURES, "floor"), 0.0)}
    )


def fitted(spun: list[list[float]], genuine: list[list[float]]) -> dict[str, float]:
    """The model of the first look."""
    y = np.array([1.0] * len(spun) + [0.0] * len(genuine))
    weights = rising(np.array(spun + genuine), y, 0.3, range(2, len(FEATURES)))
    return {
        **dict(zip(FEATURES, (round(float(w), 4) for w in weights), strict=True)),
        "floor": FLOOR,
    }


def lines_of(table: Table, ngrams: Path) -> str:
    """The file for `table`."""
    table = Table(tuple(p for p in table.pairs if p.kind != "person"))
    return "\n".join(neighbour_lines(table, ngrams)) + "\n"


def neighbour_lines(table: Table, folder: Path):
    """A word, and what tells to its right: `word:log odds * 100`."""
    counts = press_counts()
    odds: dict[tuple[str, str], float] = {}

    def offer(key: tuple[str, str], with_original: float, pair: Pair) -> None:
        as_it_is = counts.count(" ".join(key))
        share = 0.3 * (0.3 if pair.standing else 0.1)
        value = math.log((share * with_original + as_it_is + 1) / (as_it_is + 1)) / (
            1 + 0.3 * pair.alarms
        )
        if value > max(odds.get(key, 0.0), TELLING):
            odds[key] = value

    by_original: dict[str, list[Pair]] = defaultdict(list)
    for pair in table.pairs:
        words = pair.spun.split()
        if len(words) > 1:
            key = min(itertools.pairwise(words), key=lambda two: counts.count(" ".join(two)))
            if counts.count(" ".join(key)) < 300:
                offer(key, max(counts.count(" ".join(pair.words)), 4), pair)
        elif len(pair.words) == 1:
            by_original[pair.words[0]].append(pair)
    for line in gzip.open(folder / "bigrams.tsv.gz", "rt", encoding="utf-8"):
        gram, number = line.rstrip("\n").split("\t")
        left, right = gram.split(" ")
        if int(number) < COMMON:
            break
        if "<num>" not in (left, right):
            for pair in by_original.get(right, ()):
                offer((left, pair.spun), int(number), pair)
            for pair in by_original.get(left, ()):
                offer((pair.spun, right), int(number), pair)
    grouped: dict[str, list[str]] = defaultdict(list)
    for (left, right), value in sorted(odds.items()):
        grouped[left].append(f"{right}:{round(100 * value)}")
    for left, entries in grouped.items():
        yield f"{left}\t{' '.join(entries)}"
