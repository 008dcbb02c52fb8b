"""A cheap test that lets nearly all genuine text go at once.

It looks at pairs of neighbours of which the press would have written another word, and at how
"mentioned" and "stated" relate to "said".
"""

from __future__ import annotations

import json
import math
from functools import cache
from importlib.resources import files
from itertools import pairwise

import attrs

FEATURES = (
    "bias", "length", "cues", "cue_count", "mentioned", "strongest", "strong_by_length",
)  # fmt: skip
_SPACED = tuple(',."“”')
_STRONGEST = 6
_STRONG = 2.0


@attrs.frozen(repr=False)
class FirstLook:
    """Tell-tale neighbours and the model that weighs them; `neighbours`: log odds of two words in a row."""

    neighbours: dict[tuple[str, str], float]
    weights: tuple[float, ...]
    floor: float

    def log_odds(self, features: list[float]) -> float:
        """How much speaks for spun text; below `floor` a text may be let go."""
        return sum(w * x for w, x in zip(self.weights, features, strict=True))

    def features(self, text: str) -> list[float]:
        """In the order of `FEATURES`."""
        text = text.lower()
        for mark in _SPACED:
            text = text.replace(mark, f" {mark} ")
        tokens = text.split()
        size = len(tokens) + 100
        neighbours = self.neighbours
        seen = set(filter(neighbours.__contains__, pairwise(tokens)))
        odds = sorted([neighbours[key] for key in seen], reverse=True)
        mentioned, stated, said = (
            tokens.count(cue) if cue in text else 0 for cue in ("mentioned", "stated", "said")
        )
        cues = mentioned + stated
        return [
            1.0,
            math.log(size),
            max(-2.0, min(2.0, math.log((cues + 0.3) / (said + 0.5)))) if cues else 0.0,
            math.log1p(cues),
            math.log1p(mentioned),
            sum(odds[:_STRONGEST]),
            800 * sum(value > _STRONG for value in odds) / size,
        ]

    @classmethod
    def of_lines(cls, lines: str, model: dict[str, dict[str, float]]) -> FirstLook:
        """Read the shipped files: lines of a left word and `word:odds word:odds ...`."""
        neighbours: dict[tuple[str, str], float] = {}
        for line in lines.splitlines():
            left, entries = line.split("\t")
            for entry in entries.split(" "):
                right, _, odds = entry.rpartition(":")
                neighbours[left, right] = int(odds) / 100
        weights = tuple(model["first_look"][name] for name in FEATURES)
        return cls(neighbours, weights, model["first_look"]["floor"])


@cache
def shipped_first_look() -> FirstLook:
    """The first look at the shipped table's words."""
    folder = files("corpuskit").joinpath("lexicons/spun")
    return FirstLook.of_lines(
        folder.joinpath("first_look.tsv").read_text("utf-8"),
        json.loads(folder.joinpath("weights.json").read_text("utf-8")),
    )
