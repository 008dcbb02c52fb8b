"""The persons whom the words of an article name."""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate
from typing import TYPE_CHECKING

from corpuskit.extractors._quotes.called import Naming

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Token

    from corpuskit.extractors._people.index import People
    from corpuskit.extractors._quotes.draft import Draft
    from corpuskit.extractors._quotes.parsed import Parsed
    from corpuskit.records import Person


class Names:
    """One article's tokens with the persons they name (`owners`, by token index)."""

    def __init__(self, parsed: Parsed, people: People, drafts: Iterable[Draft] = ()) -> None:
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
        self.owners = owners
        self._reported = sorted(p for d in drafts if d.kind != "term" for p in d.pieces)
        self._reach = list(accumulate((end for _, end in self._reported), max))

    def is_reported(self, place: int) -> bool:
        """Whether a character stands in what somebody is reported to have said."""
        k = bisect_left(self._reported, (place + 1, 0)) - 1
        return k >= 0 and self._reach[k] > place

    def persons(self, head: Token) -> list[Person]:
        """The persons whom a noun phrase names: its head, its apposition, all of a list."""
        found: list[Person] = []
        queue = [head]
        while queue:
            token = queue.pop(0)
            person = self.owners.get(token.i)
            if person is None or owns(token):
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

    def and_others(self, head: Token, span: tuple[int, int] | None) -> str | None:
        """The whole list where it goes beyond the persons named: "Cruz and his aides"."""
        others = [c for c in head.rights if c.dep_ == "conj" and c.pos_ == "NOUN"]
        plural = [c for c in others if c.tag_ == "NNS" and self._beside(c) is None]
        if not plural or span is None or any(c.i in self.owners for c in plural[0].subtree):
            return None
        last = plural[0]
        return " ".join(self.parsed.text[span[0] : last.idx + len(last)].split())

    def at_end(self, head: Token, span: tuple[int, int] | None) -> Person | None:
        """Whom the last words name behind a comma: "the director of the bank, Ann Lee"."""
        if span is None or head.pos_ != "NOUN":
            return None
        last = self.parsed.first_token(span[1]) - 1
        person = self.owners.get(last)
        first = last
        while first > 0 and self.owners.get(first - 1) is person:
            first -= 1
        if person is None or first < 1 or self.parsed.doc[first - 1].text != ",":
            return None
        return person if self.parsed.starts[first] > head.idx else None

    def _beside(self, token: Token) -> Person | None:
        """Whom an apposition names: the spokesperson, Dmitry Peskov."""
        for child in token.children:
            beside = {"appos", "compound", "nmod"} if token.pos_ == "PROPN" else {"appos"}
            named = child.dep_ in beside and child.i in self.owners
            if named and not owns(child):
                return self.owners[child.i]
        return None

    def named_in(self, head: Token) -> list[Person]:
        """All persons named in a list, also behind their titles: "Cho and his counterparts Sherman and Mori"."""
        found: list[Person] = []
        for i in range(head.left_edge.i, head.right_edge.i + 1):
            person = self.owners.get(i)
            token = self.parsed.doc[i]
            if token.dep_ == "relcl":
                break
            if person is not None and person not in found and not owns(token):
                found.append(person)
        return found

    def fits(self, person: Person, wanted: str) -> bool:
        """Whether somebody may be "he" or "she"."""
        gender = self.people.gender(person)
        return gender is None or gender == wanted

    def fits_id(self, person: str, wanted: str) -> bool:
        """The same for an id of the people index."""
        found = self.people.by_id(person)
        return found is not None and self.fits(found, wanted)


def owns(token: Token) -> bool:
    """Whether a name stands in the genitive: Putin's spokesperson."""
    if token.dep_ == "poss":
        return True
    return token.i + 1 < len(token.doc) and token.nbor(1).tag_ == "POS"
