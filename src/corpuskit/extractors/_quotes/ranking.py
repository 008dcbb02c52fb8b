"""The readings that learned weights would keep: the likeliest first, none that contradict each other."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from corpuskit.extractors._quotes.beside import links
from corpuskit.extractors._quotes.candidates import candidates
from corpuskit.extractors._quotes.features import features, link_features

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from corpuskit.extractors._quotes.attribution import Attribution
    from corpuskit.extractors._quotes.beside import Link
    from corpuskit.extractors._quotes.candidates import Candidate
    from corpuskit.extractors._quotes.draft import Draft
    from corpuskit.extractors._quotes.parsed import Parsed
    from corpuskit.extractors._quotes.weights import Weights

EVEN = 0.5

Scored = tuple[float, "Candidate"]


def likeliest_link(parsed: Parsed, k: int, weights: Weights) -> Link | None:
    """The likeliest cue beside region `k`, None where none is likely."""
    scored = [(weights.likelihood(link_features(parsed, link)), link) for link in links(parsed, k)]
    likely = [(p, link) for p, link in scored if p >= EVEN]
    return max(likely, key=lambda found: found[0], default=(0.0, None))[1]


def ranked(
    parsed: Parsed,
    ruled: Sequence[Attribution],
    weights: Weights,
    made: Collection[Draft],
    taken: set[int],
) -> list[tuple[float, Attribution]]:
    """The readings to keep with their likelihoods, outside of the quotations `made` before."""
    done = {draft.head for draft in made}
    spoken = sorted(piece for draft in made for piece in draft.pieces)
    begins = [s for s, _ in spoken]
    likely: list[Scored] = []
    for candidate in candidates(parsed, ruled, weights.cues, done, taken):
        place = parsed.starts[candidate.tree.head]
        k = bisect_right(begins, place) - 1
        if k >= 0 and place < spoken[k][1]:
            continue
        chance = weights.likelihood(features(parsed, candidate))
        if chance >= weights.threshold:
            likely.append((chance, candidate))
    likely.sort(key=lambda found: (-found[0], found[1].tree.head, found[1].pieces))
    kept: dict[tuple[int, int], list[Candidate]] = {}
    chosen: list[tuple[float, Attribution]] = []
    for chance, candidate in likely:
        rivals = kept.setdefault(parsed.units[candidate.tree.head], [])
        if not any(_clash(parsed, candidate, rival) for rival in rivals):
            rivals.append(candidate)
            chosen.append((chance, candidate.tree))
    return chosen


def _clash(parsed: Parsed, one: Candidate, other: Candidate) -> bool:
    """Whether two readings share a cue or words, or one has its cue in the words of the other."""
    here, there = parsed.starts[one.tree.head], parsed.starts[other.tree.head]
    return (
        one.tree.head == other.tree.head
        or any(s <= here < e for s, e in other.pieces)
        or any(s <= there < e for s, e in one.pieces)
        or any(s < e2 and s2 < e for s, e in one.pieces for s2, e2 in other.pieces)
    )
