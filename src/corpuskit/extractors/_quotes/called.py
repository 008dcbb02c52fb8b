"""What a noun phrase is called, and what kind of speaker it names."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from corpuskit.extractors._people.lexicon import lexicon as titles
from corpuskit.extractors._quotes.cues import DOCUMENTS, words
from corpuskit.geography import place_of

if TYPE_CHECKING:
    from spacy.tokens import Token

    from corpuskit.extractors._quotes.parsed import Parsed

Kind = Literal["person", "group", "organisation", "state", "document", "unknown"]

PARTISANS = frozenset({"democrat", "republican"})
POSSESSIVE = re.compile(r"['’]s?$")


class Naming:
    """The noun phrases of one article as names."""

    def __init__(self, parsed: Parsed) -> None:
        self.parsed = parsed

    def text(self, head: Token, span: tuple[int, int] | None) -> str | None:
        """A noun phrase as a name: without article, clauses and what follows a comma."""
        doc = self.parsed.doc
        first, end = self.parsed.units[head.i]  # not the heading before
        low, high = max(first, head.left_edge.i), min(end, head.right_edge.i + 1)
        if span is not None:
            low = max(low, self.parsed.first_token(span[0]))
            high = min(high, self.parsed.first_token(span[1]))
        for child in head.subtree:
            if child.dep_ == "appos" and doc[child.left_edge.i - 1].is_alpha:
                continue  # the agency Tass
            if low < child.i < high and child.dep_ in {"relcl", "acl", "advcl", "appos", "cc"}:
                high = min(high, max(child.left_edge.i, head.i + 1))
        for i in range(head.i + 1, high):
            if doc[i].text in {",", "(", "–", "—"}:
                high = i
                break
        while low < head.i and (doc[low].lower_ in {"the", "a", "an"} or not doc[low].is_alpha):
            low += 1
        words = self.parsed.text[
            doc[low].idx : doc[max(low, high - 1)].idx + len(doc[max(low, high - 1)])
        ]
        return POSSESSIVE.sub("", " ".join(words.split())) or None

    def kind(self, head: Token, text: str | None) -> Kind:
        noun, kind = head.lemma_.lower(), self.parsed.kinds[head.i]
        if noun in DOCUMENTS:
            return "document"
        described = any(c.dep_ == "appos" and _is_human(c.lemma_.lower()) for c in head.rights)
        if head.pos_ == "PROPN" and (described or kind == "PERSON"):
            return "person"
        place = place_of(text) if text else None
        if noun in words("organisations.txt"):
            return "organisation"
        if place is not None and place.kind != "igo":
            return "state"
        if noun in PARTISANS and head.tag_ == "NNP":
            return "person"  # "an Iowa Democrat"
        if kind == "ORG" or place is not None:
            return "organisation"
        if kind in {"GPE", "NORP"} and head.tag_ != "NNPS":
            return "state"
        if head.tag_ in {"NNS", "NNPS"} or noun in {
            "source",
            "police",
            "staff",
            "crowd",
            "audience",
            "public",
        }:
            return "group"
        return "person" if _is_human(noun) else "unknown"

    def full_name(self, head: Token, text: str | None) -> str | None:
        """The full name of "the ministry": the organisation named before that ends in the word."""
        if text is None or len(text.split()) > 1:
            return None
        places = self._named_bodies.get(head.lower_, [])
        k = bisect_left(places, head.left_edge.i) - 1
        return self.text(self.parsed.doc[places[k]], None) if k >= 0 else None

    @cached_property
    def _named_bodies(self) -> dict[str, list[int]]:
        """Where each word stands with a capital in a name."""
        found: dict[str, list[int]] = {}
        for token in self.parsed.doc:
            if token.pos_ == "PROPN" and token.is_title:
                found.setdefault(token.lower_, []).append(token.i)
        return found


def _is_human(noun: str) -> bool:
    """Whether a noun means somebody, by office or otherwise."""
    return noun in titles().heads or noun in words("humans.txt")
