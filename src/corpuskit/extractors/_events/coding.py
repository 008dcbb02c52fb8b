"""From a parsed article to event drafts: triggers, their parties, and what mood makes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpuskit.extractors._events.arguments import Told, sides_of
from corpuskit.extractors._events.assertion import Assertion
from corpuskit.extractors._events.drafts import Draft, Status, joined
from corpuskit.extractors._events.event_nouns import draft_of_noun
from corpuskit.extractors._events.matching import base_form, fitting
from corpuskit.extractors._events.mood import has_failed, mood_of
from corpuskit.extractors._events.needs import PRIVATE, Case
from corpuskit.extractors._events.parties import CROWD
from corpuskit.extractors._events.sides import KINDLY, at_home, is_mutual, unique
from corpuskit.extractors._events.syntax import VERBAL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpuskit.extractors._events.mood import Mood
    from corpuskit.extractors._events.reference import Reference
    from corpuskit.extractors._events.triggers import Trigger

Reading = tuple[str | None, str | None, Status]

HOSTILE = frozenset({"SANCTION", "COERCE", "ASSAULT"})
WRONGING = frozenset({"violate", "breach", "break", "undermine", "flout"})
SENTENCING = frozenset({"sentence", "jail", "imprison"})
"""What courts will do to somebody is announced, not threatened."""
GRANTING = frozenset({"accept", "grant", "meet", "satisfy", "agree", "accede", "yield", "bow"})
TRYING = frozenset({"try", "attempt"})
TOGETHER = frozenset({"AGREE", "CONSULT", "COOPERATE"})
LEANING = frozenset({"pronoun", "group"})
FORESEEN = frozenset(
    {
        "expect",
        "expected",
        "schedule",
        "scheduled",
        "due",
        "want",
        "hope",
        "wish",
        "seek",
        "look",
        "propose",
    }
)
"""What others foresee or wish is no threat."""


class Coder:
    """Reads the events of one document."""

    def __init__(self, ref: Reference) -> None:
        self.ref = ref
        self.tree, self.lexicon = ref.tree, ref.lexicon
        self.used: set[int] = set()
        self.coded: dict[int, str] = {}

    def drafts(self) -> Iterator[Draft]:
        """The events, sentence by sentence, in text order."""
        for start, end in self.tree.sents:
            found: list[Draft] = []
            for i in range(start, end):
                if self.tree.pos[i] in VERBAL:
                    draft = self._of_verb(i, start)
                    if draft is not None:
                        found.append(draft)
                        self.coded[i] = draft.event_type
            found = [d for d in joined(found) if not _is_aim(d)]
            for i in range(start, end):
                if self.tree.pos[i] == "NOUN" and i not in self.used:
                    draft = draft_of_noun(self.ref, i, self.coded)
                    if draft is not None:
                        found.append(draft)
            yield from sorted(found, key=lambda d: d.token)

    # verbs

    def _of_verb(self, verb: int, start: int) -> Draft | None:
        tree = self.tree
        capital = self.ref.cast.text[tree.starts[verb]].isupper()
        if verb > start and capital and tree.pos[verb - 1] == "PROPN":
            return None  # part of a name
        word = base_form(tree, self.lexicon, verb)
        wronged = self._wronged(verb, tree.objects(verb))
        if wronged is not None:
            return wronged
        triggers = self.lexicon.verbs.get(word, ()) if tree.dep[verb] != "amod" else ()
        if triggers:
            mood = mood_of(tree, self.lexicon, verb)
            passive, subjects = tree.is_passive(verb), tree.subjects(verb)
            objects = [*subjects, *tree.kids_of(verb, "dobj")] if passive else tree.objects(verb)
            for trigger in triggers:
                noun = fitting(trigger, verb, objects, subjects, self.ref.cast)
                if noun is None:
                    continue
                draft = self._draft(trigger, verb, noun, mood, objects, passive=passive)
                if draft is not None:
                    self.used.update((noun, tree.head[noun]) if noun != verb else ())
                    return draft
        return self._demanded(verb) or self._blamed(verb)

    def _wronged(self, verb: int, objects: list[int]) -> Draft | None:
        """An accusation: "the ministry said that Turkey had violated the ceasefire"."""
        tree = self.tree
        if tree.lemma[verb] not in WRONGING or tree.is_passive(verb):
            return None
        laws = self.lexicon.classes["law"]
        broken = any(tree.lemma[k] in laws for k in objects)
        return self._said_of(verb, "ACCUSE", "", [verb], "wrong") if broken else None

    def _draft(
        self,
        trigger: Trigger,
        verb: int,
        noun: int,
        mood: Mood,
        objects: list[int],
        *,
        passive: bool,
    ) -> Draft | None:
        tree, ref = self.tree, self.ref
        if not Assertion(ref, self.coded, trigger, verb, mood, objects).holds():
            return None
        subjects = tree.subjects(verb)
        suffering = trigger.recipients == ("subj",)  # "died in an attack"
        told = Told(trigger, verb, noun, objects, passive)
        actors, recipients = sides_of(ref, told, mood)
        event_type, mode, status = self._read(trigger, mood, verb)
        if (
            event_type is None
            or not Case(ref, trigger, verb, noun, actors, recipients, passive).holds()
        ):
            return None
        codes = {a.country for a in actors}
        abroad = [p for p in recipients if p.country not in codes]
        if mood.kind == "future" and self._is_foretold(
            mood, codes, {p.country for p in abroad}, event_type
        ):
            event_type, mode, status = trigger.event_type, trigger.mode, "possible"
        mutual = is_mutual(trigger, actors, recipients)
        if len(codes) > 1 and any(tree.is_each_other(o) for o in objects):
            mutual, recipients = True, []
        if event_type == "CONCEDE" and any(p.country for p in abroad):
            granting = trigger.word in GRANTING
            event_type, mode = (
                ("AGREE", None) if granting else ("RETREAT", "ease")
            )  # one concedes at home
        if trigger.need == "j" and len({p.country for p in (*actors, *recipients)} - {None}) < 2:
            event_type, mode, mutual, recipients = (
                "MOBILIZE",
                "drill",
                False,
                [],
            )  # drills of one country
        if (
            trigger.need == "g"
            and event_type == "ACCUSE"
            and any(p.sector in CROWD | {"LEG"} for p in actors)
        ):
            event_type = "PROTEST"  # governments protest in words
        if len({p.country for p in recipients}) > 1 and len(codes) == 1 and abroad:
            recipients = abroad  # "praised North Korea-Russia relations": the other side is meant
        if not actors and not passive and not suffering:
            actors = ref.cast.whoever([s for s in subjects if tree.pos[s] == "PROPN"], ref)
        if mutual:
            actors, recipients = [*actors, *recipients], []
        words = trigger.rule if noun == verb else f"{trigger.rule}+{tree.lemma[noun]}"
        return Draft(
            event_type,
            mode,
            noun if tree.pos[noun] == "ADJ" else verb,  # "is ready to": the word that says it
            tuple(unique(actors)),
            tuple(unique(recipients)),
            mutual,
            status,
            mood.says,
            mood.operator,
            f"verb:{words}" + (f"/{mood.kind}" if mood.kind else ""),
        )

    def _read(self, trigger: Trigger, mood: Mood, verb: int) -> Reading:
        """What the mood makes of the type: planned kindness is AGREE, planned harm THREATEN."""
        kind, event_type, mode = mood.kind, trigger.event_type, trigger.mode
        if has_failed(self.tree, mood):  # "failed to reach agreement"
            return ("REJECT", None, "actual") if event_type == "AGREE" else (None, None, "denied")
        if trigger.need == "neg":
            return event_type, mode, "actual"
        if kind == "duty":
            return None, None, "possible"
        if kind == "purpose" and event_type == "PROTEST":
            return event_type, mode, "actual"  # "thousands came to protest"
        if kind in {"possible", "purpose", "idea"}:
            return event_type, mode, "denied" if mood.negated and kind == "possible" else "possible"
        tried = self.tree.lemma[self.tree.head[verb]] in TRYING and self.tree.dep[verb] == "xcomp"
        if tried and not kind and event_type not in HOSTILE:
            return (
                event_type,
                mode,
                "possible",
            )  # who tries to kill has done something, who tries to help has not
        if mood.negated:
            declined = event_type in KINDLY and kind in {"future", "commit", "plan"}
            return ("REJECT", None, "actual") if declined else (event_type, mode, "denied")
        if (
            event_type in HOSTILE
            and mood.operator is not None
            and self.tree.lemma[mood.operator] in FORESEEN
        ):
            return event_type, mode, "possible"
        if kind == "threaten":
            return "THREATEN", None, "planned"
        if event_type == "AGREE" and self._harms(verb):
            return "THREATEN", None, "actual"
        if kind in {"future", "commit", "plan"}:
            if event_type in KINDLY:
                return "AGREE", None, "planned"
            leaving = event_type == "SANCTION" and mode == "withdraw"
            court = self.tree.lemma[verb] in SENTENCING and self.tree.is_passive(verb)
            if (event_type in HOSTILE and not leaving and not court) or event_type == "PROTEST":
                if kind == "plan" and self.tree.pos[mood.operator or verb] == "NOUN":
                    return event_type, mode, "possible"  # a decision is no threat yet
                return "THREATEN", None, "planned"
            return event_type, mode, "planned"
        return event_type, mode, "actual"

    def _is_foretold(
        self, mood: Mood, acting: set[str | None], acted: set[str | None], event_type: str
    ) -> bool:
        """Whether somebody else says what the actor will do: a forecast, no promise and no threat."""
        tellers = [] if mood.says is None else self.ref.of_all(self.tree.subjects(mood.says))
        told_by = {p.country for p in tellers if p.country}
        if any(p.sector in PRIVATE for p in tellers):
            return True
        concerned = acting | acted if event_type == "AGREE" else acting
        return bool(told_by and acting - {None} and not told_by & concerned)

    def _harms(self, verb: int) -> bool:
        """Whether something is promised that no trigger knows, but that hurts: "vowed to retaliate"."""
        promised = self.tree.kids_of(verb, "xcomp")
        promised += [
            k for a in self.tree.kids_of(verb, "acomp") for k in self.tree.kids_of(a, "xcomp")
        ]
        promised += [k for p in promised for k in self.tree.kids_of(p, "xcomp")]
        promised += self.tree.kids_of(verb, "dobj")
        harmful = self.lexicon.classes["harmful"]
        return any(
            self.lexicon.operators.get(self.tree.lemma[k]) == "harm"
            or self.tree.lemma[k] in harmful
            for k in promised
        )

    # words of duty and blame

    def _demanded(self, verb: int) -> Draft | None:
        """A demand, whatever the verb: "Russia said that Sudan must return the helicopter"."""
        tree = self.tree
        marks = [k for k in tree.kids_of(verb, "aux") if tree.lower[k] in {"must", "should"}]
        return self._said_of(verb, "REQUEST", "duty", marks, "duty") if marks else None

    def _blamed(self, verb: int) -> Draft | None:
        """An accusation without its verb: "Tehran said the army was responsible for the deaths"."""
        tree = self.tree
        if tree.lemma[verb] != "be":
            return None
        marks = [
            k
            for k in tree.kids_of(verb, "acomp", "prep")
            if tree.lower[k] in {"responsible", "behind", "guilty"}
        ]
        return self._said_of(verb, "ACCUSE", "", marks, "blame") if marks else None

    def _said_of(
        self, verb: int, event_type: str, kind: str, marks: list[int], rule: str
    ) -> Draft | None:
        """An event that consists in what one party says of another."""
        mood = mood_of(self.tree, self.lexicon, verb)
        if mood.says is None or mood.kind != kind or mood.negated:
            return None
        actors = self.ref.of_all(self.tree.subjects(mood.says))
        recipients = self.ref.of_all(self.tree.subjects(verb))
        actors, recipients = at_home(self.ref, actors, recipients, verb)
        recipients = [p for p in recipients if p.country and p.rule not in LEANING and p.political]
        if kind == "duty" and self.tree.lower[marks[0]] == "should":
            home = {p.country for p in actors}
            recipients = [p for p in recipients if p.country not in home]
        if kind == "duty":
            recipients = [p for p in recipients if p.sector != "CVL"]  # "people must know"
        own = {p.country for p in actors}
        if not any(p.political for p in actors) or not recipients:
            return None
        if {p.country for p in recipients} <= own | {None} and (
            kind == "" or all(p.rule in {"name", "capital", "metonym"} for p in recipients)
        ):
            return None
        if {(p.country, p.sector) for p in recipients} <= {(p.country, p.sector) for p in actors}:
            return None
        sides = tuple(unique(actors)), tuple(unique(recipients))
        return Draft(event_type, None, marks[0], *sides, False, "actual", None, None, rule)


def _is_aim(draft: Draft) -> bool:
    """Whether only an aim or an idea tells of what one side does: "money to kill soldiers".

    What several do together begins with its aim: "brought them together to forge a pact".
    """
    aim = draft.status == "possible" and draft.rule.endswith(("/purpose", "/idea"))
    return aim and draft.event_type not in TOGETHER
