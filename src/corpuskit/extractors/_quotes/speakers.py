"""Who said it: the name behind "he", "the ministry", "the Russian ambassador", "the three"."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from corpuskit.extractors._quotes.called import Kind, Naming
from corpuskit.geography import place_of, places_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from corpuskit.extractors._people.index import People
    from corpuskit.extractors._quotes.draft import Draft
    from corpuskit.extractors._quotes.parsed import Parsed
    from corpuskit.records import Person

GENDERS = {"he": "male", "him": "male", "his": "male", "she": "female", "her": "female"}
PLURALS = {"they", "them", "their", "we", "us", "our", "both", "these", "those"}
NUMBERS = {"two": 2, "both": 2, "pair": 2, "duo": 2, "three": 3, "trio": 3, "four": 4, "five": 5}
RELATIVES = {"who", "which", "that", "whom", "whose"}
COUNTED = {
    "country", "nation", "leader", "minister", "ally", "side", "official", "man", "woman", "president",
    "politician", "senator", "lawmaker", "government", "neighbor", "neighbour", "power", "candidate",
    "diplomat", "party", "adviser", "advisor",
}  # fmt: skip
"""What a number counts when it takes up names given before: "the three countries"."""

BODIES = {
    "country",
    "nation",
    "government",
    "ally",
    "side",
    "power",
    "neighbor",
    "neighbour",
    "party",
}
"""What no list of persons is taken up as."""

RECENT = 50
"""Quotations whose speakers a pronoun may mean."""

BACK = 12
"""How many sentences a pronoun reaches back."""


@attrs.frozen
class Voice:
    """Who is meant by a speaker phrase; the token of the phrase's head where there is one."""

    name: str | None
    kind: Kind
    people: tuple[str, ...] = ()
    head: int | None = None


def voices(
    parsed: Parsed, people: People, drafts: list[Draft], spans: list[tuple[int, int] | None]
) -> list[Voice | None]:
    """For every draft who speaks, as far as the text tells; None rather than a guess."""
    search = _Search(parsed, people)
    found: list[Voice | None] = []
    history: list[tuple[int, Voice]] = []
    for draft, span in zip(drafts, spans, strict=True):
        voice = None
        if draft.carried:
            voice = history[-1][1] if history else None
        elif draft.subject is not None:
            voice = search.voice(parsed.doc[draft.subject], span, history[-RECENT:])
        found.append(voice)
        if voice is not None and draft.kind != "term":
            place = draft.cue[0] if draft.cue else draft.pieces[0][0]
            history.append((place, voice))
    return found


class _Search:
    """One article's tokens with the persons they name."""

    def __init__(self, parsed: Parsed, people: People) -> None:
        self.parsed, self.people = parsed, people
        self.naming = Naming(parsed)
        owners: dict[int, Person] = {}
        for person in self.people:
            for mention in person.mentions:
                start = self.parsed.first_token(mention.mention.start)
                while (
                    start < len(self.parsed.doc) and self.parsed.starts[start] < mention.mention.end
                ):
                    owners[start] = person
                    start += 1
        self._owners = owners

    def voice(
        self,
        head: Token,
        span: tuple[int, int] | None,
        history: list[tuple[int, Voice]],
        depth: int = 0,
    ) -> Voice | None:
        """Who is meant by the noun phrase around `head`."""
        low = head.lower_
        if depth > 4:
            return None
        if low in RELATIVES and not head.text.isupper() and head.tag_ in {"WP", "WDT", "WP$"}:
            verb = head.head
            while verb.dep_ not in {"relcl", "ROOT", "acl"} and verb.head != verb:
                verb = verb.head
            if verb.dep_ in {"relcl", "acl"}:
                return self.voice(verb.head, None, history, depth + 1)
            return None
        if low in GENDERS:
            return self._pronoun(head, history)
        if low in PLURALS:
            return self._plural(head, history, NUMBERS.get(low, 0))
        if head.pos_ == "PRON" and not (len(low) > 1 and head.text.isupper()):
            return self._it(head, history) if low == "it" else None
        return self._noun(head, span, history)

    def _noun(
        self, head: Token, span: tuple[int, int] | None, history: list[tuple[int, Voice]]
    ) -> Voice | None:
        named = self._persons(head)
        if named and (others := self._and_others(head, span)):
            return Voice(others, "group", tuple(p.id for p in named), head.i)
        if len(named) == 1:
            return Voice(named[0].name, "person", (named[0].id,), head.i)
        if named:
            return Voice(
                _listed([p.name for p in named]), "group", tuple(p.id for p in named), head.i
            )
        if head.i in self._owners and (head.dep_ == "poss" or not _owns(head)):
            person = self._owners[head.i]
            return Voice(person.name, "person", (person.id,), head.i)
        last = self._at_end(head, span)
        if last is not None:
            return Voice(last.name, "person", (last.id,), head.i)
        number = self._number(head)
        if number:
            group = self._plural(head, history, number)
            return group or Voice(None, "group", (), head.i)
        text = self.naming.text(head, span)
        kind = self.naming.kind(head, text)
        if kind == "person":
            holder = self._by_office(head)
            if holder is not None:
                return Voice(holder.name, "person", (holder.id,), head.i)
            return Voice(text if head.pos_ == "PROPN" else None, "person", (), head.i)
        if kind == "document":
            issuer = next(
                (v for _, v in reversed(history) if v.kind in {"organisation", "state", "group"}),
                None,
            )
            return Voice(text or (issuer.name if issuer else None), "document", (), head.i)
        if kind == "organisation" and head.pos_ == "NOUN":
            full = self.naming.full_name(head, text)
            return Voice(full or text, kind, (), head.i)
        return Voice(text, kind, (), head.i)

    def _persons(self, head: Token) -> list[Person]:
        """The persons whom a noun phrase names: its head, its apposition, all of a list."""
        found: list[Person] = []
        queue = [head]
        while queue:
            token = queue.pop(0)
            person = self._owners.get(token.i)
            if person is None or _owns(token):
                person = self._beside(token)
                later = [c for c in token.rights if c.dep_ == "appos"]
                if person is None:
                    queue += later[:1]
                else:
                    queue += [c for other in later for c in other.rights if c.dep_ == "conj"]
            if person is not None and person not in found:
                found.append(person)
            queue += [c for c in token.rights if c.dep_ == "conj"]
        return found

    def _and_others(self, head: Token, span: tuple[int, int] | None) -> str | None:
        """The whole list where it goes beyond the persons named: "Cruz and his aides"."""
        others = [c for c in head.rights if c.dep_ == "conj" and c.pos_ == "NOUN"]
        plural = [c for c in others if c.tag_ == "NNS" and self._beside(c) is None]
        if not plural or span is None or any(c.i in self._owners for c in plural[0].subtree):
            return None
        last = plural[0]
        return " ".join(self.parsed.text[span[0] : last.idx + len(last)].split())

    def _at_end(self, head: Token, span: tuple[int, int] | None) -> Person | None:
        """Whom the last words name behind a comma: "the director of the bank, Ann Lee"."""
        if span is None or head.pos_ != "NOUN":
            return None
        last = self.parsed.first_token(span[1]) - 1
        person = self._owners.get(last)
        first = last
        while first > 0 and self._owners.get(first - 1) is person:
            first -= 1
        if person is None or first < 1 or self.parsed.doc[first - 1].text != ",":
            return None
        return person if self.parsed.starts[first] > head.idx else None

    def _beside(self, token: Token) -> Person | None:
        """Whom an apposition names: the spokesperson, Dmitry Peskov."""
        for child in token.children:
            beside = {"appos", "compound", "nmod"} if token.pos_ == "PROPN" else {"appos"}
            named = child.dep_ in beside and child.i in self._owners
            if named and not _owns(child):
                return self._owners[child.i]
        return None

    def _pronoun(self, head: Token, history: list[tuple[int, Voice]]) -> Voice | None:
        """He, she: the subject of the sentences before, the last speaker first."""
        wanted = GENDERS[head.lower_]
        units = self.parsed.units
        last = {
            voice.people[0]: place
            for place, voice in history
            if len(voice.people) == 1 and place < head.idx
        }
        low = units[head.i][0]
        for step in range(BACK):
            high = head.i if step == 0 else units[low][1]
            best: tuple[float, Person] | None = None
            for i in range(low, high):
                person = self._owners.get(i)
                if person is None or not self._fits(person, wanted):
                    continue
                token = self.parsed.doc[i]
                if i > low and self._owners.get(i - 1) is person:
                    continue
                weight = self._prominence(token)
                if self.parsed.region_at(token.idx) is not None:
                    weight -= 2.0
                if person.id in last:
                    weight += 1.0 if last[person.id] == max(last.values()) else 0.4
                if step == 0:
                    weight -= 0.7 if token.dep_ not in {"nsubj", "nsubjpass"} else 0.0
                if best is None or weight > best[0]:
                    best = (weight, person)
            if best is not None and best[0] > 0.0:
                return Voice(best[1].name, "person", (best[1].id,), head.i)
            speaker = next(
                (
                    v
                    for p, v in reversed(history)
                    if self.parsed.starts[low] <= p < head.idx and v.kind == "person"
                ),
                None,
            )
            if speaker is not None and speaker.people and self._fits_id(speaker.people[0], wanted):
                return attrs.evolve(speaker, head=head.i)
            if low == 0:
                break
            low = units[low - 1][0]
        return None

    def _prominence(self, token: Token) -> float:
        top = token
        while top.head != top and (
            top.dep_ in {"compound", "flat", "nmod"} or (top.dep_ == "appos")
        ):
            top = top.head
        if top.dep_ in {"nsubj", "nsubjpass"} and not _owns(token):
            verb = top.head
            return 2.0 if verb.dep_ in {"ROOT", "conj", "ccomp", "parataxis"} else 1.5
        if _owns(token):
            return 0.3
        return 0.8 if top.dep_ in {"pobj", "dobj", "conj", "agent", "ROOT"} else 0.5

    def _fits(self, person: Person, wanted: str) -> bool:
        gender = self.people.gender(person)
        return gender is None or gender == wanted

    def _fits_id(self, person: str, wanted: str) -> bool:
        found = self.people.by_id(person)
        return found is not None and self._fits(found, wanted)

    def _plural(self, head: Token, history: list[tuple[int, Voice]], number: int) -> Voice | None:
        """They, the two, the three countries: the group named last, of that size if it is told."""
        units = self.parsed.units
        low = units[head.i][0]
        recent = [v for p, v in history if p < head.idx]
        for step in range(BACK):
            high = head.i if step == 0 else units[low][1]
            named = self._groups(low, high)
            groups = [g for subject, g in named if (_size(g) == number if number else subject)]
            if number and head.lemma_.lower() in BODIES:
                groups = [g for g in groups if not g.people]
            if groups:
                return attrs.evolve(groups[0], head=head.i)
            speakers = [
                v
                for p, v in history
                if self.parsed.starts[low] <= p < head.idx
                and v.kind in {"group", "organisation", "state"}
                and v.name is not None
            ]
            if speakers and not number:
                return attrs.evolve(speakers[-1], head=head.i)
            if low == 0:
                break
            low = units[low - 1][0]
        if number and recent:
            sized = [v for v in recent if _size(v) == number]
            return attrs.evolve(sized[-1], head=head.i) if sized else None
        return None

    def _groups(self, low: int, high: int) -> list[tuple[bool, Voice]]:
        """Persons or countries named in one list, subjects first, and whether they are subjects."""
        found: list[tuple[bool, Voice]] = []
        doc = self.parsed.doc
        for i in range(low, high):
            token = doc[i]
            if (
                token.pos_ not in {"PROPN", "NOUN"}
                or token.dep_ == "conj"
                or self.parsed.region_at(token.idx) is not None
            ):
                continue
            subject = token.dep_ in {"nsubj", "nsubjpass"}
            if not any(c.dep_ == "conj" for c in token.rights):
                plural = token.tag_ in {"NNS", "NNPS"} and token.ent_type_ != "GPE"
                if subject and plural and not self._number(token):
                    found.append((True, Voice(self.naming.text(token, None), "group", (), i)))
                continue
            persons = self._named_in(token)
            if len(persons) > 1:
                found.append(
                    (
                        subject,
                        Voice(
                            _listed([p.name for p in persons]),
                            "group",
                            tuple(p.id for p in persons),
                            i,
                        ),
                    )
                )
                continue
            members = [t for t in _list_of(token) if place_of(_name_of(t)) is not None]
            if len(members) > 1:
                found.append(
                    (subject, Voice(_listed([_name_of(t) for t in members]), "group", (), i))
                )
        return sorted(found, key=lambda g: not g[0])

    def _named_in(self, head: Token) -> list[Person]:
        """All persons named in a list, also behind their titles: "Cho and his counterparts Sherman and Mori"."""
        found: list[Person] = []
        for i in range(head.left_edge.i, head.right_edge.i + 1):
            person = self._owners.get(i)
            token = self.parsed.doc[i]
            if token.dep_ == "relcl":
                break
            if person is not None and person not in found and not _owns(token):
                found.append(person)
        return found

    def _it(self, head: Token, history: list[tuple[int, Voice]]) -> Voice | None:
        """The body, state or document that is the subject before, or that spoke last."""
        bodies = {"organisation", "state", "document"}
        start, end = self.parsed.units[head.i]
        for step in range(2):
            for token in self.parsed.doc[start : min(end, head.i)]:
                if token.dep_ not in {"nsubj", "nsubjpass"} or token.pos_ not in {"NOUN", "PROPN"}:
                    continue
                text = self.naming.text(token, None)
                kind = self.naming.kind(token, text)
                if kind in bodies and self.parsed.region_at(token.idx) is None:
                    return Voice(text, kind, (), head.i)
            low = self.parsed.starts[start]
            near = [v for p, v in history if low <= p < head.idx and v.kind in bodies]
            if near:
                return attrs.evolve(near[-1], head=head.i)
            if not start or step:
                break
            start, end = self.parsed.units[start - 1]
        return None

    def _number(self, head: Token) -> int:
        if head.lower_ in NUMBERS and head.pos_ in {"NUM", "NOUN", "PRON"}:
            return NUMBERS[head.lower_]
        if head.lemma_.lower() in COUNTED:
            for child in head.lefts:
                if child.lower_ in NUMBERS and any(
                    c.lower_ in {"the", "both", "these", "all"} for c in head.lefts
                ):
                    return NUMBERS[child.lower_]
        return 0

    def _by_office(self, head: Token) -> Person | None:
        """The one person before whose title fits: "the Russian ambassador", "Russia's ambassador"."""
        noun = head.lemma_.lower()
        definite = any(
            c.lower_ in {"the", "his", "her", "this"} or c.dep_ == "poss" for c in head.lefts
        )
        if not definite:
            return None
        country = self._country(head)
        fitting: list[tuple[int, Person]] = []
        for person in self.people:
            first = person.mentions[0].mention.start
            if first > head.idx:
                continue
            for office in self.people.offices(person):
                words = office.title.text.lower().replace("-", " ").split()
                if noun not in words and noun not in office.role.split():
                    continue
                if country and office.country and country != office.country:
                    continue
                fitting.append(
                    (
                        max(
                            m.mention.start
                            for m in person.mentions
                            if m.mention.start < head.idx + 1
                        ),
                        person,
                    )
                )
                break
        persons = {p.id for _, p in fitting}
        if len(persons) == 1 or (fitting and not country):
            return max(fitting, key=lambda f: f[0])[1]
        return None

    def _country(self, head: Token) -> str | None:
        words = self.parsed.text[head.left_edge.idx : head.idx + len(head)]
        return next((place.code for _, place in places_in(words) if place.code), None)


def _owns(token: Token) -> bool:
    """Whether a name stands in the genitive: Putin's spokesperson."""
    if token.dep_ == "poss":
        return True
    return token.i + 1 < len(token.doc) and token.nbor(1).tag_ == "POS"


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]


def _size(voice: Voice) -> int:
    if voice.people:
        return len(voice.people)
    return (
        len((voice.name or "").replace(" and ", ", ").split(", ")) if voice.kind == "group" else 1
    )


def _list_of(token: Token) -> Iterator[Token]:
    yield token
    for child in token.rights:
        if child.dep_ == "conj":
            yield from _list_of(child)


def _name_of(token: Token) -> str:
    start = token.i
    while (
        start
        and token.doc[start - 1].dep_ in {"compound", "amod"}
        and token.doc[start - 1].head == token
        and token.doc[start - 1].pos_ in {"PROPN", "ADJ"}
    ):
        start -= 1
    return str(token.doc[start : token.i + 1].text)
