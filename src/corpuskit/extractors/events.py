"""Events: who did what to whom, when and where, in terms of PLOVER."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal, cast

import attrs

from corpuskit.extractors._actors import Cast
from corpuskit.extractors._coding import Coder
from corpuskit.extractors._dates import EXPRESSION, NOT_WHEN, ahead, dates_in, day_of, moved
from corpuskit.extractors._places import place_of_event
from corpuskit.extractors._reference import Reference
from corpuskit.extractors._syntax import Tree
from corpuskit.extractors._triggers import shipped
from corpuskit.geography import country_name
from corpuskit.records import Actor, Event, Speaker

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from corpuskit.article import Article
    from corpuskit.document import Document
    from corpuskit.extractors._actors import Party
    from corpuskit.extractors._coding import Draft
    from corpuskit.extractors._dates import When
    from corpuskit.extractors._triggers import Lexicon


SPEECH = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "AGREE", "SUPPORT"})
"""Events that consist of words: they happen on the day on which they are said."""


@attrs.frozen(kw_only=True)
class Events:
    """Codes the political events of an article: type, parties, date, place, status and evidence."""

    name: ClassVar[str] = "events"
    requires: ClassVar[frozenset[str]] = frozenset({"tagger", "parser", "lemmatizer", "ner"})
    produces: ClassVar[type[Event]] = Event

    def __call__(self, article: Article, /) -> Iterator[Event]:
        """The events in text order; the same event told twice is one record with two mentions."""
        if article.doc is None or not len(article.doc):
            return
        lexicon = shipped()
        tree = Tree(article.doc)
        text = article.document.text
        cast = Cast(tree, text, article.people, lexicon)
        coder = Coder(Reference(tree, cast, lexicon))
        published = day_of(article.document.metadata.value("published"))
        days = _Calendar(tree, text, published)
        events: dict[tuple[object, ...], Event] = {}
        for draft in coder.drafts():
            event = _event(draft, article.document, tree, coder, days, lexicon)
            key = (
                event.event_type,
                frozenset(a.country or a.name for a in event.actors),
                frozenset(a.country or a.name for a in event.recipients),
                event.status,
                event.date,
            )
            if key in events:
                first = events[key]
                events[key] = attrs.evolve(first, mentions=(*first.mentions, event.trigger))
            else:
                events[key] = event
        for k, event in enumerate(events.values(), start=1):
            yield attrs.evolve(event, id=f"e{k}")


class _Calendar:
    """The date expressions of a document, each with the verb it hangs on."""

    def __init__(self, tree: Tree, text: str, published: date | None) -> None:
        self.tree, self.text, self.published = tree, text, published
        self.found: list[tuple[int, int | None, When]] = []
        last: str | None = None
        k = 0
        for when in dates_in(text, published):
            if _is_dateline(text, when):
                continue
            while k < len(tree.ends) and tree.ends[k] <= when.start:
                k += 1
            if k == len(tree.ends):
                break
            if when.rule in {"sameday", "after"}:
                value = last if when.rule == "sameday" else moved(last, 1)
                when = attrs.evolve(when, value=value, precision="day" if value else None)
            elif when.precision == "day":
                last = when.value
            if k and tree.lower[k - 1] in NOT_WHEN:
                continue
            self.found.append((k, self._verb(k), when))

    def _verb(self, token: int) -> int | None:
        return self.tree.verb_above(token)

    def of(self, draft: Draft, start: int, end: int, coder: Coder, lexicon: Lexicon) -> When | None:
        """When the event of a sentence took place: the date at its verb, else one that no other event holds."""
        here = [(verb, when) for k, verb, when in self.found if start <= k < end]
        if not here:
            return None
        tree = self.tree
        own = {draft.token, *tree.kids_of(draft.token, "xcomp", "conj")}
        verb = (
            draft.token
            if tree.pos[draft.token] in {"VERB", "AUX"}
            else tree.verb_above(draft.token)
        )
        own.add(verb if verb is not None else draft.token)
        if verb is not None and tree.dep[verb] in {"conj", "xcomp", "advcl"}:
            own.add(tree.head[verb])
        if draft.says is not None and (draft.status == "planned" or draft.event_type in SPEECH):
            own.add(draft.says)
        best = next((w for v, w in here if v in own), None)
        if best is None:
            free = [
                w
                for v, w in here
                if v is None
                or (v not in coder.coded and lexicon.operators.get(tree.lemma[v]) != "say")
            ]
            best = free[0] if len(here) == 1 and free else None
        if best is not None and draft.status == "planned" and self.published is not None:
            return ahead(self.text, best, self.published)
        return best


def _is_dateline(text: str, when: When) -> bool:
    """Whether a date stands alone in its line."""
    start = text.rfind("\n", 0, when.start) + 1
    end = text.find("\n", when.end)
    line = text[start : end if end >= 0 else len(text)]
    return len(line) < 60 and end >= 0 and not EXPRESSION.sub("", line).strip(", .\xa0\t")


def _event(
    draft: Draft, document: Document, tree: Tree, coder: Coder, days: _Calendar, lexicon: Lexicon
) -> Event:
    start, end = tree.sentence(draft.token)
    kind = lexicon.types[draft.event_type]
    mode = lexicon.modes.get((draft.event_type, draft.mode or ""))
    when = days.of(draft, start, end, coder, lexicon)
    trigger = document.mention(tree.starts[draft.token], tree.ends[draft.token])
    return Event(
        id="",
        event_type=draft.event_type,
        mode=draft.mode,
        contexts=mode.contexts if mode else (),
        quad_class=cast("Literal[1, 2, 3, 4]", kind.quad_class),
        cameo=mode.cameo if mode else kind.cameo,
        actors=tuple(_actor(p, document) for p in draft.actors),
        recipients=tuple(_actor(p, document) for p in draft.recipients),
        reciprocal=draft.reciprocal,
        date=when.value if when else None,
        date_precision=when.precision if when else None,
        date_text=document.mention(when.start, when.end) if when else None,
        place=place_of_event(draft, document, tree, coder.ref.cast, lexicon),
        status=draft.status,
        attributed_to=_speaker(draft, document, tree, coder),
        trigger=trigger,
        mentions=(trigger,),
        evidence=document.mention(tree.starts[start], tree.ends[end - 1]),
        rule=draft.rule,
        confidence=draft.confidence,
    )


def _actor(party: Party, document: Document) -> Actor:
    mention = document.mention(party.start, party.end)
    name = mention.text
    if party.bare and party.country and party.rule in {"name", "demonym", "capital", "metonym"}:
        name = country_name(party.country) or name
    return Actor(mention, name, party.country, party.sector, party.person)


def _speaker(draft: Draft, document: Document, tree: Tree, coder: Coder) -> Speaker | None:
    if draft.says is None:
        return None
    if tree.is_passive(draft.says):
        subjects = [k for w, k in tree.prepositions(draft.says) if w == "by"]
    else:
        subjects = tree.subjects(draft.says)
    own = {p.head for p in draft.actors}
    if not subjects or subjects[0] == draft.token or any(s in own for s in subjects):
        return None
    token = subjects[0]
    edge = tree.left_edge(token)
    mention = document.mention(tree.starts[edge], tree.ends[token])
    parties = coder.ref.who(token)
    kind: Literal["person", "state", "unknown"] = "unknown"
    if tree.ents[token] == "PERSON" or tree.lower[token] in {"he", "she"}:
        kind = "person"
    elif any(p.bare for p in parties):
        kind = "state"
    return Speaker(mention, mention.text if tree.pos[token] != "PRON" else None, kind)
