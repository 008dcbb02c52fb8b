"""Who is named in a document: places, groups, leaders and persons, found once and asked by token."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING

import attrs

from corpuskit.extractors._people.leaders import leaders
from corpuskit.geography import places_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corpuskit.extractors._events.syntax import Tree
    from corpuskit.extractors._events.triggers import Lexicon
    from corpuskit.extractors._people.index import Office, People

OFFICES = {
    "state": "GOV",
    "body": "GOV",
    "court": "JUD",
    "military": "MIL",
    "party": "PTY",
    "police": "COP",
    "royal": "GOV",
    "faith": "REL",
    "business": "BUS",
    "expert": "EDU",
}
"""The sectors of the officials' lexicon in PLOVER terms."""


ABOUT_WORDS = ("-language", "-speaking", "-style", "-made", "-born")
OF_CHAMBERS = ("majority leader", "minority leader", "whip", "speaker", "ranking member")
HOLDING = frozenset({"current", "acting"})
CHAIRS = frozenset({"chairman", "chairwoman", "chair", "leader", "manager", "whip"})
UNOFFICIAL = frozenset({"UAF", "CRM", "REB", "CVL"})
LETTERS = str.maketrans("ıłŁđøØ", "ilLdoO")
"""Letters with a stroke, which have no decomposition."""


@attrs.frozen
class Named:
    """What a name stands for, and its characters. `kind`: a kind of place, "group" or "leader"."""

    country: str | None
    sector: str | None
    start: int
    end: int
    kind: str


@attrs.frozen
class Known:
    """A person of the people index: sector and country of the office, where the text gives one.

    `unsure`: the sector is a guess: no office that still holds, or one in a body of which nothing is known.
    """

    id: str
    sector: str | None
    country: str | None
    gender: str | None = None
    unsure: bool = False


def named_in(tree: Tree, text: str, lexicon: Lexicon) -> tuple[dict[int, Named], dict[int, Named]]:
    """The places, groups and leaders of a text by token, and the first one of a pair in one token.

    Groups and leaders overrule places; "U.S.-Mexico" is such a pair.
    """
    named: dict[int, Named] = {}
    paired: dict[int, Named] = {}
    _read_places(tree, text, named, paired)
    _read_names(tree, text, lexicon, named)
    return named, paired


def persons_in(
    tree: Tree, people: People | None, named: Mapping[int, Named], lexicon: Lexicon
) -> dict[int, Known]:
    """The persons of the index by token."""
    persons: dict[int, Known] = {}
    for person in people or ():
        sector, country = None, None
        offices = people.offices(person) if people is not None else ()
        for office in offices:
            sector = sector or _sector_of_office(office, lexicon)
            country = country or office.country
            if office.organisation is not None and country is None and sector in {None, "GOV"}:
                body = named.get(bisect_left(tree.starts, office.organisation.start))
                if body is not None and body.country in {"IGO", "NGO"}:
                    country = sector = body.country
        gender = people.gender(person) if people is not None else None
        guessed = person.kind == "official" and sector is None
        held = [
            o for o in offices if o.status in HOLDING and not _is_obscure(o, named, tree, lexicon)
        ]
        unsure = guessed or (bool(offices) and not held)
        if any(o.role == "candidate" for o in held):
            sector = "PTY"
            unsure = any(o.role != "candidate" and o.sector in {"state", "body"} for o in held)
        if person.kind == "official":
            sector = sector or "GOV"
        elif sector == "GOV":
            sector = None
        known = Known(person.id, sector, country, gender, unsure)
        for m in person.mentions:
            k = bisect_left(tree.starts, m.mention.start)
            last = bisect_left(tree.starts, m.mention.end) - 1
            if m.form == "nominal" and lexicon.sectors.get(tree.lemma[last]) in UNOFFICIAL:
                continue  # "the attacker" is not the mayor
            while k < len(tree.starts) and tree.starts[k] < m.mention.end:
                persons.setdefault(k, known)
                k += 1
    return persons


def _sector_of_office(office: Office, lexicon: Lexicon) -> str | None:
    """Legislators and those who run a party are no government."""
    words = office.words.lower()
    if words.endswith("politician"):
        return "PTY"
    if words == "officer":
        return "COP"
    whole = _words_of(office)
    house = "house" in whole and "white" not in whole
    chamber = bool(whole & lexicon.classes["chamber"]) or (
        house and not whole.isdisjoint({"committee", *CHAIRS})
    )
    chamber = chamber and not whole & {"trade", "special", "permanent"}
    if office.role == "legislator" or words.endswith(OF_CHAMBERS) or chamber:
        return "LEG"
    if office.sector in {"body", "state"} and whole & lexicon.classes["partisan"]:
        return "PTY"
    return OFFICES.get(office.sector)


def _is_obscure(office: Office, named: Mapping[int, Named], tree: Tree, lexicon: Lexicon) -> bool:
    """Whether it is an office in a body that may be anything: "president of the Border Patrol Council"."""
    body = office.organisation
    if body is None or (office.sector != "body" and office.role not in {"head of state", "leader"}):
        return False
    place = named.get(bisect_left(tree.starts, body.start))
    whole = place is not None and place.end >= body.end
    head = body.text.lower().partition(" of ")[0].split()[-1:]
    known = _words_of(office) & (lexicon.classes["chamber"] | lexicon.classes["partisan"])
    return not whole and not known and not lexicon.classes["bureau"].intersection(head)


def _words_of(office: Office) -> set[str]:
    body = office.organisation
    return {*office.words.lower().split(), *(body.text.lower().split() if body else ())}


def _read_places(tree: Tree, text: str, named: dict[int, Named], paired: dict[int, Named]) -> None:
    n, k = len(tree.starts), 0
    for span, place in places_in(text):
        while k < n and tree.ends[k] <= span.start:
            k += 1
        if k < n and _is_surname(tree, named, k):
            continue
        if k < n and place.kind == "region" and _is_name_word(tree, k, span.end):
            continue  # a person named Baloch
        if text.startswith(ABOUT_WORDS, span.end):
            continue  # "Spanish-language"
        body = place.kind == "igo"
        found = Named(
            place.code or ("IGO" if body else None),
            "IGO" if body else None,
            span.start,
            span.end,
            place.kind,
        )
        j = k
        while j < n and tree.starts[j] < span.end:
            if j in named:
                paired[j] = named[j]
            named[j] = found
            j += 1


def _is_name_word(tree: Tree, token: int, end: int) -> bool:
    """Whether a single word is tagged as a person."""
    return tree.ends[token] == end and tree.ents[token] == "PERSON"


def _is_surname(tree: Tree, named: Mapping[int, Named], token: int) -> bool:
    """Whether a place word ends the name of a person, as in "Lloyd Austin"."""
    before = token - 1
    return (
        before >= 0
        and before not in named
        and tree.head[before] == token
        and tree.dep[before] == "compound"
        and tree.ents[before] == tree.ents[token] == "PERSON"
    )


def _read_names(tree: Tree, text: str, lexicon: Lexicon, named: dict[int, Named]) -> None:
    table, done = _names(lexicon.groups), 0
    others: set[str] = set()
    """Surnames that the text introduces as those of somebody else: "Jonathan P. Blair"."""
    meant: set[str] = set()
    for i, word in enumerate(tree.lower):
        if i < done or word not in table:
            continue
        start = tree.starts[i]
        for name, country, sector, kind in table[word]:
            end = start + len(name)
            if not text.startswith(name, start) or text[end : end + 1].isalnum():
                continue
            last = name.rpartition(" ")[2]
            if " " not in name and _is_part(tree, lexicon, named, i, kind):
                others.update(() if name in meant else (name,))
                continue
            if kind == "leader" and name in others:
                continue
            meant.add(last)
            j = i
            while j < len(tree.starts) and tree.starts[j] < end:
                named[j] = Named(country, sector, start, end, kind)
                j += 1
            done = j
            break


def _is_part(
    tree: Tree, lexicon: Lexicon, named: Mapping[int, Named], token: int, kind: str
) -> bool:
    """Whether a single word is only a part of a longer name: "Kate Bush", "National Congress"."""
    before = token - 1
    if before > 0 and tree.lower[before] == "-" and before - 1 not in named:
        return tree.pos[before - 1] == "PROPN"  # "Caldwell-Pope"
    if (
        before < 0
        or tree.pos[before] != "PROPN"
        or tree.dep[before] != "compound"
        or before in named
    ):
        return False
    if kind == "group":
        return True
    return tree.ents[before] == "PERSON" and tree.lower[before] not in lexicon.sectors


@cache
def _names(
    groups: tuple[tuple[str, str, str], ...],
) -> Mapping[str, list[tuple[str, str, str | None, str]]]:
    """Groups and leaders by the first word, the longest first."""
    table: dict[str, list[tuple[str, str, str | None, str]]] = {}
    for names, country, sector in groups:
        for name in filter(None, names.split(";")):
            table.setdefault(_first(name), []).append((name, country, sector or None, "group"))
    for row in leaders():
        spelt = (one for known in (*row.names, *row.alone) for one in _spellings(known))
        for name in dict.fromkeys(spelt):
            table.setdefault(_first(name), []).append((name, row.code, "GOV", "leader"))
    for entries in table.values():
        entries.sort(key=lambda e: -len(e[0]))
    return table


def _spellings(name: str) -> tuple[str, str]:
    """The name, and the same without its accents."""
    plain = unicodedata.normalize("NFKD", name.translate(LETTERS))
    return name, "".join(c for c in plain if not unicodedata.combining(c))


def _first(name: str) -> str:
    """The first word as the tokenizer cuts it."""
    word = name.split(maxsplit=1)[0].lower()
    return word.split("-", 1)[0] if "-" in word else word.removesuffix("'s")
