"""The words that make titles and names, read once from the data files."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files

import attrs

SECTORS = ("state", "military", "police", "court", "royal", "party", "faith", "body")
"""What an office can belong to; "body" depends on the organisation beside the title."""

OFFICIAL_SECTORS = frozenset(SECTORS[:-1])
"""Sectors whose heads make an official wherever they stand."""


@attrs.frozen
class Head:
    """The noun of a title: its sector, its role in plain words, and whether it is a plural."""

    phrase: tuple[str, ...]
    sector: str
    role: str
    plural: bool = False
    singular: tuple[str, ...] = ()


@attrs.frozen
class Body:
    """A public body, or a political word, with the country it tells.

    An office at a "body" or a "movement" is an official's, at a "word" it is not. `code` is None where
    several countries have one.
    """

    words: tuple[str, ...]
    code: str | None
    kind: str


@attrs.frozen
class Lexicon:
    """All word lists of the people index."""

    heads: Mapping[str, tuple[Head, ...]]
    """By their first word, the longest first."""
    modifiers: frozenset[str]
    tenure: Mapping[str, str]
    """"former", "acting": the status of the office; "-" for words that tell none."""
    office_verbs: frozenset[str]
    saying: frozenset[str]
    common: frozenset[str]
    """Words that the press writes in lower case."""
    institutions: frozenset[str]
    parties: frozenset[str]
    private: frozenset[str]
    things: frozenset[str]
    thing_surnames: frozenset[str]
    """Things that are family names as well: Hill, Park, Church."""
    honorifics: Mapping[str, str]
    particles: frozenset[str]
    starters: frozenset[str]
    groups: frozenset[str]
    """Names of groups and firms that look like persons' names, and their two first words."""
    given: Mapping[str, str]
    """Given names with their gender: m, f, or - where both bear them."""
    family_first: Mapping[str, tuple[str, ...]]
    """Family names that stand before the given name in their own language, with the languages."""
    abbreviations: frozenset[str]
    nicknames: Mapping[str, frozenset[str]]
    """Short given names, folded, with the long ones they stand for."""
    bodies: Mapping[str, tuple[Body, ...]]
    """Public bodies and political words by their first word, the longest first."""
    places: Mapping[str, str] = attrs.field(factory=dict)
    """Words of the user's own that stand for a country, with its code."""

    def extended(
        self, titles: Mapping[str, str], institutions: Iterable[str], places: Mapping[str, str]
    ) -> Lexicon:
        """The lexicon with titles (and their sectors), public bodies and country words added."""
        heads = {first: list(found) for first, found in self.heads.items()}
        for phrase, sector in titles.items():
            for form, plural in _with_plural(phrase.lower()):
                singular = tuple(phrase.lower().split())
                head = Head(tuple(form.split()), sector, phrase.lower(), plural, singular)
                heads.setdefault(head.phrase[0], []).append(head)
        return attrs.evolve(
            self,
            heads={
                first: tuple(sorted(found, key=lambda h: -len(h.phrase)))
                for first, found in heads.items()
            },
            institutions=self.institutions | {word.lower() for word in institutions},
            places=dict(places),
        )


@cache
def lexicon() -> Lexicon:
    """The lexicon that comes with the package."""
    heads: dict[str, list[Head]] = {}
    for sector, role, phrases in (row[:3] for row in rows("offices.tsv")):
        for phrase in phrases.split(";"):
            for form, plural in _with_plural(phrase):
                head = Head(tuple(form.split()), sector, role, plural, tuple(phrase.split()))
                known = heads.setdefault(head.phrase[0], [])
                if all(head.phrase != other.phrase for other in known):
                    known.append(head)
    honorifics = {row[0]: row[1] for row in rows("honorifics.tsv")}
    titles = {word for found in heads.values() for head in found for word in head.phrase}
    given: dict[str, str] = {}
    for _, gender, names in rows("given_names.tsv"):
        for name in names.split():
            given[name] = gender if given.get(name, gender) == gender else "-"
    family: dict[str, list[str]] = {}
    for culture, names in rows("family_names.tsv"):
        for name in names.split():
            family.setdefault(name, []).append(culture)
    bodies: dict[str, list[Body]] = {}
    for code, kind, names in rows("bodies.tsv"):
        for name in names.split(";"):
            body = Body(tuple(name.split()), None if code == "-" else code, kind)
            bodies.setdefault(body.words[0], []).append(body)
    return Lexicon(
        nicknames={
            folded(short): frozenset(map(folded, long.split()))
            for short, long in rows("nicknames.tsv")
        },
        bodies={
            first: tuple(sorted(found, key=lambda body: -len(body.words)))
            for first, found in bodies.items()
        },
        heads={
            first: tuple(sorted(found, key=lambda h: -len(h.phrase)))
            for first, found in heads.items()
        },
        modifiers=words("modifiers.txt"),
        tenure={row[0]: row[1] for row in rows("tenure.tsv")},
        office_verbs=words("office_verbs.txt"),
        saying=words("saying.txt"),
        common=words("common_words.txt"),
        institutions=words("institutions.txt") | words("parties.txt"),
        parties=words("parties.txt"),
        private=words("private.txt"),
        things=words("things.txt"),
        thing_surnames=words("thing_surnames.txt"),
        honorifics=honorifics,
        particles=words("particles.txt"),
        starters=words("starters.txt"),
        groups=frozenset(" ".join(row[0].split()[:2]) for row in rows("groups.txt")),
        given=given,
        family_first={name: tuple(found) for name, found in family.items()},
        abbreviations=frozenset(
            word for word in (*honorifics, *titles, "st.", "jr.", "sr.") if word.endswith(".")
        ),
    )


@lru_cache(maxsize=4096)
def folded(word: str) -> str:
    """The word without accents and capitals, so that spellings of a name meet."""
    plain = unicodedata.normalize("NFKD", word) if not word.isascii() else word
    folded = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    return folded.replace("‑", "-").replace("ł", "l").replace("ø", "o").replace("’", "'")


def rows(name: str) -> Iterator[list[str]]:
    """The rows of a table of tab-separated values, comment lines left out."""
    for line in _read(name).splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def words(name: str) -> frozenset[str]:
    """The words of a list."""
    lines = (line for line in _read(name).splitlines() if not line.startswith("#"))
    return frozenset(word for line in lines for word in line.split())


def _read(name: str) -> str:
    return files("corpuskit").joinpath("lexicons", "officials", name).read_text("utf-8")


def _with_plural(phrase: str) -> Iterator[tuple[str, bool]]:
    yield phrase, False
    first, _, rest = phrase.partition(" ")
    if phrase in {"sen.", "rep.", "gov.", "gen.", "col.", "prof.", "lt.", "capt.", "sgt."}:
        yield phrase[:-1] + "s.", True
    if phrase.endswith((".", "men", "women", "s")):
        return
    if phrase.endswith(("man", "woman")):
        yield phrase[:-2] + "en", True
    elif rest.startswith(("of ", "for ", "in ", "general")):
        yield f"{first}s {rest}", True
    elif phrase.endswith("y") and phrase[-2] not in "aeo":
        yield phrase[:-1] + "ies", True
    else:
        yield phrase + "s", True
