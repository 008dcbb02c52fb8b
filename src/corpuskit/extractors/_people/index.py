"""The people index: who is named in an article, and every mention that means them."""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, Literal

import attrs

from corpuskit.edits import Mention, Span
from corpuskit.extractors._people.countries import Countries, Country, is_other_leader
from corpuskit.extractors._people.lexicon import Lexicon, lexicon
from corpuskit.extractors._people.linking import Figure, figures_of
from corpuskit.extractors._people.nominals import link_nominals
from corpuskit.extractors._people.page import Page, page_of
from corpuskit.records import Person, PersonMention

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from spacy.tokens import Doc

    from corpuskit.document import Document
    from corpuskit.extractors._kinds.reading import Kinds
    from corpuskit.extractors._people.titles import Title

Gender = Literal["male", "female"]
Kind = Literal["official", "expert", "other"]

RANKS = frozenset({"general", "admiral", "officer", "cleric"})
"""Roles that are ranks: a post beside them says more."""


@attrs.frozen
class Office:
    """An office that the text gives a person: the title as written, its role, and for whom."""

    title: Mention
    words: str
    """The title for one person: "counterpart" where the text has "counterparts"."""
    role: str
    sector: str
    status: Literal["current", "former", "acting", "elect", "nominee"]
    organisation: Mention | None
    country: str | None
    official: bool
    evidence: Mention
    rule: str


@attrs.frozen
class Profile:
    """What the article tells about a person beside the mentions."""

    offices: tuple[Office, ...] = ()
    gender: Gender | None = None


@attrs.frozen
class People:
    """The persons of an article in the order of their first mention."""

    persons: tuple[Person, ...] = ()
    _profiles: tuple[Profile, ...] = attrs.field(default=(), repr=False)

    def __iter__(self) -> Iterator[Person]:
        return iter(self.persons)

    def __len__(self) -> int:
        return len(self.persons)

    def at(self, span: Span) -> Person | None:
        """The person whose mention overlaps `span` of the clean text, the longest overlap first."""
        best: tuple[int, Person] | None = None
        k = bisect_left(self._reach, span.start)
        while k < len(self._spans) and self._spans[k][0] < span.end:
            start, end, n = self._spans[k]
            shared = min(end, span.end) - max(start, span.start)
            if shared > 0 and (best is None or shared > best[0]):
                best = (shared, self.persons[n])
            k += 1
        return None if best is None else best[1]

    @cached_property
    def _spans(self) -> list[tuple[int, int, int]]:
        """Start, end and person of every mention, in text order."""
        return sorted(
            (m.mention.start, m.mention.end, n)
            for n, person in enumerate(self.persons)
            for m in person.mentions
        )

    @cached_property
    def _reach(self) -> list[int]:
        """How far the mentions up to each one reach: never less than one before."""
        return list(accumulate((end for _, end, _ in self._spans), max))

    def named(self, words: str) -> tuple[Person, ...]:
        """The persons whose name is, or holds as a whole word, `words`: two for "Kim", maybe."""
        wanted = words.split()
        return tuple(p for p in self.persons if _holds(p.name.split(), wanted))

    def by_id(self, person: str) -> Person | None:
        """The person with the id, if there is one."""
        return self._by_id.get(person, (None, None))[0]

    def offices(self, person: Person) -> tuple[Office, ...]:
        """The offices the text gives the person, the best one first."""
        return self._profile(person).offices

    def gender(self, person: Person) -> Gender | None:
        """What honorifics, titles, given names and kinship words tell; None where they do not."""
        return self._profile(person).gender

    def _profile(self, person: Person) -> Profile:
        return self._by_id.get(person.id, (person, Profile()))[1]

    @cached_property
    def _by_id(self) -> Mapping[str, tuple[Person, Profile]]:
        pairs = zip(self.persons, self._profiles, strict=True)
        return {person.id: (person, profile) for person, profile in pairs}


def people_of(document: Document, doc: Doc, kinds: Kinds, words: Lexicon | None = None) -> People:
    """The index of `document`, from its text, its parse and the kinds of its words; `words` replace the package's own."""
    page = page_of(document.text, doc, kinds, words or lexicon())
    figures = figures_of(page, is_other_leader)
    countries = Countries(page, figures)
    link_nominals(page, figures, countries)
    persons, profiles = [], []
    for n, figure in enumerate(figures, start=1):
        offices = tuple(
            _office(document, page, title, countries.of(figure, title))
            for title in sorted(figure.titles, key=_rank)
        )
        persons.append(_person(document, page, figure, n))
        profiles.append(Profile(offices, _gender(page, figure)))
    return People(tuple(persons), tuple(profiles))


def _rank(title: Title) -> tuple[bool, bool, bool]:
    """Offices before other roles, present before past, posts before ranks; else in text order."""
    return (not title.official, title.status == "former", title.head.role in RANKS)


def _holds(name: list[str], wanted: list[str]) -> bool:
    n = len(wanted)
    return any(name[k : k + n] == wanted for k in range(len(name) - n + 1))


def _person(document: Document, page: Page, figure: Figure, number: int) -> Person:
    sectors = {title.head.sector for title in figure.titles}
    kind: Kind = "official" if figure.official else "expert" if "expert" in sectors else "other"
    start, end = figure.name
    return Person(
        id=f"p{number}",
        name=" ".join(document.text[start:end].split()),
        kind=kind,
        mentions=tuple(
            PersonMention(document.mention(start, end), form)
            for start, end, form in figure.mentions
        ),
        evidence=document.mention(*page.sentence(start)),
        rule=figure.titles[0].rule if figure.titles else "name",
        confidence=round(min(0.99, 0.5 + 0.1 * max(0.0, figure.score)), 2),
    )


def _office(document: Document, page: Page, title: Title, country: Country) -> Office:
    mention = document.mention(*page.chars(title.start, title.end))
    body = None
    if title.body is not None and title.body[0] < title.body[1]:
        body = document.mention(*page.chars(*title.body))
    return Office(
        title=mention,
        words=_for_one(mention.text, title),
        role=title.head.role,
        sector=title.head.sector,
        status=title.status,  # type: ignore[arg-type]  # the values of the tenure list
        organisation=body,
        country=country.code,
        official=title.official,
        evidence=document.mention(*page.sentence(mention.start)),
        rule=f"{title.rule}, {country.rule}",
    )


def _for_one(words: str, title: Title) -> str:
    """The title on one line and in the singular."""
    words = " ".join(words.split())
    for plural, single in zip(title.head.phrase, title.head.singular, strict=True):
        if title.head.plural and plural != single:
            at = words.lower().find(plural)
            if at >= 0:
                kept = next(
                    k for k, c in enumerate(f"{single} ") if not plural.startswith(single[:k] + c)
                )
                words = words[: at + kept] + single[kept:] + words[at + len(plural) :]
    return words


def _gender(page: Page, figure: Figure) -> Gender | None:
    """What honorifics say; else the titles ("spokeswoman"); else the given name."""
    lex = page.lexicon
    titles = {lex.honorifics.get(word, "") for t in figure.titles for word in t.head.phrase}
    first = page.text[slice(*figure.name)].split()[0]
    given = "" if first in lex.family_first else lex.given.get(first, "")
    for votes in (figure.gender, titles, {given}):
        told = votes & {"m", "f"}
        if len(told) == 1:
            return "male" if told == {"m"} else "female"
        if told:
            return None
    return None
