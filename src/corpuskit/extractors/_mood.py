"""Whether it happened: plans, promises, refusals, demands, doubts, and who says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import attrs

from corpuskit.extractors._syntax import VERBAL

if TYPE_CHECKING:
    from corpuskit.extractors._syntax import Tree
    from corpuskit.extractors._triggers import Lexicon

FUTURE = frozenset({"will", "shall", "'ll", "’ll", "wo"})
POSSIBLE = frozenset({"may", "might", "could", "can", "ca"})
DUTY = frozenset({"must", "should", "ought"})
CONDITION = frozenset({"if", "unless", "whether", "until"})

Kind = Literal[
    "",
    "future",
    "commit",
    "plan",
    "refuse",
    "request",
    "threaten",
    "possible",
    "duty",
    "purpose",
    "would",
    "claim",
]


@attrs.frozen
class Mood:
    """How an event is put: `kind` of the word that governs it (`operator`), negation, `source` verb."""

    kind: Kind
    operator: int | None
    negated: bool
    says: int | None


def mood_of(tree: Tree, lexicon: Lexicon, verb: int) -> Mood:
    """The mood of a verb, from its auxiliaries and the words above it."""
    kind, negated = _own(tree, verb)
    operator: int | None = None
    cur, says, apart = verb, None, False
    for _ in range(10):
        h, relation = tree.head[cur], tree.dep[cur]
        if h == cur:
            break
        if relation == "conj" or (
            relation == "advcl" and tree.tag[cur] == "VB" and not _is_infinitive(tree, cur)
        ):
            if _has_subject(tree, cur):  # a sentence of its own: only who says it is shared
                apart = True
            elif not kind and tree.pos[h] in VERBAL:
                kind, negated_above = _own(tree, h)
                negated = negated or negated_above
        elif (
            relation == "advcl"
            and not kind
            and _own(tree, h)[0]
            and any(
                tree.lower[k] in {"before", "after", "once", "when", "as"} for k in tree.kids[cur]
            )
        ) or (
            relation == "advcl"
            and not kind
            and any(tree.dep[k] == "mark" and tree.lower[k] in CONDITION for k in tree.kids[cur])
        ):
            kind = "possible"
        elif relation in {
            "xcomp",
            "ccomp",
            "acl",
            "pcomp",
            "acomp",
            "prep",
            "pobj",
            "dobj",
            "advcl",
            "oprd",
            "dep",
        }:
            found = lexicon.operators.get(tree.lemma[h])
            if found == "say":
                if says is None and relation in {"ccomp", "xcomp", "dep", "advcl"}:
                    says = h
                if kind == "would" and relation in {"ccomp", "conj"}:
                    kind = "future"
            elif (
                found is not None
                and operator is None
                and not apart
                and _governs(tree, cur, relation)
            ):
                if found in {
                    "commit",
                    "plan",
                    "refuse",
                    "request",
                    "threaten",
                    "possible",
                    "claim",
                }:
                    if kind in {"", "future", "possible", "purpose", "would"} or found in {
                        "refuse",
                        "request",
                        "claim",
                    }:
                        kind, operator = _cast(found), h
                    negated = negated or _negated(tree, h)
                elif found == "agree-adj":
                    kind, operator = "commit", h
            elif (
                relation in {"xcomp", "advcl", "acl"}
                and not kind
                and _is_infinitive(tree, cur)
                and found != "aspect"
            ):
                kind = "purpose"
        if (
            not kind
            and not apart
            and tree.pos[h] in VERBAL
            and relation in {"xcomp", "acomp", "oprd"}
        ):
            above, _ = _own(tree, h)
            kind = above
        cur = h
    return Mood("possible" if kind == "would" else kind, operator, negated, says)


def _cast(kind: str) -> Kind:
    if kind == "commit":
        return "commit"
    if kind == "plan":
        return "plan"
    if kind == "refuse":
        return "refuse"
    if kind == "claim":
        return "claim"
    return "request" if kind == "request" else ("threaten" if kind == "threaten" else "possible")


def _governs(tree: Tree, cur: int, relation: str) -> bool:
    """Whether the operator takes the clause as its complement, not as an aside."""
    if relation in {"xcomp", "ccomp", "acl", "acomp", "oprd"}:
        return True
    if relation == "pcomp":
        return True
    if relation == "prep":
        return any(tree.dep[k] == "pcomp" for k in tree.kids[cur])
    return relation == "advcl" and _is_infinitive(tree, cur)


def _own(tree: Tree, verb: int) -> tuple[Kind, bool]:
    kind: Kind = ""
    for k in tree.kids[verb]:
        if tree.dep[k] in {"aux", "auxpass"}:
            word = tree.lower[k]
            if word in FUTURE:
                kind = "future"
            elif word in POSSIBLE:
                kind = "possible"
            elif word in DUTY:
                kind = "duty"
            elif word == "would" or (word in {"'d", "’d"} and tree.tag[verb] == "VB"):
                kind = "would"
    if not kind and tree.tag[verb] == "VB" and tree.dep[verb] == "xcomp":
        h = tree.head[verb]
        if tree.lemma[h] in {"have", "need"} and tree.pos[h] in VERBAL:
            kind = "duty"
        elif (tree.lemma[h] == "go" and tree.tag[h] == "VBG") or tree.lemma[h] == "be":
            kind = "future"
    return kind, _negated(tree, verb)


def _negated(tree: Tree, verb: int) -> bool:
    return any(tree.dep[k] == "neg" or tree.lower[k] == "never" for k in tree.kids[verb])


def _has_subject(tree: Tree, verb: int) -> bool:
    return any(tree.dep[k] in {"nsubj", "nsubjpass"} for k in tree.kids[verb])


def _is_infinitive(tree: Tree, verb: int) -> bool:
    return tree.tag[verb] == "VB" and any(
        tree.lower[k] == "to" and tree.dep[k] == "aux" for k in tree.kids[verb]
    )
