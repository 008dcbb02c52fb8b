"""Whom an office serves: "spokesman for Gov. Andrew Cuomo", "counsel to the president"."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpuskit.extractors._people.page import HeadPhrase, Page

SERVING = frozenset({"for", "to"})
"""Prepositions before the person whom an office serves."""
SERVED = 9
"""Words until the name of that person."""


def counsel_to(page: Page, found: HeadPhrase) -> HeadPhrase | None:
    """The head before "to the president", which is then not the title of whoever follows."""
    words, k = page.words, found.start
    if k < 3 or words[k - 1].low != "the" or words[k - 2].low not in SERVING:
        return None
    outer = page.head_ending(k - 2)
    return outer if outer is not None and outer.head.sector == "body" else None


def served_by(page: Page, k: int) -> int | None:
    """The last word of the person whom an office serves: "spokesman | for Gov. Andrew Cuomo"."""
    words, lex = page.words, page.lexicon
    if k + 1 >= len(words) or words[k].low not in SERVING or not page.joined(k):
        return None
    for n in range(k + 1, min(k + SERVED, len(words) - 1)):
        if not page.joined(n):
            return None
        address = page.head_ending(n) is not None or words[n - 1].low in lex.honorifics
        if words[n].capital and n not in page.heads and n not in page.places:
            named = page.labels[n] == "PERSON" or words[n].text in lex.given
            if named and (address or n == k + 1):
                return _name_end(page, n)
    return None


def _name_end(page: Page, k: int) -> int:
    """The last word of the name that the word `k` begins."""
    while _goes_on(page, k):
        k += 1
    return k


def _goes_on(page: Page, k: int) -> bool:
    """Whether the next word is a part of the same name."""
    words = page.words
    after = k + 1
    if after >= len(words) or words[k].owner or after in page.heads:
        return False
    return page.joined(after) and (
        words[after].capital
        or (words[after].low in page.lexicon.particles and page.labels[after] == "PERSON")
    )
