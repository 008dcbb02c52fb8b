"""Whether a document reads like spinner output."""

from __future__ import annotations

import math
from collections import Counter
from functools import cached_property
from itertools import compress, count
from typing import TYPE_CHECKING, Literal

import attrs

from corpuskit.cleaners._spun.counts import press_counts
from corpuskit.cleaners._spun.evidence import Evidence, Hit, Weights, chance
from corpuskit.cleaners._spun.first_look import FEATURES as LOOK_FEATURES
from corpuskit.cleaners._spun.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from corpuskit.cleaners._spun.counts import Counts
    from corpuskit.cleaners._spun.first_look import FirstLook
    from corpuskit.cleaners._spun.table import Pair, Table

DOCUMENT_FEATURES = (
    "bias", "length", "breadth", "articles", "mentioned", "mentioned_and_stated",
    "look_cues", "look_cue_count", "look_strongest", "look_strong_by_length",
)  # fmt: skip
# Scores, see docs/explanation/spun-text.md: from which a text is flagged, and from which it is edited
SUSPECT, SPUN, SURE = 0.4, 0.5, 0.9
# A verdict further wants evidence from several pairs: a writer may well love "stated", and a short
# text with one odd phrase in it is nothing yet. So much must the best chances of each pair sum up to.
_LEAST, _LEAST_IF_SHORT, _LEAST_SURE = 1.0, 1.8, 1.3
_BROAD = 4.0  # so much no genuine text comes near
_SHORT = 150  # words
_PAIRS_HEARD = 6
_LET_GO = 0.05  # the highest score of a text that the first look lets go
_STRONG = 0.6
_OTHER_ARTICLE = {"a": "an", "an": "a"}


@attrs.frozen
class Finding:
    """The verdict on a text, and the substitutions found in it."""

    score: float
    hits: tuple[Hit, ...] = ()
    family: str | None = None
    is_short: bool = False

    @cached_property
    def verdict(self) -> Literal["genuine", "suspect", "spun"]:
        """The score in a word."""
        least = _LEAST_IF_SHORT if self.is_short else _LEAST
        if self.score < SUSPECT or self._breadth < least:
            return "genuine"
        return "spun" if self.score >= SPUN else "suspect"

    @property
    def is_sure(self) -> bool:
        """Whether the text may be edited."""
        clear = self.score >= SURE and self._breadth >= _LEAST_SURE
        return self.verdict == "spun" and (clear or self._breadth >= _BROAD)

    @cached_property
    def _breadth(self) -> float:
        return _breadth(self.hits)


def examined(text: str, table: Callable[[], Table], weights: Weights, look: FirstLook) -> Finding:
    """The finding for `text`; what the first look lets go needs no table."""
    seen = look.features(text)
    odds = look.log_odds(seen)
    if odds < look.floor:
        return Finding(_LET_GO * chance((1.0,), [odds]))
    counts = press_counts()
    words = Words.of(text)
    hits = Evidence.of(words, table(), counts).hits(weights)
    score = chance(weights.document, document_features(words, hits, counts, seen))
    return Finding(score, hits, _family(hits), len(words) < _SHORT)


def document_features(
    words: Words, hits: tuple[Hit, ...], counts: Counts, seen: list[float]
) -> list[float]:
    """In the order of `DOCUMENT_FEATURES`; a pair counts once, however often it stands.

    `seen`: the features of the first look.
    """
    mentioned, stated = (
        max((h.chance for h in hits if h.pair.original == "said" and h.pair.spun == cue), default=0)
        for cue in ("mentioned", "stated")
    )
    look = dict(zip(LOOK_FEATURES, seen, strict=True))
    return [
        1.0,
        math.log(len(words) + 100),
        math.log1p(_breadth(hits)),
        math.log1p(_wrong_articles(words, counts)),
        mentioned,
        mentioned * stated,
        look["cues"],
        look["cue_count"],
        look["strongest"],
        look["strong_by_length"],
    ]


def _breadth(hits: Iterable[Hit]) -> float:
    """How much evidence there is when each pair is heard once."""
    best: dict[Pair, float] = {}
    for hit in hits:
        best[hit.pair] = max(best.get(hit.pair, 0.0), hit.chance)
    return sum(sorted(best.values(), reverse=True)[:_PAIRS_HEARD])


def _wrong_articles(words: Words, counts: Counts) -> int:
    """How often "a" stands where the press writes "an", or the reverse: a word was exchanged behind it."""
    wrong = 0
    forms = words.forms
    for k in compress(count(1), map(_OTHER_ARTICLE.__contains__, forms[:-1])):
        if words.linked[k]:
            article, word = forms[k - 1], forms[k]
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
