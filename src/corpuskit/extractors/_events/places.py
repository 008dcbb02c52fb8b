"""Where it happened: the place the sentence gives the event, its country and, for cities, where it lies.

A city whose country the text does not tell beside it belongs to a country that the text names somewhere;
where two of them have such a city, it stays open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpuskit.extractors._events.syntax import VERBAL
from corpuskit.gazetteer import city_of
from corpuskit.records import Place

if TYPE_CHECKING:
    from corpuskit.document import Document
    from corpuskit.extractors._events.actors import Cast
    from corpuskit.extractors._events.drafts import Draft
    from corpuskit.extractors._events.syntax import Tree
    from corpuskit.extractors._events.triggers import Lexicon

AT = frozenset({"in", "at", "near", "outside", "off", "inside", "around", "across"})
TOWARDS = frozenset({"to", "into", "from"})
PLACES = frozenset({"GPE", "LOC"})
KINDS = frozenset({"name", "capital", "region", "city"})


def place_of_event(draft: Draft, document: Document, cast: Cast) -> Place | None:
    """The place after "in", "at", "near" that stands nearest to the trigger, its own clause first."""
    tree, lexicon = cast.tree, cast.lexicon
    start, end = tree.sentence(draft.token)
    wanted = AT | TOWARDS if draft.mode in {"visit", "withdraw"} else AT
    best: tuple[int, int] | None = None
    for k in range(start, end):
        if tree.dep[k] != "pobj" or tree.lower[_outer(tree, k)] not in wanted:
            continue
        if not _is_there(tree, cast, lexicon, k, draft.token):
            continue
        found = _named(tree, cast, lexicon, k)
        if found is None or _of_the_source(tree, lexicon, k, draft):
            continue
        far = abs(k - draft.token) + (0 if tree.verb_above(k) == draft.token else 100)
        if best is None or far < best[0]:
            best = (far, found)
    if best is None:
        return None
    k = best[1]
    edge = tree.left_edge(k)
    while edge < k and tree.pos[edge] not in {"PROPN", "NOUN"} and edge not in cast.named:
        edge += 1
    mention = document.mention(tree.starts[edge], tree.ends[k])
    countries = {p.country for p in cast.parties(k) if p.country}
    country = next(iter(countries)) if len(countries) == 1 else None
    own = cast.named.get(k)
    if own is not None and own.kind in {"name", "region"}:
        return Place(mention, mention.text, country)
    name = " ".join(mention.text.split())
    city = city_of(name, {country} if country else cast.countries)
    if city is None:
        return Place(mention, mention.text, country)
    return Place(mention, mention.text, city.country, city.latitude, city.longitude)


def _is_there(tree: Tree, cast: Cast, lexicon: Lexicon, noun: int, token: int) -> bool:
    """Whether the place hangs on the event or the verb that governs it, not on a party or a source."""
    above = tree.head[_outer(tree, noun)]
    while tree.dep[above] == "pobj" and tree.lower[_outer(tree, above)] in AT:
        above = tree.head[_outer(tree, above)]  # "in the consulate in Istanbul"
    holder = above if tree.pos[above] in VERBAL else tree.verb_above(above)
    attack = tree.lemma[above] in lexicon.classes["attack"] | lexicon.classes["violence"]
    party = above in cast.named or above in cast.persons or cast.sector_of(above) is not None
    if holder is None or (party and not attack):
        return False
    says = lexicon.operators.get(tree.lemma[holder]) == "say"
    governs = not says and _governs(tree, holder, token)
    shared = tree.head[holder] == tree.head[token] and tree.dep[holder] != "conj"
    beside = shared and (holder != tree.head[token] or holder == token)
    return token in {holder, above} or governs or beside


def _governs(tree: Tree, holder: int, token: int) -> bool:
    """Whether the event stands under the verb of the place, and not in a sentence of its own joined to it."""
    inside = token
    for above in tree.above(token):
        if tree.dep[inside] == "conj" and tree.kids_of(inside, "nsubj", "nsubjpass"):
            return False
        if above == holder:
            return True
        inside = above
    return False


def _outer(tree: Tree, noun: int) -> int:
    """The first preposition of "outside of"."""
    prep = tree.head[noun]
    while tree.dep[tree.head[prep]] == "prep":
        prep = tree.head[prep]
    return prep


def _named(tree: Tree, cast: Cast, lexicon: Lexicon, noun: int) -> int | None:
    """The name in "Basra", "the capital Kabul", "the northern city of Kirkuk"."""
    if noun in cast.named:
        return noun if cast.named[noun].kind in KINDS else None
    if tree.ents[noun] in PLACES:
        return noun
    for k in tree.kids_of(noun, "appos"):
        if tree.ents[k] in PLACES or (k in cast.named and cast.named[k].kind in KINDS):
            return k
    if tree.lemma[noun] in lexicon.classes["settlement"]:
        for word, k in tree.prepositions(noun):
            if word == "of" and tree.pos[k] == "PROPN":
                return k
    return None


def _of_the_source(tree: Tree, lexicon: Lexicon, noun: int, draft: Draft) -> bool:
    """Whether the place is that of whoever tells it: "sources in Pakistan said"."""
    verb = tree.verb_above(noun)
    return (
        verb is not None
        and verb != draft.token
        and lexicon.operators.get(tree.lemma[verb]) == "say"
    )
