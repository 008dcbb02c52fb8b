"""Whether a verb in its sentence is what a row of the lexicon describes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpuskit.extractors._events.reference import PEOPLE

if TYPE_CHECKING:
    from corpuskit.extractors._events.actors import Cast
    from corpuskit.extractors._events.syntax import Tree
    from corpuskit.extractors._events.triggers import Lexicon, Need, Trigger

COMPLEMENTS = frozenset(
    {"guilty", "hostage", "illegal", "critical", "persona", "ready", "free", "unlawful", "void"}
    | {"unconstitutional", "invalid"}
)
"""Words that stand as complements, not as objects: "found guilty", "was critical of"."""


def base_form(tree: Tree, lexicon: Lexicon, verb: int) -> str:
    """The lemma, mended where the lemmatizer has cut too much ("stag" for "staged")."""
    lemma, word = tree.lemma[verb], tree.lower[verb]
    if lemma not in lexicon.verbs and word.endswith("ed") and word[:-1] in lexicon.verbs:
        return word[:-1]
    return lemma


def fitting(
    trigger: Trigger, verb: int, objects: list[int], subjects: list[int], cast: Cast
) -> int | None:
    """The noun that completes the trigger, `verb` itself where it wants none, None where it fails."""
    tree = cast.tree
    if not _has_particle(tree, trigger, verb):
        return None
    if trigger.word == "call" and trigger.particle == "for" and tree.kids_of(verb, "dobj"):
        return None  # "called the election for"
    if trigger.word in {"fire", "appeal"} and trigger.particle and tree.kids_of(verb, "dobj"):
        return None  # "fired the inspector at the request of"
    if not trigger.objects:
        return verb
    for need in trigger.objects:
        if need.marker == "XCOMP":
            led = [c for c in tree.kids_of(verb, "ccomp") if tree.tag[c] == "VB"]
            if led or tree.kids_of(verb, "xcomp"):
                return verb
            continue
        if need.preposition is not None:
            for word, k in tree.prepositions(verb):
                fits = not need.modifiers or is_modified(tree, k, need.modifiers)
                if word == need.preposition and tree.lemma[k] in need.nouns and fits:
                    return k
            continue
        extra = tree.kids_of(verb, "acomp", "oprd", "ccomp") if need.nouns & COMPLEMENTS else []
        extra += [k for c in extra if tree.dep[c] == "ccomp" for k in tree.kids_of(c, "acomp")]
        for o in subjects if need.subject else [*objects, *extra]:
            for k in tree.with_conjuncts(o):
                noun = _meeting(need, k, cast)
                if noun is not None:
                    return noun
    return None


def is_modified(tree: Tree, noun: int, words: frozenset[str]) -> bool:
    """Whether one of the words stands before the noun, or after it with "of" or "on"."""
    before = range(tree.left_edge(noun), noun)
    return any(tree.lemma[k] in words or tree.lower[k] in words for k in before) or any(
        tree.lemma[k] in words for w, k in tree.prepositions(noun) if w in {"of", "on"}
    )


def _has_particle(tree: Tree, trigger: Trigger, verb: int) -> bool:
    """Phrasal verbs are words of their own: "call off" is not "call", nor "call on"."""
    wanted = trigger.particle
    particles = {
        tree.lower[k] for k in tree.kids_of(verb, "prt") if tree.lower[k + 1 : k + 2] != ["to"]
    }
    if particles:
        return wanted in particles
    if wanted is None:
        return True
    for k in tree.kids_of(verb, "prep", "advmod", "dative", "agent", "prt"):
        when = any(tree.ents[j] in {"DATE", "TIME"} for j in tree.kids[k])
        if tree.lower[k] == wanted and not when:  # "called on Tuesday"
            return True
    return any(w == wanted and tree.dep[k] == "nsubj" for w, k in tree.prepositions(verb))


def _meeting(need: Need, noun: int, cast: Cast) -> int | None:
    tree, lexicon = cast.tree, cast.lexicon
    if need.marker == "PARTY":
        known = noun in cast.named or noun in cast.persons or cast.sector_of(noun)
        return noun if known or tree.ents[noun] == "PERSON" else None
    if need.marker == "PERSON":
        person = tree.ents[noun] == "PERSON" or tree.lemma[noun] in lexicon.classes["people"]
        return noun if person else None
    if need.marker == "NUMBER":
        return noun if tree.pos[noun] == "NUM" else None
    if need.marker == "PRONOUN":
        return noun if tree.lower[noun] in PEOPLE else None
    for _ in range(4):  # "a series of missile tests"
        if tree.lemma[noun] in need.nouns or tree.lower[noun] in need.nouns:
            fits = not need.modifiers or is_modified(tree, noun, need.modifiers)
            return noun if fits else None
        inner = tree.counted_by(noun, lexicon.classes["quantity"])
        if inner is None:
            return None
        noun = inner
    return None
