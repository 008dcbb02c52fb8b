"""The line model: small boosted trees that judge the lines on which no rule has an opinion."""

from __future__ import annotations

import json
from functools import cache, cached_property
from importlib import resources
from itertools import accumulate
from typing import TYPE_CHECKING

import attrs

from corpuskit.cleaners._chrome.features import NAMES, Surroundings, undecided

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpuskit.cleaners._chrome.page import Page

Tree = tuple[tuple[int, float, int, int], ...]
"""Nodes as (feature, border, left, right); a leaf is (-1, value, 0, 0)."""


@attrs.frozen
class LineModel:
    """Weights, and for each loss budget the scores that a line must reach to be cut."""

    trees: tuple[Tree, ...] = attrs.field(repr=False)
    base: float
    borders: tuple[tuple[float, float], ...]
    """(loss budget, log-odds to reach), the smallest budget first."""

    def score(self, vector: Sequence[float], border: float = float("-inf")) -> float:
        """The log-odds that the line is chrome, or less than `border` as soon as it cannot be reached."""
        total = self.base
        for tree, most in zip(self.trees, self.most_to_come, strict=True):
            if total + most < border:
                return total + most
            feature, value, left, right = tree[0]
            while feature >= 0:
                feature, value, left, right = tree[left if vector[feature] <= value else right]
            total += value
        return total

    @cached_property
    def most_to_come(self) -> tuple[float, ...]:
        """What this tree and the later ones can add at most."""
        best = [max(value for feature, value, _, _ in tree if feature < 0) for tree in self.trees]
        return tuple(reversed(list(accumulate(reversed(best)))))

    def border(self, budget: float) -> float:
        """The log-odds to reach under a loss budget; below the smallest known one nothing is cut."""
        known = [border for least, border in self.borders if least <= budget]
        return known[-1] if known else float("inf")


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
        score = model.score(around.vector(k), border)
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
