"""Office-holders: who speaks for whom, with title, country and every mention."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import attrs

from corpuskit.records import Official

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpuskit.article import Article


@attrs.frozen
class Officials:
    """The persons of an article who hold, held, or are about to hold an office.

    An office is one of a state, a party, an army, a police force, a court, a royal house, a church or
    an intergovernmental body. Where the text gives several, the first one named as current counts.
    """

    name: ClassVar[str] = "officials"
    requires: ClassVar[frozenset[str]] = frozenset({"tagger", "ner"})
    produces: ClassVar[type[Official]] = Official

    def __call__(self, article: Article, /) -> Iterator[Official]:
        """One record a person, in the order of first mention."""
        people = article.people
        number = 0
        for person in people:
            if person.kind != "official":
                continue
            office = next(office for office in people.offices(person) if office.official)
            number += 1
            yield Official(
                id=f"o{number}",
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
