"""The organisation in the words of a title: "Supreme Court", "the House Judiciary Committee"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpuskit.extractors._people.walk import DETERMINERS

if TYPE_CHECKING:
    from corpuskit.extractors._people.page import HeadPhrase, Page

GROUPINGS = frozenset(
    {"majority", "minority", "opposition", "staff", "security", "intelligence", "command"}
)
"""Institutions that are none by themselves: "opposition leader", "chief of staff"."""


def body_after(page: Page, found: HeadPhrase, end: int) -> tuple[int, int] | None:
    """The organisation in the words after a head; what an envoy or adviser is for is none."""
    words, lex = page.words, page.lexicon
    start = found.end + 1
    while start < end and words[start].low in DETERMINERS:
        start += 1
    kinds = {page.places[k].place.kind for k in range(start, end) if k in page.places}
    public = any(words[k].low in lex.institutions or k in page.public for k in range(start, end))
    held = words[found.end].low == "of" and found.head.role != "ambassador"
    return (start, end) if public or kinds & {"igo", "metonym"} or (kinds and held) else None


def body_inside(page: Page, outer: int, found: HeadPhrase) -> tuple[int, int] | None:
    """The organisation among the words of the title: "Supreme Court" in "Supreme Court Justice"."""
    words, lex = page.words, page.lexicon
    for k in range(found.end - 2, outer - 1, -1):
        low = words[k].low
        named = low in lex.institutions and low not in GROUPINGS
        if not (named and (low == "party" or low not in lex.parties)) and k not in page.public:
            continue
        start = k
        while start > outer and page.joined(start) and not words[start - 1].owner:
            before = words[start - 1]
            if not (before.capital or (before.low in lex.modifiers and not words[k].capital)):
                break
            start -= 1
        while start < k and low != "party" and words[start].low in lex.parties:
            start += 1
        return (start, k + 1) if words[k].capital or start < k else None
    return None
