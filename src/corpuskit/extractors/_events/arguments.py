"""Who acts in an event told by a verb, and on whom: from the places of the trigger to the parties of the record."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from corpuskit.extractors._events.sides import (
    at_home,
    is_mutual,
    on_the_spot,
    reached,
    recipients_of,
)
from corpuskit.extractors._events.triggers import Trigger

if TYPE_CHECKING:
    from corpuskit.extractors._events.mood import Mood
    from corpuskit.extractors._events.parties import Party
    from corpuskit.extractors._events.reference import Reference

REACHING = frozenset(
    {
        "REQUEST",
        "REJECT",
        "THREATEN",
        "AGREE",
        "SANCTION",
        "RETREAT",
        "AID",
        "COOPERATE",
        "SUPPORT",
        "ACCUSE",
    }
)
"""Types whose recipient may stand anywhere in the clause."""
OWN_FORCES = frozenset({"troops", "withdraw", "alert", "weapons", "disarm"})
"""Where nobody else is named, the forces moved are those of the actor."""
LAWFUL = frozenset({"GOV", "COP", "JUD"})
TELLING = frozenset({"tell", "inform", "notify", "warn", "assure"})
COUNTRIES = frozenset({"name", "capital", "demonym", "metonym", "modifier", "possessive"})
WHERE = frozenset({"in", "at", "near", "from", "on"})
SPOKEN = frozenset({"SUPPORT", "ACCUSE", "REJECT", "AGREE", "REQUEST", "THREATEN"})
"""Types that somebody must speak for: no thing of his does."""
SPEAKING = ("words", "body", "staff", "sides", "settlement", "territory")
BODILY = frozenset({"life", "harm", "law", "x"})
"""Needs of what is done to people, whoever they are."""


@attrs.frozen
class Told:
    """A trigger where it stands: its verb, the noun that completes it, and the objects."""

    trigger: Trigger
    verb: int
    noun: int
    objects: list[int]
    passive: bool


def sides_of(ref: Reference, told: Told, mood: Mood) -> tuple[list[Party], list[Party]]:
    """Actors and recipients; what the words themselves leave open is read from the clause and the sentence."""
    trigger, verb = told.trigger, told.verb
    actors = _actors(ref, told)
    recipients = _recipients(ref, told, actors)
    if trigger.event_type in SPOKEN:
        actors = [p for p in actors if not _is_dumb(ref, p)]
    far = trigger.event_type in REACHING and trigger.need in {"a", "ar", "m"}
    far = far or (trigger.event_type == "PROTEST" and any(p.country for p in actors))
    if far and not recipients and not is_mutual(trigger, actors, []):
        protest = trigger.event_type == "PROTEST"
        recipients = reached(ref, verb, {p.country for p in actors}, anywhere=protest)
        if trigger.event_type == "REQUEST" and trigger.particle == "for":
            recipients = [p for p in recipients if p.rule in COUNTRIES]  # no "U.N. probe"
        if not recipients and mood.says is not None and ref.tree.lemma[mood.says] in TELLING:
            recipients = [p for p in ref.of_all(ref.tree.objects(mood.says)) if p.country]
    actors, recipients = at_home(ref, actors, recipients, verb, trigger.event_type)
    actors = on_the_spot(ref, trigger, verb, actors, passive=told.passive)
    return _without_attacks(ref, told, actors), recipients


def _actors(ref: Reference, told: Told) -> list[Party]:
    trigger, verb, subjects = told.trigger, told.verb, ref.tree.subjects(told.verb)
    suffering = trigger.recipients == ("subj",)
    actors = ref.after(verb, "by") if told.passive or suffering else ref.of_all(subjects)
    if suffering and not actors and told.noun != verb:
        return ref.after(told.noun, "of")  # "was the target of an attack by"
    if told.passive and not actors and trigger.event_type in {"MOBILIZE", "RETREAT"}:
        return ref.of_all(subjects) if trigger.mode in OWN_FORCES else []
    return actors


def _recipients(ref: Reference, told: Told, actors: list[Party]) -> list[Party]:
    trigger, verb = told.trigger, told.verb
    found = recipients_of(ref, trigger, verb, told.noun, told.objects)
    if trigger.need == "law" and actors:  # "they said the police arrested them"
        found = [p for p in found if p.rule != "pronoun" or p.sector not in LAWFUL]
    if not found and trigger.need in BODILY and trigger.recipients[:1] == ("obj",):
        done_to = ref.tree.subjects(verb) if told.passive else told.objects
        found = ref.cast.whoever(done_to, ref)
    meant = {a.head for a in actors}
    persons = {a.person for a in actors if a.person}
    found = [
        p
        for p in found
        if (p.rule != "pronoun" or p.head not in meant)
        and not _is_again(ref, p, actors)
        and not (trigger.event_type == "REQUEST" and _is_a_thing(ref, p))
        and not (p.rule == "pronoun" and "it" in {ref.tree.lower[k] for k in told.objects})
        and (p.person not in persons or p.head in told.objects)  # "Sirhan shot him": another
    ]
    found = [p for p in found if not _is_first_half(ref, p, found)]
    if not found and trigger.event_type in {"ACCUSE", "REJECT"}:
        return _argued_of(ref, verb, actors)
    return found


def _is_a_thing(ref: Reference, party: Party) -> bool:
    """Whether it only belongs to somebody: who calls "for a Clinton plan" asks nothing of Clinton."""
    k, cast = party.head, ref.cast
    somebody = party.bare or k in cast.named or k in cast.persons or cast.sector_of(k) is not None
    asked = party.rule in {"possessive", "person", "with", "from"} or party.person is not None
    return not somebody and not asked and ref.tree.pos[k] == "NOUN"


def _is_dumb(ref: Reference, party: Party) -> bool:
    """Whether a thing of somebody's stands for him that says nothing: "Trump's trial promises to be"."""
    tree, k, cast = ref.tree, party.head, ref.cast
    owned = party.rule in {"possessive", "modifier", "of", "from", "by", "on", "against"}
    somebody = party.bare or k in cast.persons or cast.sector_of(k) is not None
    classes = cast.lexicon.classes
    speaking = any(tree.lemma[k] in classes[name] for name in SPEAKING)
    plain = tree.tag[k] in {"NN", "NNS"} and k not in cast.named
    return owned and plain and not somebody and not speaking


def _is_again(ref: Reference, party: Party, actors: list[Party]) -> bool:
    """Whether a pronoun was read as somebody who acts: nobody attacks himself."""
    words = ref.cast.text[party.start : party.end]
    named = ref.tree.pos[party.head] == "PROPN"
    return any(
        party.start == a.start or (named and words == ref.cast.text[a.start : a.end])
        for a in actors
    )


def _is_first_half(ref: Reference, party: Party, parties: list[Party]) -> bool:
    """Whether one name was read as two objects: "sentenced two people smugglers"."""
    dep, k = ref.tree.dep, party.head
    return dep[k] == "dobj" and any(p.head == k + 1 and dep[k + 1] == "dobj" for p in parties)


def _argued_of(ref: Reference, verb: int, actors: list[Party]) -> list[Party]:
    """Of whom it is said why: "criticized the move, arguing Trump was sowing chaos"."""
    tree = ref.tree
    arguing = [
        k
        for k in tree.kids_of(verb, "advcl")
        if tree.tag[k] == "VBG" and ref.lexicon.operators.get(tree.lemma[k]) == "say"
    ]
    clauses = [c for k in arguing for c in tree.kids_of(k, "ccomp")]
    clauses = [c for c in clauses if not any(tree.tag[k] == "MD" for k in tree.kids[c])]
    found = [p for c in clauses for p in ref.of_all(tree.subjects(c)) if p.political]
    return [p for p in found if not _is_again(ref, p, actors)]


def _without_attacks(ref: Reference, told: Told, actors: list[Party]) -> list[Party]:
    """Attacks are nobody; but who is killed "in a US operation" is killed by the US."""
    tree, violence = ref.tree, ref.lexicon.classes["violence"]
    if told.passive and not actors and told.trigger.event_type == "ASSAULT":
        attacks = violence | ref.lexicon.classes["attack"]
        done_in = [k for w, k in tree.prepositions(told.verb) if w in {"in", "during"}]
        return [p for k in done_in if tree.lemma[k] in attacks for p in ref.cast.before(k)]
    return [
        p for p in actors if p.sector or p.rule not in WHERE or tree.lemma[p.head] not in violence
    ]
