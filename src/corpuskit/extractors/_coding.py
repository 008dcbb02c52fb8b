"""From a parsed article to event drafts: triggers, their parties, and what mood makes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import attrs

from corpuskit.extractors._actors import ARMED, CROWD, FEW, SIDES, STATE
from corpuskit.extractors._mood import mood_of
from corpuskit.extractors._syntax import CLAUSES, VERBAL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corpuskit.extractors._actors import Cast, Party
    from corpuskit.extractors._mood import Mood
    from corpuskit.extractors._syntax import Tree
    from corpuskit.extractors._triggers import Lexicon, Need, Trigger

Status = Literal["actual", "planned", "possible", "denied"]

KINDLY = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT", "AGREE"})
HOSTILE = frozenset({"SANCTION", "COERCE", "ASSAULT"})
WORDS = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "AGREE"})
REACHING = frozenset({"REQUEST", "REJECT", "THREATEN", "AGREE", "SANCTION", "RETREAT", "AID", "COOPERATE", "SUPPORT", "ACCUSE"})
"""Types whose recipient may stand anywhere in the clause."""
FORESEEN = frozenset({"expect", "expected", "schedule", "scheduled", "due", "want", "hope", "wish", "seek", "look", "propose"})
"""What others foresee or wish is no threat."""
PEOPLE_PRONOUNS = frozenset({"him", "her", "them", "me", "us", "himself", "he", "she", "they", "who", "whom"})
COMPLEMENTS = frozenset({"guilty", "hostage", "illegal", "critical", "persona"})
OWN_FORCES = frozenset({"troops", "withdraw", "alert", "weapons", "disarm"})
"""Where nobody else is named, the forces moved are those of the actor."""
TRANSITIVE = frozenset({"SUPPORT", "ACCUSE", "REJECT", "COERCE", "SANCTION", "REQUEST", "AID"})
"""Types whose verbs mean something else without an object ("hail from")."""
ASIDES = frozenset({"advcl", "relcl", "parataxis"})
PLACE_WORDS = frozenset({"in", "at", "outside", "near", "inside", "around", "across", "throughout", "on"})
OWNING = frozenset({"possessive", "modifier", "by", "of"})
NAMELESS = frozenset({"ACCUSE", "REQUEST", "REJECT", "SUPPORT", "THREATEN", "SANCTION", "AGREE", "CONSULT", "COOPERATE", "AID"})
"""Types that stand even if the text, read alone, does not tell for whom "he" or "Kulik" acts."""
CLAIMING = frozenset({"ACCUSE", "REQUEST", "REJECT", "SUPPORT", "COERCE", "CONCEDE"})
"""Types whose complement tells what the words are about, not what happened."""
DOMESTIC = frozenset({"GOV", "OPP", "CVL", "PTY", "COP", "JUD", "LEG", "LAB", "EDU", "MED", "REL", "CRM", "MIL", "REB", "SPY"})


@attrs.frozen
class Draft:
    """An event before dates, places and records."""

    event_type: str
    mode: str | None
    token: int
    last: int
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    reciprocal: bool
    status: Status
    says: int | None
    operator: int | None
    rule: str
    confidence: float


class Coder:
    """Reads the events of one document."""

    def __init__(self, tree: Tree, cast: Cast, lexicon: Lexicon) -> None:
        self.tree, self.cast, self.lexicon = tree, cast, lexicon
        self.used: set[int] = set()
        self.coded: dict[int, str] = {}
        self._who: dict[int, list[Party]] = {}

    def drafts(self) -> Iterator[Draft]:
        """The events, sentence by sentence."""
        for start, end in self.tree.sents:
            found: list[Draft] = []
            for i in range(start, end):
                if self.tree.pos[i] in VERBAL:
                    draft = self._of_verb(i, start, end)
                    if draft is not None:
                        found.append(draft)
                        self.coded[i] = draft.event_type
            found = self._joined(found)
            for i in range(start, end):
                if self.tree.pos[i] == "NOUN" and i not in self.used:
                    draft = self._of_noun(i, start, end)
                    if draft is not None:
                        found.append(draft)
            yield from sorted(found, key=lambda d: d.token)

    @staticmethod
    def _joined(found: list[Draft]) -> list[Draft]:
        """ "Threatened to bomb" is one event: the governing word's, with what its complement knows."""
        by_token = {d.token: d for d in found}
        gone = set()
        for draft in found:
            above = by_token.get(draft.operator) if draft.operator is not None else None
            if above is None and draft.status == "planned" and draft.says in by_token:
                above = by_token[draft.says]  # "warned that it would send troops"
                if above.event_type not in {"THREATEN", "AGREE", "REJECT"}:
                    above = None
            if above is None or above is draft:
                continue
            gone.add(draft.token)
            if draft.event_type in {"AGREE", "THREATEN"} or not above.recipients:
                kind = draft.event_type if draft.event_type in {"AGREE", "THREATEN"} else above.event_type
                by_token[above.token] = attrs.evolve(
                    above,
                    event_type=kind,
                    actors=above.actors if len(above.actors) >= len(draft.actors) else draft.actors,
                    recipients=draft.recipients or above.recipients,
                    reciprocal=above.reciprocal or draft.reciprocal,
                    rule=f"{above.rule} > {draft.rule}",
                )
        return [by_token[d.token] for d in found if d.token not in gone]

    # verbs

    def _of_verb(self, verb: int, start: int, end: int) -> Draft | None:
        tree = self.tree
        if verb > start and self.cast.text[tree.starts[verb]].isupper() and tree.pos[verb - 1] == "PROPN":
            return None  # part of a name
        triggers = self.lexicon.verbs.get(self._lemma(verb), ()) if tree.dep[verb] != "amod" else ()
        mood: Mood | None = None
        if triggers:
            mood = mood_of(tree, self.lexicon, verb)
            passive = tree.is_passive(verb)
            subjects = tree.subjects(verb)
            objects = subjects if passive else tree.objects(verb)
            for trigger in triggers:
                noun = self._fits(trigger, verb, objects, subjects)
                if noun is None:
                    continue
                draft = self._draft(trigger, verb, noun, mood, passive, subjects, objects, start, end)
                if draft is not None:
                    return draft
        return self._duty(verb, mood, start, end) or self._blamed(verb, start, end)

    def _lemma(self, verb: int) -> str:
        """The base form, mended where the lemmatizer has cut too much ("stag" for "staged")."""
        lemma, word = self.tree.lemma[verb], self.tree.lower[verb]
        if lemma not in self.lexicon.verbs and word.endswith("ed") and word[:-1] in self.lexicon.verbs:
            return word[:-1]
        return lemma

    def _fits(self, trigger: Trigger, verb: int, objects: list[int], subjects: list[int]) -> int | None:
        """The object noun that the trigger wants, `verb` itself where it wants none, None where it fails."""
        tree = self.tree
        particles = {tree.lower[k] for k in tree.kids_of(verb, "prt") if tree.lower[k + 1 : k + 2] != ["to"]}
        if particles and trigger.particle not in particles:  # "call off" is not "call"
            return None
        if trigger.particle is not None and trigger.particle not in particles:
            if not any(
                tree.lower[k] == trigger.particle
                and tree.dep[k] in {"prep", "advmod", "dative", "agent"}
                and not any(tree.ents[j] in {"DATE", "TIME"} for j in tree.kids[k])
                for k in tree.kids[verb]
            ) and not any(w == trigger.particle and tree.dep[k] == "nsubj" for w, k in tree.prepositions(verb)):
                return None
        if not trigger.objects:
            return verb
        for need in trigger.objects:
            if need.marker == "XCOMP":
                if tree.kids_of(verb, "xcomp"):
                    return verb
                continue
            if need.preposition is not None:
                for word, k in tree.prepositions(verb):
                    if word == need.preposition and tree.lemma[k] in need.nouns:
                        return k
                continue
            extra = tree.kids_of(verb, "acomp", "oprd", "ccomp") if need.nouns & COMPLEMENTS else []
            for o in subjects if need.subject else [*objects, *extra]:
                for k in tree.with_conjuncts(o):
                    noun = self._meets(need, k)
                    if noun is not None:
                        return noun
        return None

    def _meets(self, need: Need, noun: int) -> int | None:
        tree = self.tree
        if need.marker == "PARTY":
            known = noun in self.cast.named or noun in self.cast.persons or self.cast.sector_of(noun)
            return noun if known or tree.ents[noun] == "PERSON" else None
        if need.marker == "PERSON":
            return noun if tree.ents[noun] == "PERSON" or tree.lemma[noun] in self.lexicon.classes["people"] else None
        if need.marker == "NUMBER":
            return noun if tree.pos[noun] == "NUM" else None
        if need.marker == "PRONOUN":
            return noun if tree.lower[noun] in PEOPLE_PRONOUNS else None
        if tree.lemma[noun] in need.nouns or tree.lower[noun] in need.nouns:
            if not need.modifiers or self._modified(noun, need.modifiers):
                return noun
            return None
        if tree.lemma[noun] in self.lexicon.classes["quantity"] or tree.pos[noun] == "NUM":
            for word, k in tree.prepositions(noun):
                if word == "of":
                    return self._meets(need, k)
        return None

    def _modified(self, noun: int, words: frozenset[str]) -> bool:
        tree = self.tree
        near = range(tree.left_edge(noun), noun)
        return any(tree.lemma[k] in words or tree.lower[k] in words for k in near) or any(
            tree.lemma[k] in words for w, k in tree.prepositions(noun) if w in {"of", "on"}
        )

    def _draft(
        self,
        trigger: Trigger,
        verb: int,
        noun: int,
        mood: Mood,
        passive: bool,  # noqa: FBT001, one caller
        subjects: list[int],
        objects: list[int],
        start: int,
        end: int,
    ) -> Draft | None:
        tree = self.tree
        failed = mood.kind == "refuse" and mood.operator is not None and tree.lemma[mood.operator] == "fail"
        if mood.kind in {"request", "refuse", "claim"} and not failed:
            return None
        if trigger.need == "neg":
            if not mood.negated or mood.kind in {"possible", "purpose"}:
                return None
            mood = attrs.evolve(mood, negated=False, kind="")
        if trigger.need == "that" and not self._takes_clause(verb):
            return None
        if trigger.event_type == "AGREE" and not self._commits(verb):
            return None
        if trigger.recipients[:1] == ("obj",) and not trigger.objects and trigger.event_type in TRANSITIVE:
            led = any(w in trigger.recipients for w, _ in tree.prepositions(verb))
            if not (objects or led or tree.kids_of(verb, "ccomp", "xcomp")):
                return None
        if self._inside_claim(verb) or (trigger.event_type in {"REQUEST", "ACCUSE"} and self._of_protest(verb)):
            return None
        if passive:
            actors = [p for w, k in tree.prepositions(verb) if w == "by" for p in self.who(k)]
        else:
            actors = [p for s in subjects for p in self.who(s)]
        if passive and not actors and trigger.event_type in {"MOBILIZE", "RETREAT"} and trigger.mode in OWN_FORCES:
            actors = [p for s in subjects for p in self.who(s)]
        recipients = self._recipients(trigger, verb, noun, objects)
        countries = {p.country for p in actors}
        if not recipients and trigger.event_type in REACHING and trigger.need in {"a", "ar", "w", "m"}:
            recipients = self._reached(verb, countries)
        actors, recipients = self._homes(actors, recipients, start, end, trigger.event_type)
        actors = self._placed(trigger, verb, actors, passive=passive)
        event_type, mode, status = self._read(trigger, mood, verb)
        if failed:
            event_type, mode, status = ("REJECT", None, "actual") if trigger.event_type == "AGREE" else (None, None, "denied")
        if event_type is None:
            return None
        if event_type == "CONCEDE" and any(p.country and p.country not in {a.country for a in actors} for p in recipients):
            event_type, mode = "RETREAT", "ease"
        reciprocal = self._is_reciprocal(trigger, actors, recipients)
        nameless = not passive and not any(p.country or p.sector for p in actors) and self._may_act(subjects)
        if not self._suffices(trigger, verb, actors, recipients, passive=passive, nameless=nameless):
            return None
        if trigger.need == "j" and len({p.country for p in (*actors, *recipients) if p.country}) < 2:
            event_type, mode, reciprocal, recipients = "MOBILIZE", "drill", False, []
        if trigger.need == "g" and event_type == "ACCUSE" and any(p.sector in CROWD for p in actors):
            event_type = "PROTEST"
        foreign = [p for p in recipients if p.country not in {a.country for a in actors}]
        if len({p.country for p in recipients}) > 1 and len({a.country for a in actors}) == 1 and foreign:
            recipients = foreign  # "praised North Korea-Russia relations": the other side is meant
        if reciprocal:
            actors, recipients = _unique([*actors, *recipients]), []
        if noun != verb:
            self.used.update((noun, tree.head[noun]))
        return Draft(
            event_type,
            mode,
            verb,
            max(verb, noun) if noun != verb and abs(noun - verb) < 6 else verb,
            tuple(_unique(actors)),
            tuple(_unique(recipients)),
            reciprocal,
            status,
            mood.says,
            mood.operator,
            f"verb:{trigger.rule}" + (f"+{tree.lemma[noun]}" if noun != verb else "") + (f"/{mood.kind}" if mood.kind else ""),
            0.8,
        )

    def _harms(self, verb: int) -> bool:
        """ "Vowed to retaliate": the promise of something that no trigger knows, but that hurts."""
        return any(
            self.lexicon.operators.get(self.tree.lemma[k]) == "harm" for k in self.tree.kids_of(verb, "xcomp")
        )

    def _read(self, trigger: Trigger, mood: Mood, verb: int | None = None) -> tuple[str | None, str | None, Status]:
        """What the mood makes of the type: planned kindness is AGREE, planned harm THREATEN."""
        kind, event_type = mood.kind, trigger.event_type
        if kind in {"possible", "purpose", "duty"}:
            return (event_type, trigger.mode, "possible") if kind != "duty" else (None, None, "possible")
        if mood.negated:
            if event_type in {"CONSULT", "SUPPORT", "AID", "COOPERATE", "AGREE", "CONCEDE", "RETREAT"} and kind in {"future", "commit", "plan", "refuse", ""}:
                return ("REJECT", None, "actual") if kind else (event_type, trigger.mode, "denied")
            return event_type, trigger.mode, "denied"
        if event_type in HOSTILE and mood.operator is not None and self.tree.lemma[mood.operator] in FORESEEN:
            return event_type, trigger.mode, "possible"
        if kind == "threaten":
            return "THREATEN", None, "planned"
        if event_type == "AGREE" and verb is not None and self._harms(verb):
            return "THREATEN", None, "actual"
        if kind in {"future", "commit", "plan"}:
            if event_type in KINDLY:
                return "AGREE", None, "planned"
            if event_type in HOSTILE or (event_type == "PROTEST" and kind == "commit"):
                return "THREATEN", None, "planned"
            return event_type, trigger.mode, "planned"
        return event_type, trigger.mode, "actual"

    def _inside_claim(self, verb: int) -> bool:
        """Whether the verb tells what somebody is accused of, asked for or praised for."""
        tree, cur = self.tree, verb
        for _ in range(4):
            h, relation = tree.head[cur], tree.dep[cur]
            if h == cur or relation in {"conj", "advcl", "relcl", "ROOT"}:
                return False
            if h in self.coded and relation in {"prep", "pcomp", "ccomp", "xcomp", "dobj", "acl"} and self.coded[h] in CLAIMING:
                return True
            cur = h
        return False

    def _of_protest(self, verb: int) -> bool:
        """Whether the demand is what a protest of the same people is about: one event, not two."""
        tree = self.tree
        h = tree.head[verb]
        return self.coded.get(h) == "PROTEST" and tree.dep[verb] in {"advcl", "xcomp", "conj"} and tree.tag[verb] != "VBD"

    def _recipients(self, trigger: Trigger, verb: int, noun: int, objects: list[int]) -> list[Party]:
        tree = self.tree
        for path in trigger.recipients:
            places: list[int] = []
            if path == "obj":
                if trigger.event_type == "CONSULT" and noun in objects:  # "U.S.-China talks", not "talks in Paris"
                    found = self.cast.before(noun)
                    if found:
                        return found
                    continue
                places = list(objects)
            elif path == "that":
                places = [s for c in tree.kids_of(verb, "ccomp") for s in tree.kids_of(c, "nsubj", "nsubjpass")]
            elif path == "dative":
                places = tree.kids_of(verb, "dative")
            else:
                places = [k for w, k in tree.prepositions(verb) if w == path]
                if noun != verb:
                    places += [k for w, k in tree.prepositions(noun) if w == path]
                for o in objects:
                    if o != noun:
                        places += [k for w, k in tree.prepositions(o) if w == path]
                for k in tree.kids_of(verb, "prt"):
                    places += [p for w, p in tree.prepositions(k) if w == path]
            found = [p for k in places for p in self.who(k) if p.country or p.sector]
            if found:
                return found
            if path == "obj" and trigger.event_type in {"REQUEST", "ACCUSE"}:
                found = [
                    p
                    for c in tree.kids_of(verb, "ccomp")
                    for s in tree.kids_of(c, "nsubj", "nsubjpass")
                    for p in self.who(s)
                    if p.country or p.sector
                ]
                own = {p.country for s in tree.subjects(verb) for p in self.who(s)}
                found = [p for p in found if p.country not in own or p.sector]
                if found:
                    return found
        return []

    def _reached(self, verb: int, own: set[str | None]) -> list[Party]:
        """The first parties of the clause after the verb that are not the actors themselves."""
        tree = self.tree
        inside = sorted(
            j
            for j in tree.subtree(verb, without=ASIDES)
            if j > verb and j in self.cast.named and self.cast.named[j][0] and self.cast.named[j][0] not in own
        )
        for j in inside:
            h = tree.head[j]
            if tree.dep[j] in {"amod", "compound", "poss", "nmod"} and h > j:
                found = [p for p in self.who(h) if p.country and p.country not in own]
            else:
                if tree.dep[j] == "pobj" and tree.lower[h] in {"in", "at", "on"}:
                    if tree.head[h] == verb or self.cast.named[j][4] in {"city", "capital", "region"}:
                        continue
                found = [p for p in self.who(j) if p.country and p.country not in own]
            if found:
                return found
        return []

    def _homes(
        self, actors: list[Party], recipients: list[Party], start: int, end: int, kind: str = ""
    ) -> tuple[list[Party], list[Party]]:
        """Domestic parties without a country belong to the only country of the sentence, or to the other side's."""
        named = self.cast.named
        codes = {named[j][0] for j in range(start, end) if j in named and named[j][0] not in {None, "IGO", "NGO", "IMG"}}
        only = next(iter(codes)) if len(codes) == 1 else None
        whole = {p.country for p in recipients if p.bare and p.rule in {"name", "capital", "metonym", "possessive"}}
        home_actors = [self._home(p, None if only in whole else only) for p in actors]
        own = {p.country for p in home_actors if p.country and p.country not in {"IGO", "NGO", "IMG"}}
        one = next(iter(own)) if len(own) == 1 else None
        home_recipients = [self._home(p, only or one, kind) for p in recipients]
        others = {p.country for p in home_recipients if p.country and p.country not in {"IGO", "NGO", "IMG"}}
        if len(others) == 1 and not any(p.country for p in home_actors):
            other = next(iter(others))
            home_actors = [self._home(p, other) if p.sector in {"OPP", "CVL", "COP", "JUD", "LEG", "LAB", "EDU", "REB"} else p for p in home_actors]
        return home_actors, home_recipients

    @staticmethod
    def _home(party: Party, country: str | None, kind: str = "") -> Party:
        if kind in KINDLY and party.sector == "REB":
            return party
        if country is None or party.country or party.sector not in DOMESTIC:
            return party
        return attrs.evolve(party, country=country, rule=f"{party.rule}+home")

    def _placed(self, trigger: Trigger, verb: int, actors: list[Party], *, passive: bool) -> list[Party]:
        """Crowds, courts and police act in the country where it happens."""
        if any(p.country for p in actors):
            return actors
        lawful = trigger.need == "law" or trigger.mode in {"arrest", "investigate", "legal"}
        if trigger.need == "loc":
            actors = [a for a in actors if a.sector or a.country]
        crowd = bool(actors) and all(p.sector in {"CVL", "COP", "JUD", "LAB", "EDU", "OPP", "CRM"} for p in actors)
        if not (crowd or (lawful and passive and not actors)):
            return actors
        for word, k in self.tree.prepositions(verb):
            if word in PLACE_WORDS:
                for p in self.who(k):
                    if p.country and p.country not in {"IGO", "NGO", "IMG"} and self._is_place(p):
                        if crowd:
                            return [attrs.evolve(a, country=p.country, rule=f"{a.rule}+place") for a in actors]
                        return [attrs.evolve(p, sector="JUD" if trigger.mode == "legal" else "COP", bare=False, rule="place")]
        return actors

    def _may_act(self, subjects: list[int]) -> bool:
        """Whether a subject of unknown country is somebody: a name, "he", "the two leaders"; no expert."""
        tree = self.tree
        for s in subjects:
            person = self.cast.persons.get(s)
            if person is not None and person[1] in {"EDU", "BUS", "MED"}:
                return False
            if (tree.pos[s] == "PROPN" and tree.ents[s] in {"PERSON", ""}) or tree.lower[s] in PEOPLE_PRONOUNS | {"we", "i"} or self._count(s):
                return True
        return False

    def _takes_clause(self, verb: int) -> bool:
        """ "Insisted that Iraq pay", not "insisted he was right"."""
        tree = self.tree
        return any(
            tree.tag[c] in {"VB", "VBP"} or any(tree.lower[k] in {"must", "should"} for k in tree.kids[c])
            for c in tree.kids_of(verb, "ccomp")
        )

    def _commits(self, verb: int) -> bool:
        """ "Agreed that it would", not "agreed that it was"."""
        tree = self.tree
        clauses = tree.kids_of(verb, "ccomp")
        return not clauses or bool(tree.kids_of(verb, "xcomp")) or any(
            tree.tag[c] == "VB" or any(tree.lower[k] in {"will", "would", "should", "to"} for k in tree.kids[c])
            for c in clauses
        )

    def _is_reciprocal(self, trigger: Trigger, actors: list[Party], recipients: list[Party]) -> bool:
        if trigger.event_type == "CONSULT":
            return trigger.mode in {"meet", "phone"}
        if trigger.event_type in {"COOPERATE", "AGREE"} or trigger.mode in {"agreement", "fight"} or trigger.need == "2":
            codes = {p.country for p in actors if p.country}
            return (trigger.need == "2" or len(codes) > 1) and not (
                len(codes) > 1 and recipients and trigger.event_type not in {"COOPERATE", "AGREE", "CONSULT", "SUPPORT"}
            )
        return False

    def _suffices(
        self,
        trigger: Trigger,
        verb: int,
        actors: list[Party],
        recipients: list[Party],
        *,
        passive: bool,
        nameless: bool,
    ) -> bool:
        """Whether the parties that the trigger needs are there."""
        need = trigger.need
        acted = [p for p in recipients if p.country or p.sector]
        acting = [p for p in actors if p.political]
        known = any(p.bare or p.sector in STATE or (p.country and p.rule in OWNING) for p in recipients)
        if nameless and known and need in {"a", "ar"} and trigger.event_type in NAMELESS:
            return True
        if need == "p":
            return bool(acting or [p for p in recipients if p.political])
        if need in {"that", "neg"}:
            return bool(acting)
        if need == "want":
            return bool(acting and [p for p in recipients if p.bare or p.sector in STATE]) and not (
                {p.country for p in acting} & {p.country for p in recipients}
            )
        homes = {p.country for p in acting if p.country}
        if need == "v2":
            return bool(acting and [p for p in recipients if p.country and p.country not in homes])
        if need == "home":
            return bool(acting and acted and {p.country for p in acted} <= homes)
        if need == "foreign":
            return bool(acting and [p for p in acted if p.country and p.country not in homes])
        if need == "pressed":
            return bool(acting) and any(
                w in {"after", "amid", "following", "under"}
                and self.tree.lemma[k] in self.lexicon.classes["protest"] | {"pressure", "outcry", "criticism"}
                for w, k in self.tree.prepositions(verb)
            )
        if need == "nuke":
            start, end = next((s, e) for s, e in self.tree.sents if s <= verb < e)
            return bool(acting) and any(
                self.tree.lower[k] in {"nuclear", "missile", "atomic", "uranium", "chemical", "weapons", "enrichment"}
                for k in range(start, end)
            )
        if need == "arms":
            return any(
                p.country and (p.sector == "MIL" or self.tree.lemma[p.head] in self.lexicon.classes["troops"] | self.lexicon.classes["weaponry"])
                for p in actors
            ) and not self._is_playing(verb)
        if need == "a":
            if passive and not actors and trigger.event_type == "ACCUSE":  # "Russia was accused of"
                return known
            return bool(acting)
        if need == "ar":
            return bool(acting and [p for p in recipients if (p.country and p.sector not in {"BUS", "MED", "EDU"}) or p.political])
        if need == "2":
            parties = {(p.country, p.sector) for p in (*acting, *acted) if p.political}
            return len(parties) > 1 and bool(acting or len(acted) > 1)
        if need == "v":
            return bool(
                [p for p in actors if p.sector in {"GOV", "IGO", "LEG", "MIL", "PTY"}]
                and [p for p in recipients if p.country and p.country not in homes and self._is_place(p)]
            )
        if need in {"m", "mm"}:
            armed = [p for p in acting if p.bare or p.sector in ARMED or p.sector in {"GOV", "IGO"}]
            return bool(armed or (need == "mm" and [p for p in recipients if p.sector in ARMED]))
        if need in {"x", "v0", "tgt"}:
            armed = [p for p in acting if p.bare or p.sector in ARMED or p.sector in {"GOV", "CVL"}]
            fighting = any(p.sector in ARMED for p in armed) and (passive or bool(self.tree.objects(verb)))
            return bool((armed and (acted or fighting or need != "x")) or (passive and [p for p in recipients if p.political]))
        if need == "c":
            return bool([p for p in actors if p.sector in CROWD or p.country])
        if need == "igo":
            return bool(acting and acted and all(p.country in {"IGO", None} for p in acted))
        if need == "crowd":
            if trigger.mode == "strike" and self.tree.kids_of(verb, "dobj") and not trigger.objects:
                return False
            return bool([p for p in actors if p.sector in CROWD])
        if need == "g":
            return bool(acting and (recipients or any(p.sector in CROWD for p in actors)))
        if need == "j":
            return bool(acting)
        if need == "w":
            return bool(acting and [p for p in recipients if p.political and p.country])
        either = bool(acting or [p for p in recipients if p.political])
        if need == "law":
            return bool(recipients or passive or self.tree.objects(verb)) and (
                either or any(p.sector in {"COP", "JUD"} for p in actors) or self._about_politics(verb)
            )
        if need == "life":  # always done by somebody
            return (either or self._about_politics(verb)) and not self._is_playing(verb)
        if need == "inv":
            return bool([p for p in recipients if p.political]) or bool(acting and acted)
        if need == "self":
            armed = [p for p in acting if p.bare or p.sector in ARMED or p.sector in {"GOV", "IGO"}]
            return bool(armed) and not self.tree.kids_of(verb, "dobj")
        if need == "army":
            return any(p.sector in {"MIL", "REB"} and p.country for p in acting) and not self.tree.kids_of(verb, "dobj")
        if need == "armed":
            return any(p.sector in {"MIL", "REB", "GOV"} or p.bare for p in acting)
        if need == "harm":  # fires and crashes kill too
            return self._violent(verb, actors, passive=passive)
        if need == "loc2":
            return True
        if need == "loc":
            return any(w in PLACE_WORDS for w, _ in self.tree.prepositions(verb))
        return True

    def _is_place(self, party: Party) -> bool:
        tree, k = self.tree, party.head
        return party.bare or tree.ents[k] in {"GPE", "LOC", "FAC"} or tree.lemma[k] in self.lexicon.classes["site"]

    def _is_playing(self, verb: int) -> bool:
        """Whether the sentence is about sport or shows, where shots and strikes are none."""
        start, end = next((s, e) for s, e in self.tree.sents if s <= verb < e)
        return any(self.tree.lemma[k] in self.lexicon.classes["sport"] for k in range(start, end))

    def _violent(self, verb: int, actors: list[Party], *, passive: bool) -> bool:
        """Whether somebody or a weapon does the harm that a verb like "kill" tells of."""
        tree = self.tree
        if not passive and not tree.objects(verb):
            return False
        causes = [k for w, k in tree.prepositions(verb) if w in {"by", "in", "during", "with"}]
        causes += tree.subjects(verb) if not passive else []
        violence = self.lexicon.classes["violence"]
        for k in causes:
            if any(tree.lemma[j] in violence for j in (k, *tree.kids_of(k, "compound", "conj", "amod"))):
                return True
        start, end = next((s, e) for s, e in tree.sents if s <= verb < e)
        disaster = self.lexicon.classes["disaster"]
        if any(tree.lemma[k] in disaster for k in range(start, end)):
            return False
        doing = any(tree.pos[s] != "PRON" or tree.lower[s] in PEOPLE_PRONOUNS for s in tree.subjects(verb))
        return doing and any(p.sector or p.bare for p in actors) and not self._is_playing(verb)

    def _about_politics(self, verb: int) -> bool:
        """Whether the sentence names somebody in office, as crime reports do not."""
        start, end = next((s, e) for s, e in self.tree.sents if s <= verb < e)
        return any(
            (k in self.cast.persons and self.cast.persons[k][1] in {"GOV", "LEG", "MIL", "PTY"})
            or self.lexicon.sectors.get(self.tree.lemma[k]) in {"GOV", "LEG", "OPP", "REB"}
            for k in range(start, end)
            if self.tree.pos[k] in {"NOUN", "PROPN"}
        )

    def _blamed(self, verb: int, start: int, end: int) -> Draft | None:
        """ "Tehran said the royal family was responsible for the deaths": an accusation without its verb."""
        tree = self.tree
        if tree.lemma[verb] != "be":
            return None
        marks = [k for k in tree.kids_of(verb, "acomp", "prep") if tree.lower[k] in {"responsible", "behind", "guilty"}]
        if not marks:
            return None
        mood = mood_of(tree, self.lexicon, verb)
        if mood.says is None or mood.kind or mood.negated:
            return None
        actors = [p for s in tree.subjects(mood.says) for p in self.who(s)]
        recipients = [p for s in tree.subjects(verb) for p in self.who(s)]
        actors, recipients = self._homes(actors, recipients, start, end)
        recipients = [p for p in recipients if p.bare or p.sector in STATE]
        if not [p for p in actors if p.political] or not recipients:
            return None
        if {p.country for p in actors} & {p.country for p in recipients}:
            return None
        return Draft("ACCUSE", None, marks[0], marks[0], tuple(_unique(actors)), tuple(_unique(recipients)),
                     False, "actual", None, None, "blame", 0.7)

    def _duty(self, verb: int, mood: Mood | None, start: int, end: int) -> Draft | None:
        """ "Russia said that Sudan must return the helicopter": a demand, whatever the verb."""
        tree = self.tree
        marks = [k for k in tree.kids[verb] if tree.lower[k] in {"must", "should"} and tree.dep[k] == "aux"]
        if not marks:
            return None
        mood = mood or mood_of(tree, self.lexicon, verb)
        if mood.says is None or mood.kind != "duty" or mood.negated:
            return None
        actors = [p for s in tree.subjects(mood.says) for p in self.who(s)]
        recipients = [p for s in tree.subjects(verb) for p in self.who(s)]
        actors, recipients = self._homes(actors, recipients, start, end)
        if not [p for p in actors if p.political] or not [p for p in recipients if p.political]:
            return None
        recipients = [p for p in recipients if p.bare or p.sector in STATE]
        own = {p.country for p in actors}
        if not recipients or {p.country for p in recipients} <= own | {None} and all(p.bare for p in recipients):
            return None
        if {(p.country, p.sector) for p in recipients} <= {(p.country, p.sector) for p in actors}:
            return None
        return Draft("REQUEST", None, marks[0], verb, tuple(_unique(actors)), tuple(_unique(recipients)),
                     False, "actual", None, None, "duty", 0.7)

    # nouns

    def _of_noun(self, noun: int, start: int, end: int) -> Draft | None:
        tree = self.tree
        triggers = self.lexicon.nouns.get(tree.lemma[noun], ())
        if not triggers:
            return None
        above = tree.verb_above(noun)
        for trigger in triggers:
            if above is not None and above in self.coded and trigger.event_type != "CONSULT":
                continue
            agents = [j for j in range(tree.left_edge(noun), noun) if j in self.cast.named]
            by = [p for w, k in tree.prepositions(noun) if w == "by" for p in self.who(k)]
            actors = by or ([p for p in self._owner(noun)] if agents else [])
            recipients = [p for w in trigger.recipients for x, k in tree.prepositions(noun) if x == w for p in self.who(k) if p.country or p.sector]
            actors, recipients = self._homes(actors, recipients, start, end)
            countries = {p.country for p in (*actors, *recipients) if p.country}
            need = trigger.need
            if need == "2" and not actors and above is not None and tree.dep[noun] == "pobj":
                if tree.lower[tree.head[noun]] in {"at", "during", "in", "after", "following", "before"}:
                    actors = [p for s in tree.subjects(above) for p in self.who(s) if p.political]
            if need == "2":
                sides = [p for w, k in tree.prepositions(noun) if w in {"between", "with"} for p in self.who(k) if p.country]
                parties = _unique([*actors, *sides])
                if len({p.country for p in parties if p.country}) < 2:
                    continue
                actors, recipients = parties, []
            elif need == "vis":
                if not (actors and recipients and len(countries) > 1 and any(p.sector == "GOV" for p in actors)):
                    continue
            elif need in {"weapon", "drill", "troops"}:
                wanted = {"weapon": "weapon", "drill": "military", "troops": "troops"}[need]
                if not actors or not self._modified(noun, self.lexicon.classes[wanted]):
                    continue
            elif not (actors and recipients):
                continue
            status: Status = "actual"
            if above is not None:
                mood = mood_of(tree, self.lexicon, above)
                if mood.kind and trigger.event_type == "CONSULT" and mood.kind != "future":
                    pass  # "reaffirmed at a meeting their wish to": the meeting took place
                elif mood.kind or self.lexicon.operators.get(tree.lemma[above]) in {"plan", "request", "refuse", "commit"}:
                    status = "possible"
            return Draft(trigger.event_type, trigger.mode, noun, noun, tuple(_unique(actors)), tuple(_unique(recipients)),
                         need == "2", status, None, None, f"noun:{trigger.word}", 0.6)
        return None

    def _owner(self, noun: int) -> list[Party]:
        """Whose act a noun tells of: the countries before it."""
        return [p for p in self.cast.parties(noun) if p.country]

    # who is meant

    def who(self, token: int) -> list[Party]:
        """The parties of a phrase; pronouns and "the two sides" are looked up in the text before."""
        if token not in self._who:
            self._who[token] = self._resolved(token)
        return self._who[token]

    def _resolved(self, token: int) -> list[Party]:
        tree = self.tree
        count = self._count(token)
        if count:
            return self._last_countries(token, count)
        if tree.pos[token] == "PRON":
            if tree.lower[token] in {"i", "we"}:
                return self._speaker(token)
            if tree.lower[token] in {"he", "she", "him", "her", "his"}:
                return self._antecedent(token, people=True)
            if tree.lower[token] in {"it", "they", "them", "its", "their"}:
                return self._antecedent(token, people=False)
            return []
        return self.cast.parties(token)

    def _speaker(self, token: int) -> list[Party]:
        """Who says "I" and "we": the subject of the nearest verb of saying above."""
        tree, cur = self.tree, token
        for _ in range(10):
            for k in tree.kids_of(cur, "ccomp", "parataxis"):  # "He responded: I reject it"
                if k < token and self.lexicon.operators.get(tree.lemma[k]) == "say":
                    return [p for s in tree.subjects(k) if tree.lower[s] not in {"i", "we"} for p in self.who(s)]
            cur = tree.head[cur]
            if self.lexicon.operators.get(tree.lemma[cur]) == "say":
                for s in tree.subjects(cur):
                    if tree.lower[s] not in {"i", "we"}:
                        return self.who(s)
            if tree.head[cur] == cur:
                break
        return []

    def _count(self, token: int) -> int:
        tree = self.tree
        word = tree.lower[token]
        definite = word == "both" or any(
            tree.lower[k] in {"the", "these", "those", "both", "each"} for k in tree.kids_of(token, "det", "predet")
        )
        if not definite:
            return 0
        if word in FEW and not tree.kids_of(token, "prep"):
            return FEW[word]
        if tree.lemma[token] in SIDES and not any(k in self.cast.named for k in range(tree.left_edge(token), token)):
            for k in tree.kids_of(token, "nummod", "det", "predet"):
                if tree.lower[k] in FEW or tree.lower[k] == "each":
                    return FEW.get(tree.lower[k], 2)
        return 0

    def _antecedent(self, token: int, *, people: bool) -> list[Party]:
        """The parties of the last subject before a pronoun that can be meant."""
        tree = self.tree
        for s in range(token - 1, max(-1, token - 120), -1):
            if tree.dep[s] not in {"nsubj", "nsubjpass"} or tree.pos[s] == "PRON":
                continue
            found = self.who(s)
            if not any(p.country for p in found):
                continue
            plural = len({p.country for p in found}) > 1
            word = tree.lower[token]
            if word in {"it", "its"} and (
                plural or any(p.person for p in found) or not (found[0].bare or tree.lemma[s] in self.lexicon.classes["body"] or tree.ents[s] == "ORG")
            ):
                continue
            if word in {"they", "them", "their"} and not (plural or tree.tag[s] in {"NNS", "NNPS"} or tree.kids_of(s, "conj")):
                continue
            if people and (plural or not any(tree.ents[p.head] == "PERSON" or p.sector == "GOV" or p.person for p in found)):
                continue
            return [attrs.evolve(p, rule="pronoun") for p in found]
        return []

    def _last_countries(self, token: int, count: int) -> list[Party]:
        """The last group of so many countries named together, else the last so many countries."""
        tree, named = self.tree, self.cast.named
        for s in range(token - 1, max(-1, token - 150), -1):
            if tree.dep[s] in {"nsubj", "nsubjpass"} and s not in self._who and tree.pos[s] in {"NOUN", "PROPN"}:
                self.who(s)
            group = self._who.get(s, [])
            if tree.dep[s] in {"nsubj", "nsubjpass"} and len({p.country for p in group if p.country}) == count:
                return [attrs.evolve(p, rule="group") for p in group]
        found: dict[str, Party] = {}
        for j in range(token - 1, max(-1, token - 150), -1):
            if j in named and named[j][0] and named[j][0] not in found:
                party = self.cast.parties(j)
                if party and party[0].country:
                    found[party[0].country] = attrs.evolve(party[0], rule="group")
            if len(found) == count:
                return list(reversed(found.values()))
        return []


def _unique(parties: Iterable[Party]) -> list[Party]:
    """Each (country, sector) once; what has neither is dropped where something has."""
    found: dict[tuple[str | None, str | None], Party] = {}
    for p in parties:
        if p.country or p.sector:
            found.setdefault((p.country, p.sector), p)
    return list(found.values())


__all__ = ["CLAUSES", "Coder", "Draft"]
