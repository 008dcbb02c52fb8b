"""The words that tell of events: verbs with their objects and prepositions, and nouns, as data."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import attrs

from corpuskit.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Mapping  # noqa: TC004, a type only


@attrs.frozen
class EventType:
    """A row of the PLOVER table: the type, its quad class and its CAMEO root."""

    name: str
    quad_class: int
    cameo: str


@attrs.frozen
class Mode:
    """A finer kind of an event type, with the CAMEO root and the contexts it implies."""

    cameo: str
    contexts: tuple[str, ...]


@attrs.frozen
class Need:
    """One object that a trigger wants: a noun (or one of a class), perhaps after a preposition."""

    nouns: frozenset[str]
    marker: str | None = None
    modifiers: frozenset[str] = frozenset()
    preposition: str | None = None
    subject: bool = False


@attrs.frozen
class Trigger:
    """A row of the lexicon.

    `particle`: a particle or preposition that must follow; `objects`: what the object must be, any
    if empty; `recipients`: where the recipient stands, the first place that has a party wins;
    `need`: which parties must be known for the event to count.
    """

    event_type: str
    mode: str | None
    word: str
    particle: str | None
    objects: tuple[Need, ...]
    recipients: tuple[str, ...]
    need: str

    @property
    def rule(self) -> str:
        """Its name in records."""
        return self.word if self.particle is None else f"{self.word} {self.particle}"


@attrs.frozen
class Lexicon:
    """All tables of the event coder."""

    types: Mapping[str, EventType]
    modes: Mapping[tuple[str, str], Mode]
    verbs: Mapping[str, tuple[Trigger, ...]]
    nouns: Mapping[str, tuple[Trigger, ...]]
    classes: Mapping[str, frozenset[str]]
    operators: Mapping[str, str]
    sectors: Mapping[str, str]
    groups: tuple[tuple[str, str, str], ...]


NEEDS = frozenset(
    {
        *(
            "0",
            "p",
            "a",
            "j",
            "that",
            "neg",
            "ar",
            "2",
            "v",
            "v2",
            "foreign",
            "home",
            "igo",
            "want",
        ),
        *(
            "w",
            "g",
            "m",
            "mm",
            "self",
            "army",
            "armed",
            "c",
            "c0",
            "crowd",
            "x",
            "v0",
            "tgt",
            "arms",
        ),
        *(
            "life",
            "harm",
            "law",
            "judge",
            "inv",
            "pressed",
            "words",
            "hit",
            "rally",
            "force",
            "hitting",
        ),
        *("nuke", "liberty", "own", "loc", "loc2"),
    }
)
"""The codes of what a trigger needs; explained in PROVENANCE.md."""
MARKERS = frozenset({"PARTY", "PERSON", "NUMBER", "PRONOUN", "XCOMP"})


@cache
def lexicon_with(triggers: tuple[str, ...] = (), groups: tuple[str, ...] = ()) -> Lexicon:
    """The lexicon of the package, with further rows that are tried before its own.

    Raises: ConfigError: for a row that is not in the format of verbs.tsv or groups.tsv.
    """
    classes = {name: frozenset(words.split()) for name, words in rows("nouns.tsv")}
    types = {r[0]: EventType(r[0], int(r[1]), r[2]) for r in rows("ontology.tsv")}
    more = [_cells("triggers", row, 6) for row in triggers]
    for row in more:
        if row[0] not in types or row[5] not in NEEDS:
            raise ConfigError("triggers", "a PLOVER type first and a need code last", row)
    return Lexicon(
        types=types,
        modes={
            (r[0], r[1]): Mode(r[2], tuple(filter(None, r[3].split(","))))
            for r in rows("modes.tsv")
        },
        verbs=_triggers(more, rows("verbs.tsv"), classes=classes),
        nouns=_triggers(
            [(t, m, w, "-", r, n) for t, m, w, r, n in rows("nominals.tsv")], classes=classes
        ),
        classes=classes,
        operators={
            w: kind for kind, words in reversed(rows("operators.tsv")) for w in words.split()
        },
        sectors={
            w: sector for sector, words in reversed(rows("sectors.tsv")) for w in words.split()
        },
        groups=tuple(
            (names, country, sector)
            for names, country, sector in (
                *(_cells("groups", row, 3) for row in groups),
                *rows("groups.tsv"),
            )
        ),
    )


def rows(name: str) -> list[tuple[str, ...]]:
    """The lines of a table, comments left out."""
    text = files("corpuskit").joinpath("lexicons", "events", name).read_text("utf-8")
    return [
        tuple(line.split("\t")) for line in text.splitlines() if line and not line.startswith("#")
    ]


def _cells(field: str, row: str, width: int) -> tuple[str, ...]:
    cells = tuple(row.split("\t"))
    if len(cells) != width:
        raise ConfigError(field, f"{width} cells with tabs between", row)
    return cells


def _triggers(
    *tables: list[tuple[str, ...]], classes: Mapping[str, frozenset[str]]
) -> Mapping[str, tuple[Trigger, ...]]:
    found: dict[str, list[Trigger]] = {}
    for event_type, mode, words, objects, recipients, need in (
        r for table in tables for r in table
    ):
        needs = tuple(_need(o, classes) for o in objects.split(",") if o != "-")
        for entry in words.split():
            word, _, particle = entry.partition("+")
            found.setdefault(word, []).append(
                Trigger(
                    event_type,
                    mode or None,
                    word,
                    particle or None,
                    needs,
                    tuple(r for r in recipients.split(",") if r != "-"),
                    need,
                )
            )
    # what asks for more comes first
    return {
        word: tuple(sorted(ts, key=lambda t: -(2 * bool(t.objects) + bool(t.particle))))
        for word, ts in found.items()
    }


def _need(spec: str, classes: Mapping[str, frozenset[str]]) -> Need:
    """`@arms`, `visit`, `PARTY`, `on~alert`, `SUBJ:bomb`, `@test[@weapon]`."""
    subject = spec.startswith("SUBJ:")
    spec = spec.removeprefix("SUBJ:")
    preposition, tilde, rest = spec.partition("~")
    noun, _, modifier = (rest if tilde else spec).partition("[")
    if noun in MARKERS:
        return Need(frozenset(), marker=noun, subject=subject)
    return Need(
        _words(noun, classes),
        modifiers=_words(modifier.rstrip("]"), classes) if modifier else frozenset(),
        preposition=preposition if tilde else None,
        subject=subject,
    )


def _words(noun: str, classes: Mapping[str, frozenset[str]]) -> frozenset[str]:
    if not noun.startswith("@"):
        return frozenset({noun})
    if noun[1:] not in classes:
        raise ConfigError("triggers", "a class of nouns.tsv", noun)
    return classes[noun[1:]]
