"""Events told by nouns: "North Korea's missile launch", "talks between Cairo and Tel Aviv"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpuskit.extractors._events.drafts import Draft, Status
from corpuskit.extractors._events.matching import is_modified
from corpuskit.extractors._events.mood import mood_of
from corpuskit.extractors._events.sides import at_home, unique

if TYPE_CHECKING:
    from collections.abc import Container

    from corpuskit.extractors._events.parties import Party
    from corpuskit.extractors._events.reference import Reference
    from corpuskit.extractors._events.triggers import Trigger

MEETING_WORDS = frozenset({"at", "during", "in", "after", "following", "before"})


def draft_of_noun(ref: Reference, noun: int, coded: Container[int]) -> Draft | None:
    """The event a noun tells of; none where the verb above it has told an event already."""
    above = ref.tree.verb_above(noun)
    for trigger in ref.lexicon.nouns.get(ref.tree.lemma[noun], ()):
        if above in coded and trigger.event_type != "CONSULT":
            continue
        sides = _sides_of_noun(ref, trigger, noun, above)
        if sides is not None:
            status = _status_of_noun(ref, trigger, above)
            actors, recipients = tuple(unique(sides[0])), tuple(unique(sides[1]))
            mutual, rule = trigger.need == "2", f"noun:{trigger.word}"
            return Draft(
                trigger.event_type,
                trigger.mode,
                noun,
                actors,
                recipients,
                mutual,
                status,
                None,
                None,
                rule,
            )
    return None


def _sides_of_noun(
    ref: Reference, trigger: Trigger, noun: int, above: int | None
) -> tuple[list[Party], list[Party]] | None:
    """Whose act on whom a noun tells of, None where the words around it do not suffice."""
    tree = ref.tree
    before = [j for j in range(tree.left_edge(noun), noun) if j in ref.cast.named]
    if trigger.event_type == "ASSAULT" and any(ref.cast.named[j].kind == "leader" for j in before):
        return None  # a politician's attack on another is made of words
    named = bool(before)
    owners = [p for p in ref.cast.parties(noun) if p.country] if named else []
    actors = ref.after(noun, "by") or owners
    recipients = [
        p for w in trigger.recipients for p in ref.after(noun, w) if p.country or p.sector
    ]
    actors, recipients = at_home(ref, actors, recipients, noun)
    countries = {p.country for p in (*actors, *recipients)} - {None}
    match trigger.need:
        case "2":
            link = tree.lower[tree.head[noun]] if tree.dep[noun] == "pobj" else ""
            if not actors and above is not None and link in MEETING_WORDS:
                actors = [p for p in ref.of_all(tree.subjects(above)) if p.political]
            parties = [*actors, *(p for p in ref.after(noun, "between", "with") if p.country)]
            return (parties, []) if len({p.country for p in parties} - {None}) > 1 else None
        case "vis":
            abroad = len(countries) > 1 and any(p.sector == "GOV" for p in actors)
            return (actors, recipients) if abroad and recipients else None
        case "weapon" | "military" | "troops" as wanted:
            fits = actors and is_modified(tree, noun, ref.lexicon.classes[wanted])
            return (actors, recipients) if fits else None
        case _:
            return (actors, recipients) if actors and recipients else None


def _status_of_noun(ref: Reference, trigger: Trigger, above: int | None) -> Status:
    if above is None:
        return "actual"
    mood = mood_of(ref.tree, ref.lexicon, above)
    if trigger.event_type == "CONSULT" and mood.kind != "future":
        return "actual"  # "reaffirmed at a meeting their wish to": the meeting took place
    governed = ref.lexicon.operators.get(ref.tree.lemma[above]) in {
        "plan",
        "request",
        "refuse",
        "commit",
    }
    told_of = mood.kind in {"refuse", "claim"}  # "avoids condemning the invasion": it took place
    return "possible" if (mood.kind and not told_of) or governed else "actual"
