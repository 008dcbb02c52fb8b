"""The people index: who is named in an article, and every mention that means them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import attrs

from corpuskit.edits import Mention, Span
from corpuskit.extractors._lexicon import lexicon
from corpuskit.extractors._linking import Figure, figures_of
from corpuskit.extractors._page import Page, page_of
from corpuskit.records import Person, PersonMention

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

    from corpuskit.document import Document
    from corpuskit.extractors._titles import Title

Gender = Literal["male", "female"]


@attrs.frozen
class Office:
    """An office that the text gives a person: the title as written, its role, and for whom."""

    title: Mention
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
        for person in self.persons:
            for mention in person.mentions:
                there = mention.mention.span
                shared = min(there.end, span.end) - max(there.start, span.start)
                if shared > 0 and (best is None or shared > best[0]):
                    best = (shared, person)
        return None if best is None else best[1]

    def named(self, words: str) -> tuple[Person, ...]:
        """The persons whose name is, or holds as a whole word, `words`: two for "Kim", maybe."""
        wanted = words.split()
        return tuple(p for p in self.persons if _holds(p.name.split(), wanted))

    def by_id(self, person: str) -> Person | None:
        """The person with the id, if there is one."""
        return next((p for p in self.persons if p.id == person), None)

    def offices(self, person: Person) -> tuple[Office, ...]:
        """The offices the text gives the person, the best one first."""
        return self._profile(person).offices

    def gender(self, person: Person) -> Gender | None:
        """What honorifics, titles, given names and kinship words tell; None where they do not."""
        return self._profile(person).gender

    def _profile(self, person: Person) -> Profile:
        for known, profile in zip(self.persons, self._profiles, strict=True):
            if known.id == person.id:
                return profile
        return Profile()


def people_of(document: Document, doc: Doc) -> People:
    """The index of `document`, from its text and its parse alone."""
    page = page_of(document.text, doc)
    persons, profiles = [], []
    for n, figure in enumerate(figures_of(page), start=1):
        persons.append(_person(document, page, figure, n))
        offices = tuple(_office(document, page, title) for title in figure.titles)
        profiles.append(Profile(offices, _gender(page, figure)))
    return People(tuple(persons), tuple(profiles))


def _holds(name: list[str], wanted: list[str]) -> bool:
    n = len(wanted)
    return any(name[k : k + n] == wanted for k in range(len(name) - n + 1))


def _person(document: Document, page: Page, figure: Figure, number: int) -> Person:
    mentions = []
    for first, last, form in figure.mentions:
        mention = document.mention(page.words[first].start, page.words[last - 1].end)
        mentions.append(PersonMention(mention, form))
    official = any(title.official for title in figure.titles)
    expert = any(title.head.sector == "expert" for title in figure.titles)
    kind: Literal["official", "expert", "other"] = (
        "official" if official else "expert" if expert else "other"
    )
    start, end = figure.name
    evidence = document.mention(page.words[start].start, page.words[end - 1].end)
    name = " ".join(page.text[evidence.start : evidence.end].split())
    return Person(
        f"p{number}", name, kind, tuple(mentions), evidence, figure.rule, figure.confidence
    )


def _office(document: Document, page: Page, title: Title) -> Office:
    words = page.words
    span = Span(words[title.start].start, words[title.end - 1].end)
    organisation = None
    if title.organisation is not None and title.organisation[0] < title.organisation[1]:
        first, last = title.organisation
        organisation = document.mention(words[first].start, words[last - 1].end)
    country = title.countries[0] if title.countries else None
    return Office(
        title=document.mention(span.start, span.end),
        role=title.head.role,
        sector=title.head.sector,
        status=title.status,  # type: ignore[arg-type]  # one of the values of STATUS
        organisation=organisation,
        country=country,
        official=title.official,
        evidence=document.mention(span.start, span.end),
        rule="title",
    )


def _gender(page: Page, figure: Figure) -> Gender | None:
    lex = lexicon()
    votes = {"m": 0, "f": 0}
    for at, _, _ in figure.mentions:
        if at:
            votes_for = lex.honorifics.get(page.words[at - 1].low, "")
            if votes_for in votes and page.words[at].gap == " ":
                votes[votes_for] += 2
    first = page.words[figure.name[0]].text
    given = "" if first in lex.family_first else lex.given.get(first, "")
    if given in votes:
        votes[given] += 1
    if votes["m"] == votes["f"]:
        return None
    return "male" if votes["m"] > votes["f"] else "female"
