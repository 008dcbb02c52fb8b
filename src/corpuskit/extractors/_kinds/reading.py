"""What kind of word each word of a parsed text is: a person's name, a body's, a place's, a time."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import attrs

from corpuskit.extractors._kinds.features import expanded, sights
from corpuskit.extractors._kinds.lists import rows, times
from corpuskit.extractors._kinds.mending import LINKS, PARTICLES, close, hyphenate, locate, recall

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from spacy.tokens import Doc

    Vector = tuple[int, ...]

KINDS = ("", "PERSON", "ORG", "GPE", "LOC", "NORP", "THING", "DATE")
"""The kinds that weights tell apart, in the order of their columns; "" is none of them.

Named as spaCy names entities: LOC has buildings too, THING are works, products, events and laws.
"""
NOTHING = (0,) * len(KINDS)
MOST = 60_000
"""Words remembered with their weights, for each place beside another."""
OFFSETS = frozenset("-012")
"""What the keys begin with that stand for a word and not for one feature."""


@attrs.frozen
class Kinds:
    """The kind of each token, "" where it has none, and whether it goes on with the name before it."""

    labels: Sequence[str]
    inside: Sequence[bool]

    def names(self) -> Iterator[tuple[int, int, str]]:
        """The names and times: first token, the one after the last, kind."""
        start, count = 0, len(self.labels)
        for i in range(1, count + 1):
            if i == count or not self.inside[i]:
                if self.labels[start]:
                    yield start, i, self.labels[start]
                start = i


def kinds_of(doc: Doc) -> Kinds:
    """The kinds of the tokens of `doc`, from words, tags and tree; its entities are not looked at."""
    forms = [token.text for token in doc]
    labels = [times().get(form.lower(), "") for form in forms]
    for i, label in _read(forms, sights(doc, forms)).items():
        labels[i] = label
    close(forms, labels)
    hyphenate(doc, forms, labels)
    locate(forms, labels)
    recall(doc, forms, labels)
    inside = [bool(label) and i > 0 and label == labels[i - 1] for i, label in enumerate(labels)]
    return Kinds(labels, inside)


def _read(forms: Sequence[str], seen: Iterable[tuple[int, list[str]]]) -> dict[int, str]:
    """The likeliest kind of each of the words seen, from left to right."""
    labels: dict[int, str] = {}
    for i, keys in seen:
        keys.append(told(forms, labels, i))
        total = list(map(sum, zip(*map(_weights, keys), strict=True)))
        labels[i] = KINDS[total.index(max(total))]
    return labels


def told(forms: Sequence[str], labels: Mapping[int, str], i: int) -> str:
    """What the kind of the word before tells, a small word between aside."""
    if i - 1 in labels:
        return f"p {labels[i - 1]}"
    if i - 2 in labels and forms[i - 1].lower() in LINKS | PARTICLES:
        return f"p {labels[i - 2]} {forms[i - 1].lower()}"
    return "p none"


def _weights(key: str) -> Vector:
    """How much all that a key stands for speaks for each kind."""
    return _of_word(key) if key[0] in OFFSETS else _table().get(key, NOTHING)


@lru_cache(maxsize=MOST)
def _of_word(key: str) -> Vector:
    """The weights of all that is known of a word, added up."""
    known = _table()
    found = (known[name] for name in expanded(key) if name in known)
    return tuple(map(sum, zip(NOTHING, *found, strict=True)))


@cache
def _table() -> Mapping[str, Vector]:
    """The learned weights of each feature, in hundredths."""
    return {name: tuple(map(int, numbers.split())) for name, numbers in rows("weights.tsv")}
