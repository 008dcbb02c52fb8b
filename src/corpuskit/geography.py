"""Which country words stand for: names, demonyms, capitals, seats of government, regions, cities."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal, get_args

import attrs
import pycountry

from corpuskit.edits import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Kind = Literal["name", "demonym", "capital", "metonym", "region", "city", "igo"]

CAPITALISED = re.compile(r"(?<!\w)\w")
"""Where an entry may begin."""

PLAIN = str.maketrans({"’": "'", "\n": " ", "\r": " ", "\t": " ", "\xa0": " "})
"""One shape for apostrophes and blanks; lengths stay."""


@attrs.frozen
class Place:
    """What geographic words stand for.

    `code`: ISO 3166-1 alpha-3 (XKX for Kosovo, ISO 3166-3 codes for states of the past), None for
    intergovernmental bodies. `kind`: "name" (Japan), "demonym" (Japanese), "capital" (Tokyo: the
    city or its government), "metonym" (the Kremlin: only the government), "region" (a state or
    province: Texas, Texan), "city" (Osaka), "igo" (NATO). `name` is the usual English name of the
    country or body, whatever the words were.
    """

    code: str | None
    kind: Kind
    name: str


def place_of(words: str) -> Place | None:
    """What `words` stand for, a leading "the" and a trailing possessive aside; letter case counts.

    >>> place_of("the Kremlin's")
    Place(code='RUS', kind='metonym', name='Russia')
    >>> place_of("polish") is None
    True
    """
    return _table().get(_bare(words))


def country_name(code: str) -> str | None:
    """The usual English name of a country.

    >>> country_name("KOR")
    'South Korea'
    """
    return _names().get(code)


def places_in(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[Span, Place]]:
    """The places named in `text`, left to right, the longest reading first, none overlapping.

    "Korean Peninsula" and "Washington Post" are no places of a country; "Korea's" is without the
    possessive mark, and "the Netherlands" without its article. Words with two meanings ("Georgia") take
    the one whose country the text names otherwise.
    >>> [(s.start, s.end, p.code) for s, p in places_in("South Korean and U.S.-Japan talks")]
    [(0, 12, 'KOR'), (17, 21, 'USA'), (22, 27, 'JPN')]
    """
    yield from _places(text, start, len(text) if end is None else end)


@lru_cache(maxsize=16)  # the people index and the events ask for the places of the same text
def _places(text: str, start: int, end: int) -> tuple[tuple[Span, Place], ...]:
    found = list(_scan(text, start, end))
    ambiguous = _ambiguous()
    unsure = [n for n, (span, _) in enumerate(found) if text[span.slice] in ambiguous]
    if unsure:
        sure = Counter(place.code for n, (_, place) in enumerate(found) if n not in unsure)
        for n in unsure:
            span, place = found[n]
            codes = ambiguous[text[span.slice]]
            code = max(codes, key=lambda c: sure[c])
            if code != place.code:
                kind: Kind = "region" if place.kind == "name" else place.kind
                found[n] = span, Place(code, kind, _names()[code])
    return tuple(found)


def _scan(text: str, start: int, end: int) -> Iterator[tuple[Span, Place]]:
    flat, table, openings = text.translate(PLAIN), _table(), _openings()
    done = start
    for found in CAPITALISED.finditer(flat, start, end):
        at = found.start()
        if at < done or flat[at] not in _initials():
            continue
        for entry in openings.get(flat[at : at + 2], ()):
            done_at = at + len(entry)
            if flat.startswith(entry, at) and done_at <= end and _ends_word(flat, done_at):
                done = done_at
                if entry in table:
                    yield Span(at, done), table[entry]
                break


def _ends_word(flat: str, at: int) -> bool:
    return at == len(flat) or not flat[at].isalnum()


def _bare(words: str) -> str:
    bare = " ".join(words.replace("’", "'").split())
    bare = bare.removeprefix("the ").removeprefix("The ")
    return bare.removesuffix("'s").removesuffix("'")


@cache
def _table() -> Mapping[str, Place]:
    """Every entry; where two claim a word, the earlier kind wins, countries before bodies."""
    table: dict[str, Place] = {}

    def add(words: str, code: str | None, kind: Kind, name: str) -> None:
        for word in filter(None, words.split(";")):
            table.setdefault(_bare(word), Place(code, kind, name))

    rows = [_padded(row, 5) for row in _rows("countries.tsv")]
    kinds: tuple[Kind, ...] = get_args(Kind)
    for column, kind in enumerate(kinds[:4], start=1):
        for row in rows:
            add(row[column], row[0], kind, _names()[row[0]])
    for row in rows:
        country = pycountry.countries.get(alpha_3=row[0])
        if country is not None:
            add(getattr(country, "official_name", ""), row[0], "name", _names()[row[0]])
        add(_names()[row[0]].upper(), row[0], "name", _names()[row[0]])
    for row in _rows("igos.tsv"):
        name, others = _padded(row, 2)
        add(f"{name};{others}", None, "igo", name)
    for row in _rows("regions.tsv"):
        code, kind_word, places, demonyms = _padded(row, 4)
        add(places, code, "city" if kind_word == "city" else "region", _names()[code])
        add(demonyms, code, "region", _names()[code])
    return table


@cache
def _openings() -> Mapping[str, tuple[str, ...]]:
    """The entries by their first two characters, the longest first, with those that mean no place."""
    entries = {*_table(), *(row[0] for row in _rows("elsewhere.txt"))}
    openings: dict[str, list[str]] = {}
    for entry in sorted(entries, key=lambda e: (-len(e), e)):
        openings.setdefault(entry[:2], []).append(entry)
    return {key: tuple(found) for key, found in openings.items()}


@cache
def _ambiguous() -> Mapping[str, tuple[str, ...]]:
    return {words: tuple(codes.split()) for words, codes in _rows("ambiguous.tsv")}


@cache
def _initials() -> frozenset[str]:
    return frozenset(key[0] for key in _openings())


@cache
def _names() -> Mapping[str, str]:
    return {row[0]: row[1].split(";")[0] for row in _rows("countries.tsv")}


@cache
def _rows(name: str) -> tuple[tuple[str, ...], ...]:
    text = files("corpuskit").joinpath("lexicons", "geography", name).read_text("utf-8")
    return tuple(
        tuple(line.split("\t")) for line in text.splitlines() if line and not line.startswith("#")
    )


def _padded(row: tuple[str, ...], width: int) -> tuple[str, ...]:
    return (*row, *[""] * (width - len(row)))[:width]
