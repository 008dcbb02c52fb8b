"""What most likely stood there: one decision for all neighbouring words at once."""

from __future__ import annotations

from itertools import compress, count, pairwise
from typing import TYPE_CHECKING, NamedTuple

import attrs

from corpuskit.cleaners._spun.words import NUMBER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from corpuskit.cleaners._spun.counts import Counts
    from corpuskit.cleaners._spun.table import Pair, Table
    from corpuskit.cleaners._spun.words import Words

_BEAM = 10
_NO_RIVAL = 20.0
_VOWELS = "aeiou"
_ARTICLES = {"a": "an", "an": "a"}
_RARE_NUMBER = 4.0  # the counts know numbers as one word: so much rarer is a given one
_TURNED_ARTICLE = -1.5  # the spinner, or its editor, also had to mend the article


# Words before and after a place, each with whether it is linked to the one before it
_Around = tuple[list[tuple[str, bool]], list[tuple[str, bool]]]


class Reading(NamedTuple):
    """Words `start` to `end` (exclusive) read as `words`, which cost `weight` (a log chance).

    A tuple, because hundreds are made for a page and few are chosen.
    """

    start: int
    end: int
    words: tuple[str, ...]
    pair: Pair
    weight: float


@attrs.frozen
class Choice:
    """A reading on the best path, with what speaks for it.

    `gain`: log odds against the text as it stands, `lead`: against the best other reading; both
    from the n-grams alone, its neighbours being read as decided.
    """

    reading: Reading
    gain: float
    lead: float
    others: tuple[Reading, ...] = ()


def readings(
    words: Words, table: Table, weight: Callable[[Pair], float | None]
) -> dict[int, list[Reading]]:
    """All readings of the table, by their first word."""
    found: dict[int, list[Reading]] = {}
    forms, linked, by_spun, singles, longer = (
        words.keys, words.linked, table.by_spun, table.singles, table.longer
    )  # fmt: skip
    has_digits = words.forms is not forms
    alone = set(compress(count(), map(singles.__contains__, forms)))
    phrases = set(compress(count(), map(longer.__contains__, pairwise(forms))))
    for k in sorted(alone | phrases):
        form = forms[k]
        stops = [k + 1] if k in alone else []
        if k in phrases:
            stop, last = k + 2, k + longer[form, forms[k + 1]]
            while stop <= last and stop <= len(forms) and linked[stop - 1]:
                stops.append(stop)
                stop += 1
        for stop in stops:
            key = forms[k:stop]
            pairs: Sequence[Pair] = by_spun.get(key, ())
            tail = ""
            if not pairs and key[-1].endswith("'s"):
                pairs = by_spun.get((*key[:-1], key[-1][:-2]), ())
                tail = "'s"
            digits = words.forms[k:stop].count(NUMBER) if has_digits else 0
            behind_article = k and linked[k] and forms[k - 1] in _ARTICLES
            for pair in pairs:
                cost = weight(pair)
                if cost is None or (pair.kind == "person" and not _amid_capitals(words, k, stop)):
                    continue
                cost += digits * _RARE_NUMBER
                new = (*pair.words[:-1], pair.words[-1] + tail) if tail else pair.words
                here = found.get(k)
                if here is None:
                    here = found[k] = []
                here.append(Reading(k, stop, new, pair, cost))
                turned = _turned(forms[k - 1], form, new[0]) if behind_article else None
                if turned:
                    found.setdefault(k - 1, []).append(
                        Reading(k - 1, stop, (turned, *new), pair, cost + _TURNED_ARTICLE)
                    )
    return found


def choices(words: Words, found: dict[int, list[Reading]], counts: Counts) -> list[Choice]:
    """The readings on the best paths through the text, in its order."""
    out: list[Choice] = []
    for low, high in _windows(found):
        here = found.get(low, [])
        apart = high == low + 1 or found.keys().isdisjoint(range(low + 1, high))
        if apart and all(r.end == high for r in here):
            out += _alone(words, here, counts)
            continue
        path = _best_path(words, low, high, found, counts)
        out += _weighed(words, path, found, counts)
    return out


def _alone(words: Words, here: list[Reading], counts: Counts) -> list[Choice]:
    """The best reading of a place with no other one near, as the lattice would find it."""
    start, end = here[0].start, here[0].end
    before, after = _history(words, start), _following(words, end)
    stay = _total(before, words.forms[start:end], after, counts)
    rated = [(_total(before, r.words, after, counts), r) for r in here]
    if all(score + r.weight <= stay for score, r in rated):
        return []
    rated.sort(key=lambda rating: -(rating[0] + rating[1].weight))
    best, reading = rated[0]
    rivals = [(score, r) for score, r in rated[1:] if r.words != reading.words]
    lead = best + reading.weight - rivals[0][0] - rivals[0][1].weight if rivals else _NO_RIVAL
    return [Choice(reading, best - stay, lead, tuple(r for _, r in rivals[:3]))]


def _amid_capitals(words: Words, start: int, stop: int) -> bool:
    """Whether the words, and one linked to them, are written with capitals, as names are."""
    text, starts = words.text, words.starts
    if not all(text[starts[k]].isupper() for k in range(start, stop)):
        return False
    before = start > 0 and words.linked[start] and text[starts[start - 1]].isupper()
    after = stop < len(words) and words.linked[stop] and text[starts[stop]].isupper()
    return before or after


def _turned(article: str, spun: str, original: str) -> str | None:
    """The other article, where the spun word and the original want different ones."""
    wants_an = article == "an"
    turned = (spun[0] in _VOWELS) == wants_an and (original[0] in _VOWELS) != wants_an
    return _ARTICLES.get(article) if turned else None


def _windows(found: dict[int, list[Reading]]) -> list[tuple[int, int]]:
    """Stretches whose readings may see each other through a trigram."""
    out: list[tuple[int, int]] = []
    for start in sorted(found):
        end = max([reading.end for reading in found[start]])
        if out and start <= out[-1][1] + 2:
            out[-1] = out[-1][0], max(end, out[-1][1])
        else:
            out.append((start, end))
    return out


def _history(words: Words, k: int) -> tuple[str, str]:
    """The two words before word k, as far as they belong to its n-gram."""
    second = words.forms[k - 1] if k and words.linked[k] else ""
    first = words.forms[k - 2] if second and k > 1 and words.linked[k - 1] else ""
    return first, second


def _following(words: Words, k: int) -> tuple[str, ...]:
    """The two words from word k on, as far as they belong to n-grams with the word before it."""
    if k == len(words) or not words.linked[k]:
        return ()
    return words.forms[k : k + 2 if k + 1 < len(words) and words.linked[k + 1] else k + 1]


def _best_path(
    words: Words, low: int, high: int, found: dict[int, list[Reading]], counts: Counts
) -> list[Reading]:
    chances = counts.chances
    beams: list[dict[tuple[str, str], tuple[float, object]]] = [{} for _ in range(high - low + 3)]
    beams[0][_history(words, low)] = (0.0, None)
    stop = min(high + 2, len(words))
    for k in range(low, stop):
        beam = beams[k - low]
        beams[k - low] = {}
        if not words.linked[k] and k > low:
            best = max(beam.values(), key=lambda entry: entry[0])
            if k >= high:
                return _unrolled(best[1])
            beam = {("", ""): best}
        if len(beam) > _BEAM:
            beam = dict(sorted(beam.items(), key=lambda entry: -entry[1][0])[:_BEAM])
        here = found.get(k, ()) if k < high else ()
        form, following = words.forms[k], beams[k + 1 - low]
        for (first, second), (score, path) in beam.items():
            total = score + chances[first, second, form]
            known = following.get((second, form))
            if known is None or total > known[0]:
                following[second, form] = total, path
            for reading in here:
                u, v, total = first, second, score + reading.weight
                for word in reading.words:
                    total += chances[u, v, word]
                    u, v = v, word
                beyond = beams[reading.end - low]
                known = beyond.get((u, v))
                if known is None or total > known[0]:
                    beyond[u, v] = total, (path, reading)
    return _unrolled(max(beams[stop - low].values(), key=lambda entry: entry[0])[1])


def _unrolled(path: object) -> list[Reading]:
    out: list[Reading] = []
    while isinstance(path, tuple):
        path, reading = path
        out.append(reading)
    return out[::-1]


def _weighed(
    words: Words, path: list[Reading], found: dict[int, list[Reading]], counts: Counts
) -> list[Choice]:
    out = []
    for k, chosen in enumerate(path):
        left = _restored(words, path[max(0, k - 2) : k], chosen.start - 2, chosen.start)
        right = _restored(words, path[k + 1 : k + 3], chosen.end, chosen.end + 2)
        stay = _chance(
            words, chosen.start, words.forms[chosen.start : chosen.end], (left, right), counts
        )
        mine = _chance(words, chosen.start, chosen.words, (left, right), counts)
        rivals = []
        for other in found.get(chosen.start, ()):
            if other.end == chosen.end and other.words != chosen.words:
                theirs = _chance(words, chosen.start, other.words, (left, right), counts)
                rivals.append((mine + chosen.weight - theirs - other.weight, other))
        rivals.sort(key=lambda rival: rival[0])
        lead = rivals[0][0] if rivals else _NO_RIVAL
        out.append(Choice(chosen, mine - stay, lead, tuple(r for _, r in rivals[:3])))
    return out


def _restored(words: Words, path: list[Reading], low: int, high: int) -> list[tuple[str, bool]]:
    """Words low to high as read, each with whether it is linked to the one before."""
    out: list[tuple[str, bool]] = []
    low, high = max(low, 0), min(high, len(words))
    if not any(r.start < high and low < r.end for r in path):
        return list(zip(words.forms[low:high], words.linked[low:high], strict=True))
    starts = {r.start: r for r in path}
    inside = {k for r in path for k in range(r.start + 1, r.end)}
    for k in range(low, high):
        if k in starts:
            out += [(w, words.linked[k] if n == 0 else True) for n, w in enumerate(starts[k].words)]
        elif k not in inside:
            out.append((words.forms[k], words.linked[k]))
        elif k == low:  # the window begins inside a reading: its last words
            reading = next(r for r in path if r.start < k < r.end)
            out += [(w, True) for w in reading.words[-(reading.end - k) :]]
    return out


def _chance(
    words: Words,
    start: int,
    new: Sequence[str],
    around: _Around,
    counts: Counts,
) -> float:
    """The log chance of `new` at word `start`, and of the two words after it."""
    left, right = around
    first = second = ""
    for word, linked in left[-2:]:
        first, second = (second, word) if linked else ("", word)
    if not words.linked[start]:
        first = second = ""
    after = [word for word, linked in right[:2] if linked]
    if right and not right[0][1]:
        after = []
    return _total((first, second), new, after, counts)


def _total(
    before: tuple[str, str], new: Iterable[str], after: Iterable[str], counts: Counts
) -> float:
    """The log chance of `new` and `after` behind two words."""
    chances = counts.chances
    first, second = before
    total = 0.0
    for word in (*new, *after):
        total += chances[first, second, word]
        first, second = second, word
    return total
