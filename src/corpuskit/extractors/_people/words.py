"""The words of a text as names and titles need them: hyphens kept, possessives cut, gaps known."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import attrs

if TYPE_CHECKING:
    from collections.abc import Iterator

WORD = re.compile(r"[^\W\d_]\.(?:[^\W\d_]\.)+|[^\W_]+(?:['’\-‑][^\W_]+)*+\.?")
"""O'Brien, Hyun-dong, U.S., Lt., Sana'a"""

JOINED = re.compile(r"(?:al|el|as|ash|ad|ar|az|at|ul|ur|abd|bin|ibn|ould)[-‑](?=[^\W\d_a-z])")
"""al-Assad"""

LOOSE = re.compile(r"(ex|then)-(?=\w)|(?<=\w)-(elect|designate)$", re.IGNORECASE)
"""ex-president, president-elect"""

BLANKS = re.compile(r"[ \t]+")
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


def words_of(text: str, abbreviations: frozenset[str]) -> list[Word]:
    """The words of `text` in order; `abbreviations` keep their full stop."""
    return list(_words(text, abbreviations))


def _words(text: str, abbreviations: frozenset[str]) -> Iterator[Word]:
    last = 0
    for found in WORD.finditer(text):
        form, start, end = found[0], found.start(), found.end()
        owner = False
        if form[-1] == "." and not _keeps_period(form, text[end : end + 2], abbreviations):
            form, end = form[:-1], end - 1
        if form.endswith(POSSESSIVES) and len(form) > 2:
            form, end, owner = form[:-2], end - 2, True
        elif form[-1] in "sxz" and text[end : end + 2] in {"' ", "’ "}:
            owner = True
        if "-" in form:
            seam = LOOSE.search(form)
            if seam is not None:
                cut = seam.end() - 1 if seam[1] else seam.start()
                yield _word(form[:cut], start, text[last:start])
                start, last, form = start + cut + 1, start + cut, form[cut + 1 :]
        yield _word(form, start, text[last:start], owner=owner)
        last = end


def _word(form: str, start: int, gap: str, *, owner: bool = False) -> Word:
    capital = form[0].isupper() or JOINED.match(form) is not None
    return Word(form, form.lower(), start, start + len(form), _plain(gap), capital, owner)


def _plain(gap: str) -> str:
    """The gap with ordinary blanks, one after a mark: ", " for a comma with two or a hard one."""
    if len(gap) < 2 and gap != "\xa0":
        return gap
    gap = gap.replace("\xa0", " ")
    return gap if gap.isspace() or "\n" in gap else BLANKS.sub(" ", gap)


def _keeps_period(form: str, after: str, abbreviations: frozenset[str]) -> bool:
    if len(form) == 2 or form[1] == ".":
        return form[0].isupper()
    return form.lower().rpartition("-")[2] in abbreviations and after[:1] == " " and len(after) > 1
