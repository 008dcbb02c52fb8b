"""Events: who did what to whom, when and where, in terms of PLOVER."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal, cast

import attrs

from corpuskit.errors import ConfigError
from corpuskit.extractors._events.actors import Cast
from corpuskit.extractors._events.calendar import Calendar
from corpuskit.extractors._events.coding import Coder
from corpuskit.extractors._events.confidence import confidence_of, doubts_of, manner_of
from corpuskit.extractors._events.dates import day_of
from corpuskit.extractors._events.places import place_of_event
from corpuskit.extractors._events.reference import Reference
from corpuskit.extractors._events.syntax import Tree
from corpuskit.extractors._events.triggers import lexicon_with
from corpuskit.geography import country_name
from corpuskit.records import Actor, Event, Speaker

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corpuskit.article import Article
    from corpuskit.document import Document
    from corpuskit.edits import Mention
    from corpuskit.extractors._events.dates import When
    from corpuskit.extractors._events.drafts import Draft
    from corpuskit.extractors._events.parties import Party

TELLING = frozenset({"report", "source", "statement", "account", "witness", "study", "prosecutor"})
SPEAKERS = frozenset({"PERSON", "ORG", "GPE", "NORP"})
QuadClass = Literal[1, 2, 3, 4]


def _lines(given: Iterable[str]) -> tuple[str, ...]:
    return tuple(given)


@attrs.frozen(kw_only=True)
class Events:
    """Codes the political events of an article: type, parties, date, place, status and evidence.

    Relative dates need the metadata field `published`; without it their words are kept and `date`
    is None. Only events of at least `threshold` confidence are given; 0 gives all that are found.
    `triggers` and `groups` are further rows in the format of `lexicons/events/verbs.tsv`
    and `groups.tsv` (cells with tabs between), tried before the rows of the package.
    Raises: ConfigError: for a row that does not fit the format, or a threshold outside 0..1.
    """

    name: ClassVar[str] = "events"
    requires: ClassVar[frozenset[str]] = frozenset({"tagger", "parser", "lemmatizer"})
    produces: ClassVar[type[Event]] = Event

    threshold: float = attrs.field(default=0.5)
    triggers: tuple[str, ...] = attrs.field(default=(), converter=_lines)
    groups: tuple[str, ...] = attrs.field(default=(), converter=_lines)

    @threshold.validator
    def _check(self, _: object, value: float) -> None:
        if not 0 <= value <= 1:
            raise ConfigError("threshold", "a number from 0 to 1", value)

    def __attrs_post_init__(self) -> None:
        lexicon_with(self.triggers, self.groups)

    def __call__(self, article: Article, /) -> Iterator[Event]:
        """The events in text order; the same event told twice is one record with two mentions."""
        if article.doc is None or not len(article.doc):
            return
        document, lexicon = article.document, lexicon_with(self.triggers, self.groups)
        tree = Tree(article.doc, article.kinds)
        coder = Coder(Reference(tree, Cast(tree, document.text, article.people, lexicon), lexicon))
        drafts = list(coder.drafts())
        if not drafts:
            return
        published = day_of(document.metadata.value("published"))
        manner = manner_of(tree)
        calendar = Calendar(tree, document.text, published, lexicon)
        told: dict[tuple[object, ...], list[Event]] = {}
        for draft in drafts:
            event = _event(draft, document, coder, calendar.of(draft, coder.coded), manner)
            told.setdefault(_identity(event), []).append(event)
        trusted = [
            max(same, key=lambda event: event.confidence)
            for same in told.values()
            if max(event.confidence for event in same) >= self.threshold
        ]
        for k, event in enumerate(trusted, start=1):
            mentions = tuple(other.trigger for other in told[_identity(event)])
            yield attrs.evolve(event, id=f"e{k}", mentions=mentions)


def explain(event: Event) -> str:
    """Which rule and which words of the article gave each field of an event, one field a line."""
    sides = [("actor", a) for a in event.actors] + [("recipient", r) for r in event.recipients]
    lines = [
        f"rule: {event.rule}",
        f"type: {event.event_type} from {event.trigger.text!r}",
        *([f"mode {event.mode}: by the trigger"] if event.mode else []),
        *([f"contexts {', '.join(event.contexts)}: by the mode"] if event.contexts else []),
        f"quad class {event.quad_class}, CAMEO {event.cameo}: by the ontology table",
        *(
            f"{side}: {a.country or 'country unknown'}, {a.sector or 'sector unknown'} from {a.mention.text!r}"
            for side, a in sides
        ),
        f"status: {event.status}",
    ]
    if event.reciprocal:
        lines.append("reciprocal: each actor acts on every other")
    if event.date_text is not None:
        lines.append(f"date: {event.date or 'cannot be told'} from {event.date_text.text!r}")
    if event.place is not None:
        where = event.place
        found = f", {where.latitude}, {where.longitude} by GeoNames" if where.latitude else ""
        lines.append(
            f"place: {where.country or 'country unknown'} from {where.mention.text!r}{found}"
        )
    if event.attributed_to is not None:
        lines.append(f"attributed to: {event.attributed_to}")
    lines.append(f"confidence: {event.confidence}")
    lines.append(f"sentence: {' '.join(event.evidence.text.split())}")
    return "\n".join(lines)


def _identity(event: Event) -> tuple[object, ...]:
    """What two tellings of one event have in common: parties without a name are their own."""
    sides = [
        frozenset((a.country or a.name, a.sector if a.country is None else None) for a in side)
        for side in (event.actors, event.recipients)
    ]
    known = any(sides)
    kind = event.event_type if event.recipients or event.reciprocal else event.mode
    return (
        *(event.event_type, kind, *sides, event.status, event.date),
        None if known else event.trigger,
    )


def _event(
    draft: Draft, document: Document, coder: Coder, when: When | None, manner: frozenset[str]
) -> Event:
    tree, lexicon = coder.tree, coder.lexicon
    start, end = tree.sentence(draft.token)
    kind = lexicon.types[draft.event_type]
    mode = lexicon.modes.get((draft.event_type, draft.mode or ""))
    trigger = document.mention(tree.starts[draft.token], tree.ends[draft.token])
    doubts = [*sorted(manner), *doubts_of(tree, draft, dated=when is not None)]
    return Event(
        id="",
        event_type=draft.event_type,
        mode=draft.mode,
        contexts=mode.contexts if mode else (),
        quad_class=cast("QuadClass", kind.quad_class),
        cameo=mode.cameo if mode else kind.cameo,
        actors=tuple(_actor(p, document, coder) for p in draft.actors),
        recipients=tuple(_actor(p, document, coder) for p in draft.recipients),
        reciprocal=draft.reciprocal,
        date=when.value if when else None,
        date_precision=when.precision if when else None,
        date_text=document.mention(when.start, when.end) if when else None,
        place=place_of_event(draft, document, coder.ref.cast),
        status=draft.status,
        attributed_to=_speaker(draft, document, coder),
        trigger=trigger,
        mentions=(trigger,),
        evidence=_sentence(document, tree.starts[start], tree.ends[end - 1]),
        rule=_rule(draft, when, doubts),
        confidence=confidence_of(doubts),
    )


def _rule(draft: Draft, when: When | None, doubts: list[str]) -> str:
    """The trigger, how each side and the date were read, and what makes it doubtful."""
    parts = [draft.rule]
    for side, parties in (("actor", draft.actors), ("recipient", draft.recipients)):
        parts += [f"{side}={rule}" for rule in dict.fromkeys(p.rule for p in parties)]
    parts += [f"date={when.rule}"] if when else []
    return "; ".join([*parts, *([f"doubts={','.join(doubts)}"] if doubts else [])])


def _actor(party: Party, document: Document, coder: Coder) -> Actor:
    mention = document.mention(party.start, party.end)
    name = " ".join(mention.text.split())
    if party.bare and party.country and party.rule in {"name", "capital", "metonym"}:
        name = country_name(party.country) or name
    return Actor(mention, name, party.country, _told_sector(party, coder), party.person)


def _told_sector(party: Party, coder: Coder) -> str | None:
    """The sector, unless it rests on a name alone: candidates and former presidents have the same."""
    known = next((p for p in coder.ref.cast.persons.values() if p.id == party.person), None)
    if known is None:
        return None if party.rule == "leader" else party.sector
    if known.unsure:
        return None
    return known.sector if party.sector == "GOV" else party.sector


def _speaker(draft: Draft, document: Document, coder: Coder) -> Speaker | None:
    """Whoever tells it, unless that is the actor."""
    tree = coder.tree
    if draft.says is None:
        subjects = _sources(tree, draft.token)
    elif tree.is_passive(draft.says):
        subjects = [k for w, k in tree.prepositions(draft.says) if w == "by"]
    else:
        subjects = tree.subjects(draft.says)
    own = {draft.token, *(p.head for p in draft.actors)}
    if not subjects or own.intersection(subjects):
        return None
    token = subjects[0]
    parties = coder.ref.who(token)
    may_speak = (
        tree.lemma[token] in TELLING
        or tree.ents[token] in SPEAKERS
        or tree.pos[token] in {"PRON", "PROPN"}
    )
    if not (may_speak or parties or token in coder.ref.cast.persons):
        return None
    edge = tree.left_edge(token)
    start = document.text.rfind("\n", tree.starts[edge], tree.starts[token]) + 1
    mention = document.mention(max(start, tree.starts[edge]), tree.ends[token])
    person = coder.ref.cast.persons.get(token)
    kind: Literal["person", "state", "unknown"] = "unknown"
    if person is not None or tree.ents[token] == "PERSON":
        kind = "person"
    elif any(p.bare for p in parties):
        kind = "state"
    name = None if tree.pos[token] == "PRON" else " ".join(mention.text.split())
    return Speaker(mention, name, kind, (person.id,) if person is not None else ())


def _sources(tree: Tree, token: int) -> list[int]:
    """Whoever stands after "according to" in the clause of an event."""
    start, end = tree.sentence(token)
    clause = {token, *tree.above(token)}
    return [
        noun
        for k in range(start, end)
        if tree.lower[k] == "according" and tree.head[k] in clause
        for _, noun in tree.prepositions(k)
    ]


def _sentence(document: Document, start: int, end: int) -> Mention:
    """The sentence without the line breaks that the parser leaves at its ends."""
    words = document.text[start:end]
    return document.mention(
        start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
    )
