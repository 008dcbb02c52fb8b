"""Genuine articles spun by chance with the table's own pairs, and a small logistic regression."""

import random
import re

import numpy as np

from corpuskit.cleaners._spun import lattice
from corpuskit.cleaners._spun.table import Table
from corpuskit.cleaners._spun.words import Words


def spun(texts: list[str], table: Table, rnd: random.Random):
    """Spun articles: text, spans {start, end, original}, and the pairs to hide."""
    pool = [p for p in table.pairs if not p.spun.endswith("'s")]
    odds = [3.0 if p.sites else 1.0 for p in pool]
    for text in texts:
        lowered = text.lower()
        chosen: dict[str, list[str]] = {}
        for pair in rnd.choices(pool, odds, k=rnd.choice([60, 120, 250])):
            if pair.original in lowered:
                chosen.setdefault(pair.original, []).append(pair.spun)
        if rnd.random() < 0.7:
            chosen["said"] = ["mentioned", "stated"]
        if not chosen:
            continue
        hidden = {
            (s, o)
            for o, variants in chosen.items()
            for s in variants
            if o != "said" and rnd.random() < 0.4
        }
        rate = rnd.choice([0.4, 0.6, 0.85, 0.95])
        pattern = re.compile(
            r"(?<![\w'’-])(?:"
            + "|".join(map(re.escape, sorted(chosen, key=len, reverse=True)))
            + r")(?![\w'’-])",
            re.IGNORECASE,
        )
        parts, spans, done, size = [], [], 0, 0
        for match in pattern.finditer(text):
            if rnd.random() <= rate:
                old = match.group()
                new = like(old, rnd.choice(chosen[old.lower()]))
                parts += [text[done : match.start()], new]
                size += match.start() - done
                spans.append((size, size + len(new), old))
                size += len(new)
                done = match.end()
        if len(spans) >= 5:
            yield "".join([*parts, text[done:]]), spans, hidden


def like(model: str, word: str) -> str:
    """`word` with the capitals of `model`."""
    if model.istitle() and len(model) > 1:
        return word.title()
    if model.isupper() and len(model) > 3:
        return word.upper()
    return word[0].upper() + word[1:] if model[0].isupper() else word


def is_right(words: Words, reading: lattice.Reading, spans: list[tuple[int, int, str]]) -> bool:
    """Whether the reading restores what stood over its own words and the spans it touches."""
    start, end = words.starts[reading.start], words.ends[reading.end - 1]
    touched = [s for s in spans if s[0] < end and start < s[1]]
    if not touched:
        return False
    low, high = min(start, touched[0][0]), max(end, touched[-1][1])
    original, done = "", low
    for s, e, old in touched:
        original += words.text[done:s] + old
        done = e
    original += words.text[done:high]
    mine = (
        words.text[low:start]
        + reading.pair.original
        + ("'s" if reading.words[-1] != reading.pair.words[-1] else "")
        + words.text[end:high]
    )
    return original.lower().replace("’", "'") == mine.lower().replace("’", "'")


def logistic(x: np.ndarray, y: np.ndarray, ridge: float) -> np.ndarray:
    """Weights by Newton's method; the first one is the bias."""
    weights = np.zeros(x.shape[1])
    free = np.arange(x.shape[1]) > 0
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (p - y) + ridge * weights * free
        hessian = (x * (p * (1 - p))[:, None]).T @ x + ridge * np.eye(x.shape[1])
        weights = weights - np.linalg.solve(hessian, gradient)
    return weights
