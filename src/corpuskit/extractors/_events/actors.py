"""Parties to events: from the words of a noun phrase to a country and a sector."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import attrs

from corpuskit.extractors._events.parties import STATE, STATELESS, Party
from corpuskit.extractors._events.roster import named_in, persons_in
from corpuskit.extractors._events.sectors import sector_of
from corpuskit.extractors._events.syntax import CLAUSES

if TYPE_CHECKING:
    from corpuskit.extractors._events.reference import Reference
    from corpuskit.extractors._events.roster import Named
    from corpuskit.extractors._events.syntax import Tree
    from corpuskit.extractors._events.triggers import Lexicon
    from corpuskit.extractors._people.index import People

LINKS = ("of", "from", "by", "against", "between", "on")
INSIDE = ("in", "at", "near", "into", "over", "among")
BESIDE = ("with", "for", "to")
WEEKDAYS = frozenset(
    {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "yesterday"}
)
LONGEST_NAME = 12
ROLE_LINKS = ("of", "by", "from", "in", "for")
OWNERS = frozenset({"of", "by", "from"})
JOINING = frozenset({"and", ",", "-", "–", "—", "or", "/", "the", "'s", "’s"})


class Cast:
    """Everybody who may act in a document: places, groups and leaders found once, asked by token."""

    def __init__(self, tree: Tree, text: str, people: People | None, lexicon: Lexicon) -> None:
        self.tree, self.text, self.lexicon = tree, text, lexicon
        self.named, self.paired = named_in(tree, text, lexicon)
        self.persons = persons_in(tree, people, self.named, lexicon)

    @cached_property
    def countries(self) -> frozenset[str]:
        """Every country that the document names."""
        codes = (name.country for name in self.named.values())
        return frozenset(code for code in codes if code and code not in STATELESS)

    def parties(self, token: int, depth: int = 0) -> list[Party]:
        """The parties that the noun phrase around `token` names, joined ones too."""
        found: list[Party] = []
        for k in self.tree.with_conjuncts(token):
            if k != token and self._is_a_source(k):
                continue
            found += self._of_one(k, depth)
            if k in self.named and self.named[k].kind == "name":  # "the US, UK and Australia"
                listed = [
                    a
                    for a in self.tree.kids_of(k, "appos")
                    if a in self.named and self.named[a].kind == "name"
                ]
                found += [p for a in listed for p in self._of_one(a, depth + 1)]
            if self._names_a_leader(
                k
            ):  # "Korean chief Kim and Russian chief Putin", read as one name
                inner = [j for j in range(self.tree.left_edge(k), k) if self._names_a_leader(j)]
                own = {p.country for p in found}
                before = [p for j in inner for p in self._of_one(j, depth + 1)]
                found = [*(p for p in before if p.country not in own), *found]
        countries = {p.country for p in found if p.country}
        return [p for p in found if p.country or p.sector or not countries]

    def whoever(self, tokens: list[int], ref: Reference) -> list[Party]:
        """People of whom nothing is known: "three others", "users", or whom a pronoun means."""
        tree, found = self.tree, []
        for k in (j for token in tokens for j in tree.with_conjuncts(token)):
            if tree.pos[k] == "PRON":
                found += ref.person_before(k)
            elif any(tree.ents[a] == "PERSON" for a in tree.kids_of(k, "appos")):
                found += [p for a in tree.kids_of(k, "appos") for p in self._of_one(a, 1)]
            elif (
                tree.pos[k] in {"NOUN", "NUM", "PROPN"}
                and tree.lemma[k] not in self.lexicon.classes["beast"]
            ):
                found.append(Party(k, *self._extent(k), None, None, rule="whom"))
        return found

    def _is_a_source(self, token: int) -> bool:
        """Whether "reported officials" was read as one more of those it is told of."""
        tree = self.tree
        return any(
            tree.tag[k] in {"VBN", "VBD"} and self.lexicon.operators.get(tree.lemma[k]) == "say"
            for k in tree.kids_of(token, "amod")
        )

    def _is_group(self, token: int) -> bool:
        return token in self.named and self.named[token].kind == "group"

    def _names_a_leader(self, token: int) -> bool:
        own = self.named.get(token)
        whole = own is not None and self.named.get(token + 1) is not own
        return own is not None and whole and own.kind == "leader"

    def sector_of(self, token: int) -> str | None:
        """The PLOVER sector of a head noun."""
        return sector_of(self.tree, self.text, self.lexicon, self.named, token)

    def _of_one(self, token: int, depth: int) -> list[Party]:
        tree = self.tree
        if depth > 4:
            return []
        if tree.is_each_other(token):
            return []
        counted = tree.counted_by(token, self.lexicon.classes["quantity"])
        if counted is not None:
            return self.parties(counted, depth + 1)
        if tree.pos[token] == "PRON" or (tree.pos[token] == "DET" and tree.dep[token] != "det"):
            return []
        if tree.lemma[token] in self.lexicon.classes["currency"]:
            return []  # "US dollars"
        if tree.lemma[token] in self.lexicon.classes["critics"] and tree.kids_of(token, "poss"):
            return []  # "Clinton's critics" are not Clinton
        own = self.named.get(token)
        if own is not None and own.country is not None:
            return self._of_name(token, own)
        person = self.persons.get(token)
        is_person = person is not None or tree.ents[token] == "PERSON"
        sector = self.sector_of(token)
        if is_person:
            longer = any(tree.pos[k] == "PROPN" for k in tree.kids_of(token, "compound"))
            noun = None if longer else sector  # Rodney King is no king
            sector = (person.sector if person else None) or noun or self._title_sector(token)
        unit = [j for j in range(tree.left_edge(token), token) if self._is_group(j)]
        if unit and is_person:
            sector = self.named[unit[-1]].sector or sector
        start, end = self._extent(token)
        pid = person.id if person else None
        if person is not None and person.country and not unit:
            return [
                Party(
                    token,
                    start,
                    end,
                    person.country,
                    sector,
                    bare=sector in STATE,
                    person=pid,
                    rule="official",
                )
            ]
        codes = self._modifier_codes(
            token, depth, role=sector is not None or is_person, person=is_person
        )
        if codes:
            whole = is_person or sector is not None
            staff = tree.lemma[token] in self.lexicon.classes["staff"]
            whole = whole or staff
            shown = [
                (start, end) if whole or self._tells_what(p) else (p.start, p.end) for p in codes
            ]
            return [
                Party(
                    token,
                    *span,
                    p.country,
                    None
                    if staff or (is_person and sector is None and p.rule == "possessive")
                    else _narrower(sector, p.sector),
                    person=pid,
                    rule=p.rule,
                )
                for p, span in zip(codes, shown, strict=True)
            ]
        if tree.lemma[token] in self.lexicon.classes["machine"]:
            owned = any(
                self.lexicon.sectors.get(tree.lemma[k]) in {"GOV", "MIL", "REB"}
                or tree.lower[k] in {"military", "air", "naval"}
                for k in tree.kids_of(token, "compound", "amod", "poss", "nmod")
            )
            return [Party(token, start, end, None, "MIL", rule="role")] if owned else []
        if sector is not None or is_person:
            return [
                Party(
                    token,
                    start,
                    end,
                    None,
                    sector,
                    person=pid,
                    rule="person" if is_person else "role",
                )
            ]
        return []

    def _tells_what(self, party: Party) -> bool:
        """Whether the words say whose thing it is ("Iranian oil"), not who is behind it ("Trump's offer")."""
        own = self.named.get(party.head)
        person = own is not None and own.kind == "leader"
        return party.rule == "modifier" and self.tree.dep[party.head] != "poss" and not person

    def _of_name(self, token: int, own: Named) -> list[Party]:
        """A country, group or leader named outright; "the Albanians of Serbia" belong to Serbia."""
        tree = self.tree
        if token and tree.lower[token - 1] == "-":  # "drills by the US-South Korea-Japan"
            edge = tree.left_edge(token)
            joined = self._joined([j for j in range(edge, token + 1) if j in self.named])
            if len(joined) > 1:
                return [attrs.evolve(p, bare=True) for p in joined]
        if own.kind == "demonym" and tree.pos[token] in {"NOUN", "PROPN"}:
            for word, k in tree.prepositions(token):
                if word in {"of", "in"} and k in self.named and self.named[k].kind == "name":
                    return [
                        Party(token, own.start, own.end, self.named[k].country, "CVL", rule=word)
                    ]
        code = own.country
        if self.text[own.start - 6 : own.start].lower() == "north-" and code == "KOR":
            code = "PRK"
        person = self.persons.get(token)
        first = token
        while own.kind != "name" and tree.ents[first] == "PERSON" and tree.inside_entity[first]:
            first -= 1
        return [
            Party(
                token,
                min(own.start, tree.starts[first]) if tree.ents[token] == "PERSON" else own.start,
                own.end,
                code,
                own.sector,
                bare=True,
                person=person.id if person else None,
                rule=own.kind,
            )
        ]

    def _title_sector(self, token: int) -> str | None:
        """The sector of a title before a name: "Defence Minister", "rebel commander"."""
        owners = {j for k in self.tree.kids_of(token, "poss") for j in self.tree.subtree(k)}
        for k in range(self.tree.left_edge(token), token):
            if k in owners or self._is_of_a_club(k):
                continue  # "President Trump's confidant Roger Stone"
            sector = self.lexicon.sectors.get(self.tree.lemma[k]) or self.lexicon.sectors.get(
                self.tree.lower[k]
            )
            if sector:
                return sector
        for k in self.tree.kids_of(token, "appos"):
            sector = self.sector_of(k)
            if sector and self.tree.lemma[k] not in self.lexicon.classes["settlement"]:
                return sector
        return None

    def _is_of_a_club(self, token: int) -> bool:
        """Whether a president is one of something that is no state: "Planned Parenthood president"."""
        tree, before = self.tree, token - 1
        if tree.lemma[token] not in {"president", "chairman", "chairwoman"} or before < 0:
            return False
        known = before in self.named or self.lexicon.sectors.get(tree.lemma[before])
        return tree.pos[before] == "PROPN" and tree.lower[before] != "vice" and not known

    def _modifier_codes(self, token: int, depth: int, *, role: bool, person: bool) -> list[Party]:
        """The countries that the words around a noun give it: before it, after "of" and "in", beside it."""
        tree = self.tree
        if not role or tree.pos[token] == "NOUN":
            for k in tree.kids_of(token, "appos"):
                if (
                    k in self.named
                    and self.named[k].country
                    and self.named[k].kind in {"name", "capital", "group", "leader", "igo"}
                ):
                    return self._of_one(k, depth + 1)
        edge = tree.left_edge(token)
        left = [j for j in range(edge, token) if j in self.named and self.named[j].country]
        if left:
            return self._joined(left)
        for k in tree.kids_of(token, "poss"):
            found = [p for p in self._of_one(k, depth + 1) if p.country or (p.sector and not role)]
            if found:
                return [
                    attrs.evolve(p, sector=None if role else p.sector, rule="possessive")
                    for p in found
                ]
        links = ("of", "from") if person else ROLE_LINKS if role else self._links_of(token)
        for wanted in links:  # a person in Vancouver need not be of Canada
            for word, k in tree.prepositions(token):
                if word == wanted:
                    whole = [] if role or word not in OWNERS else self.parties(k, depth + 1)
                    found = (
                        [p for p in whole if p.country]
                        or self._inside(k)
                        or [p for p in whole if p.sector]
                    )
                    if found:
                        return [attrs.evolve(p, rule=word) for p in found]
        for k in tree.kids_of(token, "appos"):
            found = [
                attrs.evolve(p, sector=None, rule="apposition")
                for p in self._of_one(k, depth + 1)
                if p.country
            ]
            if found:
                return found
        for k in () if role else tree.kids_of(token, "acl"):  # "facilities belonging to"
            if tree.lemma[k] in {"belong", "own", "run", "operate", "control"}:
                owners = [p for _, n in tree.prepositions(k) for p in self.parties(n, depth + 1)]
                return [p for p in owners if p.country]
        if role and tree.dep[token] == "appos":
            h = tree.head[token]
            if h in self.named and self.named[h].country:
                return self._joined([h])
        return []

    def _links_of(self, token: int) -> tuple[str, ...]:
        """Behind which words a thing has its country: a village "in", a truce "with", all "of" and "against"."""
        classes, lemma = self.lexicon.classes, self.tree.lemma[token]
        inside = any(lemma in classes[name] for name in ("site", "territory", "settlement", "road"))
        named = self.tree.pos[token] == "PROPN" or lemma in {"target", "voting"}
        beside = any(
            lemma in classes[name] for name in ("truce", "agreement", "talks", "relations")
        )
        return LINKS + (INSIDE if inside or named else ()) + (BESIDE if beside else ())

    def before(self, noun: int) -> list[Party]:
        """The countries named before a noun, as in "U.S.-China talks"."""
        return self._joined(
            [
                j
                for j in range(self.tree.left_edge(noun), noun)
                if j in self.named and self.named[j].country
            ]
        )

    def _inside(self, token: int) -> list[Party]:
        """The countries named in a phrase: its first place and the places joined to that."""
        tree = self.tree
        return self._joined(
            sorted(
                j
                for j in tree.subtree(token, without=CLAUSES)
                if j in self.named and self.named[j].country
            )
        )

    def _joined(self, tokens: list[int]) -> list[Party]:
        """The places of one phrase that belong together: all that "and", "," or "-" joins to the first."""
        found: dict[str, Party] = {}
        last = None
        for j in tokens:
            here = self.named[j]
            code, sector, start, end = here.country, here.sector, here.start, here.end
            if code is None:
                continue
            if last is not None and start != self.named[last].start:
                between = self.tree.lower[last + 1 : j]
                if not all(w in JOINING for w in between):
                    break
            found.setdefault(code, Party(j, start, end, code, sector, rule="modifier"))
            last = j
        return list(found.values())

    def _extent(self, token: int) -> tuple[int, int]:
        tree = self.tree
        edge = tree.left_edge(token)
        while edge < token and (tree.pos[edge] in {"DET", "PUNCT"} or tree.lower[edge] in WEEKDAYS):
            edge += 1
        line = self.text.rfind("\n", tree.starts[edge], tree.starts[token])
        while edge < token and tree.starts[edge] <= line:  # not the dateline above it
            edge += 1
        return tree.starts[edge], tree.ends[self._name_end(token)]

    def _name_end(self, token: int) -> int:
        """The last token of a body's name: "Department of Transportation"."""
        tree = self.tree
        if tree.ents[token] not in {"ORG", "PERSON"}:
            return token
        last = token
        for k in range(token + 1, min(token + LONGEST_NAME, len(tree.ents))):
            if tree.ents[k] != tree.ents[token] or not tree.inside_entity[k]:
                break
            last = k
        return last


def _narrower(own: str | None, owner: str | None) -> str | None:
    """Taliban prisoners are Taliban; whatever else the owner is, the noun itself tells more."""
    return owner if own == "CVL" and owner == "REB" else own or owner
