"""Whether it happened: plans, promises, refusals, demands, doubts, and who says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import attrs

from corpuskit.extractors._events.syntax import VERBAL

if TYPE_CHECKING:
    from corpuskit.extractors._events.syntax import Tree
    from corpuskit.extractors._events.triggers import Lexicon

FUTURE = frozenset({"will", "shall", "'ll", "’ll", "wo"})
POSSIBLE = frozenset({"may", "might", "could", "can", "ca"})
DUTY = frozenset({"must", "should", "ought"})
CONDITION = frozenset({"if", "unless", "whether", "until"})
TIMES = frozenset({"before", "after", "once", "when", "as"})
FINITE = frozenset({"VBD", "VBZ"})
PAST_AUXILIARIES = frozenset({"did", "was", "were", "had"})
TOLD = frozenset({"ccomp", "xcomp", "dep", "advcl"})
COMPLEMENTS = frozenset({"xcomp", "ccomp", "acl", "acomp", "oprd", "pcomp"})
CHAMBERS = frozenset(
    {"parliament", "senate", "house", "congress", "assembly", "council", "cabinet"}
)
ASIDE = frozenset({"after", "before", "by", "since", "while", "in", "despite", "upon", "during"})
IDEAS_OF = frozenset({"of", "on", "about", "for", "to", "towards", "toward", "against"})
IMAGINING = frozenset({"suppose", "imagine", "pretend"})
NONE = frozenset({"no", "none", "neither", "nobody", "nothing"})
PAST = frozenset({"history", "record", "campaign"})
OPEN = frozenset({"", "future", "possible", "purpose", "idea", "would"})
ANYBODY = frozenset({"anybody", "anyone", "everybody", "everyone"})
WISHED = frozenset({"want", "wish", "like", "expect", "hope"})
WISHING = frozenset({"want", "wish", "like"})
FIRM = frozenset({"refuse", "request", "claim"})
"""Operators that hold whatever stands between: "asked that they should consider leaving"."""
OPENING = frozenset({'"', "“", "``"})
CLOSING = frozenset({'"', "”", "''"})
STOPS = frozenset({".", "!", "?"})

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
    "idea",
    "would",
    "unreal",
    "claim",
]
GOVERNING: dict[str, Kind] = {
    "commit": "commit",
    "agree-adj": "commit",
    "plan": "plan",
    "refuse": "refuse",
    "request": "request",
    "threaten": "threaten",
    "possible": "possible",
    "claim": "claim",
}


@attrs.frozen
class Mood:
    """How an event is put: `kind` of the word that governs it (`operator`), negation, `says` its source's verb."""

    kind: Kind
    operator: int | None
    negated: bool
    says: int | None


def mood_of(tree: Tree, lexicon: Lexicon, verb: int) -> Mood:
    """The mood of a verb, from its auxiliaries and the words above it."""
    kind, negated = _own(tree, verb)
    operator: int | None = None
    says: int | None = None
    apart = False  # a sentence of its own: from there on only who says it is shared
    told_aside = False  # in a relative clause: who tells the rest need not tell this
    cur = verb
    for _ in range(10):
        h, relation = tree.head[cur], tree.dep[cur]
        if h == cur:
            break
        found = lexicon.operators.get(tree.lemma[h], "")
        if _is_joined(tree, cur):
            apart = apart or _has_own_tense(tree, cur, h) or _has_subject(tree, cur)
            if not apart and not kind and tree.pos[h] in VERBAL:
                kind, negated_above = _own(tree, h)
                negated = negated or negated_above
        elif found == "say":
            if relation in TOLD and not told_aside and not _is_behind_a_quote(tree, h, verb):
                says = h if says is None else says
            kind = _as_told(tree, cur, h, kind)
        elif (
            relation == "advcl"
            and kind in {"", "future"}  # "if they were to attack"
            and not told_aside
            and _is_conditional(tree, cur)
        ):
            kind = "possible"
        elif relation == "ccomp" and tree.lemma[h] in IMAGINING:
            kind = "unreal"
        elif relation in {"csubj", "csubjpass"} and not kind and tree.tag[cur] == "VBG":
            kind = "unreal"  # "executing him would change nothing", "being attacked is terrifying"
        elif (
            found in GOVERNING and operator is None and not apart and _governs(tree, cur, relation)
        ):
            if (tree.tag[cur] in FINITE and found != "claim") or _is_quoted(tree, cur):
                apart = True  # "he promised it, and the minister accused": not governed
            else:
                negated = negated or _negated(tree, h)
                if _is_performed(tree, lexicon, cur, h):
                    apart = True
                elif tree.lemma[h] in WISHED and _has_subject(tree, cur):
                    kind, operator = "request", h  # "wants Israel to lift"
                elif kind in OPEN or found in FIRM:
                    kind, operator = GOVERNING[found], h
        elif relation in COMPLEMENTS and (found == "feel" or _is_vote(tree, h)):
            pass  # "is proud to endorse him", "parliament voted to extend it"
        elif relation in {"xcomp", "advcl", "acl"} and not kind and not apart and found != "aspect":
            kind = "purpose" if _is_infinitive(tree, cur) else kind
        if relation == "pcomp" and not kind and not apart:
            kind = _led_by(tree, h)
        if tree.pos[h] == "NOUN" and any(tree.lower[k] == "no" for k in tree.kids_of(h, "det")):
            negated = negated or relation in COMPLEMENTS  # "no evidence that it attacked"
        if not kind and not apart and tree.pos[h] in VERBAL:
            kind = _shared(tree, verb, h, relation)
        told_aside = told_aside or relation == "relcl"
        apart = apart or told_aside
        cur = h
    return Mood("possible" if kind == "would" else kind, operator, negated, says)


def _has_own_tense(tree: Tree, cur: int, h: int) -> bool:
    """Whether a joined verb shares no auxiliary with the first: "did not concede, and vowed"."""
    finite = tree.tag[cur] in FINITE or any(
        tree.dep[k] == "aux" and tree.tag[k] in FINITE | {"VBP"} for k in tree.kids[cur]
    )
    own = tree.tag[cur] == "VBZ" or bool(tree.kids_of(cur, "aux", "auxpass"))
    unlike = tree.tag[cur] == "VBG" and tree.tag[h] in {"VB", "VBD", "VBZ", "VBP"}
    return unlike or (finite and (own or tree.tag[h] == "VB"))


def _as_told(tree: Tree, cur: int, h: int, kind: Kind) -> Kind:
    """What a verb of saying makes of the clause that hangs on it."""
    if tree.dep[cur] == "ccomp" and _is_supposed(tree, h):
        return "unreal"
    if kind == "would" and tree.dep[cur] == "ccomp":
        return "future"
    suggested = not kind and tree.dep[cur] == "xcomp" and tree.tag[cur] == "VBG"
    return "idea" if suggested else kind  # "suggested impeaching him"


def has_failed(tree: Tree, mood: Mood) -> bool:
    """Whether somebody tried in vain: "failed to reach agreement"."""
    operator = mood.operator
    return mood.kind == "refuse" and operator is not None and tree.lemma[operator] == "fail"


def is_alleged(tree: Tree, lexicon: Lexicon, verb: int) -> bool:
    """Whether it stands right behind a noun of blame: "stemmed from allegations he tried to"."""
    for cur in (verb, *tree.above(verb)):
        if tree.dep[cur] == "relcl":
            return False
        subjects = [k for k in tree.kids_of(cur, "nsubj", "nsubjpass") if k < cur]
        if not subjects:
            continue
        before = tree.left_edge(subjects[0]) - 1
        if before > 0 and tree.lower[before] == "that":
            before -= 1
        blame = before >= 0 and lexicon.operators.get(tree.lemma[before]) == "claim"
        if blame and tree.pos[before] == "NOUN":
            return True
    return False


def is_no_deed(tree: Tree, verb: int, mood: Mood, objects: list[int]) -> bool:
    """Whether what is negated is a habit, an order or a rule, no deed that was left undone."""
    if any(tree.lower[o] in ANYBODY for o in objects):
        return True  # "I never threaten anybody"
    if mood.kind or mood.operator is not None or tree.dep[verb] == "conj":
        return tree.tag[verb] == "VBG" and mood.kind == "idea"  # "a policy of not charging"
    if tree.tag[verb] == "VBG":
        return not tree.kids_of(verb, "aux")
    marks = [tree.lower[k] for k in tree.kids_of(verb, "aux", "auxpass")]
    order = tree.tag[verb] == "VB" and not tree.kids_of(verb, "nsubj", "nsubjpass")
    habit = not marks and any(tree.lower[k] == "never" for k in tree.kids[verb])
    return (order and marks == ["do"]) or (habit and tree.tag[verb] in {"VBP", "VBZ"})


def _is_quoted(tree: Tree, cur: int) -> bool:
    """Whether the clause is a speech in marks or of an "I": "he proposed: I ask them to"."""
    subjects = tree.kids_of(cur, "nsubj")
    if tree.tag[cur] not in FINITE | {"VBP"} or not subjects:
        return False
    edge = min(tree.left_edge(subjects[0]), subjects[0])
    return tree.lower[subjects[0]] == "i" or (edge > 0 and tree.lower[edge - 1] in OPENING)


def _is_performed(tree: Tree, lexicon: Lexicon, cur: int, h: int) -> bool:
    """Whether to wish to say it is to say it: "I want to express my sympathy"."""
    return (
        tree.lemma[h] in WISHING
        and lexicon.operators.get(tree.lemma[cur]) == "utter"
        and not _negated(tree, h)
        and any(tree.lower[s] in {"i", "we"} for s in tree.kids_of(h, "nsubj"))
    )


def _is_behind_a_quote(tree: Tree, says: int, verb: int) -> bool:
    """Whether a quotation has come to its end between who says it and the verb: another sentence."""
    return any(
        tree.lower[k] in STOPS and tree.lower[k + 1] in CLOSING for k in range(says + 1, verb - 1)
    )


def _is_joined(tree: Tree, cur: int) -> bool:
    """Whether the verb is one of several, "and attack" read as an aside too."""
    bare = tree.tag[cur] == "VB" and not _is_infinitive(tree, cur)
    return tree.dep[cur] == "conj" or (tree.dep[cur] == "advcl" and bare)


def _is_conditional(tree: Tree, cur: int) -> bool:
    """Whether it is put as in "if they attack", or "before they disarm" beside a sentence that is not fact itself."""
    words = {tree.lower[k] for k in tree.kids[cur]}
    if any(tree.dep[k] == "mark" and tree.lower[k] in CONDITION for k in tree.kids[cur]):
        return True
    return bool(words & TIMES) and bool(_own(tree, tree.head[cur])[0])


def _shared(tree: Tree, verb: int, h: int, relation: str) -> Kind:
    """What a complement takes from the verb above it: "will respond by shooting"."""
    above, _ = _own(tree, h)
    if relation in {"xcomp", "acomp", "oprd"}:
        return above
    if relation in {"prep", "advcl"} and tree.tag[verb] == "VBG" and above:
        return "possible"
    return ""


def _is_supposed(tree: Tree, h: int) -> bool:
    """Whether the reader is asked to think of it: "Say Mexico demanded", "Suppose he did"."""
    alone = not tree.kids_of(h, "nsubj", "nsubjpass", "aux", "auxpass")
    return tree.tag[h] in {"VB", "VBP"} and alone and tree.head[h] == h


def _is_vote(tree: Tree, verb: int) -> bool:
    return tree.lemma[verb] == "vote" and any(
        tree.lemma[s] in CHAMBERS for s in tree.subjects(verb)
    )


def _led_by(tree: Tree, prep: int) -> Kind:
    """What a preposition makes of its gerund: "without invading it", "efforts on leaving the union"."""
    instead = tree.lower[prep] == "of" and tree.lower[tree.head[prep]] in {"instead", "short"}
    if tree.lower[prep] == "without" or instead or tree.lower[prep - 1 : prep] == ["instead"]:
        return "unreal"
    return "idea" if _is_idea(tree, prep) else ""


def _is_idea(tree: Tree, prep: int) -> bool:
    """Whether the preposition of a gerund hangs on a noun: "hopes of winning", not "a history of"."""
    noun = tree.head[prep]
    if tree.pos[noun] == "ADJ":
        return tree.lower[noun] == "close"
    idea = tree.pos[noun] == "NOUN" and tree.lemma[noun] not in PAST
    return idea and tree.lower[prep] in IDEAS_OF


def _governs(tree: Tree, cur: int, relation: str) -> bool:
    """Whether the operator takes the clause as its complement, not as an aside."""
    if relation in COMPLEMENTS:
        return True
    if relation == "prep":
        led = any(tree.dep[k] == "pcomp" for k in tree.kids[cur])
        return led and tree.lower[cur] not in ASIDE  # "died after being imprisoned"
    return relation == "advcl" and _is_infinitive(tree, cur)


def _own(tree: Tree, verb: int) -> tuple[Kind, bool]:
    kind: Kind = ""
    for k in tree.kids[verb]:
        if tree.dep[k] in {"aux", "auxpass"}:
            word = tree.lower[k]
            if word in FUTURE:
                kind = "future"
            elif word in {"would", "could"} and _is_perfect(tree, verb):
                return "unreal", _negated(tree, verb)  # "would have been executed"
            elif word in POSSIBLE:
                kind = "possible"
            elif word in DUTY:
                kind = "possible" if _is_turned(tree, verb, k) else "duty"
            elif word == "would" or (word in {"'d", "’d"} and tree.tag[verb] == "VB"):
                kind = "would"
    if not kind and tree.dep[verb] == "xcomp" and _is_infinitive(tree, verb):
        h = tree.head[verb]
        if tree.lemma[h] in {"have", "need"} and tree.pos[h] in VERBAL:
            kind = "duty"
        elif (tree.lemma[h] == "go" and tree.tag[h] == "VBG") or (
            tree.lemma[h] == "be" and not tree.kids_of(h, "attr", "acomp")
        ):
            kind = "future"  # "is to visit", not "it is his job to visit"
    return kind, _negated(tree, verb)


def _is_turned(tree: Tree, verb: int, auxiliary: int) -> bool:
    """Whether the auxiliary stands before the subject: "should the regime not comply"."""
    start, _ = tree.sentence(verb)
    return auxiliary > start and any(
        auxiliary < s for s in tree.kids_of(verb, "nsubj", "nsubjpass")
    )


def _negated(tree: Tree, verb: int) -> bool:
    never = any(
        tree.dep[k] == "neg" or tree.lower[k] in {"never", "nor", "neither"}
        for k in tree.kids[verb]
        if k < verb or tree.dep[k] == "neg"
    )
    sides = tree.kids_of(verb, "dobj", "nsubj", "nsubjpass")
    none = any(
        tree.lower[k] in NONE for o in sides for k in (o, *tree.kids_of(o, "det", "preconj"))
    )
    return (never and not is_late(tree, verb)) or none  # "made no allegation"


def is_late(tree: Tree, verb: int) -> bool:
    """Whether it happened after all: "did not endorse her until July"."""
    past = any(tree.lower[k] in PAST_AUXILIARIES for k in tree.kids_of(verb, "aux", "auxpass"))
    until = [k for k in tree.kids[verb] if tree.lower[k] == "until" and k > verb]
    until += [
        k
        for c in tree.kids_of(verb, "advcl")
        for k in tree.kids_of(c, "mark", "advmod")
        if tree.lower[k] == "until" and k > verb
    ]
    return past and bool(until) and any(tree.dep[k] == "neg" for k in tree.kids[verb])


def _is_perfect(tree: Tree, verb: int) -> bool:
    return any(tree.lower[k] in {"have", "'ve", "’ve"} for k in tree.kids_of(verb, "aux"))


def _has_subject(tree: Tree, verb: int) -> bool:
    return any(tree.dep[k] in {"nsubj", "nsubjpass"} for k in tree.kids[verb])


def _is_infinitive(tree: Tree, verb: int) -> bool:
    """Whether it is "to arrest" or "to be arrested"."""
    base = tree.tag[verb] == "VB" or any(tree.tag[k] == "VB" for k in tree.kids_of(verb, "auxpass"))
    return base and any(tree.lower[k] == "to" and tree.dep[k] == "aux" for k in tree.kids[verb])
