"""The line model: small boosted trees that judge the lines on which no rule has an opinion."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

import attrs

from corpuskit.cleaners._chrome.features import NAMES, Surroundings, undecided

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpuskit.cleaners._chrome.page import Page

Tree = list[list[float]]
"""Nodes as [feature, border, left, right]; a leaf is [-1, value]."""


@attrs.frozen
class LineModel:
    """Weights, and for each loss budget the scores that a line must reach to be cut."""

    trees: tuple[Tree, ...] = attrs.field(repr=False)
    base: float
    borders: tuple[tuple[float, float], ...]
    """(loss budget, log-odds to reach), the smallest budget first."""

    def score(self, vector: Sequence[float]) -> float:
        """The log-odds that the line is chrome."""
        total = self.base
        for tree in self.trees:
            node = tree[0]
            while node[0] >= 0:
                node = tree[int(node[2] if vector[int(node[0])] <= node[1] else node[3])]
            total += node[1]
        return total

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
        tuple(data["trees"]), data["base"], tuple((budget, border) for budget, border in data["borders"])
    )


def cut_by_model(page: Page, model: LineModel, budget: float) -> None:
    """Layer 3: the undecided lines that the model is sure enough about."""
    if budget <= 0 or len(page.lines) < 4:
        return
    around = Surroundings(page)
    if not around.prose:
        return
    border = model.border(budget)
    found = []
    for k in undecided(page):
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
