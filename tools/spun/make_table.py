"""Build `src/corpuskit/lexicons/spun/table.tsv` from observed pairs, own lists and WordNet.

    python tools/spun/make_table.py SPUN_DEV_FOLDER NGRAM_FOLDER WORDNET_FOLDER OUT.tsv [--without s02] [--no-seed]

`--without SITE` leaves out every pair whose only observation is that site, from own lists too;
`--no-seed` does the same for article 003; `--fold K` keeps only the half of 003 before or after the middle.
"""

import argparse
import gzip
import json
import re
from collections import defaultdict
from itertools import product
from pathlib import Path

from inflection import Inflector

HERE = Path(__file__).parent
CUES = frozenset(
    [
        "said",
        "say",
        "says",
        "saying",
        "told",
        "tell",
        "tells",
        "noted",
        "note",
        "notes",
        "announced",
        "explained",
        "claimed",
        "asked",
        "warned",
        "argued",
        "insisted",
        "revealed",
        "replied",
        "responded",
        "suggested",
        "admitted",
        "statement",
        "according",
        "stated",
    ]
)
TITLES = frozenset(
    [
        "leader",
        "leaders",
        "general",
        "foreign",
        "national",
        "international",
        "chief",
        "minister",
        "defense",
        "defence",
        "executive",
        "financial",
        "attorney",
        "lawyer",
        "manager",
        "managers",
        "chairman",
        "coach",
        "director",
    ]
)
FUNCTION = frozenset(
    [
        "against",
        "while",
        "where",
        "before",
        "ago",
        "also",
        "however",
        "but",
        "although",
        "though",
        "still",
        "because",
        "since",
        "as",
        "such",
        "well",
        "so",
        "cannot",
        "someone",
        "everyone",
        "everything",
        "anyone",
        "another",
        "both",
        "each",
        "every",
        "instead",
        "about",
        "during",
        "throughout",
        "through",
        "until",
        "under",
        "below",
        "within",
        "toward",
        "towards",
        "amid",
        "among",
        "around",
        "near",
        "nearly",
        "almost",
        "only",
        "just",
        "simply",
        "even",
        "ever",
        "never",
        "often",
        "usually",
        "sometimes",
        "always",
        "again",
        "together",
        "recently",
        "currently",
        "soon",
        "quickly",
        "finally",
        "much",
        "more",
        "most",
        "many",
        "could",
        "may",
        "might",
        "should",
        "those",
        "these",
        "after",
        "without",
        "between",
        "across",
        "inside",
        "despite",
        "already",
        "maybe",
        "later",
        "over",
        "very",
        "really",
        "other",
        "same",
        "own",
    ]
)
PLAIN = re.compile(r"[a-z]+(?:['][a-z]+)*(?:[ -][a-z]+(?:['][a-z]+)*)*|\d+ [a-z]+")
# Their spun form is so common in its own right that an n-gram cannot tell: they would only cost time.
HOPELESS = frozenset(
    [
        "on",
        "never",
        "it",
        "can",
        "be",
        "will",
        "may",
        "an",
        "a",
        "the",
        "is",
        "are",
        "in",
        "to",
        "and",
        "you",
        "your",
        "s",
    ]
)


class Table:
    """Pairs (spun, original) with kind, families, sources and, for observed ones, how many sites."""

    def __init__(self) -> None:
        self.kind: dict[tuple[str, str], str] = {}
        self.families: dict[tuple[str, str], set[str]] = defaultdict(set)
        self.sources: dict[tuple[str, str], set[str]] = defaultdict(set)

    def add(self, spun: str, original: str, kind: str, source: str, families: str = "") -> None:
        """One more reason to hold that `spun` stands for `original`."""
        spun, original = (
            spun.strip().lower().replace("’", "'"),
            original.strip().lower().replace("’", "'"),
        )
        if spun == original or spun in HOPELESS:
            return
        if not (PLAIN.fullmatch(spun) and PLAIN.fullmatch(original)):
            return
        pair = spun, original
        if self.kind.get(pair, "word") == "word":
            self.kind[pair] = kind
        self.sources[pair].add(source)
        self.families[pair] |= set(filter(None, families.split(",")))


def main() -> None:
    """Write the table."""
    ask = argparse.ArgumentParser(description=__doc__)
    for name in ("spun", "ngrams", "wordnet", "out"):
        ask.add_argument(name, type=Path)
    ask.add_argument("--without", default="")
    ask.add_argument("--no-seed", action="store_true")
    ask.add_argument("--fold", type=int)
    ask.add_argument(
        "--synonyms", action="store_true", help="add WordNet's synonyms (measured, not shipped)"
    )
    ask.add_argument(
        "--keep-own", action="store_true", help="do not take left-out pairs from the own list"
    )
    options = ask.parse_args()

    seen = counts(options.ngrams)
    forms = Inflector(options.wordnet)
    speech = parts_of_speech(options.wordnet)
    table = Table()
    banned = set()
    allowed = set()
    for spun, original, kind, families, sites in observed(options.spun):
        kept = [s for s in sites if s != options.without]
        if not kept:
            banned.add((spun, original))
            continue
        allowed.add((spun, original))
        for site in kept:
            table.add(spun, original, kind, site, families)
    for spun, original, kind, half in seed_pairs(options.spun):
        if options.no_seed or (options.fold is not None and half != options.fold):
            banned.add((spun, original))
        else:
            allowed.add((spun, original))
            table.add(spun, original, kind, "s00", "A")
    banned -= allowed
    for spun, original in list(table.sources):
        for s, o in inflected(spun, original, forms, speech, seen):
            if (s, o) not in table.sources:
                table.add(
                    s,
                    o,
                    table.kind[spun, original],
                    "inflected",
                    ",".join(table.families[spun, original]),
                )
    for spun, original, kind in own_pairs(forms):
        if original in seen or " " in original:
            table.add(spun, original, kind, "own")
    seen_grams = grams(options.ngrams)
    for spun, original in institution_pairs(table, seen_grams, dict(name_parts())):
        table.add(spun, original, "name", "crossed")
    if options.synonyms:
        for spun, original in wordnet_pairs(options.wordnet, forms, seen):
            table.add(spun, original, "word", "wordnet")
    if options.without or options.no_seed or options.fold is not None:
        for pair in banned:
            sources = table.sources.get(pair)
            if sources:
                if not options.keep_own:
                    sources -= {"own", "inflected", "crossed"}  # WordNet knows no site, it may stay
                if not sources:
                    del table.sources[pair]

    lines = ["# spun\toriginal\tkind\tfamilies\tsources"]
    for pair in sorted(table.sources):
        row = (
            *pair,
            table.kind[pair],
            ",".join(sorted(table.families[pair])),
            ",".join(sorted(table.sources[pair])),
        )
        lines.append("\t".join(row))
    options.out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(len(lines) - 1, "pairs", options.out.stat().st_size, "bytes")


def counts(folder: Path) -> dict[str, int]:
    """How often each word was seen."""
    out = {}
    for line in gzip.open(folder / "unigrams.tsv.gz", "rt", encoding="utf-8"):
        word, count, _ = line.split("\t")
        out[word] = int(count)
    return out


def observed(folder: Path):
    """The pairs seen on real pages, with the sites they were seen on."""
    for line in (folder / "observed_pairs.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or "{" in line:
            continue
        spun, originals, kind, families, sites = line.split("\t")
        for original in originals.split("|"):
            yield (
                spun.lower().replace("’", "'"),
                original.lower().replace("’", "'"),
                kind,
                families,
                sites.split(","),
            )


def seed_pairs(folder: Path):
    """The pairs of article 003, with the half of it (0, 1) they stand in."""
    text = next(
        json.loads(line)["text"]
        for line in (folder / "docs.jsonl").read_text(encoding="utf-8").splitlines()
        if json.loads(line)["id"].startswith("003_")
    )
    for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        if not gold["id"].startswith("003_"):
            continue
        for span in gold["spans"]:
            if span["tier"] == 1:
                for original in span["orig"]:
                    yield (
                        span["spun"].lower(),
                        original.lower(),
                        span["type"],
                        int(span["start"] * 2 > len(text)),
                    )


def grams(folder: Path) -> dict[str, int]:
    """How often each phrase of two or three words was seen."""
    out = {}
    for name in ("bigrams", "trigrams"):
        for line in gzip.open(folder / f"{name}.tsv.gz", "rt", encoding="utf-8"):
            gram, count = line.rstrip("\n").split("\t")
            out[gram] = int(count)
    return out


def institution_pairs(table: Table, seen: dict[str, int], parts: dict[str, list[str]]):
    """Institutions with one or two of their words exchanged, where the spun form is rare and the original not."""
    by_original: dict[str, list[str]] = defaultdict(list, parts)
    for (spun, original), kind in table.kind.items():
        if (spun, original) in table.sources and "'" not in spun and kind != "person":
            by_original[original].append(spun)
    for line in (HERE / "institutions.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        words = line.split()
        choices = [
            [w, *dict.fromkeys(by_original[w] if len(w) > 3 or w in parts else [])] for w in words
        ]
        for variant in product(*choices):
            changed = sum(a != b for a, b in zip(variant, words, strict=True))
            phrase = " ".join(variant)
            if 0 < changed <= 2 and len(phrase.split()) <= 4 and is_rarer(phrase, line, seen):
                yield phrase, line


def is_rarer(spun: str, original: str, seen: dict[str, int]) -> bool:
    """Whether the press knows the original and, by its n-grams, hardly the spun form."""

    def frequency(phrase: str) -> int:
        words = phrase.split()
        return min(seen.get(" ".join(words[k : k + 3]), 0) for k in range(max(1, len(words) - 2)))

    return frequency(original) >= 8 and frequency(spun) * 50 <= frequency(original)


def habits():
    """The lines of the own lists: part of speech, original, spun forms."""
    for name in ("habits.txt", "habits_wide.txt"):
        for line in (HERE / name).read_text(encoding="utf-8").splitlines():
            if not line.startswith("#") and line.strip():
                head, variants = line.split(": ")
                yield *head.split(" ", 1), variants.split(", ")


def name_parts():
    """What is exchanged in names only."""
    return ((original, variants) for part, original, variants in habits() if part == "c")


def own_pairs(forms: Inflector):
    """The own list, with its words inflected."""
    for part, original, variants in habits():
        for spun in () if part == "c" else variants:
            for s, o in paradigm(part, spun, original, forms):
                kind = (
                    "person"
                    if part == "p"
                    else "cue"
                    if o.split()[0] in CUES
                    else "title"
                    if o in TITLES
                    else "function"
                    if o in FUNCTION
                    else "colloc"
                    if " " in s + o
                    else "word"
                )
                yield s, o, kind


def paradigm(part: str, spun: str, original: str, forms: Inflector):
    """The pair in all its forms."""
    if "=past" in spun:
        yield spun.split("=", maxsplit=1)[0], forms.verb_forms(original)[1]
        return
    yield spun, original
    if part == "n":
        yield _last(spun, forms.plural), _last(original, forms.plural)
        yield spun + "'s", original + "'s"
    elif part == "v":
        s, _, rest = spun.partition(" ")
        o, _, rest_o = original.partition(" ")
        for s_form, o_form in zip(forms.verb_forms(s), forms.verb_forms(o), strict=True):
            yield f"{s_form} {rest}".strip(), f"{o_form} {rest_o}".strip()


def inflected(
    spun: str, original: str, forms: Inflector, speech: dict[str, set[str]], seen: dict[str, int]
):
    """Other forms of an observed pair of single words, where both are known words of that kind."""
    if " " in spun + original or "'" in spun + original:
        return
    both = speech.get(spun, set()) & speech.get(original, set())
    found = []
    if "n" in both:
        found.append((forms.plural(spun), forms.plural(original)))
    if "v" in both:
        found += zip(forms.verb_forms(spun), forms.verb_forms(original), strict=True)
    for s, o in found:
        if seen.get(o, 0) >= 20 and seen.get(s, 0) >= 4:
            yield s, o


def _last(phrase: str, change) -> str:
    head, _, last = phrase.rpartition(" ")
    return f"{head} {change(last)}".strip()


def parts_of_speech(folder: Path) -> dict[str, set[str]]:
    """Which lemmas WordNet knows as noun or verb."""
    out: dict[str, set[str]] = defaultdict(set)
    for name, letter in (("noun", "n"), ("verb", "v")):
        for line in (folder / f"index.{name}").read_text(encoding="ascii").splitlines():
            if not line.startswith(" "):
                out[line.split()[0]].add(letter)
    return out


def wordnet_pairs(folder: Path, forms: Inflector, seen: dict[str, int]):
    """Lemmas of one synset, both known to the press, the original a common word; inflected."""
    for name in ("noun", "verb", "adj", "adv"):
        for line in (folder / f"data.{name}").read_text(encoding="ascii").splitlines():
            if line.startswith(" "):
                continue
            fields = line.split()
            size = int(fields[3], 16)
            lemmas = [fields[4 + 2 * k].split("(")[0].replace("_", " ") for k in range(size)]
            lemmas = [w for w in lemmas if w.islower() and (" " in w or seen.get(w, 0) >= 8)]
            for spun in lemmas:
                for original in lemmas:
                    if (
                        spun == original
                        or seen.get(original, 0) < 150
                        or len(original) < 3
                        or " " in spun
                    ):
                        continue
                    pairs = [(spun, original)]
                    if name == "noun":
                        pairs.append((forms.plural(spun), forms.plural(original)))
                    if name == "verb":
                        pairs += zip(
                            forms.verb_forms(spun), forms.verb_forms(original), strict=True
                        )
                    for s, o in pairs:
                        if seen.get(o, 0) >= 60 and seen.get(s, 0) >= 4 and s != o:
                            yield s, o


if __name__ == "__main__":
    main()
