"""Whether a document reads like spinner output."""

from __future__ import annotations

import math
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import attrs

from corpuskit.cleaners._spun.counts import press_counts
from corpuskit.cleaners._spun.evidence import Evidence, Hit, Weights, chance
from corpuskit.cleaners._spun.words import Words

if TYPE_CHECKING:
    from corpuskit.cleaners._spun.counts import Counts
    from corpuskit.cleaners._spun.first_look import FirstLook
    from corpuskit.cleaners._spun.table import Pair, Table

DOCUMENT_FEATURES = (
    "bias",
    "weight",
    "weight_by_root",
    "weight_by_length",
    "strong",
    "distinct",
    "length",
    "articles",
    "cues",
    "first_look",
)
# Scores, see docs/explanation/spun-text.md: from which a text is flagged, and from which it is edited
SUSPECT, SPUN, SURE = 0.3, 0.4, 0.998
# A verdict further wants evidence from several pairs: a writer may well love "stated", and a short
# text with one odd phrase in it is nothing yet. So much must the best chances of each pair sum up to.
_LEAST_SUSPECT, _LEAST_SPUN = 1.7, 1.8
_PAIRS_HEARD = 6
_LET_GO = 0.05  # the highest score of a text that the first look lets go
_STRONG = 0.6
_REPEATED = 0.2
_OTHER_ARTICLE = {"a": "an", "an": "a"}


@attrs.frozen
class Finding:
    """The verdict on a text, and the substitutions found in it."""

    score: float
    hits: tuple[Hit, ...] = ()
    family: str | None = None

    @cached_property
    def verdict(self) -> Literal["genuine", "suspect", "spun"]:
        """The score in a word."""
        if self.score < SUSPECT or self._breadth < _LEAST_SUSPECT:
            return "genuine"
        return "spun" if self.score >= SPUN and self._breadth >= _LEAST_SPUN else "suspect"

    @property
    def is_sure(self) -> bool:
        """Whether the text may be edited."""
        return self.verdict == "spun" and self.score >= SURE

    @cached_property
    def _breadth(self) -> float:
        """How much evidence there is when each pair is heard once."""
        best: dict[Pair, float] = {}
        for hit in self.hits:
            best[hit.pair] = max(best.get(hit.pair, 0.0), hit.chance)
        return sum(sorted(best.values(), reverse=True)[:_PAIRS_HEARD])


def examined(text: str, table: Table, weights: Weights, look: FirstLook) -> Finding:
    """The finding for `text`; what the first look lets go is not looked at again."""
    odds = look.log_odds(text)
    if odds < look.floor:
        return Finding(_LET_GO * chance((1.0,), [odds]))
    counts = press_counts()
    words = Words.of(text)
    hits = Evidence.of(words, table, counts).hits(weights)
    score = chance(weights.document, document_features(words, hits, counts, odds))
    return Finding(score, hits, _family(hits))


def document_features(
    words: Words, hits: tuple[Hit, ...], counts: Counts, first_odds: float
) -> list[float]:
    """In the order of `DOCUMENT_FEATURES`; one pair, however often it stands, counts little more than once."""
    chances: dict[str, list[float]] = {}
    for hit in hits:
        # All exchanged words for "said" are one habit
        key = "said" if hit.pair.original == "said" else f"{hit.pair.spun} {hit.pair.original}"
        chances.setdefault(key, []).append(hit.chance)
    worths = [max(c) + _REPEATED * math.log1p(max(sum(c) - 1, 0)) for c in chances.values()]
    weight = sum(v**4 for v in worths)
    strong = sum(v >= _STRONG for v in worths)
    size = len(words) + 100
    return [
        1.0,
        math.log1p(weight),
        10 * weight / math.sqrt(size),
        100 * weight / size,
        100 * strong / size,
        math.log1p(strong),
        math.log(size),
        math.log1p(_wrong_articles(words, counts)),
        _cues(words, hits),
        max(-4.0, min(6.0, first_odds)),
    ]


def _cues(words: Words, hits: tuple[Hit, ...]) -> float:
    """Whether other words stand where the press says "said": log odds, 0 where none does."""
    exchanged = sum(hit.chance for hit in hits if hit.pair.original == "said")
    if exchanged < 1:
        return 0.0
    said = sum(word == "said" for word in words.forms)
    return max(-2.0, min(2.0, math.log((exchanged + 0.5) / (said + 0.5))))


def _wrong_articles(words: Words, counts: Counts) -> int:
    """How often "a" stands where the press writes "an", or the reverse: a word was exchanged behind it."""
    wrong = 0
    for k in range(1, len(words)):
        article = words.forms[k - 1]
        if article in _OTHER_ARTICLE and words.linked[k]:
            word = words.forms[k]
            other = counts.count(f"{_OTHER_ARTICLE[article]} {word}")
            wrong += bool(other) and not counts.count(f"{article} {word}")
    return wrong


def _family(hits: tuple[Hit, ...]) -> str | None:
    """The family that most of the evidence of observed pairs agrees on, if it is clear."""
    votes: Counter[str] = Counter()
    total = 0
    for pair in {hit.pair for hit in hits if hit.chance >= _STRONG and hit.pair.families}:
        total += 1
        votes.update(pair.families)
    if total < 4:
        return None
    (first, most), *others = votes.most_common(2)
    clear = not others or most >= others[0][1] + 2
    return first if clear and most >= 0.6 * total else None
