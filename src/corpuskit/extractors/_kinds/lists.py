"""Names of the census, how the press uses capitalised words, everyday words, words of time."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def lists() -> Mapping[str, frozenset[str]]:
    """The words of each class, in lower case."""
    files = (*rows("words.tsv"), *rows("own.tsv"))
    return {name: frozenset(words.split()) for name, words in files}


@cache
def times() -> Mapping[str, str]:
    """Words that always mean a day or an hour, with their kind."""
    return {word: kind for kind in ("DATE", "TIME") for word in lists()[kind]}


@cache
def everyday() -> frozenset[str]:
    """Words that the press writes in lower case."""
    return lists()["lower"]


@cache
def given_names() -> frozenset[str]:
    """Given names of the census that are no everyday words."""
    names = ("male 1", "male 2", "female 1", "female 2")
    return frozenset().union(*(lists()[name] for name in names)) - everyday()


@cache
def surnames() -> frozenset[str]:
    """Family names of the census that are no everyday words."""
    names = ("family 1", "family 2", "family 3")
    return frozenset().union(*(lists()[name] for name in names)) - everyday()


def rows(name: str) -> list[tuple[str, str]]:
    """The lines of a table of two columns, comment lines left out."""
    text = files("corpuskit").joinpath("lexicons", "kinds", name).read_text("utf-8")
    cut = (line.partition("\t") for line in text.splitlines() if line[:2] != "# ")
    return [(first, rest) for first, _, rest in cut]
