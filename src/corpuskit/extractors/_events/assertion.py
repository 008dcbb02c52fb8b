"""Whether a clause tells of an event itself, not of a demand, a rule, a question or a figure of speech."""

from __future__ import annotations

import attrs

from corpuskit.extractors._events.mood import OPENING, Mood, has_failed, is_alleged, is_no_deed
from corpuskit.extractors._events.reference import Reference
from corpuskit.extractors._events.triggers import Trigger

CLAIMING = frozenset({"ACCUSE", "REQUEST", "REJECT", "SUPPORT", "COERCE", "CONCEDE"})
"""Types whose complement tells what the words are about, not what happened."""
LEADING = frozenset({"prep", "pcomp", "ccomp", "xcomp", "dobj", "acl"})
TRANSITIVE = frozenset({"SUPPORT", "ACCUSE", "REJECT", "COERCE", "SANCTION", "REQUEST", "AID"})
"""Types whose verbs mean something else without an object ("hail from")."""
KINDLY_VERBS = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "RETREAT", "CONCEDE"})
PLANNED = frozenset({"will", "would", "to", "'ll", "’ll"})
DEMANDING = frozenset({"must", "should"})
INFORMING = frozenset({"advise", "remind", "encourage"})
ASKING = frozenset({"whether", "if", "what", "why", "how", "when", "where", "who"})
WHENEVER = frozenset({"when", "whenever", "if", "once", "where", "wherever"})
PRESENT = frozenset({"VBP", "VBZ"})
QUESTIONED = frozenset({"ROOT", "conj", "ccomp", "xcomp"})


@attrs.frozen
class Assertion:
    """A verb that a trigger fits, with its mood, and the types of the verbs read before it."""

    ref: Reference
    coded: dict[int, str]
    trigger: Trigger
    verb: int
    mood: Mood
    objects: list[int]

    def holds(self) -> bool:
        """Whether the sentence tells of the event itself."""
        tree, verb, mood, trigger = self.ref.tree, self.verb, self.mood, self.trigger
        failed = has_failed(tree, mood)
        if mood.kind in {"request", "refuse", "claim"} and not failed:
            return False
        if mood.kind == "unreal" or is_alleged(tree, self.ref.lexicon, verb):
            return False
        if mood.negated and is_no_deed(tree, verb, mood, self.objects):
            return False
        if any(tree.lower[o].endswith("self") for o in self.objects):
            return False  # "surrounded himself with advisers"
        if self._is_asked() or self._is_general() or self._is_told_to_do():
            return False
        if self.ref.sentence_has(verb, "furniture"):
            return False  # captions and buttons that stand in the text
        if trigger.need == "neg" and (
            not mood.negated or mood.kind in {"possible", "purpose", "idea"}
        ):
            return False
        if trigger.need == "that" and not self._takes_clause():
            return False
        if not self._means_what_it_says():
            return False
        if (
            trigger.event_type == "CONSULT"
            and tree.is_passive(verb)
            and not self.ref.after(verb, "by")
        ):
            return trigger.mode == "host"  # "was met with opposition"
        if trigger.event_type in {"REQUEST", "ACCUSE"} and self._is_cry():
            return False
        return not self._inside_claim()

    def _means_what_it_says(self) -> bool:
        """Whether what hangs on the verb leaves it the sense that the trigger has."""
        tree, verb, trigger = self.ref.tree, self.verb, self.trigger
        match trigger.event_type:
            case "AGREE" if not self._commits():
                return False
            case "ACCUSE" if trigger.word == "raise" and tree.tag[verb] == "VBG":
                return tree.dep[verb] != "advcl"  # "the plan failed, raising concerns"
            case "ACCUSE" if trigger.word == "blame" and self._blames_a_thing():
                return False
            case "REQUEST" if self._only_informs() or self._is_planned_for():
                return False
            case "REJECT" if self._refrains():
                return False
            case _:
                pass
        objects_only = trigger.recipients[:1] == ("obj",) and not trigger.objects
        if objects_only and trigger.event_type in TRANSITIVE:
            led = any(w in trigger.recipients for w, _ in tree.prepositions(verb))
            return bool(self.objects or led or tree.kids_of(verb, "ccomp", "xcomp"))
        return True

    def _is_planned_for(self) -> bool:
        """Whether only a plan calls for something."""
        subjects = self.ref.tree.subjects(self.verb)
        plans = self.ref.lexicon.classes["proposal"]
        led = self.trigger.particle == "for"
        return led and any(self.ref.tree.lemma[s] in plans for s in subjects)

    def _blames_a_thing(self) -> bool:
        """Whether something is put down to something else: "blamed the problems on high traffic"."""
        tree = self.ref.tree
        holders = (self.verb, *self.objects)
        causes = [k for h in holders for w, k in tree.prepositions(h) if w == "on"]
        return bool(causes) and not self.ref.of_all(causes)

    def _refrains(self) -> bool:
        """Whether what is refused is harm or a thought: "declined to threaten", "refuses to believe"."""
        tree, lexicon = self.ref.tree, self.ref.lexicon
        if self.trigger.word not in {"refuse", "decline"}:
            return False
        left = tree.kids_of(self.verb, "xcomp")
        types = [{t.event_type for t in lexicon.verbs.get(tree.lemma[k], ())} for k in left]
        harm = any(ts and not ts & KINDLY_VERBS for ts in types)
        return harm or any(tree.lemma[k] in lexicon.classes["thought"] for k in left)

    def _only_informs(self) -> bool:
        """Whether nothing is asked for but an answer: "advised them that", "asked whether"."""
        tree, verb = self.ref.tree, self.verb
        clauses = tree.kids_of(verb, "ccomp")
        if tree.kids_of(verb, "xcomp") or any(tree.tag[c] == "VB" for c in clauses):
            return False
        if tree.lemma[verb] in INFORMING:
            return bool(clauses)
        if tree.lemma[verb] != "ask" or self.trigger.particle is not None:
            return False
        about = any(w == "about" for w, _ in tree.prepositions(verb))
        return about or any(tree.lower[k] in ASKING for c in clauses for k in tree.kids[c])

    def _is_asked(self) -> bool:
        """Whether it is only asked about: "Did you shoot him?"."""
        tree, cur = self.ref.tree, self.verb
        start, end = tree.sentence(cur)
        subjects = tree.kids_of(cur, "nsubj", "nsubjpass")
        why = [k for k in tree.kids_of(cur, "advmod") if tree.lower[k] == "why"]
        turned = any(k < s for s in subjects for k in tree.kids_of(cur, "aux", "auxpass"))
        if why and turned:
            return True
        if "?" not in tree.lower[max(start, end - 3) : end]:
            return False
        for _ in range(6):
            if tree.dep[cur] not in QUESTIONED:
                return False
            if tree.head[cur] == cur:
                return True
            cur = tree.head[cur]
        return False

    def _is_told_to_do(self) -> bool:
        """Whether it is an order to the reader: "Make a big election about small things"."""
        tree, verb = self.ref.tree, self.verb
        governed = tree.kids_of(verb, "nsubj", "nsubjpass", "aux", "auxpass", "mark", "expl")
        start, _ = tree.sentence(verb)
        quoted = [k for k in range(start, verb) if tree.lower[k] in OPENING]
        start = quoted[-1] if quoted else start
        first = all(
            tree.pos[k] in {"PUNCT", "SPACE", "ADV", "INTJ", "PART"} for k in range(start, verb)
        )
        title = tree.head[verb] == verb and [tree.lower[k] for k in governed] == ["to"]
        return tree.tag[verb] == "VB" and first and (not governed or title)

    def _is_general(self) -> bool:
        """Whether it tells what sort of thing is meant: "when the US slaps tariffs on goods, it isn't"."""
        tree, verb = self.ref.tree, self.verb
        root = tree.head[verb] if tree.dep[verb] == "conj" else verb
        auxiliaries = tree.kids_of(root, "aux", "auxpass")
        passive = any(tree.dep[k] == "auxpass" and tree.tag[k] in PRESENT for k in tree.kids[root])
        present = passive or (tree.tag[root] in PRESENT and not auxiliaries)
        if not present:
            return False
        if tree.dep[root] == "relcl":  # "states that commit to"
            several = tree.tag[tree.head[root]] in {"NNS", "NNPS"}
            restricts = not any(tree.lower[k] == "," for k in range(tree.head[root] + 1, root))
            return (several and restricts) or (passive and self.trigger.event_type == "ASSAULT")
        marks = {tree.lower[k] for k in tree.kids_of(root, "advmod", "mark")}
        rule = tree.dep[root] == "advcl" and bool(marks & WHENEVER)
        return rule and tree.tag[tree.head[root]] in PRESENT | {"VB"}

    def _inside_claim(self) -> bool:
        """Whether the verb tells what somebody is accused of, asked for or praised for."""
        tree, verb = self.ref.tree, self.verb
        cur = verb
        for _ in range(6):
            h, relation = tree.head[cur], tree.dep[cur]
            listed = tree.tag[cur] == tree.tag[h] == "VBG"  # "accused of killing and wounding"
            aside = relation == "relcl" or (relation == "conj" and not listed)
            outside = h in self.coded and relation == "advcl" and tree.tag[cur] != "VB"
            if outside and tree.lemma[h] == "accuse" and tree.tag[cur] == "VBG":
                return True  # "accused him of extortion, threatening": he threatened, perhaps
            if h == cur or aside or outside:
                return False
            if relation in LEADING and self.coded.get(h) in CLAIMING:
                return True
            blamed = relation == "prep" and tree.lower[cur] in {"for", "over", "against", "about"}
            if blamed and self.coded.get(h) == "PROTEST":
                return True  # "protested the government for selling arms"
            if relation == "advcl" and tree.tag[h] != "VBG" and tree.tag[cur] != "VB":
                return False
            cur = h
        return False

    def _is_cry(self) -> bool:
        """Whether the demand is what a protest of the same people is about: one event, not two."""
        tree, cur = self.ref.tree, self.verb
        for _ in range(4):
            h, relation = tree.head[cur], tree.dep[cur]
            if h == cur or relation not in {"advcl", "xcomp", "conj", "pcomp", "prep"}:
                return False
            if self.coded.get(h) == "PROTEST":
                return tree.tag[self.verb] != "VBD"
            cur = h
        return False

    def _takes_clause(self) -> bool:
        """Whether the clause is a demand: "insisted that Iraq pay", not "insisted he was right"."""
        tree = self.ref.tree
        for c in tree.kids_of(self.verb, "ccomp"):
            helping = {tree.lower[k] for k in tree.kids_of(c, "aux")}
            bare = tree.tag[c] in {"VB", "VBP"} and not helping
            if bare or helping & DEMANDING:
                return True
        return False

    def _commits(self) -> bool:
        """Whether a clause is a promise: "agreed that it would", not "agreed that it was"."""
        tree, operators = self.ref.tree, self.ref.lexicon.operators
        clauses, promised = tree.kids_of(self.verb, "ccomp"), tree.kids_of(self.verb, "xcomp")
        if any(operators.get(tree.lemma[k]) == "idle" for k in promised):
            return False  # "offered to resign"
        if self.trigger.word == "be":
            return self._is_ready_for_good()
        if self.trigger.word == "agree" and not promised and not clauses:
            return self._agrees_on_something()
        if promised or not clauses:
            return True
        return any(
            any(tree.lower[k] in PLANNED for k in tree.kids_of(c, "aux"))
            or (tree.tag[c] == "VB" and not tree.kids_of(c, "aux"))
            for c in clauses
        )

    def _agrees_on_something(self) -> bool:
        """Whether several agree, or one to something: not "agrees with the analysis", "the court will agree"."""
        tree, verb = self.ref.tree, self.verb
        marks = {w for w, _ in tree.prepositions(verb)} | {
            tree.lower[k] for k in tree.kids_of(verb, "prep")
        }
        several = any(
            tree.tag[s] in {"NNS", "NNPS"}
            or tree.kids_of(s, "conj")
            or tree.lower[s] in {"they", "both"}
            for s in tree.subjects(verb)
        )
        settled = marks & {"to", "on", "upon"} or tree.kids_of(verb, "dobj")
        return bool(settled) or (several and "with" not in marks)

    def _is_ready_for_good(self) -> bool:
        """Whether one is ready for something that the lexicon knows: "ready to talk", "ready for talks"."""
        tree, lexicon = self.ref.tree, self.ref.lexicon
        ready = [k for a in tree.kids_of(self.verb, "acomp") for k in tree.with_conjuncts(a)]
        led = [k for a in ready for k in tree.kids_of(a, "xcomp", "ccomp")]
        led += tree.kids_of(self.verb, "xcomp")
        if not led:
            return any(w in {"for", "with"} for a in ready for w, _ in tree.prepositions(a))
        led += [k for c in led for k in tree.kids_of(c, "xcomp")]
        known = {t.event_type for k in led for t in lexicon.verbs.get(tree.lemma[k], ())}
        harms = any(lexicon.operators.get(tree.lemma[k]) == "harm" for k in led)
        return harms or bool(known & KINDLY_VERBS)
