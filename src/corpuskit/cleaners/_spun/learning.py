"""The habits of an unknown spinner, read off a pile of its documents.

A spinner leaves two traces: words that its documents have far too often, and words that they lack. A pair
of the two is kept when the missing word fits where the other stands, place by place, in several documents.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import attrs

from corpuskit.cleaners._spun.counts import press_counts
from corpuskit.cleaners._spun.table import Pair
from corpuskit.cleaners._spun.words import NUMBER, Words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corpuskit.cleaners._spun.counts import Counts
    from corpuskit.cleaners._spun.table import Table

_LEAST_SUPPORT = 3  # documents
_LIFT = (
    2.0  # how much oftener than in clean text a spun word stands, and how much rarer an original
)
_MOST = 400  # words looked at on each side, those with the highest lift
_PLACES = 16  # places looked at for each spun word
_FITS = 3.0  # log odds with which an original fits a place
_BEST, _WORST = 6.0, -3.0  # bounds of what a single place may say
_AVERAGE, _LEAD = 2.0, 0.5  # over all places: log odds of the pair, and against the next best one
_SHORTEST = 4  # letters


@attrs.frozen
class _Place:
    document: int
    left: str
    right: str


def learned_pairs(flagged: Iterable[str], clean: Iterable[str], table: Table) -> tuple[Pair, ...]:
    """Pairs of single words whose spun side `table` does not know from real pages."""
    spun = [Words.of(text) for text in flagged]
    genuine = [Words.of(text) for text in clean]
    if len(spun) < _LEAST_SUPPORT or not genuine:
        return ()
    here, there = _spread(spun), _spread(genuine)
    share = (len(spun) + 1) / (len(genuine) + 1)
    explained = {pair.spun for pair in table.pairs if pair.standing}
    counts = press_counts()
    too_often = _highest(
        {
            w: n / ((there[w] + 0.5) * share)
            for w, n in here.items()
            if n >= _LEAST_SUPPORT and w not in explained
        }
    )
    missing = _highest(
        {w: n * share / (here[w] + 0.5) for w, n in there.items() if n >= _LEAST_SUPPORT}
    )
    places = _places(spun, frozenset(too_often))
    pairs = []
    for word in too_often:
        found = _best_original(word, places[word], missing, counts)
        if found:
            pairs.append(Pair(word, found[0], sources=("learned",), support=found[1]))
    return tuple(sorted(pairs, key=lambda pair: pair.spun))


def _spread(documents: list[Words]) -> Counter[str]:
    """In how many documents each word stands."""
    return Counter(
        word
        for words in documents
        for word in dict.fromkeys(words.forms)
        if len(word) >= _SHORTEST and word != NUMBER
    )


def _highest(lifts: dict[str, float]) -> list[str]:
    best = sorted(
        (word for word, lift in lifts.items() if lift >= _LIFT), key=lambda w: (-lifts[w], w)
    )
    return best[:_MOST]


def _places(documents: list[Words], wanted: frozenset[str]) -> dict[str, list[_Place]]:
    """Where the wanted words stand, between which neighbours; at most two places in a document."""
    found: dict[str, list[_Place]] = defaultdict(list)
    for number, words in enumerate(documents):
        seen: Counter[str] = Counter()
        for k, form in enumerate(words.forms):
            if form not in wanted or seen[form] == 2 or len(found[form]) == _PLACES:
                continue
            left = words.forms[k - 1] if k and words.linked[k] else ""
            after = k + 1 < len(words) and words.linked[k + 1]
            right = words.forms[k + 1] if after else ""
            if left or right:
                seen[form] += 1
                found[form].append(_Place(number, left, right))
    return found


def _best_original(
    word: str, places: list[_Place], originals: list[str], counts: Counts
) -> tuple[str, int] | None:
    """The original that fits best where `word` stands, and in how many documents it does."""
    if len({place.document for place in places}) < _LEAST_SUPPORT:
        return None
    as_it_is = [_chance(place, word, counts) for place in places]
    rated = []
    for original in originals:
        if original.startswith(word[:5]) or not _is_known(original, places, counts):
            continue
        gains = [
            max(_WORST, min(_BEST, _chance(place, original, counts) - before))
            for place, before in zip(places, as_it_is, strict=True)
        ]
        support = {p.document for p, gain in zip(places, gains, strict=True) if gain >= _FITS}
        rated.append((sum(gains) / len(gains), original, len(support)))
    rated.sort(reverse=True)
    if not rated or rated[0][0] < _AVERAGE or rated[0][2] < _LEAST_SUPPORT:
        return None
    if len(rated) > 1 and rated[0][0] - rated[1][0] < _LEAD:
        return None
    return rated[0][1], rated[0][2]


def _is_known(original: str, places: list[_Place], counts: Counts) -> bool:
    """Whether the press has the word beside one of the neighbours, in several places."""
    attested = 0
    for place in places:
        left = bool(place.left) and counts.count(f"{place.left} {original}") > 0
        if left or (place.right and counts.count(f"{original} {place.right}") > 0):
            attested += 1
            if attested == _LEAST_SUPPORT:
                return True
    return False


def _chance(place: _Place, word: str, counts: Counts) -> float:
    total = counts.log_chance("", place.left, word)
    return total + counts.log_chance(place.left, word, place.right) if place.right else total
