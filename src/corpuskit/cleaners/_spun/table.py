"""The substitution table: which words spinners put for which, and how we know."""

from __future__ import annotations

import re
from functools import cache, cached_property
from importlib.resources import files
from typing import TYPE_CHECKING

import attrs

from corpuskit.cleaners._spun.words import NUMBER

if TYPE_CHECKING:
    from collections.abc import Iterable


VERSION = 2
"""Of the shipped table: goes up whenever its entries change."""


@attrs.frozen(cache_hash=True)
class Pair:
    """A substitution: `spun` was put for `original`.

    `kind`: name, title, cue, colloc, word, function, or person (a word in a person's name). `families`: known spinners that do it.
    `sources`: sites it was seen on (`s01`), `own` (own list), `inflected` (from another form), `crossed` (a name with its parts
    exchanged), `learned` (by `Spun.learn`). `support`: documents it was learned from. `alarms`: how often the
    n-grams spoke for it, wrongly, in 200,000 words of genuine press.
    """

    spun: str
    original: str
    kind: str = "word"
    families: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    support: int = 0
    alarms: float = 0.0

    @cached_property
    def sites(self) -> int:
        """On how many sites it was observed."""
        return sum(source[1:].isdigit() for source in self.sources)

    @cached_property
    def standing(self) -> int:
        """How well it is attested: sites, or groups of four documents that it was learned from."""
        return self.sites + min(self.support // 4, 4)

    @property
    def is_crossed(self) -> bool:
        """Whether it is a name that the press knows and whose spun form it hardly does."""
        return "crossed" in self.sources

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The original as the n-gram counts see it."""
        return as_words(self.original)

    @cached_property
    def phrase(self) -> str:
        """These words as one n-gram."""
        return " ".join(self.words)

    @cached_property
    def spun_phrase(self) -> str:
        """The spun words as the n-gram counts see them."""
        return " ".join(as_words(self.spun))


@attrs.frozen(repr=False)
class Table:
    """Substitutions by their spun phrase."""

    pairs: tuple[Pair, ...]

    @cached_property
    def by_spun(self) -> dict[tuple[str, ...], tuple[Pair, ...]]:
        """Pairs by the words of their spun side."""
        found: dict[tuple[str, ...], list[Pair]] = {}
        for pair in self.pairs:
            found.setdefault(tuple(_parts(pair.spun)), []).append(pair)
        return {words: tuple(pairs) for words, pairs in found.items()}

    @cached_property
    def singles(self) -> frozenset[str]:
        """Spun words that are phrases of their own, and their possessives."""
        words = {key[0] for key in self.by_spun if len(key) == 1}
        return frozenset(words | {word + "'s" for word in words})

    @cached_property
    def longer(self) -> dict[tuple[str, str], int]:
        """The first two words of longer phrases, and the length of the longest such phrase."""
        found: dict[tuple[str, str], int] = {}
        for first, *rest in self.by_spun:
            for second in (rest[0], rest[0] + "'s") if rest else ():
                found[first, second] = max(found.get((first, second), 0), len(rest) + 1)
        return found

    def extended(self, pairs: Iterable[Pair]) -> Table:
        """This table and `pairs`, which replace entries of the same two phrases."""
        new = {(p.spun, p.original): p for p in (*self.pairs, *pairs)}
        return Table(tuple(new[key] for key in sorted(new)))

    def lines(self) -> str:
        """The table as tab-separated text, as it is shipped."""
        head = f"# table of substitutions, version {VERSION}\n# spun\toriginal\tkind\tfamilies\tsources\tsupport\talarms\n"
        return head + "".join(
            f"{p.spun}\t{p.original}\t{p.kind}\t{','.join(p.families)}\t{','.join(p.sources)}\t{p.support or ''}\t{p.alarms or ''}\n"
            for p in self.pairs
        )

    @classmethod
    def of_lines(cls, text: str) -> Table:
        """Read what `lines` wrote; the last two columns may be missing."""
        pairs = []
        for line in text.splitlines():
            if line and not line.startswith("#"):
                spun, original, kind, families, sources, *rest = line.split("\t")
                support, alarms = (*rest, "", "")[:2]
                pairs.append(
                    Pair(
                        spun,
                        original,
                        kind,
                        tuple(filter(None, families.split(","))),
                        tuple(filter(None, sources.split(","))),
                        int(support or 0),
                        float(alarms or 0),
                    )
                )
        return cls(tuple(pairs))


def as_words(phrase: str) -> tuple[str, ...]:
    """The words of a phrase as the n-gram counts see them.

    >>> as_words("the 12 high-ranking")
    ('the', '<num>', 'high', 'ranking')
    """
    return tuple(NUMBER if w.isdigit() else w for w in _parts(phrase))


def _parts(phrase: str) -> list[str]:
    return [part for part in re.split(r"[ -]", phrase.lower()) if part]


@cache
def shipped_table() -> Table:
    """The table that comes with the package."""
    text = files("corpuskit").joinpath("lexicons/spun/table.tsv").read_text(encoding="utf-8")
    return Table.of_lines(text)
