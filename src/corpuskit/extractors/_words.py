"""The words of a text as names and titles need them: hyphens kept, possessives cut, gaps known."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import attrs

from corpuskit.extractors._lexicon import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator

WORD = re.compile(r"[^\W_]+(?:['’\-‑.][^\W_]+)*\.?")
"""O'Brien, Hyun-dong, U.S., Lt., Sana'a"""

POSSESSIVES = ("'s", "’s", "'S", "’S")


@attrs.define(eq=False)
class Word:
    """A word: its characters, and what stands between it and the word before (`gap`)."""

    text: str
    low: str
    start: int
    end: int
    gap: str
    capital: bool
    owner: bool = False
    """Whether a possessive mark follows."""


def words_of(text: str) -> list[Word]:
    """The words of `text` in order."""
    return list(_words(text))


def _words(text: str) -> Iterator[Word]:
    abbreviations = lexicon().abbreviations
    last = 0
    for found in WORD.finditer(text):
        form, start, end = found[0], found.start(), found.end()
        owner = False
        if form.endswith(".") and not _keeps_period(form, abbreviations):
            form, end = form[:-1], end - 1
        if form.endswith(POSSESSIVES):
            form, end, owner = form[:-2], end - 2, True
        elif (
            text[end : end + 1] in {"'", "’"}
            and form[-1:] in "sxz"
            and text[end + 1 : end + 2] == " "
        ):
            owner = True
        if not form:
            continue
        yield Word(form, form.lower(), start, end, text[last:start], form[0].isupper(), owner)
        last = end


def _keeps_period(form: str, abbreviations: frozenset[str]) -> bool:
    if len(form) == 2:
        return form[0].isupper()
    return (form[1] == "." and form[0].isupper()) or form.lower() in abbreviations
