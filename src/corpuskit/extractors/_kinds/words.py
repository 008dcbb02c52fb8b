"""What the word lists know of a word, whatever stands beside it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from corpuskit.extractors._kinds.lists import lists
from corpuskit.extractors._people.lexicon import lexicon
from corpuskit.geography import place_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

SMALL = frozenset(
    "the a an of in at on by to from for with near and or but as that who which is was were are has had have 's’ 's ’s his "  # noqa: SIM905, reads better
    "her their its he she they it will would not , . ( ) - – — \" “ ” ' ‘ ’ : ; ? ! / $ &".split()
)
"""Words and marks that count as themselves."""

MOST, RECENT = 50_000, 5_000
"""Words remembered with their class, and with all that is known of them."""
SHORT = 3
"""Letters of the end of a word that is looked at."""


@lru_cache(maxsize=RECENT)
def facts(form: str) -> tuple[str, ...]:
    """All that is known of a word, its class first."""
    low = form.lower()
    known = tuple(_known(form, low)) if form[:1].isalpha() else ()
    return (f"c {_class(form, low, known)}", f"w {low}", f"s {_shape(form)}", *known)


@lru_cache(maxsize=MOST)
def word_class(form: str) -> str:
    """The class of a word: a small word itself, else in a few letters what it may be."""
    return facts(form)[0][2:]


def _class(form: str, low: str, known: tuple[str, ...]) -> str:
    if low in SMALL:
        return low
    if not form[:1].isalpha():
        return "9" if form[:1].isdigit() else "¶" if form == "¶" else "punct"
    found = [mark for fact, mark in MARKS if fact in known]
    if not form[0].isupper():
        return "low " + "".join(found[:1])
    if len(form) == 2 and form[1] == ".":
        return "X."
    shape = "XX" if form.isupper() and len(form) > 1 else "Xx"
    name = "g" if "given" in known else ""
    name += "f" if "family 1" in known or "family 2" in known else ""
    return f"{shape} {name} {''.join(found[:1])}"


MARKS = (
    ("honorific", "mr"),
    ("office", "office"),
    ("time", "time"),
    ("country", "country"),
    ("demonym", "demonym"),
    ("city", "city"),
    ("region", "region"),
    ("area", "area"),
    ("body", "body"),
    ("thing", "thing"),
    ("read PERSON 3", "person"),
    ("read ORG 3", "org"),
    ("read GPE 3", "gpe"),
    ("read NORP 3", "norp"),
    ("say", "say"),
    ("modifier", "modifier"),
    ("starter", "starter"),
    ("common", "common"),
    ("lower", "common"),
)
"""Facts that make the class of a word, the strongest first, with their marks."""

PLACES = {"name": "country", "capital": "city", "metonym": "seat", "igo": "union"}


def _known(form: str, low: str) -> Iterator[str]:
    lex = lexicon()
    yield f"end {low[-SHORT:]}"
    yield from (name for name, known in lists().items() if low in known)
    plain = form.capitalize() if form.isupper() and len(form) > SHORT else form
    place = place_of(plain)
    if place is not None:
        yield PLACES.get(place.kind, place.kind)
    if plain in lex.given:
        yield "given"
        yield f"given {lex.given[plain]}"
    if plain in lex.family_first:
        yield "family first"
    if low in lex.heads:
        yield "office"
    own: tuple[tuple[str, Collection[str]], ...] = (
        ("honorific", lex.honorifics),
        ("say", lex.saying),
        ("particle", lex.particles),
        ("thing", lex.things),
        ("body", lex.institutions),
        ("party", lex.parties),
        ("private", lex.private),
        ("modifier", lex.modifiers),
        ("starter", lex.starters),
        ("common", lex.common),
    )
    yield from (name for name, known in own if low in known)


def _shape(form: str) -> str:
    if form.isalpha():
        if form.isupper():
            return "X" if len(form) == 1 else "XX" if len(form) < 6 else "XXXXXX"
        return "Xx" if form[0].isupper() and form[1:].islower() else "x" if form.islower() else "xX"
    found = "".join(
        "X" if c.isupper() else "x" if c.islower() else "9" if c.isdigit() else c for c in form
    )
    kept = ""
    for c in found:
        if kept[-1:] != c:
            kept += c
    return kept[:6]
