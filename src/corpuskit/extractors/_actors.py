"""Parties to events: from the words of a noun phrase to a country and a sector."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import attrs

from corpuskit.edits import Span
from corpuskit.extractors._triggers import rows
from corpuskit.geography import places_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corpuskit.extractors._people import People
    from corpuskit.extractors._syntax import Tree
    from corpuskit.extractors._triggers import Lexicon

FEW = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5}
SIDES = frozenset({"side", "country", "nation", "leader", "state", "minister", "president", "party", "ally", "neighbour",
                   "neighbor", "government", "official", "power", "man", "diplomat", "counterpart"})
ALLIANCES = ("of", "from", "in", "for", "on", "by", "with", "at", "against", "to", "between", "into", "over", "near", "among")
ARMED = frozenset({"MIL", "REB", "UAF", "COP"})
CROWD = frozenset({"CVL", "OPP", "LAB", "EDU", "PTY", "CRM", "MED", "REL"})
STATE = frozenset({"GOV", "MIL", "COP", "SPY", "JUD", "LEG", "PTY", "OPP", "REB", "UAF", "IGO", "NGO", "LAB", "REL"})


@attrs.frozen
class Party:
    """A noun phrase that may act in an event.

    `bare`: the words name the country or the group itself, not something belonging to it.
    `head` is the token it was read from, `start` and `end` its characters.
    """

    head: int
    start: int
    end: int
    country: str | None
    sector: str | None
    bare: bool = False
    person: str | None = None
    rule: str = ""

    @property
    def political(self) -> bool:
        """Whether it can be a party to politics: a country, a group, an office, a crowd with a country."""
        return self.bare or self.sector in STATE or (self.sector == "CVL" and self.country is not None)


class Cast:
    """Everybody who may act in a document: places, groups and leaders found once, asked by token."""

    def __init__(self, tree: Tree, text: str, people: People | None, lexicon: Lexicon) -> None:
        self.tree, self.text, self.lexicon, self.people = tree, text, lexicon, people
        self.named: dict[int, tuple[str | None, str | None, int, int, str]] = {}
        self._read_places()
        self._read_names()
        self.countries = sorted({i for i, n in self.named.items() if n[0]})

    def _read_places(self) -> None:
        starts, n, k = self.tree.starts, len(self.tree.starts), 0
        for span, place in places_in(self.text):
            while k < n and self.tree.ends[k] <= span.start:
                k += 1
            code = place.code or ("IGO" if place.kind == "igo" else None)
            j = k
            while j < n and starts[j] < span.end:
                self.named[j] = (code, "IGO" if code == "IGO" else None, span.start, span.end, place.kind)
                j += 1

    def _read_names(self) -> None:
        tree, text, table = self.tree, self.text, _names()
        done = 0
        for i, word in enumerate(tree.lower):
            if i < done or word not in table:
                continue
            for name, country, sector, kind in table[word]:
                start = tree.starts[i]
                if not text.startswith(name, start):
                    continue
                end = start + len(name)
                if text[end : end + 1].isalnum():
                    continue
                j = i
                while j < len(tree.starts) and tree.starts[j] < end:
                    self.named[j] = (country, sector, start, end, kind)
                    j += 1
                done = j
                break

    def parties(self, token: int, depth: int = 0) -> list[Party]:
        """The parties that the noun phrase around `token` names, joined ones too."""
        found: list[Party] = []
        for k in self.tree.with_conjuncts(token):
            found += self._of_one(k, depth)
        countries = {p.country for p in found if p.country}
        return [p for p in found if p.country or p.sector or not countries]

    def sector_of(self, token: int) -> str | None:
        """The PLOVER sector of a head noun."""
        tree = self.tree
        lemma = tree.lemma[token]
        found = self.lexicon.sectors.get(lemma)
        if found is None and tree.pos[token] == "PROPN":
            found = self.lexicon.sectors.get(tree.lower[token]) or self.lexicon.sectors.get(tree.lower[token].rstrip("s"))
        if found in {"GOV", "MIL", "CVL"}:  # "army chief", "opposition leader", "police officers", "rebel forces"
            for k in tree.kids_of(token, "compound", "amod", "nmod", "poss"):
                narrower = self.lexicon.sectors.get(tree.lemma[k])
                if narrower in {"MIL", "OPP", "REB", "COP", "PTY", "SPY", "UAF", "LEG", "IGO"} and (
                    found != "CVL" or narrower in {"OPP", "REB", "UAF", "PTY"}
                ):
                    return narrower
        return found

    def _of_one(self, token: int, depth: int) -> list[Party]:
        tree = self.tree
        if depth > 4:
            return []
        if tree.lemma[token] in self.lexicon.classes["quantity"] or tree.pos[token] == "NUM":
            for word, k in tree.prepositions(token):
                if word == "of":
                    return self.parties(k, depth + 1)
        if tree.pos[token] == "PRON" or (tree.pos[token] == "DET" and tree.dep[token] != "det"):
            return []
        own = self.named.get(token)
        if own is not None:
            sector = own[1] or (None if own[4] != "name" else None)
            rule = own[4]
            if rule in {"leader", "demonym"} or own[0] is not None:
                return [Party(token, own[2], own[3], own[0], sector, bare=True, rule=rule)]
        sector = self.sector_of(token)
        person = self._person(token)
        if person is not None and sector is None:
            sector = person[1] or self._title_sector(token)
        if person is None and sector is None and tree.ents[token] == "PERSON":
            sector = self._title_sector(token)
        codes = self._modifier_codes(token, depth, role=sector is not None or tree.ents[token] == "PERSON")
        start, end = self._extent(token)
        pid = person[0] if person else None
        if codes:
            return [Party(token, start, end, c, s or sector, person=pid, rule=r) for c, s, r in codes]
        if person is not None and person[2]:
            return [Party(token, start, end, person[2], sector or "GOV", bare=True, person=pid, rule="official")]
        if sector is not None or tree.ents[token] == "PERSON" or person is not None:
            return [Party(token, start, end, None, sector, person=pid, rule="role")]
        if tree.pos[token] in {"NOUN", "PROPN"}:
            return [Party(token, start, end, None, None, rule="noun")]
        return []

    def _person(self, token: int) -> tuple[str, str | None, str | None] | None:
        if self.people is None or self.tree.pos[token] != "PROPN":
            return None
        person = self.people.at(Span(self.tree.starts[token], self.tree.ends[token]))
        if person is None:
            return None
        return person.id, ("GOV" if person.kind == "official" else None), None

    def _title_sector(self, token: int) -> str | None:
        """The sector of a title before a name: "Defence Minister", "rebel commander"."""
        for k in range(self.tree.left_edge(token), token):
            sector = self.lexicon.sectors.get(self.tree.lemma[k]) or self.lexicon.sectors.get(self.tree.lower[k])
            if sector:
                return sector
        for k in self.tree.kids_of(token, "appos"):
            sector = self.sector_of(k)
            if sector:
                return sector
        return None

    def _modifier_codes(self, token: int, depth: int, *, role: bool) -> list[tuple[str, str | None, str]]:
        tree = self.tree
        edge = tree.left_edge(token)
        left = [j for j in range(edge, token) if j in self.named and self.named[j][0]]
        if left:
            return self._joined(left, token)
        for k in tree.kids_of(token, "poss", "nmod", "compound"):
            for p in self._of_one(k, depth + 1) if tree.dep[k] == "poss" else ():
                if p.country:
                    return [(p.country, None if role else p.sector, "possessive")]
        for wanted in (("of", "by", "from", "in", "for") if role else ALLIANCES):
            for word, k in tree.prepositions(token):
                if word == wanted:
                    codes = self._inside(k)
                    if codes:
                        return [(c, None, word) for c in codes]
        for k in tree.kids_of(token, "appos"):
            codes = [(p.country, None, "apposition") for p in self._of_one(k, depth + 1) if p.country]
            if codes:
                return codes
        if role and tree.dep[token] == "appos":
            h = tree.head[token]
            if h in self.named and self.named[h][0]:
                return [(self.named[h][0] or "", None, "apposition")]
        return []

    def _inside(self, token: int) -> list[str]:
        """The countries named in a phrase: of its first place and of the places joined to that."""
        tree = self.tree
        inside = sorted(j for j in tree.subtree(token, clauses=False) if j in self.named and self.named[j][0])
        return [c for c, _, _ in self._joined(inside, inside[-1] + 1)] if inside else []

    def _joined(self, tokens: list[int], head: int) -> list[tuple[str, str | None, str]]:
        """The places of one phrase that belong together: all, if "and", "," or "-" joins them; else the first."""
        found: dict[str, str | None] = {}
        last = None
        for j in tokens:
            code, sector = self.named[j][0], self.named[j][1]
            if code is None:
                continue
            if last is not None and self.named[j][2:4] != self.named[last][2:4]:
                between = self.tree.lower[last + 1 : j]
                if not between or not all(w in {"and", ",", "-", "–", "—", "or", "/", "the", "'s", "’s"} for w in between):
                    break
            found.setdefault(code, sector)
            last = j
        return [(c, s, "modifier") for c, s in found.items()]

    def _extent(self, token: int) -> tuple[int, int]:
        tree = self.tree
        edge = tree.left_edge(token)
        while edge < token and tree.pos[edge] in {"DET", "PUNCT"}:
            edge += 1
        return tree.starts[edge], tree.ends[token]


@cache
def _names() -> Mapping[str, list[tuple[str, str, str | None, str]]]:
    """Groups and leaders by the first word, the longest first."""
    table: dict[str, list[tuple[str, str, str | None, str]]] = {}
    for names, country, sector in rows("groups.tsv"):
        for name in names.split(";"):
            table.setdefault(_first(name), []).append((name, country, sector, "group"))
    for country, names in rows("leaders.tsv"):
        for name in names.split(";"):
            table.setdefault(_first(name), []).append((name, country, "GOV", "leader"))
    for entries in table.values():
        entries.sort(key=lambda e: -len(e[0]))
    return table


def _first(name: str) -> str:
    """The first word as the tokenizer cuts it."""
    word = name.split()[0].lower()
    return word.split("-")[0] if "-" in word else word.removesuffix("'s")
