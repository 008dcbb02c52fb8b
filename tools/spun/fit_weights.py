"""Fit `weights.json`, `first_look.tsv` and the column `alarms` of the table on Wikinews (CC BY 2.5).

    PYTHONPATH=src python tools/spun/fit_weights.py NGRAM_FOLDER WIKINEWS_ARTICLES.jsonl TABLE.tsv OUT_FOLDER [CONTRAST.jsonl]

The articles are genuine. They are spun in two ways: with the pairs of one real site, each time read with a table that lacks
the pairs of that site, as those of an unseen one would be; and with a random choice of the table's pairs, four in ten
of which are hidden. Against them stand the articles as they are, and with one single habit, as a writer may have.
`alarms` counts how often a pair is found in the articles as they are. So that the models learn how much an alarm means,
they are fitted with alarms counted on other genuine text (CONTRAST, not shipped; without it, on the other half of the articles).
"""

import json
import random
import sys
from collections import Counter
from pathlib import Path

import attrs
import numpy as np
from make_first_look import blank_look, fitted, lines_of
from simulation import is_right, logistic, rising, spun, spun_as_on, written_with_one_habit

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
    weights = models(texts, with_alarms(table, other), Path(ngrams))
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


@attrs.frozen
class Row:
    """A text as both models see it."""

    evidence: Evidence
    right: tuple[bool, ...]
    seen: list[float]


def row(text: str, table: Table, look: FirstLook, spans=(), hidden=frozenset()) -> Row:
    """What is found in `text`, and which of it is right."""
    words = Words.of(text)
    found = lattice.readings(
        words, table, lambda p: None if (p.spun, p.original) in hidden else pair_weight(p)
    )
    evidence = Evidence(words, tuple(lattice.choices(words, found, press_counts())))
    right = tuple(is_right(words, c.reading, spans) for c in evidence.choices)
    return Row(evidence, right, look.features(text))


def without(table: Table, site: str) -> Table:
    """What would be known if the site had not been seen."""
    return Table(
        tuple(
            attrs.evolve(p, sources=tuple(s for s in p.sources if s != site))
            for p in table.pairs
            if site not in p.sources or p.sites > 1
        )
    )


def models(texts: list[str], table: Table, ngrams: Path) -> dict:
    """The three models: of one substitution, of a document, of the first look."""
    exchanged = []
    for site in sorted({s for p in table.pairs for s in p.sources if s[1:].isdigit()}):
        left, rnd = without(table, site), random.Random(site)
        look = blank_look(left, ngrams)
        exchanged += [row(t, left, look, at) for t, at in spun_as_on(site, texts, table, rnd)]
    look = blank_look(table, ngrams)
    for seed in range(2):
        exchanged += [
            row(t, table, look, *at) for t, *at in spun(texts, table, random.Random(seed))
        ]
    genuine = [row(t, table, look) for t in texts]
    for seed in range(2):
        made = written_with_one_habit(texts, table, random.Random(seed))
        genuine += [row(t, table, look) for t in made]

    rows = [features for r in exchanged for features in r.evidence.features()]
    right = [correct for r in exchanged for correct in r.right]
    edit = logistic(np.array(rows), np.array(right, float), 1.0)
    weights = Weights(tuple(edit), ())

    def features(r: Row) -> list[float]:
        words, hits = r.evidence.words, r.evidence.hits(weights)
        return detector.document_features(words, hits, press_counts(), r.seen)

    y = np.array([1.0] * len(exchanged) + [0.0] * len(genuine))
    x = np.array([features(r) for r in exchanged + genuine])
    document = rising(x, y, 0.3, range(2, x.shape[1]))
    return {
        "edit": named(FEATURES, edit),
        "document": named(detector.DOCUMENT_FEATURES, document),
        "first_look": fitted([r.seen for r in exchanged], [r.seen for r in genuine[: len(texts)]]),
    }


def named(names: tuple[str, ...], weights: np.ndarray) -> dict[str, float]:
    """Weights by name, rounded."""
    return dict(zip(names, (round(float(w), 4) for w in weights), strict=True))


if __name__ == "__main__":
    main(*sys.argv[1:])
