"""What speaks for each substitution found in a document, as one calibrated chance."""

from __future__ import annotations

import json
import math
from collections import Counter
from functools import cache, cached_property
from importlib.resources import files
from itertools import compress, count
from operator import eq, mul
from typing import TYPE_CHECKING

import attrs

from corpuskit.cleaners._spun import lattice
from corpuskit.cleaners._spun.counts import press_counts
from corpuskit.cleaners._spun.table import Pair
from corpuskit.cleaners._spun.words import NUMBER, Words, in_the_manner_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corpuskit.cleaners._spun.counts import Counts
    from corpuskit.cleaners._spun.table import Table

FEATURES = (
    "bias", "gain", "high_gain", "lead", "own", "sites", "spun_common", "original_common", "alarms",
    "same", "others", "phrase", "capital", "original_stays", "spun_stays", "family",
)  # fmt: skip
# Log chances that a spinner puts `spun` for `original`, by how well the pair is known
_OBSERVED, _LISTED = math.log(0.2), math.log(0.08)
_RECURRING = 2  # times that an unknown person's name must be found
_UNSURE = 0.45  # the highest chance of what may not be edited
_HEARD_PLACES = 3
_LONGEST_TERM = 3  # words
_STREETS = frozenset({"street", "road", "avenue"})
_TELLING = 3.0  # log odds from which a hit counts as evidence for others


@attrs.frozen
class Weights:
    """The shipped logistic models: of one substitution, and of a document."""

    edit: tuple[float, ...]
    document: tuple[float, ...]


@attrs.frozen
class Hit:
    """A substitution found: characters `start` to `end` likely read `new` before.

    `chance`: that this is right, if the document is spun.
    """

    start: int
    end: int
    old: str
    new: str
    pair: Pair
    choice: lattice.Choice
    chance: float


@attrs.frozen
class Evidence:
    """All substitutions of the table that the n-grams speak for."""

    words: Words
    choices: tuple[lattice.Choice, ...]

    @classmethod
    def of(cls, words: Words, table: Table, counts: Counts) -> Evidence:
        """Decode `words` with `table`."""
        found = lattice.readings(words, table, pair_weight)
        return cls(words, tuple(lattice.choices(words, found, counts)))

    @cached_property
    def _values(self) -> dict[Pair, float]:
        """What each pair contributes to the suspicion against the document."""
        out: dict[Pair, float] = {}
        for choice in self.choices:
            if choice.gain >= _TELLING:
                pair = choice.reading.pair
                worth = min(choice.gain - _TELLING, 6) / (1 + 0.7 * pair.alarms)
                out[pair] = out.get(pair, 0) + worth
        return out

    @cached_property
    def _running(self) -> str:
        """The text as the n-grams see it, with a bar where one ends, for finding phrases."""
        parts = [
            f"{w} " if on else f"| {w} "
            for w, on in zip(self.words.forms, self.words.linked, strict=True)
        ]
        return " " + "".join(parts)

    def _standing(self, phrases: Iterable[str]) -> dict[str, int]:
        """How often each phrase stands in the text."""
        alone = self._counted
        return {
            p: self._running.count(f" {p} ") if " " in p else alone[p]
            for p in dict.fromkeys(phrases)
        }

    @property
    def _counted(self) -> Counter[str]:
        """How often each word stands; of words in a row that are the same, every second one counts."""
        forms, linked = self.words.forms, self.words.linked
        found = Counter(forms)
        left_out = -1
        for k in compress(count(1), map(eq, forms[1:], forms)):
            if linked[k] and left_out != k - 1:
                found[forms[k]] -= 1
                left_out = k
        return found

    def features(self) -> list[list[float]]:
        """One row per choice, in the order of `FEATURES`."""
        counts = press_counts()
        total = sum(self._values.values())
        by_family: Counter[str] = Counter()
        for pair, worth in self._values.items():
            for family in pair.families:
                by_family[family] += worth  # type: ignore[assignment]  # a Counter of floats
        times = Counter(c.reading.pair for c in self.choices)
        standing = self._standing(
            phrase for pair in times for phrase in (pair.phrase, pair.spun_phrase)
        )
        same = Counter(c.reading.pair for c in self.choices if c.gain >= _TELLING)
        rows = []
        for choice in self.choices:
            pair = choice.reading.pair
            mine = self._values.get(pair, 0)
            rest = total - mine
            kin = max((by_family[f] for f in pair.families), default=0) - mine
            first = self.words.text[self.words.starts[choice.reading.start]]
            rows.append(
                [
                    1.0,
                    min(choice.gain, 14),
                    max(0.0, min(choice.gain, 14) - 7),
                    min(choice.lead, 10),
                    float(not pair.standing and not pair.is_crossed),
                    math.log1p(pair.standing),
                    math.log1p(counts.count(pair.spun_phrase)),
                    math.log1p(counts.count(pair.phrase)),
                    math.log1p(3 * pair.alarms),
                    math.log1p(min(same[pair] - (choice.gain >= _TELLING), 3)),
                    math.log1p(300 * rest / (len(self.words) + 100)),
                    float(" " in pair.spun),
                    float(first.isupper()),
                    math.log1p(standing[pair.phrase]),
                    math.log1p(max(standing[pair.spun_phrase] - times[pair], 0)),
                    (max(kin, 0) + 0.5) / (rest + 2) if pair.families else 0.0,
                ]
            )
        return rows

    def hits(self, weights: Weights) -> tuple[Hit, ...]:
        """The choices as edits of the text, each with its chance."""
        likely = [chance(weights.edit, row) for row in self.features()]
        return tuple(
            Hit(*as_edit(self.words, choice.reading), choice.reading.pair, choice, each)
            for choice, each in zip(self.choices, self._bounded(likely), strict=True)
        )

    def _bounded(self, likely: list[float]) -> Iterator[float]:
        """The chances in view of what a model of single places does not see."""
        places: dict[Pair, list[float]] = {}
        for choice, each in zip(self.choices, likely, strict=True):
            if choice.reading.pair.kind == "person" or self._is_behind_capital(choice):
                places.setdefault(choice.reading.pair, []).append(each)
        for choice, each in zip(self.choices, likely, strict=True):
            pair, heard = choice.reading.pair, each
            unsure = choice.gain < 0 or self._is_address(choice) or self._is_real(choice)
            if len(places.get(pair, ())) >= _RECURRING and self._is_capital(choice.reading.start):
                # A name is meant in all places or in none: each speaks for the others
                heard = 1 - math.prod(1 - one for one in places[pair][:_HEARD_PLACES])
            elif pair.kind == "person":
                unsure = unsure or not self._names(choice)
            yield min(heard, _UNSURE) if unsure else heard

    def _is_capital(self, k: int) -> bool:
        return self.words.text[self.words.starts[k]].isupper()

    def _is_behind_capital(self, choice: lattice.Choice) -> bool:
        """Whether it belongs to a name that has begun: "Lisa Prepare dinner"."""
        k = choice.reading.start
        return k > 0 and self.words.linked[k] and self._is_capital(k) and self._is_capital(k - 1)

    def _is_address(self, choice: lattice.Choice) -> bool:
        """Whether it is a street behind a number: "12 Wall Road" may well be one."""
        start = choice.reading.start
        behind = start > 0 and self.words.linked[start] and self.words.forms[start - 1] == NUMBER
        return behind and choice.reading.pair.words[-1] in _STREETS

    def _is_real(self, choice: lattice.Choice) -> bool:
        """Whether it stands in a name or term that only looks exchanged."""
        reading, forms = choice.reading, self.words.forms
        return forms[reading.start] in _words_of_real_terms() and any(
            " ".join(forms[low:high]) in real_terms()
            for low in range(max(0, reading.end - _LONGEST_TERM), reading.start + 1)
            for high in range(reading.end, min(len(forms), low + _LONGEST_TERM) + 1)
        )

    def _names(self, choice: lattice.Choice) -> bool:
        """Whether the press knows the restored word beside the name it stands by."""
        reading, words = choice.reading, self.words
        counts = press_counts()
        restored = " ".join(reading.words)
        before = reading.start > 0 and words.linked[reading.start]
        after = reading.end < len(words) and words.linked[reading.end]
        return bool(
            (before and counts.count(f"{words.forms[reading.start - 1]} {restored}"))
            or (after and counts.count(f"{restored} {words.forms[reading.end]}"))
        )


def pair_weight(pair: Pair) -> float:
    """How readily a spinner makes this substitution, as a log chance."""
    return _OBSERVED if pair.standing or pair.is_crossed else _LISTED


def as_edit(words: Words, reading: lattice.Reading) -> tuple[int, int, str, str]:
    """Start, end, old and new characters, without the words that both sides share."""
    start, end = words.starts[reading.start], words.ends[reading.end - 1]
    old = words.text[start:end]
    new = reading.pair.original
    if reading.words[-1].endswith("'s") and not new.endswith("'s"):
        new += "'s"
    if len(reading.words) > len(reading.pair.words):  # with the article
        new = f"{reading.words[0]} {new}"
    new = in_the_manner_of(old, new)
    if "’" in old:
        new = new.replace("'", "’")
    while " " in old and " " in new and old.split(" ")[0] == new.split(" ")[0]:
        start += old.index(" ") + 1
        old, new = old.split(" ", 1)[1], new.split(" ", 1)[1]
    while " " in old and " " in new and old.rsplit(" ", 1)[1] == new.rsplit(" ", 1)[1]:
        end -= len(old) - old.rindex(" ")
        old, new = old.rsplit(" ", 1)[0], new.rsplit(" ", 1)[0]
    return start, end, old, new


def chance(weights: tuple[float, ...], row: list[float]) -> float:
    """The logistic model: weights times features as a chance."""
    total = sum(map(mul, weights, row))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


@cache
def real_terms() -> frozenset[str]:
    """Names and terms that look exchanged and are not."""
    text = files("corpuskit").joinpath("lexicons/spun/real_terms.txt").read_text("utf-8")
    return frozenset(line for line in text.splitlines() if not line.startswith("#"))


@cache
def _words_of_real_terms() -> frozenset[str]:
    return frozenset(word for term in real_terms() for word in term.split(" "))


@cache
def shipped_weights() -> Weights:
    """The models that come with the package."""
    data = json.loads(files("corpuskit").joinpath("lexicons/spun/weights.json").read_text("utf-8"))
    return Weights(
        edit=tuple(data["edit"][name] for name in FEATURES),
        document=tuple(data["document"].values()),  # in the order of `detector.DOCUMENT_FEATURES`
    )
