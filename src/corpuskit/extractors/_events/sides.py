"""The two sides of an event: where recipients stand, and which country a domestic party belongs to."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

import attrs

from corpuskit.extractors._events.syntax import VERBAL

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corpuskit.extractors._events.parties import Party
    from corpuskit.extractors._events.reference import Reference
    from corpuskit.extractors._events.syntax import Tree
    from corpuskit.extractors._events.triggers import Trigger

KINDLY = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT", "AGREE"})
DOMESTIC = frozenset(
    {
        "GOV",
        "OPP",
        "CVL",
        "PTY",
        "COP",
        "JUD",
        "LEG",
        "LAB",
        "EDU",
        "MED",
        "REL",
        "CRM",
        "MIL",
        "REB",
        "SPY",
    }
)
"""Sectors that belong to some country even where it is not named beside them."""
PEOPLE_OF = frozenset({"OPP", "CVL", "COP", "JUD", "LEG", "LAB", "EDU"})
COLLECTIVE = frozenset(
    {"people", "crowd", "mob", "community", "public", "population", "minority", "youth"}
)
STRANGERS = frozenset(
    {"immigrant", "migrant", "refugee", "tourist", "national", "expatriate", "worker"}
)
"""They live elsewhere than where they come from."""
ABROAD = frozenset(
    {"leader", "nation", "country", "diplomat", "ambassador", "envoy", "power", "ally"}
)
"""Several of them are of several countries: "world leaders", "the nations"."""
WORLDWIDE = frozenset(
    {"foreign", "international", "global", "world", "western", "european", "regional"}
)
VISITORS = frozenset(
    {"guest", "visitor", "tourist", "passenger", "foreigner", "traveller", "traveler"}
)
UNKIND = frozenset({"ACCUSE", "REJECT", "REQUEST", "THREATEN", "SANCTION", "ASSAULT"})
CAPTIVES = frozenset({"hostage", "captive", "prisoner", "detainee"})
"""Whoever frees or takes them may be of another country."""
GROUPS = frozenset(
    {"group", "gang", "movement", "organization", "organisation", "union", "company"}
)
CROWDS = frozenset({"CVL", "COP", "JUD", "LAB", "EDU", "OPP", "CRM"})
STATELESS = frozenset({None, "IGO", "NGO", "IMG"})
NAMED = frozenset({"person", "whom"})
"""What is a party even where nothing is known of it."""
ONE_SIDED = frozenset({"pledge", "promise", "vow", "offer"})
SUFFERED = frozenset(
    {"killing", "death", "murder", "assassination", "arrest", "detention", "torture", "treatment"}
    | {"execution", "imprisonment", "persecution", "abduction", "deportation", "beating"}
)
"""What is done to somebody: who condemns it does not condemn him."""
ENDURING = frozenset({"of", "on", "against"})
ANSWERS = frozenset({"protest", "response", "reaction", "retaliation"})
"""In protest against whom, in response to whom."""
ASIDES = frozenset({"advcl", "relcl", "parataxis", "pcomp"})
PLACE_WORDS = frozenset(
    {"in", "at", "outside", "near", "inside", "around", "across", "throughout", "on"}
)


def recipients_of(
    ref: Reference, trigger: Trigger, verb: int, noun: int, objects: list[int]
) -> list[Party]:
    """The parties at the first place of the trigger's list that has any."""
    tree, accused = ref.tree, trigger.event_type == "ACCUSE"
    for path in trigger.recipients:
        if path == "obj" and trigger.mode == "meet" and noun in objects:
            found = ref.cast.before(noun)  # "U.S.-China talks", not "talks in Paris"
        else:
            found = [
                p
                for p in ref.of_all(_stations(ref, path, verb, noun, objects, accused=accused))
                if p.country
                or p.sector
                or (p.rule == "person" and (path not in PLACE_WORDS or path == trigger.particle))
            ]
        if not found and path == "obj" and trigger.event_type in {"REQUEST", "ACCUSE"}:
            clauses = [
                s
                for c in tree.kids_of(verb, "ccomp")
                for s in tree.kids_of(c, "nsubj", "nsubjpass")
                if not any(tree.lower[k] == "what" for k in tree.kids[c])
            ]
            own = {p.country for p in ref.of_all(tree.subjects(verb))}
            found = [
                p for p in ref.of_all(clauses) if p.sector or (p.country and p.country not in own)
            ]
        if accused and path == "obj":
            harm = SUFFERED | ref.lexicon.classes["violence"]
            found = [p for p in found if p.rule not in ENDURING or tree.lemma[p.head] not in harm]
        if found:
            return found
    return []


def reached(
    ref: Reference, verb: int, own: set[str | None], *, anywhere: bool = False
) -> list[Party]:
    """The first parties of the clause after the verb that are not the actors themselves.

    `anywhere`: also those in whose country something named stands.
    """
    tree, named = ref.tree, ref.cast.named
    joined = [k for k in tree.kids_of(verb, "conj") if tree.pos[k] in VERBAL]
    beside = {j for k in joined for j in tree.subtree(k)}
    inside = sorted(
        j for j in tree.subtree(verb, without=ASIDES) if j > verb and j in named and j not in beside
    )
    for j in inside:
        if (
            named[j].country is None
            or named[j].country in own
            or named[j].kind in {"region", "city"}
        ):
            continue
        h = tree.head[j]
        inner = tree.dep[j] in {"amod", "compound", "poss", "nmod"} and h > j
        if inner and tree.lemma[h] in ref.lexicon.classes["currency"]:
            continue
        where = not inner and tree.dep[j] == "pobj" and tree.lower[h] in {"in", "at", "on"}
        near = tree.head[h] == verb or named[j].kind in {"city", "capital", "region"}
        if where and (near or not anywhere):
            continue  # not to whom
        between = list(takewhile(lambda a: a != verb, tree.above(j)))
        if _suffers(ref, between):
            continue  # "condemned the killing of Iranian protesters"
        speaking = [a for a in (j, *between) if tree.dep[a] == "nsubj"]
        if any(tree.lower[k] == "what" for a in speaking for k in tree.kids[tree.head[a]]):
            continue  # "denounced what the Germans called"
        found = [p for p in ref.who(h if inner else j) if p.country and p.country not in own]
        if found:
            return found
    return []


def _suffers(ref: Reference, above: list[int]) -> bool:
    """Whether what stands above a name is the harm that is done to it: "the attack on the embassy"."""
    tree = ref.tree
    harm = SUFFERED | ref.lexicon.classes["violence"]
    return any(
        tree.lower[k] in ENDURING and tree.dep[k] == "prep" and tree.lemma[tree.head[k]] in harm
        for k in above
    )


def at_home(
    ref: Reference, actors: list[Party], recipients: list[Party], verb: int, kind: str = ""
) -> tuple[list[Party], list[Party]]:
    """Gives "the opposition" its country: the only one of the sentence, or that of the other side."""
    codes = ref.sentence_codes(verb) - STATELESS
    only = next(iter(codes)) if len(codes) == 1 else None
    if only is not None and _only_an_agent(ref, verb, only):
        only = None  # "recaptured by the state in an operation supported by Russia"
    whole = {
        p.country
        for p in recipients
        if (p.bare and p.rule in {"name", "capital", "metonym", "possessive"})
        or p.rule in {"on", "against"}
    }  # "condemned the DPRK": whoever did is not of the DPRK
    settled = [
        attrs.evolve(p, country=None)
        if kind in UNKIND and p.country in whole and p.rule == "official" and not _names_it(ref, p)
        else p
        if _is_private(ref, p) or _is_abroad(ref, p)
        else _settled(p, None if only in whole else only)
        for p in actors
    ]
    own = {p.country for p in settled} - STATELESS
    there = only or (next(iter(own)) if len(own) == 1 else None)
    if own and there not in own:
        there = None  # "Mueller investigates the general's work for a Turkish firm"
    by_state = any(p.sector in {"COP", "MIL", "GOV", "JUD", "REB"} or p.bare for p in settled)
    crime = bool(settled) and all(_is_private(ref, p) for p in settled)  # "a man stabbed people"
    met = [
        p
        if (kind in KINDLY and p.sector == "REB")
        or (_is_private(ref, p) and not by_state)
        or (crime and p.sector == "CVL")
        or p.sector == "CRM"
        or _is_abroad(ref, p)
        or ref.tree.lemma[p.head] in VISITORS
        else _settled(p, only if ref.tree.lemma[p.head] in CAPTIVES else there)
        for p in recipients
    ]
    others = {p.country for p in met if ref.tree.lemma[p.head] not in STRANGERS} - STATELESS
    others -= whole
    if len(others) == 1 and not any(p.country for p in settled):
        other = next(iter(others))
        settled = [
            _settled(p, other) if p.sector in PEOPLE_OF and not _is_private(ref, p) else p
            for p in settled
        ]
    return settled, met


def on_the_spot(
    ref: Reference, trigger: Trigger, verb: int, actors: list[Party], *, passive: bool
) -> list[Party]:
    """Crowds, courts and police act in the country where it happens."""
    if any(p.country for p in actors):
        return actors
    if trigger.need == "loc":
        actors = [a for a in actors if a.sector]
    lawful = trigger.need == "law" or trigger.mode in {"arrest", "investigate", "legal"}
    crowd = bool(actors) and all(p.sector in CROWDS for p in actors)
    if not (crowd or (lawful and passive and not actors)):
        return actors
    for place in ref.after(verb, *PLACE_WORDS):
        if place.country in STATELESS or not is_place(ref, place):
            continue
        if crowd:
            return [attrs.evolve(a, country=place.country, rule=f"{a.rule}+place") for a in actors]
        if place.rule == "name":  # "arrested in Lebanon": by the police there
            sector = "JUD" if trigger.event_type == "ACCUSE" else "COP"
            return [attrs.evolve(place, sector=sector, bare=False, rule="place")]
    return actors


def is_place(ref: Reference, party: Party) -> bool:
    """Whether the words name a place, not something that has to do with a country."""
    tree, k = ref.tree, party.head
    known = tree.ents[k] in {"GPE", "LOC"} or tree.lemma[k] in ref.lexicon.classes["site"]
    return party.bare or known


def is_mutual(trigger: Trigger, actors: list[Party], recipients: list[Party]) -> bool:
    """Whether every party acts on every other."""
    if trigger.event_type == "CONSULT":
        together = trigger.mode == "visit" and len({p.country for p in actors if p.country}) > 1
        return together or trigger.mode in {"meet", "phone"}
    if trigger.need == "2":
        return True
    if trigger.event_type == "AGREE" and trigger.word in ONE_SIDED:
        return False  # "China and Iran pledged funds": not to each other
    if trigger.event_type in {"COOPERATE", "AGREE"} or trigger.mode in {"agreement", "fight"}:
        several = len({p.country for p in actors if p.country}) > 1
        if trigger.word == "agree" and not recipients and len(unique(actors)) > 1:
            return True
        return several and (
            not recipients or trigger.event_type in {"COOPERATE", "AGREE", "SUPPORT"}
        )
    return False


def unique(parties: Iterable[Party]) -> list[Party]:
    """Each party once: states once however they are named, all others by their words."""
    found: dict[tuple[object, ...], Party] = {}
    for p in parties:
        state = p.bare and p.rule in {"name", "demonym", "capital", "metonym", "igo"}
        if p.country or p.sector or p.rule in NAMED:
            found.setdefault((p.country, p.sector, None if state else p.start), p)
    return list(found.values())


def _stations(
    ref: Reference, path: str, verb: int, noun: int, objects: list[int], *, accused: bool
) -> list[int]:
    """The nouns at one place of a trigger's list: "obj", "that", "dative" or a preposition."""
    tree = ref.tree
    if path == "obj":
        both = noun in objects and len(objects) > 1
        return [o for o in objects if o != noun or not both]  # "took dozens hostage"
    if path == "subj":
        return tree.subjects(verb)
    if path == "that":
        return [
            s for c in tree.kids_of(verb, "ccomp") for s in tree.kids_of(c, "nsubj", "nsubjpass")
        ]
    if path == "dative":
        granted = tree.is_passive(verb) and tree.kids_of(verb, "dobj")
        return tree.subjects(verb) if granted else tree.kids_of(verb, "dative")
    holders = [
        verb,
        *([noun] if noun != verb else []),
        *(o for o in _all_of(tree, objects) if o != noun),
    ]
    holders += [k for w, k in tree.prepositions(verb) if w == "in" and tree.lemma[k] in ANSWERS]
    suffered = ref.lexicon.classes["violence"] | SUFFERED  # "condemned the killing of Floyd"
    return [
        k
        for h in (*holders, *tree.kids_of(verb, "prt"))
        for w, k in tree.prepositions(h)
        if w == path and not (accused and path in ENDURING and tree.lemma[h] in suffered)
    ]


def _is_private(ref: Reference, party: Party) -> bool:
    """Whether it is a single person of no office, or a body of somebody else's: they have no home to read."""
    tree, k = ref.tree, party.head
    if party.sector == "CVL":
        return tree.tag[k] == "NN" and tree.lemma[k] not in COLLECTIVE
    return party.sector == "GOV" and any(
        w == "of" and (tree.pos[n] == "PROPN" or tree.lemma[n] in GROUPS)
        for w, n in tree.prepositions(k)
    )


def _names_it(ref: Reference, party: Party) -> bool:
    """Whether the words themselves tell the country: "the Russian senator", not "Senator McCain"."""
    edge, named = ref.tree.left_edge(party.head), ref.cast.named
    return any(k in named and named[k].country == party.country for k in range(edge, party.head))


def _is_abroad(ref: Reference, party: Party) -> bool:
    """Whether the words tell of several countries: "world leaders", "foreign journalists"."""
    tree, k = ref.tree, party.head
    several = tree.tag[k] in {"NNS", "NNPS"}
    before = {tree.lower[j] for j in tree.kids_of(k, "amod", "compound", "nmod", "poss")}
    plain = not before - {"other", "many", "several", "all", "few"}
    plain = plain and not any(
        w == "of" and tree.lemma[n] not in {"world", "country", "nation"}
        for w, n in tree.prepositions(k)
    )
    return several and bool((tree.lemma[k] in ABROAD and plain) or before & WORLDWIDE)


def _only_an_agent(ref: Reference, verb: int, country: str) -> bool:
    """Whether the sentence names the country only as the agent of something else, or "in a US raid"."""
    tree, named = ref.tree, ref.cast.named
    here = [k for k in range(*tree.sentence(verb)) if k in named and named[k].country == country]
    attacks = ref.lexicon.classes["attack"]
    if here and all(tree.head[k] > k and tree.lemma[tree.head[k]] in attacks for k in here):
        return True
    heads = [k for k in here if tree.dep[k] == "pobj" and tree.dep[tree.head[k]] == "agent"]
    inside = {k for head in heads for k in tree.subtree(head)}
    return (
        bool(heads) and set(here) <= inside and all(tree.head[tree.head[k]] != verb for k in heads)
    )


def _all_of(tree: Tree, nouns: list[int]) -> list[int]:
    """The nouns with all that is joined to them: "rockets and shells at"."""
    return [k for noun in nouns for k in tree.with_conjuncts(noun)]


def _settled(party: Party, country: str | None) -> Party:
    if country is None or party.country or party.sector not in DOMESTIC:
        return party
    return attrs.evolve(party, country=country, rule=f"{party.rule}+home")
