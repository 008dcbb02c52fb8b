"""Every reading of a cue that might be a report: contents and speakers, far more than are right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from corpuskit.extractors._quotes.attribution import Attribution
from corpuskit.extractors._quotes.cues import KINDS, SEEMING, VERBS, Entry
from corpuskit.extractors._quotes.frames import OBJECTS, PREDICATES, restrictive_end
from corpuskit.extractors._quotes.nouns import owner
from corpuskit.extractors._quotes.spans import outside, snapped
from corpuskit.extractors._quotes.subjects import is_passive, speaker_of, subject_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    from spacy.tokens import Token

    from corpuskit.extractors._quotes.cues import Act
    from corpuskit.extractors._quotes.parsed import Parsed

CLAUSES = {"ccomp", "xcomp", "advcl", "acl", "relcl"}


@attrs.frozen
class Candidate:
    """One reading of a cue: its attribution in tokens, its content in characters, who proposed it.

    `by_rule`: a frame of the rules proposes it. `nested`: the cue stands in what a rule reads as the
    words of another.
    """

    tree: Attribution
    pieces: tuple[tuple[int, int], ...]
    by_rule: bool
    nested: bool


def candidates(
    parsed: Parsed,
    ruled: Sequence[Attribution],
    learned: Mapping[str, Act],
    done: Container[int | None],
    taken: set[int],
) -> list[Candidate]:
    """The readings of the rules, then the looser ones of every cue, known (`parsed.cues`) or `learned`.

    `done` are the cues that already have their quotation, `taken` the regions in marks.
    """
    outer: dict[tuple[int, int], list[Attribution]] = {}
    for tree in ruled:
        outer.setdefault(parsed.units[tree.head], []).append(tree)
    found: dict[tuple[int, int | None, tuple[tuple[int, int], ...]], Candidate] = {}
    for by_rule, tree in _readings(parsed, ruled, learned, done):
        pieces = tuple(snapped(parsed, tree, taken))
        key = (tree.head, tree.subject, pieces)
        if pieces and key not in found:
            nested = any(
                other.head != tree.head and any(s <= tree.head < e for s, e in other.pieces)
                for other in outer.get(parsed.units[tree.head], ())
            )
            found[key] = Candidate(tree, pieces, by_rule, nested)
    return list(found.values())


def _readings(
    parsed: Parsed,
    ruled: Iterable[Attribution],
    learned: Mapping[str, Act],
    done: Container[int | None],
) -> Iterator[tuple[bool, Attribution]]:
    for tree in ruled:
        yield True, tree
    for token in parsed.doc:
        if token.i in done or token.pos_ not in KINDS or token.dep_ in {"aux", "auxpass"}:
            continue
        entry = parsed.cues.get(token.i)
        if entry is None:
            act = learned.get(cue_key(token))
            if act is None:
                continue
            entry = Entry(token.lemma_.lower(), act, frozenset())
        if outside(parsed, token):
            for tree in _loose(parsed, token, entry):
                yield False, tree


def cue_key(token: Token) -> str:
    """A word as the learned lexicon names it: v:announce."""
    return f"{KINDS.get(token.pos_, '')}:{token.lemma_.lower()}"


def _loose(parsed: Parsed, token: Token, entry: Entry) -> Iterator[Attribution]:
    low, high = parsed.units[token.i]
    subject = _subject(parsed, token)
    for frame, last, pieces in _contents(token):
        kept = tuple((max(s, low), min(e, high)) for s, e in pieces if s < high and e > low)
        if not kept or (subject is not None and any(s <= subject < e for s, e in kept)):
            continue
        yield Attribution((token.i, max(last, token.i) + 1), token.i, entry, frame, subject, kept)


def _subject(parsed: Parsed, token: Token) -> int | None:
    """Who may speak; None for nobody named."""
    if token.pos_ in VERBS or token.tag_.startswith("V"):
        found = speaker_of(parsed, token)
    elif token.pos_ == "NOUN":
        found = owner(token)
        if found is None and token.dep_ == "dobj":
            found = subject_of(token.head)
    else:
        found = subject_of(token.head)
    return found.i if found is not None and parsed.same_unit(found, token) else None


Content = tuple[str, int, tuple[tuple[int, int], ...]]
"""Frame, last token of the cue, pieces."""


def _contents(token: Token) -> Iterator[Content]:
    if token.pos_ in VERBS or token.tag_.startswith("V"):
        yield from _of_verb(token)
    else:
        yield from _of_noun(token)


def _of_verb(token: Token) -> Iterator[Content]:
    i = token.i
    right = [c for c in token.rights if c.dep_ != "punct"]
    objects = [c for c in right if c.dep_ in OBJECTS or c.dep_ in PREDICATES]
    passive = is_passive(token)
    topic = next((c for c in token.lefts if c.dep_ == "nsubjpass"), None)
    if topic is None and token.lemma_ in SEEMING:
        topic = next((c for c in token.lefts if c.dep_ == "nsubj"), None)
    for child in right:
        start, end = child.left_edge.i, child.right_edge.i + 1
        start = max(start, i + 1)
        if child.dep_ in {"ccomp", "xcomp"} or (
            child.dep_ == "advcl" and any(c.tag_ == "TO" for c in child.lefts)
        ):
            if topic is not None:
                yield (
                    "topic",
                    i,
                    ((topic.left_edge.i, topic.right_edge.i + 1), (start, end)),
                )
            yield "loose " + child.dep_, i, ((start, end),)
            before = [c for c in objects if c.i < child.i]
            if before:
                yield "object and " + child.dep_, i, ((before[0].left_edge.i, end),)
        elif child.dep_ in OBJECTS or child.dep_ in PREDICATES:
            short = restrictive_end(child)
            yield "loose object", i, ((start, short),)
            last = right[-1].right_edge.i + 1
            tails = [c for c in right if c.i > child.i and c.dep_ in {"prep", "xcomp", "oprd"}]
            if tails:
                far = tails[-1].right_edge.i + 1
                near = tails[0].right_edge.i + 1
                yield "object and tail", i, ((start, near),)
                if far != near:
                    yield "object and tails", i, ((start, far),)
            if last > short:
                yield "object and rest", i, ((start, last),)
        elif child.dep_ in {"prep", "agent"} and child.lower_ != "by":
            inner = [c for c in child.rights if c.dep_ in {"pobj", "pcomp"}]
            if inner:
                yield (
                    "loose " + child.lower_,
                    child.i,
                    ((child.i + 1, restrictive_end(inner[-1])),),
                )
    if passive and topic is not None:
        yield "passive", i, ((topic.left_edge.i, topic.right_edge.i + 1),)
        rest = [c for c in right if c.dep_ in {"oprd", "prep", "attr"} and c.lower_ != "by"]
        if rest:
            yield (
                "passive and rest",
                i,
                (
                    (topic.left_edge.i, topic.right_edge.i + 1),
                    (rest[0].left_edge.i, rest[0].right_edge.i + 1),
                ),
            )


def _of_noun(token: Token) -> Iterator[Content]:
    for child in token.rights:
        start, end = child.left_edge.i, child.right_edge.i + 1
        if child.dep_ in CLAUSES:
            yield "noun " + child.dep_, token.i, ((start, end),)
        elif child.dep_ == "prep" and child.lower_ != "by":
            inner = [c for c in child.rights if c.dep_ in {"pobj", "pcomp"}]
            if inner:
                yield (
                    "noun " + child.lower_,
                    child.i,
                    ((child.i + 1, restrictive_end(inner[-1])),),
                )
    head = token.head
    if token.pos_ == "ADJ" and head.pos_ in VERBS:
        for child in head.rights:
            if child.dep_ in {"ccomp", "xcomp", "advcl"} and child.i > token.i:
                start, end = child.left_edge.i, child.right_edge.i + 1
                yield "adjective " + child.dep_, token.i, ((start, end),)
