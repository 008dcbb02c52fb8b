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

KINDS = ("", "PERSON", "ORG", "GPE", "LOC", "NORP", "THING", "DATE")
"""The kinds that weights tell apart, in the order of their columns; "" is none of them.

Named as spaCy names entities: LOC has buildings too, THING are works, products, events and laws.
"""
NOTHING = (0,) * len(KINDS)
ZEROS = " ".join(map(str, NOTHING))
MOST = 200_000
"""Keys remembered with their weights."""


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


@lru_cache(maxsize=MOST)
def _weights(key: str) -> tuple[int, ...]:
    """How much all that a key stands for speaks for each kind."""
    return tuple(map(sum, zip(NOTHING, *map(_row, expanded(key)), strict=True)))


@lru_cache(maxsize=MOST)
def _row(feature: str) -> tuple[int, ...]:
    """The weights of one feature."""
    return tuple(map(int, _table().get(feature, ZEROS).split()))


@cache
def _table() -> Mapping[str, str]:
    """The learned weights of each feature, in hundredths."""
    return dict(rows("weights.tsv"))
