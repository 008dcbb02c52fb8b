"""One article as the people index reads it: words with their readings, kinds and places."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

import attrs

from corpuskit.edits import Span
from corpuskit.extractors._people.bodies import bodies_in, spelled_out
from corpuskit.extractors._people.lexicon import Head, Lexicon
from corpuskit.extractors._people.words import Word, words_of
from corpuskit.extractors._tokens import column, numbers
from corpuskit.geography import Place, country_name, places_in

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from corpuskit.extractors._kinds.reading import Kinds

CASED = frozenset(
    {
        "pm",
        "mp",
        "mps",
        "td",
        "tds",
        "mep",
        "meps",
        "msp",
        "msps",
        "mla",
        "mlas",
        "mna",
        "mpp",
        "mpps",
    }
    | {
        "asp",
        "dsp",
        "dcp",
        "acp",
        "dig",
        "igp",
        "dgp",
        "ssp",
        "gen",
        "maj",
        "brig",
        "adm",
        "col",
        "lt",
        "capt",
        "sgt",
        "insp",
        "supt",
        "cto",
        "coo",
    }
)
"""Heads that are other words, or none, in lower case."""
ENDS = frozenset(".!?…")
BLANK = re.compile(r"\s")
CLOSING = re.compile(r"[^\w\s(\[“‘]+")
HEADLINE = 25
"""Words: a longer line is none."""
LONG = 200
"""Words: a longer sentence is cut."""
BLANKS = frozenset({" ", "\n", "  ", "\xa0", "\r\n"})
"""Gaps inside a phrase."""
PARTISANS = frozenset({"republican", "democrat"})
"""Heads like "House Republican" that stand before others as well."""


@attrs.frozen(eq=False)
class Phrase:
    """Words `start` to `end` that were recognised as a place or as the head of a title."""

    start: int
    end: int


@attrs.frozen(eq=False)
class PlacePhrase(Phrase):
    """The name of a place."""

    place: Place


@attrs.frozen(eq=False)
class HeadPhrase(Phrase):
    """The head noun of a title."""

    head: Head


@attrs.frozen(eq=False, slots=False)
class Page:
    """The words of a text and what is known about each of them.

    `places` and `heads` name, for each word inside one, the phrase; `labels` holds the kind
    of each word, `entities` the number of the name it is in, `pos` the part of speech. `public` are the
    words that name a public body or a party and are no place, with its country where it has one;
    `hints` are words with the country they speak for, without naming it: "Tories".
    """

    text: str
    words: list[Word]
    pos: list[str]
    labels: list[str]
    entities: list[int]
    places: Mapping[int, PlacePhrase]
    heads: Mapping[int, HeadPhrase]
    lexicon: Lexicon
    public: Mapping[int, str] = attrs.field(factory=dict)
    hints: tuple[tuple[int, str], ...] = ()

    def place_at(self, k: int) -> PlacePhrase | None:
        """The place that the word `k` is a part of."""
        return self.places.get(k)

    def head_ending(self, k: int) -> HeadPhrase | None:
        """The head noun whose last word stands right before the word `k`."""
        found = self.heads.get(k - 1)
        return found if found is not None and found.end == k else None

    def head_starting(self, k: int) -> HeadPhrase | None:
        """The head noun whose first word is the word `k`."""
        found = self.heads.get(k)
        return found if found is not None and found.start == k else None

    def joined(self, k: int) -> bool:
        """Whether only a blank parts the word `k` from the one before."""
        return 0 < k < len(self.words) and self.words[k].gap in BLANKS

    def opens_sentence(self, k: int) -> bool:
        """Whether the word `k` has its capital from its place: after a full stop, a quote, a break."""
        gap = self.words[k].gap
        return not gap or gap not in BLANKS or "\n" in gap

    def chars(self, start: int, end: int) -> tuple[int, int]:
        """Where the words `start` to `end` stand in the text."""
        return self.words[start].start, self.words[end - 1].end

    def sentence(self, at: int) -> tuple[int, int]:
        """The sentence, or line, around the character `at`, as far as the words tell."""
        words = self.words
        k = max(0, bisect_right(self._starts, at) - 1)
        first, last = k, k + 1
        while first and first > k - LONG and not _ends_sentence(words[first].gap):
            first -= 1
        while last < len(words) and last < k + LONG and not _ends_sentence(words[last].gap):
            last += 1
        end = words[last - 1].end
        if last == len(words) or _ends_sentence(words[last].gap):
            rest = self.text[end:] if last == len(words) else words[last].gap
            closing = CLOSING.match(rest)
            end += 0 if closing is None else closing.end()
        return words[first].start, end

    def in_headline(self, k: int) -> bool:
        """Whether nearly every word of the line is capitalised, so that capitals say little."""
        words = self.words
        first, last = k, k + 1
        while first and k - first < HEADLINE and "\n" not in words[first].gap:
            first -= 1
        while last < len(words) and last - k < HEADLINE and "\n" not in words[last].gap:
            last += 1
        capital = sum(word.capital for word in words[first:last])
        return 5 <= last - first < HEADLINE and capital >= 0.7 * (last - first)

    @cached_property
    def _starts(self) -> list[int]:
        return [word.start for word in self.words]

    @cached_property
    def pairs(self) -> Mapping[tuple[str, str], int]:
        """How often two words stand side by side, the first capitalised."""
        return Counter((one.text, other.text) for one, other in pairwise(self.words) if one.capital)

    @cached_property
    def singles(self) -> Mapping[str, int]:
        """How often each capitalised word stands without another capitalised word beside it."""
        counts: dict[str, int] = {}
        for k, word in enumerate(self.words):
            if (
                word.capital
                and not (self.joined(k) and self.words[k - 1].capital)
                and not (self.joined(k + 1) and self.words[k + 1].capital and not word.owner)
            ):
                counts[word.text] = counts.get(word.text, 0) + 1
        return counts


def _ends_sentence(gap: str) -> bool:
    r"""Whether a sentence ends between two words; full stops of abbreviations belong to the words.

    >>> [gap for gap in (" ", ". ", '." ', ".", "\n", ", ", "._ ") if _ends_sentence(gap)]
    ['. ', '." ', '.', '\n']
    """
    if gap in BLANKS:
        return "\n" in gap
    if "\n" in gap or gap[-1:] in ENDS:
        return True
    if ENDS.isdisjoint(gap):
        return False
    *ended, _ = BLANK.split(gap)
    return any(not ENDS.isdisjoint(piece.rpartition("_")[2]) for piece in ended)


def page_of(text: str, doc: Doc, kinds: Kinds, lexicon: Lexicon) -> Page:
    """The readings of `text`."""
    words = words_of(text, lexicon.abbreviations)
    count = len(words)
    starts = [word.start for word in words]
    labels, entities = [""] * count, [-1] * count
    for n, (first, last, kind) in enumerate(kinds.names()):
        k = bisect_left(starts, doc[first].idx)
        end = doc[last - 1].idx + len(doc[last - 1])
        while k < count and starts[k] < end:
            labels[k], entities[k] = kind, n
            k += 1
    places: dict[int, PlacePhrase] = {}
    for span, place in (*places_in(text), *_own_places(text, lexicon)):
        first = bisect_left(starts, span.start)
        if first < count and starts[first] == span.start:
            last = bisect_left(starts, span.end, first)
            phrase = PlacePhrase(first, last, place)
            places.update(dict.fromkeys(range(first, last), phrase))
    public, hints = _bodies(words, places, lexicon)
    tags = dict(zip(numbers(doc, "IDX"), column(doc, "POS"), strict=True))
    pos = [tags.get(start, "") for start in starts]
    heads = _heads(words, places, lexicon)
    return Page(text, words, pos, labels, entities, places, heads, lexicon, public, hints)


def _bodies(
    words: list[Word], places: dict[int, PlacePhrase], lexicon: Lexicon
) -> tuple[Mapping[int, str], tuple[tuple[int, str], ...]]:
    """Adds the bodies of one country to the places; the rest are public words and hints."""
    public: dict[int, str] = {}
    hints: list[tuple[int, str]] = []
    for start, end, body in bodies_in(words, lexicon):
        if any(k in places for k in range(start, end)):
            continue
        if body.kind == "body" and body.code is not None:
            place = Place(body.code, "metonym", country_name(body.code) or body.code)
            phrase = PlacePhrase(start, end, place)
            places.update(dict.fromkeys(range(start, end), phrase))
            continue
        if body.kind != "word":
            public.update(dict.fromkeys(range(start, end), body.code or ""))
        if body.code is not None:
            hints.append((start, body.code))
    acronyms = spelled_out(words, lexicon)
    if acronyms:
        for k, word in enumerate(words):
            if word.text in acronyms and k not in places:
                public.setdefault(k, "")
    return public, tuple(hints)


def _own_places(text: str, lexicon: Lexicon) -> Iterator[tuple[Span, Place]]:
    for words, code in lexicon.places.items():
        for found in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text):
            yield Span(*found.span()), Place(code, "name", country_name(code) or words)


def _heads(
    words: list[Word], places: Mapping[int, PlacePhrase], lexicon: Lexicon
) -> Mapping[int, HeadPhrase]:
    found: dict[int, HeadPhrase] = {}
    k, count = 0, len(words)
    while k < count:
        for head in lexicon.heads.get(words[k].low, ()):
            end = k + len(head.phrase)
            if end > count or not all(
                words[k + n].low == head.phrase[n]
                and words[k + n].gap in BLANKS
                and not words[k + n - 1].owner
                for n in range(1, len(head.phrase))
            ):
                continue
            if len(head.phrase) == 2 and _longer(words, k + 1, end, lexicon):
                continue
            if head.phrase[0] in CASED and words[k].text == words[k].low:
                continue
            if head.phrase[-1] in PARTISANS and end < count and words[end].low in lexicon.heads:
                continue  # "House Republican | leader"
            if not (head.phrase[-1] == "of" and _of_country(words, end, places)):
                found.update(dict.fromkeys(range(k, end), HeadPhrase(k, end, head)))
                k = end - 1
                break
        k += 1
    return found


def _of_country(words: list[Word], k: int, places: Mapping[int, PlacePhrase]) -> bool:
    """Whether a country begins at the word `k`: a firm's "vice president of", not "of | Iran"."""
    if k < len(words) and words[k].low == "the":
        k += 1
    place = places.get(k)
    return place is not None and place.place.kind in {"name", "capital"}


def _longer(words: list[Word], k: int, end: int, lexicon: Lexicon) -> bool:
    """Whether another head begins at the word `k` and goes beyond `end`: "police | chief constable"."""
    return k < len(words) and any(
        k + len(head.phrase) > end
        and tuple(word.low for word in words[k : k + len(head.phrase)]) == head.phrase
        for head in lexicon.heads.get(words[k].low, ())
    )
