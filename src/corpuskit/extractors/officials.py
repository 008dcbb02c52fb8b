"""Office-holders: who speaks for whom, with title, country and every mention."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, ClassVar

import attrs

from corpuskit.errors import ConfigError
from corpuskit.extractors._people.index import Office, People, people_of
from corpuskit.extractors._people.lexicon import SECTORS, Lexicon, folded, lexicon
from corpuskit.records import Official, Person

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from corpuskit.article import Article


@attrs.frozen
class KnownOfficial:
    """An office that you know of, for persons whom an article names without one.

    `since` and `until` are ISO dates (day, month, or year); the article's date of publication decides
    whether the office counts, and as a current or a former one. Without that date it counts as current.
    """

    name: str
    title: str
    country: str | None = None
    organisation: str | None = None
    since: str = ""
    until: str = ""


def _pairs(items: Mapping[str, str] | Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(dict(items).items()))


def _listed(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(items)


def _people(items: Iterable[KnownOfficial]) -> tuple[KnownOfficial, ...]:
    return tuple(items)


@attrs.frozen
class Officials:
    """The persons of an article who hold, held, or are about to hold an office.

    An office is one of a state, a party, an army, a police force, a court, a royal house, a church or
    an intergovernmental body. Where the text gives several, a current one comes before a former one,
    and the one named first before later ones.

    `titles` adds heads of titles with their sector (state, military, police, court, royal, party,
    faith; body: an office only beside a country or a public body), `institutions` adds words that make
    a body public, `places` words for a country with its ISO 3166-1 alpha-3 code, `known` persons whose
    offices you know. `article.people` stays as it is.

    Raises: ConfigError: for a sector that does not exist.
    """

    name: ClassVar[str] = "officials"
    requires: ClassVar[frozenset[str]] = frozenset({"attribute_ruler", "tagger", "parser"})
    produces: ClassVar[type[Official]] = Official

    titles: tuple[tuple[str, str], ...] = attrs.field(default=(), converter=_pairs, kw_only=True)
    institutions: tuple[str, ...] = attrs.field(default=(), converter=_listed, kw_only=True)
    places: tuple[tuple[str, str], ...] = attrs.field(default=(), converter=_pairs, kw_only=True)
    known: tuple[KnownOfficial, ...] = attrs.field(default=(), converter=_people, kw_only=True)

    def __attrs_post_init__(self) -> None:
        for title, sector in self.titles:
            if sector not in SECTORS:
                wanted = f"one of {', '.join(SECTORS)}"
                raise ConfigError("Officials.titles", wanted, sector, f"correct it for {title!r}")

    def __call__(self, article: Article, /) -> Iterator[Official]:
        """One record a person, in the order of first mention."""
        people = self._people(article)
        published = article.document.metadata.value("published") or ""
        number = 0
        for person in people:
            record = self._from_text(people, person) or self._from_knowledge(person, published)
            if record is not None:
                number += 1
                there = article.people.at(person.mentions[0].mention.span)
                yield attrs.evolve(
                    record, id=f"o{number}", person=person.id if there is None else there.id
                )

    def _people(self, article: Article) -> People:
        if not (self.titles or self.institutions or self.places) or article.doc is None:
            return article.people
        words = _extended(self.titles, self.institutions, self.places)
        return people_of(article.document, article.doc, article.kinds, words)

    def _from_text(self, people: People, person: Person) -> Official | None:
        if person.kind != "official":
            return None
        office: Office = next(office for office in people.offices(person) if office.official)
        return Official(
            id="",
            person=person.id,
            name=person.name,
            title=office.words,
            title_mention=office.title,
            role=office.role,
            organisation=None if office.organisation is None else office.organisation.text,
            organisation_mention=office.organisation,
            country=office.country,
            status=office.status,
            mentions=person.mentions,
            evidence=office.evidence,
            rule=office.rule,
            confidence=person.confidence,
        )

    def _from_knowledge(self, person: Person, published: str) -> Official | None:
        name = folded(person.name)
        for known in self.known:
            if folded(known.name) != name or (published and published < known.since):
                continue
            over = bool(known.until and published) and published[: len(known.until)] > known.until
            return Official(
                id="",
                person=person.id,
                name=person.name,
                title=known.title,
                title_mention=None,
                role=None,
                organisation=known.organisation,
                organisation_mention=None,
                country=known.country,
                status="former" if over else "current",
                mentions=person.mentions,
                evidence=person.evidence,
                rule="known",
                confidence=person.confidence,
            )
        return None


@lru_cache(maxsize=8)
def _extended(
    titles: tuple[tuple[str, str], ...],
    institutions: tuple[str, ...],
    places: tuple[tuple[str, str], ...],
) -> Lexicon:
    return lexicon().extended(dict(titles), institutions, dict(places))
