"""Bare titles that mean a person named before: "the Russian ambassador", "the prime minister"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpuskit.extractors._people.titles import Title, title_around

if TYPE_CHECKING:
    from corpuskit.extractors._people.countries import Countries
    from corpuskit.extractors._people.linking import Figure
    from corpuskit.extractors._people.page import HeadPhrase, Page


def link_nominals(page: Page, figures: list[Figure], countries: Countries) -> None:
    """Adds to `figures` the bare titles that can mean only one of those named before."""
    holders = [f for f in figures if f.official or any(t.head.sector == "expert" for t in f.titles)]
    if not holders:
        return
    used = {k for f in figures for t in f.titles for k in range(t.outer, t.end)}
    for k, found in page.heads.items():
        if found.start != k or found.end - 1 in used or k in used or found.head.plural:
            continue
        title = title_around(page, found, found.end)
        if _is_bare(page, title, found):
            figure = _meant(page, holders, title, countries)
            if figure is not None:
                start, end = page.chars(title.outer, title.end)
                figure.mentions.append((start, end, "nominal"))
    for figure in holders:
        figure.mentions.sort()


def _is_bare(page: Page, title: Title, found: HeadPhrase) -> bool:
    """Whether the phrase is definite, and no name, owner or complement makes it another's."""
    words = page.words
    before = words[title.outer - 1] if title.outer else None
    definite = before is not None and before.low in {"the", "this", "that"}
    possessed = bool(title.countries) and before is not None and words[title.outer].owner
    if not (definite or possessed) or title.owner is not None or title.status != "current":
        return False
    if found.end < len(words) and page.joined(found.end):
        after = words[found.end]
        if after.capital or after.low in {"of", "for", "to", "who"} or words[found.end - 1].owner:
            return after.low == "who" or words[found.end - 1].owner
    return True


def _meant(page: Page, holders: list[Figure], title: Title, countries: Countries) -> Figure | None:
    at = page.words[title.start].start
    fitting = []
    for figure in holders:
        if figure.mentions[0][0] >= at:
            continue
        for other in figure.titles:
            if not (other.official or other.head.sector == "expert"):
                continue
            if not _same_region(page, title, other) or not _says_no_more(page, title, figure):
                continue
            if (
                other.head.role != title.head.role
                and other.head.phrase[-1] != title.head.phrase[-1]
            ):
                continue
            code = countries.of(figure, other).code
            if not title.countries or code in title.countries:
                fitting.append(figure)
                break
    return fitting[0] if len(fitting) == 1 else None


def _same_region(page: Page, title: Title, other: Title) -> bool:
    """Whether both are of one state or city: "the California governor" is not the Texan one."""
    wanted = _regions(page, title)
    return not wanted or not wanted.isdisjoint(_regions(page, other))


def _regions(page: Page, title: Title) -> set[str]:
    """The states and cities in the words of a title."""
    return {
        page.words[k].low
        for k in range(title.outer, title.end)
        for phrase in [page.place_at(k)]
        if phrase is not None and phrase.place.kind in {"region", "city"}
    }


def _says_no_more(page: Page, title: Title, figure: Figure) -> bool:
    """Whether the words of the phrase stand in the titles of the person: no "Republican nominee" else."""
    known = {
        page.words[k].low
        for other in figure.titles
        for k in range(other.outer, min(other.end + 1, len(page.words)))
    }
    head = page.heads[title.bare - 1].start
    return all(
        page.words[k].low in known
        for k in range(title.outer, head)
        if k not in page.places and _specific(page, k)
    )


def _specific(page: Page, k: int) -> bool:
    word, lex = page.words[k], page.lexicon
    if word.low in lex.tenure or word.low in {"the", "this", "that"}:
        return False
    return word.capital or any(
        word.low in kind for kind in (lex.modifiers, lex.institutions, lex.parties)
    )
