"""What the extractors find: typed, frozen, each made of mentions that point into the raw scrape."""

from __future__ import annotations

from typing import Literal, Protocol, runtime_checkable

import attrs

from corpuskit.edits import Mention

SCHEMA_VERSION = 1
"""Raised when a field of a record or a note changes its name or its meaning."""


@runtime_checkable
class Record(Protocol):
    """What every record has; your own record types are attrs classes with these fields."""

    @property
    def id(self) -> str:
        """Stable within the document."""

    @property
    def evidence(self) -> Mention:
        """The sentence that shows the finding."""

    @property
    def rule(self) -> str:
        """What found it."""

    @property
    def confidence(self) -> float:
        """0..1."""


@attrs.frozen
class PersonMention:
    """One place where a person is meant, and by what kind of words."""

    mention: Mention
    form: Literal["name", "surname", "nominal", "pronoun"]


@attrs.frozen
class Person:
    """Somebody named in the article, with every mention that was linked to the name.

    `mentions` stand in text order; the first one of form `name` is where the name is introduced.
    """

    id: str
    name: str
    kind: Literal["official", "expert", "other"]
    mentions: tuple[PersonMention, ...]
    evidence: Mention
    rule: str
    confidence: float


@attrs.frozen
class Official:
    """A person with an office: the title as written, its normalised role, and for whom.

    `person` is the id of the `Person`. `country`: ISO 3166-1 alpha-3; None for offices of
    international organisations and wherever the text does not tell. `title_mention` and
    `organisation_mention` say where the words stand (and how they were scraped).
    """

    id: str
    person: str
    name: str
    title: str | None
    title_mention: Mention | None
    role: str | None
    organisation: str | None
    organisation_mention: Mention | None
    country: str | None
    status: Literal["current", "former", "acting", "elect", "nominee"]
    mentions: tuple[PersonMention, ...]
    evidence: Mention
    rule: str
    confidence: float


@attrs.frozen
class Speaker:
    """Who said it: the words beside the quotation, and separately the name they resolve to.

    `people` are the ids of the persons meant: three for "they said in a joint statement". `name` is
    None where the words could not be resolved.
    """

    mention: Mention | None
    name: str | None
    kind: Literal["person", "group", "organisation", "state", "document", "unknown"]
    people: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.name or (self.mention.text if self.mention else "unknown")


Fidelity = Literal["as_scraped", "repaired", "restored", "unreliable"]


@attrs.frozen
class Quote:
    """Words reported as somebody's own.

    `content` is the hull of the quotation, marks excluded; `spans` are its pieces, more than one
    where the cue stands in between. `closed` is False where the closing mark is missing. `via` is
    the medium of a quotation at second hand. `kind` is "term" for coined names and scare quotes,
    which are off by default. `fidelity`: no edit inside, repaired (encoding, typography), restored
    (spun words inside), or unreliable (the document is not known to be genuine).
    """

    id: str
    content: Mention
    spans: tuple[Mention, ...]
    kind: Literal["direct", "mixed", "indirect", "term"]
    act: Literal["speech", "thought", "intention"]
    speaker: Speaker | None
    via: Speaker | None
    cue: Mention | None
    fidelity: Fidelity
    closed: bool
    evidence: Mention
    rule: str
    confidence: float

    @property
    def text(self) -> str:
        """The quoted words, the pieces of a split quotation joined by a blank."""
        return " ".join(piece.text for piece in self.spans)

    @property
    def verbatim(self) -> bool:
        """Whether the words may be quoted as printed: in marks, and at most repaired."""
        return self.kind == "direct" and self.fidelity in {"as_scraped", "repaired"}


@attrs.frozen
class Actor:
    """A party to an event: its country and sector, as far as the text tells.

    `country`: ISO 3166-1 alpha-3, or IGO / NGO for organisations of no country. `sector`: PLOVER
    sector (GOV, MIL, OPP, REB, CVL, IGO, NGO, ...). `person` is the id of a `Person`.
    """

    mention: Mention
    name: str
    country: str | None
    sector: str | None
    person: str | None = None


@attrs.frozen
class Place:
    """Where an event took place; coordinates in degrees (WGS 84) where a gazetteer has them."""

    mention: Mention
    name: str
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None


@attrs.frozen
class Event:
    """Who did what to whom, in terms of PLOVER.

    `event_type`: one of the 16 PLOVER types; `quad_class` 1-4 (SANCTION counts as 3); `cameo`: the
    CAMEO root. In a `reciprocal` event every actor acts on every other, and `recipients` is empty.
    `date`: ISO day, month, year or `start..end`, None where it cannot be resolved; `date_text` holds
    the words it rests on. `attributed_to` is whoever claims the event, None where the article does.
    `mentions` are all triggers of the event in the article, `trigger` the first.
    """

    id: str
    event_type: str
    mode: str | None
    contexts: tuple[str, ...]
    quad_class: Literal[1, 2, 3, 4]
    cameo: str
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    reciprocal: bool
    date: str | None
    date_precision: Literal["day", "month", "year", "range"] | None
    date_text: Mention | None
    place: Place | None
    status: Literal["actual", "planned", "possible", "denied"]
    attributed_to: Speaker | None
    trigger: Mention
    mentions: tuple[Mention, ...]
    evidence: Mention
    rule: str
    confidence: float


@attrs.frozen
class Failure:
    """What could not be done: a record that could not be read, or a step that raised.

    `place` is the path (and line) for input, else empty; `step` is "read" for input.
    """

    document: str
    step: str
    error: str
    message: str
    place: str = ""
