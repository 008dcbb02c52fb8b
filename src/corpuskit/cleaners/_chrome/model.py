"""The line model: small boosted trees that judge the lines on which no rule has an opinion."""

from __future__ import annotations

import json
from bisect import bisect_left
from functools import cache, cached_property, reduce
from importlib import resources
from operator import and_, getitem
from typing import TYPE_CHECKING

import attrs

from corpuskit.cleaners._chrome.features import NAMES, Surroundings, undecided

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpuskit.cleaners._chrome.page import Page

Tree = tuple[tuple[int, float, int, int], ...]
"""Nodes as (feature, border, left, right); a leaf is (-1, value, 0, 0)."""


SCALE = 10_000
"""Values of leaves have four decimals: sums of whole numbers are the same on every machine."""


@attrs.frozen
class LineModel:
    """Weights, and for each loss budget the scores that a line must reach to be cut."""

    trees: tuple[Tree, ...] = attrs.field(repr=False)
    base: float
    borders: tuple[tuple[float, float], ...]
    """(loss budget, log-odds to reach), the smallest budget first."""

    def score(self, vector: Sequence[float]) -> float:
        """The log-odds that the line is chrome.

        All trees at once (QuickScorer, Lucchese et al. 2015): every border that a feature exceeds
        rules out the leaves to its left; the first leaf left in each tree is where the line ends up.
        """
        borders, masks = self._by_feature
        left = reduce(and_, map(getitem, masks, map(bisect_left, borders, vector)))
        ends = left.to_bytes(len(self._leaves), "little")
        total = sum(map(getitem, self._leaves, ends))
        return (self._base + total) / SCALE

    @cached_property
    def _base(self) -> int:
        return round(self.base * SCALE)

    @cached_property
    def _all_leaves(self) -> int:
        return (1 << 8 * len(self.trees)) - 1

    @cached_property
    def _leaves(self) -> list[list[int]]:
        """For each tree and each set of its leaves (bits of a byte) the value of the first one."""
        out = []
        for tree in self.trees:
            values = [round(value * SCALE) for value in _leaves_of(tree, 0)]
            firsts = [(byte & -byte).bit_length() - 1 for byte in range(256)]
            out.append([values[first] if 0 <= first < len(values) else 0 for first in firsts])
        return out

    @cached_property
    def _by_feature(self) -> tuple[list[list[float]], list[list[int]]]:
        """For each feature its borders in order, and what is left when so many are exceeded."""
        lost: list[list[tuple[float, int]]] = [[] for _ in NAMES]
        for number, tree in enumerate(self.trees):
            for feature, border, leaves in _left_of(tree, 0, 0)[1]:
                lost[feature].append((border, leaves << 8 * number))
        all_masks = []
        for borders in lost:
            borders.sort()
            masks = [self._all_leaves]
            for _, leaves in borders:
                masks.append(masks[-1] & ~leaves)
            all_masks.append(masks)
        return [[border for border, _ in borders] for borders in lost], all_masks

    def border(self, budget: float) -> float:
        """The log-odds to reach under a loss budget; below the smallest known one nothing is cut."""
        known = [border for least, border in self.borders if least <= budget]
        return known[-1] if known else float("inf")


def _leaves_of(tree: Tree, at: int) -> list[float]:
    """The values of the leaves from left to right."""
    feature, value, left, right = tree[at]
    return [value] if feature < 0 else [*_leaves_of(tree, left), *_leaves_of(tree, right)]


def _left_of(tree: Tree, at: int, first: int) -> tuple[int, list[tuple[int, float, int]]]:
    """The number of leaves below a node, and for each inner node feature, border, leaves to its left."""
    feature, border, left, right = tree[at]
    if feature < 0:
        return 1, []
    count, below = _left_of(tree, left, first)
    others, beside = _left_of(tree, right, first + count)
    own = (feature, border, ((1 << count) - 1) << first)
    return count + others, [own, *below, *beside]


@cache
def shipped_model() -> LineModel:
    """The model that comes with the package; `tools/train_chrome.py` makes it."""
    path = resources.files("corpuskit") / "lexicons" / "chrome" / "line_model.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    if data["features"] != list(NAMES):
        raise ValueError("line_model.json was trained on other features: run tools/train_chrome.py")
    return LineModel(
        tuple(_tree(nodes) for nodes in data["trees"]),
        data["base"],
        tuple((budget, border) for budget, border in data["borders"]),
    )


def _tree(nodes: list[list[float]]) -> Tree:
    return tuple(
        (int(node[0]), node[1], int(node[2]), int(node[3]))
        if len(node) == 4
        else (-1, node[1], 0, 0)
        for node in nodes
    )


def cut_by_model(page: Page, model: LineModel, budget: float) -> None:
    """Layer 3: the undecided lines that the model is sure enough about."""
    if budget <= 0 or len(page.lines) < 4:
        return
    open_lines = list(undecided(page))
    if not open_lines or page.last < 0:
        return
    around = Surroundings(page)
    if not around.prose:
        return
    border = model.border(budget)
    found = []
    for k in open_lines:
        score = model.score(around.vector(k))
        if score >= border:
            found.append((k, score))
    for k, score in found:
        page.cut(k, _kind(page, k), "model", round(1 / (1 + 2.718281828 ** -min(score, 30.0)), 3))


def _kind(page: Page, k: int) -> str:
    """A guess at the kind, from the place and the neighbours."""
    beside = [page.cuts[j].kind for j in (k + 1, k - 1) if j in page.cuts]
    if "credit" in beside or "caption" in beside:
        return "caption"
    if "newsletter" in beside and page.lines[k].ends:
        return "newsletter"
    return "nav" if page.lines[k].words <= 3 else "related"
