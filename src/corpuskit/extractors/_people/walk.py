"""The noun phrase of a title, read from its head to the left: country, body, owner, status."""

from __future__ import annotations

import attrs

from corpuskit.extractors._people.page import HeadPhrase, Page

DETERMINERS = frozenset(
    {
        "the",
        "a",
        "an",
        "its",
        "his",
        "her",
        "their",
        "our",
        "this",
        "that",
        "whose",
        "another",
        "one",
    }
)
RELIGIONS = frozenset(
    {"catholic", "christian", "orthodox", "muslim", "jewish", "islamic", "anglican"}
)
RANKS = frozenset({"general", "admiral"})
FORCES = frozenset({"army", "navy", "air", "force", "police", "marine", "guard", "coast"})
"""Words before a military rank; others belong to another title."""
SMALL_MODIFIERS = frozenset(
    {"deputy", "vice", "assistant", "shadow", "associate", "chief", "co", "under"}
)
"""Lower-case words that belong to a capitalised title: "deputy Prime Minister"."""
RANKING = frozenset({"deputy", "vice", "assistant", "principal", "associate", "chief"})
"""Words that belong to a title even with a country between: "deputy White House press secretary"."""
ORDINALS = frozenset(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()  # noqa: SIM905, reads better
)
"""Lower case and right before the head they count holders: "the first president"."""
CONNECTING = frozenset({"of", "and", "for", "the", "&"})
FAR = 18
"""No title has more words."""


@attrs.define
class Walk:
    """The walk to the left of a head noun: what it has gathered so far."""

    page: Page
    found: HeadPhrase
    outer: int = attrs.field(init=False)
    start: int = attrs.field(init=False)
    status: str = "current"
    countries: list[str] = attrs.field(factory=list)
    international: bool = False
    owner: int | None = None
    body: tuple[int, int] | None = None
    seat: tuple[int, int] | None = None
    """The words that name a country, a state or a city: the body, if no other is named."""

    def __attrs_post_init__(self) -> None:
        self.outer = self.start = self.found.start

    def leftward(self) -> None:
        """Take word after word as long as it belongs to the noun phrase."""
        for _ in range(FAR):
            if not self._step():
                return

    def _step(self) -> bool:
        page, words, lex = self.page, self.page.words, self.page.lexicon
        k = self.outer
        if not k:
            return False
        i, gap = k - 1, words[k].gap
        owner = words[i].owner
        if not (owner or gap in {" ", "\n", "-", " & "} or gap in {"\xa0", "  "}):
            return False
        if (
            gap == "\n"
            and not words[i].low.endswith((",",))
            and page.opens_sentence(k)
            and words[k].capital
            and not words[i].capital
        ):
            return False
        place = page.place_at(i)
        if place is not None:
            return self._take_place(place.start, place.end, owner=owner)
        low = words[i].low
        status = lex.tenure.get(low)
        if status is not None and not owner:
            self.status = status if status != "-" else self.status
            self.outer = i
            return True
        if low in {"of", "and", "for"} and not self.countries:
            return self._connects(i)
        if low in DETERMINERS or (low in lex.starters and low not in lex.modifiers):
            return False
        if owner:
            self.owner = i
            if low in lex.institutions:
                self.body = (self._institution_start(i), i + 1)
                self._place_in(self.body[0], i)
            return False
        if low in ORDINALS and not words[i].capital and self._counts_holders():
            self.outer = i
            return True
        if self.found.head.role in RANKS and low not in FORCES:
            return False
        if self.countries and low in RANKING:
            self.outer = self.start = i
            return True
        if self.countries:  # "senior Russian official": words before the country say no more
            self.outer = i if low in lex.modifiers and not words[i].capital else self.outer
            return low in lex.modifiers and not words[i].capital
        fits = low in lex.modifiers or low in lex.institutions or i in page.public
        if (page.labels[i] == "PERSON" and not fits) or words[i].text in lex.given:
            self.owner = i
            return False
        head = page.head_ending(i + 1)
        if head is not None and not (head.end - head.start == 1 and low in lex.modifiers):
            return False
        if not fits:
            noun = page.pos[i] in {"NOUN", "ADJ", "PROPN", ""} and not low.isdigit()
            fits = (words[i].capital and not (page.opens_sentence(i) and not noun)) or (
                noun and not words[k].capital
            )
        if fits:
            self.outer = i
            if low in lex.institutions and words[k].low == "of":  # "Ministry of Defence"
                self.start = self._body_end(i)
                self.body = (i, self.start)
            elif self._belongs(i):
                self.start = i
        return fits

    def _body_end(self, i: int) -> int:
        """Where the name of a body stops: "Department of Health | public information officer"."""
        words = self.page.words
        k = i + 1
        while k < self.found.start and (words[k].capital or words[k].low in CONNECTING):
            k += 1
        return self.found.start if k == i + 1 else k

    def _belongs(self, i: int) -> bool:
        """Whether the word is a part of the title and no remark about its holder."""
        word, lex = self.page.words[i], self.page.lexicon
        if word.low in lex.parties and self.found.head.sector == "state":
            return False
        if word.low in RELIGIONS:
            return False
        if self.found.head.role == "legislator" and word.low not in {"state", "shadow"}:
            return False
        if word.low in ORDINALS and not word.capital:
            return self.page.words[i + 1].low in {"vice", "deputy", "minister", "secretary", "lady"}
        if "-" in word.low and word.low.endswith(("ed", "born", "based", "led")):
            return False
        title = self.page.words[self.start]
        return word.capital or not title.capital or word.low in SMALL_MODIFIERS

    def _counts_holders(self) -> bool:
        return self.outer == self.found.start and self.found.head.phrase[0] not in {
            "vice",
            "deputy",
            "minister",
            "secretary",
            "lady",
        }

    def _take_place(self, start: int, end: int, *, owner: bool) -> bool:
        place = self.page.places[start].place
        words = self.page.words
        if place.code is None:
            self.international = True
            self.body = (start, end)
            self.outer = start
            if not owner:
                self.start = start
            return not owner
        self.countries.append(place.code)
        if not owner and words[end - 1].low in {"department", "reserve"}:
            self.start = start
        if place.kind == "metonym":
            self.body = self.body or (start, end)
        elif place.kind != "demonym":
            self.seat = self.seat or (start, end)
        self.outer = start
        if start > 1 and words[start - 1].low == "and" and self.found.head.plural:
            before = self.page.place_at(start - 2)
            if before is not None:
                self.outer = start - 1
                return self._take_place(before.start, before.end, owner=owner)
        return not owner

    def _connects(self, i: int) -> bool:
        """Whether "of" or "and" goes on with the name of a body: "Ministry of Foreign Affairs"."""
        words, page = self.page.words, self.page
        k = i + 1
        if i < 1 or k >= self.found.start + (words[i].low != "and"):
            return False
        if not (words[i - 1].capital and words[k].capital) or not page.joined(i):
            return False
        if page.labels[i - 1] == "PERSON" or page.head_ending(i) is not None:
            return False
        if words[i].low == "and":  # "Mr Trump and | European Commission President"
            address = i > 1 and words[i - 2].low in page.lexicon.honorifics
            if address or page.place_at(k) is not None:
                return False
        self.outer = i
        return True

    def _institution_start(self, i: int) -> int:
        k = i
        while (
            k
            and self.page.joined(k)
            and self.page.words[k - 1].capital
            and not self.page.words[k - 1].owner
        ):
            k -= 1
        return k

    def _place_in(self, start: int, end: int) -> None:
        for k in range(max(0, start - 1), end):
            place = self.page.place_at(k)
            if place is not None:
                if place.place.code is None:
                    self.international = True
                elif place.place.code not in self.countries:
                    self.countries.append(place.place.code)
