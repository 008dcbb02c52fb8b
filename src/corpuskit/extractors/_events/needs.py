"""Which parties, words and surroundings a trigger must have before it counts as an event."""

from __future__ import annotations

import attrs

from corpuskit.extractors._events.parties import ARMED, CROWD, STATE, Party
from corpuskit.extractors._events.reference import PEOPLE, SPEAKERS, Reference
from corpuskit.extractors._events.sides import PLACE_WORDS, is_place
from corpuskit.extractors._events.triggers import Trigger

OWNING = frozenset({"possessive", "modifier", "by", "of"})
PRIVATE = frozenset({"BUS", "MED", "EDU"})
OFFICES = frozenset({"GOV", "IGO", "LEG", "PTY"})
TALKERS = frozenset({"LEG", "PTY", "JUD"})
RALLYING = TALKERS | {"GOV"}
NAMELESS = frozenset(
    {"ACCUSE", "REQUEST", "REJECT", "SUPPORT", "THREATEN", "SANCTION", "AGREE", "CONSULT"}
    | {"COOPERATE", "AID"}
)
"""Types that stand even where the text does not tell for whom "he" or "Kulik" acts."""


@attrs.frozen
class Case:
    """A trigger with the parties that were found for it."""

    ref: Reference
    trigger: Trigger
    verb: int
    noun: int
    actors: list[Party]
    recipients: list[Party]
    passive: bool

    def holds(self) -> bool:  # noqa: PLR0915, one line for each code of the lexicon
        """Whether the need of the trigger is met; the codes are explained in PROVENANCE.md."""
        need, tree = self.trigger.need, self.ref.tree
        acting = [p for p in self.actors if p.political]
        acted = [p for p in self.recipients if p.country or p.sector]
        facing = [p for p in self.recipients if p.political]
        homes = {p.country for p in acting if p.country}
        armed = [p for p in acting if p.bare or p.sector in ARMED or p.sector in {"GOV", "IGO"}]
        owned = self.trigger.event_type != "REQUEST"  # one asks parties, not what they own
        known = any(
            p.bare or p.sector in STATE or (owned and p.country and p.rule in OWNING)
            for p in self.recipients
        )
        if need == "2" and self.trigger.event_type == "CONSULT" and self._with_a_private():
            return False
        if not any(p.sector in STATE for p in self.actors) and self.ref.sentence_has(
            self.verb, "sport"
        ):
            return False  # "France will meet Croatia in the cup final"
        if (
            (need in {"a", "ar", "w"} or (need == "2" and self.trigger.mode == "meet"))
            and known
            and self.trigger.event_type in NAMELESS
            and self._nameless()
        ):
            return True
        match need:
            case "0":
                return True
            case "loc2":
                return self.passive or bool(tree.objects(self.verb))
            case "p" if self.trigger.word == "beat" and self._only_loses():
                return False
            case "p":
                return bool(acting or facing)
            case "a" if self.passive and not self.actors and self.trigger.event_type == "ACCUSE":
                return known  # "Russia was accused of"
            case "a" | "j" | "that" | "neg":
                return bool(acting)
            case "ar":
                asking = self.trigger.event_type == "REQUEST"
                if asking and all(p.sector == "CVL" and "+" in p.rule for p in acted):
                    return False  # "police asked drivers"
                shy = PRIVATE if asking else frozenset({"BUS"})
                return bool(acting) and any(
                    p.political or (p.country and p.sector not in shy) for p in acted
                )
            case "2":
                sides = {(p.country, p.sector) for p in (*acting, *facing)}
                return len(sides) > 1 and bool(acting or len(facing) > 1)
            case "v":
                places = [
                    p
                    for p in acted
                    if p.country not in homes and p.country and is_place(self.ref, p)
                ]
                together = len(homes) > 1 and any(p.country for p in acted)
                return bool(places or together) and any(p.sector in OFFICES for p in self.actors)
            case "v2" | "foreign":
                return bool(acting) and any(p.country and p.country not in homes for p in acted)
            case "home":
                return bool(acting and acted) and {p.country for p in acted} <= homes
            case "igo":
                pact = tree.lemma[self.noun] in self.ref.lexicon.classes["pact"]
                bodies = all(p.country == "IGO" or (pact and p.country is None) for p in acted)
                return bool(acting and acted) and bodies
            case "want":
                asked = {p.country for p in acted if p.bare or p.sector in STATE}
                return bool(acting and asked and homes) and not asked & homes
            case "w":
                return bool(acting) and any(p.country for p in facing) and self._bodes_ill()
            case "g":
                return bool(acting) and bool(
                    acted or any(p.sector in CROWD | {"LEG"} for p in self.actors)
                )
            case "own":
                return (
                    bool(acting) and {p.country for p in self.ref.cast.before(self.noun)} <= homes
                )
            case "liberty":
                return bool(acting) and self.ref.sentence_has(self.verb, "liberty")
            case "m" if self.trigger.word == "surround" and self._by_police():
                return False  # they corner somebody, and move no troops
            case "c0" if tree.kids_of(self.verb, "dobj", "ccomp", "xcomp"):
                return False  # "demonstrate that he cares"
            case "m":
                return bool(armed)
            case "mm" if self._between_individuals():
                return False  # "clashed with the senator over"
            case "mm":
                return bool(armed) or any(p.sector in ARMED for p in acted)
            case "self":
                left = [k for w, k in tree.prepositions(self.verb) if w == "from"]
                place = not left or any(self.ref.who(k) or self._is_site(k) for k in left)
                return bool(armed) and place and not tree.kids_of(self.verb, "dobj")
            case "army":
                moving = any(
                    p.sector in {"MIL", "REB"} and p.country and p.rule != "pronoun" for p in acting
                )
                return moving and not tree.kids_of(self.verb, "dobj")
            case "armed":
                return any(p.sector in {"MIL", "REB", "GOV"} or p.bare for p in acting)
            case "c0" if self.actors and all(p.sector in ARMED for p in self.actors):
                return False  # rebels that march into a town
            case "c" if tree.lemma[self.noun] == "rally" and self._campaigns():
                return False
            case "c" if tree.lemma[self.noun] == "strike":
                return any(p.sector in CROWD for p in self.actors)  # no missile strikes
            case "c" | "c0":
                return any(p.sector in CROWD or p.country for p in self.actors)
            case "crowd":
                striking = self.trigger.mode == "strike" and not self.trigger.objects
                hitting = striking and bool(tree.kids_of(self.verb, "dobj"))
                several = not striking or any(
                    p.sector == "LAB" or tree.tag[p.head] in {"NNS", "NNPS"} for p in self.actors
                )
                crowd = any(
                    p.sector in CROWD and not (p.sector == "PTY" and self.trigger.word == "clash")
                    for p in self.actors
                )
                return crowd and several and not hitting
            case "x" if self.trigger.word == "beat" and self._only_loses():
                return False
            case "x":
                return self._attacks(acting, acted, facing)
            case "v0" | "tgt":
                return bool(
                    armed or any(p.sector == "CVL" for p in acting) or (self.passive and facing)
                )
            case "arms":
                return self._by_arms() and not self._at_play()
            case "life":
                suffers = bool(acting or facing) or self._on_a_human() or self._about_politics()
                return suffers and not self._to_death() and not self._at_play()
            case "harm":
                return self._violent()
            case "law" if self._is_tasked():
                return False  # "the department charged with building it"
            case "law":
                done_to = bool(acted or self.passive or tree.objects(self.verb))
                by_law = any(p.sector in {"COP", "JUD"} for p in self.actors) or self._by_pronoun()
                parties = bool(acting or facing) or by_law or self._about_politics()
                return done_to and (parties or (self._on_a_human() and not self._at_play()))
            case "inv":
                return bool(facing or (acting and acted))
            case "pressed":
                pressure = self.ref.lexicon.classes["pressure"]
                return bool(acting) and any(
                    w in {"after", "amid", "following", "under"} and tree.lemma[k] in pressure
                    for w, k in tree.prepositions(self.verb)
                )
            case "judge":
                return any(p.sector == "JUD" for p in self.actors)
            case "hit":
                violence = self.ref.lexicon.classes["violence"]
                return any(
                    w == "of" and tree.lemma[k] in violence for w, k in tree.prepositions(self.noun)
                )
            case "hitting":
                return bool(armed and acted)
            case "force":
                forces = any(p.sector in ARMED | {"UAF"} for p in self.actors) or self._by_arms()
                return forces and bool(acted) and not self._at_play()
            case "rally":
                crowd = any(p.sector in CROWD for p in self.actors)
                return crowd and (bool(acted) or self.ref.sentence_has(self.verb, "protest"))
            case "words":
                return self._in_words()
            case "nuke":
                return bool(acting) and self.ref.sentence_has(self.verb, "nuclear")
            case "loc":
                return any(w in PLACE_WORDS for w, _ in tree.prepositions(self.verb))
        return False

    def _nameless(self) -> bool:
        """Whether somebody acts whose country is not told: a name, "he", "the two leaders"; no expert."""
        ref, tree = self.ref, self.ref.tree
        if self.passive or any(p.country or p.sector for p in self.actors):
            return False
        for s in tree.subjects(self.verb):
            person = ref.cast.persons.get(s)
            if person is not None and person.sector in PRIVATE:
                return False
            bodies = (
                {"ORG"} if self.trigger.event_type in {"ACCUSE", "REJECT", "REQUEST"} else set()
            )
            name = tree.pos[s] == "PROPN" and tree.ents[s] in {"PERSON", "", *bodies}
            if name or tree.lower[s] in PEOPLE | SPEAKERS or ref.counted(s):
                return True
        return False

    def _named_victim(self) -> bool:
        """Whether a named person or somebody known in public, a journalist or a priest, suffers it."""
        return any(
            self.ref.tree.ents[p.head] == "PERSON" or p.sector in {"MED", "REL"}
            for p in self.recipients
        )

    def _is_tasked(self) -> bool:
        tree = self.ref.tree
        classes = self.ref.lexicon.classes
        if any(tree.lemma[o] in classes["currency"] for o in tree.objects(self.verb)):
            return True  # "charged the guests fifty dollars"
        marks = {w for w, _ in tree.prepositions(self.verb)}
        if tree.lemma[self.verb] == "charge" and "for" in marks and "with" not in marks:
            return True  # "charging consumers more for content"
        body = tree.lemma[tree.head[self.verb]] in classes["body"]
        return body and tree.dep[self.verb] == "acl" and tree.lemma[self.verb] == "charge"

    def _bodes_ill(self) -> bool:
        """Whether a warning is about what will be: "warned that it would strike", not "that he was ill"."""
        tree = self.ref.tree
        clauses = tree.kids_of(self.verb, "ccomp")
        return not clauses or any(
            tree.dep[k] == "aux" and tree.tag[k] in {"MD", "TO"}
            for c in clauses
            for k in tree.kids[c]
        )

    def _is_site(self, noun: int) -> bool:
        tree, classes = self.ref.tree, self.ref.lexicon.classes
        sites = classes["site"] | classes["territory"] | classes["settlement"]
        return tree.ents[noun] in {"GPE", "LOC"} or tree.lemma[noun] in sites

    def _with_a_private(self) -> bool:
        """Whether one side is only a single person without an office: "whom she met"."""
        tree = self.ref.tree
        spoken = self.trigger.word in {"speak", "talk"}
        return any(
            side
            and all(
                (p.sector == "CVL" or p.rule == "demonym")
                and (spoken or tree.tag[p.head] in {"NN", "NNP"})
                for p in side
            )
            for side in (self.actors, self.recipients)
        )

    def _on_a_human(self) -> bool:
        """Whether it is done to somebody: a name, "him", "two women"."""
        tree = self.ref.tree
        done_to = tree.subjects(self.verb) if self.passive else tree.objects(self.verb)
        return any(
            tree.ents[k] == "PERSON"
            or k in self.ref.cast.persons
            or tree.lower[k] in PEOPLE
            or tree.pos[k] == "NUM"
            or tree.lemma[k] in self.ref.lexicon.classes["people"]
            or self.ref.cast.sector_of(k) is not None
            for o in done_to
            for k in tree.with_conjuncts(o)
        )

    def _by_pronoun(self) -> bool:
        """Whether a story goes on: "they arrested", "he was jailed"."""
        subjects = self.ref.tree.subjects(self.verb)
        words = {"he", "she", "they", "who"} if self.passive else {"they"}
        return self.trigger.mode == "arrest" and any(
            self.ref.tree.lower[s] in words for s in subjects
        )

    def _in_words(self) -> bool:
        """Whether politicians attack each other with words: "attacked Trump for the tweet, claiming"."""
        offices = {"GOV", "LEG", "PTY", "OPP", "JUD"}
        known = all(p.sector in offices or p.person for p in (*self.actors, *self.recipients))
        return known and self._between_individuals()

    def _between_individuals(self) -> bool:
        """Whether persons act on persons without a weapon: politicians fight with words."""
        tree = self.ref.tree
        sides = (self.actors, self.recipients)
        persons = all(
            side
            and all(p.person or p.rule == "leader" or tree.ents[p.head] == "PERSON" for p in side)
            for side in sides
        )
        return persons and not self.ref.sentence_has(self.verb, "weaponry")

    def _only_loses(self) -> bool:
        """Whether a politician is beaten, as in elections."""
        return all(p.sector in RALLYING for p in self.recipients)

    def _by_police(self) -> bool:
        return all(p.sector == "COP" for p in self.actors)

    def _to_death(self) -> bool:
        """Whether a passive without its auxiliary was read as active: "Son of minister stabbed to death"."""
        tree = self.ref.tree
        died = any(w == "to" and tree.lemma[k] == "death" for w, k in tree.prepositions(self.verb))
        return died and not self.passive and not tree.objects(self.verb)

    def _campaigns(self) -> bool:
        """Whether politicians rally for themselves."""
        return bool(self.actors) and all(p.sector in RALLYING for p in self.actors)

    def _attacks(self, acting: list[Party], acted: list[Party], facing: list[Party]) -> bool:
        armed = [p for p in acting if p.bare or p.sector in ARMED or p.sector in {"GOV", "CVL"}]
        if self.actors and all(p.person or p.sector in TALKERS for p in self.actors):
            armed = []  # politicians attack each other with words
        fighting = any(p.sector in ARMED for p in armed)
        whole = self.passive or bool(self.ref.tree.objects(self.verb))
        if self.ref.sentence_has(self.verb, "weaponry") and self._on_a_human():
            return True  # "attacked a group of men, using a knife"
        return bool(armed and (acted or (fighting and whole))) or (self.passive and bool(facing))

    def _by_arms(self) -> bool:
        """Whether forces or weapons of a country do it."""
        lexicon, tree = self.ref.lexicon, self.ref.tree
        arms = lexicon.classes["troops"] | lexicon.classes["weaponry"]
        if self.passive:
            violence = arms | lexicon.classes["violence"]
            if any(
                w == "by" and tree.lemma[k] in violence for w, k in tree.prepositions(self.verb)
            ):
                return True
        return any(
            p.country and (p.sector == "MIL" or tree.lemma[p.head] in arms) for p in self.actors
        )

    def _violent(self) -> bool:
        """Whether somebody or a weapon does the harm that a verb like "kill" tells of; fires kill too."""
        tree, lexicon = self.ref.tree, self.ref.lexicon
        if not self.passive and not tree.objects(self.verb):
            return False
        subjects = tree.subjects(self.verb)
        causes = [k for w, k in tree.prepositions(self.verb) if w in {"by", "in", "during", "with"}]
        causes += [] if self.passive else subjects
        violence, quantity = lexicon.classes["violence"], lexicon.classes["quantity"]
        causes += [c for k in causes if (c := tree.counted_by(k, quantity)) is not None]
        for k in causes:
            if any(
                tree.lemma[j] in violence for j in (k, *tree.kids_of(k, "compound", "conj", "amod"))
            ):
                return True
        if self.ref.sentence_has(self.verb, "disaster") or self._at_play():
            return False
        agents = [k for w, k in tree.prepositions(self.verb) if w == "by"] if self.passive else []
        if agents and not self.actors:
            return False  # "killed by his lions"
        if self.passive and self._named_victim():
            return True
        if any(tree.ents[s] == "PERSON" or tree.lower[s] in PEOPLE for s in subjects):
            return self.passive or self._on_a_human()
        doing = any(tree.pos[s] != "PRON" for s in subjects)
        return doing and any(
            p.sector or p.bare or (self.passive and p.country) for p in self.actors
        )

    def _at_play(self) -> bool:
        """Whether the sentence is about sport or shows, where shots and strikes hurt nobody."""
        return self.ref.sentence_has(self.verb, "sport") or self.ref.sentence_has(self.verb, "play")

    def _about_politics(self) -> bool:
        """Whether the sentence names somebody in office, as mere crime reports do not."""
        tree, cast, sectors = self.ref.tree, self.ref.cast, self.ref.lexicon.sectors
        return any(
            (k in cast.persons and cast.persons[k].sector in {"GOV", "LEG", "MIL", "PTY"})
            or sectors.get(tree.lemma[k]) in {"GOV", "LEG", "OPP", "REB"}
            for k in range(*tree.sentence(self.verb))
            if tree.pos[k] in {"NOUN", "PROPN"}
        )
