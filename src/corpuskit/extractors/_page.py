"""One article as the people index reads it: words with their readings, entities and places."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

import attrs

from corpuskit.extractors._lexicon import Head, lexicon
from corpuskit.extractors._words import Word, words_of
from corpuskit.geography import Place, places_in

if TYPE_CHECKING:
    from spacy.tokens import Doc

NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "NUM"})


@attrs.define(eq=False)
class Page:
    """The words of a text and what is known about each of them.

    `place` and `head` are given at the first word of the phrase, `covered` says which words belong to
    a place; `entity` is spaCy's label at each word, `pos` its part of speech.
    """

    text: str
    words: list[Word]
    pos: list[str]
    entity: list[str]
    entity_id: list[int]
    place: dict[int, tuple[int, Place]]
    covered: list[Place | None]
    head_at: dict[int, tuple[int, Head]]
    head_end: dict[int, tuple[int, Head]]


def page_of(text: str, doc: Doc) -> Page:
    """The readings of `text`."""
    words = words_of(text)
    count = len(words)
    pos, entity, entity_id = [""] * count, [""] * count, [-1] * count
    token_pos = {token.idx: token.pos_ for token in doc}
    number = {}
    for k, word in enumerate(words):
        pos[k] = token_pos.get(word.start, "")
        number[word.start] = k
    starts = [word.start for word in words]
    for n, ent in enumerate(doc.ents):
        k = _first_at(starts, ent.start_char)
        while k < count and words[k].start < ent.end_char:
            entity[k], entity_id[k] = ent.label_, n
            k += 1
    place: dict[int, tuple[int, Place]] = {}
    covered: list[Place | None] = [None] * count
    for span, found in places_in(text):
        first = number.get(span.start)
        if first is None:
            continue
        last = first
        while last < count and words[last].start < span.end:
            covered[last] = found
            last += 1
        place[first] = (last, found)
    page = Page(text, words, pos, entity, entity_id, place, covered, {}, {})
    _read_heads(page)
    return page


def _first_at(starts: list[int], start: int) -> int:
    return bisect_left(starts, start)


def _read_heads(page: Page) -> None:
    heads, words = lexicon().heads, page.words
    k = 0
    while k < len(words):
        for head in heads.get(words[k].low, ()):
            n = len(head.phrase)
            if n > 1 and not (
                k + n <= len(words)
                and all(
                    words[k + i].low == head.phrase[i] and words[k + i].gap in {" ", "\n"}
                    for i in range(1, n)
                )
            ):
                continue
            page.head_at[k] = (k + n, head)
            page.head_end[k + n] = (k, head)
            k += n - 1
            break
        k += 1
