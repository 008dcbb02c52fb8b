"""Fit `weights.json`, `first_look.tsv` and the column `alarms` of the table on Wikinews (CC BY 2.5).

    PYTHONPATH=src python tools/spun/fit_weights.py NGRAM_FOLDER WIKINEWS_ARTICLES.jsonl TABLE.tsv OUT_FOLDER [CONTRAST.jsonl]

The articles are genuine. Each is spun with a random choice of the table's pairs, four in ten of which are then
hidden from the decoder, as those of an unseen site would be. `alarms` counts how often a pair is found in the
articles as they are. So that the models learn how much an alarm means, they are fitted with alarms counted on
other genuine text (CONTRAST, not shipped; without it, on the other half of the articles).
"""

import json
import random
import sys
from collections import Counter
from pathlib import Path

import attrs
import numpy as np
from make_first_look import lines_of, look_at
from simulation import is_right, logistic, spun

from corpuskit.cleaners._spun import detector, lattice
from corpuskit.cleaners._spun.counts import press_counts
from corpuskit.cleaners._spun.evidence import FEATURES, Evidence, Weights, pair_weight
from corpuskit.cleaners._spun.first_look import FirstLook
from corpuskit.cleaners._spun.table import Table
from corpuskit.cleaners._spun.words import Words

TOO_MANY = 10  # alarms with which a pair never seen on a site is left out
ALARM = 2.5  # log odds from which a false find is counted


def main(ngrams: str, articles: str, table_file: str, out: str, contrast: str = "") -> None:
    """Write `table.tsv` with alarms, `first_look.tsv` and `weights.json`."""
    texts = [json.loads(line)["text"] for line in open(articles, encoding="utf-8")]
    table = Table.of_lines(Path(table_file).read_text(encoding="utf-8"))
    table = Table(tuple(p for p in table.pairs if p.sources != ("wordnet",)))
    own = alarms(texts, table)
    other = (
        alarms([json.loads(line)["text"] for line in open(contrast, encoding="utf-8")], table)
        if contrast
        else alarms(texts[::2], table)
    )
    table = Table(tuple(p for p in table.pairs if p.sites or own[p.spun, p.original] < TOO_MANY))
    shipped = with_alarms(table, own)
    look, model = look_at(with_alarms(table, other), Path(ngrams), texts)
    weights = fitted(texts, with_alarms(table, other), look) | {"first_look": model}
    lines = lines_of(shipped, Path(ngrams))
    Path(out, "table.tsv").write_text(shipped.lines(), encoding="utf-8")
    Path(out, "first_look.tsv").write_text(lines, encoding="utf-8")
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
    return Table(
        tuple(
            attrs.evolve(p, alarms=round(found.get((p.spun, p.original), 0.0), 2))
            for p in table.pairs
        )
    )


def fitted(texts: list[str], table: Table, look: FirstLook) -> dict:
    """Both models."""
    rows, right, documents = [], [], []
    for seed in range(2):
        for text, spans, hidden in spun(texts, table, random.Random(seed)):
            words = Words.of(text)
            found = lattice.readings(
                words,
                table,
                lambda p, h=hidden: None if (p.spun, p.original) in h else pair_weight(p),
            )
            evidence = Evidence(words, tuple(lattice.choices(words, found, press_counts())))
            rows += evidence.features()
            right += [is_right(words, c.reading, spans) for c in evidence.choices]
            documents.append(evidence)
    edit = logistic(np.array(rows), np.array(right, float), 1.0)
    weights = Weights(tuple(edit), ())
    genuine = [Evidence.of(Words.of(text), table, press_counts()) for text in texts]
    x = [
        detector.document_features(
            e.words, e.hits(weights), press_counts(), look.log_odds(e.words.text)
        )
        for e in documents + genuine
    ]
    y = [1.0] * len(documents) + [0.0] * len(genuine)
    document = logistic(np.array(x), np.array(y), 0.3)
    return {
        "edit": dict(zip(FEATURES, (round(float(v), 4) for v in edit), strict=True)),
        "document": dict(
            zip(detector.DOCUMENT_FEATURES, (round(float(v), 4) for v in document), strict=True)
        ),
    }


if __name__ == "__main__":
    main(*sys.argv[1:])
