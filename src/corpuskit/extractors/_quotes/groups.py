"""Who is meant by "they", "the two", "the three countries"."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from corpuskit.extractors._quotes.voice import BACK, Voice, listed
from corpuskit.geography import place_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from corpuskit.extractors._quotes.named import Names
    from corpuskit.extractors._quotes.voice import History

NUMBERS = {"two": 2, "both": 2, "pair": 2, "duo": 2, "three": 3, "trio": 3, "four": 4, "five": 5}
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


def plural(names: Names, head: Token, history: History, number: int) -> Voice | None:
    """They, the two, the three countries: the group named last, of that size if it is told."""
    units = names.parsed.units
    low = units[head.i][0]
    recent = [v for p, v in history if p < head.idx]
    for step in range(BACK):
        high = head.i if step == 0 else units[low][1]
        named = _groups(names, low, high)
        groups = [g for subject, g in named if (_size(g) == number if number else subject)]
        if number and head.lemma_.lower() in BODIES:
            groups = [g for g in groups if not g.people]
        if groups:
            return attrs.evolve(groups[0], head=head.i)
        speakers = [
            v
            for p, v in history
            if names.parsed.starts[low] <= p < head.idx
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


def number_of(head: Token) -> int:
    """How many a noun phrase counts that takes up names given before: "the three", "both countries"."""
    if head.lower_ in NUMBERS and head.pos_ in {"NUM", "NOUN", "PRON"}:
        return NUMBERS[head.lower_]
    if head.lemma_.lower() in COUNTED:
        for child in head.lefts:
            if child.lower_ in NUMBERS and any(
                c.lower_ in {"the", "both", "these", "all"} for c in head.lefts
            ):
                return NUMBERS[child.lower_]
    return 0


def _groups(names: Names, low: int, high: int) -> list[tuple[bool, Voice]]:
    """Persons or countries named in one list, subjects first, and whether they are subjects."""
    found: list[tuple[bool, Voice]] = []
    doc = names.parsed.doc
    for i in range(low, high):
        token = doc[i]
        if (
            token.pos_ not in {"PROPN", "NOUN"}
            or token.dep_ == "conj"
            or names.parsed.region_at(token.idx) is not None
        ):
            continue
        subject = token.dep_ in {"nsubj", "nsubjpass"}
        if not any(c.dep_ == "conj" for c in token.rights):
            plural = token.tag_ in {"NNS", "NNPS"} and names.parsed.kinds[i] != "GPE"
            if subject and plural and not number_of(token):
                found.append((True, Voice(names.naming.text(token, None), "group", (), i)))
            continue
        persons = names.named_in(token)
        if len(persons) > 1:
            found.append(
                (
                    subject,
                    Voice(
                        listed([p.name for p in persons]),
                        "group",
                        tuple(p.id for p in persons),
                        i,
                    ),
                )
            )
            continue
        members = [t for t in _list_of(token) if place_of(_name_of(t)) is not None]
        if len(members) > 1:
            found.append((subject, Voice(listed([_name_of(t) for t in members]), "group", (), i)))
    return sorted(found, key=lambda g: not g[0])


def _size(voice: Voice) -> int:
    if voice.people:
        return len(voice.people)
    return (
        len((voice.name or "").replace(" and ", ", ").split(", ")) if voice.kind == "group" else 1
    )


def _list_of(token: Token) -> Iterator[Token]:
    waiting = [token]
    while waiting:  # lists may be longer than calls go deep
        one = waiting.pop()
        yield one
        waiting += [c for c in reversed(list(one.rights)) if c.dep_ == "conj"]


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
