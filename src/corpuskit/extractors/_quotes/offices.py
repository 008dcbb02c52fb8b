"""Who is meant by an office: "the Russian ambassador", "the minister"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpuskit.geography import places_in

if TYPE_CHECKING:
    from spacy.tokens import Token

    from corpuskit.extractors._quotes.named import Names
    from corpuskit.records import Person


def by_office(names: Names, head: Token) -> Person | None:
    """The one person before whose title fits: "the Russian ambassador", "Russia's ambassador"."""
    noun = head.lemma_.lower()
    definite = any(
        c.lower_ in {"the", "his", "her", "this"} or c.dep_ == "poss" for c in head.lefts
    )
    if not definite:
        return None
    country = _country(names, head)
    fitting: list[tuple[int, Person]] = []
    for person in names.people:
        first = person.mentions[0].mention.start
        if first > head.idx:
            continue
        for office in names.people.offices(person):
            words = office.title.text.lower().replace("-", " ").split()
            if noun not in words and noun not in office.role.split():
                continue
            if country and office.country and country != office.country:
                continue
            fitting.append(
                (
                    max(m.mention.start for m in person.mentions if m.mention.start < head.idx + 1),
                    person,
                )
            )
            break
    persons = {p.id for _, p in fitting}
    if len(persons) == 1 or (fitting and not country):
        return max(fitting, key=lambda f: f[0])[1]
    return None


def _country(names: Names, head: Token) -> str | None:
    words = names.parsed.text[head.left_edge.idx : head.idx + len(head)]
    return next((place.code for _, place in places_in(words) if place.code), None)
