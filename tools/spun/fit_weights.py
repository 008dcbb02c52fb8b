"""Fit `weights.json` and the column `alarms` of the table on Wikinews (CC BY 2.5).

    PYTHONPATH=src python tools/spun/fit_weights.py WIKINEWS_ARTICLES.jsonl TABLE.tsv OUT_FOLDER [CONTRAST.jsonl]

The articles are genuine. Each is spun with a random choice of the table's pairs, four in ten of which are then
hidden from the decoder, as those of an unseen site would be. `alarms` counts how often a pair is found in the
articles as they are. So that the models learn how much an alarm means, they are fitted with alarms counted on
other genuine text (CONTRAST, not shipped; without it, on the other half of the articles).
"""

import json
import random
import re
import sys
from collections import Counter
from pathlib import Path

import attrs
import numpy as np

from corpuskit.cleaners._spun import detector, lattice
from corpuskit.cleaners._spun.counts import press_counts
from corpuskit.cleaners._spun.evidence import FEATURES, Evidence, Weights, pair_weight
from corpuskit.cleaners._spun.table import Table
from corpuskit.cleaners._spun.words import Words

ALARM = 2.5  # log odds from which a false find is counted


def main(articles: str, table_file: str, out: str, contrast: str = "") -> None:
    """Write `table.tsv` with alarms and `weights.json`."""
    texts = [json.loads(line)["text"] for line in open(articles, encoding="utf-8")]
    table = Table.of_lines(Path(table_file).read_text(encoding="utf-8"))
    table = Table(tuple(p for p in table.pairs if p.sources != ("wordnet",)))
    own = alarms(texts, table)
    other = alarms([json.loads(line)["text"] for line in open(contrast, encoding="utf-8")], table) if contrast else alarms(texts[::2], table)
    shipped = with_alarms(table, own)
    weights = fitted(texts, with_alarms(table, other))
    Path(out, "table.tsv").write_text(shipped.lines(), encoding="utf-8")
    Path(out, "weights.json").write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")
    print(len(shipped.pairs), "pairs", json.dumps(weights))


def alarms(texts: list[str], table: Table) -> Counter:
    """False finds of each pair in 200,000 words."""
    found: Counter = Counter()
    size = 0
    for text in texts:
        words = Words.of(text)
        size += len(words)
        for choice in Evidence.of(words, table, press_counts()).choices:
            if choice.gain >= ALARM:
                found[choice.reading.pair.spun, choice.reading.pair.original] += 1
    return Counter({pair: count * 200_000 / size for pair, count in found.items()})


def with_alarms(table: Table, found: Counter) -> Table:
    """The table with the column filled in."""
    return Table(tuple(attrs.evolve(p, alarms=round(found.get((p.spun, p.original), 0.0), 2)) for p in table.pairs))


def fitted(texts: list[str], table: Table) -> dict:
    """Both models."""
    rows, right, documents = [], [], []
    for seed in range(2):
        for text, spans, hidden in spun(texts, table, random.Random(seed)):
            words = Words.of(text)
            found = lattice.readings(words, table, lambda p, h=hidden: None if (p.spun, p.original) in h else pair_weight(p))
            evidence = Evidence(words, tuple(lattice.choices(words, found, press_counts())))
            rows += evidence.features()
            right += [is_right(words, c.reading, spans) for c in evidence.choices]
            documents.append(evidence)
    edit = logistic(np.array(rows), np.array(right, float), 1.0)
    weights = Weights(tuple(edit), ())
    genuine = [Evidence.of(Words.of(text), table, press_counts()) for text in texts]
    x = [detector.document_features(e.words, e.hits(weights), press_counts()) for e in documents + genuine]
    y = [1.0] * len(documents) + [0.0] * len(genuine)
    document = logistic(np.array(x), np.array(y), 0.3)
    return {
        "edit": dict(zip(FEATURES, map(lambda v: round(float(v), 4), edit), strict=True)),
        "document": dict(zip(detector.DOCUMENT_FEATURES, map(lambda v: round(float(v), 4), document), strict=True)),
    }


def spun(texts: list[str], table: Table, rnd: random.Random):
    """Spun articles: text, spans {start, end, original}, and the pairs to hide."""
    pool = [p for p in table.pairs if p.kind != "function" and not p.spun.endswith("'s")]
    odds = [3.0 if p.sites else 1.0 for p in pool]
    for text in texts:
        lowered = text.lower()
        chosen: dict[str, list[str]] = {}
        for pair in rnd.choices(pool, odds, k=350):
            if pair.original in lowered:
                chosen.setdefault(pair.original, []).append(pair.spun)
        if rnd.random() < 0.7:
            chosen["said"] = ["mentioned", "stated"]
        if not chosen:
            continue
        hidden = {(s, o) for o, variants in chosen.items() for s in variants if o != "said" and rnd.random() < 0.4}
        rate = rnd.choice([0.4, 0.6, 0.85, 0.95])
        pattern = re.compile(r"(?<![\w'’-])(?:" + "|".join(map(re.escape, sorted(chosen, key=len, reverse=True))) + r")(?![\w'’-])", re.IGNORECASE)
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
    mine = words.text[low:start] + reading.pair.original + ("'s" if reading.words[-1] != reading.pair.words[-1] else "") + words.text[end:high]
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


if __name__ == "__main__":
    main(*sys.argv[1:])
