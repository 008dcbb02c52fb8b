"""How far a reader may trust an event: the doubts that its words leave, counted."""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING

from corpuskit.extractors._events.triggers import rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corpuskit.extractors._events.drafts import Draft
    from corpuskit.extractors._events.parties import Party
    from corpuskit.extractors._events.syntax import Tree

LONG = 40
"""Words of a sentence that the parser often reads wrongly."""
MANY_COMMAS = 4
DEEP = 2
"""Verbs above the one that tells of the event."""
SEVERAL = 3
LOOSE = frozenset(
    {"of", "in", "on", "with", "for", "to", "from", "at", "against", "possessive", "apposition"}
)
"""Rules by which a party is only what a phrase belongs to."""
HEDGES = frozenset({"if", "unless", "would", "could", "should", "might", "may"})
LIGHT = frozenset({"long", "home", "pronoun", "present", "argues", "explains"})
"""Doubts that count half."""
HEAVY = frozenset({"unreal"})
"""What counts three times: only possible, or denied."""
PRESENT = frozenset({"VBP", "VBZ"})
PAST = frozenset({"VBD"})
ADDRESSING = frozenset({"i", "we", "our", "my", "you", "your", "let", "?"})
"""Words of those who argue, where nobody is quoted."""
ARGUING = 1 / 1000
"""How often they stand among the words of an opinion."""
TIMELESS = 0.42
"""Which share of the verbs is in the present tense in analyses and opinions; news tell what happened."""
TELLING_LENGTH = 100
"""How many words make a text of which the manner can be told."""


def manner_of(tree: Tree) -> frozenset[str]:
    """Whether a text argues or explains, by its words outside of quotations."""
    quoted, addressing, present, past = False, 0, 0, 0
    for k, word in enumerate(tree.lower):
        if word in {"“", "``"}:
            quoted = True
        elif word in {"”", "''"} or "\n" in word:
            quoted = False
        elif word == '"':
            quoted = not quoted
        elif not quoted:
            addressing += word in ADDRESSING
            present += tree.tag[k] in PRESENT
            past += tree.tag[k] in PAST
    length = len(tree.lower)
    if length < TELLING_LENGTH:
        return frozenset()
    found = {
        "argues": addressing > ARGUING * length,
        "explains": present > TIMELESS * (present + past + 1),
    }
    return frozenset(manner for manner, holds in found.items() if holds)


def confidence_of(doubts: list[str]) -> float:
    """How often events with so many doubts were right when readers judged them."""
    intercept, slope = _curve()
    return round(1 / (1 + math.exp(-(intercept + slope * weight_of(doubts)))), 2)


def weight_of(doubts: Iterable[str]) -> float:
    """How many doubts they count as."""
    return sum(0.5 if d in LIGHT else 3 if d in HEAVY else 1 for d in doubts)


def doubts_of(tree: Tree, draft: Draft, *, dated: bool) -> Iterator[str]:
    """What speaks against an event."""
    token = draft.token
    start, end = tree.sentence(token)
    words = tree.lower[start:end]
    recipients = [p.rule for p in draft.recipients]
    if draft.status != "actual":
        yield "planned" if draft.status == "planned" else "unreal"
    if end - start > LONG:
        yield "long"
    if words.count(",") >= MANY_COMMAS:
        yield "list"
    if HEDGES.intersection(words):
        yield "hedge"
    if tree.tag[token] in PRESENT and not dated:
        yield "present"  # habits, headlines and opinions
    if tree.tag[token] == "VBG":
        yield "gerund"
    if sum(tree.pos[k] in {"VERB", "AUX"} for k in tree.above(token)) >= DEEP:
        yield "deep"
    if len(draft.actors) + len(draft.recipients) >= SEVERAL:
        yield "several"
    if any("pronoun" in rule for rule in recipients):
        yield "pronoun"
    if any("+" in rule for rule in recipients):
        yield "home"
    if any(_is_loose(p) for p in (*draft.actors, *draft.recipients)):
        yield "owner"


def _is_loose(party: Party) -> bool:
    return party.rule.partition("+")[0] in LOOSE


@cache
def _curve() -> tuple[float, float]:
    values = {name: float(value) for name, value in rows("confidence.tsv")}
    return values["intercept"], values["slope"]
