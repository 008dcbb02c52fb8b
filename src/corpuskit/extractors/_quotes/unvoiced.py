"""What is held by nobody named: "is expected to", "seems weak", "known as", "was asked whether"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpuskit.extractors._quotes.attribution import Attribution
from corpuskit.extractors._quotes.cues import EXPLETIVES, SEEMING

if TYPE_CHECKING:
    from spacy.tokens import Token

    from corpuskit.extractors._quotes.cues import Entry
    from corpuskit.extractors._quotes.parsed import Parsed

PREDICATES = {"oprd", "acomp", "attr", "xcomp", "ccomp"}

TAILS = {"as", "for", "of", "with", "like"}


def unvoiced(parsed: Parsed, token: Token, entry: Entry) -> Attribution | None:
    """The topic and what is held of it, as two pieces; of a question or an order only its content."""
    topic = _topic(token)
    if any(c.dep_ == "agent" for c in token.rights):
        return None
    for child in token.rights:
        if not parsed.same_unit(child, token):
            continue
        last = token.i
        start, end = max(child.left_edge.i, token.i + 1), child.right_edge.i + 1
        to = any(c.tag_ == "TO" for c in child.lefts)
        is_infinitive = to and child.dep_ in {"xcomp", "advcl"}
        asked = entry.act == "speech" and bool(entry.frames & {"q", "o"})
        if asked and (child.dep_ == "ccomp" or is_infinitive):
            frame = "asked"
        elif child.dep_ == "prep" and asked and child.lower_ == "about":
            frame, start, last = "asked", child.i + 1, child.i
        elif asked or topic is None:
            continue
        elif (
            child.dep_ in PREDICATES
            or is_infinitive
            or (child.dep_ == "prep" and (child.lower_ in TAILS or child.lower_ in entry.frames))
        ):
            frame = "topic"
            if child.dep_ == "prep" and entry.lemma not in SEEMING:
                start, last = child.i + 1, child.i
        else:
            continue
        if start >= end:
            continue
        pieces = [(start, end)]
        if frame == "topic" and topic is not None:
            pieces.insert(0, topic)
        return Attribution((_first(token), last + 1), token.i, entry, frame, None, tuple(pieces))
    return None


def _topic(token: Token) -> tuple[int, int] | None:
    """What the predicate is about: the subject, or the noun before a participle."""
    wanted = "nsubj" if token.lemma_ in SEEMING else "nsubjpass"
    for child in token.lefts:
        if child.dep_ == wanted and child.lower_ not in EXPLETIVES | {"that", "which", "who"}:
            return child.left_edge.i, child.right_edge.i + 1
    return None


def _first(token: Token) -> int:
    """Where the cue begins with its auxiliaries."""
    start = token.i
    while (
        start
        and token.nbor(start - 1 - token.i).head == token
        and token.doc[start - 1].dep_
        in {
            "aux",
            "auxpass",
            "neg",
        }
    ):
        start -= 1
    return start
