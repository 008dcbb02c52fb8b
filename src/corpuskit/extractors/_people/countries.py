"""For whom an office is held: from the title, its owner, the person's other titles, the article."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache, cached_property
from typing import TYPE_CHECKING

import attrs

from corpuskit.extractors._people.leaders import leaders
from corpuskit.extractors._people.lexicon import folded, rows
from corpuskit.extractors._people.linking import Figure
from corpuskit.extractors._people.page import Page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corpuskit.extractors._people.titles import Title

HINT = 0.5
"""What a word counts that speaks for a country without naming it: "Tories"."""
WEIGHTS = {"name": 1.0, "demonym": 1.0, "capital": 0.7, "metonym": 0.7, "region": 0.6, "city": 0.6}
NEAR = 400
"""Characters: a country named this far away counts half."""
FAR = 0.3
"""What a country named anywhere counts."""
AROUND = 100
"""How many places before and after a title are looked at one by one."""
LEADING = frozenset(
    {
        "head of state",
        "head of government",
        "vice president",
        "monarch",
        "prince",
        "leader",
        "candidate",
    }
)
"""Roles of the persons in the table of leaders."""
CULTURES = {
    "korean": ("KOR", "PRK"),
    "japanese": ("JPN",),
    "vietnamese": ("VNM",),
    "chinese": ("CHN", "TWN", "HKG", "SGP"),
    "khmer": ("KHM",),
}
AT_HOME = 3
"""How often at most a country counts again for its officials that are named without it."""
RIVAL = 3.0
"""Of two countries where a name is at home, the one with so much less evidence is no rival."""

NAME_TELLS = 1.5
"""How much more a country named in the article counts for a name of its language."""
SENTENCE = 20
"""Words."""
HOUSE = frozenset({"representative", "representatives"})
"""Capitalised before a name, they sit in the U.S. House."""
BODILY = frozenset({"secretary-general", "commissioner"})
"""Roles that belong to international bodies unless a country stands beside them."""


@attrs.frozen
class Country:
    """A country (ISO 3166-1 alpha-3) with the rule that found it."""

    code: str | None
    rule: str


@attrs.frozen(eq=False)
class Countries:
    """Decides about the countries of all offices on a page."""

    page: Page
    figures: list[Figure]

    def of(self, figure: Figure, title: Title) -> Country:
        """The country of an office: the nearest evidence wins."""
        return self._near(figure, title, depth=0) or self._article(figure, title)

    def _near(self, figure: Figure, title: Title, depth: int) -> Country | None:
        if title.countries:
            return Country(title.countries[0], "country:text")
        if title.international:
            return Country(None, "country:international")
        if not title.official and title.owner is None:
            return Country(None, "country:none")
        if title.owner is not None and depth < 2:
            owner = self._owner(title.owner)
            if owner is not None and owner is not figure:
                for other in owner.titles:
                    found = self._near(owner, other, depth + 1)
                    if found is not None and found.code is not None:
                        return Country(found.code, "country:owner")
        if title.end > title.start + 1 and depth < 2:  # "aide to Vice President Pence"
            for word in range(title.start, title.end):
                owner = self._owner(word)
                if owner is not None and owner is not figure:
                    return self.of(owner, owner.titles[0]) if owner.official else None
        code = _national(self.page, title)
        if code is not None:
            return Country(code, "country:title")
        for other in figure.titles:
            if other.countries and other is not title and other.official:
                return Country(other.countries[0], "country:other-title")
        return _known(figure, title)

    def _owner(self, word: int) -> Figure | None:
        return self._by_start.get(self.page.words[word].end)

    @cached_property
    def _by_start(self) -> Mapping[int, Figure]:
        """The person of each mention, by the end of its last word."""
        return {end: figure for figure in self.figures for _, end, _ in figure.mentions}

    def _article(self, figure: Figure, title: Title) -> Country:
        """The country that the article names most, near mentions first."""
        if title.head.role in BODILY or not self._places:
            return Country(None, "country:none")
        at = self.page.words[title.start].start
        scores = dict(self._totals)
        if title.head.role == "ambassador":  # the host is not the sender
            for word in range(title.start, title.end):
                host = self.page.place_at(word)
                if host is not None and host.place.code in scores and len(scores) > 1:
                    scores[host.place.code] = -1e9
        k = bisect_left(self._places, (at,))
        for place, code, weight in self._places[max(0, k - AROUND) : k + AROUND]:
            scores[code] += weight * NEAR / (NEAR + abs(place - at))
        for code, count in self._unmarked.items():
            scores[code] = scores.get(code, 0.0) * min(count, AT_HOME)
        for code in self._counterparts(title):
            scores.pop(code, None)
        kin = self._homes_of_name(figure)
        for code in kin:
            scores[code] = scores.get(code, 0.0) * NAME_TELLS
        if not scores:
            return Country(None, "country:none")
        best = max(scores, key=lambda code: scores[code])
        if best in kin and any(scores[code] * RIVAL > scores[best] for code in kin if code != best):
            return Country(None, "country:ambiguous")  # a Cho of which Korea?
        return Country(best, "country:article")

    def _homes_of_name(self, figure: Figure) -> list[str]:
        """The countries in which a family name that stands first is at home: both Koreas for "Cho"."""
        if len(figure.parts) < 2:
            return []
        family = self.page.text[slice(*figure.name)].split()[0]
        cultures = self.page.lexicon.family_first.get(family, ())
        return list(dict.fromkeys(code for c in cultures for code in CULTURES.get(c, ())))

    @cached_property
    def _unmarked(self) -> Mapping[str, int]:
        """How many officials of a country the article names without it: that is where it is at home."""
        counts: dict[str, int] = {}
        for figure in self.figures:
            codes = {
                _national(self.page, title) or known.code
                for title in figure.titles
                if title.official and not title.countries and not title.international
                for known in [_known(figure, title) or Country(None, "")]
            }
            for code in sorted(filter(None, codes)):
                if not any(title.countries for title in figure.titles):
                    counts[code] = counts.get(code, 0) + 1
        return counts

    def _counterparts(self, title: Title) -> set[str]:
        """The countries of others in the sentence: "the minister and his U.S. counterpart"."""
        return {
            code
            for start, codes in self._counterpart_titles
            if title.end <= start < title.end + SENTENCE
            for code in codes
        }

    @cached_property
    def _counterpart_titles(self) -> list[tuple[int, tuple[str, ...]]]:
        found = {
            (title.start, title.countries)
            for figure in self.figures
            for title in figure.titles
            if title.head.role == "counterpart"
        }
        return sorted(found)

    @cached_property
    def _places(self) -> list[tuple[int, str, float]]:
        words = self.page.words
        named = (
            (words[k].start, phrase.place.code, WEIGHTS.get(phrase.place.kind, 0.0))
            for k, phrase in self.page.places.items()
            if phrase.start == k and phrase.place.code is not None and k not in self._names
        )
        return sorted([*named, *((words[k].start, code, HINT) for k, code in self.page.hints)])

    @cached_property
    def _names(self) -> set[int]:
        """The words that are parts of names: Jim Jordan is no country."""
        starts = [word.start for word in self.page.words]
        return {
            k
            for figure in self.figures
            for start, end, _ in figure.mentions
            for k in range(bisect_left(starts, start), bisect_left(starts, end))
        }

    @cached_property
    def _totals(self) -> Mapping[str, float]:
        totals: dict[str, float] = {}
        for _, code, weight in self._places:
            totals[code] = totals.get(code, 0.0) + weight * FAR
        return totals


def is_other_leader(roles: set[str], part: str, parts: tuple[str, ...]) -> bool:
    """Whether who has one of the `roles` and is called `part` is known, and not the one named `parts`.

    A given name that begins with the same letter may be another spelling: Volodymyr, Vladimir.
    """
    if LEADING.isdisjoint(roles):
        return False
    if parts in _consorts():
        return True
    known = _leaders().get(part, ())
    initials = {other[0] for other in parts if other != part}
    return bool(known and initials) and not any(
        initials & {other[0] for other in names if other != part} for _, names in known
    )


def _known(figure: Figure, title: Title) -> Country | None:
    """The country that a head of state or government is known to lead."""
    if title.head.role not in LEADING:
        return None
    codes = _leaders().get(figure.parts[-1], ())
    fitting = {
        code
        for code, parts in codes
        if len(figure.parts) == 1 or parts[0] == figure.parts[0] or set(parts) <= set(figure.parts)
    }
    return Country(fitting.pop(), "country:known") if len(fitting) == 1 else None


def _national(page: Page, title: Title) -> str | None:
    words = " ".join(word.low for word in page.words[title.start : title.end])
    table = _national_titles()
    if page.words[title.bare - 1].capital and title.head.phrase[-1] in HOUSE:
        return "USA"
    return table.get(words) or table.get(" ".join(title.head.singular))


@cache
def _leaders() -> Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]]:
    """Countries and names of known leaders by each part of the name that may stand alone."""
    table: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for row in leaders():
        for name in (*row.names, *row.in_office) if row.code != "IGO" else ():
            parts = tuple(folded(part) for part in name.split())
            for part in dict.fromkeys((parts[0], parts[-1])):
                table.setdefault(part, []).append((row.code, parts))
    return {part: tuple(found) for part, found in table.items()}


@cache
def _consorts() -> frozenset[tuple[str, ...]]:
    names = (row[0].split() for row in rows("consorts.txt"))
    return frozenset(tuple(folded(part) for part in name) for name in names)


@cache
def _national_titles() -> Mapping[str, str]:
    return {
        phrase: code
        for code, phrases in rows("national_titles.tsv")
        for phrase in phrases.split(";")
    }
