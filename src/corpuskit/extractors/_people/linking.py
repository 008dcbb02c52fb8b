"""Which mentions mean the same person: full names first, then the single words among them."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Literal

import attrs

from corpuskit.extractors._people.lexicon import folded
from corpuskit.extractors._people.naming import Named, honorific_gender, names_of
from corpuskit.extractors._people.page import Page
from corpuskit.extractors._people.spelling import is_same_name, is_variant, spelling_keys
from corpuskit.extractors._people.titles import Title

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    IsOther = Callable[[set[str], str, tuple[str, ...]], bool]

Form = Literal["name", "surname", "nominal", "pronoun"]

ENOUGH = 2.4
"""The score that makes a run of two words or more a name; a title is worth `TITLED`."""
OFFICE_BESIDE = 1.0
"""The same beside a public office: spaCy takes many foreign names for organisations."""
ALONE = 3.4
"""The same for a single word, titles not counted."""
ADDRESSED = 1.5
"""The same after a title of address: "President Duda"."""
TITLED = 3.5
TOGETHER = 200
"""Characters: of persons named so close together the first one is the one to be called by surname."""
UNLIKELY = -4.5
CONSORTS = frozenset({("first", "lady"), ("first", "gentleman"), ("queen", "consort")})
HIS = {"his": "m", "her": "f"}
ANTECEDENT = 40
"""Words back to the person whom "his" means."""


@attrs.define(eq=False)
class Figure:
    """A person in the making: the words of the name, the mentions (characters) and the titles."""

    parts: tuple[str, ...]
    name: tuple[int, int]
    mentions: list[tuple[int, int, Form]]
    titles: list[Title]
    score: float
    gender: set[str] = attrs.field(factory=set)
    named_at: list[int] = attrs.field(factory=list)
    """Where the full name stands, in order."""
    last_short: int = -1
    """Where the surname alone was last used."""

    @property
    def official(self) -> bool:
        """Whether one of the titles makes an official."""
        return any(title.official for title in self.titles)

    def take_titles(self, titles: Iterable[Title]) -> None:
        """Adds titles that say something new."""
        for title in titles:
            if all(not _says_same(title, known) for known in self.titles):
                self.titles.append(title)

    def last_named(self, before: int) -> int:
        """Where the full name stands last before a place, -1 where it does not."""
        k = bisect_left(self.named_at, before)
        return self.named_at[k - 1] if k else -1


def figures_of(page: Page, is_other: IsOther) -> list[Figure]:
    """The persons of the page, in the order of their first mention.

    `is_other(roles, part, parts)` tells whether it is known that whoever holds one of the roles and is
    called `part` is not the person with the full name `parts`: President Obama and Michelle.
    """
    cast = _Cast(page, is_other)
    cast.introduce(names_of(page))
    cast.link_words()
    cast.link_pairs()
    cast.promote()
    for figure in cast.figures:
        figure.mentions.sort()
    return sorted(cast.figures, key=lambda figure: figure.mentions[0])


@attrs.define(eq=False)
class _Cast:
    """All persons found so far, and who bears which part of a name."""

    page: Page
    is_other: IsOther
    figures: list[Figure] = attrs.field(factory=list)
    by_part: dict[str, list[Figure]] = attrs.field(factory=dict)
    by_key: dict[str, list[str]] = attrs.field(factory=dict)
    by_word: dict[int, Figure] = attrs.field(factory=dict)
    """The person meant by each word of the page that is a part of a mention."""
    single: dict[int, Named] = attrs.field(factory=dict)

    def introduce(self, names: Iterable[Named]) -> None:
        """Makes persons of the full names; single words that only a person can be wait."""
        waiting = []
        for one in names:
            if self._is_ordinary(one):
                continue
            score = one.run.score + (TITLED if one.titles else 0.0)
            sure = any(t.official and t.rule != "title:predicate" for t in one.titles)
            if len(one.run) > 1 and score >= (OFFICE_BESIDE if sure else ENOUGH):
                self._place(one, score)
            elif len(one.run) > 1:
                waiting.append(one)
            else:
                self.single[one.run.start] = one
        for one in waiting:
            if self._known(one.parts) is not None:
                self._place(one, 0.0)
        for figure in self.figures:
            figure.named_at.sort()
        for one in self.single.values():
            k, part = one.run.start, one.parts[0]
            alone = not any(self._may_be(f, part, k, one) for f in self._bearers(part))
            if alone and self._stands_alone(one):
                self._create(one, one.run.score, "surname")

    def link_words(self) -> None:
        """Gives every single word that is a part of a name to the person it means."""
        for k, word in enumerate(self.page.words):
            if not word.capital or k in self.by_word or not self._ends_here(k):
                continue
            if word.low in self.page.lexicon.particles and self._goes_on(k):
                continue
            one = self.single.get(k)
            figure = self._meant(folded(word.text), k, one)
            if figure is None:
                continue
            start = self._with_particles(figure, k)
            figure.mentions.append((self.page.words[start].start, word.end, "surname"))
            figure.last_short = word.start
            figure.gender |= {honorific_gender(self.page, k)} - {""}
            self.by_word[k] = figure
            if one is not None:
                figure.take_titles(one.titles)

    def _with_particles(self, figure: Figure, k: int) -> int:
        """The word that the surname begins with: "de" before "Blasio" if the name has it too."""
        page = self.page
        start, part = k, folded(page.words[k].text)
        n = figure.parts.index(part) if part in figure.parts else 0
        while (
            n > 1
            and page.joined(start)
            and page.words[start - 1].low == figure.parts[n - 1]
            and figure.parts[n - 1] in page.lexicon.particles
        ):
            start, n = start - 1, n - 1
            self.by_word[start] = figure
        return start

    def link_pairs(self) -> None:
        """Finds the names in "the Kim-Putin summit"."""
        for k, word in enumerate(self.page.words):
            if "-" not in word.text or not word.capital or k in self.by_word:
                continue
            pieces = word.text.split("-")
            owners = [self._meant(folded(piece), k, None) for piece in pieces]
            if len({id(owner) for owner in owners}) < 2:
                continue
            at = word.start
            for piece, owner in zip(pieces, owners, strict=True):
                if owner is not None and piece[:1].isupper():
                    owner.mentions.append((at, at + len(piece), "surname"))
                at += len(piece) + 1

    def promote(self) -> None:
        """Makes officials of those who speak for an official: "Putin's spokesman"."""
        for figure in self.figures:
            for n, title in enumerate(figure.titles):
                if title.official or title.head.sector != "body":
                    continue
                word = self._master(title) if title.owner is None else title.owner
                owner = None if word is None else self.by_word.get(word)
                if owner is not None and owner is not figure and owner.official:
                    figure.titles[n] = attrs.evolve(title, official=True, owner=word)

    def _master(self, title: Title) -> int | None:
        """The word that names whom "his" or "her" before the title means: whoever was named last."""
        words = self.page.words
        gender = HIS.get(words[title.outer - 1].low) if title.outer else None
        if gender is None:
            return None
        for k in range(title.outer - 2, max(title.outer - ANTECEDENT, -1), -1):
            figure = self.by_word.get(k)
            if figure is not None:
                return k if not figure.gender or gender in figure.gender else None
        return None

    def _place(self, one: Named, score: float) -> None:
        figure = self._known(one.parts)
        if figure is None:
            self._create(one, score, "name")
            return
        first = self._with_particles(figure, one.run.start)
        start, end = self.page.chars(first, one.run.end)
        figure.mentions.append((start, end, "name"))
        figure.named_at.append(start)
        figure.take_titles(one.titles)
        figure.score = max(figure.score, score)
        figure.gender |= {one.gender} - {""}
        self.by_word.update(dict.fromkeys(range(one.run.start, one.run.end), figure))

    def _create(self, one: Named, score: float, form: Form) -> None:
        start, end = self.page.chars(one.run.start, one.run.end)
        figure = Figure(one.parts, (start, end), [(start, end, form)], list(one.titles), score)
        figure.named_at.append(start)
        figure.gender |= {one.gender} - {""}
        if form == "surname":
            figure.last_short = start
        self.figures.append(figure)
        for part in dict.fromkeys(one.parts):
            if len(part.rstrip(".")) > 1:
                self.by_part.setdefault(part, []).append(figure)
                for key in spelling_keys(part):
                    self.by_key.setdefault(key, []).append(part)
        self.by_word.update(dict.fromkeys(range(one.run.start, one.run.end), figure))

    def _known(self, parts: tuple[str, ...]) -> Figure | None:
        for part in (parts[-1], parts[0]):
            for figure in self.by_part.get(part, ()):
                if is_same_name(figure.parts, parts) or self._is_nickname(figure.parts, parts):
                    return figure
        bearers = [f for f in self.by_part.get(parts[-1], ()) if f.parts[-len(parts) :] == parts]
        return max(bearers, key=lambda f: f.named_at[-1], default=None)

    def _is_nickname(self, one: tuple[str, ...], other: tuple[str, ...]) -> bool:
        """Whether only the given names differ, and one is short for the other: Chuck, Charles."""
        if min(len(one), len(other)) < 2 or one[-1] != other[-1]:
            return False
        nicknames = self.page.lexicon.nicknames
        return one[0] in nicknames.get(other[0], ()) or other[0] in nicknames.get(one[0], ())

    def _bearers(self, part: str) -> list[Figure]:
        found = self.by_part.get(part)
        if found is None:
            similar = {other for key in spelling_keys(part) for other in self.by_key.get(key, ())}
            found = [
                figure
                for other in sorted(similar)
                if is_variant(part, other)
                for figure in self.by_part[other]
            ]
        return found

    def _meant(self, part: str, k: int, one: Named | None) -> Figure | None:
        """Whoever the word means: established by surname first, then whoever was named last."""
        bearers = [f for f in self._bearers(part) if self._may_be(f, part, k, one)]
        if not bearers or not self._means_person(k, one):
            return None
        at = self.page.words[k].start
        ahead = [f for f in bearers if f.named_at[0] < at]
        bearers = ahead or bearers
        gender = honorific_gender(self.page, k)
        if gender:
            bearers = [f for f in bearers if not f.gender or gender in f.gender] or bearers
        if one is not None and one.titles:
            roles = {title.head.role for title in one.titles}
            bearers = [f for f in bearers if any(t.head.role in roles for t in f.titles)] or bearers
        if gender and not any(f.gender or self._given_gender(f) for f in bearers):
            return max(bearers, key=lambda f: max(f.last_short, f.last_named(at)))  # Mr. Kim of two
        best = max(
            bearers,
            key=lambda f: (self._weight(f, part), f.last_short, f.last_named(at)),
        )
        if best.last_short >= 0:
            return best
        together = [best]  # named side by side: the man, not his wife beside him
        equals = [f for f in bearers if self._weight(f, part) == self._weight(best, part)]
        for figure in sorted(equals, key=lambda f: f.last_named(at), reverse=True):
            if together[-1].last_named(at) - figure.last_named(at) < TOGETHER:
                together.append(figure)
        return min(together, key=lambda f: f.named_at[0])

    def _weight(self, figure: Figure, part: str) -> int:
        """2 for a family name, 1 for a given name, 0 for what stands between."""
        if part not in {figure.parts[0], figure.parts[-1]}:
            return 0
        first = self.page.text[slice(*figure.name)].split()[0]
        return 1 if part != figure.parts[-1] and first not in self.page.lexicon.family_first else 2

    def _may_be(self, figure: Figure, part: str, k: int, one: Named | None) -> bool:
        """Whether neither the honorific nor the office before the word tells of somebody else."""
        gender = honorific_gender(self.page, k)
        own = figure.gender or self._given_gender(figure)
        if gender and own and gender not in own:
            return False
        if one is None or len(figure.parts) < 2:
            return True
        roles = {title.head.role for title in one.titles if _addresses(self.page, title)}
        if not roles or any(title.head.role in roles for title in figure.titles):
            return True
        if any(title.head.phrase in CONSORTS for title in figure.titles):
            return False
        return not self.is_other(roles, part, figure.parts)

    def _given_gender(self, figure: Figure) -> set[str]:
        """What the given name tells, where it stands first."""
        if len(figure.parts) < 2:
            return set()
        first = self.page.text[slice(*figure.name)].split()[0]
        lex = self.page.lexicon
        return set() if first in lex.family_first else {lex.given.get(first, "")} & {"m", "f"}

    def _ends_here(self, k: int) -> bool:
        """Whether the word stands as a name of its own, not in "Trump Tower" or "Fort Lee"."""
        page, words = self.page, self.page.words
        if (
            k + 1 < len(words)
            and page.joined(k + 1)
            and words[k + 1].capital
            and not words[k].owner
        ):
            after, lex = words[k + 1].low, self.page.lexicon
            if after in lex.things or after in lex.institutions:
                return False
        one = self.single.get(k)
        return one is None or one.run.score > UNLIKELY

    def _goes_on(self, k: int) -> bool:
        page = self.page
        return page.joined(k + 1) and page.words[k + 1].capital and not page.words[k].owner

    def _means_person(self, k: int, one: Named | None) -> bool:
        """Whether a word that is also another, like May or Austin, is a name here."""
        page, lex = self.page, self.page.lexicon
        word = page.words[k]
        if (one is not None and one.titles) or honorific_gender(page, k):
            return True
        if page.labels[k] == "PERSON":
            return True
        ordinary = (
            (word.low in lex.common and page.opens_sentence(k))
            or word.low in lex.starters
            or word.low in lex.things
            or word.low in lex.institutions
            or word.low in lex.modifiers
            or k in page.heads
            or k in page.places
        )
        if not ordinary:
            return True
        after = page.words[k + 1].low if page.joined(k + 1) and not word.owner else ""
        return after in lex.saying

    def _is_ordinary(self, one: Named) -> bool:
        """Whether all the words are everyday ones in a headline's capitals: "Governor | Job Ratings"."""
        page, lex = self.page, self.page.lexicon
        run = range(one.run.start, one.run.end)
        return len(run) > 1 and all(
            page.words[k].low in lex.common
            and page.words[k].text not in lex.given
            and page.labels[k] != "PERSON"
            for k in run
        )

    def _stands_alone(self, one: Named) -> bool:
        if any(_addresses(self.page, title) for title in one.titles):
            return one.run.score + TITLED >= ADDRESSED
        return one.run.score >= ALONE


def _says_same(one: Title, other: Title) -> bool:
    return (
        one.head is other.head
        and one.status == other.status
        and one.end - one.start == other.end - other.start
        and (one.countries == other.countries or not one.countries)
        and one.owner is other.owner is None
    )


def _addresses(page: Page, title: Title) -> bool:
    """Whether the title is one that stands before a bare surname: "President Duda"."""
    before = page.words[title.outer - 1].low if title.outer else ""
    if before == "the" and not title.countries and title.head.sector != "faith":
        return False  # "the Prince Mohammed airport"
    return (
        title.official
        and title.rule == "title:before"
        and title.head.sector not in {"party", "body"}
        and page.words[title.end - 1].capital
        and title.end == title.bare
    )
