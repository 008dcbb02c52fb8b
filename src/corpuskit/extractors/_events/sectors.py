"""What kind of actor a noun names: from its lemma and the words beside it to a PLOVER sector."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container

    from corpuskit.extractors._events.syntax import Tree
    from corpuskit.extractors._events.triggers import Lexicon

NARROWED = frozenset({"GOV", "MIL", "CVL", "COP"})
"""Sectors that a word before the noun makes narrower: "army chief", "opposition leader", "rebel forces"."""
NARROWING = frozenset({"MIL", "OPP", "REB", "COP", "PTY", "SPY", "UAF", "LEG", "IGO"})
NARROWER = {
    "CVL": frozenset({"OPP", "REB", "UAF", "PTY"}),
    "COP": frozenset({"MIL", "SPY"}),  # army officers, intelligence officers
}
ELECTORAL = frozenset({"presidential", "electoral", "rival", "republican", "democratic", "re"})
CIVIL = frozenset(
    {"attorney", "attorneys", "solicitor", "surgeon", "postmaster", "secretary", "inspector"}
)
"""Generals of no army."""
OFFICERS = frozenset({"cabinet", "executive", "press", "medical", "financial", "operating"})
GROUPS = frozenset({"group", "organization", "organisation", "agency", "association"})
HELPING = frozenset({"right", "rights", "aid", "humanitarian", "relief", "charity", "watchdog"})
FIGHTING = frozenset({"rebel", "militant", "terrorist", "armed", "insurgent", "guerrilla"})


def sector_of(
    tree: Tree, text: str, lexicon: Lexicon, named: Container[int], token: int
) -> str | None:
    """The PLOVER sector of a head noun, None where it has none."""
    lemma = tree.lemma[token]
    if _means_another(tree, text, lexicon, named, token):
        return None
    if _is_civil(tree, token) or (lemma == "house" and _is_white(tree, token)):
        return "GOV"
    if lemma == "bank" and any(tree.lower[k] == "central" for k in tree.kids_of(token, "amod")):
        return "GOV"
    if lemma == "representative" and tree.pos[token] == "PROPN":
        return "LEG"
    found = lexicon.sectors.get(lemma)
    if found is None and tree.pos[token] == "PROPN":
        word = tree.lower[token]
        found = lexicon.sectors.get(word) or lexicon.sectors.get(word.rstrip("s"))
    beside = tree.kids_of(token, "compound", "amod", "nmod")
    for k in beside if lemma in GROUPS else ():
        if tree.lemma[k] in HELPING:
            return "NGO"
        if tree.lemma[k] in FIGHTING:
            return "REB"
    if found in NARROWED:
        for k in tree.kids_of(token, "compound", "amod", "nmod", "poss"):
            narrower = lexicon.sectors.get(tree.lemma[k])
            fits = narrower in NARROWING and narrower in NARROWER.get(found, NARROWING)
            other = tree.lower[k] == "deputy" or (tree.lower[k] == "house" and _is_white(tree, k))
            if fits and not other:  # a deputy minister is no deputy
                return narrower
    return found


def _means_another(
    tree: Tree, text: str, lexicon: Lexicon, named: Container[int], token: int
) -> bool:
    """Whether the word is none of those who may act: "promised justice", "the ground campaign"."""
    lemma = tree.lemma[token]
    capital = text[tree.starts[token]].isupper()
    if lemma == "justice":
        return not capital
    if lemma == "officer":  # of no police
        return any(tree.lower[k] in OFFICERS for k in tree.kids_of(token, "compound", "amod"))
    if lemma == "campaign":
        before = tree.kids_of(token, "amod", "nmod")
        return any(tree.lower[k] not in ELECTORAL for k in before)
    if lemma == "state":
        return any(w == "of" and k not in named for w, k in tree.prepositions(token))
    if lemma in lexicon.classes["surname"]:  # "King and Weeks were abducted"
        alone = tree.left_edge(token) == token and not tree.kids_of(token, "prep", "appos")
        return alone and capital and tree.tag[token] != "NNS"
    return False


def _is_civil(tree: Tree, token: int) -> bool:
    """Whether it is an attorney general."""
    lemma = tree.lemma[token]
    near = {*tree.lower[max(0, token - 1) : token], *tree.lower[token + 1 : token + 2]}
    return (lemma == "general" and bool(CIVIL & near)) or (lemma in CIVIL and "general" in near)


def _is_white(tree: Tree, token: int) -> bool:
    return tree.lower[max(0, token - 1) : token] == ["white"]
