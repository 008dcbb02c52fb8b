"""Genuine articles spun by chance with the table's own pairs, and a small logistic regression."""

import random
import re

import numpy as np

from corpuskit.cleaners._spun import lattice
from corpuskit.cleaners._spun.table import Table
from corpuskit.cleaners._spun.words import Words

ONE_CUE = ("stated", "stated", "noted", "added", "explained", "told", "claimed", "reported")


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
        made, spans = exchanged(text, chosen, rnd.choice([0.4, 0.6, 0.85, 0.95]), rnd)
        if len(spans) >= 5:
            yield made, spans, hidden


def spun_as_on(site: str, texts: list[str], table: Table, rnd: random.Random):
    """The texts spun with the pairs seen on `site`, more or less of them; in most, cues too."""
    habits: dict[str, list[str]] = {}
    for pair in table.pairs:
        if site in pair.sources and pair.kind not in {"function", "person"}:
            habits.setdefault(pair.original, []).append(pair.spun)
    for text in texts:
        chosen = dict(habits)
        if rnd.random() < 0.7:
            chosen["said"] = [*chosen.get("said", ()), "mentioned", "stated"]
        made, spans = exchanged(text, chosen, rnd.choice([0.5, 0.7, 0.85, 0.95]), rnd)
        if len(spans) >= 4:
            yield made, spans


def written_with_one_habit(texts: list[str], table: Table, rnd: random.Random):
    """Genuine texts whose writer loves one word, and be it "stated" for said."""
    pool = [p for p in table.pairs if p.kind != "person"]
    for text in texts:
        lowered = text.lower()
        chosen = {"said": [rnd.choice(ONE_CUE)]}
        if rnd.random() < 0.5 or "said" not in lowered:
            fit = [p for p in rnd.sample(pool, 800) if lowered.count(f" {p.original} ") >= 2]
            if not fit:
                continue
            loved = rnd.choice(fit)
            chosen = {loved.original: [loved.spun]}
        made, spans = exchanged(text, chosen, 0.95, rnd)
        if len(spans) >= 2:
            yield made


def exchanged(text: str, chosen: dict[str, list[str]], rate: float, rnd: random.Random):
    """The text with its words exchanged by chance, and where: start, end, original."""
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
    return "".join([*parts, text[done:]]), spans


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


def logistic(
    x: np.ndarray, y: np.ndarray, ridge: float, worth: np.ndarray | float = 1.0
) -> np.ndarray:
    """Weights by Newton's method; the first one is the bias. `worth`: how much each row counts."""
    weights = np.zeros(x.shape[1])
    free = np.arange(x.shape[1]) > 0
    for _ in range(40):
        p = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (worth * (p - y)) + ridge * weights * free
        hessian = (x * (worth * p * (1 - p))[:, None]).T @ x + ridge * np.eye(x.shape[1])
        weights = weights - np.linalg.solve(hessian, gradient)
    return weights


def rising(x: np.ndarray, y: np.ndarray, ridge: float, evidence: range) -> np.ndarray:
    """Weights with both classes counting the same, in which no evidence may speak for the contrary."""
    worth = np.where(y == 1, 1.0, y.sum() / (1 - y).sum())
    spread = x.std(axis=0)
    kept = list(range(x.shape[1]))
    while True:
        weights = logistic(x[:, kept], y, ridge, worth)
        contrary = [
            (w * spread[k], k)
            for w, k in zip(weights, kept, strict=True)
            if k in evidence and w < 0
        ]
        if not contrary:
            break
        kept.remove(min(contrary)[1])
    out = np.zeros(x.shape[1])
    out[kept] = weights
    return out
