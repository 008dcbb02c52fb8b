"""A cheap test that lets nearly all genuine text go at once.

It looks at single words and at pairs of neighbours only: words that spinners like and the press does
not, neighbours of which the press would have written another word, and how cues relate to "said".
"""

from __future__ import annotations

import json
import math
from collections import Counter
from functools import cache
from importlib.resources import files
from itertools import pairwise

import attrs

FEATURES = (
    "bias", "cues", "cue_count", "mentioned", "words", "words_by_root", "neighbours",
    "neighbours_by_length", "strongest", "length", "strong_by_length",
)  # fmt: skip
_SPACED = tuple(',."“”')
_STRONGEST = 6
_STRONG = 2.0


@attrs.frozen(repr=False)
class FirstLook:
    """Tell-tale words and neighbours with their weights, and the model that joins them.

    `words`: for each spun word its chance in the press, the chance of what it replaces, and how
    likely a spinner is to replace that. `neighbours`: log odds of two words in a row.
    """

    words: dict[str, tuple[float, float, float]]
    neighbours: dict[tuple[str, str], float]
    weights: tuple[float, ...]
    floor: float

    def log_odds(self, text: str) -> float:
        """How much speaks for spun text; below `floor` a text may be let go."""
        return sum(w * x for w, x in zip(self.weights, self.features(text), strict=True))

    def features(self, text: str) -> list[float]:
        """In the order of `FEATURES`."""
        text = text.lower()
        for mark in _SPACED:
            text = text.replace(mark, f" {mark} ")
        tokens = text.split()
        size = len(tokens) + 100
        found = Counter(filter(self.words.__contains__, tokens))
        words = 0.0
        for word, times in found.items():
            usual, replaced, habit = self.words[word]
            expected = size * usual + 0.15
            more = size * replaced
            odds = times * math.log((expected + more) / expected) - more
            words += math.log1p(habit * (math.exp(min(odds, 6)) - 1))
        seen = set(filter(self.neighbours.__contains__, pairwise(tokens)))
        odds_found = sorted((self.neighbours[key] for key in seen), reverse=True)
        total = sum(odds_found)
        cues = tokens.count("mentioned") + tokens.count("stated")
        said = tokens.count("said")
        return [
            1.0,
            max(-2.0, min(2.0, math.log((cues + 0.3) / (said + 0.5)))) if cues else 0.0,
            math.log1p(cues),
            math.log1p(found["mentioned"]),
            words,
            25 * words / math.sqrt(size),
            total,
            800 * total / size,
            sum(odds_found[:_STRONGEST]),
            math.log(size),
            800 * sum(odds > _STRONG for odds in odds_found) / size,
        ]

    @classmethod
    def of_lines(cls, lines: str, model: dict[str, dict[str, float]]) -> FirstLook:
        """Read the shipped files: `word` lines, and `left word:odds word:odds ...` lines."""
        words: dict[str, tuple[float, float, float]] = {}
        neighbours: dict[tuple[str, str], float] = {}
        for line in lines.splitlines():
            head, *rest = line.split("\t")
            if head == "word":
                words[rest[0]] = float(rest[1]), float(rest[2]), float(rest[3])
            elif head == "left":
                for entry in rest[1].split(" "):
                    right, _, odds = entry.rpartition(":")
                    neighbours[rest[0], right] = int(odds) / 100
        weights = tuple(model["first_look"][name] for name in FEATURES)
        return cls(words, neighbours, weights, model["first_look"]["floor"])


@cache
def shipped_first_look() -> FirstLook:
    """The first look at the shipped table's words."""
    folder = files("corpuskit").joinpath("lexicons/spun")
    return FirstLook.of_lines(
        folder.joinpath("first_look.tsv").read_text("utf-8"),
        json.loads(folder.joinpath("weights.json").read_text("utf-8")),
    )
