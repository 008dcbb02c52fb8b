"""A parse as plain lists: who depends on whom, who is the subject, what stands after which preposition."""

from __future__ import annotations

from bisect import bisect_right
from operator import add
from typing import TYPE_CHECKING

from corpuskit.extractors._tokens import column, heads, numbers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

    from corpuskit.extractors._kinds.reading import Kinds

RELATIVE = frozenset({"who", "which", "that", "whom"})
DEEPEST = 6
"""How far chains of dependents are followed."""
LONGEST = 50
"""How many words are read of a list or a phrase: nobody writes longer ones, and time stays linear."""
PLACES = frozenset({"GPE", "LOC"})
NEAR = 8
"""How many words after a preposition its noun may end."""
VERBAL = frozenset({"VERB", "AUX"})
TEXTS = frozenset(
    {
        "letter",
        "statement",
        "message",
        "resolution",
        "report",
        "speech",
        "note",
        "intelligence",
        "document",
    }
)
"""What speaks for whoever wrote or quotes it."""
THOUGHTS = frozenset(
    {
        "consensus",
        "claim",
        "fact",
        "evidence",
        "idea",
        "notion",
        "conclusion",
        "allegation",
        "belief",
    }
)
"""What a clause with "that" tells of, not what it acts on."""
LAWS = frozenset({"decree", "order", "law", "bill", "ordinance", "indictment", "warrant", "motion"})
ENACTING = frozenset({"sign", "issue", "pass", "adopt", "approve", "enact", "unseal", "publish"})
"""A law speaks for whoever makes it."""
INTRANSITIVE = frozenset(
    {"confer", "meet", "agree", "clash", "negotiate", "talk", "cooperate", "march", "arrive"}
    | {"protest", "demonstrate", "rally"}
)
CLAUSES = frozenset({"relcl", "advcl", "ccomp", "acl", "parataxis"})


class Tree:
    """The parse of a document, read once; tokens are numbers."""

    __slots__ = (
        "dep",
        "ends",
        "ents",
        "head",
        "inside_entity",
        "kids",
        "lemma",
        "lower",
        "pos",
        "sents",
        "starts",
        "tag",
    )

    def __init__(self, doc: Doc, kinds: Kinds) -> None:
        self.lower = column(doc, "LOWER")
        self.lemma = [lemma.lower() for lemma in column(doc, "LEMMA")]
        self.dep = column(doc, "DEP")
        self.pos = column(doc, "POS")
        self.tag = column(doc, "TAG")
        self.head = heads(doc)
        self.ents = kinds.labels
        self.inside_entity = kinds.inside
        self.starts = numbers(doc, "IDX")
        self.ends = list(map(add, self.starts, numbers(doc, "LENGTH")))
        self.kids: list[list[int]] = [[] for _ in self.starts]
        for i, h in enumerate(self.head):
            if h != i:
                self.kids[h].append(i)
        for i in range(2, len(self.lower)):  # the tokenizer cuts "sit-in" in three
            if self.lower[i] == "in" and self.lower[i - 2 : i] == ["sit", "-"]:
                self.lemma[i] = "sit-in"
        self.sents = [(s.start, s.end) for s in doc.sents] if self.lower else []

    def sentence(self, i: int) -> tuple[int, int]:
        """The first token of the sentence of `i`, and the one after its last."""
        return self.sents[bisect_right(self.sents, (i, len(self.head))) - 1]

    def is_each_other(self, i: int) -> bool:
        """Whether a word ends "each other" or "one another"."""
        return self.lower[max(0, i - 1) : i + 1] in (["each", "other"], ["one", "another"])

    def counted_by(self, noun: int, quantities: frozenset[str]) -> int | None:
        """What a quantity counts: the protesters in "hundreds of protesters"."""
        if self.lemma[noun] in quantities or self.pos[noun] == "NUM":
            for word, k in self.prepositions(noun):
                if word == "of":
                    return k
        return None

    def kids_of(self, i: int, *deps: str) -> list[int]:
        """The dependents of `i` with one of these relations."""
        return [k for k in self.kids[i] if self.dep[k] in deps]

    def with_conjuncts(self, i: int) -> list[int]:
        """`i` and everything joined to it by "and"."""
        found = [i]
        for k in found:
            if len(found) < LONGEST:
                found += self.kids_of(k, "conj")
        return found

    def left_edge(self, i: int) -> int:
        """The first token of the words on the left of `i` that belong to it."""
        edge = i
        for _ in range(LONGEST):
            left = [k for k in self.kids[edge] if k < edge and self.dep[k] not in CLAUSES]
            if not left:
                break
            edge = left[0]
        return edge

    def subtree(self, i: int, *, without: frozenset[str] = frozenset()) -> Iterator[int]:
        """All tokens under `i`, itself first, but for dependents with the relations `without`."""
        found = [i]
        for k in found:
            yield k
            if len(found) < LONGEST * LONGEST:
                found += [c for c in self.kids[k] if self.dep[c] not in without]

    def prepositions(self, i: int) -> Iterator[tuple[str, int]]:
        """The (preposition, noun) pairs that hang on `i`, "out of" read as its last word."""
        for k in self.kids[i]:
            if self.dep[k] in {"advcl", "ccomp"} and any(
                self.lower[m] == "for" for m in self.kids_of(k, "mark")
            ):
                for s in self.kids_of(k, "nsubj"):  # "pleaded for Washington to pay"
                    yield "for", s
            if self.dep[k] in {"prep", "agent", "dative"} and self.pos[k] in {
                "ADP",
                "SCONJ",
                "ADV",
            }:
                yield from self._objects_of(k)

    def _objects_of(self, prep: int, depth: int = 0) -> Iterator[tuple[str, int]]:
        if not self.kids[prep]:
            yield from self._taken_away(prep)
        for k in self.kids[prep]:
            if self.dep[k] == "pobj":
                yield self.lower[prep], k
            elif self.dep[k] == "pcomp" and self.lower[prep] in {"to", "against", "from"}:
                for s in self.kids_of(k, "nsubj"):  # "asylum to five officers hiding in"
                    yield self.lower[prep], s
            elif self.dep[k] == "prep" and depth < DEEPEST:
                yield from self._objects_of(k, depth + 1)

    def _taken_away(self, prep: int) -> Iterator[tuple[str, int]]:
        """The officers in "asylum to five officers holed up in", read as a clause of their own."""
        for k in range(prep + 1, min(prep + NEAR, len(self.dep))):
            if self.dep[k] in {"nsubj", "nsubjpass"} and self.left_edge(k) == prep + 1:
                yield self.lower[prep], k
                return

    def is_passive(self, i: int, depth: int = 0) -> bool:
        """Whether the verb is passive: "was arrested", "soldiers killed by"."""
        for k in self.kids[i]:
            if self.dep[k] in {"nsubjpass", "auxpass"}:
                return True
            if self.dep[k] == "nsubj":
                return False
        if self.dep[i] == "acl" and self.misread(i):
            return False
        participle = self.tag[i] == "VBN" or (self.tag[i] == "VBD" and self.dep[i] == "acl")
        if not participle or any(self.dep[k] == "aux" for k in self.kids[i]):
            return False
        if self.dep[i] in {"acl", "oprd", "acomp", "xcomp"}:
            return True
        if self.dep[i] == "conj" and self.head[i] != i and not self.kids_of(i, "dobj"):
            return depth < DEEPEST and self.is_passive(self.head[i], depth + 1)
        return self.dep[i] == "advcl" and not self.kids_of(i, "dobj")

    def subjects(self, i: int, depth: int = 0) -> list[int]:
        """The surface subject of a verb, shared, controlled or raised ones too."""
        own = [
            k for k in self.kids_of(i, "nsubj", "nsubjpass") if not self.lower[k].endswith("self")
        ] or [s for k in self.kids_of(i, "aux") for s in self.kids_of(k, "nsubj")]
        if own and self.lower[own[0]] in RELATIVE and self.dep[i] == "relcl":
            return self._agreeing(i, self.head[i])
        if self.kids_of(i, "expl"):
            return own  # "there are no plans"
        if len(own) > 1 and self.pos[own[0]] == "NOUN" and own[0] + 1 == self.left_edge(own[1]):
            own = own[1:]  # "Moscow's ally Pyongyang"
        if len(own) == 2 and self.pos[own[0]] == "NOUN" and self.ents[own[1]] == "PERSON":
            own = own[1:]  # "A resident of Antioch, Rittenhouse"
        if own:  # more than one: joined names that the parser has not joined
            return own
        for k in self.kids_of(i, "csubj"):  # "what organizers put at two million people marched"
            return [p for _, p in self.prepositions(k)] or self.kids_of(k, "dobj")
        h, relation = self.head[i], self.dep[i]
        if h == i or depth > DEEPEST:
            return []
        if relation == "acl" and self.tag[i] == "VB":  # "its readiness to meet": whose readiness
            return self.kids_of(h, "poss") or self._noun_subject(h, depth)
        if relation == "acl" and self.misread(i):
            return [self._root(h)]
        if relation == "acl" and self.tag[i] == "VBG":
            enacted = self.lemma[h] in LAWS and self.lemma[self.head[h]] in ENACTING
            text = h if enacted or self.lemma[h] in TEXTS else self._text_sent_to(h)
            if text is not None:  # "a letter to Putin hailing": whoever wrote it hails
                return self.kids_of(text, "poss") or self._noun_subject(text, depth) or [h]
        if relation == "acl" and self.tag[i] == "VBG" and self.ents[h] in PLACES:
            above = self.verb_above(h)  # "marched through Minsk demanding": not Minsk demands
            return [] if above is None else self.subjects(above, depth + 1)
        if relation in {"acl", "relcl"}:
            return [h] if self.pos[h] in {"NOUN", "PROPN", "PRON", "NUM"} else []
        if relation == "pcomp":
            if self.lower[h] == "as":  # "cited an audit as prohibiting": the audit prohibits
                return self.kids_of(self.head[h], "dobj")[:1] or self.subjects(
                    self.head[h], depth + 1
                )
            h = self.head[h]
        if self.pos[h] in {"NOUN", "PROPN"}:  # "the plan to meet": whose plan
            return self.kids_of(h, "poss") or self._noun_subject(h, depth)
        if relation == "xcomp":
            objects = self.kids_of(h, "dobj", "dative")
            if objects and self.lemma[h] not in {"promise", "vow", "threaten", "use"}:
                return objects[:1]
        active = self.tag[i] in {"VBD", "VBZ"} and bool(self.kids_of(i, "dobj"))
        if relation == "conj" and active and self._is_told(h):
            return self.subjects(self.head[h], depth + 1)  # "said he had been hit and demanded"
        if relation == "conj":
            moment = self._misread_after(i)
            if moment is not None:
                return [moment]
        if relation in {"conj", "xcomp", "advcl", "pcomp", "ccomp", "dep", "prep", "acomp"}:
            return self.subjects(h, depth + 1)
        return []

    def _agreeing(self, verb: int, noun: int) -> list[int]:
        """The noun that a relative clause tells of, by its number: "many in the government, who have"."""
        words = [verb, *self.kids_of(verb, "aux", "auxpass")]
        several = any(self.tag[k] == "VBP" or self.lower[k] == "were" for k in words)
        single = any(self.tag[k] == "VBZ" or self.lower[k] == "was" for k in words)
        tag = self.tag[noun]
        joined = bool(self.kids_of(noun, "conj")) or self.dep[noun] == "conj"
        wrong = (several and tag in {"NN", "NNP"}) or (single and tag in {"NNS", "NNPS"})
        counted = any(
            self.tag[k] in {"NNS", "NNPS"} for w, k in self.prepositions(noun) if w == "of"
        )
        if not wrong or joined or counted or (several and single):
            return [noun]
        above = self.head[noun]
        held = self.head[above] if self.dep[noun] == "pobj" else noun
        plural = self.tag[held] in {"NNS", "NNPS"} or self.lower[held] in {"many", "some", "few"}
        fits = held != noun and self.pos[held] in {"NOUN", "PROPN", "ADJ"} and plural == several
        return [held] if fits else [noun] if self.pos[noun] == "PROPN" else []

    def misread(self, i: int) -> bool:
        """Whether a main verb was read as a participle: "A and B conferred" without any other verb."""
        if self.tag[i] not in {"VBD", "VBN"} or self.head[i] > i:
            return False
        if self.head[self._root(self.head[i])] != self._root(self.head[i]):
            return False
        return (
            self.tag[i] == "VBD" or bool(self.kids_of(i, "dobj")) or self.lemma[i] in INTRANSITIVE
        )

    def _misread_after(self, i: int) -> int | None:
        """The mayor in "arrested after the mayor was stabbed", where "after the mayor" was read as one phrase."""
        h = self.head[i]
        if h > i or self.tag[i] not in {"VBD", "VBN", "VBZ", "VBP"}:
            return None
        before = [k for k in self.kids[h] if h < k < i and self.dep[k] != "punct"]
        if not before or self.lower[before[-1]] not in {"after", "before", "when", "as", "since"}:
            return None
        return next(iter(self.kids_of(before[-1], "pobj")), None)

    def _is_told(self, i: int) -> bool:
        """Whether the verb is the passive of a clause that somebody says."""
        passive = self.tag[i] == "VBN" and bool(self.kids_of(i, "auxpass"))
        return passive and self.dep[i] == "ccomp" and self.pos[self.head[i]] in VERBAL

    def _root(self, noun: int) -> int:
        for _ in range(LONGEST):
            if self.dep[noun] != "conj" or self.head[noun] == noun:
                break
            noun = self.head[noun]
        return noun

    def _text_sent_to(self, noun: int) -> int | None:
        """The letter in "sent a letter to X"."""
        if self.dep[noun] != "pobj":
            return None
        holder = self.head[self.head[noun]]
        near = [holder, *self.kids_of(holder, "dobj")]
        return next((k for k in near if self.lemma[k] in TEXTS), None)

    def _noun_subject(self, noun: int, depth: int) -> list[int]:
        """Who holds the plan in "announced a plan to": the subject of the verb that governs it."""
        h = self.head[noun]
        if self.lemma[noun] == "evidence":
            return []
        if h != noun and self.dep[noun] in {"dobj", "attr"} and self.pos[h] in VERBAL:
            return self.subjects(h, depth + 1)
        return []

    def objects(self, i: int) -> list[int]:
        """The direct object, also of a relative clause ("the ban that X imposed")."""
        found = self.kids_of(i, "dobj", "attr", "oprd")
        if not found:
            found = [o for k in self.kids_of(i, "prt") for o in self.kids_of(k, "pobj")]
        if not found:  # "allowed inspectors to enter"
            found = [
                s
                for c in self.kids_of(i, "ccomp")
                if self.tag[c] == "VB" and any(self.lower[k] == "to" for k in self.kids[c])
                for s in self.kids_of(c, "nsubj")
            ]
        if self.dep[i] == "relcl" and self.lemma[self.head[i]] in THOUGHTS:
            return found  # "the consensus that Russia hacked into"
        if self.dep[i] == "relcl" and (
            (found and self.lower[found[0]] in RELATIVE)
            or (
                not found
                and any(
                    self.dep[k] == "nsubj" and self.lower[k] not in RELATIVE for k in self.kids[i]
                )
            )
        ):
            return [self.head[i]]
        return found

    def above(self, i: int) -> Iterator[int]:
        """The tokens that govern `i`, the nearest first."""
        for _ in range(LONGEST):
            if self.head[i] == i:
                break
            i = self.head[i]
            yield i

    def verb_above(self, i: int) -> int | None:
        """The nearest verb that governs `i`."""
        for _ in range(12):
            h = self.head[i]
            if h == i:
                return None
            i = h
            if self.pos[i] in VERBAL:
                return i
        return None
