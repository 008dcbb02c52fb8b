"""Cues that are no verbs: the claim that, is confident that, according to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpuskit.extractors._quotes.attribution import Attribution
from corpuskit.extractors._quotes.cues import EXPLETIVES, VERBS, Entry
from corpuskit.extractors._quotes.subjects import is_passive, subject_of
from corpuskit.extractors._tokens import of_forms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

    from corpuskit.extractors._quotes.parsed import Parsed

LIGHT_VERBS = {
    "make",
    "issue",
    "have",
    "express",
    "voice",
    "give",
    "raise",
    "release",
    "offer",
    "get",
}

MAIN = {"ROOT", "conj", "ccomp", "parataxis", "dep"}

ACCORDING = Entry("according to", "speech", frozenset({"according"}))


def noun(token: Token, entry: Entry) -> Attribution | None:
    """Her claim that ...; the warning by Kim that ...; made a promise to ..."""
    subject = owner(token)
    if subject is None:
        return None
    for child in token.rights:
        clause = child.dep_ in {"acl", "ccomp", "relcl"}
        that = (
            clause
            and "c" in entry.frames
            and any(c.dep_ == "mark" or c.lower_ == "that" for c in child.children)
        )
        to = clause and "i" in entry.frames and any(c.tag_ == "TO" for c in child.children)
        if that or to:
            start, end = child.left_edge.i, child.right_edge.i + 1
        elif child.dep_ == "prep" and child.lower_ in entry.frames:
            start, end = child.i + 1, child.right_edge.i + 1
        else:
            continue
        if start < end:
            last = start - 1 if child.dep_ == "prep" else token.i
            return Attribution(
                (token.i, last + 1), token.i, entry, "noun", subject.i, ((start, end),)
            )
    return None


def owner(token: Token) -> Token | None:
    for child in token.children:
        if child.dep_ == "poss":
            return child
        if child.dep_ in {"prep", "agent"} and child.lower_ in {"by", "from"}:
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    head = token.head
    if token.dep_ == "dobj" and head.lemma_ in LIGHT_VERBS and not is_passive(head):
        return subject_of(head)
    return None


def adjective(token: Token, entry: Entry) -> Attribution | None:
    """Is confident that; was worried about."""
    verb = token.head
    if token.dep_ not in {"acomp", "ROOT", "conj"} or verb.lemma_ not in {
        "be",
        "feel",
        "remain",
        "become",
        "make",
    }:
        return None
    subject = subject_of(verb)
    if subject is None or subject.lower_ in EXPLETIVES or subject.tag_.startswith("W"):
        return None
    for child in [*token.rights, *verb.rights]:
        if child.dep_ == "ccomp" and "c" in entry.frames and child.i > token.i:
            pieces = ((child.left_edge.i, child.right_edge.i + 1),)
        elif child.dep_ == "prep" and child.head == token and child.lower_ in entry.frames:
            pieces = ((child.i + 1, child.right_edge.i + 1),)
        else:
            continue
        return Attribution((token.i, token.i + 1), token.i, entry, "adjective", subject.i, pieces)
    return None


def according(parsed: Parsed, *, spun: bool) -> Iterator[Attribution]:
    """According to Kim, ...; ..., in accordance to Tass (as spinners have it)."""
    doc = parsed.doc
    for k in of_forms(doc, {"according", "accordance"} if spun else {"according"}):
        token, to = doc[k], k + 1
        if to + 1 >= len(doc) or doc[to].lower_ not in (
            {"to"} if token.lower_ == "according" else {"to", "with"}
        ):
            continue
        start = token.i if token.lower_ == "according" or not token.i else token.i - 1
        source = next((c for c in doc[to].children if c.dep_ in {"pobj", "pcomp"}), None)
        if source is None:
            source = next(
                (t for t in doc[to + 1 : to + 8] if t.pos_ in {"NOUN", "PROPN", "PRON"}), None
            )
        if source is None or (token.lower_ == "accordance" and doc[to].lower_ == "with"):
            continue
        low, high = first, _ = parsed.units[token.i]
        bracket = _bracket_before(doc, start, low)
        if bracket is not None:
            low = bracket + 1
        end = source.right_edge.i + 1
        before, after = (low, start), (end, high)
        pieces: tuple[tuple[int, int], ...]
        if start <= first + 1:
            pieces = (after,)
        elif _has_verb(doc, *before):  # at the end, mostly: what follows is another matter
            pieces = (before,)
        else:
            pieces = (before, after)
        made = tuple(p for p in pieces if p[0] < p[1])
        if made:
            yield Attribution((start, to + 1), token.i, ACCORDING, "according", source.i, made)


def _has_verb(doc: Doc, low: int, high: int) -> bool:
    """Whether a range holds the main verb of its sentence."""
    return any(t.pos_ in VERBS and t.dep_ in MAIN for t in doc[low:high])


def _bracket_before(doc: Doc, start: int, low: int) -> int | None:
    for i in range(start - 1, low - 1, -1):
        if doc[i].text in {")", "]"}:
            return None
        if doc[i].text in {"(", "["}:
            return i
    return None
