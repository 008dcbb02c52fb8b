"""Names where they stand in the text, each with the titles that belong to it there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import attrs

from corpuskit.extractors._people.attachment import titles_of
from corpuskit.extractors._people.lexicon import folded
from corpuskit.extractors._people.names import Candidate, candidates
from corpuskit.extractors._people.titles import Title

if TYPE_CHECKING:
    from corpuskit.extractors._people.page import Page

SEAT = re.compile(r" \([RDI]-[A-Z]")
BRACKET = re.compile(r"^ \([^()]{1,20}\)")
"""The party and state of a senator."""
OWNING = frozenset({"'s ", "’s ", "' ", "’ "})
"""Gaps after a possessor."""


@attrs.frozen(eq=False)
class Named:
    """A run of words that may be a name, with the titles and the gender of what stands beside it."""

    run: Candidate
    parts: tuple[str, ...]
    titles: tuple[Title, ...]
    gender: str


def names_of(page: Page) -> list[Named]:
    """All names on the page, in text order, titles handed on among those that share one."""
    return _shared(page, [_named(page, run) for run in candidates(page)])


def honorific_gender(page: Page, start: int) -> str:
    """What the word before a name tells: "m" for Mr, "f" for Ms, else nothing."""
    if start and page.joined(start):
        return page.lexicon.honorifics.get(page.words[start - 1].low, "").strip("-")
    return ""


def _named(page: Page, run: Candidate) -> Named:
    titles = titles_of(page, run)
    if titles and _of_place(page, run):
        titles = [_of_country(page, title, run.end + 1) for title in titles]
    titles = _of_owner(page, titles, run.start)
    if SEAT.match(page.text, page.words[run.end - 1].end):
        titles = [attrs.evolve(t, countries=t.countries or ("USA",)) for t in titles]
    if _is_acting(page, run.end):
        titles = [attrs.evolve(title, status="acting") for title in titles]
    parts = tuple(folded(word.text) for word in page.words[run.start : run.end])
    return Named(run, parts, tuple(titles), honorific_gender(page, run.start))


def _of_owner(page: Page, titles: list[Title], start: int) -> list[Title]:
    """The titles after the name with the country before it: "Iran's | Ali Salehi, the minister"."""
    place = page.place_at(start - 1) if start and page.words[start].gap in OWNING else None
    if place is None or place.place.code is None:
        return titles
    code = place.place.code
    return [
        attrs.evolve(title, countries=(code,))
        if title.start >= start
        and title.owner is None
        and not (title.countries or title.international)
        else title
        for title in titles
    ]


def _is_acting(page: Page, k: int) -> bool:
    """Whether "(Ag.)" or "(acting)" follows."""
    return (
        k < len(page.words) and page.words[k].gap == " (" and page.words[k].low in {"ag", "acting"}
    )


def _shared(page: Page, named: list[Named]) -> list[Named]:
    """Titles handed on: "Senators A, B and C", "U.S. and Japanese counterparts A and B"."""
    result = list(named)
    n = 0
    while n < len(named):
        one = named[n]
        plural = next((t for t in one.titles if t.head.plural and t.end == one.run.start), None)
        if plural is None:
            n += 1
            continue
        last = n
        while last + 1 < len(named) and _coordinated(page, named[last].run, named[last + 1].run):
            last += 1
        result[n : last + 1] = _handed_on(page, plural, named[n : last + 1])
        n = last + 1
    return result


def _handed_on(page: Page, plural: Title, group: list[Named]) -> list[Named]:
    if len(group) == 1 and plural.rule == "title:apposition":  # "the ministers, Lavrov said"
        return [attrs.evolve(group[0], titles=tuple(t for t in group[0].titles if t is not plural))]
    result = []
    for k, one in enumerate(group):
        title = plural
        if _of_place(page, one.run):
            title = _of_country(page, plural, one.run.end + 1)
        if len(plural.countries) == len(group) > 1:
            title = attrs.evolve(
                plural, countries=(plural.countries[k],), end=plural.bare, body=None
            )
        own = [t for t in one.titles if not t.head.plural]
        result.append(attrs.evolve(one, titles=(*own, title)))
    return result


def _coordinated(page: Page, one: Candidate, other: Candidate) -> bool:
    words, start = page.words, one.end
    if words[one.end - 1].owner or other.start - one.end > 8:
        return False
    if _of_place(page, one):
        place = page.place_at(start + 1)
        start = start + 1 if place is None else place.end
    if start > other.start:
        return False
    between = page.text[words[start - 1].end : words[other.start].start]
    return BRACKET.sub("", between, count=1) in {" and ", ", ", ", and ", " & "}


def _of_place(page: Page, run: Candidate) -> bool:
    """Whether a country follows the name: "Lavrov | of Russia"."""
    k = run.end
    return page.joined(k) and page.words[k].low == "of" and _place_after(page, k) is not None


def _place_after(page: Page, k: int) -> str | None:
    k += 1
    if k < len(page.words) and page.words[k].low == "the":
        k += 1
    place = page.place_at(k)
    return None if place is None else place.place.code


def _of_country(page: Page, title: Title, k: int) -> Title:
    """The title with the country after the name: "President Hassan Rouhani of Iran"."""
    code = _place_after(page, k - 1)
    if code is None or (title.countries and not title.head.plural):
        return title
    return attrs.evolve(title, countries=(code,))
